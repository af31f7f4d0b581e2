// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "engine_fixture.h"
#include "tandem/specification/options.h"

namespace tandem {
namespace {

using namespace testing;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Specification, ReadsNamesTablesAndParameters) {
  const ExperimentSpec spec = parseSpec(R"(
seed = 42
repetitions = 3
budget = 100000
population = 50
checkpoints = 20
save_decisions = true
instance = "synthetic"
time_limit = 2.5
algorithms = ["GA", { name = "MFEA", alias = "mine", params = { rmp = 0.5, muC = 3, odd = "x", flag = true } }]
[[problems]]
name = "CEC17-MTSO*"
[[problems]]
name = "Toy-A"
[problems.params]
dim = 7
)",
                                        "x.toml");
  EXPECT_EQ(spec.seed, 42U);
  EXPECT_EQ(spec.repetitions, 3);
  EXPECT_EQ(spec.budget, 100000);
  EXPECT_EQ(spec.population, 50);
  EXPECT_EQ(spec.checkpoints, 20);
  EXPECT_TRUE(spec.saveDecisions);
  EXPECT_EQ(spec.instance, Instance::Synthetic);
  EXPECT_EQ(spec.timeLimit, 2.5);
  ASSERT_EQ(spec.algorithms.size(), 2U);
  EXPECT_EQ(spec.algorithms[0].name, "GA");
  EXPECT_EQ(spec.algorithms[1].alias, "mine");
  EXPECT_EQ(spec.algorithms[1].params, (ParamValues{{"rmp", "0.5"}, {"muC", "3"}, {"odd", "x"}, {"flag", "true"}}));
  ASSERT_EQ(spec.problems.size(), 2U);
  EXPECT_EQ(spec.problems[0].name, "CEC17-MTSO*");
  EXPECT_EQ(spec.problems[1].params, (ParamValues{{"dim", "7"}}));
}

TEST(Specification, ComplaintsNameSourceLineAndColumn) {
  const struct {
    std::string text;
    const char* part;
  } cases[] = {
      {"seed = 1\nrepetitons = 3\n", "x.toml:2:1: unknown key 'repetitons'; the nearest are 'repetitions'"},
      {"seed = \n", "x.toml:1:"},
      {"a = [1, 2\n", "x.toml:"},
      {"repetitions = 0\n", "x.toml:1:15: 'repetitions' is 0, outside [1, 1000000]"},
      {"repetitions = \"3\"\n", "x.toml:1:15: 'repetitions' must be a whole number"},
      {"repetitions = 3.5\n", "must be a whole number"},
      {"checkpoints = 100001\n", "'checkpoints' is 100001, outside [1, 100000]"},
      {"seed = -1\n", "'seed' must be a whole number from 0"},
      {"seed = \"18446744073709551616\"\n", "'seed' must be"},
      {"time_limit = -2\n", "'time_limit' must be a number of seconds"},
      {"time_limit = nan\n", "'time_limit' must be a number of seconds"},
      {"instance = \"mine\"\n", "'instance' must be \"auto\""},
      {"save_decisions = 1\n", "'save_decisions' must be true or false"},
      {"algorithms = \"GA\"\n", "'algorithms' must be a list"},
      {"algorithms = [3]\n", "an algorithm must be a name or a table"},
      {"algorithms = [\"GA\",\n  {alias = \"x\"}]\n", "x.toml:2:3: an algorithm needs a 'name'"},
      {"algorithms = [{name = \"GA\", parms = {}}]\n", "unknown key 'parms'; the nearest are 'params'"},
      {"algorithms = [{name = \"GA\", params = {a = [1]}}]\n", "parameter 'a' must be a number"},
      {"problems = [{name = \"P\", alias = \"q\"}]\n", "unknown key 'alias'"},
      // An entry's own numbers, as on the command line.
      {"problems = [{name = \"P\", population = 0}]\n", "x.toml:1:39: 'population' is 0, outside [1, 1000000]"},
      {"algorithms = [{name = \"GA\", budget = 0}]\n", "'budget' is 0, outside [1, 1000000000000]"},
      {"algorithms = [{name = \"GA\", budget = 1.5}]\n", "'budget' must be a whole number"},
      {"population = -1\n", "'population' is -1, outside [0, 1000000]"},
      {"budget = 1000000000001\n", "'budget' is 1000000000001, outside"},
      {"time_limit = inf\n", "'time_limit' must be a number of seconds"},
      {"\x89HDF\r\n\x1a\n more", "'x.toml' is a result file, not a specification; 'tandem resume x.toml'"},
      {"MATLAB 5.0 MAT-file", "is a MATLAB file"},
      {"problem,task\nP,1\n", "is a table, not a specification"},
      {"# mine\n1,0.5,0.25\n", "is a table, not a specification"},
      {std::string("PK\x03\x04\0\0", 6), "is not a text"},
      {"algorithms = [\"GA\", 3 4]\n", "x.toml:1:"},
      {"[a, b]\n", "x.toml:1:"},
  };
  for (const auto& c : cases) {
    const std::string sentence = complaint([&] { (void)parseSpec(c.text, "x.toml"); });
    EXPECT_TRUE(has(sentence, c.part)) << c.text << " -> " << sentence;
  }
  EXPECT_TRUE(has(complaint([&] { (void)parseSpec(std::string(5 << 20, '#'), "x.toml"); }), "larger than 4 MiB"));
}

