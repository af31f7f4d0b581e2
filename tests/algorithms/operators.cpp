// SPDX-License-Identifier: Apache-2.0
// Variation, boundary and selection operators, one by one.
#include "tandem/operators.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <set>
#include <vector>

#include "tandem/algorithm.h"
#include "tandem/engine/run.h"
#include "tandem/operators_joined.h"
#include "tandem/operators_mf.h"
#include "tandem/operators_transfer.h"
#include "toy_problems.h"

namespace tandem {
namespace {

/// Runs a piece of code as an algorithm, so that it has a context: tasks of 6 and 4 variables, 10 individuals each.
void inRun(const std::function<void(RunContext&)>& body) {
  class Piece final : public Algorithm {
   public:
    explicit Piece(const std::function<void(RunContext&)>& code) : code_(code) {}
    void run(RunContext& ctx) override {
      code_(ctx);
      if (ctx.evaluations() == 0) op::initUniform(ctx, 1, 0);  // a run without evaluations counts as failed
    }

   private:
    const std::function<void(RunContext&)>& code_;
  };
  test::ToyProblem problem;
  problem.add(6, test::sphere).add(4, test::rastrigin);
  RunRequest request;
  request.problem = &problem;
  request.problemKey = "toy";
  request.budget = 100000;
  request.population = 10;
  request.checkpoints = 1;
  Piece piece(body);
  const RunRecord record = executeRun(piece, request);
  EXPECT_EQ(record.status, RunStatus::Finished) << record.message;
}

TEST(Joined, CountsRowsAsPopulationSelectDoes) {
  Population pop(3, 2, 2);
  const ColumnId age = pop.addColumn("age");
  Population off = pop.like(2);
  for (int i = 0; i < 5; ++i) {
    Population& p = i < 3 ? pop : off;
    const int row = i < 3 ? i : i - 3;
    p.x(row)[0] = 0.1 * i;
    p.obj(row, 0) = 10.0 + i;
    p.obj(row, 1) = 20.0 + i;
    p.cv(row) = 30.0 + i;
    p.value(age, row) = i;
  }
  const op::Joined all(pop, off);
  ASSERT_EQ(all.size(), 5);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(all.isOffspring(i), i >= 3);
    EXPECT_EQ(&all.source(i), i < 3 ? &pop : &off);
    EXPECT_EQ(all.x(i)[0], 0.1 * i);
    EXPECT_EQ(all.obj(i, 1), 20.0 + i);
    EXPECT_EQ(all.cv(i), 30.0 + i);
    EXPECT_EQ(all.column(age, i)[0], i);
  }
  Matrix first(5, 1);  // as of a task with one objective
  std::vector<double> cv(5);
  all.values(first, cv);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(first(i, 0), 10.0 + i);
    EXPECT_EQ(cv[i], 30.0 + i);
  }
  const std::vector<int> order = {4, 0, 3};
  pop.select(off, order);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(pop.value(age, i), order[i]);
}

TEST(Sbx, KeepsTheMeanOfTheParentsAndLeavesHalfUncrossed) {
  Workspace ws;
  Rng rng(1);
  const std::vector<double> a(1000, 0.2);
  const std::vector<double> b(1000, 0.6);
  std::vector<double> c1(1000);
  std::vector<double> c2(1000);
  op::sbx(rng, a, b, c1, c2, 2.0);
  int untouched = 0;
  int inside = 0;
  for (std::size_t j = 0; j < a.size(); ++j) {
    EXPECT_NEAR(c1[j] + c2[j], 0.8, 1e-12);
    untouched += static_cast<int>(c1[j] == a[j]);
    inside += static_cast<int>(c1[j] > 0.2 && c1[j] < 0.6);
  }
  EXPECT_NEAR(untouched, 500, 80);
  EXPECT_NEAR(inside, 250, 70) << "contracting half of the spread factors";
  op::sbxFull(rng, a, b, c1, c2, 2.0);
  EXPECT_EQ(std::ranges::count(c1, 0.2), 0);
}

