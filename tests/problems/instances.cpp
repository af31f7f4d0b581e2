// SPDX-License-Identifier: Apache-2.0
// Properties of every problem of the catalogue (rows do not see each other, optima are where they are declared), and of
// the synthetic instances (published construction).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "problems/base/instances/instance_data.h"
#include "problems_support.h"
#include "tandem/error.h"
#include "tandem/linalg.h"
#include "tandem/matrix.h"
#include "tandem/similarity.h"

namespace tandem::test {
namespace {

BuiltProblem build(const std::string& name, Instance instance, const ParamValues& params = {}) {
  BuildRequest request;
  request.instance = instance;
  const OfficialData* official = OfficialData::get();
  request.dataDir = official != nullptr ? official->folder.path() : "/nonexistent";
  return buildProblem(builtins(), name, params, request);
}

/// Both instances where there are two; problems that cannot be built without official data are left out without them.
std::vector<BuiltProblem> instances(const ProblemInfo& info) {
  std::vector<BuiltProblem> list;
  if (!info.needsData) return {build(info.name, Instance::Auto)};
  for (const Instance instance : {Instance::Synthetic, Instance::Official}) {
    try {
      list.push_back(build(info.name, instance));
    } catch (const InputError&) {
      if (OfficialData::get() != nullptr) throw;
    }
  }
  return list;
}

Matrix randomPoints(const TaskInfo& info, int n, std::uint64_t key) {
  Matrix x(n, info.dim);
  Rng rng(key);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < info.dim; ++j) {
      x(i, j) = rng.uniform(info.lower[j], info.upper[j]);
    }
  }
  return x;
}

bool sameBits(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double u, double v) { return u == v || (std::isnan(u) && std::isnan(v)); });
}

class EveryProblem : public testing::TestWithParam<std::string> {};

TEST_P(EveryProblem, RowsDoNotDependOnTheBatch) {
  for (const BuiltProblem& built : instances(builtins().problems.find(GetParam()))) {
    const Problem& problem = *built.problem;
    for (int t = 0; t < std::min(problem.taskCount(), 8); ++t) {
      const TaskInfo& info = problem.tasks()[t];
      const Matrix x = randomPoints(info, 53, 5);  // more than a tile, and not a multiple of a vector
      const Values all = evaluate(problem, t, x);
      Workspace workspace;
      for (const int i : {0, 1, 2, 47, 48, 52}) {
        Matrix objectives(1, info.objectives);
        Matrix constraints(1, info.constraints);
        const std::unique_ptr<ProblemState> state = problem.makeState();
        EvalContext context{.workspace = workspace, .noiseKey = 1, .firstEvaluation = i, .state = state.get()};
        problem.evaluate(t, x.view().rowRange(i, 1), objectives, constraints, context);
        ASSERT_TRUE(sameBits(objectives.values(), all.objectives.row(i))) << "task " << t + 1 << " row " << i;
        ASSERT_TRUE(sameBits(constraints.values(), all.constraints.row(i))) << "task " << t + 1 << " row " << i;
      }
    }
  }
}

TEST_P(EveryProblem, OptimumIsWhereItIsDeclared) {
  for (const BuiltProblem& built : instances(builtins().problems.find(GetParam()))) {
    const Problem& problem = *built.problem;
    for (int t = 0; t < problem.taskCount(); ++t) {
      const TaskInfo& info = problem.tasks()[t];
      const Reference reference = problem.reference(t);
      if (!reference.hasOptimum || info.objectives != 1) continue;
      if (!reference.optimumPoint.empty()) {
        ASSERT_EQ(isize(reference.optimumPoint), info.dim);
        Matrix x(1, info.dim);
        std::copy(reference.optimumPoint.begin(), reference.optimumPoint.end(), x.values().begin());
        for (int j = 0; j < info.dim; ++j) {
          EXPECT_GE(x(0, j), info.lower[j]);
          EXPECT_LE(x(0, j), info.upper[j]);
        }
        const Values values = evaluate(problem, t, x);
        const double noise = problem.stochastic() ? 1.0 : 0.0;
        EXPECT_NEAR(values.objectives(0, 0), reference.optimum, 1e-9 * (1.0 + std::fabs(reference.optimum)) + noise)
            << "task " << t + 1;
        for (const double g : values.constraints.values()) EXPECT_LE(g, 0.0) << "task " << t + 1;
      }
      // No feasible point of a sample is better.
      const Matrix x = randomPoints(info, 100, 7);
      const Values values = evaluate(problem, t, x);
      for (int i = 0; i < x.rows(); ++i) {
        const std::span<const double> g = values.constraints.row(i);
        if (std::any_of(g.begin(), g.end(), [](double v) { return v > 0.0; })) continue;
        ASSERT_GE(values.objectives(i, 0), reference.optimum - 1e-9) << "task " << t + 1;
      }
    }
  }
}

