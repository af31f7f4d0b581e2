// SPDX-License-Identifier: Apache-2.0
#include "cli/figures.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace tandem::cli {

std::string figuresProgram() {
  constexpr const char* kName = "tandem-figures";
  // Beside this program first, so that two installations do not draw with each other's figures.
  std::error_code none;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", none);
  if (!none) {
    const auto beside = self.parent_path() / kName;
    if (std::filesystem::exists(beside, none)) return beside.string();
  }
  return kName;
}

std::string drawFigure(const std::vector<std::string>& options) {
  const std::string program = figuresProgram();
  std::vector<std::string> words = options;
  words.insert(words.begin(), program);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  setenv("QT_QPA_PLATFORM", "offscreen", 0);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t child = -1;
  const int error = posix_spawnp(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT) return "the program tandem-figures, which draws, is not installed";
  if (error != 0) return std::string("tandem-figures cannot be started: ").append(std::strerror(error));
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return "";
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
    return "the program tandem-figures, which draws, is not installed";
  return "tandem-figures could not draw it";
}

}  // namespace tandem::cli
