// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/export.h"
#include "tandem/rng.h"

namespace tandem::op {

/// Steps of a Levy flight with index 1.5: mostly short, occasionally very long. R. N. Mantegna, Fast, accurate
/// algorithm for numerical simulation of Levy stable stochastic processes, Physical Review E 49(5), 1994,
/// doi:10.1103/PhysRevE.49.4677.
class TANDEM_API LevyFlight {
 public:
  explicit LevyFlight(double scale);
  /// scale * u / |v|^(1/1.5) with normal u and v; two draws.
  double step(Rng& rng) const;

 private:
  double deviation_;  // of u, times the scale
};

}  // namespace tandem::op
