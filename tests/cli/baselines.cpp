// SPDX-License-Identifier: Apache-2.0
// `tandem baselines`, `compare`, `recommend`, `baseline:NAME` wherever a result file goes, and certificates in reports.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "cli_program.h"

namespace tandem {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A folder with one small baseline of two problems, made as scripts/baselines makes them.
class Baselines : public testing::Test {
 protected:
  void SetUp() override {
    setenv("TANDEM_BASELINES_DIR", folder_.file(".").c_str(), 1);
    std::ofstream(at("Small.toml")) << "# Baseline Small: two problems. Written by a test.\n";
    run("MFEA,GA,DE,MFDE", "4000", at("full.h5"));
    good({"trim", at("full.h5"), "--precision", "18bits", "--lean", "-o", at("Small.h5")});
  }
  void TearDown() override { unsetenv("TANDEM_BASELINES_DIR"); }

  [[nodiscard]] std::string at(const std::string& name) const { return folder_.file(name); }
  static std::string good(const std::vector<std::string>& words) {
    const auto outcome = test::tandem(words);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out;
  }
  static std::string refused(const std::vector<std::string>& words) {
    const auto outcome = test::tandem(words);
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    return outcome.err;
  }
  static void run(const std::string& algorithms, const std::string& budget, const std::string& file) {
    good({"run", "-q", "-a", algorithms, "-p", "CEC17-MTSO1*,CEC17-MTSO2*", "-r", "5", "-e", budget, "-n", "20", "-k",
          "20", "--instance", "synthetic", "-o", file});
  }

