// SPDX-License-Identifier: Apache-2.0
// Agreement with R and SciPy on the cases recorded by scripts/fixtures/stats.py.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "tandem/stats.h"

namespace tandem::stats {
namespace {

using nlohmann::json;

const json& fixtures() {
  static const json data = [] {
    std::ifstream in(TANDEM_TEST_DATA "/stats.json");
    return json::parse(in);
  }();
  return data;
}

// The generator of scripts/fixtures/stats.py.
std::vector<double> sample(std::uint64_t seed, std::size_t n, std::uint64_t modulus, double shift) {
  std::vector<double> out(n);
  for (double& x : out) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    x = static_cast<double>((seed >> 24) % modulus) / 8.0 + shift;
  }
  return out;
}

void expectClose(double ours, double recorded, const char* what) {
  EXPECT_LE(std::abs(ours - recorded), 1e-10 * std::abs(recorded)) << what << ": " << ours << " vs " << recorded;
}

TEST(StatsFixtures, RankSumAndEffectSize) {
  int exact = 0;
  for (const json& c : fixtures()["rankSum"]) {
    SCOPED_TRACE(c.dump());
    const auto a = sample(c["seedA"], c["na"], c["modulus"], 0.0);
    const auto b = sample(c["seedB"], c["nb"], c["modulus"], c["shift"]);
    const TestResult r = rankSum(a, b);
    EXPECT_EQ(r.statistic, c["statistic"].get<double>());
    EXPECT_EQ(r.exact, c["exact"].get<bool>());
    expectClose(r.p, c["p"], "p");
    expectClose(varghaDelaney(a, b), c["a12"], "A12");
    exact += r.exact ? 1 : 0;
    // Exchanging the samples mirrors the statistic and leaves p.
    const TestResult mirrored = rankSum(b, a);
    EXPECT_EQ(mirrored.statistic, static_cast<double>(a.size() * b.size()) - r.statistic);
    EXPECT_EQ(mirrored.p, r.p);
  }
  EXPECT_GE(exact, 5);
}

TEST(StatsFixtures, SignedRank) {
  int exact = 0;
  for (const json& c : fixtures()["signedRank"]) {
    SCOPED_TRACE(c.dump());
    const auto a = sample(c["seedA"], c["n"], c["modulus"], 0.0);
    const auto b = sample(c["seedB"], c["n"], c["modulus"], c["shift"]);
    const TestResult r = signedRank(a, b);
    EXPECT_EQ(r.statistic, c["statistic"].get<double>());
    EXPECT_EQ(r.exact, c["exact"].get<bool>());
    expectClose(r.p, c["p"], "p");
    EXPECT_EQ(signedRank(b, a).p, r.p);
    exact += r.exact ? 1 : 0;
  }
  EXPECT_GE(exact, 5);
}

TEST(StatsFixtures, Friedman) {
  for (const json& c : fixtures()["friedman"]) {
    SCOPED_TRACE(c.dump());
    const int n = c["n"];
    const int k = c["k"];
    Matrix blocks(n, k);
    for (int r = 0; r < n; ++r) {
      const auto row = sample(c["seed"].get<std::uint64_t>() + static_cast<std::uint64_t>(r),
                              static_cast<std::size_t>(k), c["modulus"], 0.0);
      for (int j = 0; j < k; ++j) {
        blocks(r, j) = row[j] + 0.02 * c["modulus"].get<double>() / 8 * j;
      }
    }
    const FriedmanResult f = friedman(blocks);
    expectClose(f.chiSquare, c["chiSquare"], "chi-square");
    expectClose(f.p, c["p"], "p");
    expectClose(f.imanDavenportF, c["F"], "F");
    expectClose(f.imanDavenportP, c["Fp"], "p of F");
    const auto postHoc = friedmanPostHoc(f, n, 0);
    for (std::size_t j = 0; j < f.meanRanks.size(); ++j) {
      expectClose(f.meanRanks[j], c["meanRanks"][j], "mean rank");
      expectClose(postHoc[j], c["postHoc"][j], "post-hoc p");
    }
  }
}

TEST(StatsFixtures, NemenyiCriticalDifference) {
  for (const json& c : fixtures()["nemenyi"]) {
    SCOPED_TRACE(c.dump());
    expectClose(nemenyiCriticalDifference(c["k"], c["n"], c["alpha"]), c["cd"], "critical difference");
  }
}

TEST(StatsFixtures, Summaries) {
  for (const json& c : fixtures()["summaries"]) {
    SCOPED_TRACE(c.dump());
    const auto v = sample(c["seed"], c["n"], c["modulus"], c["shift"]);
    expectClose(mean(v), c["mean"], "mean");
    expectClose(standardDeviation(v), c["sd"], "standard deviation");
    expectClose(median(v), c["median"], "median");
    expectClose(quantile(v, 0.1), c["q10"], "10% quantile");
    expectClose(quantile(v, 0.25), c["q25"], "25% quantile");
    expectClose(quantile(v, 0.9), c["q90"], "90% quantile");
  }
}

TEST(StatsFixtures, Holm) {
  for (const json& c : fixtures()["holm"]) {
    const auto adjusted = holm(c["p"].get<std::vector<double>>());
    for (std::size_t i = 0; i < adjusted.size(); ++i) expectClose(adjusted[i], c["adjusted"][i], "adjusted p");
  }
}

}  // namespace
}  // namespace tandem::stats
