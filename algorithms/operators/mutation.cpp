// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tandem/operators.h"

namespace tandem::op {

void polynomialMutation(Rng& rng, Workspace& /*ws*/, std::span<double> x, double eta, double probability) {
  for (double& v : x) {
    if (!rng.chance(probability)) continue;
    const double u = rng.uniform();
    // The bounded form: the distance to the nearer bound shapes the distribution, so that a parent inside the box has a
    // child inside it. Values outside (unrepaired parents) count as on the bound and are left to the boundary function:
    // a power of a negative number is no number.
    const double inside = std::clamp(v, 0.0, 1.0);
    if (u <= 0.5) {
      const double inner = 2.0 * u + (1.0 - 2.0 * u) * std::pow(1.0 - inside, eta + 1.0);
      v += std::pow(inner, 1.0 / (eta + 1.0)) - 1.0;
    } else {
      const double inner = 2.0 * (1.0 - u) + 2.0 * (u - 0.5) * std::pow(inside, eta + 1.0);
      v += 1.0 - std::pow(inner, 1.0 / (eta + 1.0));
    }
  }
}

void polynomialMutationBasic(Rng& rng, std::span<double> x, double eta, double probability) {
  const double exponent = 1.0 / (eta + 1.0);
  for (double& v : x) {
    if (!rng.chance(probability)) continue;
    const double u = rng.uniform();
    v += u < 0.5 ? (std::pow(2.0 * u, exponent) - 1.0) * v : (1.0 - std::pow(2.0 * (1.0 - u), exponent)) * (1.0 - v);
  }
}

}  // namespace tandem::op