TEST(Specification, CanonicalTextReadsBackWithoutLoss) {
  ExperimentSpec spec;
  spec.seed = 18446744073709551615ULL;
  spec.repetitions = 17;
  spec.budget = 123456789012;
  spec.population = 3;
  spec.checkpoints = 99;
  spec.saveDecisions = true;
  spec.instance = Instance::Official;
  spec.timeLimit = 0.1;
  spec.algorithms = {{"GA", "", {}},
                     {"MFEA-II",
                      "a \"quoted\" \\ name\n\ttab é",
                      {{"rmp", "0.30"},
                       {"n", "007"},
                       {"x", "1e-08"},
                       {"y", "3"},
                       {"b", "true"},
                       {"odd key", "a'b\"c"},
                       {"z", "-0.5"},
                       {"w", "inf"},
                       {"v", ""}}}};
  spec.problems = {{"CEC17*", {}}, {"Toy-A", {{"dim", "7"}}}};
  const std::string text = toToml(spec);
  const ExperimentSpec back = parseSpec(text, "canonical");
  EXPECT_EQ(toToml(back), text);
  EXPECT_EQ(back.seed, spec.seed);
  EXPECT_EQ(back.budget, spec.budget);
  EXPECT_EQ(back.timeLimit, spec.timeLimit);
  EXPECT_EQ(back.instance, spec.instance);
  ASSERT_EQ(back.algorithms.size(), 2U);
  EXPECT_EQ(back.algorithms[1].alias, spec.algorithms[1].alias);
  EXPECT_EQ(back.algorithms[1].params, spec.algorithms[1].params);
  EXPECT_EQ(back.problems[1].params, spec.problems[1].params);
  EXPECT_TRUE(has(text, "x = 1e-08")) << text;
  EXPECT_TRUE(has(text, "rmp = \"0.30\"")) << text;
}

