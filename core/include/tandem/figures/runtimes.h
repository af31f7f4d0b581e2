// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"

/// Evaluations until targets are reached, from which runtime distributions and profiles are made.
namespace tandem::figures {

/// Throws InputError for problems of several objectives and for runs whose evaluations are unknown.
TANDEM_API void needSingleObjective(const std::vector<ProblemRuns>& all);
/// Names over all problems, in order of appearance; algorithms are matched by name.
TANDEM_API std::vector<std::string> algorithmsOf(const std::vector<ProblemRuns>& all);
/// Their looks.
TANDEM_API std::vector<int> stylesOf(const std::vector<ProblemRuns>& all);

struct Levels {
  double first = kNone;  ///< median over all runs of the first recorded feasible value
  double best = kNone;   ///< known optimum, unless a run beat it; else the best value of any run
  bool optimum = false;
};
TANDEM_API Levels levelsOf(const ProblemRuns& runs, int task);

/// Evaluations of the task (all tasks: `total`) until the objective is at or below the target for the first time with a
/// feasible solution; infinity if never.
TANDEM_API double runtime(const CellData& cell, int rep, int task, double target, bool total);

struct TargetOptions {
  int task = -1;       ///< from 0; -1: all tasks, each (problem, task) with its own targets
  int targets = 51;    ///< per task, evenly spaced in log10 between the median first value and the best known
  bool joint = false;  ///< a target counts only once every task of the problem has reached its own
};

/// Runtimes of one run, one per target (and task); infinity where a target was not reached.
struct RunTimes {
  int problem = 0;
  std::vector<double> times;
};
struct Runtimes {
  std::vector<std::string> algorithms;
  std::vector<int> styles;
  std::vector<std::vector<RunTimes>> runs;  ///< [algorithm]; a failed run reached nothing, missing ones are left out
  double end = 1.0;                         ///< the most evaluations any run spent
  bool everyOptimum = true;                 ///< targets go down to known optima, not just to the best value of the runs
  int failed = 0, missing = 0;
};
TANDEM_API Runtimes runtimesOf(const std::vector<ProblemRuns>& all, const TargetOptions& options);

/// What a note says about the targets and about missing runs.
TANDEM_API std::string targetNote(const Runtimes& times, const std::vector<ProblemRuns>& all,
                                  const TargetOptions& options);

/// Where a logarithmic axis of evaluations begins: the power of ten before the first target is reached.
TANDEM_API double firstDecade(const Runtimes& times);

}  // namespace tandem::figures
