// SPDX-License-Identifier: Apache-2.0
// Knowledge from several tasks, in clusters.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tandem/operators_clusters.h"

namespace tandem {
namespace {

Matrix matrixOf(int rows, int cols, const std::vector<double>& values) {
  Matrix m(rows, cols);
  std::ranges::copy(values, m.values().begin());
  return m;
}

TEST(MaximumMeanDiscrepancy, EqualsNumPy) {
  // import numpy as np
  // a = np.array([[.1, .2], [.4, .9], [.7, .3]]); b = np.array([[.5, .5], [.2, .8]])
  // k = lambda x, y, s: np.exp(-((x[:, None] - y[None])**2).sum(2) / (2 * s * s)).mean()
  // for s in (1, .25): print(np.sqrt(k(a, a, s) + k(b, b, s) - 2 * k(a, b, s)))
  Workspace ws;
  const Matrix a = matrixOf(3, 2, {0.1, 0.2, 0.4, 0.9, 0.7, 0.3});
  const Matrix b = matrixOf(2, 2, {0.5, 0.5, 0.2, 0.8});
  EXPECT_NEAR(op::maximumMeanDiscrepancy(a, b, 1.0, ws), 0.19073473692538048, 1e-12);
  EXPECT_NEAR(op::maximumMeanDiscrepancy(a, b, 0.25, ws), 0.646747961348306, 1e-12);
  EXPECT_NEAR(op::maximumMeanDiscrepancy(a, a, 0.25, ws), 0.0, 1e-7);
}

}  // namespace
}  // namespace tandem
