// SPDX-License-Identifier: Apache-2.0
// Batch evaluation of problems against the arithmetic it needs: the rotation as one matrix product and, where there is
// one, a transcendental function per coordinate at vector speed.
#include <benchmark/benchmark.h>

#include <cmath>
#include <numbers>

#include "tandem/catalogue.h"
#include "tandem/error.h"
#include "tandem/linalg.h"
#include "tandem/vmath.h"

namespace tandem {
namespace {

constexpr int kPoints = 100;
constexpr int kDim = 50;

Matrix randomMatrix(int rows, int cols, double scale) {
  Matrix m(rows, cols);
  Rng rng(1);
  for (double& v : m.values()) v = scale * rng.uniform(-1.0, 1.0);
  return m;
}

const Catalogue& builtins() {
  static const Catalogue catalogue = builtinCatalogue();
  return catalogue;
}

// The parts.

void rotation(benchmark::State& state) {
  const Matrix x = randomMatrix(kPoints, kDim, 50.0);
  const Matrix r = randomMatrix(kDim, kDim, 1.0);
  Matrix z(kPoints, kDim);
  for (auto _ : state) {
    linalg::multiplyTransposed(x, r, z);
    benchmark::DoNotOptimize(z.data());
  }
  state.SetItemsProcessed(state.iterations() * kPoints);
}
BENCHMARK(rotation);

template <void (*F)(std::span<const double>, std::span<double>)>
void transcendental(benchmark::State& state) {
  const Matrix x = randomMatrix(kPoints, kDim, 50.0);
  Matrix y(kPoints, kDim);
  for (auto _ : state) {
    F(x.values(), y.values());
    benchmark::DoNotOptimize(y.data());
  }
  state.SetItemsProcessed(state.iterations() * kPoints);
}
BENCHMARK(transcendental<vmath::cos>);
BENCHMARK(transcendental<vmath::exp>);

/// The plain loops that an evaluation has to beat: a dot product per coordinate and the C library's cosine.
void scalarRastrigin(benchmark::State& state) {
  const Matrix x = randomMatrix(kPoints, kDim, 50.0);
  const Matrix r = randomMatrix(kDim, kDim, 1.0);
  std::vector<double> f(kPoints);
  for (auto _ : state) {
    for (int i = 0; i < kPoints; ++i) {
      double sum = 0.0;
      for (int j = 0; j < kDim; ++j) {
        double z = 0.0;
        for (int k = 0; k < kDim; ++k) z += r(j, k) * x(i, k);
        sum += z * z - 10.0 * std::cos(2.0 * std::numbers::pi * z) + 10.0;
      }
      f[i] = sum;
    }
    benchmark::DoNotOptimize(f.data());
  }
  state.SetItemsProcessed(state.iterations() * kPoints);
}
BENCHMARK(scalarRastrigin);

// The whole, task by task; items are points.

void evaluate(benchmark::State& state, const std::string& name, int task, int points, const ParamValues& params = {}) {
  BuildRequest request;
  request.instance = Instance::Synthetic;
  const BuiltProblem built = buildProblem(builtins(), name, params, request);
  const TaskInfo& info = built.problem->tasks()[task];
  Matrix x(points, info.dim);
  Rng rng(2);
  for (int i = 0; i < points; ++i) {
    for (int j = 0; j < info.dim; ++j) {
      x(i, j) = rng.uniform(info.lower[j], info.upper[j]);
    }
  }
  Matrix objectives(points, info.objectives);
  Matrix constraints(points, info.constraints);
  Workspace workspace;
  for (auto _ : state) {
    const std::unique_ptr<ProblemState> kept = built.problem->makeState();
    EvalContext context{.workspace = workspace, .state = kept.get()};
    built.problem->evaluate(task, x, objectives, constraints, context);
    benchmark::DoNotOptimize(objectives.data());
  }
  state.SetItemsProcessed(state.iterations() * points);
}

/// One problem of every suite (all of those that represent the basic functions) on its synthetic instance, two tasks.
int registerAll() {
  std::string last;
  for (const ProblemInfo& info : builtins().problems.all()) {
    const bool all = info.suite == "CEC17-MTSO" || info.suite == "Classical" || info.suite == "WCCI20-MTSO" ||
                     info.suite == "LSMMOP" || info.name.starts_with("Scaling-D");
    if (info.suite == last && !all) continue;
    last = info.suite;
    try {
      BuildRequest request;
      request.instance = Instance::Synthetic;
      const BuiltProblem built = buildProblem(builtins(), info.name, {}, request);
      for (int task = 0; task < std::min(2, built.problem->taskCount()); ++task) {
        const std::string& function = built.problem->tasks()[task].name;
        for (const int points : {1, kPoints}) {
          benchmark::RegisterBenchmark(
              (info.name + "/" + std::to_string(task + 1) + "/" + function + "/" + std::to_string(points)).c_str(),
              [name = info.name, task, points](benchmark::State& state) { evaluate(state, name, task, points); });
        }
      }
    } catch (const Error&) {
      continue;  // a suite without a synthetic instance
    }
  }
  return 0;
}
[[maybe_unused]] const int kRegistered = registerAll();

/// Formulas of descriptions, and a compiled function for comparison.
int registerFormulas() {
  constexpr const char* kTasks[][2] = {
      {"square", "f = \"sum(x^2)\""},
      {"rastrigin", "f = \"sum(x^2 - 10*cos(2*pi*x) + 10)\""},
      {"rosenbrock", "f = \"sum(100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2, 0, n-2)\""},
      {"compiled_rastrigin", "base = \"Rastrigin\""},
  };
  for (const auto& [name, task] : kTasks) {
    for (const int dim : {2, 10, 30, 100, 1000}) {
      const std::string definition = std::string("name = \"Formula\"\n[[task]]\n") + task +
                                     "\nlower = -5\nupper = 5\ndim = " + std::to_string(dim) + "\n";
      benchmark::RegisterBenchmark((std::string("Formula/") + name + "/" + std::to_string(dim)).c_str(),
                                   [definition](benchmark::State& state) {
                                     evaluate(state, "Composed", 0, kPoints, {{"definition", definition}});
                                   });
    }
  }
  return 0;
}
[[maybe_unused]] const int kFormulas = registerFormulas();

}  // namespace
}  // namespace tandem
