// SPDX-License-Identifier: Apache-2.0
#include "cli/running/progress.h"

#include <fmt/format.h>

#include <condition_variable>

#include "cli/output.h"
#include "tandem/tables/names.h"

namespace tandem::cli {

namespace {
constexpr double kSecondsBetweenLines = 10.0;
constexpr std::size_t kFailuresShown = 10;
constexpr std::size_t kBarWidth = 30;
}  // namespace

Progress::Progress(const ExperimentInfo& info, const std::vector<RunKey>& todo, bool quiet)
    : info_(info),
      total_(todo.size()),
      quiet_(quiet),
      terminal_(stderrIsTerminal()),
      start_(std::chrono::steady_clock::now()),
      nextLine_(kSecondsBetweenLines) {
  for (const RunKey& key : todo) {
    workTotal_ += workOf(key);
  }
  if (quiet_ || !terminal_) return;
  ticker_ = std::jthread([this](const std::stop_token& stop) {
    std::condition_variable_any sleeper;
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      draw();
      sleeper.wait_for(lock, stop, std::chrono::milliseconds(500), [] { return false; });
    }
  });
}

Progress::~Progress() {
  close();
}

void Progress::close() {
  if (ticker_.joinable()) {
    ticker_.request_stop();
    ticker_.join();
  }
  const std::scoped_lock lock(mutex_);
  if (drawn_) std::fputs("\r\033[K", stderr);
  drawn_ = false;
}

double Progress::workOf(const RunKey& key) const {
  return static_cast<double>(budgetOf(info_.problems[key.problem], info_.algorithms[key.algorithm]));
}

std::string Progress::warnings() const {
  if (warned_ == 0) return "";
  return fmt::format("{} of the finished runs {} a warning, the first: {}", warned_, warned_ == 1 ? "has" : "have",
                     warning_);
}

double Progress::elapsed() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

std::string Progress::state() const {
  std::string text = fmt::format("{}/{} runs", done_, total_);
  if (failed_ > 0) text += fmt::format(", {} failed", failed_);
  const double spent = elapsed();
  text += ", " + duration(spent) + " elapsed";
  if (done_ < total_ && workDone_ > 0.0) {
    text += ", about " + duration(spent * (workTotal_ - workDone_) / workDone_) + " left";
  }
  return text;
}

void Progress::draw() {
  const double share = workTotal_ > 0.0 ? workDone_ / workTotal_ : 1.0;
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(kBarWidth));
  std::string bar(filled, '=');
  if (filled < kBarWidth) bar += '>';
  bar.resize(kBarWidth, ' ');
  std::fputs(("\r[" + bar + "] " + state() + "\033[K").c_str(), stderr);
  drawn_ = true;
}

void Progress::say(const std::string& line) {
  if (drawn_) std::fputs("\r\033[K", stderr);
  drawn_ = false;
  note("tandem: " + line);
}

void Progress::finished(const RunKey& key, RunStatus status, const std::string& message, double /*seconds*/) {
  const std::scoped_lock lock(mutex_);
  ++done_;
  workDone_ += workOf(key);
  if (status == RunStatus::Finished && !message.empty() && warned_++ == 0) {
    warning_ = fmt::format("{} on {}, repetition {}: {}", info_.algorithms[key.algorithm].alias,
                           problemNames(info_.problems)[key.problem], key.repetition + 1, message);
  }
  if (status == RunStatus::Failed && ++failed_ <= kFailuresShown) {
    say(fmt::format("failed: {} on {}, repetition {}: {}", info_.algorithms[key.algorithm].alias,
                    problemNames(info_.problems)[key.problem], key.repetition + 1, message));
    if (failed_ == kFailuresShown) say("further failures are not shown here ('tandem info' lists them)");
  }
  if (quiet_) return;
  if (terminal_) {
    draw();
  } else if (elapsed() >= nextLine_) {
    nextLine_ = elapsed() + kSecondsBetweenLines;
    say(state());
  }
}

WorkProgress::WorkProgress(std::size_t total, std::string unit)
    : total_(total), unit_(std::move(unit)), terminal_(stderrIsTerminal()), last_(std::chrono::steady_clock::now()) {}

WorkProgress::~WorkProgress() {
  if (drawn_) std::fputs("\r\033[K", stderr);
}

void WorkProgress::step() {
  ++done_;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < std::chrono::seconds(1)) return;
  last_ = now;
  const std::string line = fmt::format("tandem: {} of {} {}", grouped(static_cast<long long>(done_)),
                                       grouped(static_cast<long long>(total_)), unit_);
  if (terminal_) {
    std::fputs(("\r" + line + "\033[K").c_str(), stderr);
    drawn_ = true;
  } else {
    note(line);
  }
}

}  // namespace tandem::cli