// What the description adds is read and written without further code; each value differs from the default.
TEST(Specification, EveryDescribedOptionSurvivesItsText) {
  ExperimentSpec spec;
  std::set<std::string> names;
  visitOptions(spec, [&](const Option& option, auto& value) {
    EXPECT_TRUE(names.insert(option.name).second) << option.name;
    EXPECT_FALSE(std::string(option.meaning).empty()) << option.name;
    using T = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<T, bool>) {
      value = true;
    } else if constexpr (std::is_arithmetic_v<T>) {
      EXPECT_GE(static_cast<double>(value), option.low) << option.name;
      EXPECT_LE(static_cast<double>(value), option.high) << option.name;
      value += 1;
    } else if constexpr (std::is_enum_v<T>) {
      value = namesOf(value)[1].value;
    } else if constexpr (std::is_same_v<T, DeviceChoice>) {
      value = {.opencl = true, .index = 1, .single = true};
    } else {
      value = "a \"text\"";
    }
  });
  const ExperimentSpec back = parseSpec(toToml(spec), "text");
  std::vector<std::string> expected, usual, found;
  visitOptions(spec, [&](const Option&, const auto& value) { expected.push_back(optionText(value)); });
  visitOptions(ExperimentSpec(), [&](const Option&, const auto& value) { usual.push_back(optionText(value)); });
  visitOptions(back, [&](const Option&, const auto& value) { found.push_back(optionText(value)); });
  EXPECT_EQ(found, expected);
  for (int i = 0; i < isize(usual); ++i) EXPECT_NE(usual[i], expected[i]);
}

class Planning : public ::testing::Test {
 protected:
  Catalogue catalogue = testCatalogue();
  std::string refusal(const ExperimentSpec& spec) const {
    return complaint([&] { (void)makePlan(spec, catalogue); });
  }
};

TEST_F(Planning, ExpandsGlobsOnceAndRecordsWhatWillBeUsed) {
  ExperimentSpec spec = makeSpec({"mfea", "GA"}, {"Toy-?", "toy_a"}, 3);
  spec.algorithms[0].params["RMP"] = "0.50";
  const Plan plan = makePlan(spec, catalogue);
  ASSERT_EQ(plan.info.problems.size(), 2U);
  EXPECT_EQ(plan.info.problems[0].name, "Toy-A");
  EXPECT_EQ(plan.info.problems[1].name, "Toy-B");
  EXPECT_EQ(plan.info.problems[0].budget, 400);
  EXPECT_EQ(plan.info.problems[0].population, 10);
  EXPECT_EQ(plan.info.problems[0].checksum, "toy");
  EXPECT_EQ(plan.info.problems[0].references.size(), 2U);
  EXPECT_EQ(plan.runs.size(), 12U);
  EXPECT_EQ(plan.runs[4], (RunKey{0, 1, 1}));
  EXPECT_EQ(plan.info.algorithms[0].name, "MFEA");
  EXPECT_EQ(plan.info.algorithms[0].alias, "MFEA");
  EXPECT_EQ(plan.algorithmParams[0], (ParamValues{{"rmp", "0.5"}}));
  // The recorded specification leads to the same experiment.
  const Plan again = makePlan(parseSpec(plan.info.specification, "again"), catalogue);
  EXPECT_EQ(again.info.specification, plan.info.specification);
  EXPECT_EQ(differenceOf(plan.info, "a", again.info, "b"), "");
}

TEST_F(Planning, AnotherDescriptionOfAParameterIsTheSameExperiment) {
  const Plan plan = makePlan(parseSpec(R"(algorithms = ["MFEA"]
problems = ["Toy-A"])",
                                       "x.toml"),
                             catalogue);
  ExperimentInfo reworded = plan.info;
  ParamInfo& parameter = reworded.algorithms.at(0).params.at(0);
  parameter.doc += ", in other words";
  parameter.max += 1.0;
  EXPECT_EQ(differenceOf(plan.info, "a", reworded, "b"), "");
  parameter.value += "1";
  EXPECT_TRUE(has(differenceOf(plan.info, "a", reworded, "b"), "parameter"));
}

