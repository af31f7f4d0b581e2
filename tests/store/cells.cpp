// SPDX-License-Identifier: Apache-2.0
// Cells: the runs of one (problem, algorithm), as tables and figures take them.
#include <cmath>

#include "store_fixture.h"
#include "tandem/figures/sources.h"

namespace tandem {
namespace {

using namespace testing;

/// Two of five runs are missing or failed, so that their places stay empty in a packed file.
constexpr int kFailed = 1;
constexpr int kMissing = 3;

std::vector<RunRecord> runsOf(const ExperimentInfo& info, int first, int last) {
  std::vector<RunRecord> runs;
  for (const RunKey& key : allKeys(info)) {
    if (key.repetition < first || key.repetition > last || key.repetition == kMissing) continue;
    runs.push_back(makeRecord(info, key));
    if (key.repetition != kFailed) continue;
    runs.back().status = RunStatus::Failed;
    runs.back().message = "It went wrong.";
  }
  return runs;
}

template <typename T>
std::vector<T> part(const std::vector<T>& stacked, std::size_t run, std::size_t each) {
  const auto from = stacked.begin() + static_cast<std::ptrdiff_t>(run * each);
  return {from, from + static_cast<std::ptrdiff_t>(each)};
}

template <typename T>
bool allNan(const std::vector<T>& values) {
  return std::ranges::all_of(values, [](T v) { return std::isnan(v); });
}

void expectFinished(const CellData& cell, std::size_t r, const RunRecord& run) {
  const std::size_t tasks = run.improvements.size();
  const std::size_t each = tasks * static_cast<std::size_t>(run.checkpoints);
  EXPECT_EQ(cell.message[r], run.message);
  EXPECT_EQ(cell.seconds[r], run.seconds);
  EXPECT_EQ(cell.cost[r], run.cost);
  EXPECT_EQ(cell.device[r], run.device);
  EXPECT_EQ(part(cell.evaluations, r, run.evaluations.size()), run.evaluations);
  EXPECT_EQ(part(cell.taskEvaluations, r, each), run.taskEvaluations);
  EXPECT_EQ(part(cell.cv, r, each), run.cv);
  EXPECT_EQ(part(cell.objective, r, each), run.objective);
  EXPECT_EQ(part(cell.ledger, r, run.ledger.size()), run.ledger);
  RunRecord found = run;  // what varies in length, compared as of a run
  found.fronts.assign(run.fronts.size(), {});
  for (std::size_t c = 0; c < run.fronts.size(); ++c) found.fronts[c] = cell.fronts[r * each + c];
  found.improvements = part(cell.improvements, r, tasks);
  found.transfer = cell.transferReported ? cell.transfer[r] : std::vector<TransferRow>();
  for (std::size_t t = 0; t < run.traces.size(); ++t) found.traces[t] = part(cell.traces[t], r, run.traces[t].size());
  expectEqual(found, run);
}

void expectEmpty(const CellData& cell, std::size_t r, std::size_t tasks, std::size_t checkpoints) {
  const std::size_t each = tasks * checkpoints;
  EXPECT_TRUE(allNan(part(cell.objective, r, each)));
  EXPECT_TRUE(allNan(part(cell.cv, r, each)));
  EXPECT_EQ(part(cell.evaluations, r, checkpoints), std::vector<std::int64_t>(checkpoints, 0));
  EXPECT_EQ(part(cell.taskEvaluations, r, each), std::vector<std::int64_t>(each, 0));
  for (const auto& log : part(cell.improvements, r, tasks)) EXPECT_TRUE(log.empty());
  for (const auto& trace : cell.traces) {
    EXPECT_TRUE(allNan(part(trace, r, trace.size() / cell.status.size())));
  }
  if (cell.transferReported) {
    EXPECT_TRUE(cell.transfer[r].empty());
  }
}

void expectCells(const ResultFile& file, const ExperimentInfo& info) {
  for (int p = 0; p < isize(info.problems); ++p) {
    for (int a = 0; a < isize(info.algorithms); ++a) {
      const CellData cell = file.cell(p, a);
      ASSERT_EQ(cell.repetitions, info.repetitions);
      EXPECT_EQ(cell.transferReported, a == 0);
      for (int r = 0; r < info.repetitions; ++r) {
        SCOPED_TRACE(std::to_string(p) + "/" + std::to_string(a) + "/" + std::to_string(r));
        const RunRecord run = makeRecord(info, {p, a, r});
        const auto at = static_cast<std::size_t>(r);
        const RunStatus status = r == kFailed    ? RunStatus::Failed
                                 : r == kMissing ? RunStatus::Missing
                                                 : RunStatus::Finished;
        EXPECT_EQ(cell.status[at], status);
        if (status == RunStatus::Finished) {
          expectFinished(cell, at, run);
        } else {
          expectEmpty(cell, at, info.problems[p].tasks.size(), static_cast<std::size_t>(info.checkpoints));
          EXPECT_EQ(cell.seconds[at], status == RunStatus::Failed ? run.seconds : 0.0);
          EXPECT_EQ(cell.message[at], status == RunStatus::Failed ? "It went wrong." : "");
        }
      }
    }
  }
}

TEST(StoreCells, HoldEveryRunWhateverFormTheResultsHave) {
  const TempFolder folder;
  const ExperimentInfo info = makeInfo();
  const std::string path = folder / "x.h5";
  {
    ResultWriter writer(path, info, false);
    std::vector<RunRecord> first = runsOf(info, 0, 2);
    writer.commit(first);
    std::vector<RunRecord> rest = runsOf(info, 3, 4);
    writer.commit(rest);
    SCOPED_TRACE("in parts");
    expectCells(ResultFile(path), info);
    writer.pack("");
  }
  {
    SCOPED_TRACE("packed");
    expectCells(ResultFile(path), info);
  }
  removeResults(path);
  {
    ResultWriter writer(path, info, false);
    std::vector<RunRecord> first = runsOf(info, 0, 2);
    writer.commit(first);
    writer.pack("");
  }
  ResultWriter writer(path, info, true);
  std::vector<RunRecord> rest = runsOf(info, 3, 4);
  writer.commit(rest);
  SCOPED_TRACE("packed and continued");
  const ResultFile both(path);
  EXPECT_FALSE(both.packed());
  expectCells(both, info);
}

/// A file that was tampered with may hold numbers where no run finished.
TEST(StoreCells, RunsThatDidNotFinishHaveNoValuesWhateverTheFileHolds) {
  const TempFolder folder;
  const ExperimentInfo info = makeInfo();
  const std::string path = folder / "x.h5";
  {
    ResultWriter writer(path, info, false);
    std::vector<RunRecord> runs = runsOf(info, 0, 4);
    writer.commit(runs);
    writer.pack("");
  }
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  const auto overwrite = [&](const char* name, std::size_t size) {
    const hid_t set = H5Dopen2(file, name, H5P_DEFAULT);
    const std::vector<double> values(size, 7.0);
    EXPECT_GE(H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0) << name;
    H5Dclose(set);
  };
  overwrite("runs/0000/0000/objective", 70);
  overwrite("runs/0000/0000/trace_step", 35);
  H5Fclose(file);
  const CellData cell = ResultFile(path).cell(0, 0);
  EXPECT_EQ(cell.objective[cell.at(0, 1, 6)], 7.0);
  for (const int r : {kFailed, kMissing}) expectEmpty(cell, static_cast<std::size_t>(r), 2, 7);
}

/// A window shows tables and figures of the same results, whatever happens to their file meanwhile.
TEST(StoreCells, FiguresReadTheCellsThatAreSelectedFromOpenResults) {
  const TempFolder folder;
  const ExperimentInfo info = makeInfo();
  for (const char* name : {"a.h5", "b.h5"}) writeAll(folder / name, info);
  const ResultFile a(folder / "a.h5");
  const ResultFile b(folder / "b.h5");
  std::vector<std::pair<int, int>> read;
  std::vector<ResultSource> sources{sourceOf(a), sourceOf(b)};
  sources[1].cell = [&](int problem, int algorithm, CellDetail detail) {
    read.emplace_back(problem, algorithm);
    return b.cell(problem, algorithm, detail);
  };
  const figures::Selection ofFiles{.files = {folder / "a.h5", folder / "b.h5"}, .picks = {{1, 0, 1}}};
  const std::vector<figures::ProblemRuns> expected = figures::loadRuns(ofFiles);
  std::filesystem::remove(folder / "b.h5");
  EXPECT_THROW((void)figures::loadRuns(ofFiles), InputError);
  const std::vector<figures::ProblemRuns> found = figures::loadRuns(sources, {.picks = {{1, 0, 1}}});
  EXPECT_EQ(read, (std::vector<std::pair<int, int>>{{0, 1}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].algorithms, expected[0].algorithms);
  EXPECT_EQ(found[0].styles, expected[0].styles);
  ASSERT_EQ(found[0].cells.size(), 1U);
  EXPECT_EQ(found[0].cells[0].objective, expected[0].cells[0].objective);
  EXPECT_NE(complaint([] { (void)figures::loadRuns(std::span<const ResultSource>(), {}); }).find("No result file"),
            std::string::npos);
}

}  // namespace
}  // namespace tandem
