// SPDX-License-Identifier: Apache-2.0
// Initial individuals given by the user: read from tables and results, kept in the file, refused where they do not
// fit.
#include "engine_fixture.h"

namespace tandem {
namespace {

using namespace testing;

class EngineStart : public ::testing::Test {
 protected:
  ExperimentSpec specFrom(const std::string& text, const std::vector<std::string>& problems = {"Toy-A"}) const {
    std::ofstream(points, std::ios::binary) << text;
    ExperimentSpec spec = makeSpec({"Random"}, problems, 2);
    spec.start = points;
    return spec;
  }
  std::string complaintOf(const ExperimentSpec& spec) const {
    try {
      (void)makePlan(spec, catalogue);
    } catch (const InputError& e) {
      return e.what();
    }
    return "nothing";
  }

  TempFolder folder;
  std::string points = folder / "points.csv";
  std::string file = folder / "x.h5";
  Catalogue catalogue = testCatalogue();
};

// Toy-A: tasks of 3 and 4 variables in [-5, 5].
TEST_F(EngineStart, ReadsATableTaskByTask) {
  for (const char* text : {"task,a,b,c,d\n1,0.5,1,2,\n2,1,2,3,4\n\n1, -5,+5,4e-1\n",
                           "\xEF\xBB\xBF# of yesterday\r\na,task,b,c,d\r\n0.5,1,1,2\r\n1,2,2,3,4\r\n-5,\"1\",5,.4,\r\n",
                           "1,0.5,1,2\n2,1,2,3,4\n1,-5.0000001,5.0000001,0.4"}) {
    const Plan plan = makePlan(specFrom(text), catalogue);
    const std::vector<Matrix>& start = plan.info.problems[0].start;
    ASSERT_EQ(start.size(), 2U);
    ASSERT_EQ(start[0].rows(), 2) << text;
    ASSERT_EQ(start[1].rows(), 1);
    EXPECT_EQ(std::vector<double>(start[0].values().begin(), start[0].values().end()),
              (std::vector<double>{0.5, 1, 2, -5, 5, 0.4}));
    EXPECT_EQ(std::vector<double>(start[1].values().begin(), start[1].values().end()),
              (std::vector<double>{1, 2, 3, 4}));
    EXPECT_EQ(plan.info.start, points);
    EXPECT_EQ(plan.info.startHash.size(), 16U);
  }
}

TEST_F(EngineStart, ATableMayNameProblems) {
  const std::string text = "problem,task,x1,x2,x3,x4\nToy-B,1,1,2,3\nToy-A,2,1,2,3,4\n";
  const Plan plan = makePlan(specFrom(text, {"Toy-A", "Toy-B"}), catalogue);
  EXPECT_EQ(plan.info.problems[0].start[0].rows(), 0);
  EXPECT_EQ(plan.info.problems[0].start[1].rows(), 1);
  EXPECT_EQ(plan.info.problems[1].start[0].rows(), 1);
  // Without the column they are for all.
  const Plan both = makePlan(specFrom("task,x,y,z\n1,1,2,3\n", {"Toy-A", "Toy-B"}), catalogue);
  EXPECT_EQ(both.info.problems[0].start[0].rows(), 1);
  EXPECT_EQ(both.info.problems[1].start[0].rows(), 1);
}

// As -p takes them: in upper or lower case, with any separator, by another name.
TEST_F(EngineStart, ProblemsOfATableMayHaveAnyOfTheirNames) {
  ProblemInfo other = catalogue.problems.find("Toy-A");
  other.name = "Toy-Z";
  other.aliases = {"Old Name"};
  catalogue.problems.add(std::move(other));
  for (const char* name : {"Toy-Z", "toy z", "Old Name", "old-name"}) {
    const Plan plan =
        makePlan(specFrom("problem,task,x,y,z\n" + std::string(name) + ",1,1,2,3\n", {"Toy-A", "Old Name"}), catalogue);
    EXPECT_EQ(plan.info.problems[0].start[0].rows(), 0) << name;
    EXPECT_EQ(plan.info.problems[1].start[0].rows(), 1) << name;
  }
}

TEST_F(EngineStart, NumberedVariablesAreTakenByTheirNumbers) {
  const auto startOf = [&](const std::string& text) {
    const Plan plan = makePlan(specFrom(text), catalogue);
    const auto values = plan.info.problems[0].start[0].values();
    return std::vector<double>(values.begin(), values.end());
  };
  const std::vector<double> expected = startOf("task,x1,x2,x3\n1,1,2,3\n");
  EXPECT_EQ(startOf("x3,task,x1,x2\n3,1,1,2\n"), expected);
  EXPECT_EQ(startOf("task,Var 2,Var 0,Var 1\n1,3,1,2\n"), expected);
  // Other names say nothing about an order.
  EXPECT_EQ(startOf("task,z,x,y\n1,1,2,3\n"), expected);
  EXPECT_EQ(startOf("task,x3,y1,z2\n1,1,2,3\n"), expected);
}

TEST_F(EngineStart, ComplaintsNameTheLineAndTheColumn) {
  const std::pair<const char*, const char*> cases[] = {
      {"task,x,y,z\n1,1,nan,3\n", "points.csv:2:5: variable 2 of task 1 is 'nan', not a finite number."},
      {"task,x,y,z\n1,1,2,inf\n", "points.csv:2:7: variable 3 of task 1 is 'inf', not a finite number."},
      {"task,x,y,z\n1,1,two,3\n", "points.csv:2:5: variable 2 of task 1 is 'two', not a finite number."},
      {"task,x,y,z\n1,1,2\n", "points.csv:2:6: variable 3 of task 1 is '', not a finite number."},
      {"task,x,y,z\n1,1,5.1,3\n", "points.csv:2:5: variable 2 of task 1 is 5.1, outside of [-5, 5]."},
      {"task,x,y,z\n3,1,2,3\n", "points.csv:2:1: '3' is not a task of 'Toy-A', which has tasks 1 to 2."},
      {"task,x,y,z\n0,1,2,3\n", "points.csv:2:1: '0' is not a task"},
      {"task,x,y,z\n1.5,1,2,3\n", "points.csv:2:1: '1.5' is not a task"},
      {"task,x,y,z\n2,1,2,3\n", "points.csv:2:1: task 2 of 'Toy-A' has 4 variables, but there are columns for 3."},
      {"task,x,y,z,u\n1,1,2,3,4\n", "points.csv:2:9: task 1 of 'Toy-A' has 3 variables; leave the rest"},
      {"task,x,y,z\n1,1,2,3,4\n", "points.csv:2:9: there are 5 values, but 4 columns."},
      {"x,y,z\n1,2,3\n", "points.csv:2:1: a column 'task' is missing, and 'Toy-A' has 2 tasks."},
      {"task,task,x,y,z\n1,1,1,2,3\n", "points.csv:1:6: the column 'task' is there twice."},
      {"task\n1\n", "points.csv:1:1: there are no columns of variables."},
      {"problem,task,x,y,z\nToy-C,1,1,2,3\n", "points.csv:2:1: the experiment has no problem 'Toy-C'; nearest: Toy-A."},
      {"task,x,y,z\n1,\"1,2,3\n", "points.csv:2:3: a double quote is not closed."},
      {"task,x,y,z\n", "holds no point to start from"},
      {"", "holds no point to start from"}};
  for (const auto& [text, expected] : cases) {
    const std::string complaint = complaintOf(specFrom(text));
    EXPECT_NE(complaint.find(expected), std::string::npos) << text << complaint;
  }
  ExperimentSpec spec = specFrom("");
  spec.start = folder / "nothing.csv";
  EXPECT_NE(complaintOf(spec).find("cannot be read"), std::string::npos);
  spec.start = folder / "nothing.h5";
  EXPECT_NE(complaintOf(spec).find("There are no results"), std::string::npos);
}

TEST_F(EngineStart, PointsAreTheFirstThatAreEvaluated) {
  // The optimum of both tasks: of the sphere at 1, of Rastrigin's function at 0.
  const Plan plan = makePlan(specFrom("task,a,b,c,d\n1,1,1,1\n2,0,0,0,0\n"), catalogue);
  (void)runExperiment(plan, file, {.threads = 1});
  for (int r = 0; r < 2; ++r) {
    const RunRecord run = ResultFile(file).run({0, 0, r});
    EXPECT_EQ(run.objective, std::vector<double>(20, 0.0));
    EXPECT_EQ(run.improvements[0].front().evaluations, 1);
  }
}

TEST_F(EngineStart, TheFileKeepsThemForResumeMergeAndSplit) {
  const Plan plan = makePlan(specFrom("task,a,b,c,d\n1,1,2,3\n2,-1,0.5,0,0\n1,0,1,0\n", {"Toy-A", "Toy-B"}), catalogue);
  const std::string whole = folder / "whole.h5";
  (void)runExperiment(plan, whole, {.threads = 1});
  (void)runExperiment(plan, file, {.threads = 1, .shards = 2});
  (void)runExperiment(plan, folder / "second.h5", {.threads = 1, .shard = 1, .shards = 2});
  {
    const ExperimentInfo info = ResultFile(file).info();
    EXPECT_EQ(info.schema, 5);
    EXPECT_EQ(info.start, points);
    EXPECT_EQ(info.startHash, plan.info.startHash);
    for (std::size_t p = 0; p < 2; ++p) EXPECT_TRUE(info.problems[p].start == plan.info.problems[p].start);
    EXPECT_TRUE(ResultFile(file).verify().empty());
  }
  mergeResults(folder / "merged.h5", {file, folder / "second.h5"});
  expectSameDatasets(whole, folder / "merged.h5");
  EXPECT_EQ(ResultFile(folder / "merged.h5").info().startHash, plan.info.startHash);

  std::filesystem::remove(points);  // a resume does not need it
  EXPECT_EQ(resumeExperiment(file, catalogue, "", {.threads = 1}).finished, 2);
  expectSameDatasets(whole, file);

  const std::vector<std::string> parts = splitResults(whole, SplitBy::Problem, folder / ".");
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_TRUE(ResultFile(parts[1]).info().problems[0].start == plan.info.problems[1].start);
  mergeResults(folder / "again.h5", parts);
  expectSameDatasets(whole, folder / "again.h5");
}

TEST_F(EngineStart, RunsFromOtherPointsAreAnotherExperiment) {
  const Plan plan = makePlan(specFrom("task,a,b,c\n1,1,2,3\n"), catalogue);
  (void)runExperiment(plan, file, {.threads = 1, .shards = 2});
  const Plan other = makePlan(specFrom("task,a,b,c\n1,1,2,3.5\n"), catalogue);
  (void)runExperiment(other, folder / "other.h5", {.threads = 1, .shard = 1, .shards = 2});
  ExperimentSpec without = specFrom("");
  without.start.clear();
  (void)runExperiment(makePlan(without, catalogue), folder / "without.h5", {.threads = 1, .shard = 1, .shards = 2});
  for (const char* name : {"other.h5", "without.h5"}) {
    try {
      mergeResults(folder / "merged.h5", {file, folder / name});
      FAIL() << name;
    } catch (const InputError& e) {
      EXPECT_NE(std::string(e.what()).find("initial individuals"), std::string::npos) << e.what();
    }
  }
  EXPECT_EQ(ResultFile(folder / "without.h5").info().schema, 5);
}

TEST_F(EngineStart, TheBestPointsOfResultsServe) {
  for (const char* problem : {"Toy-A", "Toy-MO"}) {
    ExperimentSpec first = makeSpec({"Random", "Throws"}, {problem}, 3);
    first.saveDecisions = true;
    const std::string before = folder / (std::string(problem) + ".h5");
    (void)runExperiment(makePlan(first, catalogue), before, {.threads = 1});
    ExperimentSpec spec = makeSpec({"Random"}, {problem}, 1);
    spec.start = before;
    spec.population = 7;
    const Plan plan = makePlan(spec, catalogue);
    const ResultFile results(before);
    for (int t = 0; t < 2; ++t) {
      const Matrix& start = plan.info.problems[0].start[t];
      const TaskInfo& task = plan.info.problems[0].tasks[t];
      ASSERT_EQ(start.cols(), task.dim);
      if (task.objectives > 1) {
        EXPECT_EQ(start.rows(), 7) << "no more than a population";
        continue;
      }
      // The best point of each run, the best of all first.
      ASSERT_EQ(start.rows(), 3);
      std::vector<std::pair<double, std::vector<double>>> best;
      for (int r = 0; r < 3; ++r) {
        const RunRecord run = results.run({0, 0, r});
        best.emplace_back(run.objective[t * 10 + 9], run.decisions[t * 10 + 9]);
      }
      std::ranges::sort(best);
      for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < task.dim; ++j) EXPECT_DOUBLE_EQ(start(i, j), best[i].second[j]);
      }
    }
    (void)runExperiment(plan, file, {.threads = 1, .force = true});
    EXPECT_EQ(ResultFile(file).failed().size(), 0U);
  }
}

