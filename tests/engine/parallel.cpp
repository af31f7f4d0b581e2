// SPDX-License-Identifier: Apache-2.0
// Batches evaluated by several threads: the same bytes, truly at the same time, and only where that is wanted.
#include "engine/split_problem.h"
#include "engine_fixture.h"

namespace tandem {
namespace {

using namespace testing;

struct Watch {
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  void enter() {
    const int now = ++inside;
    int seen = most.load();
    while (now > seen && !most.compare_exchange_weak(seen, now)) {
    }
  }
  void leave() { --inside; }
};

/// A noisy task of `microseconds` per point that tells how many threads are in it.
class Laborious final : public Problem {
 public:
  Laborious(Watch& watch, int microseconds, double failBelow)
      : watch_(watch), time_(microseconds), failBelow_(failBelow) {
    tasks_.push_back({"toil", 4, 1, 0, std::vector<double>(4, -5.0), std::vector<double>(4, 5.0), true});
    defaultBudget_ = 400;
    defaultPopulation_ = 40;
    stochastic_ = true;
  }
  void evaluate(int, ConstMatView x, MatView f, MatView, EvalContext& ctx) const override {
    watch_.enter();
    for (int i = 0; i < x.rows; ++i) {
      if (time_ > 0) std::this_thread::sleep_for(std::chrono::microseconds(time_));
      f(i, 0) = ctx.noise(i).uniform();
      for (const double v : x.row(i)) f(i, 0) += v * v;
      if (f(i, 0) < failBelow_) {
        watch_.leave();
        throw Error("evaluation " + std::to_string(ctx.firstEvaluation + i) + " cannot be done");
      }
    }
    watch_.leave();
  }

 private:
  Watch& watch_;
  int time_;
  double failBelow_;
};

class LaboriousBuilder final : public ProblemBuilder {
 public:
  LaboriousBuilder(Watch& watch, int microseconds, double failBelow)
      : watch_(watch), time_(microseconds), failBelow_(failBelow) {}
  void params(ParamVisitor&) override {}
  [[nodiscard]] BuiltProblem build(const BuildRequest&) const override {
    return {std::make_shared<Laborious>(watch_, time_, failBelow_), Instance::Synthetic, "laborious"};
  }

 private:
  Watch& watch_;
  int time_;
  double failBelow_;
};

class EngineParallel : public ::testing::Test {
 protected:
  void addProblem(const std::string& name, int microseconds, double failBelow = -1.0) {
    ProblemInfo info;
    info.name = name;
    info.suite = "Toils";
    info.labels = SingleTask | Unconstrained | SingleObjective;
    info.make = [this, microseconds, failBelow] {
      return std::make_unique<LaboriousBuilder>(watch, microseconds, failBelow);
    };
    catalogue.problems.add(std::move(info));
  }
  /// The most threads that were evaluating at the same time.
  int execute(const Plan& plan, int threads, Parallel parallel) {
    watch.most = 0;
    (void)runExperiment(plan, folder / "x.h5", {.threads = threads, .parallel = parallel, .force = true});
    return watch.most.load();
  }

