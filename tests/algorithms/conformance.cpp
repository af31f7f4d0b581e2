// SPDX-License-Identifier: Apache-2.0
// Properties that every registered algorithm must have; a new one is covered from the day it is registered.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/codec.h"
#include "tandem/catalogue.h"
#include "tandem/engine/run.h"
#include "toy_problems.h"

namespace tandem {
namespace {

using test::ToyProblem;

const Catalogue& catalogue() {
  static const Catalogue all = builtinCatalogue();
  return all;
}

std::vector<std::string> algorithmNames() {
  std::vector<std::string> names;
  for (const AlgorithmInfo& a : catalogue().algorithms.all()) names.push_back(a.name);
  return names;
}

/// What a problem saw: the checks that an algorithm cannot talk its way around.
struct Probe {
  std::int64_t calls = 0;
  bool outside = false;
};

class Conformance : public testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] static const AlgorithmInfo& info() { return catalogue().algorithms.find(GetParam()); }
  [[nodiscard]] static bool multi() { return (info().labels & SingleObjective) == 0; }

  /// One or two objectives, whichever the algorithm needs; notes points outside the box.
  static ToyProblem::Function probed(Probe& probe, const ToyProblem::Function& single) {
    const bool two = multi();
    return [&probe, two, single](std::span<const double> x, std::span<double> f, std::span<double> g) {
      ++probe.calls;
      for (const double v : x) probe.outside = probe.outside || !(v >= -5.0 && v <= 5.0);
      if (!two) {
        single(x, f, g);
        return;
      }
      std::vector<double> unit(x.size());
      for (std::size_t j = 0; j < x.size(); ++j) unit[j] = (x[j] + 5.0) / 10.0;
      test::zdt1(unit, f, g);
    };
  }

  static void addTask(ToyProblem& problem, Probe& probe, int dim, const ToyProblem::Function& f) {
    problem.add(dim, probed(probe, f), -5.0, 5.0, multi() ? 2 : 1);
  }

  [[nodiscard]] static bool suits(const Problem& problem, int population) {
    return whyUnsuitable(info(), problem, population).empty();
  }

  [[nodiscard]] RunRecord run(const Problem& problem, int population, std::int64_t budget, std::uint64_t seed = 7,
                              const ParamValues& params = {}) const {
    const std::unique_ptr<Algorithm> algorithm = info().make();
    setParams(*algorithm, params, info().name);
    RunRequest request;
    request.problem = &problem;
    request.problemKey = "toy";
    request.seed = seed;
    request.budget = budget;
    request.population = population;
    request.checkpoints = 10;
    request.saveDecisions = true;
    boundaries_.clear();
    request.observer = [this](const LiveView& view) { boundaries_.push_back(view.evaluations); };
    return executeRun(*algorithm, request);
  }

  mutable std::vector<std::int64_t> boundaries_;  ///< evaluations at the generation ends of the last run

