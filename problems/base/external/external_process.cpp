// SPDX-License-Identifier: Apache-2.0
#include "problems/base/external/external_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstring>
#include <limits>
#include <thread>

#include "tandem/error.h"
#include "tandem/unicode.h"

namespace tandem::prob {

namespace {
constexpr std::size_t kLongestLine = std::size_t{1} << 24U;
constexpr int kMostTasks = 10000;
constexpr int kMostNumbers = 100000;
constexpr int kGrace = 50;  // milliseconds

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Separated by blanks and commas; a word in double quotes may contain both.
std::vector<std::string> words(const std::string& line) {
  std::vector<std::string> found;
  std::size_t at = 0;
  while (true) {
    at = line.find_first_not_of(" \t,\r", at);
    if (at == std::string::npos) return found;
    if (const std::size_t close = line[at] == '"' ? line.find('"', at + 1) : std::string::npos;
        close != std::string::npos) {
      found.push_back(line.substr(at + 1, close - at - 1));
      at = close + 1;
      continue;
    }
    const std::size_t end = line.find_first_of(" \t,\r", at);
    found.push_back(line.substr(at, end == std::string::npos ? end : end - at));
    if (end == std::string::npos) return found;
    at = end;
  }
}

/// Whether a decimal number that no double can hold is too large, not too small.
bool tooLarge(std::string_view word) {
  constexpr std::int64_t kBeyond = 1'000'000'000;
  std::int64_t exponent = 0;
  const std::size_t e = word.find_first_of("eE");
  if (e != word.npos) {
    const std::string_view power = word.substr(e + (word.substr(e + 1).starts_with("+") ? 2 : 1));
    const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), exponent);
    if (error == std::errc::result_out_of_range) exponent = power.starts_with("-") ? -kBeyond : kBeyond;
    word = word.substr(0, e);
  }
  // Digits before the point from the first that is not 0, or zeros behind it.
  const std::size_t first = word.find_first_of("123456789");
  if (first == word.npos) return false;
  const auto point = static_cast<std::int64_t>(std::min(word.find('.'), word.size()));
  return point - static_cast<std::int64_t>(first) + std::clamp(exponent, -kBeyond, kBeyond) > 0;
}

/// A number as programs print them: decimal, also nan and inf, which evaluation then counts as worst. As everywhere,
/// what is too large for a double is infinite, what is too small is 0.
bool parseNumber(const std::string& word, double& value) {
  const char* first = word.data() + (word.size() > 1 && word[0] == '+' && word[1] != '-' ? 1 : 0);
  const char* last = word.data() + word.size();
  const auto [end, error] = std::from_chars(first, last, value);
  if (end != last || error == std::errc::invalid_argument) return false;
  if (error == std::errc::result_out_of_range) {
    value = tooLarge(word) ? std::numeric_limits<double>::infinity() : 0.0;
    if (word.starts_with("-")) value = -value;
  }
  return true;
}

/// What follows "name", in double quotes or not.
std::string titleOf(const std::string& line) {
  constexpr std::size_t kMostTitle = 200;
  const std::size_t begin = std::min(line.find_first_not_of(" \t", 4), line.size());
  std::string title = line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
  if (title.size() > 1 && title.front() == '"' && title.back() == '"') title = title.substr(1, title.size() - 2);
  std::erase_if(title, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return title.substr(0, kMostTitle);
}

bool parseCount(const std::string& word, int low, int high, int& value) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  return error == std::errc{} && end == word.data() + word.size() && value >= low && value <= high;
}
}  // namespace

