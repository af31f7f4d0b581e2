// SPDX-License-Identifier: Apache-2.0
// The peer of hypervolume_bench.cpp: pagmo2's best algorithm for the number of objectives, same points.
#include "bench/hypervolume_points.h"

#include <benchmark/benchmark.h>

#include <pagmo/utils/hypervolume.hpp>

namespace {

void hypervolume(benchmark::State& state) {
  const auto m = static_cast<int>(state.range(0));
  const pagmo::hypervolume points(spherePoints(100, m), false);
  const pagmo::vector_double reference(static_cast<std::size_t>(m), 1.1);
  for (auto _ : state) benchmark::DoNotOptimize(points.compute(reference));
}
BENCHMARK(hypervolume)
    ->Name("hypervolume/pagmo2")
    ->Arg(3)
    ->Arg(4)
    ->Arg(5)
    ->Arg(6)
    ->Arg(8)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
