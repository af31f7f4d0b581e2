// SPDX-License-Identifier: Apache-2.0
#include "mpi_launch.h"

namespace tandem {
namespace {

using namespace testing;
using test::Outcome;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSound = TANDEM_TEST_PLUGINS "/sound";

TEST(MpiRuns, TheResultsAreThoseOfASingleProcess) {
  const TempFolder folder;
  const std::string reference = folder / "reference.h5";
  ASSERT_EQ(test::tandem(experiment(reference, 4, {"-q"})).status, 0);
  for (const int processes : {2, 3}) {
    const std::string file = folder / (std::to_string(processes) + ".h5");
    const Outcome outcome = test::tandem(experiment(file, 4), "", kAsRoot, mpirun(processes));
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    // One process speaks, not all of them.
    const std::string line = std::to_string(processes) + " processes";
    EXPECT_THAT(outcome.err, HasSubstr(line));
    EXPECT_EQ(outcome.err.find("results in"), outcome.err.rfind("results in")) << outcome.err;
    EXPECT_EQ(ResultFile(file).verify(), std::vector<std::string>());
    expectSameDatasets(reference, file);
  }
}

TEST(MpiRuns, ThreadsAndShardsWorkInsideTheProcesses) {
  const TempFolder folder;
  const std::string reference = folder / "reference.h5";
  const std::string file = folder / "x.h5";
  ASSERT_EQ(test::tandem(experiment(reference, 3, {"-q", "--shard", "2/3"})).status, 0);
  const Outcome outcome = test::tandem(experiment(file, 3, {"-j", "2", "--shard", "2/3"}), "", kAsRoot, mpirun(2));
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("2 threads in this one"));
  expectSameDatasets(reference, file);
}

/// srun --mpi=pmix gives the number of processes only in Slurm's variable.
TEST(MpiRuns, ProcessesStartedBySrunFindEachOther) {
  const TempFolder folder;
  const std::string reference = folder / "reference.h5";
  const std::string file = folder / "x.h5";
  ASSERT_EQ(test::tandem(experiment(reference, 3, {"-q"})).status, 0);
  std::vector<std::string> launcher = mpirun(2);
  for (const char* word : {"env", "-u", "OMPI_COMM_WORLD_SIZE", "-u", "OMPI_COMM_WORLD_RANK", "SLURM_STEP_NUM_TASKS=2"})
    launcher.emplace_back(word);
  const Outcome outcome = test::tandem(experiment(file, 3), "", kAsRoot, launcher);
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("2 processes"));
  expectSameDatasets(reference, file);
  // A complaint that needs no MPI: one process speaks.
  const Outcome usage = test::tandem({"run", "--nonsense"}, "", kAsRoot, launcher);
  EXPECT_EQ(usage.status, 2);
  EXPECT_EQ(usage.err.find("'--nonsense'"), usage.err.rfind("'--nonsense'")) << usage.err;
}

TEST(MpiRuns, AComplaintIsMadeOnce) {
  const TempFolder folder;
  const std::string sentence = "There is no problem 'Nowhere'";
  const Outcome unknown =
      test::tandem({"run", "-a", "GA", "-p", "Nowhere", "-o", folder / "x.h5"}, "", kAsRoot, mpirun(3));
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.err, HasSubstr(sentence));
  EXPECT_EQ(unknown.err.find(sentence), unknown.err.rfind(sentence)) << unknown.err;
  const Outcome usage = test::tandem({"run", "--nonsense"}, "", kAsRoot, mpirun(2));
  EXPECT_EQ(usage.status, 2);
  EXPECT_EQ(usage.err.find("'--nonsense'"), usage.err.rfind("'--nonsense'")) << usage.err;
}

TEST(MpiRuns, FailedRunsShowInTheExitStatus) {
  const TempFolder folder;
  const Outcome outcome =
      test::tandem({"run", "-a", "GA", "-p", "Sphere", "-r", "3", "--time-limit", "1e-9", "-o", folder / "x.h5", "-q"},
                   "", kAsRoot, mpirun(2));
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("3 runs failed"));
  EXPECT_EQ(ResultFile(folder / "x.h5").failed().size(), 3U);
}

/// In each of the processes the second run of Looping-Plugin never asks its context.
TEST(MpiRuns, LoopsFailAtTheirTimeLimitAndHoldNoProcess) {
  const TempFolder folder;
  const std::string file = folder / "x.h5";
  std::vector<std::string> settings = kAsRoot;
  settings.emplace_back("TANDEM_TEST_LOOP=1");
  const Outcome outcome = test::tandem({"run", "-a", "Looping-Plugin", "-p", "Sphere:dim=4", "-r", "400", "-e", "2000",
                                        "-n", "10", "-j", "1", "--time-limit", "2", "--plugin-dir", kSound, "-o", file},
                                       "", settings, mpirun(2));
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("2 runs failed"));
  const ResultFile results(file);
  EXPECT_EQ(results.failed().size(), 2U);
  EXPECT_TRUE(results.missing().empty());
  for (const RunKey& key : results.failed()) EXPECT_THAT(results.run(key).message, HasSubstr("'Looping-Plugin'"));
}

TEST(MpiRuns, OneProcessNeedsNoMpi) {
  const TempFolder folder;
  const Outcome outcome = test::tandem(experiment(folder / "x.h5", 1), "", kAsRoot, mpirun(1));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err, Not(HasSubstr("processes")));
}

}  // namespace
}  // namespace tandem
