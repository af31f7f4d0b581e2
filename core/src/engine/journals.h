// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <string>
#include <vector>

#include "store/journal.h"
#include "tandem/engine/engine.h"

namespace tandem {

/// The journals of an experiment's runs, in a folder beside its results.
class Journals {
 public:
  /// `control` is stopped when a journal cannot be written.
  Journals(const Plan& plan, RunControl& control, Journal mode, std::string folder);

  /// Before the first run: creates the folder if needed. Throws InputError if one of the journals there belongs to
  /// another experiment.
  void prepare(const std::vector<RunKey>& pending);
  /// In a process that shares the runs of another one: throws InputError if the folder is not visible from here.
  void requireFolder() const;
  [[nodiscard]] bool wanted(const RunKey& key) const;
  /// `device`: what evaluates, in words.
  [[nodiscard]] store::JournalOwner owner(const RunKey& key, const std::string& device) const;
  [[nodiscard]] std::string path(const RunKey& key) const { return store::journalPath(folder_, key); }
  /// When the run is stored: its journal is no longer needed.
  void discard(const RunKey& key) const;

  /// When a journal cannot be written: the experiment ends, as evaluations from here on could not be kept.
  [[noreturn]] void fail(std::exception_ptr reason);
  void note(const RunKey& key, const std::string& what);
  void count(std::int64_t replayed) { replayed_ += replayed; }

  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] Journal mode() const { return mode_; }
  [[nodiscard]] std::exception_ptr failure() const;
  [[nodiscard]] std::int64_t replayed() const { return replayed_; }
  [[nodiscard]] std::vector<std::string> notes() const;

 private:
  const Plan& plan_;
  RunControl& control_;
  Journal mode_;
  std::string folder_;
  std::uint32_t experiment_;
  std::vector<char> problems_;  // whether a run of the problem has a journal
  std::atomic<std::int64_t> replayed_{0};
  mutable std::mutex mutex_;  // of what follows
  std::exception_ptr failure_;
  std::vector<std::string> notes_;
};

/// A problem as seen by a run with a journal: what the journal knows is answered from it, everything else is evaluated
/// and recorded. The algorithm runs from its start and does not notice.
class JournaledProblem final : public Problem {
 public:
  JournaledProblem(const Problem& whole, Journals& journals, const RunKey& key, const std::string& device);
  ~JournaledProblem() override;

  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override;
  [[nodiscard]] bool gathersTasks() const override { return whole_.gathersTasks(); }
  void evaluateTogether(std::span<const TaskBatch> batches, EvalContext& ctx) const override;
  [[nodiscard]] Reference reference(int task) const override { return whole_.reference(task); }
  [[nodiscard]] std::unique_ptr<ProblemState> makeState() const override { return whole_.makeState(); }

 private:
  class Pieces;
  bool answer(int task, ConstMatView x, int row, MatView objectives, MatView constraints,
              std::int64_t firstEvaluation) const;
  void evaluateRows(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const;
  /// All batches or none: where the values depend on what was evaluated before, or where they are evaluated together.
  void evaluateWhole(std::span<const TaskBatch> batches, EvalContext& ctx) const;
  void append(const store::JournalEntry& entry) const;

  const Problem& whole_;
  Journals& journals_;
  RunKey key_;
  bool stateful_;
  mutable store::RunJournal journal_;
  mutable std::int64_t replayed_ = 0;
  mutable bool strayed_ = false;
};

}  // namespace tandem
