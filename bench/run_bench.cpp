// SPDX-License-Identifier: Apache-2.0
// Whole runs on CEC17-MTSO1 (synthetic instance), everything included: search, evaluation, recording.
#include <benchmark/benchmark.h>

#include "tandem/catalogue.h"
#include "tandem/engine/run.h"

namespace tandem {
namespace {

void wholeRun(benchmark::State& state, const char* name) {
  static const Catalogue catalogue = builtinCatalogue();
  static const BuiltProblem built = buildProblem(catalogue, "CEC17-MTSO1", {}, {Instance::Synthetic, ""});
  RunRequest request;
  request.problem = built.problem.get();
  request.problemKey = "CEC17-MTSO1";
  request.budget = built.problem->defaultBudget();
  request.population = built.problem->defaultPopulation();
  request.checkpoints = 50;
  double seconds = 0.0;
  std::int64_t evaluations = 0;
  for (auto _ : state) {
    ++request.repetition;
    const std::unique_ptr<Algorithm> algorithm = catalogue.algorithms.find(name).make();
    const RunRecord record = executeRun(*algorithm, request);
    seconds += record.seconds;
    evaluations += record.evaluations.back();
  }
  state.counters["us_per_evaluation"] = 1e6 * seconds / static_cast<double>(evaluations);
}
BENCHMARK_CAPTURE(wholeRun, MFEA, "MFEA")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(wholeRun, DE, "DE")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(wholeRun, GA, "GA")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(wholeRun, MFDE, "MFDE")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tandem
