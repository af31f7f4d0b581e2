// SPDX-License-Identifier: Apache-2.0
// The population that a GA and a DE share: how their parts follow their record, who breeds with whom, and the median.
#include "tandem/operators_two_solvers.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <set>
#include <vector>

#include "tandem/algorithm.h"
#include "tandem/engine/run.h"
#include "toy_problems.h"

namespace tandem {
namespace {

/// Calls every individual of one solver better and every one of the other worse; notes what it is shown.
class Judge final : public op::TwoSolversRules {
 public:
  explicit Judge(int winner) : winner_(winner) {}
  void measure(RunContext& /*ctx*/, const Population& pop) override {
    EXPECT_EQ(pop.size(), 20);
    ++measured;
  }
  void select(RunContext& ctx, Solver solver, Population& part, const Population& off) override {
    EXPECT_EQ(off.size(), part.size());
    const int t = part.task(0);
    if (t == 0) sizes[solver].push_back(part.size());
    for (int i = 0; i < off.size(); ++i) {
      EXPECT_EQ(off.task(i), t);
      if (off.donor(i) >= 0) foreign.insert(ctx.generation());
    }
    current_ = solver;
  }
  [[nodiscard]] int judge(const Population& /*part*/, int /*i*/) const override {
    return winner_ < 0 ? 0 : current_ == winner_ ? 1 : -1;
  }
  std::array<std::vector<int>, kSolvers> sizes;  ///< of the parts of the first task, by generation
  std::set<int> foreign;                         ///< generations with parents of the other task
  int measured = 0;

 private:
  int winner_;
  Solver current_ = Ga;
};

/// Two tasks, 20 individuals each, 18 generations.
void inTwoTasks(const std::function<void(RunContext&)>& body) {
  class Piece final : public Algorithm {
   public:
    explicit Piece(const std::function<void(RunContext&)>& code) : code_(code) {}
    void params(ParamVisitor& p) override { op::TwoSolversOptions::declareTrace(p); }
    void run(RunContext& ctx) override { code_(ctx); }

   private:
    const std::function<void(RunContext&)>& code_;
  };
  test::ToyProblem problem;
  problem.add(6, test::sphere).add(4, test::sphere);
  RunRequest request;
  request.problem = &problem;
  request.problemKey = "toy";
  request.budget = std::int64_t{2} * 20 * 19;
  request.population = 20;
  request.checkpoints = 1;
  Piece piece(body);
  const RunRecord record = executeRun(piece, request);
  EXPECT_EQ(record.status, RunStatus::Finished) << record.message;
}

const op::TwoSolversOptions kOptions{.gap = 2, .transfers = 10, .period = 8, .memory = 3};

TEST(TwoSolvers, PartsFollowTheRecord) {
  for (const int winner : {0, 1, -1}) {
    inTwoTasks([&](RunContext& ctx) {
      Judge judge(winner);
      op::searchByTwoSolvers(ctx, kOptions, judge);
      ASSERT_GE(judge.sizes[0].size(), 16U);
      EXPECT_EQ(judge.sizes[0][7], 10) << "half each before the first adaptation";
      // Merits 0.01 + 1 + 0.25 and 0.01 + 0.25: of 20 individuals the winner has 16.58, the GA rounded down.
      const int ga = winner == 0 ? 16 : winner == 1 ? 3 : 10;
      EXPECT_EQ(judge.sizes[0][8], ga);
      EXPECT_EQ(judge.sizes[1][8], 20 - ga);
      EXPECT_EQ(judge.measured, 2 * static_cast<int>(judge.sizes[0].size())) << "both tasks, once a generation";
    });
  }
}

TEST(TwoSolvers, OthersJoinBetweenMeasurements) {
  inTwoTasks([&](RunContext& ctx) {
    Judge judge(-1);
    op::searchByTwoSolvers(ctx, kOptions, judge);
    // Every other generation, except in those that count: 5 to 8 of each 8.
    for (const int g : judge.foreign) {
      EXPECT_EQ(g % 2, 0) << g;
      EXPECT_LT((g - 1) % 8 + 1, 5) << g;
    }
    EXPECT_TRUE(judge.foreign.contains(2));
    EXPECT_TRUE(judge.foreign.contains(10));
  });
}

TEST(TwoSolvers, Median) {
  std::vector<double> odd = {3, 1, 2}, even = {4, 1, 3, 2};
  EXPECT_EQ(op::medianOf(odd), 2.0);
  EXPECT_EQ(op::medianOf(even), 2.5);
}

}  // namespace
}  // namespace tandem
