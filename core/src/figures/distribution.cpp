// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "figures/choices.h"
#include "tandem/error.h"
#include "tandem/matrix.h"
#include "tandem/stats.h"

namespace tandem::figures {
namespace {

struct Sample {
  std::vector<double> finite;
  int undefined = 0;  ///< finished runs without a value (infeasible)
};

std::string panelTitle(const ProblemRuns& runs, bool onlyProblem, int task) {
  std::string name = onlyProblem ? "" : runs.problem.name;
  if (task < 0) return name;
  const std::string number = "Task " + std::to_string(task + 1);
  return name.empty() ? number : name + ", " + number;
}

}  // namespace

Box summarise(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  Box box;
  if (values.empty()) return box;
  box.q1 = orderQuantile(values, 0.25);
  box.median = orderQuantile(values, 0.5);
  box.q3 = orderQuantile(values, 0.75);
  const double reach = 1.5 * (box.q3 - box.q1);
  box.low = box.q1;
  box.high = box.q3;
  for (const double v : values) {
    if (v < box.q1 - reach || v > box.q3 + reach) {
      box.outliers.push_back(v);
    } else {
      box.low = std::min(box.low, v);
      box.high = std::max(box.high, v);
    }
  }
  return box;
}

Violin densityOf(const std::vector<double>& values, bool log, double halfWidth) {
  Violin violin;
  if (values.empty()) return violin;
  if (std::ranges::all_of(values, [&](double value) { return value == values.front(); })) {
    // One value has no density: a stroke, not a body of invented width.
    violin.q1 = violin.median = violin.q3 = values.front();
    violin.y = {values.front(), values.front()};
    violin.halfWidth = {halfWidth, halfWidth};
    return violin;
  }
  std::vector<double> v = values;
  std::sort(v.begin(), v.end());
  violin.q1 = orderQuantile(v, 0.25);
  violin.median = orderQuantile(v, 0.5);
  violin.q3 = orderQuantile(v, 0.75);
  if (log) {
    for (double& value : v) value = std::log10(value);
  }
  const double spread = v.size() > 1 ? stats::standardDeviation(v) : 0.0;
  const double iqr = (orderQuantile(v, 0.75) - orderQuantile(v, 0.25)) / 1.34;
  double sigma = iqr > 0.0 ? std::min(spread, iqr) : spread;
  if (!std::isfinite(sigma)) sigma = 0.25 * v.back() - 0.25 * v.front();  // squares of huge values overflow
  if (!(sigma > 0.0) || v.front() == v.back()) {
    // One value, once or many times: a line, as there is no density to show.
    violin.y = {violin.median, violin.median};
    violin.halfWidth = {halfWidth, halfWidth};
    return violin;
  }
  const double bandwidth = 0.9 * sigma * std::pow(static_cast<double>(v.size()), -0.2);
  constexpr int kPoints = 61;
  constexpr double kFarthest = std::numeric_limits<double>::max();
  const double low = std::max(v.front() - 1.5 * bandwidth, -kFarthest);
  const double high = std::min(v.back() + 1.5 * bandwidth, kFarthest);
  double tallest = 0.0;
  for (int i = 0; i < kPoints; ++i) {
    // The range of huge values, or a multiple of it, may overflow.
    const double at = std::isfinite((high - low) * kPoints) ? low + (high - low) * i / (kPoints - 1)
                                                            : std::lerp(low, high, 1.0 * i / (kPoints - 1));
    double sum = 0.0;
    for (const double x : v) {
      const double gap = at - x;
      const double z = std::isfinite(gap) ? gap / bandwidth : at / bandwidth - x / bandwidth;
      sum += std::exp(-0.5 * z * z);
    }
    violin.y.push_back(log ? std::pow(10.0, at) : at);
    violin.halfWidth.push_back(sum);
    tallest = std::max(tallest, sum);
  }
  for (double& w : violin.halfWidth) w *= halfWidth / tallest;
  return violin;
}

Figure distributionFigure(const std::vector<ProblemRuns>& all, const Catalogue& catalogue,
                          const DistributionOptions& options) {
  Figure figure;
  figure.legend = false;
  if (all.size() == 1) figure.title = all.front().problem.name;
  int undefined = 0, hidden = 0, fewest = 1 << 30, most = 0;
  std::string measured;
  for (const ProblemRuns& runs : all) {
    const MetricValues values = metricValues(runs, options.metric, catalogue);
    requireValuesOfRuns(values, runs);
    measured = values.name;
    const MetricOutput& out = values.output;
    for (int row = 0; row < out.rows; ++row) {
      const bool single = out.rows == 1;
      if (options.task >= 0 && !single && row != options.task) continue;
      if (isize(figure.panels) >= kMostPanels) {
        throw InputError("More than " + std::to_string(kMostPanels) +
                         " panels would be needed; choose problems with --problem or one task with --task.");
      }
      const int checkpoint = chosenCheckpoint(runs, options.checkpoint, out.checkpoints);
      std::vector<Sample> samples;
      double low = std::numeric_limits<double>::infinity(), high = -low;
      for (std::size_t a = 0; a < runs.cells.size(); ++a) {
        Sample sample;
        for (const int r : finishedRuns(runs.cells[a])) {
          const double v = out.at(static_cast<int>(a), r, row, checkpoint);
          if (!std::isfinite(v)) {
            ++sample.undefined;
            continue;
          }
          if (options.y == Scale::Log && v <= 0.0) {
            ++hidden;
            continue;
          }
          sample.finite.push_back(v);
          low = std::min(low, v);
          high = std::max(high, v);
        }
        undefined += sample.undefined;
        fewest = std::min(fewest, isize(sample.finite));
        most = std::max(most, isize(sample.finite));
        samples.push_back(std::move(sample));
      }
      Panel panel;
      panel.title = panelTitle(runs, all.size() == 1, single ? -1 : row);
      panel.x.categories = runs.algorithms;
      panel.y = {.label = values.name,
                 .log = options.y == Scale::Log || (options.y == Scale::Auto && low > 0.0 && high / low > 100.0)};
      for (std::size_t a = 0; a < samples.size(); ++a) {
        const auto& v = samples[a].finite;
        if (v.empty()) continue;
        if (options.violin) {
          Violin violin = densityOf(v, panel.y.log);
          violin.position = static_cast<double>(a);
          violin.style = styleOf(runs, a);
          panel.violins.push_back(std::move(violin));
        } else {
          Box box = summarise(v);
          box.position = static_cast<double>(a);
          box.style = styleOf(runs, a);
          panel.boxes.push_back(std::move(box));
        }
      }
      figure.panels.push_back(std::move(panel));
    }
  }
  const std::string count =
      fewest == most ? std::to_string(most) : std::to_string(fewest) + " to " + std::to_string(most);
  figure.note = measured + " at the end of " + count + " runs";
  if (options.checkpoint >= 0)
    figure.note = measured + " of " + count + " runs at checkpoint " + std::to_string(options.checkpoint + 1);
  figure.note += options.violin ? "; density, quartiles and median"
                                : "; box: quartiles and median, whiskers: within 1.5 interquartile ranges";
  if (undefined > 0)
    figure.note += "; " + std::to_string(undefined) + " runs without a feasible solution are not shown";
  if (hidden > 0)
    figure.note += "; " + std::to_string(hidden) + " values of zero and below cannot be shown on this axis";
  figure.note += "; " + instanceNote(all) + '.';
  return figure;
}

}  // namespace tandem::figures
