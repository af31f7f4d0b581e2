// SPDX-License-Identifier: Apache-2.0
// Where the time of a run went.
#include <hdf5.h>

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
      const RunContext::ModelTime modelTime(ctx);
      sleepFor(2);
      pops = op::initPerTask(ctx);  // evaluates: not the model's time
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
  EXPECT_GE(part(record, CostPart::Model), 0.018);
  EXPECT_GT(part(record, CostPart::Algorithm), part(record, CostPart::Evaluation));
  EXPECT_GT(part(record, CostPart::Algorithm), part(record, CostPart::Model));
}

TEST(EngineCost, TelemetryAndCostViewCanBeLeftOutAndChangeNothing) {
  const Catalogue catalogue = builtinCatalogue();
  const BuiltProblem built = buildProblem(catalogue, "CEC17-MTSO1", {}, {Instance::Synthetic, ""});
  RunRequest request;
  request.problem = built.problem.get();
  request.problemKey = "p";
  request.budget = 4000;
  request.population = 20;
  request.checkpoints = 10;
  const auto run = [&](bool on) {
    request.telemetry = on;
    request.costView = on;
    return executeRun(*catalogue.algorithms.find("AT-MFEA").make(), request);
  };
  const RunRecord with = run(true);
  const RunRecord without = run(false);
  EXPECT_TRUE(with.transferReported);
  EXPECT_FALSE(with.transfer.empty());
  EXPECT_GT(part(with, CostPart::Model), 0.0);
  EXPECT_FALSE(without.transferReported);
  EXPECT_TRUE(without.transfer.empty());
  EXPECT_EQ(without.cost, (std::array<double, kCostParts>{}));
  EXPECT_EQ(with.objective, without.objective);
  EXPECT_EQ(with.evaluations, without.evaluations);
  EXPECT_EQ(with.ledger, without.ledger);
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

TEST(EngineCost, FilesWithFourPartsAreRead) {
  TempFolder folder;
  const Catalogue catalogue = testCatalogue();
  const std::string file = folder / "x.h5";
  (void)runExperiment(makePlan(makeSpec({"Random"}, {"Toy-A"}, 2), catalogue), file, {});
  const auto replace = [&](hsize_t parts) {
    const hid_t id = H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    ASSERT_GE(id, 0);
    ASSERT_GE(H5Ldelete(id, "/times/0000/0000/cost", H5P_DEFAULT), 0);
    const hsize_t dims[2] = {2, parts};
    std::vector<double> values(2 * parts);
    std::iota(values.begin(), values.end(), 1.0);
    const hid_t space = H5Screate_simple(2, dims, nullptr);
    const hid_t data =
        H5Dcreate2(id, "/times/0000/0000/cost", H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    ASSERT_GE(H5Dwrite(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0);
    H5Dclose(data);
    H5Sclose(space);
    H5Fclose(id);
  };
  replace(4);
  const RunRecord record = ResultFile(file).run({0, 0, 1});
  EXPECT_EQ(record.cost, (std::array<double, kCostParts>{5.0, 6.0, 7.0, 8.0, 0.0}));
  for (const hsize_t wrong : {1, 3, 6}) {
    replace(wrong);
    EXPECT_THROW((void)ResultFile(file).run({0, 0, 1}), InputError) << wrong;
  }
}

TEST(EngineCost, IsPartOfTheRecordInAShardAndTruncationsAreFound) {
  const ExperimentInfo info = makeInfo();
  const RunRecord record = makeRecord(info, {0, 1, 1});
  ASSERT_NE(record.device, "cpu");
  std::string bytes = store::encodeRecord(record);
  expectEqual(store::decodeRecord(bytes, "here"), record);
  for (const std::size_t missing : {1, 8, 9, 16, 24, 60}) {
    EXPECT_THROW((void)store::decodeRecord(bytes.substr(0, bytes.size() - missing), "here"), InputError) << missing;
  }
  bytes.push_back('x');
  EXPECT_THROW((void)store::decodeRecord(bytes, "here"), InputError);
}

}  // namespace
}  // namespace tandem
