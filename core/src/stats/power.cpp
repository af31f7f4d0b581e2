// SPDX-License-Identifier: Apache-2.0
#include "tandem/power.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

#include "stats/checks.h"
#include "stats/exact_tails.h"
#include "tandem/error.h"

namespace tandem::stats {

namespace {

/// Equal values as a piece of the line of ranks. A piece of one value is an interval of length one in which its runs
/// fall uniformly; several equal values are a point.
struct Piece {
  double from = 0.0;
  int values = 0;
};

std::vector<Piece> piecesOf(std::vector<double> sorted) {
  std::sort(sorted.begin(), sorted.end());
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (pieces.empty() || sorted[i] != sorted[i - 1]) pieces.push_back({static_cast<double>(i), 0});
    ++pieces.back().values;
  }
  return pieces;
}

/// Draws positions on the line of ranks.
class Source {
 public:
  Source(std::vector<Piece> pieces, const std::vector<double>& weights) : pieces_(std::move(pieces)) {
    cumulative_.resize(weights.size());
    std::partial_sum(weights.begin(), weights.end(), cumulative_.begin());
  }
  double draw(Rng& rng) const {
    const double u = rng.uniform() * cumulative_.back();
    const auto at = std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, u) - cumulative_.begin();
    const Piece& piece = pieces_[at];
    return piece.values == 1 ? piece.from + rng.uniform() : piece.from;
  }

 private:
  std::vector<Piece> pieces_;
  std::vector<double> cumulative_;
};

PowerCurve simulate(const Source& a, const Source& b, std::span<const int> runs, double alpha, int experiments,
                    Rng& rng) {
  PowerCurve curve;
  ExactTails tails;
  for (const int n : runs) {
    std::vector<double> x(static_cast<std::size_t>(n));
    std::vector<double> y(static_cast<std::size_t>(n));
    int rejected = 0;
    for (int e = 0; e < experiments; ++e) {
      for (double& v : x) v = a.draw(rng);
      for (double& v : y) v = b.draw(rng);
      rejected += rankSum(x, y, tails).p < alpha ? 1 : 0;
    }
    curve.runs.push_back(n);
    curve.power.push_back(static_cast<double>(rejected) / experiments);
  }
  return curve;
}

void check(std::span<const int> runs, double alpha, int experiments) {
  if (runs.empty() || *std::min_element(runs.begin(), runs.end()) < 1) {
    throw InputError("A power curve needs numbers of runs, each at least one.");
  }
  if (!(alpha > 0.0 && alpha < 1.0)) throw InputError("The level alpha must lie between 0 and 1; 0.05 is usual.");
  if (experiments < 1) throw InputError("The power of a test needs at least one simulated experiment.");
}

/// Weights of the pieces when every value counts exp(tilt * its mean rank / all).
std::vector<double> tilted(const std::vector<Piece>& pieces, double all, double tilt) {
  const auto middle = [&](const Piece& p) { return (p.from + 0.5 * p.values) / all; };
  const double largest = tilt * middle(tilt > 0.0 ? pieces.back() : pieces.front());
  std::vector<double> weights;
  for (const Piece& p : pieces) weights.push_back(p.values * std::exp(tilt * middle(p) - largest));  // at most 1 each
  return weights;
}

/// Probability that a value drawn with these weights is larger than one drawn uniformly, ties half.
double effectOf(const std::vector<Piece>& pieces, double all, const std::vector<double>& weights) {
  double sum = 0.0;
  double total = 0.0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    sum += weights[i] * (pieces[i].from + 0.5 * pieces[i].values) / all;
    total += weights[i];
  }
  return sum / total;
}

}  // namespace

int PowerCurve::needed(double wanted) const {
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!(power[i] >= wanted)) continue;
    if (i == 0) return runs[0];
    const double share = (wanted - power[i - 1]) / (power[i] - power[i - 1]);
    return static_cast<int>(std::ceil(runs[i - 1] + share * (runs[i] - runs[i - 1])));
  }
  return 0;
}

std::vector<int> usualRuns() {
  return {5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 100, 120, 150, 200};
}

PowerCurve rankSumPower(std::span<const double> sample, double a12, std::span<const int> runs, double alpha,
                        int experiments, Rng& rng) {
  checkSample(sample, "The power of the rank-sum test");
  check(runs, alpha, experiments);
  if (!(a12 > 0.0 && a12 < 1.0)) throw InputError("An effect A12 lies between 0 and 1; 0.64 is a medium one.");
  const std::vector<Piece> pieces = piecesOf({sample.begin(), sample.end()});
  const auto all = static_cast<double>(sample.size());
  double low = -2000.0;
  double high = 2000.0;
  // At the extreme, everything is drawn from the last or the first piece.
  const double most = 1.0 - 0.5 * pieces.back().values / all;
  const double least = 0.5 * pieces.front().values / all;
  if (a12 != 0.5 && (a12 >= most || a12 <= least)) {
    PowerCurve none{{runs.begin(), runs.end()}, {}};
    none.power.assign(runs.size(), std::numeric_limits<double>::quiet_NaN());
    return none;
  }
  for (int i = 0; i < 100 && a12 != 0.5; ++i) {
    const double middle = 0.5 * (low + high);
    (effectOf(pieces, all, tilted(pieces, all, middle)) < a12 ? low : high) = middle;
  }
  const double tilt = a12 == 0.5 ? 0.0 : 0.5 * (low + high);
  return simulate(Source(pieces, tilted(pieces, all, tilt)), Source(pieces, tilted(pieces, all, 0.0)), runs, alpha,
                  experiments, rng);
}

PowerCurve rankSumPower(std::span<const double> a, std::span<const double> b, std::span<const int> runs, double alpha,
                        int experiments, Rng& rng) {
  checkSample(a, "The power of the rank-sum test");
  checkSample(b, "The power of the rank-sum test");
  check(runs, alpha, experiments);
  std::vector<double> both(a.begin(), a.end());
  both.insert(both.end(), b.begin(), b.end());
  std::sort(both.begin(), both.end());
  const std::vector<Piece> pieces = piecesOf(both);
  const auto counts = [&](std::span<const double> sample) {
    std::vector<double> weights(pieces.size(), 0.0);
    for (const double v : sample) {
      const auto rank = static_cast<double>(std::lower_bound(both.begin(), both.end(), v) - both.begin());
      const auto at = std::find_if(pieces.begin(), pieces.end(), [&](const Piece& p) { return p.from == rank; });
      weights[at - pieces.begin()] += 1.0;
    }
    return weights;
  };
  return simulate(Source(pieces, counts(a)), Source(pieces, counts(b)), runs, alpha, experiments, rng);
}

}  // namespace tandem::stats
