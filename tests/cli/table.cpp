// SPDX-License-Identifier: Apache-2.0
// `tandem table` end to end: a small experiment, then the program on its file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli_program.h"
#include "tandem/engine/engine.h"
#include "tandem/stats.h"
#include "tandem/store/result_file.h"

namespace tandem {
namespace {

using test::Outcome;
using testing::HasSubstr;
using testing::StartsWith;

class TableCommand : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new test::TemporaryFolder();
    write("one.h5", 1000);
    write("two.h5", 1200);
  }
  static void TearDownTestSuite() { delete folder_; }
  static void write(const std::string& name, std::int64_t budget) {
    ExperimentSpec spec;
    spec.algorithms = {{.name = "MFEA"}, {.name = "GA"}};
    spec.problems = {{.name = "CEC17-MTSO1*"}};
    spec.repetitions = 6;
    spec.budget = budget;
    spec.population = 20;
    spec.checkpoints = 4;
    spec.instance = Instance::Synthetic;
    const Catalogue catalogue = builtinCatalogue();
    (void)runExperiment(makePlan(spec, catalogue), folder_->file(name), {});
  }
  static std::string file(const std::string& name) { return folder_->file(name); }
  static test::TemporaryFolder* folder_;
};
test::TemporaryFolder* TableCommand::folder_ = nullptr;

TEST_F(TableCommand, AliasesWithCommasInParenthesesAreOneName) {
  const std::string path = file("alias.h5");
  const Outcome made = test::tandem({"run", "-a", "MFEA", "-a", "MFEA:muC=3,rmp=0.1", "-p", "Sphere:dim=2", "-r", "2",
                                     "-e", "200", "-n", "10", "-k", "2", "-o", path});
  ASSERT_EQ(made.status, 0) << made.err;
  for (const std::string& names : {std::string("MFEA (muC=3,rmp=0.1)"), std::string("MFEA,MFEA (muC=3,rmp=0.1)")}) {
    const Outcome done = test::tandem({"table", path, "-a", names, "--format", "csv"});
    EXPECT_EQ(done.status, 0) << done.err;
    EXPECT_THAT(done.out, HasSubstr("MFEA (muC=3,rmp=0.1)"));
  }
}

TEST_F(TableCommand, NamesThatRunTakesAreTaken) {
  const std::string path = file("known.h5");
  const Outcome made = test::tandem({"run", "-a", "RS,GA:alias=mine", "-p", "Sphere:dim=2,Ackley:dim=2", "-r", "2",
                                     "-e", "200", "-n", "10", "-k", "2", "-o", path});
  ASSERT_EQ(made.status, 0) << made.err;
  for (const std::string problem : {"Sphere", "sphere", "Func-Sphere", "Sph*"}) {
    for (const std::string algorithm : {"RS", "rs", "RandomSearch", "R?"}) {
      const Outcome done = test::tandem({"table", path, "-p", problem, "-a", algorithm, "--format", "csv"});
      EXPECT_EQ(done.status, 0) << done.err;
      EXPECT_THAT(done.out, HasSubstr("Func-Sphere,"));
      EXPECT_THAT(done.out, HasSubstr(",RandomSearch,"));
      EXPECT_THAT(done.out, testing::Not(testing::AnyOf(HasSubstr("Ackley"), HasSubstr("mine")))) << problem;
      const std::string arranged = file("arranged.h5");
      const Outcome kept = test::tandem({"arrange", path, "-p", problem, "-a", algorithm, "-o", arranged});
      EXPECT_EQ(kept.status, 0) << kept.err;
      if (kept.status != 0) continue;
      const ResultFile part(arranged);
      EXPECT_EQ(part.info().problems.size(), 1U);
      EXPECT_EQ(part.info().problems.at(0).name, "Func-Sphere");
      ASSERT_EQ(part.info().algorithms.size(), 1U);
      EXPECT_EQ(part.info().algorithms[0].name, "RandomSearch");
      std::filesystem::remove(arranged);
    }
    const Outcome drawn =
        test::tandem({"plot", path, "-p", problem, "--algorithm", "RS", "--kind", "box", "--data", file("d.csv")});
    EXPECT_EQ(drawn.status, 0) << drawn.err;
  }
  const Outcome suite = test::tandem({"table", path, "-p", "Classical", "--format", "csv"});
  EXPECT_THAT(suite.out, testing::AllOf(HasSubstr("Func-Sphere"), HasSubstr("Func-Ackley"))) << suite.err;
  // What is known but not there is refused as what is unknown.
  EXPECT_THAT(test::tandem({"table", path, "-p", "Rastrigin"}).err, HasSubstr("hold no problem 'Rastrigin'"));
  EXPECT_THAT(test::tandem({"arrange", path, "-a", "MFEA", "-o", file("no.h5")}).err, HasSubstr("no algorithm 'MFEA'"));
}

