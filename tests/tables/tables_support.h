// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "made_results.h"
#include "tandem/tables/table.h"

namespace tandem::made {

/// An experiment in memory: problems x algorithms -> cell.
struct Experiment {
  ExperimentInfo info;
  std::map<std::pair<int, int>, CellData> cells;
  std::string name = "made.h5";

  int addProblem(const ProblemRecord& p) {
    info.problems.push_back(p);
    return isize(info.problems) - 1;
  }
  int addAlgorithm(const std::string& alias, const std::string& twin = "") {
    AlgorithmRecord a;
    a.name = a.alias = alias;
    a.twin = twin;
    info.algorithms.push_back(a);
    return isize(info.algorithms) - 1;
  }
  [[nodiscard]] ResultSource source() const {
    return {name, info, [this](int p, int a, CellDetail) { return cells.at({p, a}); }};
  }
};

inline const Catalogue& catalogue() {
  static const Catalogue c = builtinCatalogue();
  return c;
}

inline Table table(const std::vector<const Experiment*>& experiments, const TableRequest& request = {}) {
  std::vector<ResultSource> sources;
  for (const Experiment* e : experiments) sources.push_back(e->source());
  return makeTable(sources, request, catalogue());
}

/// One problem P of one task; a column per algorithm with its runs.
inline Experiment oneProblem(const std::vector<std::pair<std::string, std::vector<double>>>& runs) {
  Experiment e;
  e.addProblem(problem("P", 1));
  for (const auto& [name, values] : runs) {
    const int a = e.addAlgorithm(name);
    std::vector<std::vector<double>> perTask;
    for (const double v : values) perTask.push_back({v});
    e.cells[{0, a}] = cellOf(perTask);
  }
  return e;
}

}  // namespace tandem::made
