// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <csignal>
#include <thread>

#include "mpi_launch.h"
#include "sanitized.h"

namespace tandem {
namespace {

using namespace testing;
using test::Outcome;
using test::Program;
using ::testing::HasSubstr;

constexpr int kRepetitions = 100;

/// An experiment of several seconds: a signal takes mpirun some tenths of one to pass on, and must find runs to do.
std::vector<std::string> longExperiment(const std::string& file, const std::vector<std::string>& more = {}) {
  return experiment(file, kRepetitions, more, 80000);
}

class MpiFaults : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = new TempFolder;
    reference = *folder / "reference.h5";
    ASSERT_EQ(test::tandem(longExperiment(reference, {"-q"})).status, 0);
  }
  static void TearDownTestSuite() {
    delete folder;
    folder = nullptr;
  }
  void SetUp() override { removeResults(file); }

  /// Waits until some runs are safe.
  void awaitRuns(Program& program, int count) const {
    while (program.running() && finishedRuns(file) < count) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    ASSERT_TRUE(program.running()) << "the experiment was over too soon to be disturbed";
  }

  /// What is there is kept, and mpirun resumes it to the results of an undisturbed experiment.
  void resumeAndCompare(int processes) const {
    const int kept = finishedRuns(file);
    ASSERT_EQ(ResultFile(file).verify(), std::vector<std::string>());
    const Outcome resumed = test::tandem({"resume", file}, "", kAsRoot, mpirun(processes));
    ASSERT_EQ(resumed.status, 0) << resumed.err;
    EXPECT_THAT(resumed.err, HasSubstr(std::to_string(4 * kRepetitions - kept) + " of"));
    expectSameDatasets(reference, file);
  }

  static TempFolder* folder;
  static std::string reference;
  std::string file = *folder / "x.h5";
};
TempFolder* MpiFaults::folder = nullptr;
std::string MpiFaults::reference;

TEST_F(MpiFaults, AKilledProcessCostsItsRunsInFlightOnly) {
  for (const std::size_t victim : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
    removeResults(file);
    Program program(longExperiment(file), "", kAsRoot, mpirun(3));
    awaitRuns(program, 20);
    std::vector<pid_t> ranks = childrenOf(program.pid());
    ASSERT_EQ(ranks.size(), 3U);
    std::sort(ranks.begin(), ranks.end());
    const int before = finishedRuns(file);
    kill(ranks[victim], SIGKILL);
    const Outcome outcome = program.wait();
    EXPECT_NE(outcome.status, 0);
    EXPECT_GE(finishedRuns(file), before) << "process " << victim;
    EXPECT_LT(finishedRuns(file), 4 * kRepetitions);
    resumeAndCompare(victim == 0 ? 3 : 2);
  }
}

TEST_F(MpiFaults, MpirunKilledItselfLosesNothing) {
  Program program(longExperiment(file), "", kAsRoot, mpirun(2));
  awaitRuns(program, 20);
  const std::vector<pid_t> ranks = childrenOf(program.pid());
  const int before = finishedRuns(file);
  program.signal(SIGKILL);
  (void)program.wait();
  // The processes notice that their mpirun is gone, and end.
  for (const pid_t rank : ranks) {
    for (int i = 0; i < 1000 && kill(rank, 0) == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    kill(rank, SIGKILL);
  }
  EXPECT_GE(finishedRuns(file), before);
  resumeAndCompare(2);
}

TEST_F(MpiFaults, ATerminatedMpirunEndsWithinTwoSecondsAndKeepsWhatIsFinished) {
  Program program(longExperiment(file), "", kAsRoot, mpirun(2));
  awaitRuns(program, 20);
  const int before = finishedRuns(file);
  const auto start = std::chrono::steady_clock::now();
  program.signal(SIGTERM);
  const Outcome outcome = program.wait();
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 2.5 * test::kSlowness);
  EXPECT_NE(outcome.status, 0);
  EXPECT_THAT(outcome.err, HasSubstr("they are kept. Go on with"));
  EXPECT_GE(finishedRuns(file), before);
  resumeAndCompare(2);
}

TEST_F(MpiFaults, ATerminatedProcessEndsTheExperimentWith130) {
  for (const std::size_t victim : {std::size_t{0}, std::size_t{1}}) {
    removeResults(file);
    Program program(longExperiment(file), "", kAsRoot, mpirun(2));
    awaitRuns(program, 10);
    std::vector<pid_t> ranks = childrenOf(program.pid());
    ASSERT_EQ(ranks.size(), 2U);
    std::sort(ranks.begin(), ranks.end());
    kill(ranks[victim], SIGTERM);
    const Outcome outcome = program.wait();
    EXPECT_EQ(outcome.status, 130) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("they are kept. Go on with"));
    resumeAndCompare(2);
  }
}

}  // namespace
}  // namespace tandem
