// SPDX-License-Identifier: Apache-2.0
// Problems of descriptions (docs/composer.md), formulas, and problems of some of another's tasks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <thread>

#include "problems/base/composed/composer.h"
#include "problems/base/composed/formula.h"
#include "problems_support.h"
#include "tandem/engine/run.h"
#include "tandem/error.h"
#include "tandem/similarity.h"
#include "tandem/specification/document.h"

namespace tandem::test {
namespace {

using prob::composeProblem;
using prob::Formula;
using testing::HasSubstr;

double value(const std::string& text, std::vector<double> x, const std::map<std::string, double>& constants = {}) {
  const Formula formula({.text = text, .dim = isize(x), .constants = constants});
  return Formula::Loan(formula)(x);
}
/// "place: what is wrong"
std::string complaint(const std::string& text, int dim = 3) {
  try {
    (void)Formula({.text = text, .dim = dim, .constants = {}});
  } catch (const prob::FormulaError& e) {
    return std::to_string(e.at()) + ": " + e.what();
  }
  return "";
}

TEST(Formula, ValuesAreThoseOfTheArithmetic) {
  const std::vector<double> x = {1.5, -2.0, 0.5};
  EXPECT_DOUBLE_EQ(value("sum(x^2) + sin(x[0])", x), 1.5 * 1.5 + 4.0 + 0.25 + std::sin(1.5));
  EXPECT_DOUBLE_EQ(value("prod(x) - mean(abs(x))", x), -1.5 - 4.0 / 3.0);
  EXPECT_DOUBLE_EQ(value("max(x) + 10*min(x) + norm(x)", x), 1.5 - 20.0 + std::sqrt(6.5));
  EXPECT_DOUBLE_EQ(value("max(x[0], x[1], 3) + min(1, 2)", x), 4.0);
  EXPECT_DOUBLE_EQ(value("sum(100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2, 0, n-2)", x),
                   100 * std::pow(-2 - 2.25, 2) + 0.25 + 100 * std::pow(0.5 - 4, 2) + 9);
  EXPECT_DOUBLE_EQ(value("sum(sum(x, 0, i)^2)", x), 2.25 + 0.25 + 0.0);  // Schwefel 1.2
  EXPECT_DOUBLE_EQ(value("sum((i + 1)*x[n - 1 - i])", x), 0.5 - 4.0 + 4.5);
  EXPECT_DOUBLE_EQ(value("sum(0.5^i, 0, 5) + sum(i, 3, 2) + prod(i, 3, 2)", x), 63.0 / 32.0 + 1.0);
  EXPECT_DOUBLE_EQ(value("x[0] > 0 && x[1] <= -2 ? 1e2 + .5 : -1", x), 100.5);
  EXPECT_DOUBLE_EQ(value("-2^2 + a*pi + e + mod(-1, 3)", x, {{"a", 2.0}}), -4 + 2 * M_PI + M_E + 2);
}

TEST(Formula, LongSumsAreLoopsWithTheSameValues) {
  std::vector<double> x(5000);
  for (int j = 0; j < isize(x); ++j) x[j] = 0.25 * (j % 7 - 3);
  double sum = 0.0;
  double pairs = 0.0;
  double nested = 0.0;
  double most = -1.0;
  for (int j = 0; j < isize(x); ++j) {
    sum += x[j] * x[j];
    most = std::max(most, x[j] - 1e-3 * j);
    if (j + 1 < isize(x)) pairs += x[j] * x[j + 1];
    for (int k = std::max(0, j - 2); k <= j; ++k) nested += x[k];
  }
  EXPECT_DOUBLE_EQ(value("sum(x^2)", x), sum);
  EXPECT_DOUBLE_EQ(value("sum(x[i]*x[i+1], 0, n-2)", x), pairs);
  EXPECT_DOUBLE_EQ(value("max(x - 0.001*i)", x), most);
  EXPECT_DOUBLE_EQ(value("sum(sum(x, max(0, i-2), i))", x), nested);
}

TEST(Formula, WhatIsNoNumberStaysSo) {
  EXPECT_TRUE(std::isnan(value("log(x[0])", {-1.0})));
  EXPECT_TRUE(std::isnan(value("max(sqrt(x))", {4.0, -1.0, 9.0})));
  EXPECT_TRUE(std::isnan(value("min(sqrt(x[0]), 1)", {-1.0})));
  EXPECT_EQ(value("1/x[0]", {0.0}), std::numeric_limits<double>::infinity());
}

TEST(Formula, ComplaintsSayWhereAndWhat) {
  EXPECT_THAT(complaint("1 + sine(x[0])"), HasSubstr("4: there is no 'sine'; the nearest names are 'sin'"));
  EXPECT_THAT(complaint("x[0] + x[3]"), HasSubstr("9: there is no x[3]; the 3 variables are x[0] to x[2]"));
  EXPECT_THAT(complaint("sum(x[i+1])"), HasSubstr("x[3] for i = 2"));
  EXPECT_THAT(complaint("2 * x"), HasSubstr("4: 'x' alone"));
  EXPECT_THAT(complaint("2 * i"), HasSubstr("4: 'i' counts"));
  EXPECT_THAT(complaint("(1 + 2"), HasSubstr("it ends too early"));
  EXPECT_THAT(complaint("sum(x"), HasSubstr("3: '(' is not closed"));
  EXPECT_THAT(complaint("1 +* 2"), HasSubstr("3: "));
  EXPECT_THAT(complaint("x[0] = 3"), HasSubstr("5: '=' is no operator"));
  EXPECT_THAT(complaint("1, 2"), HasSubstr("comma"));
  EXPECT_THAT(complaint(" "), HasSubstr("a formula is missing"));
  EXPECT_THAT(complaint("x[x[0]]"), HasSubstr("i and n only"));
  EXPECT_THAT(complaint("x[0.5]"), HasSubstr("no whole number"));
  EXPECT_THAT(complaint("mean(x, 2, 1)"), HasSubstr("nothing to fold"));
  EXPECT_THAT(complaint("sum(x, 0, 9)"), HasSubstr("beyond the 3 variables"));
  std::string deep;
  for (int k = 0; k < 100; ++k) deep += "sum(";
  EXPECT_THAT(complaint(deep + "1" + std::string(100, ')'), 1), HasSubstr("too deeply"));
}

TEST(Formula, ThreadsDoNotDisturbEachOther) {
  const Formula formula({.text = "sum(x^2 - 10*cos(2*pi*x) + 10)", .dim = 20, .constants = {}});
  const auto at = [&](int k) {
    Formula::Loan loan(formula);
    return loan(std::vector<double>(20, 0.01 * k));
  };
  std::vector<double> alone;
  for (int k = 0; k < 400; ++k) alone.push_back(at(k));
  std::vector<double> together(alone.size());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int k = t; k < isize(together); k += 4) together[k] = at(k);
    });
  }
  for (std::thread& t : threads) t.join();
  EXPECT_EQ(alone, together);
}

