// SPDX-License-Identifier: Apache-2.0
// Kernelised autoencoding (tandem/operators_progressive.h).
#include "tandem/operators_progressive.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace tandem {
namespace {

Matrix matrixOf(int rows, int cols, const std::vector<double>& values) {
  Matrix m(rows, cols);
  std::ranges::copy(values, m.values().begin());
  return m;
}

TEST(KernelAutoencode, EqualsNumPy) {
  // k = lambda a, b: (a @ b.T + .1) ** 5; K = k(s, s); q = K @ K
  // r = max(1e-5, len(s) * np.finfo(float).eps * np.abs(q).sum(1).max())
  // print((t.T @ K @ np.linalg.inv(q + r * np.eye(len(s))) @ k(s, p)).T)
  Workspace ws;
  const Matrix source = matrixOf(4, 3, {0.9, 0.2, 0.4, 0.3, 0.8, 0.1, 0.6, 0.7, 0.5, 0.2, 0.1, 0.9});
  const Matrix target = matrixOf(4, 2, {0.1, 0.9, 0.4, 0.3, 0.7, 0.6, 0.2, 0.8});
  const Matrix points = matrixOf(2, 3, {0.5, 0.5, 0.5, 0.8, 0.3, 0.2});
  Matrix out(2, 2);
  op::kernelAutoencode(ws, source, target, points, out);
  EXPECT_NEAR(out(0, 0), 0.24858256577600416, 1e-9);
  EXPECT_NEAR(out(0, 1), 0.30734976113355617, 1e-9);
  EXPECT_NEAR(out(1, 0), 0.09123039791352644, 1e-9);
  EXPECT_NEAR(out(1, 1), 0.41407668401538233, 1e-9);
}

TEST(KernelAutoencode, TakesSourceToTarget) {
  // As many independent images as points, and a ridge far below them: the image of every source row is its target row.
  Workspace ws;
  const Matrix source = matrixOf(3, 2, {0.9, 0.2, 0.3, 0.8, 0.6, 0.7});
  const Matrix target = matrixOf(3, 1, {0.25, 0.5, 0.75});
  Matrix out(3, 1);
  op::kernelAutoencode(ws, source, target, source, out);
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(out(i, 0), target(i, 0), 1e-4) << i;
}

TEST(KernelAutoencode, SurvivesACollapsedSource) {
  // All rows of K K alike: without the ridge there is no solution. The image is the mean of the targets.
  Workspace ws;
  const Matrix source = matrixOf(4, 2, {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5});
  const Matrix target = matrixOf(4, 1, {0.0, 0.2, 0.4, 1.0});
  const Matrix point = matrixOf(1, 2, {0.5, 0.5});
  Matrix out(1, 1);
  op::kernelAutoencode(ws, source, target, point, out);
  EXPECT_NEAR(out(0, 0), 0.4, 1e-3);
}

}  // namespace
}  // namespace tandem
