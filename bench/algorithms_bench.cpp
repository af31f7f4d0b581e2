// SPDX-License-Identifier: Apache-2.0
// Own overhead of every registered algorithm per evaluation: D = 50, N = 100, two tasks that cost next to nothing.
#include <benchmark/benchmark.h>

#include <string>

#include "tandem/catalogue.h"
#include "tandem/engine/run.h"

namespace tandem {
namespace {

/// Sphere (one objective) or a ZDT1-like pair of objectives on [0,1]^50: far cheaper than any search step.
class Cheap final : public Problem {
 public:
  Cheap(int taskCount, int objectives) : objectives_(objectives) {
    for (int t = 0; t < taskCount; ++t) {
      tasks_.push_back({"cheap", 50, objectives, 0, std::vector<double>(50, 0.0), std::vector<double>(50, 1.0), true});
    }
  }
  void evaluate(int task, ConstMatView x, MatView objectives, MatView /*g*/, EvalContext& /*ctx*/) const override {
    const double shift = 0.25 + 0.1 * task;
    for (int i = 0; i < x.rows; ++i) {
      double lanes[4] = {0, 0, 0, 0};
      const double* row = x.row(i).data();
      for (int j = 0; j < 48; j += 4) {
        for (int l = 0; l < 4; ++l) lanes[l] += (row[j + l] - shift) * (row[j + l] - shift);
      }
      const double sum = lanes[0] + lanes[1] + lanes[2] + lanes[3];
      objectives(i, 0) = objectives_ == 1 ? sum : row[0];
      if (objectives_ > 1) objectives(i, 1) = (1.0 + sum) * (1.0 - row[0] / (1.0 + sum));
    }
  }

 private:
  int objectives_;
};

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
