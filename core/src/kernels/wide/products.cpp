// SPDX-License-Identifier: Apache-2.0
#include "kernels/product_kernels.h"

namespace tandem::wide::inner {

void product(const double* a, std::ptrdiff_t rowStep, std::ptrdiff_t depthStep, int rows, int depth, ConstMatView b,
             MatView out) {
  linalg::product({a, rowStep, depthStep}, rows, depth, b, out);
}

void productTransposed(ConstMatView a, ConstMatView b, MatView out) {
  linalg::productTransposed(a, b, out);
}

}  // namespace tandem::wide::inner