TEST(PolynomialMutation, StaysInTheBoxAndHitsTheGivenShare) {
  Workspace ws;
  Rng rng(2);
  std::vector<double> x(4000);
  rng.fillUniform(x);
  std::vector<double> before = x;
  op::polynomialMutation(rng, x, 5.0, 0.25);
  int moved = 0;
  for (std::size_t j = 0; j < x.size(); ++j) {
    EXPECT_GE(x[j], 0.0);
    EXPECT_LE(x[j], 1.0);
    moved += static_cast<int>(x[j] != before[j]);
  }
  EXPECT_NEAR(moved, 1000, 110);
}

TEST(PolynomialMutation, GivesNumbersForParentsOutsideTheBox) {
  Workspace ws;
  Rng rng(3);
  for (const double eta : {2.5, 5.0, 20.0}) {
    std::vector<double> x(200);
    for (std::size_t j = 0; j < x.size(); ++j) x[j] = j % 2 == 0 ? -0.7 : 1.9;
    op::polynomialMutation(rng, x, eta, 1.0);
    for (const double v : x) EXPECT_TRUE(std::isfinite(v)) << eta;
  }
}

TEST(SwapVariables, SwapsTheGivenShare) {
  Rng rng(4);
  std::vector<double> a(2000, 0.0);
  std::vector<double> b(2000, 1.0);
  op::swapVariables(rng, a, b, 0.3);
  const double swapped = std::accumulate(a.begin(), a.end(), 0.0);
  EXPECT_NEAR(swapped, 600, 90);
  EXPECT_EQ(swapped + std::accumulate(b.begin(), b.end(), 0.0), 2000.0);
}

TEST(Binomial, TakesTheGivenShareAndAtLeastOne) {
  Workspace ws;
  Rng rng(5);
  const std::vector<double> target(1000, 0.0);
  const std::vector<double> mutant(1000, 1.0);
  std::vector<double> out(1000);
  op::binomial(rng, target, mutant, 0.3, out);
  EXPECT_NEAR(std::accumulate(out.begin(), out.end(), 0.0), 300, 60);
  op::binomial(rng, target, mutant, 0.0, out);
  EXPECT_EQ(std::accumulate(out.begin(), out.end(), 0.0), 1.0);
  op::binomial(rng, target, mutant, 1.0, out);
  EXPECT_EQ(std::accumulate(out.begin(), out.end(), 0.0), 1000.0);
}

TEST(Exponential, TakesOneRunOfVariables) {
  Rng rng(6);
  const std::vector<double> target(10, 0.0);
  const std::vector<double> mutant(10, 1.0);
  std::vector<double> out(10);
  for (int trial = 0; trial < 50; ++trial) {
    op::exponential(rng, target, mutant, 0.7, out);
    int changes = 0;
    for (std::size_t j = 0; j < 10; ++j) changes += static_cast<int>(out[j] != out[(j + 1) % 10]);
    EXPECT_LE(changes, 2);
    EXPECT_GE(std::accumulate(out.begin(), out.end(), 0.0), 1.0);
  }
}

TEST(Boundaries, RepairWhatTheySay) {
  Rng rng(7);
  const std::vector<double> parent = {0.4, 0.5, 0.8};
  const std::vector<double> bad = {-0.5, 0.5, 1.5};
  std::vector<double> x = bad;
  op::clip(x);
  EXPECT_EQ(x, (std::vector<double>{0.0, 0.5, 1.0}));
  x = bad;
  op::midpoint(x, parent);
  EXPECT_EQ(x, (std::vector<double>{0.2, 0.5, 0.9}));
  x = bad;
  op::randomParent(rng, x, parent);
  EXPECT_TRUE(x[0] >= 0.0 && x[0] <= 0.4 && x[1] == 0.5 && x[2] >= 0.8 && x[2] <= 1.0);
  x = bad;
  op::randomReset(rng, x);
  EXPECT_TRUE(x[0] >= 0.0 && x[0] < 1.0 && x[1] == 0.5 && x[2] >= 0.0 && x[2] < 1.0);
  EXPECT_DOUBLE_EQ(op::squaredViolation(bad), 0.5);
  EXPECT_DOUBLE_EQ(op::squaredViolation(bad, -0.5, 1.25), 0.0625);
}

