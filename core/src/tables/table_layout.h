// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "tandem/tables/table.h"

/// Which runs of which files go where in a comparison; shared by tables and the twin verdict.
namespace tandem::layout {

/// Where the runs of one (row, column) are; source -1: nowhere.
struct Origin {
  int source = -1;
  int problem = -1;
  int algorithm = -1;
};

struct Column {
  std::string label;
  const AlgorithmRecord* record = nullptr;
};

struct Line {
  const ProblemRecord* problem = nullptr;
  std::vector<Origin> origins;  ///< one per column
  int source = 0, index = 0;    ///< where `problem` is
  std::string name = {};        ///< by problemNameAmong(), among all problems of the sources
};

struct Layout {
  std::vector<Column> columns;
  std::vector<Line> lines;
  std::vector<std::string> notes;  ///< differences that were allowed or do not forbid a comparison
};

/// Joins the sources: the same problem (name and parameters) shares a line, the same algorithm (alias and parameters)
/// a column unless two sources ran it on the same problem. With a catalogue, names that `tandem run` takes are
/// understood as well. Throws InputError for what must not be compared.
Layout join(std::span<const ResultSource> sources, const std::vector<std::string>& problems,
            const std::vector<std::string>& algorithms, bool allowMixed, const Catalogue* catalogue = nullptr);

/// Whether it is an imported table, which states the evaluations behind each value; what MToP saves does not.
bool importedCounts(const ExperimentInfo& info);

/// Whether both are the same algorithm under the same alias with the same parameters.
bool sameAlgorithm(const AlgorithmRecord& a, const AlgorithmRecord& b);

/// Index of the column that `name` means (label, alias or registry name); throws InputError with the nearest names.
int findColumn(const Layout& layout, const std::string& name);

}  // namespace tandem::layout
