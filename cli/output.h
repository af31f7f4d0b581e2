// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace tandem::cli {

/// Thrown by print() when the reader of stdout has gone (`tandem list algorithms | head -1`): the program ends quietly.
struct OutputClosed {};

/// Writes to stdout, which carries the answer and nothing else. Throws OutputClosed, or Error when the disk is full.
void print(std::string_view text);
/// Flushes stdout and checks that everything arrived; main() calls it at the end.
void flushOutput();
/// One line on stderr, for progress and warnings. Never fails.
void note(std::string_view line);
bool stderrIsTerminal();
bool stdoutIsTerminal();

/// True for "-" and the system's names for it (/dev/stdout).
bool isStandardOutput(const std::string& path);

/// A file that is written piece by piece but appears complete or not at all (temporary name, rename at close). "-" is
/// standard output; devices and pipes are written to directly. Throws InputError naming file and reason.
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  void write(std::string_view text);
  void close();

 private:
  [[noreturn]] void fail();
  std::string path_;
  std::string temporary_;
  std::FILE* file_ = nullptr;
};

/// The same in one go.
void writeFile(const std::string& path, std::string_view content);
/// Reads at most `limit` bytes; throws InputError if it cannot be read or is larger.
std::string readFile(const std::string& path, std::size_t limit);

/// A field of a CSV line, quoted where RFC 4180 requires it.
std::string csvField(std::string_view text);
/// Fields joined by commas, with a newline.
std::string csvLine(const std::vector<std::string>& fields);
/// %.17g, parses back exactly; "NaN" when not a number, "Inf" and "-Inf" for the infinities.
std::string exact(double value);
/// 1234567 -> "1,234,567", for people.
std::string grouped(long long value);
/// 75 -> "1:15", 3700 -> "1:01:40".
std::string duration(double seconds);
/// Items joined by `separator`.
std::string join(const std::vector<std::string>& items, std::string_view separator);

/// Columns of text, aligned; the last one is not padded.
class Columns {
 public:
  explicit Columns(std::vector<std::string> header = {});
  void row(std::vector<std::string> fields);
  [[nodiscard]] std::string text(const std::string& indent = "") const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace tandem::cli
