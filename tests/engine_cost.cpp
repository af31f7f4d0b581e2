// SPDX-License-Identifier: Apache-2.0
// Where the time of a run went.
#include <chrono>
#include <numeric>

#include "engine_fixture.h"
#include "run/cost_clock.h"
#include "store/codec.h"

namespace tandem {
namespace {

using namespace testing;

void sleepFor(int milliseconds) {
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}
double part(const RunRecord& record, CostPart which) {
  return record.cost[static_cast<std::size_t>(which)];
}

/// One task; a batch takes 3 ms, of which 2 are spent waiting for others.
class SlowProblem final : public Problem {
 public:
  SlowProblem() { tasks_.push_back({.name = "Slow", .dim = 2, .lower = {0, 0}, .upper = {1, 1}}); }
  void evaluate(int, ConstMatView x, MatView objectives, MatView, EvalContext& ctx) const override {
    sleepFor(3);
    ctx.waited += 0.002;
    for (int i = 0; i < x.rows; ++i) objectives(i, 0) = x(i, 0);
  }
};

RunRecord slowRun() {
  const SlowProblem problem;
  RunRequest request;
  request.problem = &problem;
  request.budget = 100;
  request.population = 10;
  request.checkpoints = 5;
  request.observer = [](const LiveView&) { sleepFor(1); };
  LambdaAlgorithm algorithm([](RunContext& ctx, double) {
    std::vector<Population> pops = op::initPerTask(ctx);
    while (ctx.running(pops)) {
      sleepFor(5);
      pops = op::initPerTask(ctx);
    }
  });
  return executeRun(algorithm, request);
}

TEST(EngineCost, PartsAreWhatTheyAreAndTogetherTheWallTime) {
  const RunRecord record = slowRun();
  ASSERT_EQ(record.status, RunStatus::Finished) << record.message;
  const double sum = std::accumulate(record.cost.begin(), record.cost.end(), 0.0);
  EXPECT_NEAR(sum, record.seconds, 0.02 * record.seconds);
  // Ten batches, ten boundaries, nine generations. Sleeps last longer on a busy machine, never shorter.
  EXPECT_NEAR(part(record, CostPart::Waiting), 0.020, 1e-9);
  EXPECT_GE(part(record, CostPart::Evaluation), 0.010);
  EXPECT_GE(part(record, CostPart::Algorithm), 0.045);
  EXPECT_GE(part(record, CostPart::Recording), 0.010);
  EXPECT_GT(part(record, CostPart::Algorithm), part(record, CostPart::Evaluation));
}

TEST(EngineCost, PauseIsWaiting) {
  TempFolder folder;
  const Catalogue catalogue = testCatalogue();
  const Plan plan = makePlan(makeSpec({"Random"}, {"Toy-A"}, 1), catalogue);
  RunControl control;
  std::thread other;
  EngineOptions options{.threads = 1, .control = &control};
  options.live = [&](const RunKey&, const LiveView& view) {
    if (view.generation != 1) return;
    control.pause = true;
    sleepFor(100);  // until the engine has handed it on
    other = std::thread([&] {
      sleepFor(200);
      control.pause = false;
    });
  };
  const std::string file = folder / "x.h5";
  (void)runExperiment(plan, file, options);
  other.join();
  const RunRecord record = ResultFile(file).run({0, 0, 0});
  EXPECT_GE(part(record, CostPart::Waiting), 0.1);
  EXPECT_NEAR(std::accumulate(record.cost.begin(), record.cost.end(), 0.0), record.seconds, 0.02 * record.seconds);
}

TEST(EngineCost, ShardsOfEarlierVersionsHaveNeitherCostNorDevice) {
  const ExperimentInfo info = makeInfo();
  const RunRecord record = makeRecord(info, {0, 1, 1});
  ASSERT_NE(record.device, "cpu");
  std::string bytes = store::encodeRecord(record);
  expectEqual(store::decodeRecord(bytes, "here"), record);
  bytes.resize(bytes.size() - sizeof(std::uint64_t) - record.device.size() - sizeof(double) * kCostParts);
  const RunRecord old = store::decodeRecord(bytes, "here");
  EXPECT_EQ(old.device, "cpu");
  EXPECT_EQ(old.generations, record.generations);
  bytes.push_back('x');
  EXPECT_THROW((void)store::decodeRecord(bytes, "here"), InputError);
}

}  // namespace
}  // namespace tandem
