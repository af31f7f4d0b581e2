// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/plots/landscape.h"

#include <algorithm>
#include <cmath>

#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem::figures {
namespace {

// First objective at unified points (rows); NaN where a constraint is violated or the value is not finite.
std::vector<double> valuesAt(const Problem& problem, int task, const Matrix& unified) {
  const TaskInfo& info = problem.tasks()[static_cast<std::size_t>(task)];
  const int n = unified.rows();
  Matrix x(n, info.dim), objectives(n, info.objectives), constraints(n, info.constraints);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < info.dim; ++j) {
      const auto c = static_cast<std::size_t>(j);
      x(i, j) = info.lower[c] + unified(i, j) * (info.upper[c] - info.lower[c]);
    }
  }
  Workspace workspace;
  EvalContext context{.workspace = workspace};
  problem.evaluate(task, x, objectives, constraints, context);
  std::vector<double> values;
  for (int i = 0; i < n; ++i) {
    bool feasible = true;
    for (int c = 0; c < info.constraints; ++c) feasible = feasible && constraints(i, c) <= 0.0;
    const double v = objectives(i, 0);
    values.push_back(feasible && std::isfinite(v) ? v : kNone);
  }
  return values;
}

struct Extremes {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  std::size_t at = 0;
};
Extremes extremes(const std::vector<double>& v) {
  Extremes e;
  for (std::size_t i = 0; i < v.size(); ++i) {
    if (!std::isfinite(v[i])) continue;
    if (v[i] < e.low) {
      e.low = v[i];
      e.at = i;
    }
    e.high = std::max(e.high, v[i]);
  }
  return e;
}

std::string taskTitle(const TaskInfo& info, int task) {
  return "Task " + std::to_string(task + 1) + (info.name.empty() ? "" : ": " + info.name);
}

std::vector<int> chosenTasks(const Problem& problem, int task, int most) {
  if (task >= problem.taskCount()) {
    throw InputError("There are " + std::to_string(problem.taskCount()) + " tasks; there is no task " +
                     std::to_string(task + 1) + ".");
  }
  std::vector<int> tasks;
  if (task >= 0) return {task};
  for (int t = 0; t < std::min(problem.taskCount(), most); ++t) tasks.push_back(t);
  return tasks;
}

void lines(Figure& figure, const Problem& problem, const LandscapeOptions& options) {
  const int samples = options.samples > 0 ? options.samples : 400;
  const std::vector<int> tasks = chosenTasks(problem, options.task, options.unified ? 12 : 9);
  Panel shared;
  shared.x.label = "all variables, unified";
  shared.y.label = "objective, scaled to [0, 1] per task";
  for (const int t : tasks) {
    const TaskInfo& info = problem.tasks()[static_cast<std::size_t>(t)];
    Matrix unified(samples, info.dim);
    for (int i = 0; i < samples; ++i) {
      for (double& u : unified.row(i)) u = static_cast<double>(i) / (samples - 1);
    }
    std::vector<double> y = valuesAt(problem, t, unified);
    const Extremes e = extremes(y);
    std::vector<double> x;
    for (int i = 0; i < samples; ++i) {
      const double u = static_cast<double>(i) / (samples - 1);
      x.push_back(options.unified ? u : info.lower[0] + u * (info.upper[0] - info.lower[0]));
    }
    if (options.unified && e.high > e.low) {
      for (double& v : y) v = (v - e.low) / (e.high - e.low);
    }
    Panel own;
    own.title = taskTitle(info, t);
    own.x.label = "all variables, in the first one's units";
    own.y.label = "objective";
    Panel& panel = options.unified ? shared : own;
    panel.lines.push_back({.label = options.unified ? taskTitle(info, t) : "",
                           .x = x,
                           .y = y,
                           .style = t,
                           .markers = false,
                           .width = 1.4});
    if (std::isfinite(e.low)) {
      panel.lines.push_back({.x = {x[e.at]}, .y = {y[e.at]}, .style = t, .line = false, .markerSize = 9.0});
    }
    if (!options.unified) figure.panels.push_back(std::move(own));
  }
  if (options.unified) figure.panels.push_back(std::move(shared));
  figure.note = "Slice along the diagonal of the box, " + std::to_string(samples) +
                " points; marker: lowest point of the slice; gaps: infeasible";
  if (static_cast<int>(tasks.size()) < problem.taskCount() && options.task < 0) {
    figure.note +=
        "; the first " + std::to_string(tasks.size()) + " of " + std::to_string(problem.taskCount()) + " tasks";
  }
}

