// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/comparison.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "figures/choices.h"
#include "tandem/error.h"
#include "tandem/figures/distribution.h"
#include "tandem/matrix.h"
#include "tandem/power.h"
#include "tandem/registry.h"
#include "tandem/rng.h"

namespace tandem::figures {
namespace {

std::size_t positionOf(const std::vector<std::string>& algorithms, const std::string& base) {
  if (algorithms.size() < 2) {
    throw InputError("This figure compares algorithms with a base, but only one is selected; select two or more.");
  }
  if (base.empty()) return 0;
  for (std::size_t a = 0; a < algorithms.size(); ++a) {
    if (normalName(algorithms[a]) == normalName(base)) return a;
  }
  std::string nearest;
  for (const std::string& name : nearestNames(base, algorithms)) nearest += (nearest.empty() ? "" : ", ") + name;
  throw InputError("The base '" + base + "' is not among the algorithms drawn; nearest: " + nearest + ".");
}

std::string shown(double v, const char* format) {
  char text[40];
  std::snprintf(text, sizeof text, format, v);
  return text;
}

/// Per run, the number of targets reached up to each point of a grid, by problem.
struct Reached {
  struct OfProblem {
    int problem = 0;
    std::vector<std::vector<int>> runs;  ///< [run][point]
    double targets = 0.0;                ///< of one run
  };
  std::vector<OfProblem> problems;
};

Reached reachedBy(const std::vector<RunTimes>& runs, const std::vector<double>& grid) {
  Reached reached;
  for (const RunTimes& run : runs) {
    if (reached.problems.empty() || reached.problems.back().problem != run.problem) {
      reached.problems.push_back({run.problem, {}, static_cast<double>(run.times.size())});
    }
    std::vector<double> sorted = run.times;
    std::sort(sorted.begin(), sorted.end());
    std::vector<int> counts;
    for (const double x : grid) {
      counts.push_back(static_cast<int>(std::upper_bound(sorted.begin(), sorted.end(), x) - sorted.begin()));
    }
    reached.problems.back().runs.push_back(std::move(counts));
  }
  return reached;
}

/// Problems that both have, in the order of the first.
void keepCommon(Reached& a, Reached& b) {
  const auto missing = [](const Reached& other) {
    return [&other](const Reached::OfProblem& p) {
      return std::none_of(other.problems.begin(), other.problems.end(),
                          [&](const Reached::OfProblem& q) { return q.problem == p.problem; });
    };
  };
  std::erase_if(a.problems, missing(b));
  std::erase_if(b.problems, missing(a));
}

/// Share of the targets of all problems reached at each point; each problem counts by its targets, however many runs it
/// has. With a stream: of as many runs of each problem, drawn with replacement.
std::vector<double> shares(const Reached& reached, std::size_t points, Rng* rng) {
  std::vector<double> share(points, 0.0);
  double targets = 0.0;
  std::vector<std::int64_t> sums(points);
  for (const Reached::OfProblem& p : reached.problems) {
    targets += p.targets;
    std::fill(sums.begin(), sums.end(), 0);
    const auto count = isize(p.runs);
    for (int r = 0; r < count; ++r) {
      const auto& run = p.runs[rng != nullptr ? rng->below(count) : r];
      for (std::size_t g = 0; g < points; ++g) sums[g] += run[g];
    }
    for (std::size_t g = 0; g < points; ++g) share[g] += static_cast<double>(sums[g]) / count;
  }
  for (double& s : share) s /= std::max(1.0, targets);
  return share;
}

/// Adds the curve of one algorithm against the base, with its bands.
void addDifference(Panel& panel, const std::vector<double>& grid, const Reached& mine, const Reached& base,
                   const std::string& label, int style, const DifferenceOptions& options) {
  const std::size_t points = grid.size();
  const auto difference = [&](Rng* rng) {
    std::vector<double> d = shares(mine, points, rng);
    const std::vector<double> other = shares(base, points, rng);
    for (std::size_t g = 0; g < points; ++g) d[g] -= other[g];
    return d;
  };
  const std::vector<double> seen = difference(nullptr);
  Rng rng(hashText("ecdf difference " + label));
  std::vector<std::vector<double>> at(points);  // [point][resample]
  for (int b = 0; b < options.resamples; ++b) {
    const std::vector<double> d = difference(&rng);
    for (std::size_t g = 0; g < points; ++g) at[g].push_back(d[g]);
  }
  // The largest deviation of a resampled curve in standard errors widens the band to one for the whole curve.
  std::vector<double> error(points, 0.0);
  for (std::size_t g = 0; g < points; ++g) {
    double squares = 0.0;
    for (const double d : at[g]) squares += (d - seen[g]) * (d - seen[g]);
    error[g] = std::sqrt(squares / options.resamples);
  }
  std::vector<double> largest;
  for (std::size_t b = 0; b < static_cast<std::size_t>(options.resamples); ++b) {
    double most = 0.0;
    for (std::size_t g = 0; g < points; ++g) {
      // Where almost nothing varies, standard errors mean nothing.
      if (error[g] > 1e-3) most = std::max(most, std::abs(at[g][b] - seen[g]) / error[g]);
    }
    largest.push_back(most);
  }
  std::sort(largest.begin(), largest.end());
  const double reach = orderQuantile(largest, 1.0 - options.alpha);

  Band band{.x = grid, .style = style};
  Line line{.label = label, .x = grid, .y = seen, .style = style};
  Line above{.x = grid, .style = style, .markers = false, .width = 0.9};
  for (std::size_t g = 0; g < points; ++g) {
    std::sort(at[g].begin(), at[g].end());
    band.low.push_back(orderQuantile(at[g], 0.5 * options.alpha));
    band.high.push_back(orderQuantile(at[g], 1.0 - 0.5 * options.alpha));
    above.y.push_back(std::min(1.0, seen[g] + reach * error[g]));
  }
  Line below = above;
  for (std::size_t g = 0; g < points; ++g) below.y[g] = std::max(-1.0, seen[g] - reach * error[g]);
  panel.bands.push_back(std::move(band));
  panel.lines.push_back(std::move(line));
  panel.lines.push_back(std::move(above));
  panel.lines.push_back(std::move(below));
}

}  // namespace

Figure ecdfDifferenceFigure(const std::vector<ProblemRuns>& all, const DifferenceOptions& options) {
  if (!(options.alpha > 0.0 && options.alpha < 1.0)) {
    throw InputError("The level alpha must lie between 0 and 1; 0.05 is usual.");
  }
  const Runtimes times = runtimesOf(all, options.targets);
  const std::size_t base = positionOf(times.algorithms, options.base);
  constexpr int kPoints = 160;
  const double first = firstDecade(times);
  std::vector<double> grid;
  for (int g = 0; g < kPoints; ++g) grid.push_back(first * std::pow(times.end / first, g / (kPoints - 1.0)));
  grid.back() = times.end;  // not a rounding error before the last target

  Figure figure;
  if (all.size() == 1) figure.title = all.front().problem.name;
  Panel panel;
  panel.x = {.label = options.targets.joint ? "evaluations of all tasks" : "evaluations of the task",
             .log = true,
             .min = first,
             .max = times.end};
  panel.y.label = "share of targets reached, minus that of " + times.algorithms[base];
  panel.lines.push_back(
      {.x = {first, times.end}, .y = {0.0, 0.0}, .style = kInk, .markers = false, .width = 0.8, .solid = true});
  for (std::size_t a = 0; a < times.algorithms.size(); ++a) {
    if (a == base) continue;
    Reached mine = reachedBy(times.runs[a], grid);
    Reached other = reachedBy(times.runs[base], grid);
    keepCommon(mine, other);
    if (mine.problems.empty()) {
      throw InputError(times.algorithms[a] + " and the base " + times.algorithms[base] +
                       " have no problem in common; choose others with --algorithm or --base.");
    }
    addDifference(panel, grid, mine, other, times.algorithms[a], times.styles[a], options);
  }
  figure.panels.push_back(std::move(panel));
  const std::string level = shown(100.0 * (1.0 - options.alpha), "%g");
  figure.note = "Above zero: more targets reached than by " + times.algorithms[base] + "; filled: " + level +
                " % bootstrap band at one number of evaluations, outer lines: for the whole curve at once (runs "
                "resampled within their problems); " +
                targetNote(times, all, options.targets);
  return figure;
}

namespace {

Line powerLine(const stats::PowerCurve& curve, const std::string& label, int style) {
  Line line{.label = label, .y = curve.power, .style = style};
  for (const int n : curve.runs) line.x.push_back(n);
  return line;
}

}  // namespace

Figure powerFigure(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const PowerOptions& options) {
  constexpr int kExperiments = 500;
  const std::vector<int> runsAsked = stats::usualRuns();
  Figure figure;
  if (all.size() == 1) figure.title = all.front().problem.name;
  std::string measured, baseName;
  const std::vector<std::string> names = algorithmsOf(all);
  const std::vector<int> styles = stylesOf(all);
  for (const ProblemRuns& runs : all) {
    const std::size_t base = positionOf(runs.algorithms, options.base);
    baseName = runs.algorithms[base];
    const MetricValues values = metricValues(runs, options.metric, catalogue);
    measured = values.name;
    const MetricOutput& out = values.output;
    const int checkpoint = chosenCheckpoint(runs, options.checkpoint, out.checkpoints);
    if (out.repetitions < 2) throw InputError("A power curve needs several runs with a value each.");
    for (int row = 0; row < out.rows; ++row) {
      if (options.task >= 0 && out.rows > 1 && row != options.task) continue;
      if (isize(figure.panels) >= kMostPanels) {
        throw InputError("More than " + std::to_string(kMostPanels) +
                         " panels would be needed; choose problems with --problem or one task with --task.");
      }
      Panel panel;
      panel.title = all.size() == 1 ? "" : runs.problem.name;
      if (out.rows > 1) panel.title += (panel.title.empty() ? "Task " : ", task ") + std::to_string(row + 1);
      panel.x = {.label = "runs of each algorithm", .log = true, .min = 5.0, .max = 200.0};
      panel.y = {.label = "power", .min = 0.0, .max = 1.02};
      const std::vector<double> reference =
          runsOfRow(values, runs.cells[base], static_cast<int>(base), row, checkpoint);
      Rng rng(hashText("power figure " + runs.problem.name + std::to_string(row)));
      for (const double effect : {0.56, 0.64, 0.71}) {
        const stats::PowerCurve curve =
            stats::rankSumPower(reference, effect, runsAsked, options.alpha, kExperiments, rng);
        if (std::isnan(curve.power[0])) continue;
        Line line = powerLine(curve, "", kInk);
        line.markers = false;
        line.width = 1.0;
        // Where the curves are far apart: half-way up, or at the end of one that does not reach that far.
        std::size_t half = 0;
        while (half + 1 < curve.power.size() && curve.power[half] < 0.45) ++half;
        const bool end = curve.runs[half] > 100;
        panel.texts.push_back({.x = end ? 190.0 : curve.runs[half] * 1.06,
                               .y = end ? curve.power.back() + 0.07 : curve.power[half] - 0.03,
                               .text = "A12 = " + shown(effect, "%.2f"),
                               .align = end ? Text::Align::Right : Text::Align::Left,
                               .size = 7.5});
        panel.lines.push_back(std::move(line));
      }
      for (std::size_t a = 0; a < runs.cells.size(); ++a) {
        if (a == base) continue;
        const std::vector<double> mine = runsOfRow(values, runs.cells[a], static_cast<int>(a), row, checkpoint);
        const auto style = std::find(names.begin(), names.end(), runs.algorithms[a]) - names.begin();
        panel.lines.push_back(
            powerLine(stats::rankSumPower(mine, reference, runsAsked, options.alpha, kExperiments, rng),
                      runs.algorithms[a], styles[style]));
      }
      figure.panels.push_back(std::move(panel));
    }
  }
  figure.note = "Chance that the rank-sum test (two-sided, alpha " + shown(options.alpha, "%g") + ") of " + measured +
                " against " + baseName +
                " finds a difference; thin: of the size written there, with the ties of the base's runs; with markers: "
                "of the size that was seen (a guide to more runs, no evidence); " +
                std::to_string(kExperiments) + " simulated experiments a point; " + instanceNote(all) + '.';
  return figure;
}

}  // namespace tandem::figures
