// SPDX-License-Identifier: Apache-2.0
// Exact hypervolume of 100 points against pagmo2's (peer_pagmo_hypervolume.cpp) in the same run:
// tandem_bench --benchmark_filter=hypervolume
#include "bench/hypervolume_points.h"

#include <benchmark/benchmark.h>

#include <algorithm>

#include "tandem/moo.h"

namespace {

void hypervolume(benchmark::State& state) {
  const auto m = static_cast<int>(state.range(0));
  const auto points = spherePoints(100, m);
  tandem::Matrix matrix(100, m);
  for (int i = 0; i < 100; ++i) {
    const auto& p = points[i];
    std::copy(p.begin(), p.end(), matrix.row(i).begin());
  }
  const std::vector<double> reference(static_cast<std::size_t>(m), 1.1);
  tandem::Workspace ws;
  for (auto _ : state) benchmark::DoNotOptimize(tandem::moo::hypervolume(matrix, reference, ws));
}
BENCHMARK(hypervolume)
    ->Name("hypervolume/tandem")
    ->Arg(3)
    ->Arg(4)
    ->Arg(5)
    ->Arg(6)
    ->Arg(8)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