  /// The claims that hold for any problem.
  void expectSound(const RunRecord& r, const Probe& probe, std::int64_t budget) const {
    EXPECT_EQ(r.status, RunStatus::Finished) << r.message;
    EXPECT_FALSE(probe.outside) << "a point outside the bounds was evaluated";
    ASSERT_FALSE(r.evaluations.empty());
    EXPECT_EQ(r.evaluations.back(), probe.calls);
    std::int64_t ledger = 0;
    for (const std::int64_t n : r.ledger) ledger += n;
    EXPECT_EQ(ledger, probe.calls);
    EXPECT_GE(r.evaluations.back(), std::min<std::int64_t>(budget, 1));
    EXPECT_TRUE(std::ranges::is_sorted(r.evaluations));
    // The budget is exceeded by less than the last generation: every boundary but the last lies below it.
    ASSERT_FALSE(boundaries_.empty());
    for (std::size_t i = 0; i + 1 < boundaries_.size(); ++i) EXPECT_LT(boundaries_[i], budget);
    for (int t = 0; t < r.tasks; ++t) {
      for (int k = 1; k < r.checkpoints; ++k) {
        const auto at = static_cast<std::size_t>(t * r.checkpoints + k);
        if (multi() || std::isnan(r.objective[at - 1])) continue;
        EXPECT_FALSE(better(r.objective[at - 1], r.cv[at - 1], r.objective[at], r.cv[at]))
            << "best-so-far worsened, task " << t + 1 << ", checkpoint " << k + 1;
      }
    }
    if (!r.transferReported) return;
    // Offspring made = evaluations after the start, receiver by receiver.
    for (int t = 0; t < r.tasks; ++t) {
      std::int64_t made = 0;
      const std::vector<TransferCounts> counts = transferMatrix(r.transfer, r.tasks, r.checkpoints - 1);
      for (int d = 0; d < r.tasks; ++d) {
        const TransferCounts& c = counts[d * r.tasks + t];
        EXPECT_LE(c.survived, c.made);
        EXPECT_LE(c.improved, c.made);
        made += c.made;
      }
      std::int64_t spent = 0;
      for (int p = 1; p < kLedgerPurposes; ++p) spent += r.ledger[t * kLedgerPurposes + p];
      EXPECT_EQ(made, spent) << "task " << t + 1;
    }
  }
};

/// Methods that sample a distribution, which cannot be made of a few points; all others take what the user gives
/// (--start).
bool startsFromADistribution(const AlgorithmInfo& info) {
  static const std::set<std::string> names = {"MES-RET",     "MTES",     "MTES-KG",     "SBCMAES",     "TNG-SNES",
                                              "TNG-SNES-EP", "TNG-xNES", "sep-MES-RET", "sep-MTES-KG", "sep-SBCMAES"};
  if (info.name == "MO-CMA-ES" || info.name == "DES") return false;  // they sample a population first
  return names.contains(info.name) || info.family.find("evolution strategy") != std::string::npos;
}

TEST_P(Conformance, EvaluatesTheUsersPointsFirst) {
  // Where a method takes more than one task, tasks are told apart by their dimensions.
  std::vector<int> dims = {6, 4};
  std::vector<Matrix> start;
  std::vector<std::int64_t> seen;
  std::int64_t calls = 0;
  std::optional<ToyProblem> problem;
  const auto build = [&] {
    problem.emplace();
    start.clear();
    for (const int dim : dims) {
      Matrix& points = start.emplace_back(2, dim);
      for (int j = 0; j < dim; ++j) {
        points(0, j) = 0.25 * (j + 1) - 1.0;
        points(1, j) = 2.0 - 0.5 * j;
      }
      const auto single = [&, at = isize(start) - 1](std::span<const double> x, std::span<double> f,
                                                     std::span<double> g) {
        ++calls;
        for (int i = 0; i < 2; ++i) {
          double distance = 0.0;
          for (std::size_t j = 0; j < x.size(); ++j) distance += std::abs(x[j] - start[at](i, static_cast<int>(j)));
          if (distance < 1e-12 && seen[2 * at + i] == 0) seen[2 * at + i] = calls;
        }
        test::sphere(x, f, g);
        if (f.size() > 1) f[1] = -f[0];
      };
      problem->add(dim, single, -5.0, 5.0, multi() ? 2 : 1);
    }
    seen.assign(2 * dims.size(), 0);
    calls = 0;
  };
  build();
  if (!suits(*problem, 20)) {
    dims = {6};
    build();
  }
  if (!suits(*problem, 20)) GTEST_SKIP() << info().name << " needs another problem";
  const std::unique_ptr<Algorithm> algorithm = info().make();
  RunRequest request;
  request.problem = &*problem;
  request.problemKey = "toy";
  request.budget = 200;
  request.population = 20;
  request.start = start;
  std::int64_t first = 0;  // evaluations before the first turn of the loop
  request.observer = [&](const LiveView& view) {
    if (view.generation == 0) first = view.evaluations;
  };
  const RunRecord r = executeRun(*algorithm, request);
  EXPECT_EQ(r.status, RunStatus::Finished) << r.message;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (startsFromADistribution(info())) {
      EXPECT_EQ(seen[i], 0);
    } else {
      EXPECT_GT(seen[i], 0) << "point " << i % 2 + 1 << " of task " << i / 2 + 1 << " was not evaluated";
      EXPECT_LE(seen[i], first) << "it came after the first population";
    }
  }
}

