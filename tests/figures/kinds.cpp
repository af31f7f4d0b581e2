// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "figure_data.h"
#include "tandem/editing/edit.h"
#include "tandem/engine/engine.h"
#include "tandem/error.h"
#include "tandem/figures/convergence.h"
#include "tandem/figures/data_text.h"
#include "tandem/figures/distribution.h"
#include "tandem/figures/fronts.h"
#include "tandem/figures/kinds.h"
#include "tandem/figures/landscape.h"
#include "tandem/figures/profiles.h"
#include "tandem/figures/ranks.h"
#include "tandem/figures/traces.h"
#include "tandem/figures/transfer.h"
#include "temporary_folder.h"

namespace tandem::figures {
namespace {

using testdata::fastAndSlow;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;
constexpr double kInf = std::numeric_limits<double>::infinity();

TEST(Distribution, SummarisesWithTukeysWhiskers) {
  const Box box = summarise({1, 2, 3, 4, 100});
  EXPECT_DOUBLE_EQ(box.q1, 2);
  EXPECT_DOUBLE_EQ(box.median, 3);
  EXPECT_DOUBLE_EQ(box.q3, 4);
  EXPECT_DOUBLE_EQ(box.low, 1);
  EXPECT_DOUBLE_EQ(box.high, 4);
  EXPECT_THAT(box.outliers, ElementsAre(100));
}

TEST(Distribution, DensityIsWidestWhereTheValuesAre) {
  const Violin v = densityOf({0, 0.1, -0.1, 0.05, 5}, false);
  const auto widest = std::max_element(v.halfWidth.begin(), v.halfWidth.end()) - v.halfWidth.begin();
  EXPECT_NEAR(v.y[widest], 0.0, 0.3);
  EXPECT_DOUBLE_EQ(v.halfWidth[widest], 0.4);
  const Violin same = densityOf({2, 2, 2}, true);  // no spread must not divide by zero
  for (const double w : same.halfWidth) EXPECT_TRUE(std::isfinite(w));
  EXPECT_THAT(same.y, ElementsAre(2, 2)) << "a single value is a stroke";
  EXPECT_EQ(same.median, 2.0);
}

TEST(Distribution, ViolinOfOneValueIsALine) {
  for (const auto& values : {std::vector<double>{7}, {7, 7, 7}}) {
    const Violin v = densityOf(values, false);
    EXPECT_THAT(v.y, ElementsAre(7, 7));
    EXPECT_THAT(v.halfWidth, ElementsAre(0.4, 0.4));
    EXPECT_DOUBLE_EQ(v.median, 7);
  }
  const Violin huge = densityOf({-1e300, 1e300}, false);  // squares overflow
  for (const double w : huge.halfWidth) EXPECT_TRUE(std::isfinite(w));
}

TEST(Distribution, CountsRunsWithoutAFeasibleSolution) {
  ProblemRuns runs = testdata::problem(1);
  CellData d = testdata::cell(4, 1, 2, [](int r, int, int) { return 1.0 + r; });
  d.cv[d.at(3, 0, 1)] = 0.5;
  testdata::add(runs, "GA", d);
  const Figure f = distributionFigure({runs}, Catalogue{});
  EXPECT_DOUBLE_EQ(f.panels[0].boxes[0].median, 2.0);
  EXPECT_THAT(f.note, HasSubstr("1 runs without a feasible solution"));
}

TEST(Checkpoints, FilesWithFewerOfThemEndWithTheirLast) {
  ProblemRuns runs = testdata::problem(1);
  testdata::add(runs, "A", testdata::cell(3, 1, 2, [](int r, int, int k) { return 9.0 + r - 8.0 * k; }));
  testdata::add(runs, "B", testdata::cell(3, 1, 5, [](int r, int, int k) { return 9.0 + r - k; }));
  // A ends at 1 to 3, B at 5 to 7: the best must not be ranked last for having fewer records.
  EXPECT_THAT(rankTable({runs}, "", Catalogue{}).ranks[0], ElementsAre(1, 2));
  const Figure f = distributionFigure({runs}, Catalogue{});
  ASSERT_EQ(f.panels[0].boxes.size(), 2U);
  EXPECT_DOUBLE_EQ(f.panels[0].boxes[0].median, 2.0);
  EXPECT_THAT(f.note, Not(HasSubstr("without a feasible solution")));
  EXPECT_DOUBLE_EQ(distributionFigure({runs}, Catalogue{}, {.checkpoint = 1}).panels[0].boxes[1].median, 9.0);
  // What one of them lacks is not taken from elsewhere.
  EXPECT_THROW(distributionFigure({runs}, Catalogue{}, {.checkpoint = 2}), InputError);
  EXPECT_THROW(distributionFigure({runs}, Catalogue{}, {.checkpoint = 500}), InputError);
  EXPECT_THROW(convergenceFigure(runs, Catalogue{}, {.repetition = 3}), InputError);
  EXPECT_NO_THROW(convergenceFigure(runs, Catalogue{}, {.repetition = 2}));
}

TEST(Fronts, KeepsWhatNoOtherDominates) {
  Matrix m(4, 2);
  const double points[] = {1, 3, 2, 2, 3, 3, 1, 3};  // the third is dominated; equal points both stay
  std::copy(std::begin(points), std::end(points), m.values().begin());
  EXPECT_THAT(nonDominated(m), ElementsAre(0, 1, 3));
}

TEST(Runtime, IsTheFirstFeasibleHitOfTheLogElseOfTheCheckpoints) {
  CellData d = testdata::cell(1, 2, 3, [](int, int, int k) { return 3.0 - k; });
  EXPECT_EQ(runtime(d, 0, 1, 2.0, false), 1000.0);
  EXPECT_EQ(runtime(d, 0, 1, 2.0, true), 2000.0);
  EXPECT_EQ(runtime(d, 0, 1, 0.5, false), kInf);
  d.improvements = {{}, {{10, 5, 2.0, 1.0}, {40, 20, 2.0, 0.0}, {60, 30, 1.0, 0.0}}};
  EXPECT_EQ(runtime(d, 0, 1, 2.0, false), 20.0);  // the first one violates a constraint
  EXPECT_EQ(runtime(d, 0, 1, 1.5, true), 60.0);
}

TEST(Profiles, GiveTheFactorOfTheFewestEvaluations) {
  const Figure f = profileFigure({fastAndSlow()});
  const Line& fast = f.panels[0].lines[0];
  const Line& slow = f.panels[0].lines[1];
  EXPECT_DOUBLE_EQ(fast.y.front(), 1.0);  // best everywhere: all solved at factor 1
  EXPECT_DOUBLE_EQ(slow.y.front(), 0.0);
  EXPECT_DOUBLE_EQ(slow.x[1], 2.0);
  EXPECT_DOUBLE_EQ(slow.y[1], 1.0);
  const Figure data = profileFigure({fastAndSlow()}, {.data = true});
  EXPECT_DOUBLE_EQ(data.panels[0].lines[0].x[1], 1500.0 / 5.0);  // 3 checkpoints of 500, D + 1 = 5
}

TEST(Ecdf, RisesToOneAndTheJointOneIsNeverAbove) {
  ProblemRuns runs = fastAndSlow();
  // Task 2 of Slow is never solved.
  CellData& slow = runs.cells[1];
  for (int r = 0; r < 3; ++r) {
    for (int k = 0; k < 8; ++k) slow.objective[slow.at(r, 1, k)] = 1.0;
  }
  const Figure f = ecdfFigure({runs});
  EXPECT_DOUBLE_EQ(f.panels[0].lines[0].y.back(), 1.0);
  const double single = f.panels[0].lines[1].y.back();
  EXPECT_NEAR(single, (51 + 1) / 102.0, 1e-12);  // all targets of task 1, the first (already reached) of task 2
  const Figure joint = ecdfFigure({runs}, {.joint = true});
  EXPECT_NEAR(joint.panels[0].lines[1].y.back(), 1 / 51.0, 1e-12);
  EXPECT_THAT(joint.note, HasSubstr("every task"));
}

TEST(Ranks, GroupsThatCannotBeToldApartAreMaximal) {
  EXPECT_THAT(cliques({1.0, 1.5, 3.0, 3.2}, 1.0), ElementsAre(Pair(0, 1), Pair(2, 3)));
  EXPECT_THAT(cliques({1.0, 2.0, 3.0}, 1.0), ElementsAre(Pair(0, 1), Pair(1, 2)));
  EXPECT_THAT(cliques({1.0, 5.0}, 1.0), ElementsAre());
  EXPECT_THAT(cliques({1.0, 1.1, 1.2}, 9.0), ElementsAre(Pair(0, 2)));
}

TEST(Ranks, AreThoseOfTheTable) {
  // A has the better median, B the better mean; a failed run of C counts as undefined.
  ProblemRuns runs = testdata::problem(1);
  testdata::add(runs, "A", testdata::cell(3, 1, 1, [](int r, int, int) { return r == 2 ? 100.0 : 1.0; }));
  testdata::add(runs, "B", testdata::cell(3, 1, 1, [](int r, int, int) { return 2.0 + r; }));
  testdata::add(runs, "C", testdata::cell(3, 1, 1, [](int, int, int) { return 0.0; }));
  runs.cells[2].status[0] = RunStatus::Failed;
  EXPECT_THAT(rankTable({runs}, "Obj", builtinCatalogue()).ranks[0], ElementsAre(2, 1, 3));
  const RankTable byMedian = rankTable({runs}, "Obj", builtinCatalogue(), TableRanks::Median);
  EXPECT_THAT(byMedian.ranks[0], ElementsAre(2, 3, 1));
  EXPECT_THAT(rankHeatMap(byMedian, "").title, HasSubstr("median"));
  EXPECT_THAT(rankHeatMap(rankTable({runs}, "Obj", builtinCatalogue()), "").title, HasSubstr("mean"));
  EXPECT_TRUE(rankHeatMap(byMedian, "").panels.front().heatMaps.front().integerScale)
      << "there is no rank 2.5 to read off";
}

TEST(Ranks, AreAveragedOverTheTasksOfAProblem) {
  ProblemRuns runs = testdata::problem(2);
  testdata::add(runs, "A", testdata::cell(3, 2, 1, [](int, int t, int) { return t == 0 ? 1.0 : 9.0; }));
  testdata::add(runs, "B", testdata::cell(3, 2, 1, [](int, int t, int) { return t == 0 ? 2.0 : 3.0; }));
  testdata::add(runs, "C", testdata::cell(3, 2, 1, [](int, int t, int) { return t == 0 ? 2.0 : 4.0; }));
  const RankTable table = rankTable({runs}, "", Catalogue{});
  EXPECT_THAT(table.ranks[0], ElementsAre(1, 2.5, 2.5));
  EXPECT_THAT(table.ranks[1], ElementsAre(3, 1, 2));
  EXPECT_THAT(table.problemRanks[0], ElementsAre(2, 1.75, 2.25));
  EXPECT_THROW(criticalDifference(table, 0.05, false, ""), InputError);  // one problem is no block design
  EXPECT_NO_THROW(criticalDifference(table, 0.05, true, ""));
}

// Such metrics have no value for repetition 1 and later that could be read.
TEST(Kinds, OneValueForAllRunsIsACurveAndARankButNoDistribution) {
  const Catalogue catalogue = builtinCatalogue();
  ProblemRuns runs = testdata::problem(2);
  testdata::add(runs, "A", testdata::cell(3, 2, 2, [](int, int t, int) { return t == 0 ? 1.0 : 2.0; }));
  testdata::add(runs, "B", testdata::cell(3, 2, 2, [](int, int, int) { return 4.0; }));
  runs.cells[0].status[0] = RunStatus::Failed;
  runs.cells[1].status[0] = RunStatus::Failed;  // the number of best results is a number all the same
  const Figure f = convergenceFigure(runs, catalogue, {.metric = "Obj-NBR", .repetition = 1});
  ASSERT_EQ(f.panels.size(), 1U);
  ASSERT_EQ(f.panels[0].lines.size(), 2U) << "a single run has no such value";
  EXPECT_THAT(f.panels[0].lines[0].y, ElementsAre(2, 2));
  EXPECT_THAT(f.panels[0].lines[1].y, ElementsAre(0, 0));
  EXPECT_THAT(f.note, HasSubstr("One value for all runs"));
  EXPECT_THAT(rankTable({runs}, "Obj-NBR", catalogue).ranks[0], ElementsAre(1, 2));
  EXPECT_THROW(distributionFigure({runs}, catalogue, {.metric = "Obj-NBR"}), InputError);
}

TEST(Transfer, SumsFinishedRunsAndRefusesWhatIsNotReported) {
  ProblemRuns runs = testdata::problem(2);
  CellData d = testdata::cell(2, 2, 1, [](int, int, int) { return 1.0; });
  testdata::add(runs, "Silent", d);
  EXPECT_THROW(transferFigure(runs), InputError);
  d.transferReported = true;
  const std::vector<TransferRow> run = {{0, 0, 0, {10, 5, 1}}, {0, 0, 1, {4, 1, 0}}, {0, 1, 1, {10, 2, 0}}};
  d.transfer = {run, run};
  d.status[1] = RunStatus::Failed;
  runs.cells[0] = d;
  const Figure f = transferFigure(runs);
  EXPECT_THAT(f.panels[0].heatMaps[0].values, ElementsAre(10, 4, 0, 10));
  EXPECT_DOUBLE_EQ(f.panels[1].heatMaps[0].values[1], 0.25);
  EXPECT_TRUE(std::isnan(f.panels[1].heatMaps[0].values[2]));         // nothing made: no rate
  EXPECT_NEAR(f.panels[3].heatMaps[0].values[1], 0.25 - 0.2, 1e-12);  // lift over receiver 2's native offspring
}

class Slopes : public Problem {
 public:
  Slopes() {
    tasks_.resize(3);
    for (TaskInfo& t : tasks_) {
      t.dim = 3;
      t.lower.assign(3, -1.0);
      t.upper.assign(3, 1.0);
    }
  }
  void evaluate(int task, ConstMatView x, MatView objectives, MatView, EvalContext&) const override {
    for (int i = 0; i < x.rows; ++i) {
      const double sum = x(i, 0) + x(i, 1) + x(i, 2);
      objectives(i, 0) = task == 0 ? sum : task == 1 ? -std::exp(sum) : 7.0;
    }
  }
};

TEST(Similarity, IsARankCorrelation) {
  const Matrix s = taskSimilarity(Slopes(), 500, 1);
  EXPECT_NEAR(s(0, 0), 1.0, 1e-12);
  EXPECT_NEAR(s(0, 1), -1.0, 1e-12);  // a strictly falling transformation
  EXPECT_TRUE(std::isnan(s(0, 2)));   // a constant has no ranks
}

TEST(Landscape, SlicesThroughTheWholeSpace) {
  const BuiltProblem built{std::make_shared<Slopes>(), Instance::Synthetic, ""};
  const Figure f = landscapeFigure(built, "Slopes", {.task = 0, .unified = false, .samples = 3});
  EXPECT_THAT(f.panels[0].lines[0].x, ElementsAre(-1, 0, 1));
  EXPECT_THAT(f.panels[0].lines[0].y, ElementsAre(-3, 0, 3));
  EXPECT_THROW(landscapeFigure(built, "Slopes", {.plane = true, .second = 3}), InputError);
}

TEST(Traces, AreMediansAndQuartilesOverRunsByTaskAndDonor) {
  ProblemRuns runs = testdata::problem(2);
  CellData d = testdata::cell(3, 2, 2, [](int, int, int) { return 1.0; });
  d.traceInfo = {{"rmp", TracePer::Pair, 0.0, 1.0, "mating"}, {"step", TracePer::Run, 0.0, 1.0, ""}};
  d.traces = {std::vector<double>(24), std::vector<double>(6)};
  for (int r = 0; r < 3; ++r) {
    for (int k = 0; k < 2; ++k) {
      d.traces[0][(r * 4 + 1) * 2 + k] = 0.1 * r + 0.5 * k;  // to task 1, from task 2
      d.traces[1][r * 2 + k] = k == 0 ? std::nan("") : r;    // nothing reported before the first checkpoint
    }
  }
  testdata::add(runs, "Adaptive", d);
  testdata::add(runs, "Silent", testdata::cell(3, 2, 2, [](int, int, int) { return 1.0; }));
  const Figure f = traceFigure(runs);
  ASSERT_EQ(f.panels.size(), 3U);  // rmp to task 1 and 2, step
  ASSERT_EQ(f.panels[0].lines.size(), 1U);
  EXPECT_THAT(f.panels[0].lines[0].label, HasSubstr("from T2"));
  EXPECT_THAT(f.panels[0].lines[0].y, ElementsAre(0.1, 0.6));
  EXPECT_THAT(f.panels[2].lines[0].x, ElementsAre(2000));
  EXPECT_THAT(f.panels[2].lines[0].y, ElementsAre(1));
  EXPECT_EQ(traceFigure(runs, {.trace = "STEP"}).panels.size(), 1U);
  EXPECT_THROW(traceFigure(runs, {.trace = "sigma"}), InputError);
}

// An algorithm has its file's colour, whoever stands beside it.
TEST(Kinds, LooksBelongToAlgorithms) {
  ProblemRuns runs = fastAndSlow();
  runs.styles = {5, 3};
  EXPECT_EQ(convergenceFigure(runs, Catalogue{}).panels[0].lines[1].style, 3);
  EXPECT_EQ(distributionFigure({runs}, Catalogue{}).panels[0].boxes[0].style, 5);
  EXPECT_EQ(distributionFigure({runs}, Catalogue{}, {.violin = true}).panels[0].violins[1].style, 3);
  EXPECT_EQ(ecdfFigure({runs}).panels[0].lines[1].style, 3);
  EXPECT_EQ(profileFigure({runs}).panels[0].lines[0].style, 5);
  const RankTable table = rankTable({runs, runs}, "", Catalogue{});
  const RankDiagram diagram = criticalDifference(table, 0.05, false, "").panels[0].rankDiagrams.at(0);
  EXPECT_EQ(diagram.names[0], "Fast");
  EXPECT_THAT(diagram.styles, ElementsAre(5, 3));
}

TEST(Kinds, EveryOneCanBeMade) {
  ProblemRuns one = fastAndSlow(), two = fastAndSlow();
  two.problem.name = "Toy2";
  for (ProblemRuns* runs : {&one, &two}) {
    for (CellData& cell : runs->cells) {
      cell.ledger.assign(std::int64_t{cell.repetitions} * cell.tasks * kLedgerPurposes, 20);
      cell.traceInfo = {{"F", TracePer::Task, 0.0, 1.0, "factor"}};
      cell.traces = {std::vector<double>(cell.objective.size(), 0.5)};
    }
  }
  for (const FigureKind& kind : figureKinds()) {
    if (kind.objectives == FigureKind::For::Multi) {
      EXPECT_THROW(makeFigure({one}, Catalogue{}, {.kind = kind.name}), InputError);
      continue;
    }
    if (kind.name == "transfer") continue;                          // needs a single algorithm; see above
    const std::string base = kind.name == "verdict" ? "Fast" : "";  // none of these has a twin
    const Figure f = makeFigure({one, two}, Catalogue{}, {.kind = kind.name, .base = base});
    EXPECT_FALSE(f.panels.empty()) << kind.name;
    EXPECT_THAT(figureJson(f), HasSubstr("\"panels\"")) << kind.name;
  }
  EXPECT_THROW(makeFigure({one}, Catalogue{}, {.kind = "pie"}), InputError);
  // Parts of 20 stand on one another.
  const Figure ledger = makeFigure({one}, Catalogue{}, {.kind = "ledger"});
  double top = 0.0;
  for (const Bar& bar : ledger.panels.at(0).bars) top = std::max(top, bar.to);
  EXPECT_EQ(top, 20.0 * kLedgerPurposes);
  one.cells[0].ledger.assign(one.cells[0].ledger.size(), kUnknownCount);
  one.cells[1].ledger.clear();
  EXPECT_THROW(makeFigure({one}, Catalogue{}, {.kind = "ledger"}), InputError) << "unknown is not zero";
}

TEST(Kinds, ACaptionSaysWhatIsDrawn) {
  const ProblemRuns runs = fastAndSlow();
  EXPECT_THAT(makeFigure({runs}, Catalogue{}, {.kind = "convergence"}).caption, HasSubstr("Median of the best value"));
  EXPECT_THAT(makeFigure({runs}, Catalogue{}, {.kind = "convergence", .mean = true}).caption,
              HasSubstr("Mean of the best value"));
}

TEST(Kinds, AFileWithoutImprovementsHoldsTheOthersBack) {
  const test::TemporaryFolder folder;
  const Catalogue catalogue = builtinCatalogue();
  const auto made = [&](const char* algorithm) {
    std::string file = folder.file(std::string(algorithm) + ".h5");
    const ExperimentSpec spec =
        parseSpec("repetitions = 2\ncheckpoints = 4\nbudget = 800\npopulation = 20\nalgorithms = [\"" +
                      std::string(algorithm) + "\"]\nproblems = [\"Func-Sphere\"]\n",
                  "test");
    (void)runExperiment(makePlan(spec, catalogue), file, {.threads = 1});
    return file;
  };
  const std::string ga = made("GA"), de = made("DE"), lean = folder.file("lean.h5");
  Precision precision;
  precision.lean = true;
  trimResults(de, lean, 4, precision);
  const auto load = [](const std::string& first, const std::string& second) {
    return loadRuns({.files = {first, second}, .detail = CellDetail::Logs});
  };
  const Figure whole = makeFigure(load(ga, de), catalogue, {.kind = "ecdf"});
  EXPECT_GT(whole.panels[0].lines[0].x.size(), 6U);
  EXPECT_THAT(whole.note, Not(HasSubstr("no improvements between checkpoints")));
  const Figure held = makeFigure(load(ga, lean), catalogue, {.kind = "ecdf"});
  EXPECT_THAT(held.note, HasSubstr("lean.h5 holds no improvements between checkpoints"));
  for (const Line& line : held.panels[0].lines) EXPECT_LE(line.x.size(), 6U) << line.label;
  EXPECT_THAT(makeFigure(load(ga, lean), catalogue, {.kind = "box"}).note, Not(HasSubstr("improvements")));
}

TEST(Kinds, DrawTheSameFromWhatTheyAskToBeRead) {
  const test::TemporaryFolder folder;
  const Catalogue catalogue = builtinCatalogue();
  int drawn = 0;
  for (const auto& [name, algorithms, problems] :
       {std::tuple{"single.h5", R"({ name = "MFEA" }, { name = "SHADE" })",
                   R"({ name = "CEC17-MTSO1-CI-HS" }, { name = "CEC17-MTSO2-CI-MS" })"},
        {"multi.h5", R"({ name = "MO-MFEA" }, { name = "NSGA-II" })", R"({ name = "CEC17-MTMO1-CI-HS" })"}}) {
    const std::string file = folder.file(name);
    const ExperimentSpec spec = parseSpec(
        "repetitions = 5\ncheckpoints = 6\nbudget = 2000\nsave_decisions = true\n"
        "algorithms = [" +
            std::string(algorithms) + "]\nproblems = [" + std::string(problems) + "]\n",
        "test");
    (void)runExperiment(makePlan(spec, catalogue), file, {.threads = 1});
    for (const FigureKind& kind : figureKinds()) {
      for (const std::string metric : {"", "Time"}) {
        const FigureRequest request{.kind = kind.name, .metric = metric};
        const auto data = [&](CellDetail detail) -> std::string {
          try {
            return figureJson(makeFigure(loadRuns({.files = {file}, .detail = detail}), catalogue, request));
          } catch (const InputError& e) {
            return e.what();
          }
        };
        const std::string whole = data(CellDetail::Everything);
        EXPECT_TRUE(data(detailOf(request, catalogue)) == whole)
            << kind.name << " of " << name;  // no diff of long texts
        drawn += whole.starts_with("{") ? 1 : 0;
      }
    }
  }
  EXPECT_GE(drawn, 25);
  EXPECT_EQ(detailOf({.kind = "box"}, catalogue), CellDetail::Values);
  EXPECT_EQ(detailOf({.kind = "box", .metric = "Time"}, catalogue), CellDetail::Everything);
}

}  // namespace
}  // namespace tandem::figures
