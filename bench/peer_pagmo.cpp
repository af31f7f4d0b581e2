// SPDX-License-Identifier: Apache-2.0
// The peer: pagmo2's algorithms on the same cheap functions as algorithms_bench.cpp (D = 50, N = 100), in the same run.
// Compiled without our instruction-set flags: Eigen types cross pagmo's interface (bench/CMakeLists.txt).
#include <benchmark/benchmark.h>

#include <chrono>
#include <pagmo/algorithm.hpp>
#include <pagmo/algorithms/cmaes.hpp>
#include <pagmo/algorithms/de.hpp>
#include <pagmo/algorithms/nsga2.hpp>
#include <pagmo/algorithms/sga.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>

namespace {

struct CheapSingle {
  pagmo::vector_double fitness(const pagmo::vector_double& x) const {
    double sum = 0.0;
    for (const double v : x) sum += (v - 0.25) * (v - 0.25);
    return {sum};
  }
  std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const {
    return {pagmo::vector_double(50, 0.0), pagmo::vector_double(50, 1.0)};
  }
};

struct CheapPair {
  pagmo::vector_double fitness(const pagmo::vector_double& x) const {
    double sum = 0.0;
    for (const double v : x) sum += (v - 0.25) * (v - 0.25);
    return {x[0], (1.0 + sum) * (1.0 - x[0] / (1.0 + sum))};
  }
  pagmo::vector_double::size_type get_nobj() const { return 2; }
  std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const {
    return {pagmo::vector_double(50, 0.0), pagmo::vector_double(50, 1.0)};
  }
};

void evolve(benchmark::State& state, const pagmo::algorithm& algorithm, const pagmo::problem& problem) {
  double seconds = 0.0;
  double evaluations = 0.0;
  unsigned seed = 1;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    pagmo::population population(problem, 100, seed++);
    population = algorithm.evolve(population);
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    evaluations += static_cast<double>(population.get_problem().get_fevals());
  }
  state.counters["us_per_evaluation"] = 1e6 * seconds / evaluations;
}

constexpr unsigned kGenerations = 199;  // 20,000 evaluations with the first population

BENCHMARK_CAPTURE(evolve, pagmo_sga, pagmo::algorithm(pagmo::sga(kGenerations)), pagmo::problem(CheapSingle{}))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(evolve, pagmo_de, pagmo::algorithm(pagmo::de(kGenerations, 0.5, 0.9, 2u, 0.0, 0.0)),
                  pagmo::problem(CheapSingle{}))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(evolve, pagmo_cmaes, pagmo::algorithm(pagmo::cmaes(kGenerations, -1, -1, -1, -1, 0.3, 0.0, 0.0)),
                  pagmo::problem(CheapSingle{}))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(evolve, pagmo_nsga2, pagmo::algorithm(pagmo::nsga2(kGenerations)), pagmo::problem(CheapPair{}))
    ->Unit(benchmark::kMillisecond);

}  // namespace
