// SPDX-License-Identifier: Apache-2.0
// A. Benavoli, G. Corani, J. Demsar, M. Zaffalon: Time for a Change: a Tutorial for Comparing Multiple Classifiers
// Through Bayesian Analysis, JMLR 18(77), 2017, section 4.2: a Dirichlet process with one pseudo-observation at zero.
#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/checks.h"
#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem::stats {

BayesSignedRank bayesianSignedRank(std::span<const double> differences, double rope, int samples, Rng& rng) {
  checkSample(differences, "The Bayesian signed-rank test");
  if (!std::all_of(differences.begin(), differences.end(), [](double d) { return std::isfinite(d); })) {
    throw InputError("The Bayesian signed-rank test needs finite differences; use effect sizes instead of values.");
  }
  if (!(rope >= 0.0) || samples < 1) {
    throw InputError("The Bayesian signed-rank test needs a region of equivalence >= 0 and at least one sample.");
  }
  constexpr double kPriorStrength = 0.5;
  std::vector<double> z(differences.begin(), differences.end());
  z.push_back(0.0);
  std::sort(z.begin(), z.end());
  const auto prior = static_cast<std::size_t>(std::lower_bound(z.begin(), z.end(), 0.0) - z.begin());
  // Walsh sums z_i + z_j below -2 rope: for each i the first `below[i]` values; above 2 rope: those from `above[i]`.
  std::vector<std::size_t> below;
  std::vector<std::size_t> above;
  for (const double v : z) {
    below.push_back(static_cast<std::size_t>(std::lower_bound(z.begin(), z.end(), -2.0 * rope - v) - z.begin()));
    above.push_back(static_cast<std::size_t>(std::upper_bound(z.begin(), z.end(), 2.0 * rope - v) - z.begin()));
  }
  std::vector<double> weight(z.size());
  std::vector<double> sums(z.size() + 1);
  double wins[3] = {0.0, 0.0, 0.0};
  for (int s = 0; s < samples; ++s) {
    // Dirichlet weights as normalised gamma variates: -log u is gamma(1), half the square of a normal gamma(1/2).
    double total = 0.0;
    for (std::size_t i = 0; i < z.size(); ++i) {
      const double normal = i == prior ? rng.normal() : 0.0;
      weight[i] = i == prior ? kPriorStrength * normal * normal : -std::log1p(-rng.uniform());
      total += weight[i];
    }
    for (std::size_t i = 0; i < z.size(); ++i) sums[i + 1] = sums[i] + weight[i];
    double left = 0.0;
    double right = 0.0;
    for (std::size_t i = 0; i < z.size(); ++i) {
      left += weight[i] * sums[below[i]];
      right += weight[i] * (total - sums[above[i]]);
    }
    left /= total * total;
    right /= total * total;
    const double theta[3] = {left, std::max(0.0, 1.0 - left - right), right};
    ++wins[std::max_element(theta, theta + 3) - theta];
  }
  return {wins[0] / samples, wins[1] / samples, wins[2] / samples};
}

}  // namespace tandem::stats
