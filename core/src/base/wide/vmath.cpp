// SPDX-License-Identifier: Apache-2.0
#include "base/vmath_kernels.h"

namespace tandem::wide::inner {

void exp(std::span<const double> in, std::span<double> out) {
  vmath::transform(in, out, [](simd::Vec v) { return simd::exp(v); });
}

}  // namespace tandem::wide::inner
