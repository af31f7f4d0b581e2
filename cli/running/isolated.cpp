// SPDX-License-Identifier: Apache-2.0
#include "cli/running/isolated.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "tandem/error.h"

namespace tandem::cli {

IsolatedOutcome isolated(const std::function<int()>& body) {
  std::fflush(nullptr);  // or the child would write it again
  const pid_t child = fork();
  if (child < 0) throw Error(std::string("No process can be started: ") + std::strerror(errno) + ".");
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    int status = 1;
    try {
      status = body();
    } catch (...) {
      status = 1;
    }
    std::fflush(nullptr);
    _exit(status);
  }
  int raw = 0;
  while (waitpid(child, &raw, 0) < 0) {
    if (errno != EINTR) throw Error(std::string("Waiting for a process failed: ") + std::strerror(errno) + ".");
  }
  if (WIFSIGNALED(raw)) return {1, WTERMSIG(raw)};
  return {WEXITSTATUS(raw), 0};
}

}  // namespace tandem::cli
