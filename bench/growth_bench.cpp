// SPDX-License-Identifier: Apache-2.0
// How the cost of an evaluation grows with the population, the variables and the tasks, for a method of each family, on
// functions that cost almost nothing; scripts/growth turns it into the table and figure of docs/performance.md.
#include <benchmark/benchmark.h>

#include <map>
#include <string>

#include "bench/cheap_problem.h"
#include "tandem/catalogue.h"
#include "tandem/engine/run.h"

namespace tandem {
namespace {

constexpr int kGenerations = 20;
constexpr double kLongest = 8.0;  // seconds; a series ends after a point that took longer

/// Seconds of the last point of each series.
std::map<std::string, double>& lastOf() {
  static std::map<std::string, double> seconds;
  return seconds;
}

void grow(benchmark::State& state, const AlgorithmInfo* info, const std::string& series, int population, int dim,
          int tasks) {
  if (lastOf()[series] > kLongest) {
    state.SkipWithError("the point before took too long");
    return;
  }
  const Cheap problem(tasks, (info->labels & SingleObjective) != 0 ? 1 : 2, dim);
  RunRequest request;
  request.problem = &problem;
  request.problemKey = "cheap";
  request.population = population;
  request.budget = std::int64_t{kGenerations} * population * tasks;
  request.checkpoints = 2;
  double seconds = 0.0;
  for (auto _ : state) {
    const RunRecord record = executeRun(*info->make(), request);
    if (record.status != RunStatus::Finished) {
      state.SkipWithError(record.message.c_str());
      return;
    }
    seconds += record.seconds;
    state.counters["evaluations"] = static_cast<double>(record.evaluations.back());
  }
  lastOf()[series] = seconds;
}

const bool kRegistered = [] {
  static const Catalogue all = builtinCatalogue();
  for (const char* name :
       {"GA",   "DE",      "PSO",   "CMA-ES",  "xNES",     "MFEA",  "MFDE",     "EMEA", "MTES-KG", "EMaTO-MKT",
        "SBGA", "MTEA-AD", "MaTDE", "NSGA-II", "NSGA-III", "SPEA2", "SMS-EMOA", "RVEA", "MOEA/D",  "MO-MFEA"}) {
    const AlgorithmInfo& info = all.algorithms.find(name);
    const bool multitask = (info.labels & (MultiTask | ManyTask)) != 0;
    const int few = multitask ? 2 : 1;
    const auto add = [&](const std::string& axis, int at, int population, int dim, int tasks) {
      const std::string series = "growth/" + info.name + "/" + axis;
      benchmark::RegisterBenchmark((series + "/" + std::to_string(at)).c_str(), grow, &info, series, population, dim,
                                   tasks)
          ->Iterations(1)
          ->Unit(benchmark::kMillisecond);
    };
    for (const int n : {50, 100, 200, 500, 1000, 2000, 5000}) add("N", n, n, 50, few);
    for (const int d : {10, 20, 50, 100, 200, 500, 1000}) add("D", d, 100, d, few);
    if (!multitask) continue;
    for (const int t : {2, 5, 10, 50, 200, 1000, 2000}) add("T", t, 20, 20, t);
  }
  return true;
}();

}  // namespace
}  // namespace tandem
