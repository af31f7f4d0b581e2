// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <new>
#include <thread>

#include "store_fixture.h"
#include "tandem/catalogue.h"
#include "tandem/editing/edit.h"
#include "tandem/engine/engine.h"
#include "tandem/operators.h"
#include "toy_problems.h"

/// A catalogue with quick problems and ill-behaved algorithms, and helpers for tests of the engine.
namespace tandem::testing {

/// Two tasks of `dim` and `dim` + 1 variables, one or two objectives.
class ToyBuilder final : public ProblemBuilder {
 public:
  ToyBuilder(int objectives, std::int64_t budget) : objectives_(objectives), budget_(budget) {}
  void params(ParamVisitor& p) override { p.integer("dim", dim_, {.min = 1, .max = 100, .doc = "variables"}); }
  [[nodiscard]] BuiltProblem build(const BuildRequest&) const override {
    auto problem = std::make_shared<Sized>(budget_);
    if (objectives_ == 1) {
      problem->toy.add(dim_, test::sphere).add(dim_ + 1, test::rastrigin);
    } else {
      problem->toy.add(dim_, test::zdt1, 0.0, 1.0, 2).add(dim_ + 1, test::zdt1, 0.0, 1.0, 2);
    }
    problem->adopt();
    return {problem, Instance::Synthetic, "toy"};
  }

 private:
  struct Sized final : public Problem {
    explicit Sized(std::int64_t budget) {
      defaultBudget_ = budget;
      defaultPopulation_ = 10;
    }
    void adopt() { tasks_ = toy.tasks(); }
    void evaluate(int t, ConstMatView x, MatView f, MatView g, EvalContext& ctx) const override {
      toy.evaluate(t, x, f, g, ctx);
    }
    [[nodiscard]] Reference reference(int) const override { return {.hasOptimum = true, .optimum = 0.0}; }
    test::ToyProblem toy;
  };
  int objectives_;
  std::int64_t budget_;
  int dim_ = 3;
};

/// An algorithm made from a lambda.
class LambdaAlgorithm final : public Algorithm {
 public:
  explicit LambdaAlgorithm(std::function<void(RunContext&, double)> body) : body_(std::move(body)) {}
  void params(ParamVisitor& p) override { p.real("rate", rate_, {.min = 0, .max = 1, .doc = "of nothing"}); }
  void run(RunContext& ctx) override { body_(ctx, rate_); }

 private:
  std::function<void(RunContext&, double)> body_;
  double rate_ = 0.5;
};

inline void randomSearch(RunContext& ctx, double /*rate*/) {
  std::vector<Population> pops = op::initPerTask(ctx);
  while (ctx.running(pops)) pops = op::initPerTask(ctx);
}

inline void addAlgorithm(Catalogue& catalogue, const std::string& name,
                         const std::function<void(RunContext&, double)>& body) {
  AlgorithmInfo info;
  info.name = name;
  info.labels = SingleTask | MultiTask | SingleObjective | MultiObjective;
  info.make = [body] { return std::make_unique<LambdaAlgorithm>(body); };
  catalogue.algorithms.add(std::move(info));
}

/// Built-in algorithms, toy problems Toy-A, Toy-B, Toy-MO, and the algorithms Random, Throws, ThrowsInt, NoMemory,
/// Endless, Idle.
inline Catalogue testCatalogue(std::int64_t budget = 400) {
  Catalogue catalogue = builtinCatalogue();
  for (const auto& [name, objectives] : {std::pair{"Toy-A", 1}, std::pair{"Toy-B", 1}, std::pair{"Toy-MO", 2}}) {
    ProblemInfo info;
    info.name = name;
    info.suite = "Toys";
    info.labels = MultiTask | Unconstrained | (objectives == 1 ? SingleObjective : MultiObjective);
    info.make = [objectives = objectives, budget] { return std::make_unique<ToyBuilder>(objectives, budget); };
    catalogue.problems.add(std::move(info));
  }
  addAlgorithm(catalogue, "Random", randomSearch);
  addAlgorithm(catalogue, "Throws", [](RunContext& ctx, double) {
    (void)op::initPerTask(ctx);
    throw std::runtime_error("the matrix is singular");
  });
  addAlgorithm(catalogue, "ThrowsInt", [](RunContext&, double) { throw 42; });
  addAlgorithm(catalogue, "NoMemory", [](RunContext&, double) { throw std::bad_alloc(); });
  addAlgorithm(catalogue, "Idle", [](RunContext& ctx, double) {
    while (ctx.running()) {
    }
  });
  addAlgorithm(catalogue, "Endless", [](RunContext& ctx, double) {
    for (;;) {
      (void)op::initPerTask(ctx);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  return catalogue;
}

inline ExperimentSpec makeSpec(const std::vector<std::string>& algorithms, const std::vector<std::string>& problems,
                               int repetitions) {
  ExperimentSpec spec;
  for (const std::string& name : algorithms) spec.algorithms.push_back({name, "", {}});
  for (const std::string& name : problems) spec.problems.push_back({name, {}});
  spec.repetitions = repetitions;
  spec.checkpoints = 10;
  spec.seed = 7;
  return spec;
}

inline void expectSameDatasets(const std::string& a, const std::string& b) {
  const auto expected = datasets(a);
  const auto found = datasets(b);
  EXPECT_FALSE(expected.empty());
  ASSERT_EQ(expected.size(), found.size());
  for (const auto& [name, bytes] : expected) {
    ASSERT_TRUE(found.contains(name)) << name;
    EXPECT_TRUE(found.at(name) == bytes) << name << " differs";
  }
}

}  // namespace tandem::testing
