// SPDX-License-Identifier: Apache-2.0
// Transfer telemetry is derived by the run context from tags: toy algorithms whose counts are known in advance.
#include <gtest/gtest.h>

#include <algorithm>

#include "tandem/engine/run.h"
#include "tandem/operators.h"
#include "toy_problems.h"

namespace tandem {
namespace {

constexpr int kIndividuals = 5;

/// A generation makes one child of task 1 from task 2's knowledge and keeps `copies` copies of it.
class OneChild final : public Algorithm {
 public:
  explicit OneChild(int copies) : copies_(copies) {}
  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    pops.push_back(op::initUniform(ctx, kIndividuals, 0));
    pops.push_back(op::initUniform(ctx, kIndividuals, 1));
    Population child = pops.front().like(1);
    while (ctx.running(pops)) {
      std::ranges::copy(pops[1].x(0), child.x(0).begin());
      child.setOrigin(0, 0, 1);
      ctx.evaluate(child);
      for (int i = 0; i < copies_; ++i) pops.front().copyRow(i, child, 0);
    }
  }

 private:
  int copies_;
};

TransferCounts lastCounts(int copies, std::int64_t children) {
  test::ToyProblem problem;
  problem.add(3, test::sphere).add(3, test::rastrigin);
  OneChild algorithm(copies);
  RunRequest request;
  request.problem = &problem;
  request.problemKey = "telemetry";
  request.budget = 2 * kIndividuals + children;
  request.population = kIndividuals;
  request.checkpoints = 1;
  const RunRecord r = executeRun(algorithm, request);
  EXPECT_EQ(r.status, RunStatus::Finished) << r.message;
  EXPECT_TRUE(r.transferReported);
  return transferMatrix(r.transfer, 2, 0).at(2);  // donor 2, receiver 1
}

TEST(Telemetry, ChildThatIsDroppedDoesNotSurvive) {
  const TransferCounts counts = lastCounts(0, 7);
  EXPECT_EQ(counts.made, 7);
  EXPECT_EQ(counts.survived, 0);
}

TEST(Telemetry, ChildThatIsKeptSurvivesOnce) {
  EXPECT_EQ(lastCounts(1, 7).survived, 7);
  // Copies of one child, as decomposition makes them, are still one survivor.
  EXPECT_EQ(lastCounts(3, 7).survived, 7);
}

}  // namespace
}  // namespace tandem