TEST_F(Planning, EntriesHaveBudgetsAndPopulationsOfTheirOwn) {
  const ExperimentSpec spec = parseSpec(R"(
budget = 300
population = 20
strict_budget = true
algorithms = ["GA", { name = "MFEA", population = 30 }, { name = "Random", budget = 200, population = 40 }]
problems = ["Toy-A", { name = "Toy-B", budget = 500, population = 50 }]
)",
                                        "x.toml");
  const Plan plan = makePlan(spec, catalogue);
  const auto numbers = [&](int p, int a) {
    return std::pair{budgetOf(plan.info.problems[p], plan.info.algorithms[a]),
                     populationOf(plan.info.problems[p], plan.info.algorithms[a])};
  };
  // An algorithm's entry wins over the problem's, which wins over the experiment's.
  EXPECT_EQ(numbers(0, 0), (std::pair<std::int64_t, int>{300, 20}));
  EXPECT_EQ(numbers(0, 1), (std::pair<std::int64_t, int>{300, 30}));
  EXPECT_EQ(numbers(0, 2), (std::pair<std::int64_t, int>{200, 40}));
  EXPECT_EQ(numbers(1, 0), (std::pair<std::int64_t, int>{500, 50}));
  EXPECT_EQ(numbers(1, 1), (std::pair<std::int64_t, int>{500, 30}));
  EXPECT_EQ(numbers(1, 2), (std::pair<std::int64_t, int>{200, 40}));
  const Plan again = makePlan(parseSpec(plan.info.specification, "again"), catalogue);
  EXPECT_TRUE(again.spec.strictBudget);
  EXPECT_EQ(again.info.specification, plan.info.specification);
  EXPECT_EQ(differenceOf(plan.info, "a", again.info, "b"), "");

  const TempFolder folder;
  (void)runExperiment(plan, folder / "x.h5", {.threads = 1});
  const ResultFile results(folder / "x.h5");
  EXPECT_EQ(results.info().algorithms[2].budget, 200);
  EXPECT_EQ(results.info().algorithms[2].population, 40);
  EXPECT_EQ(results.info().problems[1].population, 50);
  EXPECT_EQ(results.run({1, 2, 0}).evaluations.back(), 200);
  EXPECT_EQ(results.run({1, 0, 0}).evaluations.back(), 500);
  EXPECT_EQ(results.run({1, 0, 0}).evaluations.front(), 100) << "50 for each of two tasks";
  // A different population of one entry is a different experiment, and the difference is named.
  ExperimentSpec other = plan.spec;
  other.algorithms[1].population = 31;
  EXPECT_TRUE(has(differenceOf(plan.info, "a", makePlan(other, catalogue).info, "b"),
                  "the population size of 'MFEA' is 30 in a, 31 in b"));
}

TEST_F(Planning, NoParameterBearsANameThatEntriesTake) {
  const auto check = [](Parameterised& object, const std::string& name) {
    for (const ParamInfo& p : describeParams(object)) {
      for (const char* taken : {"budget", "population", "alias"}) EXPECT_NE(normalName(p.name), taken) << name;
    }
  };
  for (const AlgorithmInfo& info : catalogue.algorithms.all()) check(*info.make(), info.name);
  for (const ProblemInfo& info : catalogue.problems.all()) check(*info.make(), info.name);
}

TEST_F(Planning, NumbersOfEntriesAreCheckedAndTellEntriesApart) {
  ExperimentSpec spec = makeSpec({"GA", "GA"}, {"Toy-A"}, 1);
  spec.algorithms[1].population = 50;
  EXPECT_EQ(makePlan(spec, catalogue).info.algorithms[1].alias, "GA (population=50)");
  spec.algorithms[1].population = -1;
  EXPECT_TRUE(has(refusal(spec), "'population' is -1"));
  spec = makeSpec({"GA"}, {"Toy-A", "Toy-A"}, 1);
  spec.problems[1].budget = 70;
  EXPECT_TRUE(has(refusal(spec), "'Toy-A' appears twice"));
}

TEST_F(Planning, AliasesAreMadeUnique) {
  ExperimentSpec spec = makeSpec({"MFEA", "MFEA", "MFEA", "GA"}, {"Toy-A"}, 1);
  spec.algorithms[1].params["rmp"] = "0.5";
  spec.algorithms[2].params["rmp"] = "0.3";  // the default: the same as the first
  const Plan plan = makePlan(spec, catalogue);
  ASSERT_EQ(plan.info.algorithms.size(), 3U);
  EXPECT_EQ(plan.info.algorithms[0].alias, "MFEA (rmp=0.3)") << "the default is named like the others of a sweep";
  EXPECT_EQ(plan.info.algorithms[1].alias, "MFEA (rmp=0.5)");
  EXPECT_EQ(plan.info.algorithms[2].alias, "GA");
  spec.algorithms[0].alias = "GA";
  EXPECT_TRUE(has(refusal(spec), "Two algorithms are called 'GA'"));
}

