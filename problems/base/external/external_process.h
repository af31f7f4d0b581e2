// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "tandem/error.h"
#include "tandem/problem.h"

namespace tandem::prob {

/// The child is gone: it ended, was killed, or closed its output. A new one may work.
class ChildGone : public Error {
 public:
  using Error::Error;
};

/// A child process that evaluates batches over its standard input and output (docs/external.md has the protocol).
/// Killed by the destructor.
class ExternalProcess {
 public:
  /// Starts `/bin/sh -c command` in its own process group. Throws InputError if that fails.
  ExternalProcess(std::string command, double timeLimit);
  ~ExternalProcess();
  ExternalProcess(const ExternalProcess&) = delete;
  ExternalProcess& operator=(const ExternalProcess&) = delete;

  /// Throws ChildGone, or Error if the child does not read within the time limit.
  void send(const std::string& text);
  /// Next line without its end. Throws ChildGone, or Error if the child says "error ...", sends an endless line, or
  /// does not answer within the time limit (counted from the last send).
  std::string line();
  /// Throws Error if the child has written what nobody asked for, or does so within this time.
  void expectSilence(int milliseconds);
  /// True once: the child has not been asked before.
  bool firstBatch() { return std::exchange(firstBatch_, false); }

 private:
  [[nodiscard]] std::string ending() const;
  std::string command_;
  double timeLimit_;
  int socket_ = -1;
  int pid_ = -1;
  std::string buffer_;
  double deadline_ = 0.0;
  bool firstBatch_ = true;
};

/// How often a run had to restart the program.
class ExternalState final : public ProblemState {
 public:
  [[nodiscard]] std::vector<double> save(int /*task*/) const override { return {}; }
  /// Nothing that values depend on: a resumed run counts the restarts since then.
  bool load(int /*task*/, std::span<const double> saved) override { return saved.empty(); }
  [[nodiscard]] std::string remark() const override;
  void note(const std::string& why);

 private:
  mutable std::mutex mutex_;
  int restarts_ = 0;
  std::string first_;
};

/// Tasks evaluated by another program. Threads that evaluate at the same time each have their own child; children stay
/// alive between batches. A child that dies is replaced once per batch, which the run's state counts.
class ExternalProblem final : public Problem {
 public:
  /// `cut`: batches may be split among several children.
  ExternalProblem(std::string command, double timeLimit, bool cut = false);
  ~ExternalProblem() override;
  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override;
  [[nodiscard]] Reference reference(int task) const override;
  [[nodiscard]] std::unique_ptr<ProblemState> makeState() const override { return std::make_unique<ExternalState>(); }

 private:
  /// A started child that has sent its greeting; the greeting of the first one defines the tasks.
  std::unique_ptr<ExternalProcess> start(std::string& greeting) const;
  void parseGreeting(const std::string& greeting);
  void ask(ExternalProcess& child, int task, ConstMatView x, MatView objectives, MatView constraints) const;

  std::string command_;
  double timeLimit_;
  std::string greeting_;
  std::vector<Reference> references_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<ExternalProcess>> idle_;
};

}  // namespace tandem::prob
