// SPDX-License-Identifier: Apache-2.0
// What recording costs a cheap run: the same run alternately with and without it, in CPU time of its thread.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/engine/run.h"

namespace tandem {
namespace {

double cpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.empty() ? 0.0 : values[values.size() / 2];
}

/// CEC17-MTSO1 (synthetic instance) with its own budget; `without` switches off what is measured. Both runs of a pair
/// have the same repetition, and which comes first alternates.
void overhead(benchmark::State& state, const char* name, void (*without)(RunRequest&)) {
  const Catalogue catalogue = builtinCatalogue();
  const BuiltProblem built = buildProblem(catalogue, "CEC17-MTSO1", {}, {Instance::Synthetic, ""});
  RunRequest request;
  request.problem = built.problem.get();
  request.problemKey = "CEC17-MTSO1";
  request.budget = built.problem->defaultBudget();
  request.population = built.problem->defaultPopulation();
  request.checkpoints = 50;
  RunRequest bare = request;
  without(bare);
  const auto seconds = [&](RunRequest& r, int repetition) {
    r.repetition = repetition;
    const std::unique_ptr<Algorithm> algorithm = catalogue.algorithms.find(name).make();
    const double start = cpuSeconds();
    benchmark::DoNotOptimize(executeRun(*algorithm, r));
    return cpuSeconds() - start;
  };
  std::vector<double> withIt;
  std::vector<double> withoutIt;
  std::vector<double> difference;
  int repetition = 0;
  for (auto _ : state) {
    const bool first = ++repetition % 2 == 0;
    if (first) withIt.push_back(seconds(request, repetition));
    withoutIt.push_back(seconds(bare, repetition));
    if (!first) withIt.push_back(seconds(request, repetition));
    difference.push_back(withIt.back() - withoutIt.back());
  }
  state.counters["with_ms"] = 1e3 * median(withIt);
  state.counters["without_ms"] = 1e3 * median(withoutIt);
  state.counters["overhead_percent"] = 100.0 * median(difference) / median(withoutIt);
}

void telemetry(RunRequest& r) {
  r.telemetry = false;
}
void costView(RunRequest& r) {
  r.costView = false;
}
void nothing(RunRequest&) {}

// The first shows which differences are mere noise.
BENCHMARK_CAPTURE(overhead, nothing_MFEA, "MFEA", nothing)->Unit(benchmark::kMillisecond)->Iterations(150);
BENCHMARK_CAPTURE(overhead, telemetry_MFEA, "MFEA", telemetry)->Unit(benchmark::kMillisecond)->Iterations(150);
BENCHMARK_CAPTURE(overhead, telemetry_MFDE, "MFDE", telemetry)->Unit(benchmark::kMillisecond)->Iterations(150);
BENCHMARK_CAPTURE(overhead, costView_MFEA, "MFEA", costView)->Unit(benchmark::kMillisecond)->Iterations(150);
BENCHMARK_CAPTURE(overhead, costView_DE, "DE", costView)->Unit(benchmark::kMillisecond)->Iterations(150);
BENCHMARK_CAPTURE(overhead, costView_MFEAII, "MFEA-II", costView)->Unit(benchmark::kMillisecond)->Iterations(40);
BENCHMARK_CAPTURE(overhead, costView_ATMFEA, "AT-MFEA", costView)->Unit(benchmark::kMillisecond)->Iterations(40);

}  // namespace
}  // namespace tandem
