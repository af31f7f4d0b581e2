// SPDX-License-Identifier: Apache-2.0
// Control tasks: native environments beside Gymnasium's, the policy's layout, the normaliser, and MaT-Gym's worker.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "problems/base/control/classic.h"
#include "problems/base/control/policy.h"
#include "problems_support.h"
#include "tandem/engine/run.h"
#include "tandem/error.h"

namespace tandem {
namespace {

using namespace prob::control;

/// Any environment behind a single interface.
struct Native {
  std::function<void(std::span<const double>)> start;
  std::function<bool(double, double&, std::vector<double>&)> step;
};

template <typename Environment>
Native native(std::function<void(Environment&, std::span<const double>)> set) {
  auto environment = std::make_shared<Environment>();
  return {[=](std::span<const double> state) { set(*environment, state); },
          [=](double action, double& reward, std::vector<double>& seen) {
            const bool ended = environment->step(action, reward);
            seen.resize(Environment::kObservations);
            environment->observe(seen);
            return ended;
          }};
}

std::map<std::string, Native> natives() {
  std::map<std::string, Native> all;
  all["MountainCarContinuous-v0"] = native<MountainCarContinuous>([](auto& e, auto s) {
    e = {};
    e.position = s[0];
    e.velocity = s[1];
  });
  all["MountainCar-v0"] = native<MountainCar>([](auto& e, auto s) {
    e.position = s[0];
    e.velocity = s[1];
  });
  all["Pendulum-v1"] = native<Pendulum>([](auto& e, auto s) {
    e.angle = s[0];
    e.speed = s[1];
  });
  all["CartPole-v1"] = native<CartPole>([](auto& e, auto s) {
    e.position = s[0];
    e.velocity = s[1];
    e.angle = s[2];
    e.speed = s[3];
  });
  all["Acrobot-v1"] = native<Acrobot>([](auto& e, auto s) { std::copy(s.begin(), s.end(), e.state); });
  return all;
}

/// Steps compared, per environment.
std::map<std::string, int> compare(std::istream& in) {
  const auto environments = natives();
  const Native* now = nullptr;
  std::map<std::string, int> steps;
  std::string name;
  for (std::string text; std::getline(in, text);) {
    std::istringstream line(text);
    std::string word;
    line >> word;
    const auto number = [&] {
      std::string token;
      line >> token;
      return std::strtod(token.c_str(), nullptr);
    };
    if (word == "environment") {
      line >> name;
      now = &environments.at(name);
    } else if (word == "state") {
      std::vector<double> state;
      while (line >> std::ws && !line.eof()) state.push_back(number());
      now->start(state);
    } else if (word == "step") {
      const double action = number();
      const double expectedReward = number();
      const bool expectedEnd = number() != 0.0;
      double reward = 0.0;
      std::vector<double> seen;
      const bool ended = now->step(action, reward, seen);
      const std::string where = name + ", step " + std::to_string(++steps[name]);
      // Pendulum squares the torque as a float, by a power function that is an ulp off in one of a thousand cases.
      const double allowed = name == "Pendulum-v1" ? 3e-10 : 1e-12 * std::max(1.0, std::abs(expectedReward));
      EXPECT_NEAR(reward, expectedReward, allowed) << where;
      EXPECT_EQ(ended, expectedEnd) << where;
      // Observations are floats; sines and cosines of NumPy and of the C library differ by an ulp of a double.
      for (const double v : seen) EXPECT_NEAR(v, number(), 1.2e-7 * std::max(1.0, std::abs(v))) << where;
    }
  }
  return steps;
}

TEST(ClassicControl, StepsAsGymnasiumDid) {
  std::ifstream in(TANDEM_SOURCE_DIR "/data/goldens/gymnasium_steps.txt");
  const auto steps = compare(in);
  ASSERT_EQ(steps.size(), 5U);
  for (const auto& [name, count] : steps) EXPECT_EQ(count, 60) << name;
}

TEST(ClassicControl, StepsAsTheInstalledGymnasiumDoes) {
  const char* python = std::getenv("TANDEM_GYM_PYTHON");
  if (python == nullptr) GTEST_SKIP() << "TANDEM_GYM_PYTHON names no Python with Gymnasium (scripts/gymnasium)";
  const std::string file = testing::TempDir() + "gymnasium_steps_" + std::to_string(getpid());
  const std::string command =
      std::string("'") + python + "' '" TANDEM_SOURCE_DIR "/tests/problems/gymnasium_steps.py' 1000 > '" + file + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream in(file);
  const auto steps = compare(in);
  std::remove(file.c_str());
  ASSERT_EQ(steps.size(), 5U);
  for (const auto& [name, count] : steps) EXPECT_EQ(count, 1000) << name;
}

TEST(Policy, LaysItsVariablesOutWithTheInputLast) {
  const PolicyShape shape{.observations = 3, .actions = 2, .hidden = 2, .layers = 2};
  ASSERT_EQ(shape.variables(), 2 + (4 + 2) + (4 + 2) + 6);
  std::vector<double> v(shape.variables());
  for (int i = 0; i < isize(v); ++i) v[i] = 0.1 * (i + 1) * (i % 2 == 0 ? 1.0 : -1.0);
  const std::vector<double> seen = {0.5, -1.0, 2.0};
  double first[2];
  double second[2];
  for (int j = 0; j < 2; ++j) {
    first[j] = std::tanh(v[j] + seen[0] * v[14 + j] + seen[1] * v[16 + j] + seen[2] * v[18 + j]);
  }
  for (int j = 0; j < 2; ++j) second[j] = std::tanh(v[6 + j] + first[0] * v[2 + j] + first[1] * v[4 + j]);
  std::vector<double> units(4);
  std::vector<double> outputs(2);
  shape.respond(v, seen, units, outputs);
  for (int j = 0; j < 2; ++j) {
    EXPECT_NEAR(outputs[j], v[12 + j] + second[0] * v[8 + j] + second[1] * v[10 + j], 1e-14);
  }
}

TEST(Policy, StartsWithZeroBiasesAndWeightsWithinTheFanIn) {
  const PolicyShape shape{.observations = 12, .actions = 2, .hidden = 3, .layers = 1};
  Rng rng(1);
  const std::vector<double> start = shape.start(rng);
  ASSERT_EQ(isize(start), shape.variables());
  for (const int bias : {0, 1, 2, 9, 10}) EXPECT_EQ(start[bias], 0.0);
  for (int i = 11; i < isize(start); ++i) {
    EXPECT_NE(start[i], 0.0);
    EXPECT_LE(std::abs(start[i]), 0.5);
  }
  EXPECT_GT(*std::max_element(start.begin() + 11, start.end()), 0.4);
}

TEST(Normaliser, IsThatOfAllObservationsMergedSoFar) {
  const PolicyShape shape{.observations = 2};
  Normalisers normalisers({&shape, 1});
  std::vector<double> out(2);
  normalisers.apply(0, std::vector<double>{3.0, -1.0}, out);
  EXPECT_NEAR(out[0], 3.0, 1e-7);  // nothing seen yet
  Moments first(2);
  for (const double v : {1.0, 2.0, 6.0}) first.add(std::vector<double>{v, 10.0});
  normalisers.merge(0, first);
  Moments second(2);
  for (const double v : {3.0, 8.0}) second.add(std::vector<double>{v, 10.0});
  normalisers.merge(0, second);
  EXPECT_NEAR(normalisers.mean(0)[0], 4.0, 1e-3);  // the 0.0001 observations of the start still count
  EXPECT_NEAR(normalisers.deviation(0)[0], std::sqrt(34.0 / 4.0), 1e-3);
  EXPECT_LT(normalisers.deviation(0)[1], 0.1);
}

RunRecord run(const Problem& problem, const char* name, std::int64_t budget, int population) {
  const std::unique_ptr<Algorithm> algorithm = test::builtins().algorithms.find(name).make();
  RunRequest request;
  request.problem = &problem;
  request.algorithm = name;
  request.problemKey = "control";
  request.seed = 3;
  request.population = population;
  request.budget = budget;
  request.checkpoints = 4;
  return executeRun(*algorithm, request);
}

TEST(MatClassic, IsSolvedWhereItIsEasy) {
  const BuiltProblem built = buildProblem(test::builtins(), "MaT-Classic");
  const RunRecord r = run(*built.problem, "MFEA", 3000, 20);
  ASSERT_EQ(r.status, RunStatus::Finished) << r.message;
  EXPECT_LE(r.objective[3 * 4 + 3], -300.0);  // CartPole balances at the last of four checkpoints
  ASSERT_EQ(r.state.size(), 5U);
  EXPECT_EQ(r.state[3].size(), 8U);  // four means, four deviations
  for (int j = 4; j < 8; ++j) EXPECT_GT(r.state[3][j], 0.0);
  EXPECT_EQ(run(*built.problem, "MFEA", 3000, 20).objective, r.objective);
}

TEST(MatGym, PlaysAllItsEnvironments) {
  if (std::getenv("TANDEM_GYM_PYTHON") == nullptr) {
    GTEST_SKIP() << "TANDEM_GYM_PYTHON names no Python with Gymnasium (scripts/gymnasium)";
  }
  const BuiltProblem built = buildProblem(test::builtins(), "MaT-Gym", {{"rollouts", "1"}});
  ASSERT_EQ(built.problem->taskCount(), 18);
  EXPECT_EQ(built.problem->tasks()[16].dim, 16 + 16 * 17 + 17 * 17 + 348 * 16);
  const RunRecord r = run(*built.problem, "GA", 72, 4);
  ASSERT_EQ(r.status, RunStatus::Finished) << r.message;
  for (const double v : r.objective) EXPECT_TRUE(std::isfinite(v));
}

TEST(MatGym, WithoutGymnasiumSaysHowToGetIt) {
  const char* named = std::getenv("TANDEM_GYM_PYTHON");
  const std::string before = named == nullptr ? "" : named;
  const char* data = std::getenv("TANDEM_DATA_DIR");
  const std::string dataBefore = data == nullptr ? "" : data;
  ::unsetenv("TANDEM_GYM_PYTHON");
  ::setenv("TANDEM_DATA_DIR", "/nowhere", 1);
  std::string complaint;
  try {
    (void)buildProblem(test::builtins(), "MaT-Gym");
  } catch (const InputError& e) {
    complaint = e.what();
  }
  if (named != nullptr) ::setenv("TANDEM_GYM_PYTHON", before.c_str(), 1);
  data == nullptr ? ::unsetenv("TANDEM_DATA_DIR") : ::setenv("TANDEM_DATA_DIR", dataBefore.c_str(), 1);
  EXPECT_THAT(complaint, testing::HasSubstr("scripts/gymnasium"));
}

}  // namespace
}  // namespace tandem
