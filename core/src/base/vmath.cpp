// SPDX-License-Identifier: Apache-2.0
#include "tandem/vmath.h"

#include <cmath>

namespace tandem::vmath {
void pow(std::span<const double> base, double exponent, std::span<double> out) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::pow(base[i], exponent);
}
}  // namespace tandem::vmath
