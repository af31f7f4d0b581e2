// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/landscape.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "tandem/error.h"
#include "tandem/matrix.h"
#include "tandem/stats.h"
#include "tandem/tables/names.h"

namespace tandem::figures {
namespace {

struct Sampled {
  std::vector<double> objective;  // the first one; NaN where a constraint is violated or the value is not finite
  std::vector<double> cv;
};

// At unified points (rows).
Sampled sampleAt(const Problem& problem, int task, const Matrix& unified) {
  const TaskInfo& info = problem.tasks()[task];
  const int n = unified.rows();
  Matrix x(n, info.dim), objectives(n, info.objectives), constraints(n, info.constraints);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < info.dim; ++j) {
      const auto c = static_cast<std::size_t>(j);
      x(i, j) = info.lower[c] + unified(i, j) * (info.upper[c] - info.lower[c]);
    }
  }
  Workspace workspace;
  const std::unique_ptr<ProblemState> state = problem.makeState();
  EvalContext context{.workspace = workspace, .state = state.get()};
  problem.evaluate(task, x, objectives, constraints, context);
  Sampled sampled;
  for (int i = 0; i < n; ++i) {
    double cv = 0.0;
    for (int c = 0; c < info.constraints; ++c) cv += std::max(0.0, constraints(i, c));
    const double v = objectives(i, 0);
    sampled.objective.push_back(cv <= 0.0 && std::isfinite(v) ? v : kNone);
    sampled.cv.push_back(cv);
  }
  return sampled;
}

std::vector<double> valuesAt(const Problem& problem, int task, const Matrix& unified) {
  return sampleAt(problem, task, unified).objective;
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
  shared.y.label = "scaled objective";
  for (const int t : tasks) {
    const TaskInfo& info = problem.tasks()[t];
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
  figure.note = "Slice along the diagonal of the box, " + std::to_string(samples) + " points" +
                (options.unified ? "; objectives scaled to [0, 1] per task" : "") +
                "; marker: lowest point of the slice; gaps: infeasible";
  if (isize(tasks) < problem.taskCount() && options.task < 0) {
    figure.note +=
        "; the first " + std::to_string(tasks.size()) + " of " + std::to_string(problem.taskCount()) + " tasks";
  }
}

struct PlaneGrid {
  Matrix points;  // unified
  bool atOptimum = false;
};

PlaneGrid planeGrid(const Problem& problem, int task, const LandscapeOptions& options, int samples) {
  const TaskInfo& info = problem.tasks()[task];
  if (options.first >= info.dim || options.second >= info.dim || options.first == options.second) {
    throw InputError("Task " + std::to_string(task + 1) + " has " + std::to_string(info.dim) +
                     " variables; a plane needs two different ones of them.");
  }
  const Reference reference = problem.reference(task);
  PlaneGrid grid{.points = Matrix(samples * samples, info.dim), .atOptimum = isize(reference.optimumPoint) == info.dim};
  std::vector<double> base(static_cast<std::size_t>(info.dim), 0.5);
  for (std::size_t j = 0; grid.atOptimum && j < base.size(); ++j) {
    base[j] = (reference.optimumPoint[j] - info.lower[j]) / (info.upper[j] - info.lower[j]);
  }
  for (int i = 0; i < grid.points.rows(); ++i) {
    std::copy(base.begin(), base.end(), grid.points.row(i).begin());
    const int row = i / samples;
    grid.points(i, options.first) = (i % samples + 0.5) / samples;
    grid.points(i, options.second) = (row + 0.5) / samples;
  }
  return grid;
}

std::vector<double> axisRange(const TaskInfo& info, int variable, bool unified) {
  const auto j = static_cast<std::size_t>(variable);
  return unified ? std::vector<double>{0.0, 1.0} : std::vector<double>{info.lower[j], info.upper[j]};
}

Panel planePanel(const LandscapeOptions& options, std::string title) {
  const auto label = [&](int variable) {
    return "x" + std::to_string(variable + 1) + (options.unified ? ", unified" : "");
  };
  Panel panel;
  panel.title = std::move(title);
  panel.x.label = label(options.first);
  panel.y.label = label(options.second);
  return panel;
}

void planes(Figure& figure, const Problem& problem, const LandscapeOptions& options) {
  const std::vector<PlaneSample> samples = samplePlanes(problem, options);
  for (const PlaneSample& s : samples) {
    Panel panel = planePanel(options, s.title);
    panel.heatMaps.push_back({.rows = s.size,
                              .cols = s.size,
                              .values = s.values,
                              .xRange = s.xRange,
                              .yRange = s.yRange,
                              .scaleLabel = s.label});
    Line lowest{.style = kInk, .line = false, .markerSize = 6.0};
    const auto place = [&](const std::vector<double>& r, int cell) {
      return r[0] + (cell + 0.5) / s.size * (r[1] - r[0]);
    };
    if (s.feasible) {
      lowest.x = {place(s.xRange, static_cast<int>(s.lowest) % s.size)};
      lowest.y = {place(s.yRange, static_cast<int>(s.lowest) / s.size)};
    }
    panel.lines.push_back(std::move(lowest));
    figure.panels.push_back(std::move(panel));
  }
  figure.note = planeNote(samples) + "; dot: lowest point; empty: infeasible";
}

}  // namespace

