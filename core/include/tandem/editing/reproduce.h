// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tandem/engine/engine.h"
#include "tandem/export.h"
#include "tandem/store/result_file.h"

/// Repeats stored runs from their record (specification and seed in the file, initial individuals, plug-ins by hash)
/// and compares them bit for bit.
namespace tandem {

/// The first difference between two records of a run: ordered by checkpoint, then task, then variable; what belongs to
/// no checkpoint comes last. Wall-clock times are ignored.
struct RunDifference {
  RunKey run;
  int checkpoint = -1;  ///< from 0; -1: the run as a whole
  int task = -1;        ///< from 0; -1: all tasks
  std::string variable;
  std::string stored;    ///< the value in the file, as text that reads back exactly
  std::string computed;  ///< the value now
};

/// Nothing if both are equal.
TANDEM_API std::optional<RunDifference> firstDifference(const RunRecord& stored, const RunRecord& computed);
/// "checkpoint 3, task 1, objective: 0.25 is stored, 0.5 was computed".
TANDEM_API std::string differenceText(const RunDifference& difference);

/// A share (above 0, at most 1) of the finished runs, at least one; the same file and seed give the same runs. Every
/// (problem, algorithm) gets one before any gets two. In the order of the file.
TANDEM_API std::vector<RunKey> sampleRuns(const ResultFile& results, double share, std::uint64_t seed = 1);

struct ReproduceOptions {
  int threads = 0;             ///< 0: all cores
  bool allowPrograms = false;  ///< the file may start other programs (problem External)
  /// Runs not yet started when it stops are left out (Reproduction::interrupted).
  RunControl* control = nullptr;
  /// Told of every run, one at a time: Finished without a message if it is equal, Failed with the difference if not.
  Observer* observer = nullptr;
};

/// One repeated run.
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
  /// The build that made the file, and the one that repeated its runs.
  std::string storedBuild, build;
  std::string continued;  ///< ExperimentInfo::continued: other builds that took part
  std::string precision;  ///< how the stored numbers were reduced; empty: full
  std::uint64_t seed = 0;
  std::string host, processor;
  int threads = 0;
  std::string started, ended;        ///< ISO 8601, UTC
  int finished = 0;                  ///< finished runs in the file
  std::vector<std::string> damages;  ///< ResultFile::verify
  std::vector<ReproducedRun> runs;   ///< those that were repeated, in the order of the file
  bool interrupted = false;
  [[nodiscard]] TANDEM_API int different() const;
  /// Every requested run was repeated, and nothing differs or is damaged.
  [[nodiscard]] bool equal() const { return damages.empty() && different() == 0 && !interrupted; }
};

/// Repeats the runs and compares them. A different build of Tandem is allowed (whether it computes the same is the
/// question; the outcome names both); everything else that the experiment depends on must be unchanged. Throws
/// InputError with the difference for other instance data, parameters or plug-ins, for imported results, which have no
/// record of how they were made, and for runs that are not finished. A time limit is ignored.
TANDEM_API Reproduction reproduceRuns(const std::string& file, const std::vector<RunKey>& runs,
                                      const Catalogue& catalogue, const std::string& dataDir,
                                      const ReproduceOptions& options);

/// SHA-1 of a result file, as given in certificates; empty for one that is still in parts.
TANDEM_API std::string resultHash(const std::string& file);
/// The certificate as JSON: one object, its members as documented in docs/results.md.
TANDEM_API std::string certificateText(const Reproduction& reproduction);

}  // namespace tandem
