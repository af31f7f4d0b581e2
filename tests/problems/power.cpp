// SPDX-License-Identifier: Apache-2.0
// Optimal power flow: the sparse solver, power balances, limits, noise, recorded points.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "problems/base/real_world/block_lu.h"
#include "problems/base/real_world/optimal_power_flow.h"
#include "problems/base/real_world/wind_solar.h"
#include "problems_support.h"
#include "tandem/error.h"
#include "tandem/linalg.h"

namespace tandem::test {
namespace {

namespace power = prob::power;
using power::Aim;

TEST(BlockLu, AgreesWithTheDenseSolver) {
  constexpr int kNodes = 23;
  Rng rng(2);
  std::vector<std::pair<int, int>> edges;
  for (int i = 1; i < kNodes; ++i) edges.emplace_back(rng.below(i), i);
  for (int k = 0; k < 12; ++k) {
    const int i = rng.below(kNodes);
    const int j = rng.below(kNodes);
    if (i != j) edges.emplace_back(i, j);
  }
  const prob::BlockPattern pattern(kNodes, edges);
  std::vector<prob::Block<double>> blocks(pattern.blocks());
  Matrix dense(2 * kNodes, 2 * kNodes);
  const auto set = [&](int i, int j, double own) {
    prob::Block<double>& b = blocks[pattern.block(i, j)];
    b = {own + rng.normal(), rng.normal(), rng.normal(), own + rng.normal()};
    dense(2 * i, 2 * j) = b.a;
    dense(2 * i, 2 * j + 1) = b.b;
    dense(2 * i + 1, 2 * j) = b.c;
    dense(2 * i + 1, 2 * j + 1) = b.d;
  };
  for (int i = 0; i < kNodes; ++i) set(i, i, 20.0);
  for (const auto& [i, j] : edges) {
    set(i, j, 0.0);
    set(j, i, 0.0);
  }
  std::vector<prob::Pair<double>> x(kNodes);
  Matrix right(2 * kNodes, 1);
  for (int i = 0; i < kNodes; ++i) {
    x[i] = {rng.normal(), rng.normal()};
    right(2 * i, 0) = x[i].first;
    right(2 * i + 1, 0) = x[i].second;
  }
  pattern.factor<double>(blocks);
  pattern.solve<double>(blocks, x);
  Matrix expected(2 * kNodes, 1);
  Workspace workspace;
  ASSERT_TRUE(linalg::solve(dense, right, expected, workspace));
  for (int i = 0; i < kNodes; ++i) {
    EXPECT_NEAR(x[i].first, expected(2 * i, 0), 1e-13);
    EXPECT_NEAR(x[i].second, expected(2 * i + 1, 0), 1e-13);
  }
}

std::vector<double> middle(const power::DispatchTask& task) {
  std::vector<double> x(task.lower.size());
  for (int j = 0; j < isize(x); ++j) x[j] = 0.5 * (task.lower[j] + task.upper[j]);
  return x;
}

TEST(PowerFlow, PowerIsBalanced) {
  for (const power::DispatchTask& task : {power::thermal30({Aim::Cost}), power::thermal57({Aim::Cost})}) {
    const power::System& system = *task.system;
    const std::vector<double> x = middle(task);
    const power::FlowReport flow = power::flowOf(task, x);
    for (const int i : system.loadBuses) {
      EXPECT_NEAR(flow.injectedP[i], -system.buses[i].loadP, 1e-8) << task.name << " bus " << i + 1;
      EXPECT_NEAR(flow.injectedQ[i], -system.buses[i].loadQ, 1e-8) << task.name << " bus " << i + 1;
    }
    const int generators = isize(system.generators);
    double generated = flow.slackPower;
    for (int k = 1; k < generators; ++k) {
      const int bus = system.generators[k].bus;
      generated += x[k - 1];
      EXPECT_NEAR((flow.injectedP[bus] + system.buses[bus].loadP) * system.baseMva, x[k - 1], 1e-6);
    }
    double load = 0.0;
    for (const power::Bus& bus : system.buses) load += bus.loadP * system.baseMva;
    EXPECT_NEAR(generated, load + flow.loss, 1e-5) << task.name;  // no bus has a shunt conductance
    for (int k = 0; k < generators; ++k) {
      EXPECT_EQ(flow.voltage[system.generators[k].bus], x[generators - 1 + k]) << task.name;
    }
    EXPECT_EQ(flow.angle[system.generators[0].bus], 0.0);
  }
}

TEST(PowerFlow, ReactiveLimitsAreKept) {
  const power::DispatchTask task = power::windSolar30({Aim::Cost});
  const power::System& system = *task.system;
  Rng rng(8);
  int held = 0;
  for (int n = 0; n < 200; ++n) {
    std::vector<double> x(task.lower.size());
    for (int j = 0; j < isize(x); ++j) x[j] = rng.uniform(task.lower[j], task.upper[j]);
    const power::FlowReport flow = power::flowOf(task, x);
    const int generators = isize(system.generators);
    for (int k = 0; k < generators; ++k) {
      const power::Generator& g = system.generators[k];
      EXPECT_LE(flow.reactive[k], g.mostQ + 1e-6);
      EXPECT_GE(flow.reactive[k], g.leastQ - 1e-6);
      const bool moved = std::fabs(flow.voltage[g.bus] - x[generators - 1 + k]) > 1e-9;
      if (!moved) continue;
      ++held;
      EXPECT_TRUE(flow.reactive[k] == g.mostQ || flow.reactive[k] == g.leastQ);
    }
  }
  EXPECT_GT(held, 20);
}

TEST(PowerFlow, APointDoesNotDependOnItsBatch) {
  for (const char* name : {"OPF-MTSO2", "OPF-MTMO4", "OPF-CMTMO4"}) {
    const BuiltProblem built = buildProblem(builtins(), name);
    for (int t = 0; t < built.problem->taskCount(); ++t) {
      const TaskInfo& task = built.problem->tasks()[t];
      Rng rng(6);
      Matrix x(13, task.dim);
      for (int i = 0; i < x.rows(); ++i) {
        for (int j = 0; j < task.dim; ++j) x(i, j) = rng.uniform(task.lower[j], task.upper[j]);
      }
      const Values all = evaluate(*built.problem, t, x);
      for (int i = 0; i < x.rows(); ++i) {
        Matrix f(1, task.objectives);
        Matrix g(1, task.constraints);
        Workspace workspace;
        EvalContext context{workspace, 1, i};
        built.problem->evaluate(t, x.view().rowRange(i, 1), f, g, context);
        for (int m = 0; m < task.objectives; ++m) EXPECT_EQ(f(0, m), all.objectives(i, m)) << name << ' ' << i;
        for (int c = 0; c < task.constraints; ++c) EXPECT_EQ(g(0, c), all.constraints(i, c)) << name << ' ' << i;
      }
    }
  }
}

TEST(PowerSystem, FaultyTablesAreNamed) {
  EXPECT_THROW(power::readSystem("x", "bus"), InputError);
  EXPECT_THROW(power::readSystem("x", "bus two"), InputError);
  EXPECT_THROW(power::readSystem("x", "bridge 1"), InputError);
  EXPECT_THROW(power::readSystem("x", "bus 1\n2 3 0 0 0 0 1 0 1 1"), InputError);
  EXPECT_THROW(power::readSystem(
                   "x", "bus 1\n1 3 0 0 0 0 1 0 1 1\ngenerator 1\n2 0 1 0 1 0\ncost 1\n0 0 0\nemission 1\n0 0 0 0 0"),
               InputError);
}

TEST(WindSolar, WindCostIsTheIntegral) {
  // Expected shortfall and surplus by Simpson's rule over the distribution of the power.
  for (const power::WindFarm& farm : {power::WindFarm{25, 9, 1.6}, power::WindFarm{20, 10, 1.75}}) {
    const double rated = 3.0 * farm.turbines;
    for (const double promise : {0.0, 10.0, 37.3, rated}) {
      const auto speed = [&](double p) { return 3.0 + 13.0 * p / rated; };
      const auto density = [&](double p) {
        const double v = speed(p) / farm.scale;
        return 2.0 * v / farm.scale * std::exp(-v * v) * 13.0 / rated;
      };
      const auto integral = [&](double a, double b, auto f) {
        constexpr int kParts = 2000;
        double sum = f(a) + f(b);
        for (int k = 1; k < kParts; ++k) sum += (k % 2 == 1 ? 4.0 : 2.0) * f(a + (b - a) * k / kParts);
        return sum * (b - a) / (3.0 * kParts);
      };
      const auto over = [&](double v) { return std::exp(-(v / farm.scale) * (v / farm.scale)); };
      const double missing = promise * (1.0 - over(3.0) + over(25.0)) +
                             integral(0.0, promise, [&](double p) { return (promise - p) * density(p); });
      const double unused = (rated - promise) * (over(16.0) - over(25.0)) +
                            integral(promise, rated, [&](double p) { return (p - promise) * density(p); });
      EXPECT_NEAR(power::windCost(farm, promise), farm.price * promise + 3.0 * missing + 1.5 * unused, 1e-9);
    }
  }
}

struct Moments {
  double sum = 0.0;
  double squares = 0.0;
  int n = 0;
  void add(double v) {
    sum += v;
    squares += v * v;
    ++n;
  }
  [[nodiscard]] double mean() const { return sum / n; }
  [[nodiscard]] double deviation() const { return std::sqrt(squares / n - mean() * mean()); }
};

TEST(WindSolar, BinomialHasItsMoments) {
  Rng rng(3);
  for (const double p : {0.3, 0.01, 0.0005, 0.9}) {
    constexpr int kTrials = 7998;
    constexpr int kSample = 30000;
    Moments m;
    for (int k = 0; k < kSample; ++k) m.add(power::binomial(kTrials, p, rng));
    const double deviation = std::sqrt(kTrials * p * (1.0 - p));
    EXPECT_NEAR(m.mean(), kTrials * p, 5.0 * deviation / std::sqrt(kSample));
    EXPECT_NEAR(m.deviation(), deviation, 0.02 * deviation);
  }
  EXPECT_EQ(power::binomial(0, 0.5, rng), 0);
  EXPECT_EQ(power::binomial(10, 0.0, rng), 0);
  EXPECT_EQ(power::binomial(10, 1.0, rng), 10);
}

TEST(WindSolar, QuantilesInvertTheDistribution) {
  // scipy.special.ndtri of these numbers
  EXPECT_NEAR(power::normalQuantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(power::normalQuantile(1e-10), -6.361340902404056, 1e-13);
  for (double p = 0.001; p < 1.0; p += 0.013) EXPECT_NEAR(power::normalCdf(power::normalQuantile(p)), p, 1e-14);
}

TEST(WindSolar, DrawnHistogramsAreThoseOfEightThousandDraws) {
  Rng rng(12);
  Moments drawn;
  Moments largest;
  for (int k = 0; k < 5000; ++k) {
    const power::SolarHistogram h = power::drawSolar(rng);
    double total = 0.0;
    for (const double share : h.share) total += share;
    EXPECT_NEAR(total, 1.0, 1e-12);
    drawn.add(power::solarCost(h, 25.0));
    largest.add(h.high);
  }
  // Mean and deviation of the largest of 8000, by integrating the quantile function with NumPy and SciPy: u =
  // (arange(4e6) + .5) / 4e6; g = 50 / 800 * exp(6 + .6 * norm.isf(-expm1(log(u) / 8000))); g.mean(), g.std()
  EXPECT_NEAR(largest.mean(), 250.4528, 5.0 * 50.97 / std::sqrt(5000.0));
  EXPECT_NEAR(largest.deviation(), 50.97, 5.0);
  Moments direct;
  std::vector<double> powers(8000);
  for (int k = 0; k < 100; ++k) {
    for (double& p : powers) p = power::solarPower(std::exp(6.0 + 0.6 * rng.normal()));
    const auto [low, high] = std::minmax_element(powers.begin(), powers.end());
    power::SolarHistogram h;
    h.low = *low;
    h.high = *high;
    for (const double p : powers) {
      const int bin = static_cast<int>((p - h.low) / (h.high - h.low) * power::SolarHistogram::kBins);
      h.share[std::min(bin, power::SolarHistogram::kBins - 1)] += 1.0 / 8000.0;
    }
    direct.add(power::solarCost(h, 25.0));
  }
  EXPECT_NEAR(drawn.mean(), direct.mean(), 5.0 * direct.deviation() / std::sqrt(100.0));
}

double number(const nlohmann::json& v) {
  return v.get<double>();
}

TEST(OptimalPowerFlow, RecordedPoints) {
  const std::string root = environment("TANDEM_REFERENCE_DIR");
  if (root.empty()) GTEST_SKIP() << "TANDEM_REFERENCE_DIR is not set: recorded values are not compared";
  std::vector<std::string> names;
  for (int k = 1; k <= 5; ++k) names.push_back("OPF_MTSO" + std::to_string(k));
  for (int k = 1; k <= 4; ++k) names.push_back("OPF_MTMO" + std::to_string(k));
  for (int k = 1; k <= 4; ++k) names.push_back("OPF_CMTMO" + std::to_string(k));
  for (const std::string& name : names) {
    SCOPED_TRACE(name);
    std::ifstream in(root + "/problems/" + name + ".json");
    const nlohmann::json recording = nlohmann::json::parse(in);
    const bool competitive = name.find("CMTMO") != std::string::npos;
    const ParamValues typical = competitive ? ParamValues{{"solar", "typical"}} : ParamValues{};
    const BuiltProblem built = buildProblem(builtins(), recording["name"].get<std::string>(), typical);
    const BuiltProblem noisy = buildProblem(builtins(), recording["name"].get<std::string>());
    EXPECT_FALSE(built.problem->stochastic());
    EXPECT_EQ(noisy.problem->stochastic(), competitive);
    for (const auto& recorded : recording["tasks"]) {
      const int t = recorded["task"].get<int>() - 1;
      for (const auto& point : recorded["points"]) {
        const std::vector<double> at = point["x"].get<std::vector<double>>();
        Matrix x(1, isize(at));
        std::copy(at.begin(), at.end(), x.values().begin());
        const Values values = evaluate(*built.problem, t, x);
        const auto& objectives = point[point.contains("obj_noise_free") ? "obj_noise_free" : "obj"];
        for (int m = 0; m < values.objectives.cols(); ++m) {
          const double expected = number(objectives[m]);
          EXPECT_NEAR(values.objectives(0, m), expected, 1e-10 * std::fabs(expected)) << "task " << t + 1;
        }
        for (int c = 0; c < values.constraints.cols(); ++c) {
          const double expected = number(point["con"][c]);
          EXPECT_NEAR(values.constraints(0, c), expected, 1e-10 * std::fabs(expected)) << "task " << t + 1;
        }
        if (!point.contains("obj_mean")) continue;
        // The mean and the deviation of 60 draws were recorded; those of 150 of ours should agree.
        Moments m;
        for (std::uint64_t key = 0; key < 150; ++key) m.add(evaluate(*noisy.problem, t, x, key).objectives(0, 0));
        const double deviation = number(point["obj_std"][0]);
        EXPECT_NEAR(m.mean(), number(point["obj_mean"][0]), 5.0 * deviation / std::sqrt(60.0)) << "task " << t + 1;
        EXPECT_GT(m.deviation(), 0.5 * deviation);
        EXPECT_LT(m.deviation(), 2.0 * deviation);
      }
    }
  }
}

}  // namespace
}  // namespace tandem::test
