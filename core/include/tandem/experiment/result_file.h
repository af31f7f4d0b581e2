// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "tandem/experiment/spec.h"
#include "tandem/export.h"
#include "tandem/result.h"

namespace tandem {

/// Reader of an experiment, packed (FILE.h5) or still in parts (FILE.h5.parts/). Both look alike.
class TANDEM_API ResultFile {
 public:
  /// Throws InputError if the file is missing, truncated, not ours, or of a newer schema.
  explicit ResultFile(const std::string& path);
  ~ResultFile();
  ResultFile(ResultFile&&) noexcept;
  ResultFile& operator=(ResultFile&&) noexcept;

  [[nodiscard]] const std::string& path() const;
  [[nodiscard]] const ExperimentInfo& info() const;
  [[nodiscard]] bool packed() const;
  [[nodiscard]] RunStatus status(const RunKey& key) const;
  /// All repetitions of one (problem, algorithm); reads what is asked for only.
  [[nodiscard]] CellData cell(int problem, int algorithm) const;
  /// One run with everything recorded of it.
  [[nodiscard]] RunRecord run(const RunKey& key) const;
  /// Runs of the plan that are not there.
  [[nodiscard]] std::vector<RunKey> missing() const;
  /// Checks every dataset against its checksum and shape; empty if sound, else one sentence per finding.
  [[nodiscard]] std::vector<std::string> verify() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Writer. Runs are committed in small shard files (temporary name, fsync, rename, fsync of the folder) in FILE.parts/,
/// and packed into FILE at the end. One process at a time (lock in the parts folder).
class TANDEM_API ResultWriter {
 public:
  /// Creates FILE.parts/ (or continues it) for the experiment.
  ResultWriter(const std::string& path, const ExperimentInfo& info, bool resume);
  ~ResultWriter();
  ResultWriter(const ResultWriter&) = delete;
  ResultWriter& operator=(const ResultWriter&) = delete;
  /// Durable when it returns. All records of one call share a shard.
  void commit(const std::vector<RunRecord>& records);
  /// Writes FILE from all parts, verifies the count, renames, removes the parts.
  void pack(const std::string& ended);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tandem
