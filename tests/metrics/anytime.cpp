// SPDX-License-Identifier: Apache-2.0
// Metrics on the improvement log and against the single-task twin, worked out by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "made_results.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"
#include "tandem/rng.h"

namespace tandem {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsNan;

MetricOutput compute(const std::string& name, const ProblemRecord& problem, const std::vector<CellData>& cells,
                     const ParamValues& params = {}, const std::vector<AlgorithmRecord>& algorithms = {}) {
  static const Catalogue catalogue = builtinCatalogue();
  std::vector<const CellData*> pointers;
  for (const CellData& c : cells) pointers.push_back(&c);
  std::vector<const AlgorithmRecord*> records;
  for (const AlgorithmRecord& a : algorithms) records.push_back(&a);
  const auto metric = catalogue.metrics.find(name).make();
  setParams(*metric, params, name);
  return metric->compute({problem, pointers, {}, records});
}

// One task with optimum 10, budget 100 for itself and 200 for all.
ProblemRecord problemWithOptimum() {
  ProblemRecord p = made::problem("P", 1);
  p.references[0].hasOptimum = true;
  p.references[0].optimum = 10.0;
  return p;
}

struct Step {
  std::int64_t evaluations;
  double objective;
  double cv = 0.0;
};

// A run per list of steps; all evaluations are twice those of the task.
CellData cellWithLogs(const std::vector<std::vector<Step>>& logs) {
  CellData c = made::cell(isize(logs), 1, 1);
  c.evaluations.assign(logs.size(), 200);
  c.taskEvaluations.assign(logs.size(), 100);
  for (std::size_t r = 0; r < logs.size(); ++r) {
    for (const Step& s : logs[r]) c.improvements[r].push_back({2 * s.evaluations, s.evaluations, s.objective, s.cv});
    c.objective[r] = logs[r].back().objective;
    c.cv[r] = logs[r].back().cv;
  }
  return c;
}

TEST(TargetMetrics, TimesSuccessesAndExpectedRunningTime) {
  const ProblemRecord p = problemWithOptimum();
  // Target error 1: reached after 20, after 60 (the feasible one), never.
  const CellData c = cellWithLogs({{{1, 50}, {20, 11}, {40, 10}}, {{1, 5, 2.0}, {60, 10.5}}, {{1, 90}, {99, 12}}});
  const ParamValues target{{"target", "1"}};
  EXPECT_THAT(compute("FE-To-Target", p, {c}, target).values[0], ElementsAre(20, 60, IsNan()));
  EXPECT_THAT(compute("Success-Rate", p, {c}, target).values[0], ElementsAre(1, 1, 0));
  EXPECT_THAT(compute("ERT", p, {c}, target).values[0], ElementsAre((20 + 60 + 100) / 2.0));
  EXPECT_THAT(compute("ERT", p, {c}, {{"target", "1"}, {"axis", "all"}}).values[0],
              ElementsAre((40 + 120 + 200) / 2.0));
  EXPECT_THAT(compute("FE-To-Target", p, {c}, {{"target", "50"}, {"absolute", "true"}}).values[0],
              ElementsAre(1, 60, 99));
  EXPECT_THAT(compute("ERT", p, {c}).values[0], ElementsAre((40 + 100 + 100) / 1.0));  // the default 1e-8
  EXPECT_THAT(compute("ERT", p, {cellWithLogs({{{1, 99}}})}).values[0], ElementsAre(IsNan()));
  // Without an optimum an error is not defined; an absolute target is.
  const ProblemRecord unknown = made::problem("P", 1);
  EXPECT_THAT(compute("Success-Rate", unknown, {c}, target).values[0], ElementsAre(IsNan(), IsNan(), IsNan()));
  EXPECT_THAT(compute("Success-Rate", unknown, {c}, {{"target", "11"}, {"absolute", "true"}}).values[0],
              ElementsAre(1, 1, 0));
  // A failed run is no success and costs nothing.
  CellData failed = c;
  made::fail(failed, 2);
  EXPECT_THAT(compute("ERT", p, {failed}, target).values[0], ElementsAre((20 + 60) / 2.0));
}

TEST(TargetMetrics, ExpectedRunningTimeOfGeometricSuccesses) {
  // Runs of 100 evaluations that succeed at their end with probability 0.3: the closed form is 100 / 0.3.
  Rng rng(1);
  std::vector<std::vector<Step>> logs(20000);
  for (auto& log : logs) log = {{1, 99}, {100, rng.chance(0.3) ? 10.0 : 50.0}};
  const double ert = compute("ERT", problemWithOptimum(), {cellWithLogs(logs)}).at(0, 0, 0, 0);
  EXPECT_NEAR(ert, 100 / 0.3, 10);
}

TEST(TargetMetrics, EarlierCheckpointsSeeLess) {
  CellData c = made::cell(1, 1, 2);
  c.evaluations = {50, 100};
  c.taskEvaluations = {50, 100};
  c.improvements[0] = {{1, 1, 99, 0}, {70, 70, 10, 0}};
  const MetricOutput rate = compute("Success-Rate", problemWithOptimum(), {c});
  EXPECT_THAT(rate.values[0], ElementsAre(0, 1));
}

TEST(TargetMetrics, WithoutALogTheCheckpointsTell) {
  // As in imported and lean files, and in the baselines: "nothing reached" would be plausible, and wrong.
  CellData c = made::cell(1, 1, 4);
  c.evaluations = {50, 100, 150, 200};
  c.taskEvaluations = {25, 50, 75, 100};
  c.objective = {110, 10, 10.001, 10.001};
  c.cv = {0, 3, 0, 0};
  c.improvements[0].clear();
  const ProblemRecord p = problemWithOptimum();
  EXPECT_THAT(compute("Success-Rate", p, {c}, {{"target", "1"}}).values[0], ElementsAre(0, 0, 1, 1));
  EXPECT_DOUBLE_EQ(compute("ERT", p, {c}, {{"target", "1"}}).values[0].back(), 75);
  EXPECT_DOUBLE_EQ(compute("ERT", p, {c}, {{"target", "1"}, {"axis", "all"}}).values[0].back(), 150);
  // Height 0 until evaluation 75, then 1/2.
  EXPECT_NEAR(compute("AOCC", p, {c}).values[0].back(), 0.5 * 26 / 100, 1e-9);
  // An imported table of several tasks: the evaluations of all together are known.
  c.taskEvaluations.assign(4, kUnknownCount);
  EXPECT_DOUBLE_EQ(compute("ERT", p, {c}, {{"target", "1"}, {"axis", "all"}}).values[0].back(), 150);
  EXPECT_THAT(compute("ERT", p, {c}, {{"target", "1"}}).values[0].back(), IsNan());
  c.evaluations.assign(4, kUnknownCount);
  EXPECT_THAT(compute("ERT", p, {c}, {{"target", "1"}}).values[0].back(), IsNan());
}

TEST(TargetMetrics, ARunOfUnknownEvaluationsIsNotLeftOutOfItsMean) {
  CellData c = made::cell(2, 1, 1);
  c.evaluations = {100, kUnknownCount};
  c.taskEvaluations = c.evaluations;
  c.objective = {10, 10};
  for (auto& log : c.improvements) log.clear();
  EXPECT_THAT(compute("ERT", problemWithOptimum(), {c}, {{"target", "1"}}).values[0].back(), IsNan());
  made::fail(c, 1);
  EXPECT_DOUBLE_EQ(compute("ERT", problemWithOptimum(), {c}, {{"target", "1"}}).values[0].back(), 100);
}

TEST(AreaOverConvergenceCurve, ByHand) {
  const ProblemRecord p = problemWithOptimum();
  // Error 100 (height 0) from evaluation 1, 1e-3 (height 1/2) from 51 on: half of the time at 1/2.
  const CellData c = cellWithLogs({{{1, 110}, {51, 10.001}}, {{1, 10}}, {{1, 9, 1.0}, {51, 10}}});
  EXPECT_THAT(compute("AOCC", p, {c}).values[0],
              ElementsAre(DoubleNear(0.25, 1e-9), DoubleNear(1.0, 1e-15), DoubleNear(0.5, 1e-15)));
  EXPECT_THAT(compute("AOCC", p, {c}, {{"lower", "1"}, {"upper", "10000"}}).values[0][0],
              DoubleNear(0.5 * 0.5 + 0.5 * 1, 1e-9));
  EXPECT_THROW(compute("AOCC", p, {c}, {{"lower", "1"}, {"upper", "0.5"}}), InputError);
  EXPECT_THAT(compute("AOCC", made::problem("P", 1), {c}).values[0], ElementsAre(IsNan(), IsNan(), IsNan()));
}

AlgorithmRecord algorithm(const std::string& name, const std::string& twin = "") {
  AlgorithmRecord a;
  a.name = a.alias = name;
  a.twin = twin;
  return a;
}

TEST(TwinMetrics, GainAndRateOfNegativeTransfer) {
  const ProblemRecord p = made::problem("P", 2);
  std::vector<std::vector<double>> mfea;
  std::vector<std::vector<double>> ga;
  for (int r = 0; r < 10; ++r) {
    mfea.push_back({1.0 * r, 100.0 + r});
    ga.push_back({20.0 + r, 50.0 + r});  // helped on the first task, harmed on the second
  }
  const std::vector<AlgorithmRecord> records{algorithm("MFEA", "GA"), algorithm("GA")};
  const std::vector<CellData> cells{made::cellOf(mfea), made::cellOf(ga)};
  EXPECT_THAT(compute("Twin-Gain", p, cells, {}, records).values,
              ElementsAre(ElementsAre(1, 0), ElementsAre(IsNan(), IsNan())));
  EXPECT_THAT(compute("NTR", p, cells, {}, records).values, ElementsAre(ElementsAre(0.5), ElementsAre(IsNan())));
  // Against itself nothing is harmed; without the twin (or its records) nothing is known.
  EXPECT_THAT(compute("NTR", p, {cells[1], cells[1]}, {}, records).values[0], ElementsAre(0));
  EXPECT_THAT(compute("Twin-Gain", p, {cells[1], cells[1]}, {}, records).values[0], ElementsAre(0.5, 0.5));
  EXPECT_THAT(compute("Twin-Gain", p, cells).values[0], ElementsAre(IsNan(), IsNan()));
  EXPECT_THAT(compute("Twin-Gain", p, {cells[0]}, {}, {records[0]}).values[0], ElementsAre(IsNan(), IsNan()));
}

TEST(TwinMetrics, SpeedUpToTheTwinsFinalMedian) {
  const std::vector<AlgorithmRecord> records{algorithm("MFEA", "GA"), algorithm("GA")};
  // The twin ends at 20, 30, 40: median 30, reached after 80 (by the first), 90 (second), never: median time 90.
  const CellData ga = cellWithLogs({{{1, 99}, {80, 20}}, {{1, 99}, {90, 30}}, {{1, 99}, {95, 40}}});
  const CellData mfea = cellWithLogs({{{1, 99}, {30, 25}}, {{1, 99}, {10, 30}, {50, 1}}, {{1, 99}}});  // 30, 10, never
  EXPECT_THAT(compute("Twin-Speed-Up", made::problem("P", 1), {mfea, ga}, {}, records).values[0],
              ElementsAre(180.0 / 60.0));
  const CellData slow = cellWithLogs({{{1, 99}}, {{1, 99}}, {{1, 5}}});
  EXPECT_THAT(compute("Twin-Speed-Up", made::problem("P", 1), {slow, ga}, {}, records).values[0], ElementsAre(IsNan()));
}

TEST(TwinMetrics, SavingAgainstTheTwinToTheAlgorithmsFinalMedian) {
  const std::vector<AlgorithmRecord> records{algorithm("MFEA", "GA"), algorithm("GA")};
  const auto saving = [&](const CellData& mfea, const CellData& ga) {
    return compute("Twin-Saving", made::problem("P", 1), {mfea, ga}, {}, records).values[0][0];
  };
  // Ends at 25, 1, 99: median 25, reached after 30, 50, never: median time 50. The twin: 60, 80, never: 80.
  const CellData mfea = cellWithLogs({{{1, 99}, {30, 25}}, {{1, 99}, {50, 1}}, {{1, 99}}});
  EXPECT_DOUBLE_EQ(saving(mfea, cellWithLogs({{{60, 20}}, {{80, 25}}, {{1, 99}}})), 1.0 - 50.0 / 80.0);
  // A twin that usually never gets there counts its whole 100 evaluations: at least half is saved.
  EXPECT_DOUBLE_EQ(saving(mfea, cellWithLogs({{{60, 20}}, {{1, 99}}, {{1, 99}}})), 0.5);
  // A twin that was faster.
  EXPECT_DOUBLE_EQ(saving(mfea, cellWithLogs({{{25, 20}}, {{25, 20}}, {{25, 20}}})), -1.0);
  EXPECT_THAT(compute("Twin-Saving", made::problem("P", 1), {mfea}, {}, {records[0]}).values[0], ElementsAre(IsNan()));
}

TEST(Anytime, ErtIntervalsDoNotDependOnTheCompany) {
  const ProblemRecord p = problemWithOptimum();
  const CellData a = cellWithLogs({{{10, 10.0}}, {{50, 10.0}}, {{1, 99.0}}, {{20, 10.0}}});
  const CellData b = cellWithLogs({{{11, 10.0}}, {{50, 10.0}}, {{1, 99.0}}, {{70, 10.0}}});
  const AlgorithmRecord recordA = algorithm("A");
  const AlgorithmRecord recordB = algorithm("B");
  const auto metric = builtinCatalogue().metrics.find("ERT").make();
  const std::vector<const CellData*> both{&a, &b};
  const std::vector<const AlgorithmRecord*> records{&recordA, &recordB};
  const MetricOutput together = metric->compute({p, both, {}, records, 0.95});
  const std::vector<const CellData*> one{&b};
  const std::vector<const AlgorithmRecord*> record{&recordB};
  const MetricOutput alone = metric->compute({p, one, {}, record, 0.95});
  EXPECT_EQ(together.low[1], alone.low[0]);
  EXPECT_EQ(together.high[1], alone.high[0]);
}

TEST(Anytime, ErtIntervalsAreThereWhenAskedFor) {
  const ProblemRecord p = problemWithOptimum();
  const CellData c = cellWithLogs({{{10, 10.0}}, {{50, 10.0}}, {{1, 99.0}}, {{20, 10.0}}});
  static const Catalogue catalogue = builtinCatalogue();
  const auto metric = catalogue.metrics.find("ERT").make();
  const std::vector<const CellData*> cells{&c};
  const MetricOutput plain = metric->compute({p, cells, {}, {}});
  EXPECT_TRUE(plain.low.empty());
  const MetricOutput out = metric->compute({p, cells, {}, {}, 0.95});
  EXPECT_EQ(out.values, plain.values);
  EXPECT_DOUBLE_EQ(out.values[0][0], (10.0 + 50.0 + 100.0 + 20.0) / 3.0);
  EXPECT_GE(out.low[0][0], 10.0) << "no resample can beat its quickest run";
  EXPECT_LT(out.low[0][0], out.values[0][0]);
  EXPECT_GT(out.high[0][0], out.values[0][0]);
}

TEST(Anytime, JointErtWaitsForTheLastTask) {
  // Two tasks with optimum 0. Run 1 reaches both (at 30 and 80 of all), run 2 only the first: 80 + 200 over one
  // success.
  ProblemRecord p = made::problem("P", 2);
  for (Reference& r : p.references) r.hasOptimum = true;
  CellData c = made::cell(2, 2, 1);
  c.evaluations = {200, 200};
  c.taskEvaluations = {100, 100, 100, 100};
  c.improvements[0] = {{30, 15, 0.0, 0.0}};
  c.improvements[1] = {{80, 40, 0.0, 0.0}};
  c.improvements[2] = {{10, 5, 0.0, 0.0}};
  c.objective[3] = 1.0;  // run 2, task 2: as its log says
  const MetricOutput out = compute("ERT-Joint", p, {c});
  EXPECT_EQ(out.rows, 1);
  EXPECT_DOUBLE_EQ(out.values[0][0], 280.0);
  // Never quicker than the slowest task alone, by the same axis.
  const MetricOutput single = compute("ERT", p, {c}, {{"axis", "all"}});
  EXPECT_GE(out.values[0][0], std::max(single.values[0][0], single.values[0][1]));
  c.improvements[1].clear();
  c.objective[1] = 1.0;
  EXPECT_THAT(compute("ERT-Joint", p, {c}).values[0][0], IsNan());
}

}  // namespace
}  // namespace tandem
