// SPDX-License-Identifier: Apache-2.0
// The run context derives transfer telemetry from tags: toy algorithms whose counts are known in advance.
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
  request.budget = std::int64_t{2} * kIndividuals + children;
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

/// A generation makes four children of task 1: one worse than all before, then two that are each the best so far, then
/// one in between; the second and the third are made from task 2.
class FourChildren final : public Algorithm {
 public:
  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    for (int t = 0; t < 2; ++t) {
      pops.push_back(ctx.makePopulation(1, t));
      std::ranges::fill(pops.back().x(0), 0.9);
      ctx.evaluate(pops.back(), Purpose::Initial);
    }
    Population children = pops.front().like(4);
    double best = 0.9;
    while (ctx.running(pops)) {
      const double coordinates[] = {0.95, 0.98 * best, 0.96 * best, 0.97 * best};
      best *= 0.96;
      for (int i = 0; i < 4; ++i) {
        std::ranges::fill(children.x(i), coordinates[i]);
        children.setOrigin(i, 0, i == 1 || i == 2 ? 1 : 0);
      }
      ctx.evaluate(children);
      pops.front().copyRow(0, children, 2);
    }
  }
};

TEST(Telemetry, CountsWhatBecameTheBestByItsDonor) {
  test::ToyProblem problem;
  // The nearer to the lower corner, the better.
  const auto sum = [](std::span<const double> x, std::span<double> f, std::span<double>) {
    f[0] = 0.0;
    for (const double v : x) f[0] += v + 5.0;
  };
  problem.add(3, sum).add(3, sum);
  FourChildren algorithm;
  RunRequest request;
  request.problem = &problem;
  request.problemKey = "telemetry";
  request.budget = 2 + 3 * 4;
  request.population = 1;
  request.checkpoints = 1;
  const RunRecord r = executeRun(algorithm, request);
  ASSERT_EQ(r.status, RunStatus::Finished) << r.message;
  const std::vector<TransferCounts> counts = transferMatrix(r.transfer, 2, 0);
  const TransferCounts& native = counts[0];
  const TransferCounts& transferred = counts[2];  // donor 2, receiver 1
  EXPECT_EQ(native.made, 6);
  EXPECT_EQ(native.improved, 0);
  EXPECT_EQ(transferred.made, 6);
  EXPECT_EQ(transferred.improved, 6);
  EXPECT_EQ(transferred.survived, 3);
  EXPECT_EQ(counts[3].improved, 0) << "only offspring improve anything";
}

}  // namespace
}  // namespace tandem
