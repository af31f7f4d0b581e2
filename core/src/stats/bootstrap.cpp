// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <vector>

#include "stats/bounded_mean.h"
#include "stats/checks.h"
#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem::stats {

namespace {

void checkBootstrap(double level, int resamples) {
  if (!(level > 0.0 && level < 1.0)) throw InputError("The level of an interval must lie between 0 and 1.");
  if (resamples < 1) throw InputError("A bootstrap needs at least one resample.");
}

Interval percentiles(double estimate, std::vector<double>& draws, double level) {
  std::sort(draws.begin(), draws.end());
  const auto at = [&](double p) { return quantile(draws, p); };
  return {estimate, at(0.5 * (1.0 - level)), at(0.5 * (1.0 + level))};
}

/// Sum and number of the values of each cluster.
struct Cluster {
  double sum = 0.0;
  double count = 0.0;
};

struct MeanAndError {
  double mean = 0.0;
  double error = 0.0;  ///< standard error that allows for any dependence within clusters
};

/// Of clusters drawn with the given multiplicities.
MeanAndError summary(const std::vector<Cluster>& clusters, const std::vector<double>& times) {
  double sum = 0.0;
  double count = 0.0;
  double drawn = 0.0;
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    sum += times[c] * clusters[c].sum;
    count += times[c] * clusters[c].count;
    drawn += times[c];
  }
  MeanAndError out{.mean = sum / count};
  double squares = 0.0;
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    const double residual = clusters[c].sum - out.mean * clusters[c].count;
    squares += times[c] * residual * residual;
  }
  out.error = std::sqrt(squares * drawn / (drawn - 1.0)) / count;
  return out;
}

/// Two-sided p of the sum under random signs of whole clusters; all patterns up to 2^16, else random ones.
double signFlips(const std::vector<Cluster>& clusters, int draws, Rng& rng) {
  const std::size_t n = clusters.size();
  double observed = 0.0;
  double scale = 0.0;
  for (const Cluster& c : clusters) {
    observed += c.sum;
    scale += std::abs(c.sum);
  }
  const double least = std::abs(observed) - 1e-12 * scale;  // ties decided by rounding count as reached
  constexpr std::size_t kMostExact = 16;
  if (n <= kMostExact) {
    std::int64_t reached = 0;
    const auto patterns = std::int64_t{1} << (n - 1);  // the first sign is free by symmetry
    for (std::int64_t pattern = 0; pattern < patterns; ++pattern) {
      double sum = clusters[0].sum;
      for (std::size_t c = 1; c < n; ++c) sum += (pattern >> (c - 1) & 1) != 0 ? -clusters[c].sum : clusters[c].sum;
      reached += std::abs(sum) >= least ? 1 : 0;
    }
    return static_cast<double>(reached) / static_cast<double>(patterns);
  }
  int reached = 1;
  for (int d = 0; d < draws; ++d) {
    double sum = 0.0;
    for (const Cluster& c : clusters) sum += rng.chance(0.5) ? -c.sum : c.sum;
    reached += std::abs(sum) >= least ? 1 : 0;
  }
  return static_cast<double>(reached) / (draws + 1.0);
}

/// A scale on which a mean is studentised: value, slope, and inverse.
struct IdentityScale {
  [[nodiscard]] static double to(double x) { return x; }
  [[nodiscard]] static double slope(double /*x*/) { return 1.0; }
  [[nodiscard]] static double back(double y) { return y; }
};
struct LogitScale {
  double low, high;
  [[nodiscard]] double to(double x) const { return std::log((x - low) / (high - x)); }
  [[nodiscard]] double slope(double x) const { return (high - low) / ((x - low) * (high - x)); }
  [[nodiscard]] double back(double y) const { return low + (high - low) / (1.0 + std::exp(-y)); }
};

template <typename Scale>
ClusterMean clusterMeanOn(const Scale& scale, std::span<const double> values, std::span<const int> cluster,
                          double level, int resamples, Rng& rng) {
  checkBootstrap(level, resamples);
  checkSample(values, "The clustered mean");
  if (values.size() != cluster.size()) throw InputError("Each value needs the number of its cluster.");
  std::map<int, Cluster> byNumber;
  for (std::size_t i = 0; i < values.size(); ++i) {
    byNumber[cluster[i]].sum += values[i];
    byNumber[cluster[i]].count += 1.0;
  }
  std::vector<Cluster> clusters;
  for (const auto& [number, c] : byNumber) clusters.push_back(c);
  ClusterMean out;
  out.clusters = isize(clusters);
  out.p = signFlips(clusters, resamples, rng);
  std::vector<double> times(clusters.size(), 1.0);
  constexpr int kFewest = 5;
  const MeanAndError whole = summary(clusters, times);
  out.mean = whole.mean;
  out.low = out.high = std::numeric_limits<double>::quiet_NaN();
  if (out.clusters < kFewest) return out;
  if (!(whole.error > 0.0)) {
    out.low = out.high = whole.mean;
    return out;
  }
  // Bootstrap-t: the percentiles of the studentised mean, since plain percentiles are too narrow with few clusters.
  const double centre = scale.to(whole.mean);
  const double error = whole.error * scale.slope(whole.mean);
  std::vector<double> studentised;
  for (int r = 0; r < resamples; ++r) {
    std::fill(times.begin(), times.end(), 0.0);
    for (int c = 0; c < out.clusters; ++c) ++times[rng.below(out.clusters)];
    const MeanAndError drawn = summary(clusters, times);
    if (!(drawn.error > 1e-9 * whole.error)) continue;
    const double t = (scale.to(drawn.mean) - centre) / (drawn.error * scale.slope(drawn.mean));
    if (std::isfinite(t)) studentised.push_back(t);
  }
  if (studentised.empty()) return out;
  std::sort(studentised.begin(), studentised.end());
  out.low = scale.back(centre - quantile(studentised, 0.5 * (1.0 + level)) * error);
  out.high = scale.back(centre - quantile(studentised, 0.5 * (1.0 - level)) * error);
  return out;
}

}  // namespace

