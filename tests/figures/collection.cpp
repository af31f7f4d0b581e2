// SPDX-License-Identifier: Apache-2.0
// Runs as a collection: quantities, filters, and their charts as numbers.
#include "tandem/figures/collection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "figure_data.h"
#include "tandem/error.h"
#include "tandem/figures/data_text.h"
#include "tandem/figures/kinds.h"
#include "tandem/numbers.h"

namespace tandem::figures {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// GA and DE with four runs each on two tasks: values 10 (t + 1) + r, DE 100 more; seconds r + 1.
ProblemRuns twoAlgorithms() {
  ProblemRuns runs = testdata::problem(2);
  const double more[] = {0.0, 100.0};
  const char* names[] = {"GA (rmp=0.3)", "DE"};
  for (int a = 0; a < 2; ++a) {
    CellData d = testdata::cell(4, 2, 3, [&](int r, int t, int k) { return 10.0 * (t + 1) + r + more[a] + 2 - k; });
    for (int r = 0; r < 4; ++r) d.seconds[r] = r + 1;
    testdata::add(runs, names[a], std::move(d));
    AlgorithmRecord record;
    record.name = a == 0 ? "GA" : "DE";
    record.alias = names[a];
    record.params = {{.name = "fixed", .value = "7"},
                     {.name = "rmp", .value = a == 0 ? "0.3" : "0.7"},
                     {.name = "kind", .type = ParamType::Choice, .value = a == 0 ? "sbx" : "best"}};
    if (a == 1) record.params.push_back({.name = "F", .value = "0.5"});
    if (a == 1) record.budget = 4321;
    runs.records.push_back(record);
  }
  runs.problem.budget = 1234;
  runs.problem.params["shift"] = "3";
  return runs;
}

std::vector<int> allOf(const RunCollection& runs) {
  return runs.matching("");
}

TEST(RunCollection, EveryResultAndParameterIsAQuantity) {
  ProblemRuns made = twoAlgorithms();
  CellData& de = made.cells[1];
  de.cv[de.at(3, 0, 2)] = 0.25;
  de.status[0] = RunStatus::Failed;
  de.transferReported = true;
  de.transfer.resize(4);
  de.transfer[1] = {{0, 0, 1, {5, 2, 1}}, {1, 1, 0, {7, 4, 0}}, {1, 1, 1, {1000, 900, 0}}};  // the last one is native
  const RunCollection runs({made}, Catalogue{});
  ASSERT_EQ(runs.runs().size(), 7U);
  EXPECT_EQ(runs.leftOut(), 1);
  EXPECT_EQ(runs.nameOf(4), "DE on Toy, run 2");
  for (const std::string& name : runs.quantities()) EXPECT_EQ(runs.quantity(name).values.size(), 7U) << name;
  EXPECT_THAT(runs.quantity("objective:2").values, ElementsAre(20, 21, 22, 23, 121, 122, 123));
  EXPECT_EQ(runs.quantity("objective:2").label, "best objective value, task 2");
  const Quantity first = runs.quantity("objective");
  EXPECT_EQ(first.values[5], 112);
  EXPECT_TRUE(std::isnan(first.values[6])) << "it is not feasible";
  EXPECT_TRUE(std::isnan(runs.quantity("value:1").values[6]));
  EXPECT_THAT(runs.quantity("violation:1").values, ElementsAre(0, 0, 0, 0, 0, 0, 0.25));
  EXPECT_THAT(runs.quantity("seconds").values, ElementsAre(1, 2, 3, 4, 2, 3, 4));
  EXPECT_THAT(runs.quantity("evaluations").values, Each(3000));
  EXPECT_THAT(runs.quantity("task-evaluations:1").values, Each(1500));
  EXPECT_THAT(runs.quantity("rmp").values, ElementsAre(0.3, 0.3, 0.3, 0.3, 0.7, 0.7, 0.7));
  EXPECT_THAT(runs.quantity("kind").categories, ElementsAre("sbx", "best"));
  EXPECT_THAT(runs.quantity("shift").values, Each(3.0));
  EXPECT_THAT(runs.quantity("budget").values, ElementsAre(1234, 1234, 1234, 1234, 4321, 4321, 4321));
  EXPECT_TRUE(std::isnan(runs.quantity("F").values[0]));
  EXPECT_EQ(runs.quantity("F").values[4], 0.5);
  EXPECT_THAT(runs.quantity("algorithm").categories, ElementsAre("GA (rmp=0.3)", "DE"));
  EXPECT_THAT(runs.quantity("method").categories, ElementsAre("GA", "DE"));
  EXPECT_TRUE(std::isnan(runs.quantity("transfers").values[0])) << "not reported is not zero";
  EXPECT_EQ(runs.quantity("transfers").values[4], 12);
  EXPECT_EQ(runs.quantity("transfers-survived").values[4], 6);
  // Parameters that differ come first.
  const auto place = [&](const char* name) { return std::ranges::find(runs.quantities(), name); };
  EXPECT_LT(place("kind"), place("fixed"));
  EXPECT_LT(place("F"), place("shift"));
  EXPECT_LT(place("shift"), runs.quantities().end());
  for (const char* wrong : {"objective:3", "objective:0", "objective:1.5", "objective:", "secnods", ""}) {
    EXPECT_THROW(static_cast<void>(runs.quantity(wrong)), InputError) << wrong;
  }
}

TEST(RunCollection, WordsAndComparisonsChooseRuns) {
  const RunCollection runs({twoAlgorithms()}, Catalogue{});
  EXPECT_THAT(runs.matching(""), testing::SizeIs(8));
  EXPECT_THAT(runs.matching("de toy"), ElementsAre(4, 5, 6, 7));
  EXPECT_THAT(runs.matching("seconds<2"), ElementsAre(0, 4));
  EXPECT_THAT(runs.matching("seconds<=2 rmp>0.5"), ElementsAre(4, 5));
  EXPECT_THAT(runs.matching("seconds=2"), ElementsAre(1, 5));
  EXPECT_THAT(runs.matching("method=ga objective:1>=12"), ElementsAre(2, 3));
  EXPECT_THAT(runs.matching("objective>112"), ElementsAre(7));
  EXPECT_THAT(runs.matching("F=0.5 repetition==4"), ElementsAre(7)) << "those without F do not count";
  EXPECT_THAT(runs.matching("(rmp=0.3)"), ElementsAre(0, 1, 2, 3)) << "a part of a name";
  EXPECT_THAT(runs.matching("nothing"), IsEmpty());
  for (const char* wrong : {"secnods<2", "seconds<two", "seconds<", "kind<2", "objective:9<1"}) {
    EXPECT_THROW(static_cast<void>(runs.matching(wrong)), InputError) << wrong;
  }
}

TEST(RunCollection, AMetricThatSuitsNoProblemIsRefused) {
  EXPECT_THROW(RunCollection({twoAlgorithms()}, Catalogue{}, "nonsense"), InputError);
}

/// Where a run is drawn, and how.
const Line* lineOf(const Figure& figure, int run, double* x = nullptr, double* y = nullptr) {
  for (const Line& line : figure.panels.at(0).lines) {
    for (int j = 0; j < isize(line.ids); ++j) {
      if (line.ids[j] != run) continue;
      if (x != nullptr) *x = line.x.at(j);
      if (y != nullptr) *y = line.y.at(j);
      return &line;
    }
  }
  return nullptr;
}

TEST(RunCollection, EveryRunIsABubbleOfItsSizeAndColour) {
  const RunCollection runs({twoAlgorithms()}, Catalogue{});
  const std::vector<int> all = allOf(runs);
  const Figure chart = bubbleChart(runs, {.x = "seconds", .y = "objective:1", .size = "repetition", .shown = all});
  double x = 0.0, y = 0.0;
  const Line* line = lineOf(chart, 6, &x, &y);
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(x, 3.0);
  EXPECT_EQ(y, 112.0);
  EXPECT_EQ(line->names.at(0), "DE on Toy, run 3");
  EXPECT_EQ(line->values.at(0), 3.0);
  EXPECT_LT(lineOf(chart, 0)->markerSize, lineOf(chart, 3)->markerSize);
  EXPECT_NE(lineOf(chart, 0)->style, lineOf(chart, 4)->style);
  EXPECT_THAT(figureCsv(chart), HasSubstr("line,DE,3,112,,,,,3,\"DE on Toy, run 3\"\n"));
  // Numbers have the colours of quantities, from low to high.
  const Figure numbers = bubbleChart(runs, {.colour = "rmp", .shown = all});
  EXPECT_EQ(numbers.panels[0].lines.at(1).label, "rmp 0.7");
  EXPECT_EQ(lineOf(numbers, 4)->style, numbers.panels[0].lines[1].style);
  EXPECT_GE(lineOf(numbers, 0)->style, kRamp);
  EXPECT_LT(lineOf(numbers, 0)->style, lineOf(numbers, 4)->style);
  // Runs that lack the quantity say so.
  const Figure some = bubbleChart(runs, {.size = "F", .colour = "F", .shown = all});
  EXPECT_EQ(some.panels[0].lines.at(1).label, "without F");
  EXPECT_EQ(some.panels[0].lines[1].style, lineOf(some, 0)->style);
  EXPECT_NE(some.panels[0].lines[1].style, lineOf(some, 4)->style);
  EXPECT_THAT(some.note, HasSubstr("4 runs without (small)"));
  // Those with one name stand side by side, and those not selected are faint.
  const Figure named = bubbleChart(runs, {.x = "method", .y = "seconds", .shown = all, .selected = {5}});
  EXPECT_THAT(named.panels[0].x.categories, ElementsAre("GA", "DE"));
  lineOf(named, 4, &x);
  EXPECT_NEAR(x, 1.0 - 0.225, 1e-12);
  EXPECT_GT(lineOf(named, 5, &x)->opacity, 4 * lineOf(named, 4)->opacity);
  EXPECT_NEAR(x, 1.0 - 0.075, 1e-12);
  // A class that is filtered out leaves no gap, and no entry in the legend.
  const Figure filtered = bubbleChart(runs, {.x = "method", .shown = runs.matching("DE")});
  EXPECT_THAT(filtered.panels[0].x.categories, ElementsAre("DE"));
  EXPECT_EQ(filtered.panels[0].lines.at(0).label, "DE");
  EXPECT_EQ(lineOf(filtered, 0), nullptr);
  EXPECT_THROW(bubbleChart(runs, {}), InputError);
}

TEST(RunCollection, ScalesFollowTheRunsAndWhatTheyLackIsSaid) {
  ProblemRuns made = twoAlgorithms();
  for (int r = 0; r < 4; ++r) made.cells[0].objective[made.cells[0].at(r, 0, 2)] = std::pow(10.0, -r);
  made.cells[1].objective[made.cells[1].at(2, 0, 2)] = -1.0;
  const RunCollection runs({made}, Catalogue{});
  const Figure positive = bubbleChart(runs, {.y = "objective:1", .shown = runs.matching("GA")});
  EXPECT_TRUE(positive.panels[0].y.log);
  EXPECT_FALSE(positive.panels[0].x.log);
  EXPECT_FALSE(bubbleChart(runs, {.y = "objective:1", .shown = allOf(runs)}).panels[0].y.log) << "one is negative";
  const Figure forced = bubbleChart(runs, {.y = "objective:1", .shown = allOf(runs), .yScale = Scale::Log});
  EXPECT_EQ(lineOf(forced, 6), nullptr);
  EXPECT_THAT(forced.note, HasSubstr("7 runs"));
  EXPECT_THAT(forced.note, HasSubstr("1 run without these values not shown"));
}

TEST(RunCollection, BoxesStandOverNamesNumbersAndRanges) {
  const RunCollection runs({twoAlgorithms()}, Catalogue{});
  const std::vector<int> all = allOf(runs);
  const Figure named = groupedBoxes(runs, {.x = "kind", .y = "objective:1", .shown = all});
  EXPECT_THAT(named.panels[0].x.categories, ElementsAre("sbx", "best"));
  ASSERT_EQ(named.panels[0].boxes.size(), 2U);
  EXPECT_EQ(named.panels[0].boxes[0].median, 11.5);
  EXPECT_EQ(named.panels[0].boxes[1].median, 111.5);
  const Figure numbers = groupedBoxes(runs, {.x = "rmp", .y = "seconds", .shown = all});
  EXPECT_THAT(numbers.panels[0].x.categories, ElementsAre("0.3", "0.7"));
  EXPECT_EQ(numbers.panels[0].x.label, "rmp");
  // Runs without the parameter have no box, and are said to be left out.
  const Figure some = groupedBoxes(runs, {.x = "F", .y = "seconds", .shown = all});
  EXPECT_EQ(some.panels[0].boxes.size(), 1U);
  EXPECT_THAT(some.note, HasSubstr("4 runs without these values not shown"));
  // Sixteen different numbers become five ranges with about equally many runs.
  ProblemRuns many = testdata::problem(1);
  CellData d = testdata::cell(16, 1, 1, [](int r, int, int) { return 1.0 * r; });
  for (int r = 0; r < 16; ++r) d.seconds[r] = r;
  testdata::add(many, "GA", d);
  const RunCollection one({many}, Catalogue{});
  const Figure ranges = groupedBoxes(one, {.x = "seconds", .y = "objective:1", .shown = allOf(one)});
  EXPECT_THAT(ranges.panels[0].x.categories, ElementsAre("0 to 2", "3 to 5", "6 to 8", "9 to 11", "12 to 15"));
  EXPECT_EQ(ranges.panels[0].boxes[4].median, 13.5);
  EXPECT_THROW(groupedBoxes(runs, {.y = "algorithm", .shown = all}), InputError);
  EXPECT_THROW(groupedBoxes(runs, {}), InputError);
}

TEST(RunCollection, KindsOfFiguresAreMadeOfIt) {
  const std::vector<ProblemRuns> all = {twoAlgorithms()};
  const Figure bubbles =
      makeFigure(all, Catalogue{},
                 {.kind = "bubble", .task = 1, .xOf = "repetition", .colourOf = "kind", .runs = "objective:2<=22"});
  double y = 0.0;
  ASSERT_NE(lineOf(bubbles, 2, nullptr, &y), nullptr);
  EXPECT_EQ(y, 22.0) << "the metric of the task";
  EXPECT_EQ(lineOf(bubbles, 3), nullptr);
  EXPECT_FALSE(bubbles.caption.empty());
  const Figure boxes = makeFigure(all, Catalogue{}, {.kind = "run-box", .xOf = "rmp", .yOf = "seconds"});
  EXPECT_EQ(boxes.panels.at(0).boxes.size(), 2U);
  EXPECT_THROW(makeFigure(all, Catalogue{}, {.kind = "box", .xOf = "rmp"}), InputError);
  EXPECT_THROW(makeFigure(all, Catalogue{}, {.kind = "run-box", .sizeOf = "seconds"}), InputError);
}

}  // namespace
}  // namespace tandem::figures
