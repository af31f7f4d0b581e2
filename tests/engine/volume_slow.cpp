// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include "engine_child.h"
#include "sanitized.h"

namespace tandem {
namespace {

using namespace testing;

TEST(EngineVolume, DISABLED_KillChild) {
  killChildMain();
}

TEST(EngineVolume, KilledFiftyTimesNothingIsLost) {
  killAndResume(50, "EngineVolume.DISABLED_KillChild", 12);
}

/// 1,000 multi-objective runs, 50 checkpoints, two tasks with populations of 100: 240 MB of populations alone.
ExperimentInfo bulkyInfo() {
  ExperimentInfo info = makeInfo(500, 50, false);
  info.problems = {makeProblem("Bulky", {10, 10}, {2, 2})};
  return info;
}

RunRecord bulkyRecord(const ExperimentInfo& info, const RunKey& key) {
  RunRecord r = makeRecord(info, key);
  Rng rng(static_cast<std::uint64_t>(key.repetition));
  for (FrontRecord& front : r.fronts) {
    front.objectives = Matrix(100, 2);
    front.cv.assign(100, 0.0);
    for (double& v : front.objectives.values()) v = rng.below(1000) * 0.125;
  }
  return r;
}

TEST(EngineVolume, DISABLED_BulkyChild) {
  const ExperimentInfo info = bulkyInfo();
  const std::string file = environmentText("TANDEM_CHILD_FILE");
  ResultWriter writer(file, info, false);
  for (const RunKey& key : allKeys(info)) {
    std::vector<RunRecord> one{bulkyRecord(info, key)};
    writer.commit(one);
  }
  writer.pack("");
  ASSERT_EQ(ResultFile(file).verify(), std::vector<std::string>());
}

TEST(EngineVolume, AThousandBulkyRunsNeedLessThan300Megabytes) {
  const TempFolder folder;
  const std::string file = folder / "x.h5";
  Child child = spawnTest("EngineVolume.DISABLED_BulkyChild", {{"TANDEM_CHILD_FILE", file}});
  ASSERT_TRUE(child.wait());
  RecordProperty("peak_kilobytes", static_cast<int>(child.usage.ru_maxrss));
  std::printf("peak %ld kB, file %ju bytes\n", child.usage.ru_maxrss, std::filesystem::file_size(file));
  // A sanitizer holds freed memory back on purpose.
  if (!test::kSanitized) {
    EXPECT_LT(child.usage.ru_maxrss, 300L << 10);
  }
  const ExperimentInfo info = bulkyInfo();
  expectEqual(bulkyRecord(info, {0, 1, 417}), ResultFile(file).run({0, 1, 417}));
}

TEST(EngineVolume, AHundredThousandRunsAreScannedInUnderTwoSeconds) {
  const TempFolder folder;
  const std::string file = folder / "x.h5";
  ExperimentInfo info = makeInfo(50000, 2, false);
  info.problems = {makeProblem("Short", {2}, {1})};
  const auto clock = [] { return std::chrono::steady_clock::now(); };
  const auto since = [&](auto start) { return std::chrono::duration<double>(clock() - start).count(); };
  {
    ResultWriter writer(file, info, false);
    std::vector<RunRecord> batch;
    for (const RunKey& key : allKeys(info)) {
      batch.push_back(makeRecord(info, key));
      if (batch.size() < 16) continue;
      writer.commit(batch);
      batch.clear();
    }
    writer.commit(batch);
  }
  auto start = clock();
  EXPECT_TRUE(ResultFile(file).missing().empty());
  const double scan = since(start);
  EXPECT_LT(scan, 2.0 * test::kSlowness);
  start = clock();
  {
    ResultWriter writer(file, info, true);
    writer.pack("");
  }
  const double pack = since(start);
  start = clock();
  EXPECT_TRUE(ResultFile(file).missing().empty());
  std::printf("scan of shards %.2f s, pack %.1f s, scan of packed %.2f s, %ju bytes\n", scan, pack, since(start),
              std::filesystem::file_size(file));
}

}  // namespace
}  // namespace tandem
