// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/specification/spec.h"

namespace tandem::store {

/// Whose evaluations a journal holds.
struct JournalOwner {
  std::uint32_t experiment = 0;  ///< checksum of the experiment's description, without the build
  RunKey key;
  std::uint64_t evaluator = 0;  ///< what computed them: build and device
  bool operator==(const JournalOwner&) const = default;
};

/// A batch, or a piece of one: evaluations [first, first + rows) of the run (from 0), all of one task.
struct JournalEntry {
  std::int64_t first = 0;
  int task = 0;
  std::vector<std::uint64_t> points;       ///< hash of each point
  std::vector<double> values;              ///< of each: objectives, constraints
  std::vector<std::vector<double>> state;  ///< of the problem after it, per task; empty without state
  [[nodiscard]] int rows() const { return isize(points); }
  [[nodiscard]] int width() const { return points.empty() ? 0 : isize(values) / rows(); }
};

/// The evaluations of one run that is in flight: a file that only grows. A record is its length, its checksum, and an
/// entry; what a crash has cut short at the end is left out. Appending is one write, so nothing of a killed process is
/// lost; the disk is asked to keep it as often as that takes less than a quarter of a percent of the time, which for
/// evaluations of seconds is every batch.
class TANDEM_API RunJournal {
 public:
  /// Opens the journal of the run, or begins one; one by another evaluator is begun anew. Throws InputError if it is of
  /// another experiment or run, Error if it cannot be written.
  RunJournal(std::string path, const JournalOwner& owner);
  ~RunJournal();
  RunJournal(const RunJournal&) = delete;
  RunJournal& operator=(const RunJournal&) = delete;

  /// It was there, but by another evaluator.
  [[nodiscard]] bool begunAnew() const { return begunAnew_; }
  /// A record in it is whole, but does not match its checksum.
  [[nodiscard]] bool damaged() const { return damaged_; }
  /// The entry that holds the evaluation, of those that were there at the beginning; null if there is none.
  [[nodiscard]] const JournalEntry* find(std::int64_t evaluation) const;
  /// Keeps an entry. From any thread. Throws Error if it cannot be written.
  void append(const JournalEntry& entry);
  /// Drops the entries that reach to `evaluation` or beyond: the run went another way.
  void forgetFrom(std::int64_t evaluation);

 private:
  void begin();
  void read(const std::string& bytes);
  void write(std::string_view bytes);
  std::string path_;
  JournalOwner owner_;
  int descriptor_ = -1;
  bool begunAnew_ = false;
  bool damaged_ = false;
  std::map<std::int64_t, JournalEntry> known_;  // by the first evaluation
  std::mutex mutex_;                            // of what follows
  std::uint64_t size_ = 0;                      // of the sound part of the file
  std::chrono::steady_clock::time_point synced_;
  std::chrono::steady_clock::duration syncTime_{};
};

/// Journals of the runs of an experiment; names in a folder.
TANDEM_API std::string journalPath(const std::string& folder, const RunKey& key);
/// The run whose journal this file would be; false if it is none.
TANDEM_API bool journalKey(const std::string& fileName, RunKey& key);

/// What a journal's first bytes say.
enum class JournalHead {
  Good,
  OtherEvaluator,   ///< another build or device computed it
  OtherExperiment,  ///< or another run
  Unreadable        ///< cut short within its head, or no journal
};
TANDEM_API JournalHead journalHead(const std::string& path, const JournalOwner& owner);

}  // namespace tandem::store
