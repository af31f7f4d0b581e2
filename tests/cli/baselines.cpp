// SPDX-License-Identifier: Apache-2.0
// `tandem baselines`, `compare`, `recommend`, `baseline:NAME` wherever a result file goes, and certificates in reports.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
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
    good({"trim", at("full.h5"), "--precision", "float", "--lean", "-o", at("Small.h5")});
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

TEST_F(Baselines, WhatDoesNotMatchIsRefusedWithTheReason) {
  run("MFEA", "3000", at("short.h5"));
  const std::string why = refused({"compare", at("short.h5")});
  EXPECT_THAT(why, HasSubstr("3,000"));
  EXPECT_THAT(why, HasSubstr("run it with -e 4000"));
}

TEST_F(Baselines, RecommendationsSayWhatTheyRestOn) {
  const std::string said = good({"recommend", "CEC17-MTSO1-CI-HS", "--instance", "synthetic"});
  EXPECT_THAT(said, HasSubstr("start with"));
  EXPECT_THAT(said, HasSubstr("MFDE"));
  EXPECT_THAT(said, HasSubstr("Only 1 problem"));
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
              HasSubstr("no certificate"));
  EXPECT_THAT(refused({"report", at("Small.h5"), "--certificate", at("c.json"), "-o", "-"}),
              HasSubstr("certifies another file"));
}

}  // namespace
}  // namespace tandem
