// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "cli/arguments.h"
#include "cli/mpi/session.h"

/// Experiments that several processes share (mpirun).
namespace tandem::cli {

/// True in the processes 1, 2, ... that mpirun started: they print nothing, process 0 speaks for all.
bool isWorkerProcess();

/// This process's place among those that mpirun started.
class Crew {
 public:
  /// Null unless mpirun started more than one process. Throws InputError if this build cannot take part.
  static std::unique_ptr<Crew> join();
  /// In process 0: tells the others that they may end.
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  [[nodiscard]] bool leads() const { return session_->rank() == 0; }
  [[nodiscard]] MpiSession& session() const { return *session_; }
  /// The work of a process that does not lead; returns its exit status.
  int work(const Arguments& args);
  /// Call when the experiment was interrupted: the launcher will not wait long.
  static void hurry();
  /// Ends this process although some of its threads never end.
  [[noreturn]] void leave(int status);

 private:
  explicit Crew(std::unique_ptr<MpiSession> session) : session_(std::move(session)) {}
  void end();
  std::unique_ptr<MpiSession> session_;
};

}  // namespace tandem::cli
