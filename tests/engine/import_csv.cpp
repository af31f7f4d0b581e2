// SPDX-License-Identifier: Apache-2.0
// Tables of other tools' results.
#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <limits>

#include "engine_fixture.h"
#include "tandem/editing/import.h"
#include "tandem/editing/reproduce.h"
#include "tandem/specification/task_labels.h"

namespace tandem {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ImportCsv : public ::testing::Test {
 protected:
  TempFolder folder;
  Catalogue catalogue = testCatalogue();
  std::string output = folder / "theirs.h5";

  ImportOutcome import(const std::string& text) {
    std::ofstream(folder / "theirs.csv") << text;
    return importCsv(folder / "theirs.csv", output, catalogue);
  }
  std::string refusal(const std::string& text) {
    return complaint([&] { (void)import(text); });
  }
};

TEST_F(ImportCsv, ValuesStandWhereTheyBelongAndTheRestIsUnknown) {
  const ImportOutcome outcome = import(
      "# of some tool\n"
      "algorithm, problem,task,repetition,evaluations,value\n"
      "mfea,Their problem,1,1,100,5.5\n"
      "mfea,Their problem,2,1,100,7\n"
      "mfea,Their problem,1,1,200,0.5\n"
      "mfea,Their problem,2,1,200,1e-300\n"
      "\"Own, \"\"tuned\"\"\",Their problem,1,2,100,3\n"
      "\"Own, \"\"tuned\"\"\",Their problem,2,2,200,4\r\n");
  EXPECT_EQ(outcome.runs, 2);
  EXPECT_EQ(outcome.missing, 2);
  ASSERT_EQ(outcome.notes.size(), 1U);
  EXPECT_THAT(outcome.notes[0], HasSubstr("How many variables 'Their problem' has"));
  const ResultFile file(output);
  EXPECT_TRUE(file.verify().empty());
  const ExperimentInfo& info = file.info();
  EXPECT_EQ(info.origin, "theirs.csv");
  EXPECT_EQ(info.version, "unknown");
  ASSERT_EQ(info.problems.size(), 1U);
  EXPECT_EQ(info.problems[0].tasks.size(), 2U);
  EXPECT_EQ(info.problems[0].budget, 200);
  EXPECT_EQ(info.problems[0].instance, Instance::Unknown);
  ASSERT_EQ(info.algorithms.size(), 2U);
  EXPECT_EQ(info.algorithms[0].name, "MFEA");
  EXPECT_EQ(info.algorithms[0].alias, "mfea");
  EXPECT_EQ(info.algorithms[1].alias, "Own, \"tuned\"");
  const RunRecord run = file.run({0, 0, 0});
  EXPECT_THAT(run.evaluations, ElementsAre(100, 200));
  EXPECT_THAT(run.objective, ElementsAre(5.5, 0.5, 7.0, 1e-300));
  EXPECT_THAT(run.taskEvaluations, ::testing::Each(kUnknownCount));
  EXPECT_TRUE(std::isnan(run.seconds));
  EXPECT_FALSE(run.transferReported);
  const RunRecord late = file.run({0, 1, 1});
  EXPECT_TRUE(std::isnan(late.objective[2])) << "no row yet";
  EXPECT_EQ(late.objective[1], 3.0) << "the row that is current";
  EXPECT_EQ(late.objective[3], 4.0);
  EXPECT_EQ(file.status({0, 1, 0}), RunStatus::Missing);
  EXPECT_THAT(complaint([&] {
                (void)reproduceRuns(output, {{0, 0, 0}}, catalogue, "", {});
              }),
              HasSubstr("was imported from theirs.csv"));
}

TEST_F(ImportCsv, RunsWithOtherRowsAreBroughtToTheCountsOfAllAndSaidToBe) {
  const ImportOutcome outcome = import(
      "problem,task,algorithm,repetition,evaluations,value,cv\n"
      "P,1,A,1,10,4,1\nP,1,A,1,20,3,0\nP,1,A,1,30,2,0\nP,1,A,1,40,1,0\n"
      "P,1,A,2,25,9,0\nP,1,A,2,35,11,0\n"
      "Q,1,A,1,7,1,0\nQ,1,A,2,7,2,0\n");
  ASSERT_EQ(outcome.notes.size(), 4U);
  EXPECT_THAT(outcome.notes[2], HasSubstr("6 checkpoints, those of all runs of the problem"));
  EXPECT_THAT(outcome.notes[3], HasSubstr("1 series"));
  const ResultFile file(output);
  EXPECT_NE(file.info().problems[0].labels & Constrained, 0U);
  const RunRecord first = file.run({0, 0, 0});
  EXPECT_THAT(first.evaluations, ElementsAre(10, 20, 25, 30, 35, 40));
  EXPECT_THAT(first.objective, ElementsAre(4, 3, 3, 2, 2, 1));
  EXPECT_THAT(first.cv, ElementsAre(1, 0, 0, 0, 0, 0));
  // Nothing is known before its first row; after the last it has spent what that says.
  const RunRecord second = file.run({0, 0, 1});
  EXPECT_THAT(second.evaluations, ElementsAre(10, 20, 25, 30, 35, 35));
  EXPECT_THAT(second.taskEvaluations, ElementsAre(10, 20, 25, 30, 35, 35));
  EXPECT_TRUE(std::isnan(second.objective[0]) && std::isnan(second.objective[1]));
  EXPECT_THAT(std::vector<double>(second.objective.begin() + 2, second.objective.end()), ElementsAre(9, 9, 11, 11));
  // A problem with fewer counts than another ends where its runs do.
  EXPECT_THAT(file.run({1, 0, 1}).evaluations, ::testing::Each(7));
  EXPECT_THAT(file.run({1, 0, 1}).objective, ::testing::Each(2.0));
  EXPECT_TRUE(file.verify().empty());
}

TEST_F(ImportCsv, OfASingleTaskTheEvaluationsAreThoseOfTheTable) {
  (void)import("problem,task,algorithm,repetition,evaluations,value\nP,1,A,1,10,4\nP,1,A,1,25,3\n");
  const RunRecord run = ResultFile(output).run({0, 0, 0});
  EXPECT_THAT(run.evaluations, ElementsAre(10, 25));
  EXPECT_THAT(run.taskEvaluations, ElementsAre(10, 25));
  EXPECT_TRUE(ResultFile(output).verify().empty());
}

constexpr const char* kHead = "problem,task,algorithm,repetition,evaluations,value\n";

TEST_F(ImportCsv, AProblemsParametersFollowItsNameAsOnTheCommandLineOrInOurTables) {
  catalogue = builtinCatalogue();
  struct Case {
    std::string name, called;
    ParamValues params;
    int dim;
  };
  const Case cases[] = {{"Func-Sphere (dim=6)", "Func-Sphere", {{"dim", "6"}}, 6},
                        {"Func-Sphere:dim=7", "Func-Sphere", {{"dim", "7"}}, 7},
                        {"func-sphere (defaults)", "Func-Sphere", {}, 50},
                        {"Func-Sphere:dim=10001", "Func-Sphere", {{"dim", "10001"}}, 1},  // not built for a name
                        {"Func-Sphere (shifted)", "Func-Sphere (shifted)", {}, 1},
                        {"Func-Sphere (dim=x)", "Func-Sphere (dim=x)", {}, 1},
                        {"Func-Sphere (D=6)", "Func-Sphere (D=6)", {}, 1},
                        {"Func-Sphere:budget=100", "Func-Sphere:budget=100", {}, 1},
                        {"Their problem (dim=6)", "Their problem (dim=6)", {}, 1}};
  std::string text = kHead;
  for (const Case& c : cases) text += c.name + ",1,GA,1,10,4\n";
  const ImportOutcome outcome = import(text);
  ASSERT_EQ(outcome.notes.size(), 6U);
  EXPECT_THAT(outcome.notes[1], HasSubstr("'Func-Sphere (shifted)' has is unknown"));
  EXPECT_THAT(outcome.notes[2], HasSubstr("'x'")) << "why it is not the catalogue's";
  EXPECT_THAT(outcome.notes[4], HasSubstr("Only parameters of the problem"));
  const std::vector<ProblemRecord> problems = ResultFile(output).info().problems;
  ASSERT_EQ(problems.size(), std::size(cases));
  for (std::size_t p = 0; p < problems.size(); ++p) {
    EXPECT_EQ(problems[p].name, cases[p].called);
    EXPECT_EQ(problems[p].params, cases[p].params) << cases[p].name;
    EXPECT_EQ(problems[p].tasks[0].dim, cases[p].dim) << cases[p].name;
  }
  EXPECT_THAT(refusal(kHead + std::string("Func-Sphere (dim=6),1,GA,1,10,4\nFunc-Sphere:dim=6,1,GA,2,10,4\n")),
              HasSubstr("exists"));
  removeResults(output);
  EXPECT_THAT(refusal(kHead + std::string("Func-Sphere (dim=6),1,GA,1,10,4\nFunc-Sphere:dim=6,1,GA,2,10,4\n")),
              HasSubstr("two names for the problem 'Func-Sphere:dim=6'"));
}

TEST_F(ImportCsv, ChosenTasksKeepTheirTitle) {
  catalogue = builtinCatalogue();
  const std::string name = "WCCI20-MaTSO2:tasks=1|3";
  const std::string other = "Scaling-D10:tasks=1|2 (dim=4, tasks=1|2)";  // as our tables tell two of a title apart
  std::string text = kHead;
  for (const std::string& problem : {name, other}) {
    for (const char* task : {"1", "2"}) text += "\"" + problem + "\"," + task + ",GA,1,10,4\n";
  }
  EXPECT_THAT(import(text).notes, ::testing::IsEmpty());
  const std::vector<ProblemRecord> problems = ResultFile(output).info().problems;
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].title, name);
  EXPECT_EQ(problems[0].params, (ParamValues{{"tasks", "1|3"}}));
  EXPECT_EQ(problems[1].title, "Scaling-D10:tasks=1|2");
  EXPECT_EQ(problems[1].params, (ParamValues{{"dim", "4"}, {"tasks", "1|2"}}));
}

