// SPDX-License-Identifier: Apache-2.0
#include "engine/in_flight.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>
#include <fstream>
#include <memory>

#include "store/paths.h"

namespace tandem {

namespace {

constexpr long kLine = 39;    // problem, algorithm, repetition, signal, end of line
constexpr long kSignal = 36;  // position of the signal in it
constexpr std::array kFatal{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

thread_local const FlyingRun* current = nullptr;

std::string lineOf(const RunKey& key, int signal) {
  return fmt::format("{:>11} {:>11} {:>11} {:>2}\n", key.problem, key.algorithm, key.repetition, signal)
      .substr(0, static_cast<std::size_t>(kLine));
}
std::string idleLine() {
  return lineOf({-1, -1, -1}, 0);
}

void say(const char* text) {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

extern "C" void onFatalSignal(int number) {
  const FlyingRun* run = current;
  if (run != nullptr) {
    if (run->file >= 0) {
      const char digits[2] = {static_cast<char>(number < 10 ? ' ' : '0' + number / 10),
                              static_cast<char>('0' + number % 10)};
      [[maybe_unused]] const auto noted = ::pwrite(run->file, digits, 2, run->offset + kSignal);
    }
    say("\ntandem: crashed in ");
    say(run->text);
    say("; finished runs are kept, and 'tandem resume --skip-crashed' goes on without this one\n");
  } else {
    say("\ntandem: crashed outside of any run; finished runs are kept\n");
  }
  // The handler is gone by now (SA_RESETHAND): the process ends as it would have ended.
  ::raise(number);
}

/// A separate stack for the handler, so that even a run that has overflowed its stack can be named.
class SignalStack {
 public:
  SignalStack() {
    stack_t known{};
    if (::sigaltstack(nullptr, &known) != 0 || (known.ss_flags & SS_DISABLE) == 0) return;  // somebody else's
    memory_ = std::make_unique<char[]>(kBytes);
    const stack_t own{.ss_sp = memory_.get(), .ss_flags = 0, .ss_size = kBytes};
    if (::sigaltstack(&own, nullptr) != 0) memory_.reset();
  }
  ~SignalStack() {
    if (!memory_) return;
    const stack_t none{.ss_sp = nullptr, .ss_flags = SS_DISABLE, .ss_size = 0};
    ::sigaltstack(&none, nullptr);
  }
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  static constexpr std::size_t kBytes = 65536;
  std::unique_ptr<char[]> memory_;
};

void install() {
  for (const int number : kFatal) {
    struct sigaction known {};
    // An existing handler (a sanitizer, a debugger's helper) has more to say.
    if (::sigaction(number, nullptr, &known) != 0 || (known.sa_flags & SA_SIGINFO) != 0 ||
        known.sa_handler != SIG_DFL) {
      continue;
    }
    struct sigaction action {};
    action.sa_handler = onFatalSignal;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
    sigemptyset(&action.sa_mask);
    ::sigaction(number, &action, nullptr);
  }
}

void uninstall() {
  for (const int number : kFatal) {
    struct sigaction known {};
    if (::sigaction(number, nullptr, &known) == 0 && (known.sa_flags & SA_SIGINFO) == 0 &&
        known.sa_handler == onFatalSignal) {
      ::signal(number, SIG_DFL);
    }
  }
}

std::vector<CrashedRun> readNotes(const std::string& path) {
  std::vector<CrashedRun> runs;
  std::ifstream in(path);
  CrashedRun run;
  while (in >> run.key.problem >> run.key.algorithm >> run.key.repetition >> run.signal) {
    if (run.key.problem >= 0 && run.key.algorithm >= 0 && run.key.repetition >= 0) runs.push_back(run);
  }
  return runs;
}

}  // namespace

std::string runName(const ExperimentInfo& info, const RunKey& key) {
  return fmt::format("'{}' on '{}', repetition {}", info.algorithms[key.algorithm].alias,
                     info.problems[key.problem].shownName(), key.repetition + 1);
}

const FlyingRun* flyingRun() {
  return current;
}

HelpsRun::HelpsRun(const FlyingRun* run) : before_(current) {
  current = run;
}
HelpsRun::~HelpsRun() {
  current = before_;
}

InFlight::InFlight(const std::string& path, bool handlers) : handlers_(handlers) {
  if (!path.empty()) {
    const std::vector<CrashedRun> before = readNotes(path);
    file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    for (const CrashedRun& run : before) {
      if (run.signal == 0) continue;
      write(slots_, lineOf(run.key, run.signal));
      crashed_[run.key] = slots_++;
    }
  }
  if (handlers_) install();
}

InFlight::~InFlight() {
  if (handlers_) uninstall();
  if (file_ >= 0) ::close(file_);
}

int InFlight::takeSlot(const RunKey& key) {
  const std::lock_guard lock(mutex_);
  if (const auto known = crashed_.find(key); known != crashed_.end()) {
    const int slot = known->second;
    crashed_.erase(known);
    return slot;
  }
  if (free_.empty()) return slots_++;
  const int slot = free_.back();
  free_.pop_back();
  return slot;
}

void InFlight::freeSlot(int slot) {
  const std::lock_guard lock(mutex_);
  free_.push_back(slot);
}

void InFlight::write(int slot, const std::string& line) const {
  if (file_ < 0) return;
  [[maybe_unused]] const auto written = ::pwrite(file_, line.data(), line.size(), slot * kLine);
}

InFlight::Scope::Scope(InFlight& owner, const RunKey& key, const std::string& name)
    : owner_(owner), before_(current), slot_(owner.takeSlot(key)) {
  if (owner_.handlers_) {
    thread_local const SignalStack stack;
    static_cast<void>(stack);
  }
  owner_.write(slot_, lineOf(key, 0));
  run_.file = owner_.file_;
  run_.offset = slot_ * kLine;
  name.copy(run_.text, sizeof run_.text - 1);
  current = &run_;
}

InFlight::Scope::~Scope() {
  current = before_;
  owner_.write(slot_, idleLine());
  owner_.freeSlot(slot_);
}

std::vector<CrashedRun> crashedRuns(const std::string& path) {
  return readNotes(store::Paths(path).inFlight);
}

}  // namespace tandem
