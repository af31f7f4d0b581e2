// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/traces.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "tandem/error.h"
#include "tandem/figures/convergence.h"
#include "tandem/matrix.h"
#include "tandem/registry.h"

namespace tandem::figures {
namespace {

constexpr int kMostDonorLines = 4;  // with more tasks, the mean over the donors is drawn

/// Traces of all algorithms by name; the same name may mean the same quantity in several algorithms.
std::vector<TraceInfo> tracesOf(const ProblemRuns& runs, const std::string& wanted) {
  std::vector<TraceInfo> found;
  std::string known;
  for (const CellData& cell : runs.cells) {
    for (const TraceInfo& trace : cell.traceInfo) {
      const bool there = std::ranges::any_of(found, [&](const TraceInfo& t) { return t.name == trace.name; });
      if (known.find("'" + trace.name + "'") == std::string::npos) {
        known += (known.empty() ? "'" : ", '") + trace.name + "'";
      }
      if (!there && (wanted.empty() || normalName(wanted) == normalName(trace.name))) found.push_back(trace);
    }
  }
  if (!found.empty()) return found;
  if (known.empty()) {
    throw InputError("None of the algorithms drawn on " + runs.problem.name +
                     " reports quantities of its own, or the file was made lean; `tandem show ALGORITHM` lists the "
                     "traces of an algorithm.");
  }
  throw InputError("There is no trace '" + wanted + "' on " + runs.problem.name + "; there are " + known + ".");
}

/// Median and quartiles of value(run, checkpoint) over the finished runs.
void addCurve(Panel& panel, const ProblemRuns& runs, const CellData& cell, const std::string& label, int style,
              int look, const TraceOptions& options, const std::function<double(int, int)>& value) {
  Line line{.label = label, .style = style, .look = look};
  Band area{.style = style};
  const std::vector<int> finished = finishedRuns(cell);
  for (int k = 0; k < cell.checkpoints; ++k) {
    std::vector<double> values, spent;
    for (const int r : finished) {
      spent.push_back(evaluationsAt(runs.problem, cell, r, -1, k));
      if (const double v = value(r, k); !std::isnan(v)) values.push_back(v);
    }
    if (values.empty()) continue;
    std::ranges::sort(values);
    std::ranges::sort(spent);
    const double x = orderQuantile(spent, 0.5);
    if (!line.x.empty() && x <= line.x.back()) continue;  // a run that ended repeats its last record
    line.x.push_back(x);
    const Summary s = options.mean ? meanOf(values, options.alpha) : medianOf(values);
    line.y.push_back(s.middle);
    area.x.push_back(x);
    area.low.push_back(s.low);
    area.high.push_back(s.high);
  }
  if (line.x.empty()) return;
  if (options.band && finished.size() > 1) panel.bands.push_back(std::move(area));
  panel.lines.push_back(std::move(line));
}

bool spansDecades(const Panel& panel) {
  double low = std::numeric_limits<double>::infinity(), high = 0.0;
  for (const Line& line : panel.lines) {
    for (const double v : line.y) {
      if (!(v > 0.0)) return false;
      low = std::min(low, v);
      high = std::max(high, v);
    }
  }
  for (const Band& band : panel.bands) {
    if (std::ranges::any_of(band.low, [](double v) { return !(v > 0.0); })) return false;
  }
  return high / low > 100.0;
}

}  // namespace

Figure traceFigure(const ProblemRuns& runs, const TraceOptions& options) {
  const int tasks = isize(runs.problem.tasks);
  if (options.task >= tasks) {
    throw InputError("The problem " + runs.problem.name + " has " + std::to_string(tasks) +
                     " tasks; there is no task " + std::to_string(options.task + 1) + ".");
  }
  Figure figure{.title = runs.problem.name};
  std::size_t most = 0;
  for (const TraceInfo& trace : tracesOf(runs, options.trace)) {
    const int panels = trace.per == TracePer::Run ? 1 : tasks;
    for (int t = 0; t < panels; ++t) {
      if (options.task >= 0 && panels > 1 && t != options.task) continue;
      Panel panel;
      panel.title = trace.name;
      if (panels > 1) panel.title += (trace.per == TracePer::Pair ? ", to task " : ", task ") + std::to_string(t + 1);
      panel.x.label = "evaluations of all tasks";
      panel.y.label = trace.name;
      for (std::size_t a = 0; a < runs.cells.size(); ++a) {
        const CellData& cell = runs.cells[a];
        most = std::max(most, finishedRuns(cell).size());
        for (int i = 0; i < isize(cell.traceInfo); ++i) {
          if (cell.traceInfo[i].name != trace.name || cell.traceInfo[i].per != trace.per) continue;
          const int slots = traceSlots(trace.per, tasks);
          const auto at = [&](int r, int slot, int k) {
            return cell.traces[i][(static_cast<std::size_t>(r) * slots + slot) * cell.checkpoints + k];
          };
          const std::string& name = runs.algorithms[a];
          if (trace.per != TracePer::Pair || slots == tasks) {
            addCurve(panel, runs, cell, name, styleOf(runs, a), -1, options, [&](int r, int k) { return at(r, t, k); });
          } else if (tasks <= kMostDonorLines) {
            for (int d = 0; d < tasks; ++d) {
              if (d == t) continue;
              addCurve(panel, runs, cell, name + ", from T" + std::to_string(d + 1), styleOf(runs, a), d, options,
                       [&](int r, int k) { return at(r, t * tasks + d, k); });
            }
          } else {
            addCurve(panel, runs, cell, name + ", mean over donors", styleOf(runs, a), -1, options, [&](int r, int k) {
              double sum = 0.0;
              int known = 0;
              for (int d = 0; d < tasks; ++d) {
                const double v = at(r, t * tasks + d, k);
                if (d == t || std::isnan(v)) continue;
                sum += v;
                ++known;
              }
              return known > 0 ? sum / known : kNone;
            });
          }
        }
      }
      if (panel.lines.empty()) continue;
      panel.y.log = options.y == Scale::Log || (options.y == Scale::Auto && spansDecades(panel));
      figure.panels.push_back(std::move(panel));
    }
  }
  if (figure.panels.empty()) {
    throw InputError("The traces of the algorithms drawn on " + runs.problem.name + " hold no value.");
  }
  figure.note =
      "Means between checkpoints; " +
      (most > 1 ? (options.mean ? "mean of " : "median of ") + std::to_string(most) + " runs" +
                      (options.band ? ", band: " + (options.mean ? confidence(options.alpha) : "quartiles") : "")
                : std::string("one run")) +
      "; " + instanceNote(runs) + '.';
  return figure;
}

}  // namespace tandem::figures