BuiltProblem composed(const std::string& toml) {
  return composeProblem(Document::parse(toml, "mine.toml"));
}
std::string refusal(const std::string& toml) {
  try {
    (void)composed(toml);
  } catch (const InputError& e) {
    return e.what();
  }
  return "";
}

constexpr const char* kPair = R"toml(
name = "Pair"   # a comment
seed = 3
budget = 5000
population = 20
[relation]
overlap = 0.5
[[task]]
base = "Rosenbrock"
dim = 10
rotation = "own"
condition = 100
bias = 7.0
[[task]]
name = "second"
base = "ackley"
dim = 8
lower = -3
upper = [3, 3, 3, 3, 3, 3, 3, 6]
rotation = "shared"
)toml";

TEST(Composed, TasksAreAsDescribed) {
  const BuiltProblem built = composed(kPair);
  const Problem& problem = *built.problem;
  EXPECT_EQ(problem.title(), "Pair");
  EXPECT_EQ(problem.defaultBudget(), 5000);
  EXPECT_EQ(problem.defaultPopulation(), 20);
  ASSERT_EQ(problem.taskCount(), 2);
  EXPECT_EQ(problem.tasks()[0].name, "Rosenbrock");
  EXPECT_EQ(problem.tasks()[1].name, "second");
  EXPECT_EQ(problem.tasks()[1].upper[7], 6.0);
  std::vector<std::vector<double>> unified;
  for (int t = 0; t < 2; ++t) {
    const TaskInfo& info = problem.tasks()[t];
    const Reference known = problem.reference(t);
    ASSERT_TRUE(known.hasOptimum);
    EXPECT_NEAR(known.optimum, t == 0 ? 7.0 : 0.0, 1e-9);
    unified.emplace_back();
    for (int j = 0; j < info.dim; ++j) {
      unified[t].push_back((known.optimumPoint[j] - info.lower[j]) / (info.upper[j] - info.lower[j]));
      EXPECT_GE(unified[t][j], 0.1 - 1e-12);
      EXPECT_LE(unified[t][j], 0.9 + 1e-12);
    }
  }
  int alike = 0;
  for (int j = 0; j < 8; ++j) alike += std::fabs(unified[0][j] - unified[1][j]) < 1e-9 ? 1 : 0;
  EXPECT_GE(alike, 3);  // five of the ten coordinates, of which the second task has eight
  EXPECT_LE(alike, 5);
  EXPECT_NE(problem.deviceForm(), nullptr);
}

