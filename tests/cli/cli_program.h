// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "temporary_folder.h"

namespace tandem::test {

/// What a program left behind when it ended.
struct Outcome {
  int status = -1;  ///< exit status; 128 + n when a signal killed it
  std::string out;
  std::string err;
};

/// The real program as a child process.
class Program {
 public:
  /// Starts `tandem words...`; its output goes to files. `environment` holds NAME=value entries to add; `launcher` is
  /// put before the program's name (mpirun and its options).
  explicit Program(const std::vector<std::string>& words, const std::string& input = "",
                   const std::vector<std::string>& environment = {}, const std::vector<std::string>& launcher = {});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void signal(int number) const;
  [[nodiscard]] pid_t pid() const { return pid_; }
  /// What it has written to stderr so far.
  [[nodiscard]] std::string errorsSoFar() const;
  [[nodiscard]] bool running();
  /// Waits for the end; kills the program after `seconds` (the status is then 128 + 9).
  Outcome wait(double seconds = 60.0);

 private:
  pid_t pid_ = -1;
  int rawStatus_ = 0;
  bool ended_ = false;
  std::filesystem::path folder_;
};

/// Starts and waits.
Outcome tandem(const std::vector<std::string>& words, const std::string& input = "",
               const std::vector<std::string>& environment = {}, const std::vector<std::string>& launcher = {});

std::string readText(const std::filesystem::path& path);
void writeText(const std::filesystem::path& path, const std::string& text);

}  // namespace tandem::test
