// SPDX-License-Identifier: Apache-2.0
// A run of a costly problem on one thread and on two: the gain from splitting batches. Points that only wait show
// what the engine itself loses, even on a busy machine; points that compute show what the cores contribute.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "tandem/catalogue.h"
#include "tandem/engine/engine.h"
#include "tandem/specification/spec.h"

namespace tandem {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::microseconds kPoint{2000};
constexpr int kBudget = 1000;

class Costly final : public Problem {
 public:
  explicit Costly(bool computes) : computes_(computes) {
    tasks_.push_back({"costly", 10, 1, 0, std::vector<double>(10, -5.0), std::vector<double>(10, 5.0), true});
    defaultBudget_ = kBudget;
    defaultPopulation_ = 100;
  }
  void evaluate(int, ConstMatView x, MatView objectives, MatView, EvalContext&) const override {
    for (int i = 0; i < x.rows; ++i) {
      const Clock::time_point end = Clock::now() + kPoint;
      if (!computes_) std::this_thread::sleep_until(end);
      double sum = 0.0;
      for (const double v : x.row(i)) sum += v * v;
      objectives(i, 0) = sum;
      while (computes_ && Clock::now() < end) benchmark::DoNotOptimize(sum);
    }
  }

 private:
  bool computes_;
};

class CostlyBuilder final : public ProblemBuilder {
 public:
  explicit CostlyBuilder(bool computes) : computes_(computes) {}
  void params(ParamVisitor&) override {}
  [[nodiscard]] BuiltProblem build(const BuildRequest&) const override {
    return {std::make_shared<Costly>(computes_), Instance::Synthetic, "costly"};
  }

 private:
  bool computes_;
};

void costlyRun(benchmark::State& state, bool computes) {
  Catalogue catalogue = builtinCatalogue();
  ProblemInfo info;
  info.name = "Costly";
  info.suite = "Costly";
  info.labels = SingleTask | Unconstrained | SingleObjective;
  info.make = [computes] { return std::make_unique<CostlyBuilder>(computes); };
  catalogue.problems.add(std::move(info));
  ExperimentSpec spec;
  spec.algorithms.push_back({"DE", "", {}});
  spec.problems.push_back({"Costly", {}});
  spec.repetitions = 1;
  spec.checkpoints = 10;
  const Plan plan = makePlan(spec, catalogue);
  const std::string file =
      (std::filesystem::temp_directory_path() / ("tandem-costly-" + std::to_string(::getpid()) + ".h5")).string();
  EngineOptions options;
  options.threads = static_cast<int>(state.range(0));
  options.force = true;
  for (auto _ : state) benchmark::DoNotOptimize(runExperiment(plan, file, options));
  std::filesystem::remove(file);
}
BENCHMARK_CAPTURE(costlyRun, waits, false)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Arg(4)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(costlyRun, computes, true)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tandem
