// SPDX-License-Identifier: Apache-2.0
#include "tandem/engine/estimate.h"
#include "engine_fixture.h"
#include "sanitized.h"

namespace tandem {
namespace {

using namespace testing;

ExperimentSpec sleepySpec(const std::string& algorithm) {
  ExperimentSpec spec;
  spec.algorithms = {{algorithm, "", {}}};
  spec.problems = {{"Toy-A", {}}};
  spec.repetitions = 4;
  spec.budget = 2000;
  spec.population = 10;
  return spec;
}

/// Sleeps in every generation of 20 evaluations.
Catalogue sleepyCatalogue(std::chrono::milliseconds nap = std::chrono::milliseconds(2)) {
  Catalogue catalogue = testCatalogue();
  AlgorithmInfo info;
  info.name = "Sleepy";
  info.labels = catalogue.algorithms.find("Random").labels;
  info.make = [nap] {
    return std::make_unique<LambdaAlgorithm>([nap](RunContext& ctx, double) {
      Population pop = ctx.makePopulation(20);
      for (int i = 0; i < 20; ++i) pop.task(i) = i % 2;
      do {
        std::this_thread::sleep_for(nap);
        ctx.evaluate(pop);
      } while (ctx.running(pop));
    });
  };
  catalogue.algorithms.add(std::move(info));
  return catalogue;
}

TEST(Estimate, CountsRunsAndEvaluations) {
  const Catalogue catalogue = sleepyCatalogue();
  ExperimentSpec spec = sleepySpec("Sleepy");
  const Effort effort = effortOf(makePlan(spec, catalogue));
  EXPECT_EQ(effort.runs, 4);
  EXPECT_EQ(effort.evaluations, 8000);
  spec.budget = 0;  // the problem's own
  const Plan plan = makePlan(spec, catalogue);
  EXPECT_EQ(effortOf(plan).evaluations, 4 * plan.info.problems.front().budget);
}

TEST(Estimate, IsMeasuredByShortRuns) {
  const Catalogue catalogue = sleepyCatalogue();
  int told = 0;
  const TimeEstimate m =
      estimateTime(makePlan(sleepySpec("Sleepy"), catalogue), 5.0, nullptr, [&](int done, int pairs) {
        told = done;
        EXPECT_EQ(pairs, 1);
      });
  EXPECT_EQ(told, 1);
  EXPECT_EQ(m.measured, 1);
  // 4 runs of 100 generations of at least 2 ms.
  EXPECT_GE(m.seconds, 0.8);
  EXPECT_LT(m.seconds, 8.0 * test::kSlowness);
}

/// Costly problems are those whose estimate matters most.
TEST(Estimate, OfRunsThatDoNotFitIsMadeOfWhatFits) {
  const double limit = 0.2;
  for (const int nap : {50, 300}) {  // some generations fit, not even one does
    const Catalogue catalogue = sleepyCatalogue(std::chrono::milliseconds(nap));
    const TimeEstimate m = estimateTime(makePlan(sleepySpec("Sleepy"), catalogue), limit);
    EXPECT_EQ(m.measured, 1);
    // 4 runs of 100 generations.
    EXPECT_GE(m.seconds, 0.8 * 0.4 * nap) << nap;
    EXPECT_LT(m.seconds, 3.0 * 0.4 * nap * test::kSlowness) << nap;
  }
}

TEST(Estimate, CanBeStopped) {
  const Catalogue catalogue = sleepyCatalogue();
  RunControl control;
  control.stop = true;
  EXPECT_THROW(estimateTime(makePlan(sleepySpec("Sleepy"), catalogue), 5.0, &control), Cancelled);
}

}  // namespace
}  // namespace tandem
