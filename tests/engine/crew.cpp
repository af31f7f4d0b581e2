// SPDX-License-Identifier: Apache-2.0
// Experiments shared by several processes, which threads of one stand in for: the protocol, without MPI.
#include <deque>
#include <future>
#include <mutex>

#include "engine_fixture.h"
#include "tandem/engine/transport.h"

namespace tandem {
namespace {

using namespace testing;

struct Post {
  std::mutex mutex;
  std::vector<std::deque<Transport::Message>> boxes;
};

class ThreadTransport final : public Transport {
 public:
  ThreadTransport(Post& post, int rank) : post_(post), rank_(rank) {}
  [[nodiscard]] int rank() const override { return rank_; }
  [[nodiscard]] int size() const override { return isize(post_.boxes); }
  void send(int to, std::string bytes) override {
    const std::lock_guard lock(post_.mutex);
    if (garble && !bytes.empty()) bytes.resize(bytes.size() / 2);
    post_.boxes[to].push_back({rank_, std::move(bytes)});
  }
  std::optional<Message> receive() override {
    const std::lock_guard lock(post_.mutex);
    std::deque<Message>& box = post_.boxes[rank_];
    if (box.empty()) return std::nullopt;
    Message message = std::move(box.front());
    box.pop_front();
    return message;
  }
  bool garble = false;

 private:
  Post& post_;
  int rank_;
};

class EngineCrew : public ::testing::Test {
 protected:
  /// Starts ranks 1, 2, ...; `options` of each.
  void hire(int count, const EngineOptions& options = {.threads = 2}) {
    post.boxes.resize(static_cast<std::size_t>(count) + 1);
    for (int rank = 1; rank <= count; ++rank) {
      hired.push_back(std::async(std::launch::async, [this, rank, options] {
        ThreadTransport transport(post, rank);
        transport.garble = garble;
        return workForLeader(transport, workerCatalogue, "", options);
      }));
    }
  }
  /// True if all ended well.
  bool dismiss() {
    dismissWorkers(leader);
    bool good = true;
    for (std::future<WorkerOutcome>& worker : hired) good = !worker.get().stopped && good;
    hired.clear();
    return good;
  }