TEST_F(ImportCsv, AnotherNumberOfTasksIsRefusedWithTheCureBeforeAnythingIsBuilt) {
  catalogue = builtinCatalogue();
  EXPECT_THAT(refusal(std::string(kHead) + "WCCI20-MaTSO1,1,GA,1,10,4\n"),
              HasSubstr("1 task of 'WCCI20-MaTSO1', which has 50; say which, as in WCCI20-MaTSO1:tasks=1, or call"));
  EXPECT_THAT(refusal(std::string(kHead) + "CEC17-MTSO1-CI-HS,1,GA,1,10,4\n"), HasSubstr(":tasks=1, or"));
  // Tens of gigabytes, if it were built.
  EXPECT_THAT(refusal(std::string(kHead) + "\"Scaling-D10:tasks=10000,dim=2000\",1,GA,1,10,4\n"),
              HasSubstr("which has 10000"));
  EXPECT_THAT(refusal(std::string(kHead) + "Func-Sphere:tasks=2,1,GA,1,10,4\n"),
              ::testing::AllOf(HasSubstr("theirs.csv"), HasSubstr("there is no task 2")));
}

TEST_F(ImportCsv, DefaultParametersAreSaidToBeAssumed) {
  catalogue = builtinCatalogue();
  EXPECT_THAT(import(std::string(kHead) + "Func-Sphere,1,GA,1,10,4\nFunc-Ackley,1,GA,1,10,4\n").notes,
              ElementsAre("'Func-Sphere' and 1 more are taken with default parameters; others are given with the name, "
                          "as in 'Func-Sphere:NAME=VALUE'."));
}

