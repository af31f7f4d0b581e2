// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/transfer.h"

#include <algorithm>
#include <cmath>

#include "tandem/error.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

std::string shown(double v, const char* format) {
  char text[40];
  std::snprintf(text, sizeof text, format, v);
  return text;
}

std::string compact(double v) {
  if (v >= 1e6) return shown(v / 1e6, "%.3gM");
  if (v >= 1e4) return shown(v / 1e3, "%.3gk");
  return shown(v, "%.0f");
}

}  // namespace

std::vector<Panel> transferPanels(const std::vector<TransferCounts>& counts, const std::vector<std::string>& tasks) {
  const int n = isize(tasks);
  const auto at = [&](int donor, int receiver) -> const TransferCounts& { return counts[donor * n + receiver]; };
  const auto rate = [](const TransferCounts& c) {
    return c.made > 0 ? static_cast<double>(c.survived) / static_cast<double>(c.made) : kNone;
  };
  const bool write = n <= 12;
  const auto panel = [&](const std::string& title, const std::string& scale, bool diverging, const auto& value,
                         const auto& text) {
    HeatMap map{.rows = n, .cols = n, .scaleLabel = scale, .diverging = diverging};
    double largest = 0.0;
    for (int d = 0; d < n; ++d) {
      for (int r = 0; r < n; ++r) {
        const double v = value(d, r);
        if (std::isfinite(v)) largest = std::max(largest, std::abs(v));
        map.values.push_back(v);
        if (write) map.texts.push_back(std::isfinite(v) ? text(v) : std::string("-"));
      }
    }
    map.min = diverging ? -std::max(largest, 1e-3) : 0.0;
    map.max = std::max(largest, 1e-3);
    Panel p;
    p.title = title;
    p.x = {.label = "receiver", .categories = tasks, .ordinal = true};
    p.y = {.label = "donor", .categories = tasks, .ordinal = true, .reversed = true};
    p.heatMaps.push_back(std::move(map));
    return p;
  };
  const auto percent = [](double v) { return shown(100.0 * v, "%.1f%%"); };
  return {
      panel(
          "offspring made", "count", false, [&](int d, int r) { return static_cast<double>(at(d, r).made); }, compact),
      panel(
          "survived", "share of made", false, [&](int d, int r) { return rate(at(d, r)); }, percent),
      panel(
          "improved the best", "count", false, [&](int d, int r) { return static_cast<double>(at(d, r).improved); },
          compact),
      panel(
          "lift over native offspring", "difference of survival", true,
          [&](int d, int r) { return d == r ? kNone : rate(at(d, r)) - rate(at(r, r)); },
          [](double v) { return shown(100.0 * v, "%+.1f%%"); })};
}

Figure transferFigure(const ProblemRuns& runs, const TransferOptions& options) {
  const auto a = static_cast<std::size_t>(options.algorithm);
  const CellData& cell = runs.cells.at(a);
  const std::string& name = runs.algorithms[a];
  const std::vector<int> finished = finishedRuns(cell);
  if (!cell.transferReported || cell.transfer.empty()) {
    throw InputError("The algorithm " + name + " does not report its transfers (on " + runs.problem.name +
                     "), or the file was made lean, so there is nothing to draw; choose another with --algorithm.");
  }
  const int checkpoint = options.checkpoint < 0 ? cell.checkpoints - 1 : options.checkpoint;
  if (checkpoint >= cell.checkpoints) {
    throw InputError("There are " + std::to_string(cell.checkpoints) + " checkpoints; checkpoint " +
                     std::to_string(checkpoint + 1) + " is not among them.");
  }
  const int n = cell.tasks;
  std::vector<TransferCounts> sum(static_cast<std::size_t>(n * n));
  for (const int r : finished) {
    for (const TransferRow& row : cell.transfer[r]) {
      if (row.checkpoint > checkpoint) continue;
      TransferCounts& s = sum[row.donor * n + row.receiver];
      s.made += row.counts.made;
      s.survived += row.counts.survived;
      s.improved += row.counts.improved;
    }
  }
  std::vector<std::string> tasks;
  for (int t = 0; t < n; ++t) tasks.push_back(n > 12 ? std::to_string(t + 1) : "T" + std::to_string(t + 1));
  Figure figure{.title = name + " on " + runs.problem.name, .panels = transferPanels(sum, tasks), .columns = 2};
  figure.legend = false;
  figure.note =
      "Sums over " + std::to_string(finished.size()) + " runs up to checkpoint " + std::to_string(checkpoint + 1) +
      " of " + std::to_string(cell.checkpoints) +
      "; diagonal: offspring without foreign knowledge; survived: in the population at the next generation; " +
      instanceNote(runs) + '.';
  return figure;
}

}  // namespace tandem::figures