Population ranked(const std::vector<std::pair<double, double>>& cvAndObjective) {
  Population pop(isize(cvAndObjective), 1, 1);
  for (int i = 0; i < pop.size(); ++i) {
    pop.cv(i) = cvAndObjective[i].first;
    pop.obj(i) = cvAndObjective[i].second;
    pop.x(i)[0] = i;
  }
  return pop;
}

TEST(Ranking, FeasibleFirstThenObjectiveThenIndex) {
  const Population pop = ranked({{0.0, 2.0}, {1.0, 0.0}, {0.0, 1.0}, {0.0, 2.0}, {0.5, 9.0}});
  std::vector<int> order(5);
  op::sortByFitness(pop, order);
  EXPECT_EQ(order, (std::vector<int>{2, 0, 3, 4, 1}));
  EXPECT_EQ(op::bestIndex(pop), 2);
  EXPECT_EQ(op::worstIndex(pop), 1);
}

TEST(Selection, OneToOneReplacesUnlessWorse) {
  Population pop = ranked({{0.0, 2.0}, {0.0, 2.0}, {0.0, 2.0}});
  Population off = ranked({{0.0, 2.0}, {0.1, 1.0}, {0.0, 1.0}});
  for (int i = 0; i < 3; ++i) off.x(i)[0] = 10 + i;
  std::vector<std::uint8_t> replaced(3);
  op::selectOneToOne(pop, off, replaced);
  EXPECT_EQ(replaced, (std::vector<std::uint8_t>{1, 0, 1}));
  EXPECT_EQ(pop.x(0)[0], 10.0);
  EXPECT_EQ(pop.x(1)[0], 1.0);
}

TEST(Selection, ElitistAndPerTask) {
  inRun([](RunContext& ctx) {
    Population pop = ranked({{0.0, 5.0}, {0.0, 1.0}, {0.0, 3.0}});
    Population off = ranked({{0.0, 2.0}, {0.0, 4.0}});
    op::selectElitist(ctx, pop, off);
    EXPECT_EQ(pop.obj(0), 1.0);
    EXPECT_EQ(pop.obj(1), 2.0);
    EXPECT_EQ(pop.obj(2), 3.0);
    Population mixed = ranked({{0.0, 5.0}, {0.0, 1.0}, {0.0, 9.0}, {0.0, 8.0}});
    for (int i = 0; i < 4; ++i) mixed.task(i) = i / 2;
    Population children = ranked({{0.0, 2.0}, {0.0, 3.0}});  // both of task 0
    op::selectPerTask(ctx, mixed, children, 2);
    ASSERT_EQ(mixed.size(), 4);
    EXPECT_EQ(mixed.obj(0), 1.0);
    EXPECT_EQ(mixed.obj(1), 2.0);
    EXPECT_EQ(mixed.obj(2), 8.0);
    EXPECT_EQ(mixed.obj(3), 9.0);
  });
}

TEST(Selection, SurvivorsAreThoseOfAStableSort) {
  inRun([](RunContext& ctx) {
    Rng rng(21);
    for (const int size : {3, 40, 101, 128, 150}) {
      for (const bool violated : {false, true}) {
        // Few distinct values, so that many are equal, and some that count as worst.
        const auto some = [&](int n, int firstName) {
          std::vector<std::pair<double, double>> values(n);
          for (auto& [cv, objective] : values) {
            cv = violated ? rng.below(3) : 0.0;
            objective = rng.below(12);
            if (objective == 11.0) objective = std::numeric_limits<double>::infinity();
          }
          Population pop = ranked(values);
          for (int i = 0; i < n; ++i) pop.x(i)[0] = firstName + i;
          return pop;
        };
        Population pop = some(size, 0);
        for (int generation = 0; generation < 3; ++generation) {  // parents in no order, then in order
          const Population off = some(size + 1, 1000 * (generation + 1));
          std::vector<std::array<double, 3>> all;
          for (const Population* const from : {static_cast<const Population*>(&pop), &off}) {
            for (int i = 0; i < from->size(); ++i) all.push_back({from->cv(i), from->obj(i), from->x(i)[0]});
          }
          std::ranges::stable_sort(
              all, [](const auto& a, const auto& b) { return std::pair(a[0], a[1]) < std::pair(b[0], b[1]); });
          Population perTask = pop;
          op::selectPerTask(ctx, perTask, off, size);
          op::selectElitist(ctx, pop, off);
          for (int i = 0; i < size; ++i) {
            EXPECT_EQ(pop.x(i)[0], all[i][2]) << size << ", survivor " << i;
            EXPECT_EQ(perTask.x(i)[0], all[i][2]) << size << ", survivor " << i;
          }
        }
      }
    }
  });
}

