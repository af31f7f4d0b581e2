// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "tandem/error.h"
#include "tandem/problem.h"

namespace tandem::prob {

/// The child is gone: it ended, was killed, or closed its output. Another one may do better.
class ChildGone : public Error {
 public:
  using Error::Error;
};

/// A child process that evaluates batches over its standard input and output (docs/external.md has the protocol).
/// Killed when the object goes.
class ExternalProcess {
 public:
  /// Starts `/bin/sh -c command` in a process group of its own. Throws InputError if that fails.
  ExternalProcess(std::string command, double timeLimit);
  ~ExternalProcess();
  ExternalProcess(const ExternalProcess&) = delete;
  ExternalProcess& operator=(const ExternalProcess&) = delete;

  /// Throws ChildGone, or Error if the child does not read within the time limit.
  void send(const std::string& text);
  /// Next line without its end. Throws ChildGone, or Error if the child says "error ...", sends an endless line, or
  /// does not answer within the time limit (counted from the last send).
  std::string line();

 private:
  [[nodiscard]] std::string ending() const;
  std::string command_;
  double timeLimit_;
  int socket_ = -1;
  int pid_ = -1;
  std::string buffer_;
  double deadline_ = 0.0;
};

/// How often a run had to start the program anew.
class ExternalState final : public ProblemState {
 public:
  [[nodiscard]] std::vector<double> save(int /*task*/) const override { return {}; }
  [[nodiscard]] std::string remark() const override;
  void note(const std::string& why);

 private:
  mutable std::mutex mutex_;
  int restarts_ = 0;
  std::string first_;
};

/// Tasks that another program evaluates. Every thread that evaluates at the same time has a child of its own; children
/// stay alive between batches. A child that dies is replaced once per batch, which the run's state counts.
class ExternalProblem final : public Problem {
 public:
  /// `cut`: batches may be cut and go to several children.
  ExternalProblem(std::string command, double timeLimit, bool cut = false);
  ~ExternalProblem() override;
  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override;
  [[nodiscard]] Reference reference(int task) const override;
  [[nodiscard]] std::unique_ptr<ProblemState> makeState() const override { return std::make_unique<ExternalState>(); }

 private:
  /// A started child, past its greeting; the greeting of the first one defines the tasks.
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
