// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <vector>

#include "stats/checks.h"
#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem::stats {

namespace {

// Upper tail of an F distribution.
double fisherTail(double f, double df1, double df2) {
  if (std::isinf(f)) return 0.0;
  return boost::math::ibeta(0.5 * df2, 0.5 * df1, df2 / (df2 + df1 * f));
}

double normalCdf(double z) {
  return 0.5 * boost::math::erfc(-z / std::numbers::sqrt2);
}

}  // namespace

FriedmanResult friedman(ConstMatView blocks) {
  if (blocks.rows < 1 || blocks.cols < 2) {
    throw InputError("Friedman's test needs at least one block and two treatments; select more algorithms.");
  }
  const auto n = static_cast<double>(blocks.rows);
  const auto k = static_cast<double>(blocks.cols);
  FriedmanResult result;
  result.meanRanks.assign(blocks.cols, 0.0);
  std::vector<double> ranks(static_cast<std::size_t>(blocks.cols));
  double ties = 0.0;
  for (int row = 0; row < blocks.rows; ++row) {
    ties += rankWithTies(blocks.row(row), ranks);
    for (std::size_t j = 0; j < ranks.size(); ++j) result.meanRanks[j] += ranks[j];
  }
  double squares = 0.0;
  for (double& rank : result.meanRanks) {
    squares += (rank - 0.5 * n * (k + 1.0)) * (rank - 0.5 * n * (k + 1.0));
    rank /= n;
  }
  const double denominator = n * k * (k + 1.0) - ties / (k - 1.0);
  if (!(denominator > 0.0)) return result;  // every block is a single tie: no evidence, p stays 1
  result.chiSquare = 12.0 * squares / denominator;
  result.p = boost::math::gamma_q(0.5 * (k - 1.0), 0.5 * result.chiSquare);
  if (blocks.rows > 1) {
    const double rest = n * (k - 1.0) - result.chiSquare;
    result.imanDavenportF = rest > 0.0 ? (n - 1.0) * result.chiSquare / rest : HUGE_VAL;
    result.imanDavenportP = fisherTail(result.imanDavenportF, k - 1.0, (k - 1.0) * (n - 1.0));
  }
  return result;
}

std::vector<double> friedmanPostHoc(const FriedmanResult& result, int blocks, int base) {
  const std::size_t k = result.meanRanks.size();
  if (base < 0 || static_cast<std::size_t>(base) >= k || blocks < 1) {
    throw InputError("The base of a post-hoc comparison must be one of the treatments compared.");
  }
  const double spread =
      std::sqrt(static_cast<double>(k) * static_cast<double>(k + 1) / (6.0 * static_cast<double>(blocks)));
  std::vector<double> p(k);
  for (std::size_t j = 0; j < k; ++j) {
    const double z = (result.meanRanks[j] - result.meanRanks[base]) / spread;
    p[j] = boost::math::erfc(std::abs(z) / std::numbers::sqrt2);
  }
  return p;
}

double studentizedRangeTail(double q, int groups) {
  if (groups < 2) throw InputError("The studentised range needs at least two groups.");
  if (!(q > 0.0)) return 1.0;
  // P(range > q) = 1 - k * Int phi(z) (Phi(z) - Phi(z - q))^(k-1) dz with z the largest of k normals, written without
  // cancellation as k * Int phi(z) [Phi(z)^(k-1) - (Phi(z) - Phi(z-q))^(k-1)] dz. The trapezium rule converges
  // exponentially on this integrand.
  constexpr double kStep = 1.0 / 32.0;
  const double exponent = groups - 1;
  double sum = 0.0;
  for (int i = -10 * 32; i <= 10 * 32 + static_cast<int>(32 * q); ++i) {
    const double z = kStep * i;
    const double below = normalCdf(z);
    const double cut = normalCdf(z - q);
    if (below <= 0.0 || cut <= 0.0) continue;
    // a^e - (a - c)^e = -a^e * expm1(e * log1p(-c / a))
    const double share = -std::expm1(exponent * std::log1p(-std::min(1.0, cut / below)));
    sum += std::exp(-0.5 * z * z) * std::pow(below, exponent) * share;
  }
  return std::min(1.0, groups * kStep * sum / std::sqrt(2.0 * std::numbers::pi));
}

double nemenyiCriticalDifference(int treatments, int blocks, double alpha) {
  if (treatments < 2 || blocks < 1) {
    throw InputError("The critical difference needs at least two treatments and one block.");
  }
  if (!(alpha > 0.0 && alpha < 1.0)) throw InputError("The level alpha must lie between 0 and 1.");
  double low = 0.0;
  double high = 1.0;
  while (studentizedRangeTail(high, treatments) > alpha) high *= 2.0;
  for (int i = 0; i < 200 && high - low > 4e-16 * high; ++i) {
    const double middle = 0.5 * (low + high);
    (studentizedRangeTail(middle, treatments) > alpha ? low : high) = middle;
  }
  const auto k = static_cast<double>(treatments);
  return 0.5 * (low + high) * std::sqrt(k * (k + 1.0) / (12.0 * static_cast<double>(blocks)));
}

std::vector<double> holm(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (const double value : p) {
    if (!(value >= 0.0 && value <= 1.0)) throw InputError("Holm's correction needs p values between 0 and 1.");
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return p[i] < p[j]; });
  std::vector<double> adjusted(p.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    largest = std::max(largest, std::min(1.0, static_cast<double>(p.size() - i) * p[order[i]]));
    adjusted[order[i]] = largest;
  }
  return adjusted;
}

}  // namespace tandem::stats
