// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <vector>

#include "gui/figures/dataset.h"
#include "gui/figures/figure.h"

namespace tandem::figures {

struct ConvergenceOptions {
  std::string metric = {};        ///< see metricValues
  int task = -1;                  ///< from 0; -1: all, a panel each
  bool totalEvaluations = false;  ///< x axis counts all tasks together instead of the task's own evaluations
  bool band = true;               ///< quartile band
  enum class Scale { Auto, Linear, Log } y = Scale::Auto;
  bool logX = false;
  int repetition = -1;  ///< from 0: this run, too, as a thin line; -1: none
};

/// Median over the finished runs of the best so far, with the band between the quartiles, against the evaluations
/// really spent. Of objectives every improvement is drawn where the runs keep their log; between those, and between
/// checkpoints of other metrics, a run's value holds (one rule for all, bands included). A run without a feasible
/// solution counts as worst.
Figure convergenceFigure(const ProblemRuns& runs, const Catalogue& catalogue, const ConvergenceOptions& options = {});

/// Median and quartiles over runs of step functions; what convergenceFigure draws, also used by tests.
struct Curve {
  std::vector<double> x, low, median, high;
  int runs = 0;
};
/// `x[r]` and `y[r]` are one run's evaluation counts and values (NaN = worst, at +infinity, or -infinity if larger is
/// better).
Curve medianCurve(const std::vector<std::vector<double>>& x, const std::vector<std::vector<double>>& y, bool larger);

}  // namespace tandem::figures
