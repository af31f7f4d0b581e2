// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/live.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "tandem/figures/fronts.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

constexpr int kMostSeries = 12;
constexpr std::size_t kMostPoints = 300;  // per curve, about as many as a screen shows
constexpr int kMostIndividuals = 60;

std::string title(int task, const TaskInfo& info) {
  return "Task " + std::to_string(task + 1) + (info.name.empty() ? "" : ": " + info.name);
}

std::string someOf(std::size_t shown, std::size_t all, const std::string& what) {
  return shown < all ? "The first " + std::to_string(shown) + " of " + std::to_string(all) + " " + what + ". " : "";
}

/// Logarithmic unless something is negative, as for recorded convergence: a run that reaches zero, the optimum of
/// many problems, must not flatten all that led to it.
struct Sign {
  bool negative = false, zero = false, positive = false;
  void take(double v) {
    negative = negative || v < 0.0;
    zero = zero || v == 0.0;
    positive = positive || v > 0.0;
  }
  [[nodiscard]] bool allowsLog() const { return !negative && (positive || !zero); }
};

}  // namespace

std::vector<int> TaskChoice::of(int tasks) const {
  if (task >= 0) return task < tasks ? std::vector<int>{task} : std::vector<int>{};
  std::vector<int> list;
  for (int t = 0; t < std::min(tasks, most); ++t) list.push_back(t);
  return list;
}

Figure populationFigure(std::span<const Population> populations, const Problem& problem, const TaskChoice& choice) {
  Figure figure;
  figure.legend = false;
  bool some = false;
  const std::vector<int> tasks = choice.of(problem.taskCount());
  for (const int t : tasks) {
    const TaskInfo& info = problem.tasks()[t];
    Panel panel;
    panel.title = title(t, info);
    panel.x.label = "variable";
    panel.y = {.label = "unified", .min = -0.02, .max = 1.02};
    Line line{.style = t, .markers = false, .sorted = false, .width = 0.8, .opacity = 0.5, .solid = true};
    int drawn = 0;
    for (const Population& pop : populations) {
      for (int i = 0; i < pop.size(); ++i) {
        if (pop.task(i) != t) continue;
        if (++drawn > kMostIndividuals) {
          some = true;
          break;
        }
        for (int j = 0; j < info.dim; ++j) {
          line.x.push_back(j + 1);
          line.y.push_back(pop.x(i)[j]);
        }
        line.x.push_back(kNone);
        line.y.push_back(kNone);
      }
    }
    if (info.dim == 1) {  // a line needs two variables
      line.line = false;
      line.markers = true;
    }
    panel.lines.push_back(std::move(line));
    figure.panels.push_back(std::move(panel));
  }
  if (choice.task < 0) figure.note += someOf(tasks.size(), static_cast<std::size_t>(problem.taskCount()), "tasks");
  if (some) figure.note += "At most " + std::to_string(kMostIndividuals) + " individuals a task. ";
  return figure;
}

Figure objectivesFigure(std::span<const Population> populations, const Problem& problem, const TaskChoice& choice) {
  Figure figure;
  figure.legend = false;
  const std::vector<int> tasks = choice.of(problem.taskCount());
  for (const int t : tasks) {
    const TaskInfo& info = problem.tasks()[t];
    if (info.objectives < 2) continue;
    std::vector<double> values;
    for (const Population& pop : populations) {
      for (int i = 0; i < pop.size(); ++i) {
        if (pop.task(i) != t) continue;
        for (int m = 0; m < info.objectives; ++m) values.push_back(pop.obj(i, m));
      }
    }
    Matrix points(isize(values) / info.objectives, info.objectives);
    std::copy(values.begin(), values.end(), points.values().begin());
    figure.panels.push_back(
        objectivePanel({{"population", std::move(points), t}}, problem.reference(t).front, info.objectives));
    figure.panels.back().title = title(t, info);
  }
  if (choice.task < 0) figure.note += someOf(tasks.size(), static_cast<std::size_t>(problem.taskCount()), "tasks");
  return figure;
}