TEST_P(Conformance, EveryShapeOfProblem) {
  struct Shape {
    const char* name;
    std::vector<int> dims;
    int population;
    std::int64_t budget;
  };
  const std::vector<Shape> shapes = {{"one task", {10}, 20, 600},
                                     {"two tasks", {10, 10}, 20, 1200},
                                     {"unequal dimensions", {12, 5}, 20, 1200},
                                     {"D = 1", {1, 1}, 20, 800},
                                     {"N = 4", {6, 6}, 4, 300},
                                     {"odd N", {6, 6}, 21, 900},
                                     {"tiny budget", {6, 6}, 20, 10},
                                     {"ten tasks", std::vector<int>(10, 5), 10, 3000},
                                     {"three tasks", {4, 7, 5}, 12, 900}};
  for (const Shape& shape : shapes) {
    SCOPED_TRACE(shape.name);
    ToyProblem problem;
    Probe probe;
    for (const int d : shape.dims) addTask(problem, probe, d, test::rastrigin);
    if (!suits(problem, shape.population)) continue;
    const RunRecord r = run(problem, shape.population, shape.budget);
    expectSound(r, probe, shape.budget);
  }
}

/// All that is recorded, except times.
std::string bytes(RunRecord record) {
  record.seconds = 0.0;
  record.cost = {};
  return store::encodeRecord(record);
}

TEST_P(Conformance, DeterministicPerSeed) {
  ToyProblem problem;
  Probe probe;
  for (const int d : {8, 6}) addTask(problem, probe, d, test::rastrigin);
  if (!suits(problem, 20)) GTEST_SKIP() << whyUnsuitable(info(), problem, 20);
  const std::string first = bytes(run(problem, 20, 1500));
  EXPECT_TRUE(first == bytes(run(problem, 20, 1500))) << "two runs with one seed differ";
  EXPECT_FALSE(first == bytes(run(problem, 20, 1500, 8))) << "the seed has no effect";
}

TEST_P(Conformance, EveryValueOfAChoiceRuns) {
  for (const ParamInfo& p : describeParams(*info().make())) {
    for (const std::string& option : p.options) {
      if (option == p.value) continue;  // the default: all other tests
      SCOPED_TRACE(p.name + "=" + option);
      ToyProblem problem;
      Probe probe;
      for (const int d : {8, 6}) addTask(problem, probe, d, test::rastrigin);
      if (!suits(problem, 20)) continue;
      const RunRecord r = run(problem, 20, 1200, 7, {{p.name, option}});
      expectSound(r, probe, 1200);
      EXPECT_TRUE(bytes(r) == bytes(run(problem, 20, 1200, 7, {{p.name, option}}))) << "two runs with one seed differ";
    }
  }
}

