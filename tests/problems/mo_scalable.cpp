// SPDX-License-Identifier: Apache-2.0
// DTLZ with numbers of objectives other than those recorded, and the Pareto sets of CEC19-MTMO-CPLX.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "problems_support.h"
#include "tandem/error.h"

namespace tandem::test {
namespace {

double sum(std::span<const double> v) {
  double s = 0.0;
  for (const double f : v) s += f;
  return s;
}
double norm(std::span<const double> v) {
  double s = 0.0;
  for (const double f : v) s += f * f;
  return std::sqrt(s);
}

class Dtlz : public ::testing::TestWithParam<int> {
 protected:
  static BuiltProblem build(const char* name, int objectives) {
    return buildProblem(builtins(), name, {{"objectives", std::to_string(objectives)}}, {});
  }
  /// Random positions, all distance variables at `distance`.
  static Matrix points(const Problem& problem, double distance) {
    const TaskInfo& task = problem.tasks()[0];
    Matrix x(20, task.dim, distance);
    Rng rng(3);
    for (int i = 0; i < x.rows(); ++i) {
      for (int j = 0; j + 1 < task.objectives; ++j) x(i, j) = rng.uniform();
    }
    return x;
  }
};

TEST_P(Dtlz, PlaneAndSphereAreMetByParetoSetAndFront) {
  const int m = GetParam();
  for (const char* name : {"DTLZ1", "DTLZ2", "DTLZ3", "DTLZ4"}) {
    SCOPED_TRACE(name);
    const BuiltProblem built = build(name, m);
    ASSERT_EQ(built.problem->tasks()[0].objectives, m);
    EXPECT_EQ(built.problem->tasks()[0].dim, m - 1 + (name[4] == '1' ? 5 : 10));
    const bool plane = name[4] == '1';
    const Values set = evaluate(*built.problem, 0, points(*built.problem, 0.5));
    for (int i = 0; i < set.objectives.rows(); ++i) {
      EXPECT_NEAR(plane ? sum(set.objectives.row(i)) * 2 : norm(set.objectives.row(i)), 1.0, 1e-12);
    }
    const Values off = evaluate(*built.problem, 0, points(*built.problem, 0.4));
    EXPECT_GT(plane ? sum(off.objectives.row(0)) * 2 : norm(off.objectives.row(0)), 1.05);
    const Matrix front = built.problem->reference(0).front;
    ASSERT_EQ(front.cols(), m);
    EXPECT_LE(front.rows(), 10000);
    EXPECT_GT(front.rows(), 1000);
    for (int i = 0; i < front.rows(); ++i) {
      // Lattice entries are at least 1e-6, so that sums are off by that much.
      EXPECT_NEAR(plane ? sum(front.row(i)) * 2 : norm(front.row(i)), 1.0, 1e-6 * m) << "row " << i;
    }
  }
}

TEST_P(Dtlz, DegenerateAndDisconnectedFronts) {
  const int m = GetParam();
  for (const char* name : {"DTLZ5", "DTLZ6"}) {
    SCOPED_TRACE(name);
    const BuiltProblem built = build(name, m);
    const Values set = evaluate(*built.problem, 0, points(*built.problem, name[4] == '5' ? 0.5 : 0.0));
    for (int i = 0; i < set.objectives.rows(); ++i) EXPECT_NEAR(norm(set.objectives.row(i)), 1.0, 1e-12);
    const Matrix front = built.problem->reference(0).front;
    for (int i = 0; i < front.rows(); i += 97) EXPECT_NEAR(norm(front.row(i)), 1.0, 1e-12);
  }
  const BuiltProblem seven = build("DTLZ7", m);
  const Matrix front = seven.problem->reference(0).front;
  Matrix x(1, seven.problem->tasks()[0].dim, 0.0);
  for (int i = 0; i < front.rows(); i += 101) {
    for (int k = 0; k + 1 < m; ++k) x(0, k) = front(i, k);
    EXPECT_NEAR(evaluate(*seven.problem, 0, x).objectives(0, m - 1), front(i, m - 1), 1e-10);
  }
}

TEST_P(Dtlz, ConstrainedFrontsAreFeasibleInObjectiveSpace) {
  const int m = GetParam();
  // All variables of a block are equal, so that objective k is the block's value (its power, for DTLZ9).
  const BuiltProblem eight = build("DTLZ8", m);
  const Matrix front = eight.problem->reference(0).front;
  ASSERT_GT(front.rows(), 10);
  Matrix x(1, eight.problem->tasks()[0].dim);
  for (int i = 0; i < front.rows(); i += 7) {
    const int block = x.cols() / m;
    for (int j = 0; j < x.cols(); ++j) x(0, j) = front(i, j / block);
    const Values values = evaluate(*eight.problem, 0, x);
    for (const double g : values.constraints.values()) EXPECT_LE(g, 1e-5) << "row " << i;
    for (int k = 0; k < m; ++k) EXPECT_NEAR(values.objectives(0, k), front(i, k), 1e-12);
  }
  const BuiltProblem nine = build("DTLZ9", m);
  const Matrix arc = nine.problem->reference(0).front;
  for (int i = 0; i < arc.rows(); i += 101) EXPECT_NEAR(std::hypot(arc(i, 0), arc(i, m - 1)), 1.0, 1e-12);
}

INSTANTIATE_TEST_SUITE_P(Objectives, Dtlz, ::testing::Values(2, 3, 5, 8));

TEST(DtlzParameters, TooFewVariablesAreRefused) {
  EXPECT_THROW(buildProblem(builtins(), "DTLZ2", {{"objectives", "5"}, {"dim", "4"}}, {}), InputError);
  // Blocks are made whole.
  const BuiltProblem built = buildProblem(builtins(), "DTLZ8", {{"objectives", "3"}, {"dim", "10"}}, {});
  EXPECT_EQ(built.problem->tasks()[0].dim, 12);
}

TEST(DtlzParameters, Dtlz4HasThePaperExponentOnDemand) {
  const Matrix x(1, 12, 0.5);
  const BuiltProblem reference = buildProblem(builtins(), "DTLZ4", {}, {});
  const BuiltProblem paper = buildProblem(builtins(), "DTLZ4", {{"alpha", "100"}}, {});
  EXPECT_NEAR(evaluate(*reference.problem, 0, x).objectives(0, 2), std::sin(0.25 * std::numbers::pi), 1e-12);
  EXPECT_NEAR(evaluate(*paper.problem, 0, x).objectives(0, 2), 0.0, 1e-12);
}

/// Problems that round variables or look them up in tables: a value that is not a number must not be taken for one, and
/// one far outside the box must not reach beyond a table.
TEST(Lookups, StrangeVariablesDoNoHarm) {
  for (const char* name : {"CEC20-RWCO22", "CEC20-RWCO26", "CEC20-RWCO30", "SCP", "MOSCP"}) {
    SCOPED_TRACE(name);
    const BuiltProblem built = buildProblem(builtins(), name, {}, {});
    const int dim = built.problem->tasks()[0].dim;
    for (int j = 0; j < dim; ++j) {
      for (const double strange : {std::nan(""), 1e300, -1e300, 1e9, -1e9}) {
        Matrix x(1, dim, 1.0);
        x(0, j) = strange;
        const Values values = evaluate(*built.problem, 0, x);
        if (std::isnan(strange)) {
          EXPECT_FALSE(std::isfinite(values.objectives(0, 0))) << "variable " << j + 1;
        }
      }
    }
  }
}

/// In boxes that hold the curves, following them leads to the front: LZ09-F1, F2 (its twin F9) and F3.
TEST(Cec19MtmoCplx, FollowingTheCurveLeadsToTheFront) {
  constexpr double kPi = std::numbers::pi;
  struct Case {
    const char* problem;
    int task;
    double frontExponent;
    double (*curve)(double p, int j, int dim);  // j from 1
  };
  const Case cases[] = {
      {"CEC19-MTMO-CPLX1", 0, 0.5,
       [](double p, int j, int dim) { return std::pow(p, 0.5 * (dim + 3.0 * j - 8.0) / (dim - 2.0)); }},
      {"CEC19-MTMO-CPLX1", 1, 0.5, [](double p, int j, int dim) { return std::sin(6 * kPi * p + j * kPi / dim); }},
      {"CEC19-MTMO-CPLX4", 1, 2.0, [](double p, int j, int dim) { return std::sin(6 * kPi * p + j * kPi / dim); }},
      {"CEC19-MTMO-CPLX6", 0, 0.5,
       [](double p, int j, int dim) {
         const double angle = 6 * kPi * p + j * kPi / dim;
         return 0.8 * p * (j % 2 == 1 ? std::cos(angle) : std::sin(angle));
       }},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.problem);
    const BuiltProblem built = buildProblem(builtins(), c.problem, {}, {});
    const int dim = built.problem->tasks()[c.task].dim;
    for (const double p : {0.0, 0.2, 0.7, 1.0}) {
      Matrix x(1, dim, p);
      for (int j = 2; j <= dim; ++j) x(0, j - 1) = 0.5 + 0.5 * c.curve(p, j, dim);
      const Values on = evaluate(*built.problem, c.task, x);
      EXPECT_NEAR(on.objectives(0, 0), p, 1e-12);
      EXPECT_NEAR(on.objectives(0, 1), 1.0 - std::pow(p, c.frontExponent), 1e-12);
      x(0, 1) += 0.5;  // an even variable: burdens the first objective
      EXPECT_GT(evaluate(*built.problem, c.task, x).objectives(0, 0), p + 0.1);
    }
  }
}

}  // namespace
}  // namespace tandem::test
