// SPDX-License-Identifier: Apache-2.0
#include "tandem/metric.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/error.h"

namespace tandem {

Metric::~Metric() = default;

MetricOutput emptyOutput(const MetricInput& input, int rows, int repetitions) {
  MetricOutput out;
  out.rows = rows;
  out.repetitions = repetitions;
  out.checkpoints = isize(input.checkpoints);
  for (const CellData* cell : input.cells) {
    if (repetitions == 0) out.repetitions = std::max(out.repetitions, cell->repetitions);
    if (!input.checkpoints.empty()) continue;
    if (cell->checkpoints != input.cells[0]->checkpoints) {
      throw InputError("The results of problem '" + input.problem.name +
                       "' differ in their number of checkpoints; compare the last ones only.");
    }
    out.checkpoints = cell->checkpoints;
  }
  out.values.assign(input.cells.size(),
                    std::vector<double>(static_cast<std::size_t>(out.repetitions) * static_cast<std::size_t>(rows) *
                                            static_cast<std::size_t>(out.checkpoints),
                                        std::numeric_limits<double>::quiet_NaN()));
  return out;
}

int checkpointOf(const MetricInput& input, const CellData& cell, int k) {
  if (input.checkpoints.empty()) return k;
  const int wanted = input.checkpoints[k];
  if (wanted < -1 || wanted >= cell.checkpoints || cell.checkpoints == 0) {
    throw InputError("There is no checkpoint " + std::to_string(wanted + 1) + " in the results of problem '" +
                     input.problem.name + "'; they have " + std::to_string(cell.checkpoints) + ".");
  }
  return wanted == -1 ? cell.checkpoints - 1 : wanted;
}

namespace {

[[noreturn]] void refuse(const MetricInfo& info, const MetricInput& input, const std::string& what) {
  throw Error("The metric '" + info.name + "' returned " + what + " for the problem '" + input.problem.name +
              "'; this is a fault of the metric.");
}

void checkValues(const MetricInfo& info, const MetricInput& input, const MetricOutput& out,
                 const std::vector<std::vector<double>>& values, const char* name) {
  const auto wanted = static_cast<std::size_t>(out.repetitions) * static_cast<std::size_t>(out.rows) *
                      static_cast<std::size_t>(out.checkpoints);
  if (values.size() != input.cells.size()) {
    refuse(info, input,
           std::to_string(values.size()) + " lists of " + name + " instead of one for each of the " +
               std::to_string(input.cells.size()) + " algorithms");
  }
  for (const std::vector<double>& list : values) {
    if (list.size() == wanted) continue;
    refuse(info, input,
           std::to_string(list.size()) + " " + name + " of an algorithm instead of " + std::to_string(out.repetitions) +
               " repetitions x " + std::to_string(out.rows) + " rows x " + std::to_string(out.checkpoints) +
               " checkpoints");
  }
}

}  // namespace

MetricOutput computeMetric(const MetricInfo& info, const Metric& metric, const MetricInput& input) {
  MetricOutput out = metric.compute(input);
  const int rows = info.perTask ? isize(input.problem.tasks) : 1;
  int repetitions = 0;
  int recorded = 0;
  for (const CellData* cell : input.cells) {
    repetitions = std::max(repetitions, cell->repetitions);
    recorded = std::max(recorded, cell->checkpoints);
  }
  const int checkpoints = input.checkpoints.empty() ? recorded : isize(input.checkpoints);
  const auto wrong = [&](int got, const char* what, int expected) {
    if (got != expected) {
      refuse(info, input, std::to_string(got) + " " + what + " instead of " + std::to_string(expected));
    }
  };
  wrong(out.rows, "rows", rows);
  if (out.repetitions != 1) wrong(out.repetitions, "repetitions", repetitions);
  wrong(out.checkpoints, "checkpoints", checkpoints);
  checkValues(info, input, out, out.values, "values");
  if (!out.low.empty() || !out.high.empty()) {
    checkValues(info, input, out, out.low, "lower limits");
    checkValues(info, input, out, out.high, "upper limits");
  }
  for (const std::vector<double>& list : out.values) {
    if (std::ranges::any_of(list, [](double v) { return std::isinf(v); })) {
      refuse(info, input, "an infinite value (undefined values are NaN)");
    }
  }
  return out;
}

}  // namespace tandem
