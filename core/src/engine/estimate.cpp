// SPDX-License-Identifier: Apache-2.0
#include "tandem/engine/estimate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <vector>

namespace tandem {

namespace {

constexpr int kGenerations = 10;
constexpr double kLongestRun = 5.0;  // seconds

/// From a short run that takes `limit` seconds at most. 0 if the run fails at once.
double secondsPerEvaluation(const Plan& plan, std::size_t p, std::size_t a, double limit, RunControl* control) {
  const ProblemRecord& record = plan.info.problems[p];
  const auto algorithm = plan.algorithms[a]->make();
  setParams(*algorithm, plan.algorithmParams[a], plan.algorithms[a]->name);
  RunRequest request;
  request.problem = plan.problems[p].get();
  request.problemKey = plan.problemKeys[p];
  request.seed = plan.spec.seed;
  const AlgorithmRecord& entry = plan.info.algorithms[a];
  request.start = record.start;
  request.population = populationOf(record, entry);
  request.checkpoints = kGenerations;
  request.timeLimit = limit;
  request.control = control;
  const auto generation =
      static_cast<std::int64_t>(request.population) * static_cast<std::int64_t>(record.tasks.size());
  request.budget = std::min(budgetOf(record, entry), kGenerations * generation);
  const RunRecord run = executeRun(*algorithm, request);
  // When time is up, what was recorded until then gives the pace; if nothing was, not even one generation fits.
  if (run.status != RunStatus::Finished && run.seconds < limit) return 0.0;
  const std::int64_t evaluations = run.evaluations.back() > 0 ? run.evaluations.back() : generation;
  return run.seconds / static_cast<double>(evaluations);
}

}  // namespace

Effort effortOf(const Plan& plan) {
  Effort effort;
  effort.runs = static_cast<std::int64_t>(plan.info.algorithms.size()) *
                static_cast<std::int64_t>(plan.info.problems.size()) * plan.info.repetitions;
  for (const ProblemRecord& p : plan.info.problems) {
    for (const AlgorithmRecord& a : plan.info.algorithms) {
      effort.evaluations += budgetOf(p, a) * plan.info.repetitions;
    }
  }
  return effort;
}

TimeEstimate estimateTime(const Plan& plan, double limit, RunControl* control,
                          const std::function<void(int, int)>& progress) {
  const std::size_t problems = plan.problems.size();
  const std::size_t algorithms = plan.algorithms.size();
  TimeEstimate result;
  result.pairs = static_cast<int>(problems * algorithms);
  std::vector<double> sum(problems, 0.0);
  std::vector<int> count(problems, 0);
  const auto start = std::chrono::steady_clock::now();
  const auto over = [&] {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    return spent.count() > limit;
  };
  // Shifted from problem to problem, so that many algorithms have been timed even if it ends early.
  for (std::size_t shift = 0; shift < algorithms; ++shift) {
    for (std::size_t p = 0; p < problems; ++p) {
      if (result.measured > 0 && over()) continue;
      sum[p] += secondsPerEvaluation(plan, p, (p + shift) % algorithms, std::min(limit, kLongestRun), control);
      ++count[p];
      ++result.measured;
      if (progress) progress(result.measured, result.pairs);
    }
  }
  double all = 0.0;
  for (std::size_t p = 0; p < problems; ++p) all += sum[p];
  const double mean = all / std::max(1, result.measured);
  for (std::size_t p = 0; p < problems; ++p) {
    const double each = count[p] > 0 ? sum[p] / count[p] : mean;
    for (const AlgorithmRecord& a : plan.info.algorithms) {
      result.seconds += each * static_cast<double>(budgetOf(plan.info.problems[p], a)) * plan.info.repetitions;
    }
  }
  return result;
}

}  // namespace tandem
