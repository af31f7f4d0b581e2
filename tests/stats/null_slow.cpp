// SPDX-License-Identifier: Apache-2.0
// Identical algorithms on problems whose tasks are correlated within a run: how often is a difference claimed?
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

#include "tandem/stats.h"

namespace tandem::stats {
namespace {

constexpr int kExperiments = 10'000;
constexpr int kAlgorithms = 4;  // three comparisons with the first
constexpr int kProblems = 10;
constexpr std::ptrdiff_t kTasks = 10;
constexpr std::ptrdiff_t kRuns = 10;
constexpr double kCorrelation = 0.8;
constexpr double kAlpha = 0.05;

/// One run: a value per task, correlated as the tasks of one run of one problem are.
void run(double* values, Rng& rng) {
  const double shared = std::sqrt(kCorrelation) * rng.normal();
  for (int t = 0; t < kTasks; ++t) values[t] = shared + std::sqrt(1.0 - kCorrelation) * rng.normal();
}

double effectOf(const double* a, const double* b, int task) {
  double wins = 0.0;
  for (int i = 0; i < kRuns; ++i) {
    for (int j = 0; j < kRuns; ++j) {
      const double x = a[i * kTasks + task];
      const double y = b[j * kTasks + task];
      wins += x < y ? 1.0 : x == y ? 0.5 : 0.0;
    }
  }
  return wins / (kRuns * kRuns) - 0.5;
}

bool anyBelow(const std::vector<double>& p) {
  return std::ranges::any_of(holm(p), [](double adjusted) { return adjusted < kAlpha; });
}

TEST(Null, FamilyWiseErrorOfTheClusterMethodsAndOfTheNaiveOne) {
  Rng rng(20240717);
  std::vector<std::vector<double>> values(kAlgorithms, std::vector<double>(kRuns * kTasks));
  int naive = 0;
  int blocks = 0;
  int flips = 0;
  int missed = 0;  // intervals that do not cover "no difference"; every experiment has three, one is counted
  for (int e = 0; e < kExperiments; ++e) {
    std::vector<std::vector<double>> taskEffects(kAlgorithms - 1);
    std::vector<std::vector<double>> problemEffects(kAlgorithms - 1);
    std::vector<int> cluster;
    for (int p = 0; p < kProblems; ++p) {
      for (auto& v : values) {
        for (int r = 0; r < kRuns; ++r) run(v.data() + r * kTasks, rng);
      }
      for (int t = 0; t < kTasks; ++t) cluster.push_back(p);
      for (std::size_t a = 1; a < values.size(); ++a) {
        double sum = 0.0;
        for (int t = 0; t < kTasks; ++t) {
          taskEffects[a - 1].push_back(effectOf(values[a].data(), values[0].data(), t));
          sum += taskEffects[a - 1].back();
        }
        problemEffects[a - 1].push_back(sum / kTasks);
      }
    }
    std::vector<double> pNaive;
    std::vector<double> pBlocks;
    std::vector<double> pFlips;
    for (std::size_t a = 0; a + 1 < values.size(); ++a) {
      pNaive.push_back(signedRank(taskEffects[a], std::vector<double>(taskEffects[a].size(), 0.0)).p);
      pBlocks.push_back(signedRank(problemEffects[a], std::vector<double>(kProblems, 0.0)).p);
      const int resamples = a == 0 ? 400 : 1;  // the interval of one comparison is enough
      const ClusterMean m = clusterMean(taskEffects[a], cluster, 1.0 - kAlpha, resamples, rng);
      pFlips.push_back(m.p);
      if (a == 0) missed += m.low > 0.0 || m.high < 0.0 ? 1 : 0;
    }
    naive += anyBelow(pNaive) ? 1 : 0;
    blocks += anyBelow(pBlocks) ? 1 : 0;
    flips += anyBelow(pFlips) ? 1 : 0;
  }
  const auto rate = [](int n) { return static_cast<double>(n) / kExperiments; };
  std::printf(
      "family-wise error: tasks as blocks %.4f, problems as blocks %.4f, sign flips by problem %.4f; "
      "95 %% cluster intervals that miss: %.4f\n",
      rate(naive), rate(blocks), rate(flips), rate(missed));
  const double margin = 3.0 * std::sqrt(kAlpha * (1.0 - kAlpha) / kExperiments);
  EXPECT_LE(rate(blocks), kAlpha + margin);
  EXPECT_LE(rate(flips), kAlpha + margin);
  EXPECT_GT(rate(naive), 0.15) << "the trap is gone: are the tasks still correlated?";
  // A bootstrap is approximate: with ten clusters it may miss a little more often than it claims, but not much.
  EXPECT_LE(rate(missed), 0.07);
  EXPECT_GE(rate(missed), 0.02);
}

}  // namespace
}  // namespace tandem::stats
