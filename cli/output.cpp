// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <utility>

#include "tandem/error.h"
#include "tandem/store/keep.h"

namespace tandem::cli {

namespace {
[[noreturn]] void outputFailed() {
  if (errno == EPIPE) throw OutputClosed{};
  throw Error(std::string("The answer could not be written to standard output: ") + std::strerror(errno) + ".");
}

/// Approximate number of columns of a UTF-8 text on a terminal: its code points.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Line breaks and tabs are written as in C: a command (problem External) may have several lines.
std::string onOneLine(std::string text) {
  if (text.find_first_of("\n\r\t") == std::string::npos) return text;
  std::string line;
  for (const char c : text) {
    if (c == '\n') {
      line += "\\n";
    } else if (c == '\r') {
      line += "\\r";
    } else if (c == '\t') {
      line += "\\t";
    } else {
      line += c;
    }
  }
  return line;
}

/// For a terminal: names and messages from a stranger's file must not reach it as control sequences. UTF-8 bytes stay,
/// except for the C1 controls.
std::string withoutControls(std::string_view text) {
  std::string plain(text);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const auto byte = static_cast<unsigned char>(plain[i]);
    const bool c1 = i > 0 && (byte & 0xE0U) == 0x80U && static_cast<unsigned char>(plain[i - 1]) == 0xC2U;
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f || c1) plain[i] = '?';
  }
  return plain;
}
}  // namespace

void print(std::string_view text) {
  static const bool terminal = stdoutIsTerminal();
  std::string plain;
  if (terminal) text = plain = withoutControls(text);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) outputFailed();
}

void flushOutput() {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) outputFailed();
}

void note(std::string_view line) {
  static const bool terminal = stderrIsTerminal();
  std::string text = terminal ? withoutControls(line) : std::string(line);
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

bool stderrIsTerminal() {
  return isatty(STDERR_FILENO) == 1;
}
bool stdoutIsTerminal() {
  return isatty(STDOUT_FILENO) == 1;
}

bool isStandardOutput(const std::string& path) {
  return path == "-" || path == "/dev/stdout" || path == "/dev/fd/1" || path == "/proc/self/fd/1";
}

OutputFile::OutputFile(std::string path) : path_(std::move(path)), temporary_(path_ + ".part") {
  if (isStandardOutput(path_)) path_.assign(1, '-');
  if (path_ == "-") return;
  keepResults(path_);
  // Devices and pipes are written in place; only a file can be replaced by another.
  struct stat there {};
  if (stat(path_.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) temporary_ = path_;
  file_ = std::fopen(temporary_.c_str(), "wb");
  if (file_ == nullptr) fail();
}

OutputFile::~OutputFile() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  if (temporary_ != path_) std::remove(temporary_.c_str());
}

void OutputFile::fail() {
  const std::string reason = std::strerror(errno);
  throw InputError("The file '" + path_ + "' cannot be written: " + reason + ".");
}

void OutputFile::write(std::string_view text) {
  if (path_ == "-") {
    print(text);
  } else if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) {
    fail();
  }
}

void OutputFile::close() {
  if (file_ == nullptr) return;
  // From here on the destructor has nothing to close; leftovers are removed here.
  const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
  const bool direct = temporary_ == path_;
  if (closed && (direct || std::rename(temporary_.c_str(), path_.c_str()) == 0)) return;
  const int reason = errno;
  if (!direct) std::remove(temporary_.c_str());
  errno = reason;
  fail();
}

void writeFile(const std::string& path, std::string_view content) {
  OutputFile file(path);
  file.write(content);
  file.close();
}

std::string readFile(const std::string& path, std::size_t limit) {
  const auto fail = [&](const std::string& reason) {
    throw InputError("The file '" + path + "' cannot be read: " + reason + ".");
  };
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) fail(std::strerror(errno));
  std::string content;
  char chunk[1 << 16];
  std::size_t got = 0;
  while ((got = std::fread(chunk, 1, sizeof chunk, file)) > 0 && content.size() <= limit) content.append(chunk, got);
  const bool failed = std::ferror(file) != 0;
  const int reason = errno;
  std::fclose(file);
  if (failed) fail(std::strerror(reason));
  if (content.size() > limit) fail("it is larger than " + grouped(static_cast<long long>(limit)) + " bytes");
  return content;
}

std::string csvField(std::string_view text) {
  // A line that begins with # is a comment to some readers, our import among them.
  if (text.find_first_of(",\"\r\n") == std::string_view::npos && !text.starts_with('#')) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line += ',';
    line += csvField(fields[i]);
  }
  return line + '\n';
}

std::string exact(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Inf" : "-Inf";
  return fmt::format("{:.17g}", value);
}

std::string grouped(long long value) {
  std::string digits = std::to_string(value);
  const std::ptrdiff_t first = value < 0 ? 1 : 0;
  for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > first; i -= 3) {
    digits.insert(static_cast<std::size_t>(i), 1, ',');
  }
  return digits;
}

std::string duration(double seconds) {
  const auto total = static_cast<long long>(std::llround(std::clamp(seconds, 0.0, 1e12)));
  if (total >= 3600) return fmt::format("{}:{:02}:{:02}", total / 3600, total / 60 % 60, total % 60);
  return fmt::format("{}:{:02}", total / 60, total % 60);
}

std::string join(const std::vector<std::string>& items, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += separator;
    text += items[i];
  }
  return text;
}

Columns::Columns(std::vector<std::string> header) {
  if (!header.empty()) rows_.push_back(std::move(header));
}

void Columns::row(std::vector<std::string> fields) {
  for (std::string& field : fields) field = onOneLine(std::move(field));
  rows_.push_back(std::move(fields));
}

std::string Columns::text(const std::string& indent) const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line = indent;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - width(row[i]) + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

}  // namespace tandem::cli
