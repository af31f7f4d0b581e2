// SPDX-License-Identifier: Apache-2.0
// Overhead per evaluation of every registered algorithm: D = 50, N = 100, two tasks that cost almost nothing.
#include <benchmark/benchmark.h>

#include <string>

#include "bench/cheap_problem.h"
#include "tandem/catalogue.h"
#include "tandem/engine/run.h"

namespace tandem {
namespace {

const Catalogue& catalogue() {
  static const Catalogue all = builtinCatalogue();
  return all;
}

void perEvaluation(benchmark::State& state, const AlgorithmInfo* info) {
  const Cheap problem((info->labels & (MultiTask | ManyTask)) != 0 ? 2 : 1,
                      (info->labels & SingleObjective) != 0 ? 1 : 2);
  RunRequest request;
  request.problem = &problem;
  request.problemKey = "cheap";
  request.budget = 20000;
  request.population = 100;
  request.checkpoints = 10;
  std::int64_t evaluations = 0;
  double seconds = 0.0;
  for (auto _ : state) {
    const std::unique_ptr<Algorithm> algorithm = info->make();
    ++request.repetition;
    const RunRecord record = executeRun(*algorithm, request);
    if (record.status != RunStatus::Finished) {
      state.SkipWithError(record.message.c_str());
      return;
    }
    evaluations += record.evaluations.back();
    seconds += record.seconds;
  }
  state.counters["us_per_evaluation"] = 1e6 * seconds / static_cast<double>(evaluations);
}

const bool kRegistered = [] {
  for (const AlgorithmInfo& info : catalogue().algorithms.all()) {
    benchmark::RegisterBenchmark(("algorithm/" + info.name).c_str(), perEvaluation, &info)
        ->Unit(benchmark::kMillisecond);
  }
  return true;
}();

}  // namespace
}  // namespace tandem
