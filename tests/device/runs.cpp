// SPDX-License-Identifier: Apache-2.0
// Whole experiments on a device.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "device_support.h"
#include "engine_fixture.h"
#include "tandem/stats.h"

namespace tandem {
namespace {

using namespace testing;

class DeviceRuns : public ::testing::Test {
 protected:
  void SetUp() override { TANDEM_NEEDS_DEVICE(); }
  static ExperimentSpec spec(int repetitions) {
    ExperimentSpec s = makeSpec({"MFEA", "DE"}, {"CEC17-MTSO1-CI-HS", "CEC17-MTSO6-PI-LS"}, repetitions);
    s.instance = Instance::Synthetic;
    s.budget = 2000;
    s.population = 20;
    s.device = {.opencl = true};
    return s;
  }
  TempFolder folder;
  Catalogue catalogue = builtinCatalogue();
};

TEST_F(DeviceRuns, GroupedInAnyWayGiveTheSameBytes) {
  const Plan plan = makePlan(spec(4), catalogue);
  (void)runExperiment(plan, folder / "one.h5", {.inFlight = 1});
  (void)runExperiment(plan, folder / "all.h5", {.inFlight = 16});
  (void)runExperiment(plan, folder / "odd.h5", {.shuffle = 5, .inFlight = 3});
  expectSameDatasets(folder / "one.h5", folder / "all.h5");
  expectSameDatasets(folder / "one.h5", folder / "odd.h5");
}

TEST_F(DeviceRuns, FewLaunchesServeManyRuns) {
  const auto problem = buildProblem(catalogue, "CEC17-MTSO1-CI-HS", {}, {Instance::Synthetic, ""}).problem;
  std::vector<RunRecord> records;
  const auto launches = [&](const DeviceOptions& options) {
    DeviceSession session({.opencl = true}, {problem}, options);
    constexpr int kThreads = 8;
    records.assign(kThreads, {});
    std::vector<std::unique_ptr<DeviceSession::Member>> members;
    for (int k = 0; k < kThreads; ++k) members.push_back(std::make_unique<DeviceSession::Member>(session));
    std::vector<std::thread> threads;
    for (int k = 0; k < kThreads; ++k) {
      threads.emplace_back([&, k] {
        RunRequest request;
        request.problem = &session.problem(0);
        request.problemKey = "p";
        request.repetition = k;
        request.budget = 1000;
        request.population = 10;
        request.checkpoints = 5;
        LambdaAlgorithm algorithm(randomSearch);
        RunRecord& record = records[k];
        record = executeRun(algorithm, request);
        EXPECT_EQ(record.status, RunStatus::Finished);
        members[k].reset();
      });
    }
    for (std::thread& t : threads) t.join();
    EXPECT_EQ(session.counts().rows, kThreads * 1000);
    return session.counts().launches;
  };
  // 1,000 evaluations in batches of 10: this algorithm evaluates one population, that is one task, after another.
  EXPECT_EQ(launches({.coalesce = false}), 8 * 100);
  const std::vector<RunRecord> alone = std::exchange(records, {});
  EXPECT_LE(launches({.patience = 10.0}), 110);
  // The same numbers, bit for bit.
  for (std::size_t k = 0; k < alone.size(); ++k) {
    EXPECT_EQ(records[k].objective, alone[k].objective);
    EXPECT_EQ(records[k].evaluations, alone[k].evaluations);
    EXPECT_FALSE(alone[k].objective.empty());
  }
}

TEST_F(DeviceRuns, EqualTheCpuStatisticallyAndSayWhatTheyAre) {
  ExperimentSpec asked = spec(20);
  asked.budget = 4000;
  const Plan onDevice = makePlan(asked, catalogue);
  asked.device = {};
  const Plan onCpu = makePlan(asked, catalogue);
  (void)runExperiment(onDevice, folder / "device.h5", {});
  (void)runExperiment(onCpu, folder / "cpu.h5", {});
  const ResultFile device(folder / "device.h5");
  const ResultFile cpu(folder / "cpu.h5");
  EXPECT_EQ(device.verify(), std::vector<std::string>());
  int compared = 0;
  for (int p = 0; p < 2; ++p) {
    for (int a = 0; a < 2; ++a) {
      const CellData x = device.cell(p, a);
      const CellData y = cpu.cell(p, a);
      for (int r = 0; r < 20; ++r) {
        const auto at = static_cast<std::size_t>(r);
        ASSERT_EQ(x.status[at], RunStatus::Finished) << x.message[at];
        EXPECT_EQ(x.device[at].find("opencl:0 (double), "), 0U) << x.device[at];
        EXPECT_EQ(y.device[at], "cpu");
        // The first checkpoint is the initial population: the same points and almost the same values.
        for (int t = 0; t < x.tasks; ++t) {
          EXPECT_NEAR(x.objective[x.at(r, t, 0)], y.objective[y.at(r, t, 0)], 1e-10 * y.objective[y.at(r, t, 0)]);
        }
      }
      for (int t = 0; t < x.tasks; ++t) {
        std::vector<double> found;
        std::vector<double> expected;
        for (int r = 0; r < 20; ++r) {
          found.push_back(x.objective[x.at(r, t, x.checkpoints - 1)]);
          expected.push_back(y.objective[y.at(r, t, y.checkpoints - 1)]);
        }
        EXPECT_GT(stats::rankSum(found, expected).p, 0.001) << p << " " << a << " " << t;
        ++compared;
      }
    }
  }
  EXPECT_EQ(compared, 8);
}

TEST_F(DeviceRuns, TheSpecificationHoldsTheDevice) {
  ExperimentSpec s = spec(1);
  s.device = {.opencl = true, .index = 2, .single = true};
  s.deviceFallback = true;
  const ExperimentSpec again = parseSpec(toToml(s), "here");
  EXPECT_EQ(again.device, s.device);
  EXPECT_TRUE(again.deviceFallback);
  EXPECT_THROW((void)parseSpec("device = \"gpu\"", "here"), InputError);
  s.device = {};
  EXPECT_EQ(toToml(s).find("device"), std::string::npos);
}

TEST_F(DeviceRuns, ARunWhoseDeviceIsLostFailsOrIsDoneAgainByTheCpu) {
  ExperimentSpec s = spec(2);
  s.device = {};
  (void)runExperiment(makePlan(s, catalogue), folder / "cpu.h5", {});
  s.device = {.opencl = true};
  const Plan plan = makePlan(s, catalogue);
  setenv("TANDEM_DEVICE_FAULT", "lost:5", 1);
  const EngineOutcome failed = runExperiment(plan, folder / "failed.h5", {.inFlight = 4});
  EngineOptions allowed{.inFlight = 4};
  allowed.deviceFallback = true;
  const EngineOutcome saved = runExperiment(plan, folder / "saved.h5", allowed);
  unsetenv("TANDEM_DEVICE_FAULT");
  EXPECT_EQ(failed.failed, 8);
  const RunRecord run = ResultFile(folder / "failed.h5").run({0, 0, 0});
  EXPECT_NE(run.message.find("failed or was lost"), std::string::npos) << run.message;
  EXPECT_EQ(run.device.find("opencl:0"), 0U) << run.device;
  EXPECT_EQ(saved.failed, 0);
  const ResultFile file(folder / "saved.h5");
  const ResultFile cpu(folder / "cpu.h5");
  for (const RunKey& key : plan.runs) {
    const RunRecord again = file.run(key);
    EXPECT_EQ(again.device.find("cpu (instead of opencl:0: The device"), 0U) << again.device;
    EXPECT_EQ(again.objective, cpu.run(key).objective);  // all of it, not a mixture
  }
}

}  // namespace
}  // namespace tandem
