// SPDX-License-Identifier: Apache-2.0
#include "run/bounds_kernels.h"

namespace tandem::wide::inner {

bool toBounds(const double* x, const double* low, const double* high, bool bounded, int n, double* out) {
  return tandem::toBounds(x, low, high, bounded, n, out);
}

}  // namespace tandem::wide::inner