Interval varghaDelaneyInterval(std::span<const double> a, std::span<const double> b, double level, int resamples,
                               Rng& rng) {
  checkBootstrap(level, resamples);
  const double estimate = varghaDelaney(a, b);
  // Positions among the distinct values: resampling is then mere counting.
  std::vector<double> values(a.begin(), a.end());
  values.insert(values.end(), b.begin(), b.end());
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  const auto positions = [&](std::span<const double> v) {
    std::vector<std::size_t> at;
    for (const double x : v) {
      at.push_back(static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), x) - values.begin()));
    }
    return at;
  };
  const std::vector<std::size_t> atA = positions(a);
  const std::vector<std::size_t> atB = positions(b);
  std::vector<double> countA(values.size());
  std::vector<double> countB(values.size());
  const auto draw = [&](const std::vector<std::size_t>& from, std::vector<double>& count) {
    std::fill(count.begin(), count.end(), 0.0);
    const auto size = isize(from);
    for (int i = 0; i < size; ++i) ++count[from[rng.below(size)]];
  };
  std::vector<double> draws(static_cast<std::size_t>(resamples));
  for (double& d : draws) {
    draw(atA, countA);
    draw(atB, countB);
    double below = 0.0;
    double wins = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      wins += countA[i] * (below + 0.5 * countB[i]);
      below += countB[i];
    }
    d = wins / (static_cast<double>(a.size()) * static_cast<double>(b.size()));
  }
  return percentiles(estimate, draws, level);
}

Interval medianInterval(std::span<const double> v, double level, int resamples, Rng& rng) {
  checkBootstrap(level, resamples);
  const double estimate = median(v);
  const auto size = isize(v);
  std::vector<double> draw(v.size());
  std::vector<double> draws(static_cast<std::size_t>(resamples));
  for (double& d : draws) {
    for (double& x : draw) x = v[rng.below(size)];
    d = median(draw);
  }
  return percentiles(estimate, draws, level);
}

Interval ratioInterval(std::span<const double> numerators, std::span<const double> denominators, double level,
                       int resamples, Rng& rng) {
  checkBootstrap(level, resamples);
  checkSample(numerators, "The ratio");
  if (numerators.size() != denominators.size()) throw InputError("A ratio of sums needs pairs.");
  constexpr double kInf = std::numeric_limits<double>::infinity();
  const auto ratio = [](double above, double below) { return below > 0.0 ? above / below : kInf; };
  const auto size = isize(numerators);
  double largest = 0.0;
  for (const double x : numerators) largest = std::max(largest, std::abs(x));
  if (std::isfinite(largest) && std::isinf(largest * static_cast<double>(size))) {
    // Their sum exceeds the largest double: rescale.
    int exponent = 0;
    (void)std::frexp(largest, &exponent);
    std::vector<double> small;
    for (const double x : numerators) small.push_back(std::ldexp(x, -exponent));
    Interval i = ratioInterval(small, denominators, level, resamples, rng);
    for (double* value : {&i.estimate, &i.low, &i.high}) *value = std::ldexp(*value, exponent);
    return i;
  }
  std::vector<double> draws(static_cast<std::size_t>(resamples));
  for (double& d : draws) {
    double above = 0.0;
    double below = 0.0;
    for (int i = 0; i < size; ++i) {
      const auto at = static_cast<std::size_t>(rng.below(size));
      above += numerators[at];
      below += denominators[at];
    }
    d = ratio(above, below);
  }
  return percentiles(ratio(std::accumulate(numerators.begin(), numerators.end(), 0.0),
                           std::accumulate(denominators.begin(), denominators.end(), 0.0)),
                     draws, level);
}

ClusterMean clusterMean(std::span<const double> values, std::span<const int> cluster, double level, int resamples,
                        Rng& rng) {
  return clusterMeanOn(IdentityScale{}, values, cluster, level, resamples, rng);
}

ClusterMean boundedClusterMean(std::span<const double> values, std::span<const int> cluster, double low, double high,
                               double level, int resamples, Rng& rng) {
  return clusterMeanOn(LogitScale{low, high}, values, cluster, level, resamples, rng);
}

}  // namespace tandem::stats
