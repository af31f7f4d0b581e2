// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>
#include <vector>

#include "stats/checks.h"
#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem::stats {

namespace {

// Quantile of sorted values, type 7.
double sortedQuantile(std::span<const double> sorted, double p) {
  const double position = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(position));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double fraction = position - static_cast<double>(below);
  // Two equal infinities must not become NaN.
  if (fraction == 0.0 || sorted[below] == sorted[above]) return sorted[below];
  const double gap = sorted[above] - sorted[below];
  if (std::isinf(gap)) return sorted[below] * (1.0 - fraction) + sorted[above] * fraction;
  return sorted[below] + fraction * gap;
}

// Median by selection; reorders its argument.
double medianInPlace(std::span<double> v) {
  const std::size_t half = v.size() / 2;
  std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(half), v.end());
  const double upper = v[half];
  if (v.size() % 2 == 1) return upper;
  const double lower = *std::max_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(half));
  if (lower == upper) return upper;
  const double gap = upper - lower;
  return std::isinf(gap) ? 0.5 * lower + 0.5 * upper : lower + 0.5 * gap;
}

// The values scaled by a power of two so that the largest magnitude is about 1, and its exponent; none if any is
// infinite.
struct Scaled {
  std::vector<double> values;
  int exponent = 0;
};
std::optional<Scaled> scaled(std::span<const double> v) {
  double largest = 0.0;
  for (const double x : v) largest = std::max(largest, std::abs(x));
  if (!std::isfinite(largest) || largest == 0.0) return {};
  Scaled out;
  (void)std::frexp(largest, &out.exponent);
  for (const double x : v) out.values.push_back(std::ldexp(x, -out.exponent));
  return out;
}

double plainMean(std::span<const double> v) {
  return std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
}

double sumOfSquares(std::span<const double> v, double centre) {
  double squares = 0.0;
  for (const double x : v) squares += (x - centre) * (x - centre);
  return squares;
}

}  // namespace

void checkSample(std::span<const double> v, const char* what) {
  if (v.empty()) throw InputError(std::string(what) + " of an empty sample is not defined; give at least one value.");
  for (const double x : v) {
    if (std::isnan(x)) {
      throw InputError(std::string(what) +
                       " of a sample with NaN is not defined; replace or drop missing values first.");
    }
  }
}

double mean(std::span<const double> v) {
  checkSample(v, "The mean");
  const double plain = plainMean(v);
  if (std::isfinite(plain)) return plain;
  // The sum exceeds the largest double, or there is an infinity among the values.
  const std::optional<Scaled> s = scaled(v);
  return s ? std::ldexp(plainMean(s->values), s->exponent) : plain;
}

double standardDeviation(std::span<const double> v) {
  checkSample(v, "The standard deviation");
  if (v.size() == 1) return 0.0;
  const auto degrees = static_cast<double>(v.size() - 1);
  const double squares = sumOfSquares(v, mean(v));
  constexpr double kLeast = 1e-290;  // below, squares lose digits or vanish
  if (std::isfinite(squares) && squares >= kLeast) return std::sqrt(squares / degrees);
  const std::optional<Scaled> s = scaled(v);
  if (!s) return std::sqrt(squares / degrees);
  const double deviation = std::ldexp(std::sqrt(sumOfSquares(s->values, plainMean(s->values)) / degrees), s->exponent);
  return std::min(deviation, std::numeric_limits<double>::max());
}

double standardScore(double x, double mean, double deviation) {
  if (!(deviation > 0.0)) return 0.0;
  const double gap = x - mean;
  return std::isinf(gap) ? 2.0 * ((0.5 * x - 0.5 * mean) / deviation) : gap / deviation;
}

double median(std::span<const double> v) {
  checkSample(v, "The median");
  std::vector<double> copy(v.begin(), v.end());
  return medianInPlace(copy);
}

double quantile(std::span<const double> v, double p) {
  checkSample(v, "A quantile");
  if (!(p >= 0.0 && p <= 1.0)) throw InputError("A quantile needs a probability between 0 and 1.");
  std::vector<double> sorted(v.begin(), v.end());
  std::sort(sorted.begin(), sorted.end());
  return sortedQuantile(sorted, p);
}

std::vector<double> midRanks(std::span<const double> v) {
  std::vector<double> ranks(v.size());
  if (!v.empty()) (void)rankWithTies(v, ranks);
  return ranks;
}

double rankWithTies(std::span<const double> v, std::span<double> ranks) {
  checkSample(v, "The ranking");
  std::vector<std::size_t> order(v.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return v[i] < v[j]; });
  double ties = 0.0;
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && v[order[end]] == v[order[first]]) ++end;
    const double shared = 0.5 * static_cast<double>(first + 1 + end);
    for (std::size_t i = first; i < end; ++i) ranks[order[i]] = shared;
    const auto t = static_cast<double>(end - first);
    ties += t * t * t - t;
    first = end;
  }
  return ties;
}

double varghaDelaney(std::span<const double> a, std::span<const double> b) {
  checkSample(a, "The effect size A12");
  checkSample(b, "The effect size A12");
  std::vector<double> all(a.begin(), a.end());
  all.insert(all.end(), b.begin(), b.end());
  std::vector<double> ranks(all.size());
  (void)rankWithTies(all, ranks);
  const double sum = std::accumulate(ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(a.size()), 0.0);
  const auto m = static_cast<double>(a.size());
  return (sum - 0.5 * m * (m + 1.0)) / (m * static_cast<double>(b.size()));
}

Interval medianDifference(std::span<const double> a, std::span<const double> b, double level, int resamples, Rng& rng) {
  checkSample(a, "The median difference");
  checkSample(b, "The median difference");
  const auto finite = [](double x) { return std::isfinite(x); };
  if (!std::all_of(a.begin(), a.end(), finite) || !std::all_of(b.begin(), b.end(), finite)) {
    throw InputError("The median difference needs finite values; drop failed runs or compare ranks instead.");
  }
  if (!(level > 0.0 && level < 1.0)) throw InputError("The level of an interval must lie between 0 and 1.");
  if (resamples < 1) throw InputError("A bootstrap needs at least one resample.");
  std::vector<double> drawA(a.size());
  std::vector<double> drawB(b.size());
  std::vector<double> differences(static_cast<std::size_t>(resamples));
  for (double& difference : differences) {
    for (double& x : drawA) x = a[rng.below(isize(a))];
    for (double& x : drawB) x = b[rng.below(isize(b))];
    difference = medianInPlace(drawA) - medianInPlace(drawB);
  }
  std::sort(differences.begin(), differences.end());
  return {median(a) - median(b), sortedQuantile(differences, 0.5 * (1.0 - level)),
          sortedQuantile(differences, 0.5 * (1.0 + level))};
}

}  // namespace tandem::stats
