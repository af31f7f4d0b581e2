// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/fronts.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "figures/choices.h"
#include "tandem/error.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

constexpr int kMostCoordinateLines = 150;

struct Bounds {
  std::vector<double> low, high;
  void take(const Matrix& m) {
    for (int i = 0; i < m.rows(); ++i) {
      for (int j = 0; j < m.cols(); ++j) {
        const auto c = static_cast<std::size_t>(j);
        if (c >= low.size()) {
          low.push_back(std::numeric_limits<double>::infinity());
          high.push_back(-std::numeric_limits<double>::infinity());
        }
        if (!std::isfinite(m(i, j))) continue;
        low[c] = std::min(low[c], m(i, j));
        high[c] = std::max(high[c], m(i, j));
      }
    }
  }
  [[nodiscard]] double scaled(double v, std::size_t c) const {
    return high[c] > low[c] ? (v - low[c]) / (high[c] - low[c]) : 0.5;
  }
};

Bounds boundsOf(const std::vector<PointSet>& sets, const Matrix& reference) {
  Bounds b;
  b.take(reference);
  for (const PointSet& s : sets) b.take(s.points);
  return b;
}

/// In points; a whole population of large markers would hide itself and the reference front.
double markerSize(const PointSet& s) {
  return s.points.rows() > 40 ? 3.5 : 6.0;
}

// A view from above the corner (1, 1, 1) of the unit cube.
struct Projection {
  double azimuth = 35.0 * std::numbers::pi / 180.0;
  double elevation = 22.0 * std::numbers::pi / 180.0;
  [[nodiscard]] double x(double a, double b, double /*c*/) const {
    return -std::sin(azimuth) * a + std::cos(azimuth) * b;
  }
  [[nodiscard]] double y(double a, double b, double c) const {
    return -std::sin(elevation) * (std::cos(azimuth) * a + std::sin(azimuth) * b) + std::cos(elevation) * c;
  }
};

std::string shortNumber(double v) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", std::abs(v) < 1e-12 ? 0.0 : v);  // a zero with rounding error
  return text;
}

void addCube(Panel& panel, const Projection& view, const Bounds& b) {
  const auto edge = [&](double a0, double b0, double c0, double a1, double b1, double c1, double opacity) {
    panel.lines.push_back({.x = {view.x(a0, b0, c0), view.x(a1, b1, c1)},
                           .y = {view.y(a0, b0, c0), view.y(a1, b1, c1)},
                           .style = kInk,
                           .markers = false,
                           .sorted = false,
                           .width = 1.0,
                           .opacity = opacity});
  };
  // The three axes in front below, the back edges fainter.
  edge(1, 0, 0, 1, 1, 0, 0.8);
  edge(0, 1, 0, 1, 1, 0, 0.8);
  edge(1, 0, 0, 1, 0, 1, 0.8);
  for (const auto& e : {std::array{0, 0, 0, 1, 0, 0},
                        {0, 0, 0, 0, 1, 0},
                        {0, 0, 0, 0, 0, 1},
                        {0, 0, 1, 1, 0, 1},
                        {0, 0, 1, 0, 1, 1},
                        {0, 1, 0, 0, 1, 1}}) {
    edge(e[0], e[1], e[2], e[3], e[4], e[5], 0.25);
  }
  const auto text = [&](double a, double bb, double c, double dx, double dy, const std::string& t, Text::Align align) {
    panel.texts.push_back(
        {.x = view.x(a, bb, c) + dx, .y = view.y(a, bb, c) + dy, .text = t, .align = align, .size = 8.0});
  };
  const auto ends = [&](std::size_t c) { return std::pair(shortNumber(b.low[c]), shortNumber(b.high[c])); };
  const auto [l0, h0] = ends(0);
  const auto [l1, h1] = ends(1);
  const auto [l2, h2] = ends(2);
  using A = Text::Align;
  text(0.5, 1, 0, 0.06, -0.07, "f1", A::Left);
  text(0, 1, 0, 0.03, -0.02, l0, A::Left);
  text(1, 1, 0, 0.05, -0.06, h0, A::Left);
  text(1, 0.5, 0, -0.05, -0.09, "f2", A::Right);
  text(1, 0, 0, 0.0, -0.07, l1, A::Centre);
  text(1, 1, 0, -0.05, -0.06, h1, A::Right);
  text(1, 0, 0.5, -0.05, 0, "f3", A::Right);
  text(1, 0, 0, -0.03, 0.03, l2, A::Right);
  text(1, 0, 1, -0.03, 0, h2, A::Right);
}