void planes(Figure& figure, const Problem& problem, const LandscapeOptions& options) {
  const int samples = options.samples > 0 ? options.samples : 80;
  const std::vector<int> tasks = chosenTasks(problem, options.task, 9);
  bool atOptimum = true, logarithm = false;
  for (const int t : tasks) {
    const TaskInfo& info = problem.tasks()[static_cast<std::size_t>(t)];
    if (options.first >= info.dim || options.second >= info.dim || options.first == options.second) {
      throw InputError("Task " + std::to_string(t + 1) + " has " + std::to_string(info.dim) +
                       " variables; a plane needs two different ones of them.");
    }
    const Reference reference = problem.reference(t);
    const bool known = static_cast<int>(reference.optimumPoint.size()) == info.dim;
    atOptimum = atOptimum && known;
    std::vector<double> base(static_cast<std::size_t>(info.dim), 0.5);
    for (std::size_t j = 0; known && j < base.size(); ++j) {
      base[j] = (reference.optimumPoint[j] - info.lower[j]) / (info.upper[j] - info.lower[j]);
    }
    Matrix unified(samples * samples, info.dim);
    for (int i = 0; i < unified.rows(); ++i) {
      std::copy(base.begin(), base.end(), unified.row(i).begin());
      unified(i, options.first) = (i % samples + 0.5) / samples;
      unified(i, options.second) = (static_cast<double>(i / samples) + 0.5) / samples;
    }
    HeatMap map{.rows = samples, .cols = samples, .values = valuesAt(problem, t, unified)};
    const auto range = [&](int variable) -> std::vector<double> {
      const auto j = static_cast<std::size_t>(variable);
      return options.unified ? std::vector<double>{0.0, 1.0} : std::vector<double>{info.lower[j], info.upper[j]};
    };
    map.xRange = range(options.first);
    map.yRange = range(options.second);
    const Extremes e = extremes(map.values);
    map.scaleLabel = "objective";
    // Where a few walls dwarf everything the logarithm of the height above the lowest point is drawn.
    std::vector<double> sorted = map.values;
    std::erase_if(sorted, [](double v) { return !std::isfinite(v); });
    std::sort(sorted.begin(), sorted.end());
    if (!sorted.empty() && stats::median(sorted) - e.low < 0.05 * (e.high - e.low)) {
      logarithm = true;
      map.scaleLabel = "log10(objective - lowest)";
      const double floor = std::max((e.high - e.low) * 1e-6, 1e-12);
      for (double& v : map.values) v = std::log10(std::max(v - e.low, floor));
    }
    Panel panel;
    panel.title = taskTitle(info, t);
    const auto label = [&](int variable) {
      return "x" + std::to_string(variable + 1) + (options.unified ? ", unified" : "");
    };
    panel.x.label = label(options.first);
    panel.y.label = label(options.second);
    const auto place = [&](const std::vector<double>& r, int cell) {
      return r[0] + (cell + 0.5) / samples * (r[1] - r[0]);
    };
    Line lowest{.style = kInk, .line = false, .markerSize = 6.0};
    if (std::isfinite(e.low)) {
      lowest.x = {place(map.xRange, static_cast<int>(e.at) % samples)};
      lowest.y = {place(map.yRange, static_cast<int>(e.at) / samples)};
    }
    panel.heatMaps.push_back(std::move(map));
    panel.lines.push_back(std::move(lowest));
    figure.panels.push_back(std::move(panel));
  }
  figure.note = std::string("Two variables move, the others stay at the ") +
                (atOptimum ? "optimum" : "middle of the box (or the optimum, where known)") +
                "; dot: lowest point; empty: infeasible" +
                (logarithm ? "; logarithmic where the range is extreme" : "");
}

}  // namespace

Figure landscapeFigure(const BuiltProblem& built, const std::string& name, const LandscapeOptions& options) {
  Figure figure{.title = name};
  if (options.plane) {
    planes(figure, *built.problem, options);
  } else {
    lines(figure, *built.problem, options);
  }
  figure.note += std::string("; instance: ") + instanceName(built.instance) + '.';
  return figure;
}

Matrix taskSimilarity(const Problem& problem, int samples, std::uint64_t seed) {
  int width = 0;
  for (const TaskInfo& t : problem.tasks()) width = std::max(width, t.dim);
  Rng rng(hashText("task similarity", seed));
  Matrix unified(samples, width);
  rng.fillUniform(unified.values());
  const int n = problem.taskCount();
  std::vector<std::vector<double>> ranks;
  for (int t = 0; t < n; ++t) {
    std::vector<double> v = valuesAt(problem, t, unified);
    // Infeasible points rank last together.
    for (double& value : v) value = std::isnan(value) ? std::numeric_limits<double>::infinity() : value;
    v = stats::midRanks(v);
    const double mean = 0.5 * (samples + 1.0);
    double norm = 0.0;
    for (double& r : v) {
      r -= mean;
      norm += r * r;
    }
    for (double& r : v) r = norm > 0.0 ? r / std::sqrt(norm) : kNone;
    ranks.push_back(std::move(v));
  }
  Matrix similarity(n, n);
  for (int a = 0; a < n; ++a) {
    for (int b = a; b < n; ++b) {
      double sum = 0.0;
      for (std::size_t i = 0; i < ranks[static_cast<std::size_t>(a)].size(); ++i) {
        sum += ranks[static_cast<std::size_t>(a)][i] * ranks[static_cast<std::size_t>(b)][i];
      }
      similarity(a, b) = similarity(b, a) = std::isnan(sum) ? kNone : std::clamp(sum, -1.0, 1.0);
    }
  }
  return similarity;
}

Figure similarityFigure(const BuiltProblem& built, const std::string& name, int samples, std::uint64_t seed) {
  const Matrix similarity = taskSimilarity(*built.problem, samples, seed);
  const int n = similarity.rows();
  HeatMap map{.rows = n, .cols = n, .scaleLabel = "rank correlation", .min = -1.0, .max = 1.0, .diverging = true};
  Panel panel;
  for (int a = 0; a < n; ++a) {
    panel.x.categories.push_back((n > 12 ? "" : "T") + std::to_string(a + 1));
    for (int b = 0; b < n; ++b) {
      const double v = similarity(a, b);
      map.values.push_back(v);
      char text[32] = "-";
      if (std::isfinite(v)) std::snprintf(text, sizeof text, "%.2f", v);
      if (n <= 12) map.texts.emplace_back(text);
    }
  }
  panel.y.categories = panel.x.categories;
  panel.y.reversed = true;
  panel.heatMaps.push_back(std::move(map));
  Figure figure{.title = name + ": similarity of the tasks"};
  figure.width = 400.0;
  figure.height = 340.0;
  figure.panels.push_back(std::move(panel));
  figure.note = "Spearman rank correlation of the objectives over " + std::to_string(samples) +
                " uniform points of the unified space; instance: " + instanceName(built.instance) + '.';
  return figure;
}

}  // namespace tandem::figures