TEST_F(ImportCsv, InfiniteValuesAreTheWorstAsWeExportThem) {
  (void)import(
      "problem,task,algorithm,repetition,evaluations,value,cv\n"
      "P,1,A,1,10,Inf,Inf\nP,1,A,1,10,Inf,Inf\nP,1,A,1,20,inf,0.5\nP,1,A,1,30,3,0\n");
  const RunRecord run = ResultFile(output).run({0, 0, 0});
  constexpr double kInf = std::numeric_limits<double>::infinity();
  EXPECT_THAT(run.objective, ElementsAre(kInf, kInf, 3.0));
  EXPECT_THAT(run.cv, ElementsAre(kInf, 0.5, 0.0));
}

TEST_F(ImportCsv, ARowThatSaysTheSameAgainIsNoContradiction) {
  const std::string rows =
      "problem,task,algorithm,repetition,evaluations,value\nP,1,A,1,10,3\nP,1,A,1,10,3\nP,1,A,1,20,1\n";
  EXPECT_EQ(import(rows).runs, 1);
  EXPECT_THAT(ResultFile(output).run({0, 0, 0}).objective, ElementsAre(3, 1));
}

TEST_F(ImportCsv, MalformedTablesNameLineAndColumn) {
  const std::string head = "problem,task,algorithm,repetition,evaluations,value\n";
  const auto expectAt = [&](const std::string& text, const std::string& place, const std::string& why) {
    EXPECT_THAT(refusal(text), ::testing::AllOf(HasSubstr("theirs.csv" + place), HasSubstr(why))) << text;
    EXPECT_FALSE(resultsExist(output)) << text;
  };
  expectAt("", "' is empty", "names the columns");
  expectAt(head, "' has names", "no rows");
  expectAt("problem,task\n", ":1:1:", "the column 'algorithm' is missing");
  expectAt("problem,colour\n", ":1:9:", "no column 'colour'");
  expectAt("problem,task,task\n", ":1:14:", "twice");
  expectAt(head + "P,1,A,1,10\n", ":2:9:", "5 values, but 6 columns");
  expectAt(head + "P,1,A,1,10,1,2\n", ":2:14:", "7 values, but 6 columns");
  expectAt(head + "P,0,A,1,10,1\n", ":2:3:", "'0' is not a task");
  expectAt(head + "P,1,A,x,10,1\n", ":2:7:", "'x' is not a repetition");
  expectAt(head + "P,1,A,1,1.5,1\n", ":2:9:", "'1.5' is not a number of evaluations");
  expectAt(head + "P,1,A,1,10, 1,2\n", ":2:", "columns");
  expectAt(head + "P,1,A,1,10, one\n", ":2:13:", "'one' is not a value");
  expectAt(head + "P,1,A,1,10,nan\n", ":2:12:", "finite");
  expectAt(head + "P,1,A,1,10,-inf\n", ":2:12:", "or Inf for the worst");
  expectAt(head + ",1,A,1,10,1\n", ":2:1:", "name of a problem");
  expectAt(head + "P,1,\"  \",1,10,1\n", ":2:5:", "name of an algorithm: it is blank");
  expectAt(head + "P\x07,1,A,1,10,1\n", ":2:1:", "control character");
  expectAt(head + "\"P,1,A,1,10,1\n", ":2:1:", "not closed");
  expectAt(head + "P,1,A,1,10,1\nP,1,A,1,10,2\n", ":3:9:", "already");
  expectAt(head + "P,2,A,1,10,1\n\nP,1,B,1,10,2\n", ":2:1:", "no row of task 1");
  expectAt(head + "Toy-MO,1,A,1,10,1\n", "' has values of 'Toy-MO'", "several objectives");
}

TEST(TaskLabels, FromFiveTasksOnThereAreMany) {
  EXPECT_EQ(labelOfTasks(1), SingleTask);
  EXPECT_EQ(labelOfTasks(4), MultiTask);
  EXPECT_EQ(labelOfTasks(5), ManyTask);
}

}  // namespace
}  // namespace tandem