Panel projected(const std::vector<PointSet>& sets, const Matrix& reference) {
  const Bounds b = boundsOf(sets, reference);
  const Projection view;
  Panel panel;
  panel.grid = false;
  panel.x.visible = panel.y.visible = false;
  // Room for the labels around the cube.
  panel.x.min = view.x(1, 0, 0) - 0.26;
  panel.x.max = view.x(0, 1, 0) + 0.26;
  panel.y.min = view.y(1, 1, 0) - 0.16;
  panel.y.max = view.y(0, 0, 1) + 0.04;
  if (b.low.size() == 3) addCube(panel, view, b);
  const auto add = [&](const Matrix& m, Line line) {
    for (int i = 0; i < m.rows(); ++i) {
      const double u = b.scaled(m(i, 0), 0), v = b.scaled(m(i, 1), 1), w = b.scaled(m(i, 2), 2);
      line.x.push_back(view.x(u, v, w));
      line.y.push_back(view.y(u, v, w));
    }
    panel.lines.push_back(std::move(line));
  };
  if (!reference.empty()) {
    add(reference,
        {.label = kReferenceFront, .style = kInk, .line = false, .sorted = false, .markerSize = 1.6, .opacity = 0.35});
  }
  for (const PointSet& s : sets) {
    add(s.points, {.label = s.label, .style = s.style, .line = false, .sorted = false, .markerSize = markerSize(s)});
  }
  return panel;
}

Panel coordinates(const std::vector<PointSet>& sets, const Matrix& reference, int objectives) {
  const Bounds b = boundsOf(sets, reference);
  Panel panel;
  for (int j = 0; j < objectives; ++j) panel.x.categories.push_back("f" + std::to_string(j + 1));
  panel.x.ordinal = true;
  panel.y = {.label = "objective, scaled to [0, 1]", .min = -0.03, .max = 1.03};
  for (const PointSet& s : sets) {
    // One curve with gaps instead of a line per point.
    Line line{.label = s.label, .style = s.style, .markers = false, .sorted = false, .width = 1.0, .opacity = 0.6};
    const int every = std::max(1, (s.points.rows() + kMostCoordinateLines - 1) / kMostCoordinateLines);
    for (int i = 0; i < s.points.rows(); i += every) {
      for (int j = 0; j < objectives; ++j) {
        line.x.push_back(j);
        line.y.push_back(b.scaled(s.points(i, j), static_cast<std::size_t>(j)));
      }
      line.x.push_back(kNone);
      line.y.push_back(kNone);
    }
    panel.lines.push_back(std::move(line));
  }
  return panel;
}

Matrix feasibleFront(const FrontRecord& record) {
  std::vector<int> feasible;
  for (int i = 0; i < record.objectives.rows(); ++i) {
    const auto row = record.objectives.row(i);
    const bool finite = std::all_of(row.begin(), row.end(), [](double v) { return std::isfinite(v); });
    if (finite && (record.cv.empty() || record.cv[i] <= 0.0)) feasible.push_back(i);
  }
  Matrix points(isize(feasible), record.objectives.cols());
  for (int i = 0; i < points.rows(); ++i) {
    const auto from = record.objectives.row(feasible[i]);
    std::copy(from.begin(), from.end(), points.row(i).begin());
  }
  const std::vector<int> kept = nonDominated(points);
  Matrix front(isize(kept), points.cols());
  for (int i = 0; i < front.rows(); ++i) {
    const auto from = points.row(kept[i]);
    std::copy(from.begin(), from.end(), front.row(i).begin());
  }
  return front;
}

