// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/values.h"

#include <algorithm>

#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem::met {

double feasibleObjective(const RunView& run) {
  const double objective = run.cell.objective[run.index()];
  return run.cell.cv[run.index()] <= 0.0 && std::isfinite(objective) ? objective : kUndefined;
}

namespace {

MetricOutput overRuns(const MetricInput& input, int rows, const std::function<double(const RunView&)>& value) {
  MetricOutput out = emptyOutput(input, rows);
  for (std::size_t a = 0; a < input.cells.size(); ++a) {
    const CellData& cell = *input.cells[a];
    for (int rep = 0; rep < cell.repetitions; ++rep) {
      if (cell.status[rep] != RunStatus::Finished) continue;
      for (int row = 0; row < rows; ++row) {
        for (int k = 0; k < out.checkpoints; ++k) {
          out.at(a, rep, row, k) = value({cell, rep, row, checkpointOf(input, cell, k)});
        }
      }
    }
  }
  return out;
}

}  // namespace

MetricOutput perTask(const MetricInput& input, const std::function<double(const RunView&)>& value) {
  return overRuns(input, isize(input.problem.tasks), value);
}

MetricOutput perProblem(const MetricInput& input, const std::function<double(const RunView&)>& value) {
  return overRuns(input, 1, value);
}

MetricOutput combineTasks(const MetricOutput& values, const std::function<double(std::span<const double>)>& combine) {
  MetricOutput out;
  out.repetitions = values.repetitions;
  out.checkpoints = values.checkpoints;
  out.values.resize(values.values.size());
  std::vector<double> tasks(static_cast<std::size_t>(values.rows));
  for (std::size_t a = 0; a < values.values.size(); ++a) {
    for (int rep = 0; rep < values.repetitions; ++rep) {
      for (int k = 0; k < values.checkpoints; ++k) {
        for (int t = 0; t < values.rows; ++t) {
          tasks[t] = values.at(a, rep, t, k);
        }
        out.values[a].push_back(combine(tasks));
      }
    }
  }
  return out;
}

double meanOf(std::span<const double> values) {
  for (const double v : values) {
    if (std::isnan(v)) return kUndefined;
  }
  return stats::mean(values);
}

double leastOf(std::span<const double> values) {
  double least = kUndefined;
  for (const double v : values) {
    if (!(least <= v) && !std::isnan(v)) least = v;
  }
  return least;
}

MetricOutput multitaskScore(const MetricOutput& values, bool perRun) {
  MetricOutput z = values;
  std::vector<double> all;
  for (int t = 0; t < values.rows; ++t) {
    for (int k = 0; k < values.checkpoints; ++k) {
      all.clear();
      for (int a = 0; a < isize(values.values); ++a) {
        for (int rep = 0; rep < values.repetitions; ++rep) {
          if (const double v = values.at(a, rep, t, k); !std::isnan(v)) all.push_back(v);
        }
      }
      if (all.empty()) continue;
      const double mean = stats::mean(all);
      const double sd = stats::standardDeviation(all);
      for (std::size_t a = 0; a < values.values.size(); ++a) {
        for (int rep = 0; rep < values.repetitions; ++rep) {
          double& v = z.at(a, rep, t, k);
          if (!std::isnan(v)) v = stats::standardScore(v, mean, sd);
        }
      }
    }
  }
  MetricOutput means = combineTasks(z, meanOf);
  if (perRun) return means;
  MetricOutput score;
  score.repetitions = 1;
  score.checkpoints = means.checkpoints;
  for (const std::vector<double>& runs : means.values) {
    std::vector<double>& sums = score.values.emplace_back(static_cast<std::size_t>(means.checkpoints), 0.0);
    for (std::size_t i = 0; i < runs.size(); ++i) sums[i % sums.size()] += values.rows * runs[i];
  }
  return score;
}

void ScoreMetric::params(ParamVisitor& visitor) {
  visitor.choice(
      "variant", variant_,
      {.options = {"score", "mean"},
       .doc = "score: eq. 17, summed over tasks and runs (one value per algorithm); mean: per run, mean over "
              "tasks (as MToP)"});
}

MetricOutput ScoreMetric::compute(const MetricInput& input) const {
  return multitaskScore(values(input), variant_ == "mean");
}

Citation scoreCitation() {
  return {.authors = "B. Da, Y.-S. Ong, L. Feng, A. K. Qin, A. Gupta, Z. Zhu, C.-K. Ting, K. Tang, X. Yao",
          .title =
              "Evolutionary Multitasking for Single-objective Continuous Optimization: Benchmark Problems, "
              "Performance Metric, and Baseline Results",
          .venue = "arXiv:1706.03470",
          .year = 2017,
          .doi = "10.48550/arXiv.1706.03470"};
}

}  // namespace tandem::met
