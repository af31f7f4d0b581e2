// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <deque>
#include <set>

#include "tables/table_layout.h"
#include "tables/table_values.h"
#include "tandem/error.h"
#include "tandem/figures/sources.h"
#include "tandem/store/result_file.h"

namespace tandem::figures {
namespace {

/// Looks of the algorithms of all files, selected or not. The same algorithm in a later file has the look of the first
/// one, unless both ran the same problem and are shown side by side.
std::vector<std::vector<int>> looksOf(std::span<const ResultSource> files) {
  const auto shareProblem = [](const ExperimentInfo& a, const ExperimentInfo& b) {
    return std::ranges::any_of(a.problems, [&b](const ProblemRecord& p) {
      return std::ranges::any_of(b.problems,
                                 [&p](const ProblemRecord& q) { return p.name == q.name && p.params == q.params; });
    });
  };
  std::vector<std::vector<int>> looks;
  int next = 0;
  for (std::size_t f = 0; f < files.size(); ++f) {
    looks.emplace_back();
    for (const AlgorithmRecord& algorithm : files[f].info.algorithms) {
      int look = -1;
      for (std::size_t g = 0; g < f && look < 0; ++g) {
        if (shareProblem(files[g].info, files[f].info)) continue;
        for (int a = 0; a < isize(files[g].info.algorithms); ++a) {
          if (layout::sameAlgorithm(files[g].info.algorithms[a], algorithm)) look = looks[g][a];
        }
      }
      looks.back().push_back(look >= 0 ? look : next++);
    }
  }
  return looks;
}

}  // namespace

std::vector<ProblemRuns> loadRuns(const Selection& selection, const Catalogue* catalogue) {
  std::deque<ResultFile> files;  // sources refer to them
  std::vector<ResultSource> sources;
  for (const std::string& path : selection.files) sources.push_back(sourceOf(files.emplace_back(path)));
  return loadRuns(sources, selection, catalogue);
}

std::vector<ProblemRuns> loadRuns(std::span<const ResultSource> sources, const Selection& selection,
                                  const Catalogue* catalogue) {
  if (sources.empty()) throw InputError("No result file is given; name at least one FILE.h5.");
  const layout::Layout layout =
      layout::join(sources, selection.problems, selection.algorithms, selection.allowMixed, catalogue);
  const std::vector<std::vector<int>> looks = looksOf(sources);
  const auto picked = [&selection](const layout::Origin& at) {
    const Selection::Pick pick{at.source, at.problem, at.algorithm};
    return selection.picks.empty() ||
           std::find(selection.picks.begin(), selection.picks.end(), pick) != selection.picks.end();
  };
  std::vector<ProblemRuns> all;
  for (const layout::Line& line : layout.lines) {
    ProblemRuns runs{.problem = *line.problem, .algorithms = {}, .cells = {}};
    std::set<std::string> withoutLogs;
    runs.problem.name = line.name;
    for (int c = 0; c < isize(layout.columns); ++c) {
      const layout::Origin& at = line.origins[c];
      if (at.source < 0 || !picked(at)) continue;
      runs.algorithms.push_back(layout.columns[c].label);
      runs.cells.push_back(sources[at.source].cell(at.problem, at.algorithm, selection.detail));
      runs.records.push_back(sources[at.source].info.algorithms[at.algorithm]);
      runs.styles.push_back(looks[at.source][at.algorithm]);
      if (!line.problem->multiObjective() && holdsNoLogs(sources[at.source]))
        withoutLogs.insert(sources[at.source].name);
    }
    // A curve must not rise earlier because its file has more: as in tables, all wait for the next checkpoint then.
    runs.withoutLogs.assign(withoutLogs.begin(), withoutLogs.end());
    for (CellData& cell : runs.cells) {
      for (auto& log : cell.improvements) {
        if (!runs.withoutLogs.empty()) log.clear();
      }
    }
    if (selection.allowMixed) runs.notes = layout.notes;
    if (!runs.cells.empty()) all.push_back(std::move(runs));
  }
  if (all.empty()) {
    throw InputError("No run matches the selection; `tandem info FILE.h5` lists problems and algorithms of a file.");
  }
  return all;
}

}  // namespace tandem::figures