Figure improvementsFigure(const std::vector<std::vector<Improvement>>& improvements) {
  Figure figure;
  Panel panel;
  panel.x.label = "evaluations of all tasks";
  panel.y.label = "best objective value";
  Sign sign;
  const std::size_t shown = std::min<std::size_t>(improvements.size(), kMostSeries);
  for (std::size_t t = 0; t < shown; ++t) {
    Line line{.label = "Task " + std::to_string(t + 1), .style = static_cast<int>(t), .steps = true};
    const std::vector<Improvement>& steps = improvements[t];
    const std::size_t every = std::max<std::size_t>(1, (steps.size() + kMostPoints - 1) / kMostPoints);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (i % every != 0 && i + 1 != steps.size()) continue;
      line.x.push_back(static_cast<double>(steps[i].evaluations));
      line.y.push_back(steps[i].cv <= 0.0 ? steps[i].objective : kNone);
      sign.take(line.y.back());
    }
    if (!steps.empty() && steps.back().cv > 0.0) {
      char text[64];
      std::snprintf(text, sizeof text, "task %zu is not feasible yet (CV %.3g). ", t + 1, steps.back().cv);
      figure.note += text;
    }
    panel.lines.push_back(std::move(line));
  }
  panel.y.log = sign.allowsLog();
  figure.panels.push_back(std::move(panel));
  figure.note += someOf(shown, improvements.size(), "tasks");
  return figure;
}

Figure curvesFigure(const std::vector<LiveCurve>& curves, const std::string& name) {
  Figure figure;
  Panel panel;
  panel.x.label = "evaluations of all tasks";
  panel.y.label = name;
  Sign sign;
  const std::size_t shown = std::min<std::size_t>(curves.size(), kMostSeries);
  for (std::size_t t = 0; t < shown; ++t) {
    panel.lines.push_back(
        {.label = "Task " + std::to_string(t + 1), .x = curves[t].x, .y = curves[t].y, .style = static_cast<int>(t)});
    for (const double v : curves[t].y) sign.take(v);
  }
  panel.y.log = sign.allowsLog();
  figure.panels.push_back(std::move(panel));
  figure.note = someOf(shown, curves.size(), "tasks");
  return figure;
}

Figure liveTracesFigure(const std::vector<TraceInfo>& traces, const RunRecord& record) {
  Figure figure;
  const int checkpoints = std::min(record.checkpoints, isize(record.evaluations));
  const int recorded = std::min(isize(traces), isize(record.traces));
  for (int i = 0; i < recorded; ++i) {
    const TraceInfo& trace = traces[i];
    const std::vector<double>& values = record.traces[i];
    const int slots = traceSlots(trace.per, record.tasks);
    if (isize(values) < slots * record.checkpoints) continue;
    Panel panel;
    panel.title = trace.name;
    panel.x.label = "evaluations of all tasks";
    panel.y.label = trace.name;
    for (int slot = 0, shown = 0; slot < slots && shown < kMostSeries; ++slot) {
      Line line{.style = shown};
      for (int k = 0; k < checkpoints; ++k) {
        const double v = values[slot * record.checkpoints + k];
        if (std::isnan(v)) continue;
        line.x.push_back(static_cast<double>(record.evaluations[k]));
        line.y.push_back(v);
      }
      if (line.x.empty()) continue;
      const int receiver = slots > record.tasks ? slot / record.tasks : slot;
      if (slots > 1) line.label = "Task " + std::to_string(receiver + 1);
      if (slots > record.tasks) line.label += " from " + std::to_string(slot % record.tasks + 1);
      panel.lines.push_back(std::move(line));
      ++shown;
    }
    if (!panel.lines.empty()) figure.panels.push_back(std::move(panel));
  }
  return figure;
}

}  // namespace tandem::figures
