// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "tandem/stats.h"

namespace tandem::stats {

/// Exact null distributions of rank statistics, cached for the next test of samples of the same sizes: a table has
/// thousands of them. Not thread-safe.
class ExactTails {
 public:
  /// P(U <= u) for samples of m and n values without ties, u <= m n / 2.
  double rankSum(int m, int n, int u);
  /// P(V <= v) for n pairs without ties and zeros, v <= n (n + 1) / 4.
  double signedRank(int n, int v);

 private:
  std::map<std::pair<int, int>, std::vector<double>> rankSums_;
  std::map<int, std::vector<double>> signedRanks_;
};

/// As the functions of the same name in stats.h.
TestResult rankSum(std::span<const double> a, std::span<const double> b, ExactTails& tails);
TestResult signedRank(std::span<const double> a, std::span<const double> b, ExactTails& tails);

}  // namespace tandem::stats