 private:
  test::TemporaryFolder folder_;
};

TEST_F(Baselines, AreListedVerifiedAndTakenByName) {
  EXPECT_THAT(good({"baselines", "list"}), HasSubstr("two problems"));
  EXPECT_THAT(good({"baselines", "verify"}), HasSubstr("Small is sound: 40 of 40 runs finished"));
  EXPECT_THAT(good({"table", "baseline:Small", "--base", "GA"}), HasSubstr("MFDE"));
  EXPECT_THAT(refused({"table", "baseline:Smal"}), HasSubstr("Small"));  // the nearest name
  EXPECT_EQ(test::tandem({"reproduce", "baseline:Small", "--sample", "20%"}).status, 0);
}

TEST_F(Baselines, OnesOwnResultsGetTheirPlace) {
  run("MFEA:alias=Mine,rmp=0.6", "4000", at("mine.h5"));
  const std::string place = good({"compare", at("mine.h5")});
  EXPECT_THAT(place, HasSubstr("5 algorithms"));
  EXPECT_THAT(place, HasSubstr("Mine is number "));
  EXPECT_THAT(place, HasSubstr("its single-task twin GA is number "));
}

TEST_F(Baselines, RanksAreThoseOfFriedmansTable) {
  run("MFEA:alias=Mine,rmp=0.6", "4000", at("mine.h5"));
  const auto compared = nlohmann::json::parse(good({"compare", at("mine.h5"), "--all", "-f", "json"}));
  const auto table = nlohmann::json::parse(
      good({"table", at("mine.h5"), "baseline:Small", "--test", "friedman", "--base", "Mine", "-f", "json"}));
  std::map<std::string, double> expected;
  for (const auto& row : table) {
    if (row["statistic"] == "mean-rank") expected[row["algorithm"]] = row["value"];
  }
  ASSERT_EQ(expected.size(), 5U);
  for (const auto& place : compared["places"]) {
    EXPECT_DOUBLE_EQ(place["mean_rank"].get<double>(), expected.at(place["algorithm"])) << place["algorithm"];
  }
  EXPECT_EQ(compared["places"].size(), 5U);
}

TEST_F(Baselines, AMethodThatBothHaveStandsOnce) {
  run("MFEA,MFEA:alias=Mine,rmp=0.6", "4000", at("mine.h5"));
  const std::string place = good({"compare", at("mine.h5"), "--all"});
  EXPECT_THAT(place, HasSubstr("5 algorithms"));
  EXPECT_THAT(place,
              HasSubstr("MFEA is in " + at("mine.h5") + " with the same parameters; that of the baselines is left"));
  EXPECT_THAT(place, Not(HasSubstr("MFEA @")));
  // Under the same name, but a different method.
  run("MFEA:rmp=0.6", "4000", at("other.h5"));
  const std::string both = good({"compare", at("other.h5"), "--all"});
  EXPECT_THAT(both, HasSubstr("5 algorithms"));
  EXPECT_THAT(both, Not(HasSubstr("left out")));
  EXPECT_THAT(both, HasSubstr("MFEA @other"));
  EXPECT_THAT(both, HasSubstr("MFEA @Small"));
}

TEST_F(Baselines, OnesOwnNumbersAreRoundedAsThoseOfTheBaseline) {
  run("GA:alias=Mine", "4000", at("mine.h5"));  // the same runs as the baseline's GA
  const auto values = [&](const std::vector<std::string>& files) {
    std::vector<std::string> words{"table"};
    words.insert(words.end(), files.begin(), files.end());
    words.insert(words.end(), {"--show", "runs", "-f", "json"});
    std::map<std::string, std::vector<double>> found;
    for (const auto& row : nlohmann::json::parse(good(words))) found[row["algorithm"]].push_back(row["value"]);
    return found;
  };
  const auto beside = values({at("mine.h5"), "baseline:Small"});
  ASSERT_EQ(beside.at("Mine").size(), 20U);
  EXPECT_EQ(beside.at("Mine"), beside.at("GA"));
  EXPECT_NE(values({at("mine.h5")}).at("Mine"), beside.at("Mine")) << "alone it has all its digits";
}

TEST_F(Baselines, ARunCanEndWithItsPlace) {
  const std::vector<std::string> words{"run",
                                       "-q",
                                       "-a",
                                       "MFEA:alias=Mine,rmp=0.6",
                                       "-p",
                                       "CEC17-MTSO1*,CEC17-MTSO2*",
                                       "-r",
                                       "5",
                                       "-n",
                                       "20",
                                       "-k",
                                       "20",
                                       "--instance",
                                       "synthetic",
                                       "--with-baselines"};
  const auto with = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = words;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  const std::string said = good(with({"-e", "4000", "-o", at("mine.h5")}));
  EXPECT_EQ(said, good({"compare", at("mine.h5")}));
  EXPECT_THAT(said, HasSubstr("Mine is number "));
  // What cannot be compared is not even run.
  EXPECT_THAT(refused(with({"-e", "3000", "-o", at("short.h5")})), HasSubstr("run it with -e 4000"));
  EXPECT_FALSE(std::filesystem::exists(at("short.h5")));
  EXPECT_FALSE(std::filesystem::exists(at("short.h5.parts")));
  EXPECT_THAT(refused(with({"-e", "4000", "-o", at("part.h5"), "--shard", "1/2"})), HasSubstr("merged"));
}

TEST_F(Baselines, AreMadeOfTheirSpecificationAndGoneOnWith) {
  std::ofstream(at("Tiny.toml"))
      << "# Baseline Tiny: one problem.\nseed = 1\nrepetitions = 3\ncheckpoints = 4\nbudget = 400\n"
         "population = 10\ninstance = \"synthetic\"\nalgorithms = [{ name = \"MFEA\" }, { name = "
         "\"jSO\" }]\nproblems = [{ name = \"CEC17-MTSO1-CI-HS\" }]\n";
  EXPECT_THAT(refused({"baselines", "make"}), HasSubstr("which"));
  EXPECT_THAT(refused({"baselines", "make", "Tiny", "--work", at(".")}), HasSubstr("--work"));
  EXPECT_THAT(refused({"table", "baseline:Tiny"}), HasSubstr("has not been made"));
  const std::vector<std::string> make{"baselines", "make", "Tiny", "--work", at("work"), "-q", "-j", "1"};
  EXPECT_THAT(good(make), HasSubstr("Tiny.h5"));
  EXPECT_THAT(good({"baselines", "verify", "Tiny"}), HasSubstr("Tiny is sound: 6 of 6 runs finished"));
  EXPECT_THAT(good({"info", "baseline:Tiny"}), HasSubstr("18 bits and lean"));
  EXPECT_THAT(good(make), HasSubstr("is there; remove it"));
  const std::string table = good({"table", "baseline:Tiny", "-f", "csv"});
  // The traces that jSO reports are not kept, which does not make it a different experiment.
  EXPECT_EQ(test::tandem({"reproduce", "baseline:Tiny"}).status, 0);
  // Work already done is continued.
  std::filesystem::remove(at("Tiny.h5"));
  std::filesystem::remove(at("work/Tiny.h5"));
  good({"run", at("Tiny.toml"), "-q", "--shard", "1/2", "-o", at("work/Tiny.h5")});
  EXPECT_THAT(good(make), HasSubstr("Tiny.h5"));
  EXPECT_THAT(good({"baselines", "verify", "Tiny"}), HasSubstr("6 of 6 runs finished"));
  EXPECT_EQ(good({"table", "baseline:Tiny", "-f", "csv"}), table);
}

/// What ctest does with what we ship.
TEST_F(Baselines, TheScriptOfTheTestsFindsWhatIsChanged) {
  std::filesystem::create_directory(at("shipped"));
  std::filesystem::copy_file(at("Small.h5"), at("shipped/Small.h5"));
  const std::string command = std::string(TANDEM_SOURCE_DIR) + "/tests/cli/reproduce_baselines.sh " + TANDEM_PROGRAM +
                              " " + at("shipped") + " 4 " + at("data") + " > " + at("said") + " 2>&1";
  const auto said = [&] {
    std::ifstream in(at("said"));
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  EXPECT_EQ(std::system(command.c_str()), 0) << said();
  EXPECT_THAT(said(), HasSubstr("4 of its 40 finished runs"));
  {
    std::fstream file(at("shipped/Small.h5"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(at("shipped/Small.h5")) / 2));
    const std::string rubbish(4096, '#');
    file.write(rubbish.data(), static_cast<std::streamsize>(rubbish.size()));
  }
  EXPECT_NE(std::system(command.c_str()), 0) << said();
}

TEST_F(Baselines, WhatDoesNotMatchIsRefusedWithTheReason) {
  run("MFEA", "3000", at("short.h5"));
  const std::string why = refused({"compare", at("short.h5")});
  EXPECT_THAT(why, HasSubstr("CEC17-MTSO1-CI-HS, CEC17-MTSO2-CI-MS of baseline Small: ")) << "a reason is said once";
  EXPECT_THAT(why, HasSubstr("3,000"));
  EXPECT_THAT(why, HasSubstr("run it with -e 4000"));
}

TEST_F(Baselines, RecommendationsSayWhatTheyRestOn) {
  const std::string said = good({"recommend", "CEC17-MTSO1-CI-HS", "--instance", "synthetic"});
  EXPECT_THAT(said, HasSubstr("start with"));
  EXPECT_THAT(said, HasSubstr("MFDE"));
  EXPECT_THAT(said, HasSubstr("Only 1 problem"));
}

TEST_F(Baselines, ThePageHasEveryScenarioAndWhatIsMissing) {
  std::ofstream(at("Later.toml")) << "# Baseline Later: what comes next. Written by a test.\n";
  const std::string page = good({"recommend", "--all"});
  EXPECT_THAT(page, HasSubstr("## Single-objective, few tasks: small budget"));
  EXPECT_THAT(page, HasSubstr("## Single-objective, few tasks: large budget"));
  EXPECT_THAT(page, HasSubstr("## Single-objective, few tasks, similar tasks: large budget"));
  EXPECT_THAT(page, HasSubstr("## Single-objective, few tasks, dissimilar tasks: large budget"));
  EXPECT_THAT(page, HasSubstr("after 25 % of the budget, 500 evaluations per task"));
  EXPECT_THAT(page, HasSubstr("Only 2 problems"));
  EXPECT_THAT(page, HasSubstr("not made:\n\n- Later: what comes next"));
  EXPECT_THAT(page, HasSubstr("- multi-objective, constrained, few tasks"));
  EXPECT_THAT(page, Not(HasSubstr("optima in different places")));
  setenv("TANDEM_BASELINES_DIR", at("none").c_str(), 1);
  std::filesystem::create_directory(at("none"));
  const std::string none = good({"recommend", "--all"});
  EXPECT_THAT(none, HasSubstr("Baselines: none."));
  EXPECT_THAT(none, HasSubstr("- single-objective, few tasks\n"));
}

TEST_F(Baselines, WithoutAnyTheCureIsNamed) {
  setenv("TANDEM_BASELINES_DIR", "/nonexistent/baselines", 1);
  EXPECT_THAT(refused({"recommend", "CEC17-MTSO1-CI-HS"}), HasSubstr("TANDEM_BASELINES_DIR"));
  EXPECT_THAT(refused({"baselines", "list"}), HasSubstr("TANDEM_BASELINES_DIR"));
}

TEST_F(Baselines, ReportsShowACertificate) {
  good({"reproduce", at("full.h5"), "--sample", "20%", "--certificate", at("c.json")});
  const std::string page = good({"report", at("full.h5"), "--no-figures", "--certificate", at("c.json"), "-o", "-"});
  EXPECT_THAT(page, HasSubstr("8 of 40 finished runs"));
  EXPECT_THAT(page, HasSubstr("every stored value is the same"));
  EXPECT_THAT(refused({"report", at("full.h5"), "--certificate", at("Small.toml"), "-o", "-"}),
              HasSubstr("not a certificate"));
  EXPECT_THAT(refused({"report", at("Small.h5"), "--certificate", at("c.json"), "-o", "-"}),
              HasSubstr("certifies another file"));
}

}  // namespace
}  // namespace tandem
