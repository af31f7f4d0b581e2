// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/figure.h"
#include "tandem/matrix.h"
#include "tandem/problem.h"

namespace tandem::figures {

struct LandscapeOptions {
  int task = -1;              ///< from 0; -1: all
  bool plane = false;         ///< two variables instead of a line
  bool unified = true;        ///< unified space and objective scaled to [0, 1] per task, all tasks together (line only)
  int samples = 0;            ///< per axis; 0: 400 on a line, 80 in a plane
  int first = 0, second = 1;  ///< variables of the plane, from 0
};

/// One task over a plane of two of its variables, at the middles of an even grid of cells.
struct PlaneSample {
  int task = 0;
  int size = 0;  ///< cells per axis
  std::string title = {};
  std::string label = {};           ///< what the values are
  std::vector<double> values = {};  ///< first objective, row-major, rows along the second variable; NaN: infeasible
  std::vector<double> xRange = {}, yRange = {};
  bool logarithm = false;  ///< of the height above the lowest point, because the range is extreme
  bool atOptimum = false;  ///< the other variables are at the known optimum, else at the middle
  std::size_t lowest = 0;  ///< index of the lowest point; meaningless if there is no feasible one
  bool feasible = false;   ///< there is a feasible point
};
/// Throws InputError for a task or variable that does not exist.
TANDEM_API std::vector<PlaneSample> samplePlanes(const Problem& problem, const LandscapeOptions& options);
/// How to read them, one clause each, without a full stop.
TANDEM_API std::string planeNote(const std::vector<PlaneSample>& planes);

/// Where the constraints are satisfied in a plane of two variables: constraint violation in colour, feasible cells
/// empty, the share of feasible cells in the title. Throws InputError if no task has constraints.
TANDEM_API Figure feasibleFigure(const BuiltProblem& built, const std::string& name,
                                 const LandscapeOptions& options = {});

/// Slices through the first objective of the tasks. Line: all variables move together from lower to upper bound. Plane:
/// two variables move, the others stay at the known optimum (or the middle). Infeasible points are left empty.
TANDEM_API Figure landscapeFigure(const BuiltProblem& built, const std::string& name,
                                  const LandscapeOptions& options = {});

/// Spearman rank correlation of the first objectives between all pairs of tasks, over `samples` uniform points of the
/// unified space (each task takes its first D_t coordinates). NaN where an objective is constant.
TANDEM_API Matrix taskSimilarity(const Problem& problem, int samples, std::uint64_t seed);
TANDEM_API Figure similarityFigure(const BuiltProblem& built, const std::string& name, int samples = 2000,
                                   std::uint64_t seed = 1);

}  // namespace tandem::figures