TEST_P(Conformance, SurvivesExtremeObjectives) {
  constexpr double kMost = std::numeric_limits<double>::max();
  constexpr double kLeast = std::numeric_limits<double>::denorm_min();
  const auto of = [](double (*change)(double, std::span<const double>)) {
    return ToyProblem::Function([change](std::span<const double> x, std::span<double> f, std::span<double> g) {
      test::rastrigin(x, f, g);
      f[0] = change(f[0], x);
    });
  };
  const std::pair<const char*, ToyProblem::Function> cases[] = {
      {"largest double as a penalty", of([](double v, std::span<const double> x) { return x[0] > 0.0 ? kMost : v; })},
      {"smallest doubles", of([](double v, std::span<const double>) { return kLeast * std::floor(v); })},
      {"both ends of the range",
       of([](double v, std::span<const double> x) { return x[0] > 0.0 ? 1e306 * v : -1e306 * v; })},
      {"all the largest but for one place",
       of([](double, std::span<const double> x) { return x[0] > -1.0 ? kMost : -kMost; })}};
  for (const auto& pair : cases) {
    SCOPED_TRACE(pair.first);
    const ToyProblem::Function& f = pair.second;
    ToyProblem problem;
    Probe probe;
    for (const int d : {6, 6}) {
      problem.add(
          d,
          [&, f](std::span<const double> x, std::span<double> values, std::span<double> g) {
            ++probe.calls;
            f(x, values, g);
            if (multi()) values[1] = x[1];
          },
          -5.0, 5.0, multi() ? 2 : 1);
    }
    if (!suits(problem, 20)) GTEST_SKIP() << whyUnsuitable(info(), problem, 20);
    const RunRecord r = run(problem, 20, 1200);
    EXPECT_EQ(r.status, RunStatus::Finished) << r.message;
    EXPECT_EQ(r.evaluations.empty() ? 0 : r.evaluations.back(), probe.calls);
  }
}

TEST_P(Conformance, SurvivesHostileObjectives) {
  const auto halfNaN = [](std::span<const double> x, std::span<double> f, std::span<double> g) {
    test::rastrigin(x, f, g);
    if (x[0] > 0.0) f[0] = std::numeric_limits<double>::quiet_NaN();
  };
  const auto constant = [](std::span<const double>, std::span<double> f, std::span<double>) { f[0] = 3.0; };
  for (const ToyProblem::Function& f : {ToyProblem::Function(halfNaN), ToyProblem::Function(constant)}) {
    ToyProblem problem;
    Probe probe;
    for (const int d : {6, 6}) addTask(problem, probe, d, f);
    if (!suits(problem, 20)) GTEST_SKIP() << whyUnsuitable(info(), problem, 20);
    const RunRecord r = run(problem, 20, 1200);
    expectSound(r, probe, 1200);
    for (int t = 0; !multi() && t < r.tasks; ++t) {
      const double last = r.objective[(t + 1) * r.checkpoints - 1];
      EXPECT_TRUE(std::isfinite(last)) << "a value that is not finite won";
    }
  }
}

TEST_P(Conformance, SurvivesAnInfeasibleTask) {
  ToyProblem problem;
  Probe probe;
  const auto infeasible = [&](std::span<const double> x, std::span<double> f, std::span<double> g) {
    probed(probe, test::rastrigin)(x, f, {});
    g[0] = 1.0 + x[0] * x[0];
  };
  problem.add(6, infeasible, -5.0, 5.0, multi() ? 2 : 1, 1);
  addTask(problem, probe, 6, test::sphere);
  if (!suits(problem, 20)) GTEST_SKIP() << whyUnsuitable(info(), problem, 20);
  const RunRecord r = run(problem, 20, 1200);
  expectSound(r, probe, 1200);
  EXPECT_GE(r.cv[r.checkpoints - 1], 1.0);
}

TEST_P(Conformance, IsFullyDescribed) {
  EXPECT_FALSE(info().doc.empty());
  EXPECT_FALSE(info().family.empty());
  EXPECT_FALSE(info().citation.title.empty());
  EXPECT_GT(info().citation.year, 1900);
  EXPECT_NE(info().labels & (SingleObjective | MultiObjective), 0U);
  EXPECT_NE(info().labels & (SingleTask | MultiTask | ManyTask), 0U);
  if ((info().labels & SingleTask) == 0) {
    EXPECT_TRUE(catalogue().algorithms.contains(info().twin)) << info().twin;
  }
  const std::unique_ptr<Algorithm> algorithm = info().make();
  for (const ParamInfo& p : describeParams(*algorithm)) {
    EXPECT_FALSE(p.doc.empty()) << p.name;
    EXPECT_NO_THROW(setParams(*algorithm, {{p.name, p.value}}, info().name)) << p.name << " = " << p.value;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Conformance, testing::ValuesIn(algorithmNames()), [](const auto& parameter) {
  std::string name = parameter.param;
  std::ranges::replace_if(
      name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace tandem
