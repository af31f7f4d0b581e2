// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stats/checks.h"
#include "stats/exact_tails.h"
#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem::stats {

namespace {

// From this size on, R's wilcox.test, and therefore we, use the normal approximation.
constexpr std::size_t kExactBelow = 50;

// C(98, 49) is about 2.5e28: counts fit 128 bits exactly.
__extension__ using Count = unsigned __int128;

// Two-sided p of a standard normal z.
double twoSidedNormal(double z) {
  return std::min(1.0, boost::math::erfc(std::abs(z) / std::sqrt(2.0)));
}

// Approximation with continuity correction: `deviation` = statistic - its mean.
double approximateP(double deviation, double variance) {
  if (!(variance > 0.0)) return 1.0;  // all values equal: no evidence of anything
  const double correction = deviation > 0.0 ? 0.5 : (deviation < 0.0 ? -0.5 : 0.0);
  return twoSidedNormal((deviation - correction) / std::sqrt(variance));
}

// Cumulative sums of exact counts, over all of them.
template <typename T>
std::vector<double> tailsOf(const std::vector<T>& count, T total) {
  std::vector<double> tails;
  T sum = 0;
  for (const T c : count) {
    sum += c;
    tails.push_back(static_cast<double>(sum) / static_cast<double>(total));
  }
  return tails;
}

// The number of arrangements with U = k is the coefficient of q^k in the Gaussian binomial [m + n choose m]; multiplied
// out in exact integers, up to the middle: the distribution is symmetric.
std::vector<double> rankSumTails(int m, int n) {
  const int most = m * n / 2;
  std::vector<Count> count(static_cast<std::size_t>(most) + 1, 0);
  count[0] = 1;
  Count total = 1;
  for (int i = 1; i <= m; ++i) {
    for (int k = most; k >= n + i; --k) {
      count[k] -= count[k - n - i];
    }
    for (int k = i; k <= most; ++k) count[k] += count[k - i];
    total = total * static_cast<Count>(n + i) / static_cast<Count>(i);
  }
  return tailsOf(count, total);
}

// Subsets of {1..n} by their sum, up to the middle.
std::vector<double> signedRankTails(int n) {
  const int most = n * (n + 1) / 4;
  std::vector<std::uint64_t> count(static_cast<std::size_t>(most) + 1, 0);
  count[0] = 1;
  for (int i = 1; i <= n; ++i) {
    for (int k = most; k >= i; --k) count[k] += count[k - i];
  }
  return tailsOf(count, std::uint64_t{1} << n);
}

}  // namespace

double ExactTails::rankSum(int m, int n, int u) {
  std::vector<double>& tails = rankSums_[{m, n}];
  if (tails.empty()) tails = rankSumTails(m, n);
  return tails[u];
}

double ExactTails::signedRank(int n, int v) {
  std::vector<double>& tails = signedRanks_[n];
  if (tails.empty()) tails = signedRankTails(n);
  return tails[v];
}

TestResult rankSum(std::span<const double> a, std::span<const double> b) {
  ExactTails tails;
  return rankSum(a, b, tails);
}

TestResult signedRank(std::span<const double> a, std::span<const double> b) {
  ExactTails tails;
  return signedRank(a, b, tails);
}

TestResult rankSum(std::span<const double> a, std::span<const double> b, ExactTails& tails) {
  checkSample(a, "The rank-sum test");
  checkSample(b, "The rank-sum test");
  std::vector<double> all(a.begin(), a.end());
  all.insert(all.end(), b.begin(), b.end());
  std::vector<double> ranks(all.size());
  const double ties = rankWithTies(all, ranks);
  const auto m = static_cast<double>(a.size());
  const auto n = static_cast<double>(b.size());
  double u = -0.5 * m * (m + 1.0);
  for (std::size_t i = 0; i < a.size(); ++i) u += ranks[i];

  TestResult result;
  result.statistic = u;
  if (ties == 0.0 && a.size() < kExactBelow && b.size() < kExactBelow) {
    result.exact = true;
    const double smaller = std::min(u, m * n - u);  // the null distribution is symmetric
    result.p = std::min(1.0, 2.0 * tails.rankSum(isize(a), isize(b), static_cast<int>(smaller)));
  } else {
    const double variance = m * n / 12.0 * ((m + n + 1.0) - ties / ((m + n) * (m + n - 1.0)));
    result.p = approximateP(u - 0.5 * m * n, variance);
  }
  return result;
}

TestResult signedRank(std::span<const double> a, std::span<const double> b, ExactTails& tails) {
  if (a.size() != b.size()) throw InputError("The signed-rank test needs pairs: two samples of the same length.");
  checkSample(a, "The signed-rank test");
  checkSample(b, "The signed-rank test");
  std::vector<double> sizes;
  std::vector<bool> positive;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;  // also two equal infinities
    sizes.push_back(std::abs(a[i] - b[i]));
    positive.push_back(a[i] > b[i]);
  }
  TestResult result;
  const bool zeros = sizes.size() < a.size();
  if (sizes.empty()) return result;
  std::vector<double> ranks(sizes.size());
  const double ties = rankWithTies(sizes, ranks);
  double v = 0.0;
  for (std::size_t i = 0; i < ranks.size(); ++i) v += positive[i] ? ranks[i] : 0.0;
  result.statistic = v;
  const auto n = static_cast<double>(sizes.size());
  if (ties == 0.0 && !zeros && sizes.size() < kExactBelow) {
    result.exact = true;
    const double smaller = std::min(v, 0.5 * n * (n + 1.0) - v);
    result.p = std::min(1.0, 2.0 * tails.signedRank(isize(sizes), static_cast<int>(smaller)));
  } else {
    result.p = approximateP(v - 0.25 * n * (n + 1.0), n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ties / 48.0);
  }
  return result;
}

}  // namespace tandem::stats