ExternalProcess::ExternalProcess(std::string command, double timeLimit)
    : command_(std::move(command)), timeLimit_(timeLimit) {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
    throw Error("A socket for the external problem could not be made: " + std::string(std::strerror(errno)) + ".");
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pair[1], 0);
  posix_spawn_file_actions_adddup2(&actions, pair[1], 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // Its own process group: Ctrl-C in the terminal is for Tandem, which then finishes in order.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&attributes, 0);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  sigaddset(&defaults, SIGINT);
  sigaddset(&defaults, SIGTERM);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  char shell[] = "sh";
  char flag[] = "-c";
  char* argv[] = {shell, flag, command_.data(), nullptr};
  const int status = ::posix_spawn(&pid_, "/bin/sh", &actions, &attributes, argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  ::close(pair[1]);
  socket_ = pair[0];
  if (status != 0) {
    ::close(socket_);
    throw InputError("The external problem '" + command_ + "' could not be started: " + std::strerror(status) + ".");
  }
  deadline_ = now() + timeLimit_;
}

ExternalProcess::~ExternalProcess() {
  ::close(socket_);  // end of input: a well-behaved child ends by itself
  for (int i = 0; i < 20; ++i) {
    if (::waitpid(pid_, nullptr, WNOHANG) != 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ::kill(-pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

std::string ExternalProcess::ending() const {
  int status = 0;
  for (int i = 0; i < 100; ++i) {
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      if (WIFSIGNALED(status)) return "was ended by signal " + std::to_string(WTERMSIG(status));
      return "ended with status " + std::to_string(WEXITSTATUS(status));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return "closed its output";
}

void ExternalProcess::send(const std::string& text) {
  deadline_ = now() + timeLimit_;
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t n = ::send(socket_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0) {
      sent += static_cast<std::size_t>(n);
      continue;
    }
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      // The child may answer while it reads: take its output, so that neither waits for the other.
      pollfd poll{socket_, POLLIN | POLLOUT, 0};
      const double left = deadline_ - now();
      if (left <= 0.0) throw Error("The external problem '" + command_ + "' did not read its input in time.");
      ::poll(&poll, 1, static_cast<int>(std::min(left, 60.0) * 1000.0) + 1);
      if ((poll.revents & POLLIN) != 0) {
        char chunk[65536];
        const ssize_t got = ::recv(socket_, chunk, sizeof chunk, MSG_DONTWAIT);
        if (got > 0) buffer_.append(chunk, static_cast<std::size_t>(got));
        if (got == 0) break;
      }
      continue;
    }
    break;
  }
  if (sent < text.size()) throw ChildGone("The external problem '" + command_ + "' " + ending() + ".");
}

std::string ExternalProcess::line() {
  while (true) {
    const std::size_t end = buffer_.find('\n');
    if (end != std::string::npos) {
      std::string answer = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      if (!answer.empty() && answer.back() == '\r') answer.pop_back();
      if (answer.starts_with("error")) {
        throw Error("The external problem '" + command_ + "' reports:" + answer.substr(5, 500) + ".");
      }
      return answer;
    }
    if (buffer_.size() > kLongestLine) {
      throw Error("The external problem '" + command_ + "' sent a line of more than 16 MiB.");
    }
    const double left = deadline_ - now();
    if (left <= 0.0) {
      ::kill(-pid_, SIGKILL);
      throw Error("The external problem '" + command_ + "' did not answer within " + formatReal(timeLimit_) +
                  " seconds (parameter timeLimit).");
    }
    pollfd poll{socket_, POLLIN, 0};
    if (::poll(&poll, 1, static_cast<int>(std::min(left, 60.0) * 1000.0) + 1) <= 0) continue;
    char chunk[65536];
    const ssize_t got = ::recv(socket_, chunk, sizeof chunk, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw ChildGone("The external problem '" + command_ + "' " + ending() + ".");
    buffer_.append(chunk, static_cast<std::size_t>(got));
  }
}

void ExternalProcess::expectSilence(int milliseconds) {
  pollfd poll{socket_, POLLIN, 0};
  if (buffer_.empty()) ::poll(&poll, 1, milliseconds);
  char chunk[4096];
  const ssize_t got = ::recv(socket_, chunk, sizeof chunk, MSG_DONTWAIT);
  if (got > 0) buffer_.append(chunk, static_cast<std::size_t>(got));
  if (buffer_.empty()) return;
  const std::string extra = buffer_.find('\n') == std::string::npos ? buffer_ : line();  // throws what 'error' says
  throw Error("The external problem '" + command_ + "' writes '" + extra.substr(0, 200) +
              "' without being asked; one line for each point is wanted, and nothing else on standard output.");
}

void ExternalState::note(const std::string& why) {
  const std::scoped_lock lock(mutex_);
  if (restarts_++ == 0) first_ = why;
}

std::string ExternalState::remark() const {
  const std::scoped_lock lock(mutex_);
  if (restarts_ == 0) return {};
  return std::to_string(restarts_) + (restarts_ == 1 ? " batch was" : " batches were") +
         " asked for again, of a program started anew (the first time: " + first_ + ").";
}

ExternalProblem::ExternalProblem(std::string command, double timeLimit, bool cut)
    : command_(std::move(command)), timeLimit_(timeLimit) {
  costly_ = true;
  mayCutBatches_ = cut;
  journaled_ = true;
  idle_.push_back(start(greeting_));
  parseGreeting(greeting_);
}

ExternalProblem::~ExternalProblem() = default;

std::unique_ptr<ExternalProcess> ExternalProblem::start(std::string& greeting) const {
  auto child = std::make_unique<ExternalProcess>(command_, timeLimit_);
  greeting.clear();
  for (int lines = 0;; ++lines) {
    const std::string line = child->line();
    if (line == "ready") return child;
    greeting += line + "\n";
    if (lines > 4 * kMostTasks) throw Error("The external problem '" + command_ + "' never says 'ready'.");
  }
}

void ExternalProblem::parseGreeting(const std::string& greeting) {
  const auto refuse = [&](const std::string& line, const std::string& why) {
    throw InputError("The external problem '" + command_ + "' greets with '" + line.substr(0, 200) + "': " + why +
                     " (see docs/external.md).");
  };
  std::size_t at = 0;
  bool first = true;
  std::vector<std::vector<double>> fronts;  // [task] points one after another
  while (at < greeting.size()) {
    const std::size_t end = greeting.find('\n', at);
    const std::string line = greeting.substr(at, end - at);
    at = end + 1;
    const std::vector<std::string> w = words(line);
    if (first && (w.size() != 2 || w[0] != "tandem-problem")) {
      refuse(line, "the first line must be 'tandem-problem 1'");
    }
    if (first && w[1] != "1") {
      refuse(line, "it speaks version " + w[1] +
                       " of the protocol, this Tandem speaks version 1; have the program say " +
                       "'tandem-problem 1', or use a Tandem that knows version " + w[1]);
    }
    if (first || w.empty()) {
      first = false;
      continue;
    }
    int count = 0;
    if (w[0] == "name") {
      title_ = titleOf(line);
    } else if (w[0] == "budget") {
      if (w.size() != 2 || !parseCount(w[1], 1, std::numeric_limits<int>::max(), count))
        refuse(line, "budget N is wanted");
      defaultBudget_ = count;
    } else if (w[0] == "population") {
      if (w.size() != 2 || !parseCount(w[1], 1, 1000000, count)) refuse(line, "population N is wanted");
      defaultPopulation_ = count;
    } else if (w[0] == "task") {
      TaskInfo task;
      if (w.size() != 5 || !parseCount(w[2], 1, kMostNumbers, task.dim) ||
          !parseCount(w[3], 1, kMostNumbers, task.objectives) || !parseCount(w[4], 0, kMostNumbers, task.constraints)) {
        refuse(line, "'task NAME VARIABLES OBJECTIVES CONSTRAINTS' is wanted");
      }
      if (const std::string why = whyNoName(w[1]); !why.empty()) refuse(line, "its NAME is none: " + why);
      task.name = w[1];
      task.lower.assign(task.dim, 0.0);
      task.upper.assign(task.dim, 1.0);
      tasks_.push_back(task);
      references_.emplace_back();
      fronts.emplace_back();
      if (tasks_.size() > kMostTasks) refuse(line, "too many tasks");
    } else if (w[0] == "lower" || w[0] == "upper" || w[0] == "optimum" || w[0] == "reference" || w[0] == "front") {
      if (tasks_.empty()) refuse(line, "it belongs after a task line");
      TaskInfo& task = tasks_.back();
      std::vector<double> values;
      for (std::size_t i = 1; i < w.size(); ++i) {
        double v = 0.0;
        if (!parseNumber(w[i], v) || !std::isfinite(v)) refuse(line, "'" + w[i] + "' is not a finite number");
        values.push_back(v);
      }
      if (w[0] == "optimum") {
        if (values.size() != 1) refuse(line, "one number is wanted");
        references_.back().hasOptimum = true;
        references_.back().optimum = values[0];
      } else if (w[0] == "reference" || w[0] == "front") {
        if (task.objectives < 2 || values.size() != static_cast<std::size_t>(task.objectives)) {
          refuse(line, "one number per objective is wanted, of a task with several");
        }
        if (w[0] == "reference") {
          references_.back().hvReference = values;
        } else {
          std::vector<double>& points = fronts.back();
          points.insert(points.end(), values.begin(), values.end());
        }
      } else {
        if (values.size() == 1) values.assign(task.dim, values[0]);
        if (values.size() != static_cast<std::size_t>(task.dim))
          refuse(line, "one number, or one per variable, is wanted");
        (w[0] == "lower" ? task.lower : task.upper) = values;
      }
    } else {
      refuse(line, "the word '" + w[0] + "' is not known");
    }
  }
  for (std::size_t t = 0; t < tasks_.size(); ++t) {
    if (fronts[t].empty()) continue;
    const int objectives = tasks_[t].objectives;
    references_[t].front = Matrix(isize(fronts[t]) / objectives, objectives);
    std::copy(fronts[t].begin(), fronts[t].end(), references_[t].front.data());
  }
  if (tasks_.empty())
    throw InputError("The external problem '" + command_ + "' defines no task (see docs/external.md).");
  for (const TaskInfo& task : tasks_) {
    for (std::size_t j = 0; j < task.lower.size(); ++j) {
      if (!(task.lower[j] < task.upper[j])) {
        throw InputError("The external problem '" + command_ + "': task " + task.name + ", variable " +
                         std::to_string(j + 1) + ": the lower bound is not below the upper one.");
      }
    }
  }
  if (defaultBudget_ == 0) defaultBudget_ = 10000LL * static_cast<std::int64_t>(tasks_.size());
}

void ExternalProblem::ask(ExternalProcess& child, int task, ConstMatView x, MatView objectives,
                          MatView constraints) const {
  std::string text = "evaluate " + std::to_string(task + 1) + " " + std::to_string(x.rows) + "\n";
  char number[40];
  for (int i = 0; i < x.rows; ++i) {
    for (int j = 0; j < x.cols; ++j) {
      const auto [end, error] = std::to_chars(number, number + sizeof number, x(i, j));
      (void)error;
      if (j > 0) text.push_back(' ');
      text.append(number, end);
    }
    text.push_back('\n');
  }
  // A line too many would become the answer for a point of the next batch.
  child.expectSilence(0);
  child.send(text);
  for (int i = 0; i < x.rows; ++i) {
    const std::string line = child.line();
    const std::vector<std::string> w = words(line);
    const auto wanted = static_cast<std::size_t>(objectives.cols + constraints.cols);
    const auto refuse = [&](const std::string& why) {
      throw Error("The external problem '" + command_ + "' answers '" + line.substr(0, 200) + "' for point " +
                  std::to_string(i + 1) + " of " + std::to_string(x.rows) + " of task " + std::to_string(task + 1) +
                  ": " + why + ".");
    };
    if (w.size() != wanted) {
      refuse(std::to_string(wanted) + " numbers (objectives, then constraints) are wanted");
    }
    for (std::size_t k = 0; k < wanted; ++k) {
      double value = 0.0;
      if (!parseNumber(w[k], value)) {
        std::string why(1, '\'');
        why.append(w[k], 0, 200).append("' is no number in decimal notation, nor nan or inf");
        refuse(why);
      }
      const int column = static_cast<int>(k);
      if (column < objectives.cols) {
        objectives(i, column) = value;
      } else {
        constraints(i, column - objectives.cols) = value;
      }
    }
  }
  // A program that writes too much does so from its first batch on; it gets a moment to give itself away there.
  child.expectSilence(child.firstBatch() ? kGrace : 0);
}

void ExternalProblem::evaluate(int task, ConstMatView x, MatView objectives, MatView constraints,
                               EvalContext& ctx) const {
  std::unique_ptr<ExternalProcess> child;
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      child = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  const auto fresh = [&] {
    std::string greeting;
    child = start(greeting);
    if (greeting != greeting_) {
      throw Error("The external problem '" + command_ + "' describes itself differently when started again.");
    }
  };
  const bool kept = child != nullptr;
  if (!kept) fresh();
  try {
    ask(*child, task, x, objectives, constraints);
  } catch (const ChildGone& gone) {
    // A child that worked before may have died between batches: try once more with a new one. A new child that fails
    // would fail again, and one that answers nonsense, reports an error or takes too long is not retried at all.
    if (!kept) throw;
    if (auto* state = dynamic_cast<ExternalState*>(ctx.state)) state->note(gone.what());
    fresh();
    ask(*child, task, x, objectives, constraints);
  }
  const std::scoped_lock lock(mutex_);
  idle_.push_back(std::move(child));
}

Reference ExternalProblem::reference(int task) const {
  return references_[task];
}

}  // namespace tandem::prob