TEST_F(TableCommand, CsvHoldsTheNumbersOfTheFile) {
  const Outcome done = test::tandem({"table", file("one.h5"), "--base", "GA", "--show", "median", "--format", "csv"});
  ASSERT_EQ(done.status, 0) << done.err;
  std::istringstream in(done.out);
  std::string line;
  std::getline(in, line);
  EXPECT_EQ(line, "problem,task,algorithm,metric,statistic,value,test,p_value,sign");
  const ResultFile results(file("one.h5"));
  for (int t = 0; t < 2; ++t) {
    std::vector<std::vector<double>> runs(2);
    for (int a = 0; a < 2; ++a) {
      const CellData cell = results.cell(0, a);
      for (int r = 0; r < 6; ++r) runs[a].push_back(cell.objective[cell.at(r, t, 3)]);
    }
    for (std::size_t a = 0; a < 2; ++a) {
      ASSERT_TRUE(std::getline(in, line));
      std::vector<std::string> f;
      std::istringstream fields(line);
      for (std::string field; std::getline(fields, field, ',');) f.push_back(field);
      ASSERT_GE(f.size(), 7U) << line;
      EXPECT_EQ(f[1], std::to_string(t + 1));
      EXPECT_EQ(f[2], a == 0 ? "MFEA" : "GA");
      EXPECT_EQ(std::stod(f[5]), stats::median(runs[a]));
      EXPECT_EQ(f[6], "rank-sum");
      if (a == 0) {
        EXPECT_EQ(std::stod(f[7]), stats::rankSum(runs[0], runs[1]).p);
      }
    }
  }
  EXPECT_FALSE(std::getline(in, line));
}

TEST_F(TableCommand, TextNamesInstanceMetricTestAndN) {
  const Outcome done = test::tandem({"table", file("one.h5"), "--base", "ga", "--correction", "holm"});
  ASSERT_EQ(done.status, 0) << done.err;
  for (const char* part : {"Obj (smaller is better)", "synthetic data", "n = 6 runs", "Wilcoxon rank-sum",
                           "Holm over 2", "against GA", "CEC17-MTSO1", "+ / = / -"}) {
    EXPECT_THAT(done.out, HasSubstr(part));
  }
}

TEST_F(TableCommand, CheckpointAndRuns) {
  const Outcome done =
      test::tandem({"table", file("one.h5"), "--checkpoint", "1", "--show", "runs", "--format", "json", "-a", "GA"});
  ASSERT_EQ(done.status, 0) << done.err;
  const auto records = nlohmann::json::parse(done.out);
  ASSERT_EQ(records.size(), 12U);
  const ResultFile results(file("one.h5"));
  const CellData cell = results.cell(0, 1);
  EXPECT_EQ(records[0]["value"].get<double>(), cell.objective[cell.at(0, 0, 0)]);
  EXPECT_EQ(records[11]["repetition"], 6);
  EXPECT_EQ(records[11]["value"].get<double>(), cell.objective[cell.at(5, 1, 0)]);
}

TEST_F(TableCommand, WritesFilesByTheirEnding) {
  const std::string tex = file("table.tex");
  ASSERT_EQ(test::tandem({"table", file("one.h5"), "-o", tex}).status, 0);
  std::ifstream in(tex);
  std::string first;
  std::getline(in, first);
  EXPECT_EQ(first, "\\documentclass{article}");
}

TEST_F(TableCommand, StandardOutputByItsOtherNames) {
  const Outcome plain = test::tandem({"table", file("one.h5"), "--format", "csv"});
  ASSERT_EQ(plain.status, 0) << plain.err;
  for (const char* name : {"-", "/dev/stdout", "/dev/fd/1"}) {
    const Outcome done = test::tandem({"table", file("one.h5"), "--format", "csv", "-o", name});
    EXPECT_EQ(done.status, 0) << name << done.err;
    EXPECT_EQ(done.out, plain.out) << name;
  }
  const Outcome binary = test::tandem({"table", file("one.h5"), "--format", "xlsx", "-o", "/dev/stdout"});
  EXPECT_EQ(binary.status, 2);
  EXPECT_THAT(binary.err, HasSubstr("needs a file"));
}

TEST_F(TableCommand, PowerIsANote) {
  const Outcome done = test::tandem({"table", file("one.h5"), "--base", "GA", "--power", "0.64"});
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("Power of the rank-sum test"));
  EXPECT_EQ(test::tandem({"table", file("one.h5"), "--power", "0.64", "--test", "friedman"}).status, 2);
}

TEST_F(TableCommand, MergeNamesTheSettingThatDiffers) {
  const Outcome done = test::tandem({"merge", file("merged.h5"), file("one.h5"), file("two.h5")});
  EXPECT_EQ(done.status, 2);
  EXPECT_THAT(done.err, testing::AllOf(HasSubstr("budget = 1000"), HasSubstr("budget = 1200")));
}

TEST_F(TableCommand, RefusalsEndWithStatusTwo) {
  const auto refused = [&](std::vector<std::string> words, const std::string& text) {
    words.insert(words.begin(), "table");
    const Outcome done = test::tandem(words);
    EXPECT_EQ(done.status, 2);
    EXPECT_THAT(done.err, HasSubstr(text));
    EXPECT_EQ(done.out, "");
  };
  refused({file("one.h5"), file("two.h5")}, "1200");
  refused({file("none.h5")}, "none.h5");
  refused({file("one.h5"), "-m", "IGD"}, "IGD");
  refused({file("one.h5"), "-m", "ERT:target=1,target=2"}, "the parameter 'target' is given twice");
  refused({file("one.h5"), "--base", "MFAE"}, "MFEA");
  refused({file("one.h5"), "--format", "xlsx"}, "-o TABLE.xlsx");
  refused({file("one.h5"), "--correction", "holm"}, "--test");
  refused({file("one.h5"), "--checkpoint", "9"}, "checkpoint 9");
  refused({}, "FILE.h5");
  const Outcome mixed = test::tandem({"table", file("one.h5"), file("two.h5"), "--allow-mixed", "--format", "csv"});
  EXPECT_EQ(mixed.status, 0);
  EXPECT_THAT(mixed.err, HasSubstr("1200"));
  EXPECT_THAT(mixed.out, HasSubstr("GA @two"));
}

}  // namespace
}  // namespace tandem