TEST_F(Planning, NamesThatCannotBeReadAreRefused) {
  ExperimentSpec spec = makeSpec({"GA"}, {"Toy-A"}, 1);
  for (const auto& [alias, why] :
       std::initializer_list<std::pair<std::string, const char*>>{{" ", "it is blank"},
                                                                  {"\u3000\u200b", "it is blank"},
                                                                  {"two\nlines", "control character"},
                                                                  {"a\tb", "control character"},
                                                                  {"bell\x07", "control character"},
                                                                  {"next\u0085line", "control character"},
                                                                  {"line\u2028separator", "control character"},
                                                                  {"turned\u202e", "control character"},
                                                                  {"half \xc3", "UTF-8"},
                                                                  {std::string(201, 'x'), "more than 200"}}) {
    spec.algorithms[0].alias = alias;
    const std::string said = refusal(spec);
    EXPECT_TRUE(has(said, why)) << said;
    EXPECT_EQ(said.find('\n'), std::string::npos) << said;
  }
  for (const char* alias : {"本文方法", "МФЭА", "طريقة", "MFEA (ours), \u03bb=0.5", "👍", "a\u00a0b", "e\u0301"}) {
    spec.algorithms[0].alias = alias;
    EXPECT_EQ(makePlan(spec, catalogue).info.algorithms[0].alias, alias);
  }
}

TEST_F(Planning, ProblemKeysIdentifyProblemsWithTheirParameters) {
  ExperimentSpec spec = makeSpec({"GA"}, {"Toy-A", "Toy-A", "Toy-A"}, 1);
  spec.problems[1].params["dim"] = "5";
  spec.problems[2].params["dim"] = "3";  // the default
  const Plan plan = makePlan(spec, catalogue);
  EXPECT_EQ(plan.problemKeys, (std::vector<std::string>{"Toy-A", "Toy-A{dim=5}"}));
  EXPECT_EQ(plan.problems[1]->tasks()[0].dim, 5);
}

/// A problem with the tasks that it is given.
class OwnTasksBuilder final : public ProblemBuilder {
 public:
  explicit OwnTasksBuilder(std::vector<TaskInfo> tasks) : tasks_(std::move(tasks)) {}
  void params(ParamVisitor&) override {}
  [[nodiscard]] BuiltProblem build(const BuildRequest&) const override {
    struct OwnTasks final : Problem {
      explicit OwnTasks(std::vector<TaskInfo> tasks) {
        tasks_ = std::move(tasks);
        defaultBudget_ = 100;
        defaultPopulation_ = 10;
      }
      void evaluate(int, ConstMatView, MatView, MatView, EvalContext&) const override {}
    };
    return {std::make_shared<OwnTasks>(tasks_), Instance::Synthetic, "own"};
  }

 private:
  std::vector<TaskInfo> tasks_;
};

