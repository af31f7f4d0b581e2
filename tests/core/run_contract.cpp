// SPDX-License-Identifier: Apache-2.0
// What a run owes its record whatever the algorithm does: its end, traces, the state of the problem, points given.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "tandem/algorithm.h"
#include "tandem/engine/run.h"
#include "tandem/operators.h"
#include "toy_problems.h"

namespace tandem {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;
using testing::HasSubstr;

/// An algorithm made from a lambda.
class Script final : public Algorithm {
 public:
  explicit Script(std::function<void(RunContext&)> body, std::function<void(ParamVisitor&)> declare = {})
      : body_(std::move(body)), declare_(std::move(declare)) {}
  void params(ParamVisitor& p) override {
    if (declare_) declare_(p);
  }
  void run(RunContext& ctx) override { body_(ctx); }

 private:
  std::function<void(RunContext&)> body_;
  std::function<void(ParamVisitor&)> declare_;
};

RunRecord runOf(Algorithm& algorithm, const Problem& problem, std::int64_t budget = 100, int checkpoints = 5,
                bool strict = false) {
  RunRequest request;
  request.problem = &problem;
  request.algorithm = "Script";
  request.problemKey = "contract";
  request.budget = budget;
  request.population = 10;
  request.checkpoints = checkpoints;
  request.strictBudget = strict;
  return executeRun(algorithm, request);
}

/// One task, the sphere.
class Sphere final : public test::ToyProblem {
 public:
  Sphere() { add(3, test::sphere); }
};

TEST(RunEnd, IsRecordedWhereAnAlgorithmStopsByItself) {
  const Sphere problem;
  Script algorithm([](RunContext& ctx) {
    Population pop = op::initUniform(ctx, 10, 0);
    ctx.running(pop);
    std::ranges::fill(pop.x(0), 0.6);  // the optimum of the sphere: (1 + 5) / 10
    ctx.evaluate(pop);
  });
  const RunRecord r = runOf(algorithm, problem);
  EXPECT_EQ(r.status, RunStatus::Finished);
  EXPECT_THAT(r.message, HasSubstr("ended by itself after 20 of 100 evaluations"));
  EXPECT_THAT(r.evaluations, ElementsAre(10, 20, 20, 20, 20));
  EXPECT_NEAR(r.objective.back(), 0.0, 1e-20);
  EXPECT_EQ(r.objective.back(), r.improvements[0].back().objective);
}

TEST(RunEnd, WithTheLastPopulationOfAMultiObjectiveRun) {
  test::ToyProblem problem;
  problem.add(3, test::zdt1, 0.0, 1.0, 2);
  Script algorithm([](RunContext& ctx) {
    Population pop = op::initUniform(ctx, 10, 0);
    while (ctx.running(pop) && ctx.generation() < 3) {
      for (int i = 0; i < pop.size(); ++i) ctx.rng().fillUniform(pop.x(i));
      ctx.evaluate(pop);
    }
  });
  const RunRecord r = runOf(algorithm, problem);
  EXPECT_EQ(r.evaluations.back(), 30);
  EXPECT_EQ(r.fronts.back().objectives.rows(), 10);
  EXPECT_NE(r.fronts.back().objectives, r.fronts.front().objectives);
}

TEST(RunEnd, WithoutAnyEvaluationIsAFailure) {
  const Sphere problem;
  Script silent([](RunContext&) {});
  const RunRecord r = runOf(silent, problem);
  EXPECT_EQ(r.status, RunStatus::Failed);
  EXPECT_THAT(r.message, HasSubstr("without a single evaluation"));
}

TEST(Points, ThatAreNotFiniteAreRefusedWithTheAlgorithmsName) {
  const Sphere problem;
  for (const double value : {std::numeric_limits<double>::quiet_NaN()}) {
    Script algorithm([value](RunContext& ctx) {
      Population pop = op::initUniform(ctx, 10, 0);
      while (ctx.running(pop)) {
        pop.x(3)[1] = value;
        ctx.evaluate(pop);
      }
    });
    const RunRecord r = runOf(algorithm, problem);
    EXPECT_EQ(r.status, RunStatus::Failed);
    EXPECT_THAT(r.message, HasSubstr("'Script' asked for the evaluation of a point that is not finite"));
  }
}

TEST(Donors, ThatAreNoTasksAreRefused) {
  test::ToyProblem problem;
  problem.add(2, test::sphere).add(2, test::sphere);
  for (const int donor : {55, 2, -3}) {
    Script algorithm([donor](RunContext& ctx) {
      Population pop = op::initUniform(ctx, 10, 0);
      while (ctx.running(pop)) {
        pop.setOrigin(0, 0, donor);
        ctx.evaluate(pop);
      }
    });
    const RunRecord r = runOf(algorithm, problem);
    EXPECT_EQ(r.status, RunStatus::Failed);
    EXPECT_THAT(r.message, HasSubstr("names task " + std::to_string(donor + 1) + " as the donor"));
    EXPECT_THAT(r.message, HasSubstr("2 tasks"));
  }
}

TEST(NaN, InObjectivesAndConstraintsIsCountedAndSaid) {
  test::ToyProblem problem;
  int asked = 0;
  problem.add(
      2,
      [&asked](std::span<const double>, std::span<double> f, std::span<double> g) {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        f[0] = ++asked % 3 == 0 ? nan : 1.0;
        g[0] = asked % 5 == 0 ? nan : 0.0;
      },
      -5.0, 5.0, 1, 1);
  Script algorithm([](RunContext& ctx) {
    Population pop = op::initUniform(ctx, 10, 0);
    while (ctx.running(pop)) ctx.evaluate(pop);
  });
  const RunRecord r = runOf(algorithm, problem, 30);
  EXPECT_EQ(r.nonFinite, 10);
  EXPECT_THAT(r.message, HasSubstr("10 objective values were NaN or infinite"));
  EXPECT_THAT(r.message, HasSubstr("6 constraint values were NaN"));
}

TEST(Optimum, ThatIsBeatenIsSaid) {
  struct Stated final : test::ToyProblem {
    explicit Stated(double optimum) : optimum_(optimum) { add(3, test::sphere); }
    [[nodiscard]] Reference reference(int) const override { return {.hasOptimum = true, .optimum = optimum_}; }
    double optimum_;
  };
  Script algorithm([](RunContext& ctx) {
    Population pop = op::initUniform(ctx, 10, 0);
    while (ctx.running(pop)) ctx.evaluate(pop);
  });
  EXPECT_THAT(runOf(algorithm, Stated(1000.0)).message, HasSubstr("below the optimum 1000 that the problem states"));
  EXPECT_EQ(runOf(algorithm, Stated(0.0)).message, "");
}

TEST(StrictBudget, EvaluatesNothingBeyondIt) {
  const Sphere problem;
  int worst = 0;
  Script algorithm([&worst](RunContext& ctx) {
    Population pop = op::initUniform(ctx, 10, 0);
    while (ctx.running(pop)) ctx.evaluate(pop);
    for (int i = 0; i < pop.size(); ++i) worst += std::isinf(pop.obj(i)) && std::isinf(pop.cv(i)) && pop.born(i) == 0;
  });
  EXPECT_EQ(runOf(algorithm, problem, 25).evaluations.back(), 30) << "the default";
  EXPECT_EQ(worst, 0);
  const RunRecord r = runOf(algorithm, problem, 25, 5, true);
  EXPECT_EQ(r.evaluations.back(), 25);
  EXPECT_EQ(r.status, RunStatus::Finished) << r.message;
  EXPECT_EQ(r.message, "");
  EXPECT_EQ(worst, 5);
  EXPECT_EQ(runOf(algorithm, problem, 1, 1, true).evaluations.back(), 1);
}

TEST(StrictBudget, LeavesWhatWasNotEvaluatedOutOfPopulations) {
  test::ToyProblem problem;
  problem.add(3, test::zdt1, 0.0, 1.0, 2);
  Script algorithm([](RunContext& ctx) {
    Population pop = op::initUniform(ctx, 10, 0);
    while (ctx.running(pop)) ctx.evaluate(pop);
  });
  const RunRecord r = runOf(algorithm, problem, 14, 2, true);
  EXPECT_EQ(r.evaluations.back(), 14);
  EXPECT_EQ(r.fronts.back().objectives.rows(), 4);
}

TEST(StrictBudget, EndsAnAlgorithmThatWaitsForMore) {
  const Sphere problem;
  Script algorithm([](RunContext& ctx) {
    Population pop = op::initUniform(ctx, 10, 0);
    for (;;) ctx.evaluate(pop);
  });
  const RunRecord r = runOf(algorithm, problem, 25, 5, true);
  EXPECT_EQ(r.status, RunStatus::Failed);
  EXPECT_THAT(r.message, HasSubstr("--strict-budget"));
}

TEST(Traces, AreMeansBetweenCheckpointsAndKeepTheirLastValue) {
  test::ToyProblem problem;
  problem.add(2, test::sphere).add(2, test::sphere);
  Script algorithm(
      [](RunContext& ctx) {
        std::vector<Population> pops = op::initPerTask(ctx);
        while (ctx.running(pops)) {
          const int g = ctx.generation();
          ctx.trace("step", g);
          ctx.trace("step", g + 1.0);
          if (g == 1) ctx.trace("F", 0.5, 1);
          ctx.trace("rmp", 0.1 * g, 0, 1);
          for (Population& pop : pops) ctx.evaluate(pop);
        }
      },
      [](ParamVisitor& p) {
        p.trace("step", {.doc = "of the run", .per = TracePer::Run});
        p.trace("F", {.doc = "of a task"});
        p.trace("rmp", {.doc = "of a pair", .per = TracePer::Pair, .min = 0, .max = 1});
      });
  const RunRecord r = runOf(algorithm, problem, 100, 5);  // generations end at 20, 40, 60, 80, 100
  ASSERT_EQ(r.traces.size(), 3U);
  ASSERT_EQ(r.traces[0].size(), 5U);
  EXPECT_TRUE(std::isnan(r.traces[0][0])) << "nothing was reported before the first checkpoint";
  EXPECT_DOUBLE_EQ(r.traces[0][1], 1.5);
  EXPECT_DOUBLE_EQ(r.traces[0][4], 4.5);
  ASSERT_EQ(r.traces[1].size(), 10U);
  EXPECT_TRUE(std::isnan(r.traces[1][4]));    // never reported for task 1
  EXPECT_DOUBLE_EQ(r.traces[1][5 + 1], 0.5);  // task 2, second checkpoint
  EXPECT_DOUBLE_EQ(r.traces[1][5 + 4], 0.5);  // ... and still
  ASSERT_EQ(r.traces[2].size(), 20U);
  EXPECT_DOUBLE_EQ(r.traces[2][5 + 1], 0.1);  // receiver 1, donor 2
}

TEST(Traces, ThatAreNotDeclaredAreRefused) {
  const Sphere problem;
  Script algorithm([](RunContext& ctx) {
    Population pop = op::initUniform(ctx, 10, 0);
    ctx.trace("sigma", 1.0, 0);
  });
  EXPECT_THAT(runOf(algorithm, problem).message, HasSubstr("'sigma' is not declared"));
  Script other([](RunContext& ctx) { ctx.trace("sigma", 1.0); },
               [](ParamVisitor& p) { p.trace("sigma", {.doc = "of a task"}); });
  EXPECT_THAT(runOf(other, problem).message, HasSubstr("declared per task but reported per run"));
}

TEST(Traces, OfManyPairsAreMeansOverDonors) {
  test::ToyProblem problem;
  const int tasks = kMostTracedPairs + 1;
  for (int t = 0; t < tasks; ++t) problem.add(1, test::sphere);
  Script algorithm(
      [&](RunContext& ctx) {
        std::vector<Population> pops = op::initPerTask(ctx);
        ctx.trace("rmp", 1.0, 0, 1);
        ctx.trace("rmp", 3.0, 0, 2);
        ctx.running(pops);
      },
      [](ParamVisitor& p) { p.trace("rmp", {.doc = "of a pair", .per = TracePer::Pair}); });
  const RunRecord r = runOf(algorithm, problem, 10, 1);
  ASSERT_EQ(r.traces[0].size(), static_cast<std::size_t>(tasks));
  EXPECT_DOUBLE_EQ(r.traces[0][0], 2.0);
}

TEST(Start, GivenPointsComeFirstInEveryWayOfInitialising) {
  test::ToyProblem problem;
  problem.add(2, test::sphere).add(1, test::rastrigin);
  RunRequest request;
  request.problem = &problem;
  request.problemKey = "contract";
  request.budget = 10;
  request.population = 4;
  request.checkpoints = 1;
  request.start = {Matrix(1, 2, 1.0), Matrix(1, 1, 0.0)};  // the optima
  for (const bool multifactorial : {false, true}) {
    Script algorithm([&](RunContext& ctx) {
      if (multifactorial) {
        Population pop = op::initMultifactorial(ctx);
        ctx.running(pop);
      } else {
        std::vector<Population> pops = op::initPerTask(ctx);
        ctx.running(pops);
      }
    });
    const RunRecord r = executeRun(algorithm, request);
    EXPECT_THAT(r.objective, ElementsAre(DoubleEq(0.0), DoubleEq(0.0))) << multifactorial;
  }
}

/// Counts the batches of a run: the value of a point is how many came before.
class Counting final : public Problem {
 public:
  Counting() { tasks_.push_back({"counting", 1, 1, 0, {0.0}, {1.0}, true}); }
  struct State final : ProblemState {
    int batches = 0;
    [[nodiscard]] std::vector<double> save(int /*task*/) const override { return {static_cast<double>(batches)}; }
  };
  [[nodiscard]] std::unique_ptr<ProblemState> makeState() const override { return std::make_unique<State>(); }
  void evaluate(int, ConstMatView x, MatView objectives, MatView, EvalContext& ctx) const override {
    auto& state = static_cast<State&>(*ctx.state);
    for (int i = 0; i < x.rows; ++i) objectives(i, 0) = 100.0 - state.batches;
    ++state.batches;
  }
};

TEST(State, BelongsToTheRunAndIsKept) {
  const Counting problem;
  for (int again = 0; again < 2; ++again) {
    Script algorithm([](RunContext& ctx) {
      Population pop = op::initUniform(ctx, 10, 0);
      while (ctx.running(pop)) ctx.evaluate(pop);
    });
    const RunRecord r = runOf(algorithm, problem, 50, 2);
    EXPECT_EQ(r.objective.back(), 96.0);
    ASSERT_EQ(r.state.size(), 1U);
    EXPECT_THAT(r.state[0], ElementsAre(5.0));
  }
}

/// A point's value is worse each time it is evaluated.
class Fading final : public Problem {
 public:
  Fading() {
    tasks_.push_back({"fading", 1, 1, 0, {0.0}, {1.0}, true});
    reevaluatesBest_ = true;
    stochastic_ = true;
  }
  void evaluate(int, ConstMatView x, MatView objectives, MatView, EvalContext& ctx) const override {
    for (int i = 0; i < x.rows; ++i) objectives(i, 0) = static_cast<double>(ctx.firstEvaluation + i);
  }
};

TEST(NoisyBest, IsEvaluatedAnewWithEachBatchAndPaid) {
  const Fading problem;
  Script algorithm([](RunContext& ctx) {
    Population pop = op::initUniform(ctx, 10, 0);
    while (ctx.running(pop)) ctx.evaluate(pop);
  });
  const RunRecord r = runOf(algorithm, problem, 30, 3);
  // 10, then twice 10 and the best again.
  EXPECT_EQ(r.evaluations.back(), 32);
  EXPECT_EQ(r.ledger[0] + r.ledger[1], 32);
  // The best of the last batch is its first point; the old one has the value it had last in its batch.
  EXPECT_EQ(r.objective.back(), 21.0);
}

}  // namespace
}  // namespace tandem