TEST_P(EveryProblem, InstancesAreReproducible) {
  const ProblemInfo& info = builtins().problems.find(GetParam());
  EXPECT_FALSE(info.citation.title.empty());
  EXPECT_FALSE(info.doc.empty());
  const std::vector<BuiltProblem> first = instances(info);
  const std::vector<BuiltProblem> second = instances(info);
  std::set<std::string> checksums;
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].checksum, second[i].checksum);
    EXPECT_EQ(first[i].checksum.empty(), !info.needsData);
    checksums.insert(first[i].checksum);
    const Matrix x = randomPoints(first[i].problem->tasks()[0], 3, 9);
    EXPECT_TRUE(sameBits(evaluate(*first[i].problem, 0, x).objectives.values(),
                         evaluate(*second[i].problem, 0, x).objectives.values()));
  }
  EXPECT_EQ(checksums.size(), first.size());
}

std::vector<std::string> problemNames() {
  std::vector<std::string> names;
  for (const ProblemInfo& info : builtins().problems.all()) {
    if (!info.explicitOnly) names.push_back(info.name);
  }
  return names;
}
INSTANTIATE_TEST_SUITE_P(Catalogue, EveryProblem, testing::ValuesIn(problemNames()), [](const auto& param) {
  std::string name = param.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Rotation, IsOrthogonalAndUniform) {
  double diagonal = 0.0;
  int reflections = 0;
  for (int k = 0; k < 200; ++k) {
    Rng rng(static_cast<std::uint64_t>(k));
    const int n = 2 + k % 50;
    const Matrix r = prob::randomRotation(n, rng);
    Matrix product(n, n);
    linalg::multiplyTransposed(r, r, product);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) ASSERT_NEAR(product(i, j), i == j ? 1.0 : 0.0, 1e-12);
    }
    diagonal += r(0, 0) * std::sqrt(static_cast<double>(n));
    if (n == 2) reflections += r(0, 0) * r(1, 1) - r(0, 1) * r(1, 0) < 0.0 ? 1 : 0;
  }
  EXPECT_NEAR(diagonal / 200, 0.0, 0.3);  // mean 0, standard error 0.07
  EXPECT_GT(reflections, 0);              // O(n), not SO(n)
  EXPECT_LT(reflections, 4);
}

/// Share of the unified coordinates in which the two optima coincide.
double intersection(const Problem& problem) {
  const auto& tasks = problem.tasks();
  const std::vector<double> optimum[2] = {problem.reference(0).optimumPoint, problem.reference(1).optimumPoint};
  const std::size_t dim = std::max(optimum[0].size(), optimum[1].size());
  double same = 0.0;
  for (std::size_t j = 0; j < std::min(optimum[0].size(), optimum[1].size()); ++j) {
    double u[2];
    for (int t = 0; t < 2; ++t) u[t] = (optimum[t][j] - tasks[t].lower[j]) / (tasks[t].upper[j] - tasks[t].lower[j]);
    same += std::fabs(u[0] - u[1]) < 1e-4 ? 1.0 : 0.0;
  }
  return same / static_cast<double>(dim);
}