  TempFolder folder;
  Catalogue catalogue = testCatalogue();
  Watch watch;
};

TEST_F(EngineParallel, TheResultsDependNeitherOnTheModeNorOnTheThreads) {
  addProblem("Toil", 50);
  addProblem("Brittle", 50, 5.0);  // fails in the middle of a batch, with a message that names the evaluation
  ExperimentSpec spec = makeSpec({"GA", "Random"}, {"Toil", "Brittle", "Toy-A"}, 3);
  spec.saveDecisions = true;
  const Plan plan = makePlan(spec, catalogue);
  const std::string reference = folder / "reference.h5";
  (void)runExperiment(plan, reference, {.threads = 1, .parallel = Parallel::Runs});
  EXPECT_FALSE(ResultFile(reference).failed().empty());
  for (const Parallel parallel : {Parallel::Auto, Parallel::Runs, Parallel::Evaluations}) {
    for (const int threads : {1, 2, 5}) {
      (void)execute(plan, threads, parallel);
      expectSameDatasets(reference, folder / "x.h5");
    }
  }
}

TEST_F(EngineParallel, ABatchIsSharedWhenThereAreFewerRunsThanThreads) {
  addProblem("Toil", 200);  // 8 ms a batch
  const Plan one = makePlan(makeSpec({"GA"}, {"Toil"}, 1), catalogue);
  EXPECT_EQ(execute(one, 4, Parallel::Runs), 1);
  EXPECT_GT(execute(one, 4, Parallel::Auto), 1);
  EXPECT_GT(execute(one, 4, Parallel::Evaluations), 1);
  EXPECT_EQ(execute(one, 1, Parallel::Evaluations), 1);
}

TEST_F(EngineParallel, TheFirstBatchIsSharedToo) {
  addProblem("Toil", 1000);  // an evaluation may take minutes, and a population be all there is
  ExperimentSpec spec = makeSpec({"Random"}, {"Toil"}, 1);
  spec.budget = 40;
  const Plan plan = makePlan(spec, catalogue);
  EXPECT_GT(execute(plan, 4, Parallel::Auto), 1);
  EXPECT_EQ(ResultFile(folder / "x.h5").run({0, 0, 0}).evaluations.back(), 40);
}

std::atomic<double> clockOfTest{0.0};

/// Takes that many seconds of the clock for each row, and counts the pieces it is asked for.
class Clocked final : public Problem {
 public:
  explicit Clocked(double secondsPerRow) : secondsPerRow_(secondsPerRow) {
    tasks_.push_back({"clocked", 1, 1, 0, {0.0}, {1.0}, true});
  }
  void evaluate(int, ConstMatView x, MatView f, MatView, EvalContext& ctx) const override {
    for (int i = 0; i < x.rows; ++i) f(i, 0) = static_cast<double>(ctx.firstEvaluation + i);
    ++pieces;
    double now = clockOfTest.load();
    while (!clockOfTest.compare_exchange_weak(now, now + secondsPerRow_ * x.rows)) {
    }
  }
  mutable std::atomic<int> pieces{0};

 private:
  double secondsPerRow_;
};

TEST(SplitProblem, CutsBatchesThatTakeAMillisecondAndLeavesOthersWhole) {
  constexpr int kRows = 40;
  const Matrix x(kRows, 1, 0.5);
  for (const bool costly : {false, true}) {
    const auto whole = std::make_shared<const Clocked>((costly ? 1.5e-3 : 0.5e-3) / kRows);
    const auto split = splitProblem(whole, Parallel::Auto, [] { return clockOfTest.load(); });
    Matrix f(kRows, 1);
    Workspace workspace;
    const auto evaluate = [&](std::int64_t first) {
      EvalContext ctx{workspace, 1, first};
      const int before = whole->pieces;
      split->evaluate(0, x, f, MatView(nullptr, kRows, 0), ctx);
      for (int i = 0; i < kRows; ++i) EXPECT_EQ(f(i, 0), static_cast<double>(first + i));
      return whole->pieces - before;
    };
    // One row tells how long the rest of the first batch takes.
    EXPECT_EQ(evaluate(0) > 2, costly);
    for (std::int64_t batch = 1; batch < 5; ++batch) EXPECT_EQ(evaluate(batch * kRows) > 1, costly) << batch;
  }
}

TEST_F(EngineParallel, EvaluationsModeExecutesOneRunAtATime) {
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  addAlgorithm(catalogue, "Alone", [&](RunContext& ctx, double rate) {
    most = std::max(most.load(), ++inside);
    randomSearch(ctx, rate);
    --inside;
  });
  addProblem("Toil", 20);
  const Plan plan = makePlan(makeSpec({"Alone"}, {"Toil"}, 12), catalogue);
  (void)execute(plan, 4, Parallel::Evaluations);
  EXPECT_EQ(most.load(), 1);
  (void)execute(plan, 4, Parallel::Auto);
  EXPECT_GT(most.load(), 1);
}

}  // namespace
}  // namespace tandem