// The run whose metric is the (lower) median of the finished runs with a value; -1 if there is none.
int medianRun(const CellData& cell, const MetricOutput& out, std::size_t algorithm, int row, int checkpoint) {
  std::vector<std::pair<double, int>> values;
  for (const int r : finishedRuns(cell)) {
    const double v = out.at(static_cast<int>(algorithm), r, row, checkpoint);
    if (std::isfinite(v)) values.emplace_back(v, r);
  }
  if (values.empty()) return -1;
  std::sort(values.begin(), values.end());
  return values[(values.size() - 1) / 2].second;
}

}  // namespace

std::vector<int> nonDominated(const Matrix& points) {
  const int n = points.rows();
  std::vector<int> kept;
  for (int i = 0; i < n; ++i) {
    bool dominated = false;
    for (int j = 0; j < n && !dominated; ++j) {
      bool noWorse = true, better = false;
      for (int c = 0; c < points.cols() && noWorse; ++c) {
        noWorse = points(j, c) <= points(i, c);
        better = better || points(j, c) < points(i, c);
      }
      dominated = noWorse && better;
    }
    if (!dominated) kept.push_back(i);
  }
  return kept;
}

Panel objectivePanel(const std::vector<PointSet>& sets, const Matrix& reference, int objectives) {
  if (objectives == 3) return projected(sets, reference);
  if (objectives != 2) return coordinates(sets, reference, objectives);
  Panel panel;
  panel.x.label = "f1";
  panel.y.label = "f2";
  const auto add = [&panel](const Matrix& m, Line line) {
    for (int i = 0; i < m.rows(); ++i) {
      line.x.push_back(m(i, 0));
      line.y.push_back(m(i, 1));
    }
    panel.lines.push_back(std::move(line));
  };
  if (!reference.empty()) {
    add(reference,
        {.label = kReferenceFront, .style = kInk, .line = false, .sorted = false, .markerSize = 1.8, .opacity = 0.5});
  }
  for (const PointSet& s : sets) {
    add(s.points, {.label = s.label, .style = s.style, .line = false, .sorted = false, .markerSize = markerSize(s)});
  }
  return panel;
}

Figure frontFigure(const ProblemRuns& runs, const Catalogue& catalogue, const FrontOptions& options) {
  if (!runs.problem.multiObjective()) {
    throw InputError("The problem " + runs.problem.name +
                     " has one objective; draw --kind convergence or box instead.");
  }
  requireRun(runs, options.repetition);
  Figure figure{.title = runs.problem.name};
  const int tasks = isize(runs.problem.tasks);
  MetricValues values;
  if (options.repetition < 0) {
    values = metricValues(runs, options.metric, catalogue);
    requireValuesOfRuns(values, runs);
  }
  for (int task = 0; task < tasks; ++task) {
    if (options.task >= 0 && task != options.task) continue;
    std::vector<PointSet> sets;
    for (std::size_t a = 0; a < runs.cells.size(); ++a) {
      const CellData& cell = runs.cells[a];
      const int checkpoint = chosenCheckpoint(runs, options.checkpoint, cell.checkpoints);
      const int row = values.output.rows == tasks ? task : 0;
      const int run = options.repetition >= 0 ? options.repetition : medianRun(cell, values.output, a, row, checkpoint);
      if (run < 0 || run >= cell.repetitions || cell.status[run] != RunStatus::Finished) continue;
      sets.push_back(
          {runs.algorithms[a], feasibleFront(cell.fronts[cell.at(run, task, checkpoint)]), styleOf(runs, a)});
    }
    const TaskInfo& info = runs.problem.tasks[task];
    const Matrix none;
    const bool known = static_cast<std::size_t>(task) < runs.problem.references.size();
    Panel panel = objectivePanel(sets, known ? runs.problem.references[task].front : none, info.objectives);
    if (tasks > 1) panel.title = "Task " + std::to_string(task + 1) + (info.name.empty() ? "" : ": " + info.name);
    figure.panels.push_back(std::move(panel));
  }
  if (figure.panels.empty()) {
    throw InputError("The problem " + runs.problem.name + " has no task " + std::to_string(options.task + 1) + ".");
  }
  figure.note = options.repetition >= 0
                    ? "Feasible non-dominated solutions of run " + std::to_string(options.repetition + 1)
                    : "Feasible non-dominated solutions of the run with the median " + values.name;
  figure.note += "; " + instanceNote(runs) + '.';
  return figure;
}

}  // namespace tandem::figures
