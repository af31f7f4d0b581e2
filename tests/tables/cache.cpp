// SPDX-License-Identifier: Apache-2.0
// Tables from cached values: nothing read twice, nothing stale, nothing computed in other company.
#include <gmock/gmock.h>

#include <cmath>

#include "tables_support.h"
#include "tandem/engine/engine.h"
#include "tandem/rng.h"
#include "tandem/tables/table_cache.h"
#include "temporary_folder.h"

namespace tandem {
namespace {

using made::cellOf;
using made::Experiment;

/// Two problems of two tasks, three algorithms (C lacks the second problem), with failed and infeasible runs.
Experiment varied(std::uint64_t seed, int repetitions = 6) {
  Experiment e;
  Rng rng(seed);
  for (const char* name : {"P1", "P2"}) {
    ProblemRecord p = made::problem(name, 2);
    for (Reference& r : p.references) r.hasOptimum = true;
    e.addProblem(p);
  }
  e.addAlgorithm("A", "B");
  e.addAlgorithm("B");
  e.addAlgorithm("C");
  for (int p = 0; p < 2; ++p) {
    for (int a = 0; a < 3; ++a) {
      std::vector<std::vector<double>> values(static_cast<std::size_t>(repetitions));
      for (auto& v : values) v = {std::exp(rng.normal()), std::exp(rng.normal()) + a};
      CellData c = cellOf(values, 3);
      if (a == 1) made::fail(c, 2);
      if (a == 2) c.cv[c.at(1, 0, 2)] = 1.0;
      for (int r = 0; r < c.repetitions; ++r) {
        for (int t = 0; t < 2; ++t) {
          if (c.status[r] != RunStatus::Finished) continue;
          c.improvements[2 * r + t] = {{10, 5, c.objective[c.at(r, t, 0)] * 2, 0.0},
                                       {400 + 100 * a, 200 + 50 * a, c.objective[c.at(r, t, 0)], c.cv[c.at(r, t, 2)]}};
        }
      }
      e.cells[{p, a}] = c;
    }
  }
  return e;
}

/// Counts what is read.
struct Counted {
  ResultSource source;
  int reads = 0;
  explicit Counted(const Experiment& e, const std::string& stamp) : source(e.source()) {
    source.stamp = stamp;
    source.cell = [this, cell = source.cell](int p, int a, CellDetail detail) {
      ++reads;
      return cell(p, a, detail);
    };
  }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  int take() { return std::exchange(reads, 0); }
};

std::string textOf(const Table& t) {
  return formatTable(t, TableFormat::Json) + formatTable(t, TableFormat::Text, {.number = "%.17g"});
}

TEST(TableCache, AnotherStatisticTestBaseOrCorrectionReadsNothing) {
  const Experiment e = varied(1);
  Counted c(e, "file");
  TableCache cache;
  const auto make = [&](const TableRequest& r) { return makeTable({&c.source, 1}, r, made::catalogue(), &cache); };
  (void)make({});
  EXPECT_EQ(c.take(), 6);
  for (const TableRequest& r :
       {TableRequest{.show = TableShow::Median}, TableRequest{.show = TableShow::Worst, .test = TableTest::RankSum},
        TableRequest{.test = TableTest::SignedRank, .base = "B", .correction = TableCorrection::Holm},
        TableRequest{.test = TableTest::Friedman, .base = "C"},
        TableRequest{.test = TableTest::RankSum, .alpha = 0.1, .effect = TableEffect::A12, .overall = true},
        TableRequest{.test = TableTest::Bayes}, TableRequest{.problems = {"P2"}, .algorithms = {"A", "C"}}}) {
    const Table kept = make(r);
    EXPECT_EQ(c.take(), 0);
    EXPECT_EQ(textOf(kept), textOf(makeTable({&c.source, 1}, r, made::catalogue())));
    c.take();
  }
}

/// The least that a file gives for CellDetail::Values.
CellData valuesOf(CellData c) {
  c.seconds.assign(c.seconds.size(), 0.0);
  c.message.assign(c.message.size(), "");
  c.cost.assign(c.cost.size(), {});
  c.device.assign(c.device.size(), "");
  c.improvements.assign(c.improvements.size(), {});
  c.transfer.clear();
  c.transferReported = false;
  c.ledger.assign(c.ledger.size(), 0);
  return c;
}

TEST(TableValues, MetricsThatSayThatValuesAreEnoughNeedNoMore) {
  const Experiment e = varied(3);
  const ResultSource whole = e.source();
  ResultSource least = whole;
  int fewer = 0;
  least.cell = [&](int p, int a, CellDetail detail) {
    fewer += detail == CellDetail::Values ? 1 : 0;
    return detail == CellDetail::Values ? valuesOf(e.cells.at({p, a})) : e.cells.at({p, a});
  };
  for (const MetricInfo& metric : made::catalogue().metrics.all()) {
    if ((metric.labels & SingleObjective) == 0) continue;
    for (const bool equal : {false, true}) {
      const TableRequest r{.metric = metric.name, .intervals = true, .equalBudgets = equal};
      fewer = 0;
      EXPECT_EQ(textOf(makeTable({&least, 1}, r, made::catalogue())),
                textOf(makeTable({&whole, 1}, r, made::catalogue())))
          << metric.name;
      EXPECT_EQ(fewer > 0, metric.valuesOnly && !equal) << metric.name;
    }
  }
}

TEST(TableCache, EveryMetricIsTheSameWithAndWithout) {
  const Experiment e = varied(2);
  Counted c(e, "file");
  TableCache cache;
  int tried = 0;
  for (const MetricInfo& metric : made::catalogue().metrics.all()) {
    const std::string& name = metric.name;
    if ((metric.labels & SingleObjective) == 0) continue;
    // Alone, then with others: a metric that is not called relative must not depend on the company.
    for (const std::vector<std::string>& algorithms :
         {std::vector<std::string>{"C"}, std::vector<std::string>{"A", "B"}, std::vector<std::string>{}}) {
      for (const bool equal : {false, true}) {
        const TableRequest r{.metric = name, .algorithms = algorithms, .intervals = true, .equalBudgets = equal};
        const std::string expected = textOf(makeTable({&c.source, 1}, r, made::catalogue()));
        EXPECT_EQ(textOf(makeTable({&c.source, 1}, r, made::catalogue(), &cache)), expected) << name;
        c.take();
        EXPECT_EQ(textOf(makeTable({&c.source, 1}, r, made::catalogue(), &cache)), expected) << name;
        EXPECT_EQ(c.take(), 0) << name;
        ++tried;
      }
    }
  }
  EXPECT_GT(tried, 80);
}

TEST(TableCache, RelativeMetricsAreNeverUsedAcrossSets) {
  const Experiment e = varied(3);
  Counted c(e, "file");
  TableCache cache;
  const auto make = [&](const TableRequest& r) { return makeTable({&c.source, 1}, r, made::catalogue(), &cache); };
  const Table all = make({.metric = "Obj-UV"});
  EXPECT_EQ(c.take(), 6);
  const Table two = make({.metric = "Obj-UV", .algorithms = {"A", "B"}});
  EXPECT_EQ(c.take(), 4);
  EXPECT_NE(all.rows[0].cells[0].mean, two.rows[0].cells[0].mean);
  (void)make({.metric = "Obj-UV", .show = TableShow::Best, .algorithms = {"A", "B"}});
  EXPECT_EQ(c.take(), 0);
  // Another file joins: the company changes.
  Experiment other = varied(4);
  for (auto& a : other.info.algorithms) a.alias += "'";
  Counted d(other, "other file");
  const std::vector<ResultSource> both{c.source, d.source};
  (void)makeTable(both, {.metric = "Obj-UV"}, made::catalogue(), &cache);
  EXPECT_EQ(c.take(), 6);
  EXPECT_EQ(d.take(), 6);
  (void)makeTable(both, {.metric = "Obj-MTS"}, made::catalogue(), &cache);
  c.take(), d.take();
  // A metric that is not relative needs the new file only.
  (void)make({});
  EXPECT_EQ(c.take(), 6);
  (void)makeTable(both, {}, made::catalogue(), &cache);
  EXPECT_EQ(c.take(), 0);
  EXPECT_EQ(d.take(), 6);
}

TEST(TableCache, ParametersCheckpointsAndLevelsAreToldApart) {
  const Experiment e = varied(5);
  Counted c(e, "file");
  TableCache cache;
  for (const TableRequest& r :
       {TableRequest{.metric = "FE-To-Target:target=1"}, TableRequest{.metric = "FE-To-Target:target=2"},
        TableRequest{.checkpoint = 1}, TableRequest{.checkpoint = 3}, TableRequest{.metric = "ERT:target=2"},
        TableRequest{.metric = "ERT:target=2", .intervals = true},
        TableRequest{.metric = "ERT:target=2", .alpha = 0.2, .intervals = true}, TableRequest{.equalBudgets = true}}) {
    const std::string made = textOf(makeTable({&c.source, 1}, r, made::catalogue(), &cache));
    EXPECT_EQ(c.take(), 6);
    EXPECT_EQ(made, textOf(makeTable({&c.source, 1}, r, made::catalogue())));
    c.take();
  }
}

TEST(TableCache, AnotherStampIsReadAnewAndNoStampIsNeverKept) {
  const Experiment before = varied(6);
  const Experiment after = varied(7);
  Counted c(before, "file at nine");
  Counted d(after, "file at ten");
  TableCache cache;
  const Table first = makeTable({&c.source, 1}, {}, made::catalogue(), &cache);
  const Table second = makeTable({&d.source, 1}, {}, made::catalogue(), &cache);
  EXPECT_EQ(d.take(), 6);
  EXPECT_NE(textOf(first), textOf(second));
  Counted none(before, "");
  TableCache empty;
  for (int i = 0; i < 2; ++i) {
    (void)makeTable({&none.source, 1}, {}, made::catalogue(), &empty);
    EXPECT_EQ(none.take(), 6);
  }
  EXPECT_EQ(empty.size(), 0u);
}

TEST(TableCache, StaysWithinItsLimitAndDropsTheOldest) {
  const Experiment e = varied(8);
  Counted c(e, "file");
  TableCache cache(6000);
  for (int k = 0; k < 40; ++k) {
    const TableRequest r{.metric = "FE-To-Target:target=" + std::to_string(k)};
    (void)makeTable({&c.source, 1}, r, made::catalogue(), &cache);
    EXPECT_LE(cache.size(), 6000u);
    c.take();
    (void)makeTable({&c.source, 1}, r, made::catalogue(), &cache);
    EXPECT_LT(c.take(), 6) << "what came last should still be there";
  }
  cache.clear();
  EXPECT_EQ(cache.size(), 0u);
  (void)makeTable({&c.source, 1}, {}, made::catalogue(), &cache);
  EXPECT_EQ(c.take(), 6);
}

TEST(TableCache, AFileWrittenAnewOrContinuedHasAnotherStamp) {
  const test::TemporaryFolder folder;
  const std::string path = folder / "made.h5";
  ExperimentSpec spec;
  spec.algorithms = {{.name = "GA"}};
  spec.problems = {{.name = "CEC17-MTSO1*"}};
  spec.repetitions = 2;
  spec.budget = 400;
  spec.population = 20;
  spec.checkpoints = 2;
  spec.instance = Instance::Synthetic;
  (void)runExperiment(makePlan(spec, builtinCatalogue()), path, {});
  TableCache cache;
  const auto mean = [&](const ResultFile& file) {
    const ResultSource source = sourceOf(file);
    return makeTable({&source, 1}, {}, made::catalogue(), &cache).rows[0].cells[0].mean;
  };
  std::string stamp;
  double first = 0.0;
  {
    const ResultFile one(path);
    const ResultFile two(path);
    stamp = one.stamp();
    EXPECT_FALSE(stamp.empty());
    EXPECT_EQ(one.stamp(), two.stamp());
    first = mean(one);
    EXPECT_EQ(first, mean(two));
  }
  spec.seed = 2;  // the same size in the same place
  removeResults(path);
  (void)runExperiment(makePlan(spec, builtinCatalogue()), path, {});
  const ResultFile again(path);
  EXPECT_NE(again.stamp(), stamp);
  EXPECT_NE(mean(again), first);

  // In parts: one more run.
  const std::string open = folder / "open.h5";
  {
    ResultWriter writer(open, again.info(), false);
    std::vector<RunRecord> records{again.run({0, 0, 0})};
    writer.commit(records);
    const std::string before = ResultFile(open).stamp();
    EXPECT_EQ(before, ResultFile(open).stamp());
    records = {again.run({0, 0, 1})};
    writer.commit(records);
    EXPECT_NE(before, ResultFile(open).stamp());
  }
}

}  // namespace
}  // namespace tandem