  TempFolder folder;
  Catalogue catalogue = testCatalogue();
  Catalogue workerCatalogue = testCatalogue();
  Post post;
  ThreadTransport leader{post, 0};
  std::vector<std::future<WorkerOutcome>> hired;
  bool garble = false;
};

TEST_F(EngineCrew, AnyNumberOfProcessesGivesTheSameBytes) {
  ExperimentSpec spec = makeSpec({"MFEA", "GA", "Throws"}, {"Toy-A", "Toy-B"}, 20);
  spec.saveDecisions = true;
  const Plan plan = makePlan(spec, catalogue);
  const std::string reference = folder / "reference.h5";
  (void)runExperiment(plan, reference, {.threads = 1});
  for (const int workers : {1, 2, 5}) {
    hire(workers);
    const std::string file = folder / "x.h5";
    // Two experiments in a row: the crew serves until it is dismissed.
    for (int i = 0; i < 2; ++i) {
      const EngineOutcome outcome = runExperiment(plan, file, {.threads = 1, .force = true, .transport = &leader});
      EXPECT_EQ(outcome.finished, 120);
      EXPECT_EQ(outcome.failed, 40);
      EXPECT_FALSE(outcome.interrupted);
      expectSameDatasets(reference, file);
    }
    EXPECT_TRUE(dismiss());
  }
}

TEST_F(EngineCrew, TheRunsAreReallyShared) {
  // Each run waits until three have started; the leader has one thread.
  std::atomic<int> started{0};
  const auto meet = [&](RunContext& ctx, double rate) {
    ++started;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (started.load() < 3) {
      if (std::chrono::steady_clock::now() > deadline) throw Error("nobody else came");
      std::this_thread::yield();
    }
    randomSearch(ctx, rate);
  };
  addAlgorithm(catalogue, "Meets", meet);
  addAlgorithm(workerCatalogue, "Meets", meet);
  hire(2, {.threads = 1});
  const Plan plan = makePlan(makeSpec({"Meets"}, {"Toy-A"}, 3), catalogue);
  EXPECT_EQ(runExperiment(plan, folder / "x.h5", {.threads = 1, .transport = &leader}).failed, 0);
  EXPECT_TRUE(dismiss());
}

TEST_F(EngineCrew, ARunThatDoesNotNoticeItsTimeLimitFailsAndTheOthersGoOn) {
  std::atomic<bool> released{false};
  std::atomic<int> stuck{0}, freed{0};
  addAlgorithm(catalogue, "Stuck", randomSearch);
  addAlgorithm(workerCatalogue, "Stuck", [&](RunContext& ctx, double rate) {
    ++stuck;
    while (!released.load()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ++freed;
    randomSearch(ctx, rate);
  });
  addAlgorithm(catalogue, "Nap", [](RunContext& ctx, double rate) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));  // so that the worker gets some of the runs
    randomSearch(ctx, rate);
  });
  addAlgorithm(workerCatalogue, "Nap", randomSearch);
  ExperimentSpec spec = makeSpec({"Stuck", "Nap"}, {"Toy-A"}, 12);
  spec.timeLimit = 0.3;
  const Plan plan = makePlan(spec, catalogue);
  hire(1, {.threads = 1});
  const std::string file = folder / "x.h5";
  const EngineOutcome outcome = runExperiment(plan, file, {.threads = 1, .shuffle = 3, .transport = &leader});
  EXPECT_EQ(outcome.finished, 24);
  EXPECT_EQ(outcome.abandoned, 0) << "none of the leader's own";
  EXPECT_EQ(outcome.failed, stuck.load());
  EXPECT_GT(stuck.load(), 0);
  dismissWorkers(leader);
  EXPECT_EQ(hired.front().get().abandoned, stuck.load());
  hired.clear();
  const ResultFile results(file);
  for (const RunKey& key : results.failed()) {
    EXPECT_EQ(key.algorithm, 0);
    EXPECT_NE(results.run(key).message.find("'Stuck'"), std::string::npos) << results.run(key).message;
  }
  released = true;
  while (freed.load() < stuck.load()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
}

TEST_F(EngineCrew, InterruptedAndResumedEqualsUndisturbed) {
  // Runs of Gate do not end before the gate is open.
  std::atomic<bool> open{true};
  const auto gate = [&](RunContext& ctx, double rate) {
    while (!open.load()) {
      (void)ctx.running();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    randomSearch(ctx, rate);
  };
  addAlgorithm(catalogue, "Gate", gate);
  addAlgorithm(workerCatalogue, "Gate", gate);
  const Plan plan = makePlan(makeSpec({"MFEA", "Gate"}, {"Toy-A", "Toy-B"}, 60), catalogue);
  const std::string reference = folder / "reference.h5";
  (void)runExperiment(plan, reference, {.threads = 2});
  const std::string file = folder / "x.h5";
  open = false;
  hire(2);
  RunControl control;
  struct Stopper final : public Observer {
    explicit Stopper(RunControl& c) : control(c) {}
    void finished(const RunKey&, RunStatus, const std::string&, double) override { control.stop = true; }
    RunControl& control;
  } stopper(control);
  const EngineOutcome first =
      runExperiment(plan, file, {.threads = 1, .control = &control, .observer = &stopper, .transport = &leader});
  EXPECT_TRUE(first.interrupted);
  EXPECT_LT(first.finished, 240);
  open = true;
  const EngineOutcome second = resumeExperiment(file, catalogue, "", {.threads = 1, .transport = &leader});
  EXPECT_EQ(first.finished + second.finished, 240);
  EXPECT_TRUE(dismiss());
  expectSameDatasets(reference, file);
}

TEST_F(EngineCrew, AWorkerThatIsToldToStopStopsAll) {
  RunControl control;
  hire(2, {.threads = 1, .control = &control});
  const Plan plan = makePlan(makeSpec({"Endless"}, {"Toy-A"}, 8), catalogue);
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    control.stop = true;
  });
  EXPECT_TRUE(runExperiment(plan, folder / "x.h5", {.threads = 1, .transport = &leader}).interrupted);
  later.join();
  EXPECT_FALSE(dismiss());
}

TEST_F(EngineCrew, AWorkerWithAnotherPlanIsRefused) {
  workerCatalogue = testCatalogue(800);
  hire(1);
  const Plan plan = makePlan(makeSpec({"Random"}, {"Toy-A"}, 5), catalogue);
  const std::string sentence = complaint([&] {
    try {
      (void)runExperiment(plan, folder / "x.h5", {.threads = 1, .transport = &leader});
    } catch (const Error& e) {
      throw InputError(e.what());
    }
  });
  EXPECT_NE(sentence.find("Process 1 cannot take part"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find("other instance data"), std::string::npos) << sentence;
  EXPECT_TRUE(dismiss());
}

TEST_F(EngineCrew, NonsenseFromAWorkerEndsTheExperimentAndKeepsWhatIsFinished) {
  garble = true;
  hire(1);
  const Plan plan = makePlan(makeSpec({"Random"}, {"Toy-A"}, 400), catalogue);
  EXPECT_THROW((void)runExperiment(plan, folder / "x.h5", {.threads = 1, .transport = &leader}), Error);
  EXPECT_EQ(ResultFile(folder / "x.h5").verify(), std::vector<std::string>());
  (void)dismiss();
}

}  // namespace
}  // namespace tandem
