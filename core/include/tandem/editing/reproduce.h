// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tandem/engine/engine.h"
#include "tandem/export.h"
#include "tandem/store/result_file.h"

/// Stored runs done again from their record (specification and seed in the file, initial individuals, plug-ins by hash)
/// and compared bit for bit.
namespace tandem {

/// Where two records of a run differ first: by checkpoint, then by task, then by variable; what belongs to no
/// checkpoint comes last. Wall-clock times do not count.
struct RunDifference {
  RunKey run;
  int checkpoint = -1;  ///< from 0; -1: of the run as a whole
  int task = -1;        ///< from 0; -1: of all tasks
  std::string variable;
  std::string stored;    ///< the value in the file, as text from which it can be had again
  std::string computed;  ///< the value now
};

/// Nothing if both are equal.
TANDEM_API std::optional<RunDifference> firstDifference(const RunRecord& stored, const RunRecord& computed);
/// "checkpoint 3, task 1, objective: 0.25 is stored, 0.5 was computed".
TANDEM_API std::string differenceText(const RunDifference& difference);

/// A share (above 0, at most 1) of the finished runs, at least one: the same ones for the same file and seed. Every
/// (problem, algorithm) gets one before any gets two. In the order of the file.
TANDEM_API std::vector<RunKey> sampleRuns(const ResultFile& results, double share, std::uint64_t seed = 1);

struct ReproduceOptions {
  int threads = 0;             ///< 0: all cores
  bool allowPrograms = false;  ///< the file may have other programs started (problem External)
  /// Runs that were not begun when it says stop are left out (Reproduction::interrupted).
  RunControl* control = nullptr;
  /// Told of every run, one at a time: Finished without a message if it is equal, Failed with the difference if not.
  Observer* observer = nullptr;
};

/// One run done again.
struct ReproducedRun {
  RunKey key;
  std::string problem;    ///< as tables call it
  std::string algorithm;  ///< its alias
  std::string hash;       ///< SHA-1 of the stored record without its times
  std::optional<RunDifference> difference;
};

/// What was done and found.
struct Reproduction {
  std::string file;      ///< as given
  std::string fileHash;  ///< SHA-1 of FILE.h5; empty while it is in parts
  /// The build that the file was made with, and the one that did the runs again.
  std::string storedBuild, build;
  std::string continued;  ///< ExperimentInfo::continued: other builds that took part
  std::string precision;  ///< how the stored numbers were reduced; empty: full
  std::uint64_t seed = 0;
  std::string host, processor;
  int threads = 0;
  std::string started, ended;        ///< ISO 8601, UTC
  int finished = 0;                  ///< finished runs in the file
  std::vector<std::string> damages;  ///< ResultFile::verify
  std::vector<ReproducedRun> runs;   ///< those that were done, in the order of the file
  bool interrupted = false;
  [[nodiscard]] TANDEM_API int different() const;
  /// All that was asked for was done, and nothing differs or is damaged.
  [[nodiscard]] bool equal() const { return damages.empty() && different() == 0 && !interrupted; }
};

/// Does the runs again and compares. Another build of Tandem is no obstacle (whether it computes the same is what is
/// asked; the outcome names both); everything else that the experiment depends on must be as it was: throws InputError
/// with the difference for other instance data, parameters or plug-ins, for imported results, which have no record of
/// how they were made, and for runs that are not finished. A time limit does not count.
TANDEM_API Reproduction reproduceRuns(const std::string& file, const std::vector<RunKey>& runs,
                                      const Catalogue& catalogue, const std::string& dataDir,
                                      const ReproduceOptions& options);

/// SHA-1 of a result file, as certificates name it; empty for one that is still in parts.
TANDEM_API std::string resultHash(const std::string& file);
/// The certificate as JSON: one object, its members as documented in docs/results.md.
TANDEM_API std::string certificateText(const Reproduction& reproduction);

}  // namespace tandem