TEST_F(Planning, ProblemsHaveARangeForEveryVariable) {
  const auto catalogueOf = [&](int dim, const std::vector<double>& lower, const std::vector<double>& upper) {
    Catalogue own = testCatalogue();
    ProblemInfo info;
    info.name = "Own";
    info.suite = "Owns";
    info.labels = MultiTask | Unconstrained | SingleObjective;
    info.make = [=] {
      const TaskInfo good{"good", 1, 1, 0, {0.0}, {1.0}};
      return std::make_unique<OwnTasksBuilder>(std::vector<TaskInfo>{good, {"own", dim, 1, 0, lower, upper}});
    };
    own.problems.add(std::move(info));
    return own;
  };
  const auto refusalOf = [&](int dim, const std::vector<double>& lower, const std::vector<double>& upper) {
    const Catalogue own = catalogueOf(dim, lower, upper);
    std::string why = complaint([&] { (void)makePlan(makeSpec({"GA"}, {"Own"}, 1), own); });
    EXPECT_EQ(complaint([&] { (void)buildProblem(own, "Own", {}, {}); }), why);
    return why;
  };
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  EXPECT_NO_THROW((void)makePlan(makeSpec({"GA"}, {"Own"}, 1), catalogueOf(2, {0.0, 3.0}, {1.0, 3.0})));
  EXPECT_NO_THROW((void)makePlan(makeSpec({"GA"}, {"Own"}, 1), catalogueOf(1, {-8e307}, {8e307})));
  EXPECT_EQ(refusalOf(2, {0.0, -1e308}, {1.0, 1e308}),
            "'Own' cannot be run: task 2 has bounds -1e+308 and 1e+308 of variable 2; both must be finite, and so must "
            "be their difference.");
  EXPECT_TRUE(
      has(refusalOf(1, {-kInfinite}, {1.0}), "task 2 has bounds -inf and 1 of variable 1; both must be finite"));
  EXPECT_TRUE(has(refusalOf(1, {0.0}, {kNone}), "task 2 has bounds 0 and nan of variable 1; both must be finite"));
  EXPECT_TRUE(has(refusalOf(1, {2.0}, {1.0}), "bounds 2 and 1 of variable 1; the lower one must not be above"));
  EXPECT_TRUE(has(refusalOf(3, {0.0, 0.0}, {1.0, 1.0, 1.0}), "task 2 has 3 variables, but 2 lower and 3 upper bounds"));
  EXPECT_TRUE(has(refusalOf(0, {}, {}), "task 2 has no variable"));
}

TEST_F(Planning, RefusesWithTheCulprit) {
  EXPECT_TRUE(has(refusal(makeSpec({"MFAE"}, {"Toy-A"}, 1)), "MFEA"));
  EXPECT_TRUE(has(refusal(makeSpec({"GA"}, {"Toy-C"}, 1)), "Toy-"));
  EXPECT_TRUE(has(refusal(makeSpec({"GA"}, {"NoSuch*"}, 1)), "No problem matches 'NoSuch*'"));
  EXPECT_TRUE(has(refusal(makeSpec({}, {"Toy-A"}, 1)), "names no algorithm"));
  EXPECT_TRUE(has(refusal(makeSpec({"GA"}, {}, 1)), "names no problem"));
  EXPECT_TRUE(
      has(refusal(makeSpec({"GA"}, {"Toy-MO"}, 1)), "'GA' cannot be run on 'Toy-MO': GA is a single-objective"));
  EXPECT_TRUE(has(refusal(makeSpec({"GA"}, {"Toy-A"}, 0)), "'repetitions' is 0"));
  EXPECT_TRUE(has(refusal(makeSpec({"GA"}, {"Toy-*"}, 1)), "cannot be run on 'Toy-MO'"));
  ExperimentSpec spec = makeSpec({"MFEA"}, {"Toy-A"}, 1);
  spec.algorithms[0].params["rmp"] = "2";
  EXPECT_TRUE(has(refusal(spec), "outside [0, 1]"));
  spec = makeSpec({"MFEA"}, {"Toy-A"}, 1);
  spec.problems[0].params["dimm"] = "2";
  EXPECT_TRUE(has(refusal(spec), "'Toy-A' has no parameter 'dimm'"));
  spec = makeSpec({"MFEA"}, {"Toy-A"}, 1);
  spec.population = 1;
  EXPECT_TRUE(has(refusal(spec), "'MFEA' cannot be run on 'Toy-A'"));
  spec = makeSpec({"MFEA", "GA"}, {"Toy-A", "Toy-B"}, 1000000);
  EXPECT_NO_THROW((void)makePlan(spec, catalogue));
  spec.algorithms.push_back({"DE", "", {}});
  spec.algorithms.push_back({"Random", "", {}});
  spec.problems.push_back({"Toy-A", {{"dim", "9"}}});
  EXPECT_TRUE(has(refusal(spec), "split the experiment"));
}

}  // namespace
}  // namespace tandem