TEST(Selection, RouletteFollowsTheWeights) {
  Rng rng(8);
  const std::vector<double> weights = {1.0, 0.0, 3.0};
  std::vector<int> hits(3, 0);
  for (int i = 0; i < 4000; ++i) ++hits[op::roulette(rng, weights)];
  EXPECT_EQ(hits[1], 0);
  EXPECT_NEAR(hits[2], 3000, 150);
}

TEST(Multifactorial, StartBalancesTheTasks) {
  inRun([](RunContext& ctx) {
    const Population pop = op::initMultifactorial(ctx);
    EXPECT_EQ(pop.size(), 20);
    EXPECT_EQ(std::ranges::count(pop.taskColumn(), 0), 10);
    EXPECT_EQ(ctx.evaluations(), 40) << "each individual on every task";
    const Population once = op::initMultifactorialOnce(ctx);
    EXPECT_EQ(std::ranges::count(once.taskColumn(), 1), 10);
    EXPECT_EQ(ctx.evaluations(), 60);
  });
}

TEST(Multifactorial, PairsUseEverybodyAndImitationTagsTheOther) {
  inRun([](RunContext& ctx) {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size() + 1);
    std::multiset<int> parents;
    int first = 0;
    const op::GaVariation variation;
    op::matePairs(ctx, pop, off, [&](int p1, int p2, int c1, int c2) {
      parents.insert(p1);
      parents.insert(p2);
      off.x(c1)[0] = 7.0;  // to be clipped
      const int heir = op::imitate(ctx.rng(), pop, p1, p2, off, c1);
      EXPECT_EQ(off.task(c1), pop.task(heir));
      const int donor = pop.task(heir == p1 ? p2 : p1);
      EXPECT_EQ(off.donor(c1), donor == off.task(c1) ? kNative : donor);
      first += static_cast<int>(heir == p1);
      op::mutateAlone(ctx, variation, pop, p2, off, c2);
      EXPECT_EQ(off.task(c2), pop.task(p2));
      EXPECT_EQ(off.donor(c2), kNative);
    });
    EXPECT_EQ(parents.size(), 20U);
    EXPECT_EQ(std::set<int>(parents.begin(), parents.end()).size(), 20U);
    EXPECT_GT(first, 0);
    EXPECT_LT(first, 10);
    for (int i = 0; i < off.size(); i += 2) EXPECT_EQ(off.x(i)[0], 1.0);
  });
}

TEST(MatingMatrix, LearnsWhichTasksAreAlike) {
  // Two populations on the same spot and, for comparison, two far apart.
  for (const bool alike : {true, false}) {
    inRun([&](RunContext& ctx) {
      Population pop = ctx.makePopulation(200);
      for (int i = 0; i < pop.size(); ++i) {
        pop.task(i) = i % 2;
        const double centre = i % 2 == 0 || alike ? 0.3 : 0.8;
        for (double& v : pop.x(i)) v = ctx.rng().normal(centre, 0.05);
      }
      op::MatingMatrix rmp(2, ctx.maxDim());
      double mean = 0.0;
      for (int k = 0; k < 20; ++k) {
        rmp.learn(ctx, pop);
        EXPECT_EQ(rmp(0, 1), rmp(1, 0));
        mean += rmp(0, 1) / 20.0;
      }
      if (alike) {
        EXPECT_GT(mean, 0.2);
      } else {
        EXPECT_LT(mean, 0.05);
      }
    });
  }
}

}  // namespace
}  // namespace tandem
