// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/hdf5.h"
#include "store/shape.h"
#include "tandem/result.h"
#include "tandem/specification/spec.h"
#include "tandem/store/result_file.h"

/// The packed form: one HDF5 file, all repetitions of a (problem, algorithm) stacked. Layout: docs/results.md.
namespace tandem::store {

/// Runs [first, first + count) of a cell; an absent run has status Missing.
using RunSource = std::function<std::vector<RunRecord>(int problem, int algorithm, int first, int count)>;

/// Writes a packed file to `path` (not durable by itself), asking for `block` runs at a time.
void writePacked(const std::string& path, const ExperimentInfo& info, const RunSource& source,
                 const std::function<int(int problem)>& block);

/// Number of runs that fit into a few megabytes, by the sizes known in advance.
int plausibleBlock(const Shape& shape);

/// Reader of the packed form.
class PackedFile {
 public:
  /// If given, `opened` collects the paths of the datasets that are read; it must outlive the reader.
  explicit PackedFile(const std::string& path, std::set<std::string>* opened = nullptr);
  [[nodiscard]] const ExperimentInfo& info() const { return info_; }
  [[nodiscard]] RunStatus status(const RunKey& key) const;
  [[nodiscard]] std::vector<RunRecord> read(int problem, int algorithm, int first, int count) const;
  /// All runs of a cell, stacked as they lie in the file.
  [[nodiscard]] CellData cell(int problem, int algorithm, CellDetail detail) const;
  /// Reads everything again and compares every dataset that was read with its checksum.
  [[nodiscard]] std::vector<std::string> findings() const;

 private:
  [[nodiscard]] std::size_t cellIndex(int problem, int algorithm) const {
    return static_cast<std::size_t>(problem) * info_.algorithms.size() + static_cast<std::size_t>(algorithm);
  }
  [[nodiscard]] std::vector<std::string> readAll() const;
  /// "runs" or "times", and the group of the last problem read: its cells are often read one after another.
  struct Groups {
    const char* name;
    std::optional<Node> all, ofProblem;
    int problem = -1;
  };
  Node cellNode(Groups& groups, int problem, int algorithm) const;
  Node root_;
  ExperimentInfo info_;
  mutable Groups runs_{.name = "runs", .all = {}, .ofProblem = {}};
  mutable Groups times_{.name = "times", .all = {}, .ofProblem = {}};
  mutable std::vector<std::vector<std::uint8_t>> status_;  // per cell, read when first asked for
};

}  // namespace tandem::store
