// SPDX-License-Identifier: Apache-2.0
// LSMMOP against lsmmop.json, which lsmmop.py writes from the paper's formulas.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "problems_support.h"

namespace tandem::test {
namespace {

TEST(Lsmmop, ValuesAreThoseOfTheFormulas) {
  std::ifstream in(std::string(TANDEM_TEST_DATA) + "/lsmmop.json");
  ASSERT_TRUE(in);
  const nlohmann::json records = nlohmann::json::parse(in);
  ASSERT_EQ(records.size(), 32U);
  for (const auto& r : records) {
    const std::string name = r["problem"].get<std::string>();
    SCOPED_TRACE(name + " task " + r["task"].dump() + " dim " + r["dim"].dump());
    const BuiltProblem built =
        buildProblem(builtins(), name, {{"dim", r["dim"].dump()}, {"sparsity", r["sparsity"].dump()}});
    for (const auto& point : r["points"]) {
      const auto x = point["x"].get<std::vector<double>>();
      const auto f = point["f"].get<std::vector<double>>();
      Matrix row(1, isize(x));
      std::ranges::copy(x, row.values().begin());
      const Values values = evaluate(*built.problem, r["task"].get<int>() - 1, row);
      for (int m = 0; m < 2; ++m) EXPECT_NEAR(values.objectives(0, m), f[m], 1e-12 * (1.0 + std::fabs(f[m])));
    }
  }
}

// Distances 1, 3, 5, 6 and 7 are 0 with k variables at pi/3 and the others at 0; the front is what the position gives.
TEST(Lsmmop, SparsePointsLieOnTheFront) {
  for (const auto& [name, task] :
       {std::pair{"MMOP-NS2", 0}, {"MMOP-NS2", 1}, {"MMOP-HS2", 0}, {"MMOP-HS2", 1}, {"MMOP-NS1", 1}}) {
    const BuiltProblem built = buildProblem(builtins(), name, {{"dim", "101"}});
    const Matrix front = built.problem->reference(task).front;
    Matrix x(front.rows(), 101);
    for (int i = 0; i < x.rows(); ++i) {
      x(i, 0) = ratio(i, x.rows() - 1);
      for (int j = 1; j <= 10; ++j) x(i, j) = M_PI / 3.0;
    }
    const Values values = evaluate(*built.problem, task, x);
    for (int i = 0; i < x.rows(); ++i) {
      for (int m = 0; m < 2; ++m) ASSERT_NEAR(values.objectives(i, m), front(i, m), 1e-12) << name << " " << task;
    }
  }
}

TEST(Lsmmop, TheLowerBoundCountsAsZeroWhereThatIsAskedFor) {
  Matrix x(1, 20, -1.0);
  x(0, 0) = 0.5;
  Matrix zero(1, 20);
  zero(0, 0) = 0.5;
  const BuiltProblem paper = buildProblem(builtins(), "MMOP-MS1", {{"dim", "20"}});
  const BuiltProblem platform = buildProblem(builtins(), "MMOP-MS1", {{"dim", "20"}, {"zeroAtLower", "true"}});
  const double atZero = evaluate(*paper.problem, 0, zero).objectives(0, 0);
  EXPECT_EQ(evaluate(*platform.problem, 0, x).objectives(0, 0), atZero);
  EXPECT_NE(evaluate(*paper.problem, 0, x).objectives(0, 0), atZero);
}

TEST(Families, HaveTheirSizes) {
  EXPECT_EQ(builtins().problems.match("WCCI20-Augmented*").size(), 127U);
  EXPECT_EQ(builtins().problems.find("WCCI20-Augmented8").doc, "Ten shifted and rotated tasks of Sphere, Rosenbrock");
  const auto all = buildProblem(builtins(), "WCCI20-Augmented127").problem;
  EXPECT_EQ(all->taskCount(), 10);
  EXPECT_EQ(all->tasks()[9].dim, 50);
  EXPECT_EQ(buildProblem(builtins(), "Scaling-T5000").problem->taskCount(), 5000);
  EXPECT_EQ(buildProblem(builtins(), "Scaling-D1000").problem->tasks()[1].dim, 1000);
  const auto low = buildProblem(builtins(), "CEC17-10D-MTSO6-PI-LS").problem;
  EXPECT_EQ(low->tasks()[0].dim, 10);
  EXPECT_EQ(low->tasks()[1].dim, 5);
}

TEST(Families, FewerTasksAreTheFirstOnesOfMore) {
  for (const auto& [name, dim] : {std::pair{"WCCI20-Augmented100", 50}, {"Scaling-T2", 10}}) {
    const auto few = buildProblem(builtins(), name, {{"tasks", "2"}}).problem;
    const auto many = buildProblem(builtins(), name, {{"tasks", "30"}}).problem;
    const Matrix x(1, dim, 0.3);
    for (int t = 0; t < 2; ++t) {
      EXPECT_EQ(evaluate(*few, t, x).objectives(0, 0), evaluate(*many, t, x).objectives(0, 0)) << name;
    }
  }
}

}  // namespace
}  // namespace tandem::test
