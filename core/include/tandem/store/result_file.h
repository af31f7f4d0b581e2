// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/result.h"
#include "tandem/specification/spec.h"

namespace tandem {

/// How much of a cell is read.
enum class CellDetail {
  Everything,
  /// Status, messages, evaluations, objective values, violations and fronts: what most metrics need, read several times
  /// faster. Everything else has its size but no content.
  Values,
  Logs,  ///< the values, and the improvements between checkpoints
};

/// Reader of an experiment: packed (FILE.h5), still in parts (FILE.h5.parts/), or a packed file that is being continued
/// (both; the parts come first). All look the same. May be used while a writer is active: it sees the runs that were
/// there when it was opened. One object may be used by one thread at a time.
class TANDEM_API ResultFile {
 public:
  /// Throws InputError if the file is missing, truncated, not a Tandem file, or of a newer schema.
  explicit ResultFile(const std::string& path);
  ~ResultFile();
  ResultFile(ResultFile&&) noexcept;
  ResultFile& operator=(ResultFile&&) noexcept;

  [[nodiscard]] const std::string& path() const;
  [[nodiscard]] const ExperimentInfo& info() const;
  /// Identifies the state of the results when they were opened (identity, size and time of the file and its parts): a
  /// file opened again has the same stamp only if nothing has changed. For caches.
  [[nodiscard]] const std::string& stamp() const;
  /// True if everything is in FILE.h5 itself.
  [[nodiscard]] bool packed() const;
  [[nodiscard]] RunStatus status(const RunKey& key) const;
  /// All repetitions of one (problem, algorithm); reads only what `detail` requests.
  [[nodiscard]] CellData cell(int problem, int algorithm, CellDetail detail = CellDetail::Everything) const;
  /// One run with everything recorded of it.
  [[nodiscard]] RunRecord run(const RunKey& key) const;
  /// Repetitions [first, first + count) of a cell with everything recorded; status Missing where there is none.
  [[nodiscard]] std::vector<RunRecord> runs(int problem, int algorithm, int first, int count) const;
  /// Runs of the plan that are not stored.
  [[nodiscard]] std::vector<RunKey> missing() const;
  /// Runs stored with status Failed.
  [[nodiscard]] std::vector<RunKey> failed() const;
  /// Checks every dataset against its checksum and shape; empty if all is sound, else one sentence per finding.
  [[nodiscard]] std::vector<std::string> verify() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Writer. Runs are committed in small shard files (temporary name, fsync, rename, fsync of the folder) in FILE.parts/,
/// and packed into FILE at the end. One process at a time (lock in the parts folder). One thread at a time.
class TANDEM_API ResultWriter {
 public:
  /// Creates FILE.parts/ for the experiment, or with `resume` continues FILE or FILE.parts/. Throws InputError if the
  /// results exist (without resume), do not exist or belong to another experiment, with the difference (resume), or if
  /// another process is writing them; Error if the folder cannot be written. With `force`, another build of Tandem may
  /// continue, or other builds of plug-ins; the file says so (ExperimentInfo::continued). `noLock` takes no lock, for
  /// file systems without locks; the file says that too.
  ResultWriter(const std::string& path, const ExperimentInfo& info, bool resume, bool force = false,
               bool noLock = false);
  ~ResultWriter();
  ResultWriter(const ResultWriter&) = delete;
  ResultWriter& operator=(const ResultWriter&) = delete;
  /// Durable when it returns. All records of one call share a shard. A record that does not fit the experiment is
  /// stored as failed, with the reason; `records` then holds what was stored. Throws Error if it cannot be
  /// written (full disk); then nothing from this call is stored, and everything before it is safe.
  void commit(std::vector<RunRecord>& records);
  /// Writes FILE from all parts, verifies the count, renames it and removes the parts. Throws Error if it cannot be
  /// written; the parts then stay as they are.
  void pack(const std::string& ended);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// A run that was in flight when its process died.
struct CrashedRun {
  RunKey key;
  int signal = 0;  ///< raised by the run itself; 0: it was merely in flight when the process was killed from outside
};
/// The runs that the last session on these results left in flight. Empty if it ended properly, or if nothing is known.
TANDEM_API std::vector<CrashedRun> crashedRuns(const std::string& path);

/// True if there are results under this path, packed or in parts.
TANDEM_API bool resultsExist(const std::string& path);
/// Deletes FILE and FILE.parts/. Throws InputError if another process is writing them, or if FILE exists and is not a
/// Tandem result file.
TANDEM_API void removeResults(const std::string& path, bool noLock = false);

/// Empty if runs of both may go into one file, else one sentence that names the first difference ("the seed is 1 in
/// 'a.h5', 2 in 'b.h5'"). Host and times are ignored.
TANDEM_API std::string differenceOf(const ExperimentInfo& a, const std::string& nameA, const ExperimentInfo& b,
                                    const std::string& nameB);

}  // namespace tandem