TEST(Composed, TheSameDescriptionIsTheSameProblem) {
  const Document document = Document::parse(kPair, "mine.toml");
  const Document again = Document::parse(document.canonical(), "canonical");
  EXPECT_EQ(document.canonical(), again.canonical());
  EXPECT_EQ(document.canonical().find('#'), std::string::npos);
  const BuiltProblem one = composeProblem(document);
  const BuiltProblem two = composeProblem(again);
  EXPECT_EQ(one.checksum, two.checksum);
  EXPECT_FALSE(one.checksum.empty());
  EXPECT_EQ(one.problem->reference(0).optimumPoint, two.problem->reference(0).optimumPoint);
  std::string other = kPair;
  other.replace(other.find("seed = 3"), 8, "seed = 4");
  EXPECT_NE(composed(other).checksum, one.checksum);
  EXPECT_NE(composed(other).problem->reference(0).optimumPoint, one.problem->reference(0).optimumPoint);
}

TEST(Composed, SimilarityIsReached) {
  for (const double wanted : {0.6, 0.75, 0.9}) {
    const BuiltProblem built =
        composed("name = \"S\"\n[relation]\noverlap = 1\nsimilarity = " + std::to_string(wanted) +
                 "\n[[task]]\nbase = \"Sphere\"\ndim = 10\n[[task]]\nbase = \"Schwefel-2.22\"\n"
                 "rotation = \"own\"\ndim = 10\ncondition = 10000\ncount = 2\n");
    const Similarity similarity = taskSimilarity(*built.problem);
    EXPECT_NEAR(similarity.correlation(0, 1), wanted, 0.01);
    EXPECT_NEAR(similarity.correlation(0, 2), wanted, 0.01);
    for (int t = 0; t < 3; ++t) EXPECT_NEAR(built.problem->reference(t).optimum, 0.0, 1e-9);
  }
  EXPECT_THAT(refusal("name = \"S\"\n[relation]\nsimilarity = -0.9\n[[task]]\nbase = \"Sphere\"\ndim = 5\n"
                      "[[task]]\nbase = \"Ackley\"\ndim = 5\n"),
              HasSubstr("mine.toml:3:14: the similarity of task 2 to the first can be from "));
}

std::string textOf(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Those of examples/compose: each is run, and told of.
TEST(Composed, TheShippedDescriptionsRun) {
  const std::filesystem::path folder = std::filesystem::path(TANDEM_SOURCE_DIR) / "examples" / "compose";
  const std::string told = textOf(std::filesystem::path(TANDEM_SOURCE_DIR) / "docs" / "composer.md");
  int found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    SCOPED_TRACE(name);
    ++found;
    EXPECT_THAT(told, HasSubstr("`" + name + "`"));
    const BuiltProblem built = composeProblem(Document::parse(textOf(entry.path()), name));
    const bool several = built.problem->tasks()[0].objectives > 1;
    const auto algorithm = builtins().algorithms.find(several ? "MO-MFEA" : "MFEA").make();
    RunRequest request;
    request.problem = built.problem.get();
    request.algorithm = several ? "MO-MFEA" : "MFEA";
    request.problemKey = name;
    request.budget = 4000;
    request.population = 20;
    request.checkpoints = 5;
    const RunRecord record = executeRun(*algorithm, request);
    EXPECT_EQ(record.status, RunStatus::Finished) << record.message;
    EXPECT_EQ(record.nonFinite, 0);
  }
  EXPECT_EQ(found, 5);
}

