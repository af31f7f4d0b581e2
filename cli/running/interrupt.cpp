// SPDX-License-Identifier: Apache-2.0
#include "cli/running/interrupt.h"

#include <unistd.h>

#include <atomic>
#include <csignal>

namespace tandem::cli {

namespace {
// A signal handler can only reach globals.
std::atomic<RunControl*> guarded{nullptr};
std::atomic<int> received{0};
std::atomic<bool> speaking{true};
static_assert(std::atomic<RunControl*>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

extern "C" void onSignal(int /*number*/) {
  if (received.fetch_add(1) > 0) _exit(130);
  if (RunControl* control = guarded.load(); control != nullptr) control->stop.store(true);
  if (!speaking.load()) return;
  constexpr char kText[] = "\ntandem: stopping; finished runs are kept (once more: stop at once)\n";
  [[maybe_unused]] const auto written = write(STDERR_FILENO, kText, sizeof kText - 1);
}

void handle(void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGUSR1, &action, nullptr);
}
}  // namespace

InterruptGuard::InterruptGuard(RunControl& control, Voice voice) {
  received = 0;
  speaking = voice == Speaking;
  guarded = &control;
  handle(onSignal);
}

InterruptGuard::~InterruptGuard() {
  handle(SIG_DFL);
  guarded = nullptr;
}

}  // namespace tandem::cli
