// SPDX-License-Identifier: Apache-2.0
// Listings and descriptions of the catalogue.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "cli_program.h"

namespace tandem::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

nlohmann::json records(const std::vector<std::string>& words) {
  const Outcome outcome = tandem(words);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return nlohmann::json::parse(outcome.out);
}

TEST(Listing, LabelsNarrowAndAddUp) {
  const auto all = records({"list", "algorithms", "--format", "json"});
  const auto multi = records({"list", "algorithms", "--label", "multi-task", "--format", "json"});
  const auto both = records({"list", "algorithms", "-l", "MULTI_TASK", "-l", "Single Objective", "-f", "json"});
  EXPECT_LT(multi.size(), all.size());
  EXPECT_LE(both.size(), multi.size());
  EXPECT_FALSE(both.empty());
  for (const auto& a : both) {
    EXPECT_THAT(a["labels"], Contains("multi-task"));
    EXPECT_THAT(a["labels"], Contains("single-objective"));
  }
}

TEST(Listing, PatternsAndTheCountsOfSuites) {
  const auto problems = records({"list", "problems", "--match", "cec17_mtso?-*", "--format", "json"});
  EXPECT_EQ(problems.size(), 9U);
  for (const auto& suite : records({"list", "suites", "--format", "json"})) {
    if (suite["name"] != "CEC17-MTSO") continue;
    EXPECT_EQ(suite["problems"], 9);
  }
}

TEST(Listing, CsvQuotesWhatNeedsIt) {
  const Outcome outcome = tandem({"list", "problems", "--match", "CEC17-MTSO1*", "--format", "csv"});
  EXPECT_THAT(outcome.out, testing::StartsWith("name,suite,labels,about\n"));
  EXPECT_THAT(outcome.out, HasSubstr("multi-task;single-objective;none,\"Griewank and Rastrigin, "));
}

TEST(Show, AnAlgorithmWithItsParameters) {
  const Outcome text = tandem({"show", "mfea"});
  EXPECT_EQ(text.status, 0) << text.err;
  for (const char* fragment : {"MFEA (algorithm)", "https://doi.org/10.1109/TEVC.2015.2458037", "rmp", "0.3", "[0, 1]",
                               "random mating probability", "multi-task"}) {
    EXPECT_THAT(text.out, HasSubstr(fragment));
  }
  const auto record = records({"show", "mfea", "--format", "json"}).at(0);
  EXPECT_EQ(record["name"], "MFEA");
  EXPECT_EQ(record["parameters"][0]["name"], "rmp");
  EXPECT_EQ(record["parameters"][0]["default"], 0.3);
  EXPECT_EQ(record["parameters"][0]["max"], 1.0);
}

TEST(Show, AMetric) {
  const Outcome text = tandem({"show", "IGD+"});
  EXPECT_EQ(text.status, 0) << text.err;
  for (const char* fragment : {"IGD+ (metric)", "smaller", "one per task"}) EXPECT_THAT(text.out, HasSubstr(fragment));
  EXPECT_THAT(tandem({"show", "Obj-MTS"}).out, HasSubstr("depends on which algorithms are compared"));
  EXPECT_EQ(records({"show", "HV", "--format", "json"}).at(0)["better"], "larger");
  const auto record = records({"show", "IGD", "--format", "json"}).at(0);
  EXPECT_EQ(record["better"], "smaller");
  EXPECT_EQ(record["perTask"], true);
  EXPECT_EQ(record["relative"], false);
}

TEST(Show, TheTracesOfAnAlgorithm) {
  EXPECT_THAT(tandem({"show", "SHADE"}).out,
              HasSubstr("Traces (tandem plot --kind trace)\n  trace  per   range   meaning\n"
                        "  F      task  >= 0    mean of the mutation factors of the trial vectors\n"
                        "  CR     task  [0, 1]  mean of the crossover rates of the trial vectors\n"));
  const auto traces = records({"show", "SHADE", "--format", "json"}).at(0)["traces"];
  ASSERT_EQ(traces.size(), 2U);
  EXPECT_EQ(traces[1]["name"], "CR");
  EXPECT_EQ(traces[1]["per"], "task");
  EXPECT_EQ(traces[1]["max"], 1.0);
}

TEST(Show, AProblemWithTasksInstanceBudgetAndSimilarity) {
  const Outcome text = tandem({"show", "CEC17-MTSO1"});
  EXPECT_EQ(text.status, 0) << text.err;
  for (const char* fragment :
       {"CEC17-MTSO1-CI-HS (problem)", "synthetic", "100,000 evaluations", "[-100, 100]", "Spearman"}) {
    EXPECT_THAT(text.out, HasSubstr(fragment));
  }
  const auto record = records({"show", "CEC17-MTSO1", "-f", "json"}).at(0);
  EXPECT_EQ(record["instance"], "synthetic");
  ASSERT_EQ(record["tasks"].size(), 2U);
  EXPECT_EQ(record["tasks"][1]["dimension"], 50);
  EXPECT_EQ(record["tasks"][1]["lower"].size(), 50U);
  EXPECT_EQ(record["similarity"][0][0], 1.0);
  EXPECT_GT(record["similarity"][0][1], 0.9);
}

TEST(Show, ParametersOfAProblemTakeEffect) {
  const auto record = records({"show", "Sphere", "--param", "dim=7", "-f", "json"}).at(0);
  EXPECT_EQ(record["tasks"][0]["dimension"], 7);
}

TEST(Show, AProblemThatNeedsParametersIsShownWithoutThem) {
  const Outcome text = tandem({"show", "External"});
  EXPECT_EQ(text.status, 0) << text.err;
  EXPECT_THAT(text.err, IsEmpty());
  for (const char* fragment :
       {"External (problem)", "timeLimit", "known once the parameters are given", "External (suite)"}) {
    EXPECT_THAT(text.out, HasSubstr(fragment));
  }
  const auto record = records({"show", "External", "-f", "json"}).at(0);
  EXPECT_EQ(record["parameters"][0]["name"], "command");
  EXPECT_TRUE(record["tasks"].is_null());
}

TEST(Show, ASuite) {
  const Outcome text = tandem({"show", "cec17 mtso"});
  EXPECT_EQ(text.status, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("CEC17-MTSO (suite)"));
  EXPECT_THAT(text.out, HasSubstr("CEC17-MTSO9-NI-LS"));
}

TEST(Show, AnUnknownNameIsAnsweredWithTheNearestOfAllKinds) {
  const Outcome outcome = tandem({"show", "MFAE"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, HasSubstr("'MFAE'"));
  EXPECT_THAT(outcome.err, HasSubstr("MFEA"));
}

TEST(Show, OfficialDataAskedForButNotThere) {
  const Outcome outcome = tandem({"show", "CEC17-MTSO1", "--instance", "official"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("import"));
}

}  // namespace
}  // namespace tandem::test
