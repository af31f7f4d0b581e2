// SPDX-License-Identifier: Apache-2.0
// Tables of 50 algorithms x 100 or 200 tasks x 30 repetitions: from the file, and again from cached values.
// tandem_bench --benchmark_filter=table
#include <benchmark/benchmark.h>

#include <memory>

#include "tandem/tables/table.h"
#include "tandem/tables/table_cache.h"
#include "tandem/tables/table_view.h"
#include "tests/support/large_results.h"
#include "tests/support/temporary_folder.h"

namespace tandem {
namespace {

/// Written once for all measurements of that size.
class Results {
 public:
  explicit Results(int problems) { test::writeLarge(path(), problems, 50, 30); }
  [[nodiscard]] std::string path() const { return folder_.file("large.h5"); }

  static const Results& of(int tasks) {
    static const Results small(50);
    if (tasks == 100) return small;
    static const Results large(100);
    return large;
  }

 private:
  test::TemporaryFolder folder_;
};

const Catalogue& catalogue() {
  static const Catalogue c = builtinCatalogue();
  return c;
}

TableRequest requestOf(const std::string& kind) {
  if (kind == "median") return {.show = TableShow::Median};
  if (kind == "rank-sum") return {.test = TableTest::RankSum};
  if (kind == "signed-rank, Holm") return {.test = TableTest::SignedRank, .correction = TableCorrection::Holm};
  if (kind == "Friedman") return {.test = TableTest::Friedman};
  if (kind == "rank-sum, Holm, over all rows") {
    return {.test = TableTest::RankSum, .correction = TableCorrection::Holm, .overall = true};
  }
  if (kind == "A12 with intervals") return {.test = TableTest::RankSum, .effect = TableEffect::A12};
  return {};
}

/// Opened, read, computed and written as text.
void tableFromFile(benchmark::State& state, const std::string& kind) {
  const Results& results = Results::of(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    const ResultFile file(results.path());
    const ResultSource source = sourceOf(file);
    const Table table = makeTable({&source, 1}, requestOf(kind), catalogue());
    benchmark::DoNotOptimize(formatTable(table, TableFormat::Text));
  }
}

/// What the window does after a click: the values are cached.
void tableAgain(benchmark::State& state, const std::string& kind) {
  const ResultFile file(Results::of(static_cast<int>(state.range(0))).path());
  const ResultSource source = sourceOf(file);
  TableCache cache;
  (void)makeTable({&source, 1}, {}, catalogue(), &cache);
  for (auto _ : state) {
    const Table table = makeTable({&source, 1}, requestOf(kind), catalogue(), &cache);
    benchmark::DoNotOptimize(tableTexts(table));
  }
}

const bool registered = [] {
  for (const char* kind : {"mean", "rank-sum"}) {
    benchmark::RegisterBenchmark((std::string("table/from the file/") + kind).c_str(), tableFromFile, kind)
        ->Arg(100)
        ->Arg(200)
        ->Unit(benchmark::kMillisecond);
  }
  for (const char* kind : {"mean", "median", "rank-sum", "signed-rank, Holm", "Friedman",
                           "rank-sum, Holm, over all rows", "A12 with intervals"}) {
    benchmark::RegisterBenchmark((std::string("table/again/") + kind).c_str(), tableAgain, kind)
        ->Arg(100)
        ->Arg(200)
        ->Unit(benchmark::kMillisecond);
  }
  return true;
}();

}  // namespace
}  // namespace tandem
