// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"

namespace tandem::figures {

struct ConvergenceOptions {
  std::string metric = {};        ///< see metricValues
  int task = -1;                  ///< from 0; -1: all, one panel each
  bool totalEvaluations = false;  ///< x axis counts all tasks together instead of the task's own evaluations
  bool band = true;               ///< quartile band
  Scale y = Scale::Auto;
  bool logX = false;
  bool mean = false;    ///< means with their confidence band instead of medians with quartiles
  double alpha = 0.05;  ///< of the confidence band
  int repetition = -1;  ///< from 0: also draw this run, as a thin line; -1: none
};

/// Median over the finished runs of the best so far, with the band between the quartiles, against the evaluations
/// actually spent. For objectives, every improvement is drawn where the runs keep their log; between improvements, and
/// between checkpoints of other metrics, a run's value holds (bands included). A run without a feasible solution counts
/// as worst.
TANDEM_API Figure convergenceFigure(const ProblemRuns& runs, const Catalogue& catalogue,
                                    const ConvergenceOptions& options = {});

/// "95 % confidence interval of the mean", for notes.
TANDEM_API std::string confidence(double alpha);

/// Median and quartiles (or mean and confidence interval) over runs of step functions; what convergenceFigure draws,
/// also used by tests.
struct Curve {
  std::vector<double> x, low, median, high;
  int runs = 0;
};
/// A summary of the values of several runs, as drawn.
struct Summary {
  double low = kNone, middle = kNone, high = kNone;
};
/// Median and quartiles; `sorted` may hold infinities.
TANDEM_API Summary medianOf(const std::vector<double>& sorted);
/// Mean and its confidence interval of level 1 - alpha, mean -+ z s / sqrt(n) with the quantile z of the normal
/// distribution (as in MToP: 1.96 for 0.05); NaN where a value is not finite.
TANDEM_API Summary meanOf(const std::vector<double>& values, double alpha);
/// `x[r]` and `y[r]` are one run's evaluation counts and values (NaN = worst, at +infinity, or -infinity if larger is
/// better).
TANDEM_API Curve medianCurve(const std::vector<std::vector<double>>& x, const std::vector<std::vector<double>>& y,
                             bool larger);
/// The same for means.
TANDEM_API Curve meanCurve(const std::vector<std::vector<double>>& x, const std::vector<std::vector<double>>& y,
                           double alpha);

}  // namespace tandem::figures
