// SPDX-License-Identifier: Apache-2.0
#include "cli_program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "sanitized.h"

namespace tandem::test {

namespace fs = std::filesystem;

std::string readText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void writeText(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

Program::Program(const std::vector<std::string>& words, const std::string& input,
                 const std::vector<std::string>& environment, const std::vector<std::string>& launcher) {
  std::string pattern = (fs::temp_directory_path() / "tandem-child-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
  writeText(folder_ / "in", input);
  std::vector<std::string> line = launcher;
  line.emplace_back(TANDEM_PROGRAM);
  line.insert(line.end(), words.begin(), words.end());
  std::vector<char*> argv;
  for (std::string& word : line) argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::string files[3] = {folder_ / "in", folder_ / "out", folder_ / "err"};
  std::vector<std::string> extra = environment;
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ == 0) {
    for (int i = 0; i < 3; ++i) {
      const int descriptor = open(files[i].c_str(), i == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC, 0600);
      dup2(descriptor, i);
      close(descriptor);
    }
    // Whoever runs the tests may have imported official data; a test that wants them says so.
    setenv("TANDEM_DATA_DIR", "/nonexistent/tandem", 1);
    unsetenv("TANDEM_PLUGIN_PATH");
    for (std::string& entry : extra) putenv(entry.data());
    execvp(argv[0], argv.data());
    _exit(127);
  }
}

Program::~Program() {
  if (!ended_) {
    kill(pid_, SIGKILL);
    waitpid(pid_, &rawStatus_, 0);
  }
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void Program::signal(int number) const {
  if (!ended_) kill(pid_, number);
}

std::string Program::errorsSoFar() const {
  return readText(folder_ / "err");
}

bool Program::running() {
  if (!ended_ && waitpid(pid_, &rawStatus_, WNOHANG) == pid_) ended_ = true;
  return !ended_;
}

Outcome Program::wait(double seconds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds * kSlowness);
  while (running()) {
    if (std::chrono::steady_clock::now() > deadline) kill(pid_, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  Outcome outcome;
  outcome.status = WIFEXITED(rawStatus_) ? WEXITSTATUS(rawStatus_) : 128 + WTERMSIG(rawStatus_);
  outcome.out = readText(folder_ / "out");
  outcome.err = readText(folder_ / "err");
  return outcome;
}

Outcome tandem(const std::vector<std::string>& words, const std::string& input,
               const std::vector<std::string>& environment, const std::vector<std::string>& launcher) {
  return Program(words, input, environment, launcher).wait();
}

}  // namespace tandem::test
