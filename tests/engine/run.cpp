// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <future>
#include <mutex>
#include <set>
#include <thread>

#include "engine_fixture.h"
#include "tandem/matrix.h"

namespace tandem {
namespace {

using namespace testing;

class EngineRun : public ::testing::Test {
 protected:
  TempFolder folder;
  Catalogue catalogue = testCatalogue();
  Plan single = makePlan(withDecisions(makeSpec({"MFEA", "GA"}, {"Toy-A", "Toy-B"}, 6)), catalogue);
  Plan multi = makePlan(withDecisions(makeSpec({"NSGA-II", "MO-MFEA"}, {"Toy-MO"}, 4)), catalogue);

  static ExperimentSpec withDecisions(ExperimentSpec spec) {
    spec.saveDecisions = true;
    return spec;
  }
};

/// Sets stop after that many finished runs.
class StopAfter final : public Observer {
 public:
  StopAfter(RunControl& control, int runs) : control_(control), left_(runs) {}
  void finished(const RunKey&, RunStatus, const std::string&, double) override {
    if (--left_ == 0) control_.stop = true;
  }

 private:
  RunControl& control_;
  int left_;
};

TEST_F(EngineRun, AnyNumberOfThreadsAndAnyOrderGiveTheSameBytes) {
  for (const Plan* plan : {&single, &multi}) {
    const std::string reference = folder / "reference.h5";
    removeResults(reference);
    const EngineOutcome outcome = runExperiment(*plan, reference, {.threads = 1});
    EXPECT_EQ(outcome.finished, isize(plan->runs));
    EXPECT_EQ(outcome.failed, 0);
    EXPECT_FALSE(outcome.interrupted);
    EXPECT_EQ(ResultFile(reference).verify(), std::vector<std::string>());
    const std::string other = folder / "other.h5";
    for (const auto& [threads, shuffle] : {std::pair{2, 0}, {8, 0}, {1, 5}, {2, 6}, {8, 7}}) {
      (void)runExperiment(*plan, other,
                          {.threads = threads, .force = true, .shuffle = static_cast<std::uint64_t>(shuffle)});
      expectSameDatasets(reference, other);
    }
  }
}

TEST_F(EngineRun, OversubscribedRunsReallyOverlap) {
  // Every run waits until eight have started: only eight concurrent workers can get through.
  std::atomic<int> started{0};
  addAlgorithm(catalogue, "Meets", [&](RunContext& ctx, double rate) {
    ++started;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (started < 8) {
      if (std::chrono::steady_clock::now() > deadline) throw Error("alone");
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    randomSearch(ctx, rate);
  });
  const Plan plan = makePlan(makeSpec({"Meets"}, {"Toy-A"}, 8), catalogue);
  EXPECT_EQ(runExperiment(plan, folder / "x.h5", {.threads = 8}).failed, 0);
}

TEST_F(EngineRun, InterruptedAndResumedEqualsUndisturbed) {
  for (const Plan* plan : {&single, &multi}) {
    const std::string reference = folder / "reference.h5";
    const std::string path = folder / "x.h5";
    removeResults(path);
    (void)runExperiment(*plan, reference, {.threads = 2, .force = true});
    RunControl control;
    StopAfter stop(control, 3);
    EngineOptions slow{.threads = 2, .control = &control, .observer = &stop};
    // From the sixth run on (four are finished by then), wait for the stop and for it to reach the runs: on a busy
    // machine all would be over before that.
    std::mutex mutex;
    std::set<RunKey> seen;
    slow.live = [&](const RunKey& key, const LiveView&) {
      {
        const std::lock_guard lock(mutex);
        seen.insert(key);
        if (seen.size() < 6) return;
      }
      const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
      while (!control.stop && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
    };
    EngineOutcome outcome = runExperiment(*plan, path, slow);
    EXPECT_TRUE(outcome.interrupted);
    EXPECT_GE(outcome.finished, 3);
    EXPECT_LT(outcome.finished, isize(plan->runs));
    EXPECT_FALSE(std::filesystem::exists(path));
    EXPECT_EQ(ResultFile(path).missing().size(), plan->runs.size() - static_cast<std::size_t>(outcome.finished));
    const int before = outcome.finished;
    outcome = resumeExperiment(path, catalogue, "", {.threads = 2, .shuffle = 9});
    EXPECT_EQ(outcome.skipped, before);
    EXPECT_EQ(outcome.finished, isize(plan->runs) - before);
    EXPECT_FALSE(std::filesystem::exists(path + ".parts"));
    expectSameDatasets(reference, path);
    outcome = resumeExperiment(path, catalogue, "", {});
    EXPECT_EQ(outcome.finished, 0);
    EXPECT_EQ(outcome.skipped, isize(plan->runs));
    EXPECT_FALSE(std::filesystem::exists(path + ".parts"));
  }
}

TEST_F(EngineRun, ShardsMergedEqualTheWhole) {
  const std::string reference = folder / "reference.h5";
  (void)runExperiment(single, reference, {.threads = 2});
  std::vector<std::string> shards;
  int finished = 0;
  for (int i = 0; i < 3; ++i) {
    shards.push_back(folder / ("shard" + std::to_string(i) + ".h5"));
    finished += runExperiment(single, shards.back(), {.threads = 2, .shard = i, .shards = 3}).finished;
  }
  EXPECT_EQ(finished, isize(single.runs));
  mergeResults(folder / "merged.h5", shards);
  expectSameDatasets(reference, folder / "merged.h5");
  // A shard alone can also be completed.
  (void)resumeExperiment(shards[1], catalogue, "", {.threads = 2});
  expectSameDatasets(reference, shards[1]);
}

TEST_F(EngineRun, TheObserverIsToldAfterTheRunIsSafeAndNeverTwiceAtOnce) {
  struct Checker final : public Observer {
    explicit Checker(std::string file) : path(std::move(file)) {}
    void started(const RunKey& key) override {
      const std::unique_lock lock(busy, std::try_to_lock);
      EXPECT_TRUE(lock.owns_lock());
      EXPECT_TRUE(begun.insert(key).second);
    }
    void finished(const RunKey& key, RunStatus status, const std::string&, double seconds) override {
      const std::unique_lock lock(busy, std::try_to_lock);
      EXPECT_TRUE(lock.owns_lock());
      EXPECT_TRUE(begun.contains(key));
      EXPECT_TRUE(ended.insert(key).second);
      EXPECT_EQ(status, RunStatus::Finished);
      EXPECT_GT(seconds, 0.0);
      const ResultFile file(path);
      EXPECT_EQ(file.status(key), RunStatus::Finished);
      EXPECT_EQ(file.run(key).repetition, key.repetition);
    }
    std::string path;
    std::mutex busy;
    std::set<RunKey> begun, ended;
  };
  Checker checker(folder / "x.h5");
  (void)runExperiment(single, folder / "x.h5", {.threads = 4, .observer = &checker});
  EXPECT_EQ(checker.ended.size(), single.runs.size());
}

TEST_F(EngineRun, AFailingRunIsARecordAndTheOthersGoOn) {
  const Plan plan = makePlan(makeSpec({"Throws", "Random", "ThrowsInt", "NoMemory"}, {"Toy-A"}, 2), catalogue);
  const std::string path = folder / "x.h5";
  const EngineOutcome outcome = runExperiment(plan, path, {.threads = 2});
  EXPECT_EQ(outcome.finished, 8);
  EXPECT_EQ(outcome.failed, 6);
  const ResultFile file(path);
  EXPECT_NE(file.run({0, 0, 1}).message.find("the matrix is singular"), std::string::npos);
  EXPECT_EQ(file.status({0, 1, 0}), RunStatus::Finished);
  EXPECT_EQ(file.status({0, 2, 0}), RunStatus::Failed);
  EXPECT_FALSE(file.run({0, 2, 0}).message.empty());
  EXPECT_EQ(file.status({0, 3, 1}), RunStatus::Failed);
  EXPECT_TRUE(file.verify().empty());
  EXPECT_EQ(resumeExperiment(path, catalogue, "", {}).finished, 0);
}

TEST_F(EngineRun, FailedRunsAreTriedAgainOnRequestOnly) {
  std::atomic<bool> broken{true};
  addAlgorithm(catalogue, "Moody", [&](RunContext& ctx, double rate) {
    if (broken) throw Error("a bad day");
    randomSearch(ctx, rate);
  });
  const Plan plan = makePlan(makeSpec({"Moody", "Random"}, {"Toy-A"}, 3), catalogue);
  const std::string path = folder / "x.h5";
  EXPECT_EQ(runExperiment(plan, path, {}).failed, 3);
  broken = false;
  EngineOutcome outcome = resumeExperiment(path, catalogue, "", {});
  EXPECT_EQ(outcome.finished, 0);
  EXPECT_EQ(outcome.failed, 3);
  outcome = resumeExperiment(path, catalogue, "", {}, true);
  EXPECT_EQ(outcome.finished, 3);
  EXPECT_EQ(outcome.failed, 0);
  EXPECT_TRUE(ResultFile(path).failed().empty());
  (void)runExperiment(plan, folder / "reference.h5", {});
  expectSameDatasets(folder / "reference.h5", path);
}

TEST_F(EngineRun, ARunThatNeverEndsFailsAtItsTimeLimit) {
  ExperimentSpec spec = makeSpec({"Endless", "Random"}, {"Toy-A"}, 2);
  spec.timeLimit = 1.0;
  const EngineOutcome outcome = runExperiment(makePlan(spec, catalogue), folder / "x.h5", {.threads = 2});
  EXPECT_EQ(outcome.failed, 2);
  const ResultFile file(folder / "x.h5");
  EXPECT_NE(file.run({0, 0, 0}).message.find("time limit of 1 "), std::string::npos) << file.run({0, 0, 0}).message;
  EXPECT_EQ(file.status({0, 1, 0}), RunStatus::Finished);
}

TEST_F(EngineRun, AnAlgorithmThatEvaluatesNothingFailsInsteadOfTurningForEver) {
  const EngineOutcome outcome =
      runExperiment(makePlan(makeSpec({"Idle", "Random"}, {"Toy-A"}, 2), catalogue), folder / "x.h5", {.threads = 2});
  EXPECT_EQ(outcome.failed, 2);
  const ResultFile file(folder / "x.h5");
  EXPECT_NE(file.run({0, 0, 0}).message.find("would never end"), std::string::npos) << file.run({0, 0, 0}).message;
  EXPECT_EQ(file.status({0, 1, 0}), RunStatus::Finished);
}

TEST_F(EngineRun, StoppingAnEndlessRunTakesMomentsAndKeepsWhatIsFinished) {
  const Plan plan = makePlan(makeSpec({"Random", "Endless"}, {"Toy-A"}, 2), catalogue);
  RunControl control;
  StopAfter stop(control, 2);
  const auto start = std::chrono::steady_clock::now();
  const EngineOutcome outcome =
      runExperiment(plan, folder / "x.h5", {.threads = 2, .control = &control, .observer = &stop});
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  EXPECT_TRUE(outcome.interrupted);
  EXPECT_EQ(outcome.finished, 2);
  EXPECT_EQ(ResultFile(folder / "x.h5").missing().size(), 2U);
}

TEST_F(EngineRun, PauseHoldsTheRunsAndLetsThemGoOn) {
  RunControl control;
  control.pause = true;
  std::atomic<bool> released{false};
  std::atomic<int> early{0};
  std::atomic<int> generations{0};
  EngineOptions options{.threads = 2, .control = &control};
  options.live = [&](const RunKey&, const LiveView&) {
    ++generations;
    if (!released.load()) ++early;
  };
  auto running = std::async(std::launch::async, [&] { return runExperiment(single, folder / "x.h5", options); });
  // From here on we would see the runs do what they must not; a slow machine cannot make them seem to.
  while (!resultsExist(folder / "x.h5")) std::this_thread::yield();
  for (int i = 0; i < 100 && early == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  released = true;
  control.pause = false;
  EXPECT_EQ(running.get().finished, isize(single.runs));
  EXPECT_EQ(early, 0);
  EXPECT_GT(generations, isize(single.runs));
}

TEST_F(EngineRun, ExistingResultsNeedForce) {
  const std::string path = folder / "x.h5";
  (void)runExperiment(single, path, {});
  EXPECT_NE(complaint([&] { (void)runExperiment(single, path, {}); }).find("complete it with 'tandem resume'"),
            std::string::npos);
  const std::string other = complaint([&] { (void)runExperiment(multi, path, {}); });
  EXPECT_NE(other.find("holds another experiment: the number of repetitions is"), std::string::npos) << other;
  EXPECT_EQ(other.find("resume"), std::string::npos) << "it could not be resumed: " << other;
  (void)runExperiment(multi, path, {.force = true});
  EXPECT_EQ(ResultFile(path).info().problems.size(), 1U);
  EXPECT_NE(complaint([&] { (void)runExperiment(single, folder / "no/such/x.h5", {}); }).find("no/such"),
            std::string::npos);
  EXPECT_NE(complaint([&] { (void)runExperiment(single, folder / "y.h5", {.shard = 3, .shards = 3}); }).find("shard"),
            std::string::npos);
}

TEST_F(EngineRun, ResumeRefusesWhatDoesNotFitWithTheDifference) {
  const std::string path = folder / "x.h5";
  RunControl control;
  StopAfter stop(control, 1);
  (void)runExperiment(single, path, {.threads = 1, .control = &control, .observer = &stop});
  const Catalogue changed = testCatalogue(500);
  const std::string sentence = complaint([&] { (void)resumeExperiment(path, changed, "", {}); });
  EXPECT_NE(sentence.find("the budget of problem 'Toy-A' is 400 in"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find("500 in"), std::string::npos) << sentence;
  EXPECT_NE(complaint([&] { (void)resumeExperiment(path, Catalogue(), "", {}); }).find("MFEA"), std::string::npos);
  EXPECT_FALSE(resumeExperiment(path, catalogue, "", {}).interrupted);
}

TEST_F(EngineRun, OtherRandomStreamsAreNeitherContinuedNorMerged) {
  const std::string path = folder / "x.h5";
  Plan older = single;
  older.info.streams = 1;
  RunControl control;
  StopAfter stop(control, 1);
  (void)runExperiment(older, path, {.threads = 1, .control = &control, .observer = &stop});
  EXPECT_EQ(ResultFile(path).info().streams, 1);
  // Not even by force.
  const std::string sentence = complaint([&] { (void)resumeExperiment(path, catalogue, "", {.force = true}); });
  EXPECT_NE(sentence.find("the version of the random streams"), std::string::npos) << sentence;
  const std::string now = folder / "now.h5";
  (void)runExperiment(single, now, {.threads = 1});
  EXPECT_EQ(ResultFile(now).info().streams, kStreamVersion);
  EXPECT_NE(differenceOf(older.info, "one", single.info, "other").find("the version of the random streams"),
            std::string::npos);
}

TEST_F(EngineRun, AnotherBuildContinuesOnlyByForceAndTheFileSaysSo) {
  const std::string reference = folder / "reference.h5";
  (void)runExperiment(single, reference, {});
  const std::string path = folder / "x.h5";
  Plan older = single;
  older.info.revision = "0ldrevision";
  RunControl control;
  StopAfter stop(control, 2);
  // From this run on, none ends before the stop has arrived, however slowly a busy machine gets to write.
  const auto untilStopped = [](const RunControl& stopped, RunKey from) {
    return [from, &stopped](const RunKey& key, const LiveView&) {
      while (key >= from && !stopped.stop.load()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    };
  };
  (void)runExperiment(older, path,
                      {.threads = 1, .control = &control, .observer = &stop, .live = untilStopped(control, {1, 0, 0})});
  EXPECT_NE(complaint([&] { (void)resumeExperiment(path, catalogue, "", {}); }).find("revision"), std::string::npos);
  // Force is for a different build, not for a different experiment.
  const Catalogue changed = testCatalogue(500);
  EXPECT_NE(complaint([&] { (void)resumeExperiment(path, changed, "", {.force = true}); }).find("the budget"),
            std::string::npos);
  EXPECT_EQ(ResultFile(path).info().continued, "");

  RunControl again;
  StopAfter stopAgain(again, 2);
  EXPECT_TRUE(resumeExperiment(path, catalogue, "",
                               {.threads = 1,
                                .force = true,
                                .control = &again,
                                .observer = &stopAgain,
                                .live = untilStopped(again, {1, 1, 5})})
                  .interrupted);
  const std::string line = ResultFile(path).info().continued;
  EXPECT_NE(line.find(single.info.revision), std::string::npos) << line;
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_FALSE(resumeExperiment(path, catalogue, "", {.force = true}).interrupted);
  const ResultFile done(path);
  EXPECT_TRUE(done.packed());
  EXPECT_EQ(done.info().revision, "0ldrevision");
  EXPECT_EQ(done.info().continued.find(line), 0U);
  EXPECT_EQ(done.verify(), std::vector<std::string>());
  expectSameDatasets(reference, path);
}

TEST_F(EngineRun, TheLiveViewIsCalledAtGenerationBoundaries) {
  std::atomic<int> calls{0};
  EngineOptions options;
  options.live = [&](const RunKey&, const LiveView& view) {
    EXPECT_EQ(view.budget, 400);
    ++calls;
  };
  (void)runExperiment(single, folder / "x.h5", options);
  EXPECT_GT(calls, isize(single.runs));
}

}  // namespace
}  // namespace tandem
