// SPDX-License-Identifier: Apache-2.0
#include "kernels/eigen_kernels.h"

namespace tandem::wide::inner {

bool decomposeSymmetric(int n, int stride, double* a, double* d, double* e, double* vectors, double* scratch) {
  return linalg::decomposeSymmetric(n, stride, a, d, e, vectors, scratch);
}

}  // namespace tandem::wide::inner
