// SPDX-License-Identifier: Apache-2.0
// Any problem restricted to some of its tasks, and files that stand for problems.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>

#include "problems_support.h"
#include "tandem/device.h"
#include "tandem/error.h"
#include "tandem/specification/command_line.h"
#include "tandem/specification/spec.h"

namespace tandem::test {
namespace {

using testing::HasSubstr;

/// Task t of `count` has t + 1 variables, the value 100 t + x[0], and a state that counts its evaluations.
class Counted final : public Problem {
 public:
  struct State final : ProblemState {
    std::vector<double> counts;
    [[nodiscard]] std::vector<double> save(int task) const override { return {counts[task]}; }
  };
  explicit Counted(int count) {
    for (int t = 0; t < count; ++t) {
      tasks_.push_back({.name = "task " + std::to_string(t + 1),
                        .dim = t + 1,
                        .lower = std::vector<double>(t + 1, 0.0),
                        .upper = std::vector<double>(t + 1, 1.0)});
    }
    defaultBudget_ = std::int64_t{1000} * count;
  }
  void evaluate(int task, ConstMatView x, MatView f, MatView /*g*/, EvalContext& ctx) const override {
    for (int i = 0; i < x.rows; ++i) f(i, 0) = 100 * task + x(i, 0);
    if (ctx.state != nullptr) static_cast<State*>(ctx.state)->counts[task] += x.rows;
  }
  [[nodiscard]] Reference reference(int task) const override { return {.hasOptimum = true, .optimum = 100.0 * task}; }
  [[nodiscard]] std::unique_ptr<ProblemState> makeState() const override {
    auto state = std::make_unique<State>();
    state->counts.assign(tasks_.size(), 0.0);
    return state;
  }
};

class CountedBuilder final : public ProblemBuilder {
 public:
  explicit CountedBuilder(bool counts) : counts_(counts) {}
  void params(ParamVisitor& v) override {
    if (counts_) v.integer("tasks", count_, {.min = 1, .max = 100, .doc = "number of tasks"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest&) const override {
    return {
        std::make_shared<Counted>(count_),
        Instance::Official,
        "",
    };
  }

 private:
  bool counts_;
  int count_ = 9;
};

Catalogue catalogue() {
  Catalogue c;
  for (const bool counts : {false, true}) {
    ProblemInfo info;
    info.name = counts ? "Scaled" : "Nine";
    info.labels = ManyTask | SingleObjective | Unconstrained;
    info.make = [counts] { return std::make_unique<CountedBuilder>(counts); };
    c.problems.add(std::move(info));
  }
  return c;
}

std::string refusal(const std::string& name, const std::string& tasks) {
  try {
    (void)buildProblem(catalogue(), name, {{"tasks", tasks}});
  } catch (const InputError& e) {
    return e.what();
  }
  return "";
}

TEST(SubProblem, HoldsTheChosenTasksInTheirOrder) {
  const Catalogue c = catalogue();
  const BuiltProblem built = buildProblem(c, "Nine", {{"Tasks", "7|1|3-4"}});
  const Problem& problem = *built.problem;
  EXPECT_EQ(problem.title(), "Nine:tasks=7|1|3|4");
  ASSERT_EQ(problem.taskCount(), 4);
  EXPECT_EQ(problem.tasks()[0].name, "task 7");
  EXPECT_EQ(problem.defaultBudget(), 4000);
  const std::vector<int> origins = {6, 0, 2, 3};
  const std::unique_ptr<ProblemState> state = problem.makeState();
  Workspace ws;
  for (int t = 0; t < 4; ++t) {
    EXPECT_EQ(problem.reference(t).optimum, 100.0 * origins[t]);
    Matrix x(t + 2, problem.tasks()[t].dim, 0.5);
    Matrix f(t + 2, 1);
    EvalContext context{ws};
    context.state = state.get();
    problem.evaluate(t, x, f, {}, context);
    EXPECT_EQ(f(0, 0), 100.0 * origins[t] + 0.5);
    EXPECT_EQ(context.state, state.get());
    EXPECT_EQ(state->save(t).front(), t + 2);
  }
}

TEST(SubProblem, ANumberOfTasksOfItsOwnComesFirst) {
  const Catalogue c = catalogue();
  EXPECT_EQ(buildProblem(c, "Scaled", {{"tasks", "3"}}).problem->taskCount(), 3);
  EXPECT_EQ(buildProblem(c, "Scaled", {{"tasks", "3"}}).problem->title(), "");
  const BuiltProblem single = buildProblem(c, "Scaled", {{"tasks", "3-3"}});
  EXPECT_EQ(single.problem->taskCount(), 1);
  EXPECT_EQ(single.problem->title(), "Scaled:tasks=3-3");
  EXPECT_EQ(buildProblem(c, "Nine", {{"tasks", "3"}}).problem->tasks()[0].name, "task 3");
  EXPECT_EQ(configureProblem(c.problems.find("Nine"), {{"tasks", "1|2|3|5|6"}}).params.at("tasks"), "1-3|5|6");
}

TEST(SubProblem, WrongChoicesAreRefused) {
  EXPECT_EQ(refusal("Nine", "2|10"), "'Nine' has 9 tasks, so there is no task 10 (tasks=2|10); choose from 1 to 9.");
  for (const char* text : {"0", "", "1|", "|1", "1||2", "a", "1-", "-1", "1|2x", "99999999999"}) {
    EXPECT_THAT(refusal("Nine", text), HasSubstr("is no choice of tasks; write for example tasks=1|3|7-9")) << text;
  }
  EXPECT_THAT(refusal("Nine", "3|1|3"), HasSubstr("names task 3 twice"));
  EXPECT_THAT(refusal("Nine", "5-3"), HasSubstr("ends before it begins"));
  EXPECT_THAT(refusal("Scaled", "0"), HasSubstr("outside"));
}

TEST(SubProblem, RunsUnderItsOwnKeyAndLabels) {
  const Catalogue c = builtinCatalogue();
  ExperimentSpec spec;
  spec.algorithms = {{"GA", "", {}}};
  spec.problems = parseProblems({"CEC17-MTSO1-CI-HS:tasks=2,CEC17-MTSO1-CI-HS"}, c);
  spec.repetitions = 1;
  const Plan plan = makePlan(spec, c);
  ASSERT_EQ(plan.problems.size(), 2U);
  EXPECT_EQ(plan.problemKeys[0], "CEC17-MTSO1-CI-HS{tasks=2}");
  EXPECT_EQ(plan.info.problems[0].tasks.size(), 1U);
  EXPECT_NE(plan.info.problems[0].labels & SingleTask, 0U);
  const Plan again = makePlan(parseSpec(plan.info.specification, "again"), c);
  EXPECT_EQ(again.problemKeys, plan.problemKeys);
}

TEST(ProblemFile, StandsForAComposedProblemAndIsKeptWithTheResults) {
  const TemporaryFolder folder;
  const std::string file = folder / "mine.toml";
  std::ofstream(file) << "name = \"Mine\"\n# words\n[[task]]\nbase = \"Sphere\"\ndim = 3\ncount = 4\n";
  const Catalogue c = builtinCatalogue();
  ExperimentSpec spec;
  spec.algorithms = {{"GA", "", {}}};
  spec.problems = parseProblems({file + ",Composed:file=" + file + "," + file + ":tasks=2|4"}, c);
  spec.repetitions = 1;
  const Plan plan = makePlan(spec, c);
  ASSERT_EQ(plan.problems.size(), 2U);  // the second is the first once more
  EXPECT_EQ(plan.problems[0]->title(), "Mine");
  EXPECT_EQ(plan.problems[1]->title(), "Mine:tasks=2|4");
  EXPECT_NE(plan.info.problems[0].labels & MultiTask, 0U);
  EXPECT_EQ(plan.info.problems[0].labels & Constrained, 0U);
  EXPECT_FALSE(plan.info.problems[0].checksum.empty());
  std::filesystem::remove(file);
  const Plan again = makePlan(parseSpec(plan.info.specification, "again"), c);
  EXPECT_EQ(again.problemKeys, plan.problemKeys);
  EXPECT_EQ(again.info.problems[0].checksum, plan.info.problems[0].checksum);
  try {
    (void)chooseProblem(c, "no-such-file.toml").info;
    (void)buildProblem(c, "no-such-file.toml");
    ADD_FAILURE() << "a file that is not there was read";
  } catch (const InputError& e) {
    EXPECT_THAT(e.what(), HasSubstr("'no-such-file.toml' cannot be read"));
  }
}

}  // namespace
}  // namespace tandem::test