TEST(Cec17Mtso, SimilarityAndIntersectionAreAsTheNamesSay) {
  for (const Instance instance : {Instance::Synthetic, Instance::Official}) {
    if (instance == Instance::Official && OfficialData::get() == nullptr) continue;
    for (const ProblemInfo* info : builtins().problems.match("CEC17-MTSO*")) {
      if (info->suite != "CEC17-MTSO") continue;
      const BuiltProblem built = build(info->name, instance);
      const double similarity = taskSimilarity(*built.problem).correlation(0, 1);
      const double shared = intersection(*built.problem);
      SCOPED_TRACE(info->name + " " + instanceName(instance) + ": similarity " + std::to_string(similarity) +
                   ", intersection " + std::to_string(shared));
      const std::string name = info->name.substr(info->name.size() - 5);
      const double expectedShare = name[0] == 'C' ? 1.0 : name[0] == 'P' ? 0.5 : 0.0;
      EXPECT_NEAR(shared, expectedShare, expectedShare == 0.5 ? 0.01 : 0.0);
      const auto [low, high] = name[3] == 'H'   ? std::pair{0.8, 1.0}
                               : name[3] == 'M' ? std::pair{0.2, 0.4}
                                                : std::pair{-0.1, 0.1};
      EXPECT_GE(similarity, low);
      EXPECT_LE(similarity, high);
    }
  }
}

TEST(ManyTasks, CountMayBeChosen) {
  const BuiltProblem five = build("CEC19-MaTSO3", Instance::Synthetic, {{"tasks", "5"}});
  const BuiltProblem sixty = build("CEC19-MaTSO3", Instance::Synthetic, {{"tasks", "60"}});
  EXPECT_EQ(five.problem->taskCount(), 5);
  EXPECT_EQ(five.problem->defaultBudget(), 250000);
  EXPECT_EQ(sixty.problem->taskCount(), 60);
  // The first tasks are the same.
  const Matrix x = randomPoints(five.problem->tasks()[4], 3, 11);
  EXPECT_EQ(evaluate(*five.problem, 4, x).objectives, evaluate(*sixty.problem, 4, x).objectives);
  EXPECT_THROW((void)build("CEC19-MaTSO3", Instance::Synthetic, {{"tasks", "0"}}), InputError);
  if (OfficialData::get() == nullptr) GTEST_SKIP() << "TANDEM_MTO_DATA_DIR is not set";
  EXPECT_EQ(build("LSMaTSO2", Instance::Official, {{"tasks", "7"}}).problem->taskCount(), 7);
  EXPECT_THROW((void)build("STOP3", Instance::Official, {{"tasks", "51"}}), InputError);
}

TEST(Classical, DimensionMayBeChosen) {
  for (const int dim : {1, 2, 3, 50, 1001}) {
    for (const ProblemInfo* info : builtins().problems.match("Func-*")) {
      const BuiltProblem built = build(info->name, Instance::Auto, {{"dim", std::to_string(dim)}});
      ASSERT_EQ(built.problem->tasks()[0].dim, dim);
      const Values values = evaluate(*built.problem, 0, randomPoints(built.problem->tasks()[0], 2, 3));
      for (const double v : values.objectives.values()) EXPECT_TRUE(std::isfinite(v)) << info->name;
    }
  }
}

TEST(Stop, SourcesLieAtTheirDistances) {
  // Close sources are within half the box in every variable, far ones beyond it in at least one.
  for (const auto& [name, close] :
       {std::pair{"STOP1", true}, std::pair{"STOP4", true}, std::pair{"STOP9", false}, std::pair{"STOP10", false}}) {
    for (const Instance instance : {Instance::Synthetic, Instance::Official}) {
      if (instance == Instance::Official && OfficialData::get() == nullptr) continue;
      const BuiltProblem built = build(name, instance);
      const auto unified = [&](int t, std::size_t j) {
        const TaskInfo& info = built.problem->tasks()[t];
        return (built.problem->reference(t).optimumPoint[j] - info.lower[j]) / (info.upper[j] - info.lower[j]);
      };
      for (int t = 1; t < built.problem->taskCount(); ++t) {
        double distance = 0.0;
        for (std::size_t j = 0; j < static_cast<std::size_t>(built.problem->tasks()[0].dim); ++j) {
          distance = std::max(distance, std::fabs(unified(t, j) - unified(0, j)));
        }
        if (close) {
          EXPECT_LE(distance, 0.5 + 1e-9) << name << " task " << t + 1;
        } else {
          EXPECT_GE(distance, 0.5 - 1e-9) << name << " task " << t + 1;
        }
      }
    }
  }
}

}  // namespace
}  // namespace tandem::test