std::vector<PlaneSample> samplePlanes(const Problem& problem, const LandscapeOptions& options) {
  const int size = options.samples > 0 ? options.samples : 80;
  std::vector<PlaneSample> samples;
  for (const int t : chosenTasks(problem, options.task, 9)) {
    const TaskInfo& info = problem.tasks()[t];
    const PlaneGrid grid = planeGrid(problem, t, options, size);
    PlaneSample s{.task = t, .size = size, .title = taskTitle(info, t), .label = "objective"};
    s.values = valuesAt(problem, t, grid.points);
    s.atOptimum = grid.atOptimum;
    s.xRange = axisRange(info, options.first, options.unified);
    s.yRange = axisRange(info, options.second, options.unified);
    const Extremes e = extremes(s.values);
    s.lowest = e.at;
    s.feasible = std::isfinite(e.low);
    // Where a few walls dwarf everything else, draw the logarithm of the height above the lowest point.
    std::vector<double> sorted = s.values;
    std::erase_if(sorted, [](double v) { return !std::isfinite(v); });
    std::sort(sorted.begin(), sorted.end());
    if (!sorted.empty() && stats::median(sorted) - e.low < 0.05 * (e.high - e.low)) {
      s.logarithm = true;
      s.label = "log10(objective - lowest)";
      const double floor = std::max((e.high - e.low) * 1e-6, 1e-12);
      for (double& v : s.values) v = std::isnan(v) ? v : std::log10(std::max(v - e.low, floor));
    }
    samples.push_back(std::move(s));
  }
  return samples;
}

std::string planeNote(const std::vector<PlaneSample>& planes) {
  bool atOptimum = true, logarithm = false;
  for (const PlaneSample& p : planes) {
    atOptimum = atOptimum && p.atOptimum;
    logarithm = logarithm || p.logarithm;
  }
  return std::string("Two variables move, the others stay at the ") +
         (atOptimum ? "optimum" : "middle of the box (or the optimum, where known)") +
         (logarithm ? "; logarithmic where the range is extreme" : "");
}

Figure feasibleFigure(const BuiltProblem& built, const std::string& name, const LandscapeOptions& options) {
  const Problem& problem = *built.problem;
  const int size = options.samples > 0 ? options.samples : 80;
  Figure figure{.title = name + ": feasible region"};
  figure.legend = false;
  bool atOptimum = true;
  for (const int t : chosenTasks(problem, options.task, 9)) {
    const TaskInfo& info = problem.tasks()[t];
    if (info.constraints == 0) continue;
    const PlaneGrid grid = planeGrid(problem, t, options, size);
    atOptimum = atOptimum && grid.atOptimum;
    HeatMap map{.rows = size, .cols = size, .values = sampleAt(problem, t, grid.points).cv};
    map.scaleLabel = "constraint violation";
    double highest = 0.0;
    for (const double v : map.values) highest = std::isfinite(v) ? std::max(highest, v) : highest;
    int feasible = 0;
    for (double& v : map.values) {
      if (v <= 0.0) {
        v = kNone;
        ++feasible;
      } else if (!std::isfinite(v)) {
        v = std::max(highest, 1.0);  // infinitely violated
      }
    }
    map.xRange = axisRange(info, options.first, options.unified);
    map.yRange = axisRange(info, options.second, options.unified);
    char share[32];
    std::snprintf(share, sizeof share, ", %.1f%% feasible", 100.0 * feasible / (size * size));
    Panel panel = planePanel(options, taskTitle(info, t) + share);
    if (feasible == size * size) {
      // An empty map with an empty scale would look like a figure that failed.
      panel.x.min = map.xRange[0];
      panel.x.max = map.xRange[1];
      panel.y.min = map.yRange[0];
      panel.y.max = map.yRange[1];
      panel.texts.push_back({.x = 0.5 * (map.xRange[0] + map.xRange[1]),
                             .y = 0.5 * (map.yRange[0] + map.yRange[1]),
                             .text = "every point of this plane is feasible"});
    } else {
      panel.heatMaps.push_back(std::move(map));
    }
    figure.panels.push_back(std::move(panel));
  }
  if (figure.panels.empty())
    throw InputError("The " + std::string(options.task >= 0 ? "task" : "tasks") + " of " + name +
                     " have no constraints: every point is feasible.");
  figure.note = std::string("Empty: feasible. Two variables move, the others stay at the ") +
                (atOptimum ? "optimum" : "middle of the box (or the optimum, where known)") +
                "; instance: " + instanceOf(built) + '.';
  return figure;
}

Figure landscapeFigure(const BuiltProblem& built, const std::string& name, const LandscapeOptions& options) {
  Figure figure{.title = name};
  if (options.plane) {
    planes(figure, *built.problem, options);
  } else {
    lines(figure, *built.problem, options);
  }
  figure.note += std::string("; instance: ") + instanceOf(built) + '.';
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
      for (std::size_t i = 0; i < ranks[a].size(); ++i) {
        sum += ranks[a][i] * ranks[b][i];
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
  panel.x.ordinal = true;
  panel.y = panel.x;
  panel.y.reversed = true;
  panel.heatMaps.push_back(std::move(map));
  Figure figure{.title = name + ": similarity of the tasks"};
  figure.panels.push_back(std::move(panel));
  figure.note = "Spearman rank correlation of the objectives over " + std::to_string(samples) +
                " uniform points of the unified space; instance: " + instanceOf(built) + '.';
  return figure;
}

}  // namespace tandem::figures
