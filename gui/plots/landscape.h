// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <vector>

#include "gui/plots/figure.h"
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

/// Slices through the first objective of the tasks. Line: all variables move together from lower to upper bound. Plane:
/// two variables move, the others stay at the known optimum (or the middle). Infeasible points are left empty.
Figure landscapeFigure(const BuiltProblem& built, const std::string& name, const LandscapeOptions& options = {});

/// Spearman rank correlation of the first objectives between all pairs of tasks, over `samples` uniform points of the
/// unified space (each task takes its first D_t coordinates). NaN where an objective is constant.
Matrix taskSimilarity(const Problem& problem, int samples, std::uint64_t seed);
Figure similarityFigure(const BuiltProblem& built, const std::string& name, int samples = 2000, std::uint64_t seed = 1);

}  // namespace tandem::figures
