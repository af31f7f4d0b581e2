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

/// To which run, and to which evaluator, the evaluations of a journal belong.
struct JournalOwner {
  std::uint32_t experiment = 0;  ///< checksum of the experiment's description, without the build
  RunKey key;
  std::uint64_t evaluator = 0;  ///< what computed the values: build and device
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
/// entry; a record truncated by a crash is left out. Appending is one write, so a killed process loses nothing;
/// the file is synced as often as that takes less than a quarter of a percent of the time, which for evaluations of
/// seconds means every batch.
class TANDEM_API RunJournal {
 public:
  /// Opens the journal of the run, or starts one; one by another evaluator is started afresh. Throws InputError if it
  /// belongs to another experiment or run, Error if it cannot be written.
  RunJournal(std::string path, const JournalOwner& owner);
  ~RunJournal();
  RunJournal(const RunJournal&) = delete;
  RunJournal& operator=(const RunJournal&) = delete;

  /// True if there was a journal, but by another evaluator.
  [[nodiscard]] bool begunAnew() const { return begunAnew_; }
  /// True if a record in it is complete but does not match its checksum.
  [[nodiscard]] bool damaged() const { return damaged_; }
  /// The entry that holds the evaluation, among those present at the start; null if there is none.
  [[nodiscard]] const JournalEntry* find(std::int64_t evaluation) const;
  /// Appends an entry. May be called from any thread. Throws Error if it cannot be written.
  void append(const JournalEntry& entry);
  /// Drops the entries that reach `evaluation` or beyond, when the run has diverged.
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

/// Path of the journal of a run in the folder of an experiment's journals.
TANDEM_API std::string journalPath(const std::string& folder, const RunKey& key);
/// The run whose journal has this file name; false if none has.
TANDEM_API bool journalKey(const std::string& fileName, RunKey& key);

/// What the header of a journal says.
enum class JournalHead {
  Good,
  OtherEvaluator,   ///< another build or device computed it
  OtherExperiment,  ///< or another run
  Unreadable        ///< truncated within its header, or not a journal
};
TANDEM_API JournalHead journalHead(const std::string& path, const JournalOwner& owner);

}  // namespace tandem::store
