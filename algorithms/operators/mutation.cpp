// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "tandem/operators.h"

namespace tandem::op {

void polynomialMutation(Rng& rng, Workspace& /*ws*/, std::span<double> x, double eta, double probability) {
  for (double& v : x) {
    if (!rng.chance(probability)) continue;
    const double u = rng.uniform();
    // The bounded form: the distance to the nearer bound shapes the distribution, so that a parent inside the box has a
    // child inside it. Values outside (unrepaired parents) are left to the boundary function.
    if (u <= 0.5) {
      const double inner = 2.0 * u + (1.0 - 2.0 * u) * std::pow(1.0 - v, eta + 1.0);
      v += std::pow(inner, 1.0 / (eta + 1.0)) - 1.0;
    } else {
      const double inner = 2.0 * (1.0 - u) + 2.0 * (u - 0.5) * std::pow(v, eta + 1.0);
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
