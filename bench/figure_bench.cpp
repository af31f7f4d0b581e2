// SPDX-License-Identifier: Apache-2.0
// Figures of one row of a table of 50 algorithms x 30 repetitions: what the window does when a row is selected.
// tandem_bench --benchmark_filter=figure; TANDEM_BENCH_RESULTS=FILE.h5 names other results to use.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "tandem/figures/kinds.h"
#include "tandem/figures/sources.h"
#include "tandem/tables/table.h"
#include "tests/support/large_results.h"
#include "tests/support/temporary_folder.h"

namespace tandem {
namespace {

/// Written once for all measurements, unless the user names results.
std::string resultsPath() {
  if (const char* given = std::getenv("TANDEM_BENCH_RESULTS")) return given;
  static const test::TemporaryFolder folder;
  static const std::string path = [] {
    test::writeLarge(folder.file("large.h5"), 100, 50, 30);
    return folder.file("large.h5");
  }();
  return path;
}

const Catalogue& catalogue() {
  static const Catalogue c = builtinCatalogue();
  return c;
}

/// All algorithms on the n-th problem.
figures::Selection rowOf(const ExperimentInfo& info, int problem) {
  figures::Selection selection{.files = {resultsPath()}};
  for (int a = 0; a < isize(info.algorithms); ++a) selection.picks.push_back({0, problem, a});
  return selection;
}

/// Drops the file from the system's page cache, as after a reboot.
void forget(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY);
  if (file < 0) return;
  ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  ::close(file);
}

/// The file is opened for every figure, as by `tandem plot`, or is already open, as in the window.
void figure(benchmark::State& state, const std::string& kind, bool open, bool cold) {
  const ResultFile file(resultsPath());
  const ExperimentInfo& info = file.info();
  const ResultSource source = sourceOf(file);
  int problem = 0;
  for (auto _ : state) {
    if (cold) {
      state.PauseTiming();
      forget(resultsPath());
      state.ResumeTiming();
    }
    figures::Selection selection = rowOf(info, problem++ % isize(info.problems));
    selection.detail = figures::detailOf({.kind = kind}, catalogue());
    const auto runs = open ? figures::loadRuns({&source, 1}, selection) : figures::loadRuns(selection);
    benchmark::DoNotOptimize(figures::makeFigure(runs, catalogue(), {.kind = kind}));
  }
}

const bool registered = [] {
  for (const char* kind : {"convergence", "box", "ecdf"}) {
    for (const bool open : {true, false}) {
      for (const bool cold : {false, true}) {
        const std::string name =
            std::string("figure/") + (open ? "open/" : "opened/") + kind + (cold ? "/cold" : "/warm");
        benchmark::RegisterBenchmark(name.c_str(), figure, kind, open, cold)
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
      }
    }
  }
  return true;
}();

}  // namespace
}  // namespace tandem
