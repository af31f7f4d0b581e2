// SPDX-License-Identifier: Apache-2.0
// What problems are called where results are shown, and what a user may call them.
#include "tandem/tables/names.h"

#include <gmock/gmock.h>

#include <set>

#include "tables_support.h"
#include "tandem/registry.h"

namespace tandem {
namespace {

using testing::ElementsAre;

ProblemRecord named(const std::string& name, const ParamValues& params) {
  ProblemRecord p = made::problem(name, 1);
  p.params = params;
  return p;
}

TEST(ProblemNames, HaveParametersOnlyWhereTheyAreNeeded) {
  EXPECT_THAT(problemNames({named("S", {{"dim", "5"}}), named("T", {})}), ElementsAre("S", "T"));
  EXPECT_THAT(problemNames({named("S", {{"dim", "5"}, {"bound", "1"}}), named("S", {}), named("T", {{"dim", "5"}})}),
              ElementsAre("S (bound=1, dim=5)", "S (defaults)", "T"));
  EXPECT_THAT(problemNames({named("S", {}), named("S", {})}), ElementsAre("S", "S #2")) << "imported results";
}

TEST(ProblemNames, WhatIsPrintedIsUnderstood) {
  const std::vector<std::string> values{
      "1",          "a,b",    "f(x", "say \"hi\"",          " blank ", "",      "Größe", "\\frac{1}{2}",
      "你好, 世界", "a/b*c?", "'",   std::string(150, 'q'), "a)b, c",  "x\\\"y"};
  for (const std::string& value : values) {
    const ParamValues params{{"command", value}, {"dim", "5"}};
    const std::string printed = fullProblemName("External", params);
    EXPECT_THAT(namesIn({printed, "Z"}), ElementsAre(printed, "Z")) << printed;
    EXPECT_THAT(namesAmong({printed + ",Z"}, {}), ElementsAre(printed, "Z")) << printed;
    EXPECT_TRUE(meansProblem(printed, "External", params)) << printed;
    EXPECT_FALSE(meansProblem(printed, "External", {{"command", "other"}, {"dim", "5"}})) << printed;
  }
  EXPECT_TRUE(meansProblem("S (bound=1*", "S", {{"bound", "1"}, {"dim", "5"}}));
  EXPECT_TRUE(meansProblem("s", "S", {{"bound", "1"}}));
  EXPECT_TRUE(meansProblem("S (defaults)", "S", {}));
}

TEST(ProblemNames, AKnownNameStaysWholeWhateverCommasItHas) {
  EXPECT_THAT(namesAmong({"tuned, v2", "GA,DE"}, {"Tuned, v2", "GA", "DE"}), ElementsAre("tuned, v2", "GA", "DE"));
}

TEST(ProblemNames, ATableNamesAndTakesThem) {
  made::Experiment e;
  e.addAlgorithm("tuned, v2");
  e.addAlgorithm("B");
  for (const char* bound : {"1", "100"}) {
    const int p = e.addProblem(named("S", {{"bound", bound}, {"dim", "5"}}));
    for (int a = 0; a < 2; ++a) e.cells[{p, a}] = made::cellOf({{1.0}, {2.0}});
  }
  Table all = made::table({&e});
  ASSERT_EQ(all.rows.size(), 2U);
  EXPECT_EQ(all.rows[0].problem, "S (bound=1, dim=5)");
  for (const TableRow& row : all.rows) {
    TableRequest r;
    r.problems = {row.problem};
    r.algorithms = {"tuned, v2"};
    const Table one = made::table({&e}, r);
    ASSERT_EQ(one.rows.size(), 1U);
    EXPECT_EQ(one.rows[0].problem, row.problem) << "a name means one problem of the file, selected or not";
    ASSERT_EQ(one.columns.size(), 1U);
    EXPECT_EQ(one.columns[0].label, "tuned, v2");
  }
  TableRequest wrong;
  wrong.problems = {"S (bound=2, dim=5)"};
  EXPECT_THROW((void)made::table({&e}, wrong), std::exception);
}

TEST(ProblemNames, DataOfOnesOwnAreNotCalledOfficial) {
  ProblemRecord p = made::problem("P", 1);
  p.suite = "CEC17-MTSO";
  p.instance = Instance::Official;
  EXPECT_STREQ(instanceOf(p), "official");
  for (const char* suite : {"External", "Composed"}) {
    p.suite = suite;
    p.instance = Instance::Official;
    EXPECT_STREQ(instanceOf(p), "own");
    p.instance = Instance::Unknown;
    EXPECT_STREQ(instanceOf(p), "unknown");
  }
}

TEST(TableNotes, AreSaidOnceWhateverTheyConcern) {
  made::Experiment a;
  made::Experiment b;
  a.addAlgorithm("A");
  b.addAlgorithm("B");
  b.name = "other.h5";
  for (int p = 0; p < 9; ++p) {
    ProblemRecord record = made::problem("P" + std::to_string(p + 1), 1);
    a.addProblem(record);
    a.cells[{p, 0}] = made::cellOf({{1.0}, {2.0}});
    record.population = 20;
    record.budget = p == 8 ? 3000 : 2000;
    b.addProblem(record);
    b.cells[{p, 0}] = made::cellOf({{1.0}, {2.0}});
  }
  TableRequest r;
  r.allowMixed = true;
  const Table t = made::table({&a, &b}, r);
  EXPECT_THAT(
      t.notes,
      testing::IsSupersetOf(
          {"Problems 'P1', 'P2', 'P3', 'P4' and 5 more had 10 individuals per task in made.h5 and 20 in other.h5.",
           "Problems 'P1', 'P2', 'P3', 'P4' and 4 more had a budget of 1000 evaluations in made.h5 and 2000 in "
           "other.h5.",
           "Problem 'P9' had a budget of 1000 evaluations in made.h5 and 3000 in other.h5."}));
  EXPECT_EQ(std::set<std::string>(t.notes.begin(), t.notes.end()).size(), t.notes.size());
}

}  // namespace
}  // namespace tandem
