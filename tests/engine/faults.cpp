// SPDX-License-Identifier: Apache-2.0
#include <sys/mount.h>
#include <sys/stat.h>

#include "engine_child.h"
#include "tandem/matrix.h"

namespace tandem {
namespace {

using namespace testing;

TEST(EngineFaults, DISABLED_KillChild) {
  killChildMain();
}

TEST(EngineFaults, KilledAtRandomMomentsNothingIsLost) {
  killAndResume(8, "EngineFaults.DISABLED_KillChild", 11);
}

/// A small file system of its own; only root can have one.
class SmallDisk : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(disk);
    mounted = mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=512k") == 0;
    if (!mounted) GTEST_SKIP() << "no permission to mount a small file system: full disks are NOT tested";
  }
  void TearDown() override {
    if (mounted) umount2(disk.c_str(), MNT_DETACH);
  }
  void enlarge() const { ASSERT_EQ(mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=64m"), 0); }
  /// Leaves this much space.
  void fillUp(std::size_t room) const {
    const std::string ballast = disk + "/ballast";
    std::ofstream out(ballast, std::ios::binary);
    const std::string block(4096, 'x');
    while (out.write(block.data(), 4096).flush()) {
    }
    out.close();
    std::filesystem::resize_file(ballast, std::filesystem::file_size(ballast) - room);
  }

  TempFolder folder;
  std::string disk = folder / "disk";
  bool mounted = false;
};

TEST_F(SmallDisk, AFullDiskEndsTheExperimentAndKeepsWhatIsFinished) {
  const Catalogue catalogue = testCatalogue();
  ExperimentSpec spec = makeSpec({"MFEA", "GA"}, {"Toy-A"}, 100);
  spec.saveDecisions = true;
  spec.checkpoints = 50;
  const Plan plan = makePlan(spec, catalogue);
  const std::string file = disk + "/x.h5";
  Reporter reporter(folder / "log");
  std::string sentence;
  try {
    (void)runExperiment(plan, file, {.threads = 2, .observer = &reporter});
    FAIL() << "a full disk went unnoticed";
  } catch (const Error& e) {
    sentence = e.what();
  }
  EXPECT_NE(sentence.find("No space left"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find("finished runs are safe"), std::string::npos) << sentence;
  const std::vector<RunKey> reported = Reporter::read(folder / "log");
  EXPECT_GT(reported.size(), 5U);
  EXPECT_LT(reported.size(), plan.runs.size());
  {
    const ResultFile results(file);
    for (const RunKey& key : reported) EXPECT_EQ(results.status(key), RunStatus::Finished);
    EXPECT_EQ(results.verify(), std::vector<std::string>());
  }
  enlarge();
  EXPECT_EQ(resumeExperiment(file, catalogue, "", {.threads = 2}).skipped, isize(reported));
  (void)runExperiment(plan, folder / "reference.h5", {.threads = 2});
  expectSameDatasets(folder / "reference.h5", file);
}

TEST_F(SmallDisk, AFullDiskWhilePackingLeavesThePartsAndPackingCanBeRepeated) {
  enlarge();
  const ExperimentInfo info = makeInfo(30, 20);
  const std::string file = disk + "/x.h5";
  writeAll(folder / "reference.h5", info);
  for (const std::size_t room : {std::size_t{0}, std::size_t{16} << 10, std::size_t{200} << 10}) {
    ResultWriter writer(file, info, room != 0);
    if (room == 0) {
      std::vector<RunRecord> all;
      for (const RunKey& key : allKeys(info)) all.push_back(makeRecord(info, key));
      writer.commit(all);
    }
    fillUp(room);
    EXPECT_THROW(writer.pack(""), Error) << room;
    std::filesystem::remove(disk + "/ballast");
    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_EQ(ResultFile(file).missing().size(), 0U);
  }
  ResultWriter writer(file, info, true);
  writer.pack("");
  expectSameDatasets(folder / "reference.h5", file);
}

TEST(EngineFaults, DISABLED_LimitChild) {
  // Files of this process may not grow beyond 40 kB: like a full disk, without root.
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{40 << 10, 40 << 10};
  setrlimit(RLIMIT_FSIZE, &limit);
  const ExperimentInfo info = makeInfo(30, 20);
  ResultWriter writer(environmentText("TANDEM_CHILD_FILE"), info, false);
  for (const RunKey& key : allKeys(info)) {
    std::vector<RunRecord> one{makeRecord(info, key)};
    writer.commit(one);
  }
  try {
    writer.pack("");
    _exit(3);
  } catch (const Error&) {
    std::exit(0);  // with HDF5's own clean-up, which must not hang
  }
}

TEST(EngineFaults, AFailingWriteWhilePackingLosesNothing) {
  const TempFolder folder;
  const std::string file = folder / "x.h5";
  Child child = spawnTest("EngineFaults.DISABLED_LimitChild", {{"TANDEM_CHILD_FILE", file}});
  EXPECT_TRUE(child.wait()) << child.status;
  const ExperimentInfo info = makeInfo(30, 20);
  EXPECT_FALSE(std::filesystem::exists(file));
  ResultWriter writer(file, info, true);
  writer.pack("");
  writeAll(folder / "reference.h5", info);
  expectSameDatasets(folder / "reference.h5", file);
}

TEST(EngineFaults, DISABLED_MemoryChild) {
  // Memory really is short; the test makes up no exception: one run asks for more than there is.
  Catalogue catalogue = testCatalogue();
  addAlgorithm(catalogue, "Greedy", [](RunContext& ctx, double) {
    std::vector<Population> kept;
    for (;;) kept.push_back(ctx.makePopulation(1'000'000, 0));
  });
  const Plan plan = makePlan(makeSpec({"GA", "Greedy", "Random"}, {"Toy-A"}, 3), catalogue);
  std::ifstream statm("/proc/self/statm");
  rlim_t pages = 0;
  ASSERT_TRUE(statm >> pages);
  const rlim_t bytes = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + (rlim_t{512} << 20);
  const rlimit limit{bytes, bytes};
  ASSERT_EQ(setrlimit(RLIMIT_AS, &limit), 0);
  const EngineOutcome outcome = runExperiment(plan, environmentText("TANDEM_CHILD_FILE"), {.threads = 2});
  ASSERT_EQ(outcome.finished, 9);
  ASSERT_EQ(outcome.failed, 3);
}

TEST(EngineFaults, ARunThatRunsOutOfMemoryFailsAndTheOthersGoOn) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers need the address space themselves";
#endif
  const TempFolder folder;
  const std::string file = folder / "x.h5";
  Child child = spawnTest("EngineFaults.DISABLED_MemoryChild", {{"TANDEM_CHILD_FILE", file}});
  ASSERT_TRUE(child.wait()) << child.status;
  const ResultFile results(file);
  EXPECT_TRUE(results.packed());
  EXPECT_EQ(results.missing().size(), 0U);
  const std::vector<RunKey> failed = results.failed();
  ASSERT_EQ(failed.size(), 3U);
  for (const RunKey& key : failed) {
    EXPECT_EQ(key.algorithm, 1);
    EXPECT_NE(results.run(key).message.find("out of memory"), std::string::npos) << results.run(key).message;
  }
  EXPECT_EQ(results.verify(), std::vector<std::string>());
}

TEST(EngineFaults, AFolderThatVanishesIsReported) {
  const TempFolder folder;
  const std::string file = folder / "x.h5";
  const Catalogue catalogue = testCatalogue();
  struct Remover final : public Observer {
    explicit Remover(std::string f) : file(std::move(f)) {}
    void finished(const RunKey&, RunStatus, const std::string&, double) override {
      std::filesystem::remove_all(file + ".parts");
    }
    std::string file;
  } remover(file);
  const Plan plan = makePlan(makeSpec({"Random"}, {"Toy-A"}, 200), catalogue);
  try {
    (void)runExperiment(plan, file, {.threads = 2, .observer = &remover});
    FAIL() << "went unnoticed";
  } catch (const Error& e) {
    EXPECT_NE(std::string(e.what()).find(file), std::string::npos) << e.what();
  }
}

TEST(EngineFaults, AReadOnlyFolderIsRefused) {
  if (geteuid() == 0) {
    const std::string sentence = complaint([] { ResultWriter writer("/proc/x.h5", makeInfo(), false); });
    EXPECT_NE(sentence.find("/proc/x.h5.parts"), std::string::npos) << sentence;
    return;
  }
  const TempFolder folder;
  std::filesystem::create_directory(folder / "sealed");
  chmod((folder / "sealed").c_str(), 0555);
  const std::string sentence = complaint([&] { ResultWriter writer(folder / "sealed/x.h5", makeInfo(), false); });
  EXPECT_NE(sentence.find("Permission denied"), std::string::npos) << sentence;
  chmod((folder / "sealed").c_str(), 0755);
}

TEST(EngineFaults, DISABLED_LockChild) {
  const Catalogue catalogue = testCatalogue();
  const Plan plan = makePlan(makeSpec({"Endless"}, {"Toy-A"}, 1), catalogue);
  (void)runExperiment(plan, environmentText("TANDEM_CHILD_FILE"), {.threads = 1});
}

TEST(EngineFaults, ASecondProcessIsRefusedAndTheLockDiesWithItsHolder) {
  const TempFolder folder;
  const std::string file = folder / "x.h5";
  Child child = spawnTest("EngineFaults.DISABLED_LockChild", {{"TANDEM_CHILD_FILE", file}});
  while (!resultsExist(file)) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const Catalogue catalogue = testCatalogue();
  EXPECT_NE(complaint([&] { (void)resumeExperiment(file, catalogue, "", {}); }).find("Another process is writing"),
            std::string::npos);
  EXPECT_NE(complaint([&] { removeResults(file); }).find("Another process is writing"), std::string::npos);
  kill(child.pid, SIGKILL);
  EXPECT_FALSE(child.wait());
  removeResults(file);
  EXPECT_FALSE(std::filesystem::exists(file + ".parts"));
}

}  // namespace
}  // namespace tandem