TEST(Composed, FormulasConstraintsAndNoise) {
  const BuiltProblem built = composed(R"toml(
name = "Own"
[[task]]
f = "a*sum(x^2) + sin(x[0])"
dim = 2
lower = -1
upper = 1
constants = { a = 2 }
constraints = ["x[0] + x[1] >= 1", "x[0] == x[1]", "x[0] - 0.5", "norm(x) <= 2"]
equality_tolerance = 0.01
[[task]]
f = ["x[0]", "1 - sqrt(x[0]) + x[1]"]
dim = 2
lower = 0
upper = 1
hv_reference = [1.1, 1.1]
front = [[0, 1], [1, 0]]
[[task]]
f = "sum(x^2)"
shift = [0.5, -0.5]
scale = 2
optimum = [0.5, -0.5]
dim = 2
lower = -1
upper = 1
noise = 0.5
)toml");
  const Problem& problem = *built.problem;
  Matrix x(1, 2);
  x(0, 0) = 0.25;
  x(0, 1) = 0.5;
  const Values first = evaluate(problem, 0, x);
  EXPECT_DOUBLE_EQ(first.objectives(0, 0), 2 * (0.0625 + 0.25) + std::sin(0.25));
  EXPECT_DOUBLE_EQ(first.constraints(0, 0), 0.25);
  EXPECT_DOUBLE_EQ(first.constraints(0, 1), 0.24);
  EXPECT_DOUBLE_EQ(first.constraints(0, 2), -0.25);
  EXPECT_LT(first.constraints(0, 3), 0.0);
  const Values second = evaluate(problem, 1, x);
  EXPECT_DOUBLE_EQ(second.objectives(0, 0), 0.25);
  EXPECT_DOUBLE_EQ(second.objectives(0, 1), 1.0);
  EXPECT_EQ(problem.reference(1).front.rows(), 2);
  EXPECT_TRUE(problem.stochastic());
  EXPECT_EQ(problem.reference(2).optimum, 0.0);
  double sum = 0.0;
  double squares = 0.0;
  constexpr int kDraws = 4000;
  for (int k = 0; k < kDraws; ++k) {
    const double f = evaluate(problem, 2, x, static_cast<std::uint64_t>(k)).objectives(0, 0) - 4 * (0.0625 + 1.0);
    sum += f;
    squares += f * f;
  }
  EXPECT_NEAR(sum / kDraws, 0.0, 0.04);
  EXPECT_NEAR(std::sqrt(squares / kDraws), 0.5, 0.03);
}

TEST(Composed, ComplaintsNameLineColumnAndNearest) {
  const std::string head = "name = \"M\"\n[[task]]\ndim = 2\nlower = 0\nupper = 1\n";
  EXPECT_THAT(refusal(head + "base = \"Sphare\"\n"),
              HasSubstr("mine.toml:6:8: there is no function 'Sphare'; did you mean 'Sphere'"));
  EXPECT_THAT(refusal(head + "f = \"1 + sine(x[0])\"\n"), HasSubstr("mine.toml:6:10: there is no 'sine'"));
  EXPECT_THAT(refusal(head + "f = \"1\"\nconstraints = [\"x[0] < 1\"]\n"),
              HasSubstr("mine.toml:7:22: '<' is no condition"));
  EXPECT_THAT(refusal(head + "f = \"1\"\nnoize = 1\n"),
              HasSubstr("mine.toml:7:1: unknown key 'noize'; the nearest are 'noise'"));
  EXPECT_THAT(refusal(head), HasSubstr("either 'base'"));
  EXPECT_THAT(refusal("[[task]]\nbase = \"Sphere\"\ndim = 2\n"), HasSubstr("needs a 'name'"));
  EXPECT_THAT(refusal("name = \"M\"\n"), HasSubstr("no task"));
  EXPECT_THAT(refusal("name = "), HasSubstr("mine.toml:1:"));
  EXPECT_THAT(refusal(head + "base = \"Sphere\"\noptimum = 3\n"), HasSubstr("outside the bounds"));
  EXPECT_THAT(refusal("name = \"M\"\n[[task]]\nbase = \"Schwefel\"\ndim = 2\nshift = 1\n"),
              HasSubstr("Modified-Schwefel"));
  EXPECT_THAT(refusal("name = \"M\"\n[[task]]\nbase = \"Sphere\"\ndim = 2\nlower = [1]\n"),
              HasSubstr("mine.toml:5:9: 'lower' must be a number or a list of 2"));
  EXPECT_THAT(refusal("name = \"M\"\n[[task]]\nf = \"1\"\ndim = 2\n"), HasSubstr("'lower' and 'upper'"));
}

}  // namespace
}  // namespace tandem::test