TEST_F(EngineStart, ResultsThatCannotServeAreRefused) {
  ExperimentSpec first = makeSpec({"Random"}, {"Toy-A"}, 1);
  (void)runExperiment(makePlan(first, catalogue), folder / "bare.h5", {.threads = 1});
  first.saveDecisions = true;
  (void)runExperiment(makePlan(first, catalogue), folder / "a.h5", {.threads = 1});
  ExperimentSpec wide = first;
  wide.problems[0].params["dim"] = "5";
  (void)runExperiment(makePlan(wide, catalogue), folder / "wide.h5", {.threads = 1});
  const auto complaint = [&](const std::string& name, const std::string& problem) {
    ExperimentSpec spec = makeSpec({"Random"}, {problem}, 1);
    spec.start = folder / name;
    return complaintOf(spec);
  };
  EXPECT_NE(complaint("bare.h5", "Toy-A").find("--save-decisions"), std::string::npos);
  EXPECT_NE(complaint("a.h5", "Toy-B").find("no results of 'Toy-B'"), std::string::npos);
  EXPECT_NE(complaint("wide.h5", "Toy-A").find("other sizes"), std::string::npos);
  std::filesystem::resize_file(folder / "a.h5", 3000);
  EXPECT_NE(complaint("a.h5", "Toy-A"), "nothing");
}

TEST_F(EngineStart, TheSpecificationNamesTheFile) {
  ExperimentSpec spec = specFrom("1,1,1,1\n");
  const ExperimentSpec again = parseSpec(toToml(spec), "again");
  EXPECT_EQ(again.start, points);
  EXPECT_THROW((void)parseSpec("start = 3\n", "x"), InputError);
  spec.start.clear();
  EXPECT_EQ(toToml(spec).find("start"), std::string::npos) << "the text of other experiments stays what it was";
}

}  // namespace
}  // namespace tandem
