// SPDX-License-Identifier: Apache-2.0
// Runs that never ask their context: no part of the process can end them.
#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <vector>

#include "engine_fixture.h"

namespace tandem::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::atomic<bool> released{false};
std::atomic<int> leftBehind{0};
std::atomic<bool> late{false};

/// Never deleted, and no leak either: it is still pointed at when the process ends.
template <typename T>
T& keptForever(T* made) {
  static auto* const kept = new std::vector<const T*>;
  kept->push_back(made);
  return *made;
}

/// What threads that are left behind use must live as long as they do: forever.
const Catalogue& stuckCatalogue() {
  static const Catalogue* const catalogue = [] {
    auto* made = new Catalogue(testCatalogue());
    addAlgorithm(*made, "Stuck", [](RunContext& ctx, double) {
      (void)op::initPerTask(ctx);
      ++leftBehind;
      while (!released.load()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      --leftBehind;
    });
    addAlgorithm(*made, "Late", [](RunContext& ctx, double) {
      (void)op::initPerTask(ctx);
      if (!late.exchange(true)) std::this_thread::sleep_for(std::chrono::milliseconds(1700));
    });
    addAlgorithm(*made, "Nap", [](RunContext& ctx, double) {
      (void)op::initPerTask(ctx);
      std::this_thread::sleep_for(std::chrono::milliseconds(150));
    });
    return made;
  }();
  return *catalogue;
}
const Plan& stuckPlan(const std::vector<std::string>& algorithms, int repetitions, double limit) {
  ExperimentSpec spec = makeSpec(algorithms, {"Toy-A"}, repetitions);
  spec.timeLimit = limit;
  return keptForever(new Plan(makePlan(spec, stuckCatalogue())));
}

class StuckRuns : public ::testing::Test {
 protected:
  void SetUp() override { released = false; }
  void TearDown() override {
    released = true;
    while (leftBehind.load() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  const TempFolder folder_;
  const std::string file_ = folder_ / "x.h5";
};

TEST_F(StuckRuns, FailAtTheirTimeLimitAndTheOthersGoOn) {
  for (const int threads : {3, 1}) {
    const EngineOutcome outcome =
        runExperiment(stuckPlan({"Stuck", "Random", "GA"}, 3, 0.3), file_, {.threads = threads, .force = true});
    EXPECT_EQ(outcome.finished, 9);
    EXPECT_EQ(outcome.failed, 3);
    EXPECT_EQ(outcome.abandoned, 3);
    EXPECT_FALSE(outcome.interrupted);
    const ResultFile results(file_);
    for (int r = 0; r < 3; ++r) {
      const RunRecord run = results.run({0, 0, r});
      EXPECT_EQ(run.status, RunStatus::Failed);
      EXPECT_THAT(run.message,
                  AllOf(HasSubstr("time limit of 0.3 seconds"), HasSubstr("'Stuck'"), HasSubstr("'Toy-A'")));
      EXPECT_EQ(results.status({0, 1, r}), RunStatus::Finished);
      EXPECT_EQ(results.status({0, 2, r}), RunStatus::Finished);
    }
  }
}

TEST_F(StuckRuns, DoNotChangeTheResultsOfTheOthers) {
  const std::string alone = folder_ / "alone.h5";
  (void)runExperiment(stuckPlan({"Random", "GA"}, 3, 0.0), alone, {.threads = 1});
  (void)runExperiment(stuckPlan({"Random", "GA", "Stuck"}, 3, 0.3), file_, {.threads = 2});
  const ResultFile a(alone);
  const ResultFile b(file_);
  for (int algorithm = 0; algorithm < 2; ++algorithm) {
    for (int r = 0; r < 3; ++r) EXPECT_EQ(a.run({0, algorithm, r}).objective, b.run({0, algorithm, r}).objective);
  }
}

TEST_F(StuckRuns, AStopDoesNotWaitForThem) {
  RunControl& control = keptForever(new RunControl);
  std::thread stopping([&] {
    while (leftBehind.load() < 2) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    control.stop = true;
  });
  const EngineOutcome outcome = runExperiment(stuckPlan({"Stuck", "Random"}, 3, 0.0), file_,
                                              {.threads = 2, .control = &control, .stopGrace = 0.2});
  stopping.join();
  EXPECT_TRUE(outcome.interrupted);
  EXPECT_EQ(outcome.abandoned, 2);
  EXPECT_EQ(outcome.failed, 0);
}

TEST_F(StuckRuns, OneThatComesBackIsNeitherTwiceInTheFileNorLeftBehind) {
  // Longer than the limit and the grace period, but not forever: other runs are at work until it is back.
  const EngineOutcome outcome = runExperiment(stuckPlan({"Late", "Nap"}, 20, 0.3), file_, {.threads = 2});
  EXPECT_EQ(outcome.finished, 40);
  EXPECT_EQ(outcome.failed, 1);
  EXPECT_EQ(outcome.abandoned, 0);
  const ResultFile results(file_);
  // Two threads begin at once, so we cannot know which repetition is late, only that just one is.
  std::vector<std::string> messages;
  for (int r = 0; r < 20; ++r) {
    if (results.status({0, 0, r}) == RunStatus::Failed) messages.push_back(results.run({0, 0, r}).message);
    EXPECT_EQ(results.status({0, 1, r}), RunStatus::Finished);
  }
  EXPECT_THAT(messages, ElementsAre(HasSubstr("did not notice")));
}

}  // namespace
}  // namespace tandem::testing
