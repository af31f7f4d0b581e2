// SPDX-License-Identifier: Apache-2.0
#include "cli/figures.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

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

namespace {

/// What a program wrote on the other end, until it closed it.
std::string drained(int descriptor) {
  std::string text;
  std::array<char, 4096> part{};
  for (ssize_t got = 1; got > 0 || (got < 0 && errno == EINTR);) {
    got = read(descriptor, part.data(), part.size());
    if (got > 0) text.append(part.data(), static_cast<std::size_t>(got));
  }
  return text;
}

/// The reason in "tandem plot: REASON." as a part of a sentence; empty if there is none.
std::string reasonIn(const std::string& said) {
  constexpr std::string_view kPrefix = "tandem plot: ";
  const std::size_t at = said.rfind(kPrefix);
  if (at == std::string::npos) return {};
  std::string reason = said.substr(at + kPrefix.size());
  while (!reason.empty() && (reason.back() == '\n' || reason.back() == '.')) reason.pop_back();
  return reason;
}

}  // namespace

std::string drawFigure(const std::vector<std::string>& options) {
  const std::string program = figuresProgram();
  std::vector<std::string> words = options;
  words.insert(words.begin(), program);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  setenv("QT_QPA_PLATFORM", "offscreen", 0);

  std::array<int, 2> said{};
  if (pipe2(said.data(), O_CLOEXEC) != 0) return std::string("there is no pipe left: ").append(std::strerror(errno));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, said[1], 2);
  pid_t child = -1;
  const int error = posix_spawnp(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(said[1]);
  const std::string reason = error == 0 ? reasonIn(drained(said[0])) : "";
  close(said[0]);
  if (error == ENOENT) return "the program tandem-figures, which draws, is not installed";
  if (error != 0) return std::string("tandem-figures cannot be started: ").append(std::strerror(error));
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return "";
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
    return "the program tandem-figures, which draws, is not installed";
  if (WIFSIGNALED(status)) return "tandem-figures was ended by signal " + std::to_string(WTERMSIG(status));
  return reason.empty() ? "tandem-figures could not draw it" : reason;
}

}  // namespace tandem::cli
