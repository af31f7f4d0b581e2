// SPDX-License-Identifier: Apache-2.0
// Generative adversarial network for transfer.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tandem/operators_gan.h"

namespace tandem {
namespace {

Matrix uniform(Rng& rng, int rows, int cols) {
  Matrix m(rows, cols);
  rng.fillUniform(m.values());
  return m;
}

TEST(TransferGan, ForwardByDefinition) {
  Workspace ws;
  Rng rng(1);
  const int c = 3;
  const int n = 7;
  const Matrix source = uniform(rng, n, c);
  Rng same = rng;
  const op::TransferGan gan(rng, c);
  Matrix out(n, c);
  gan.generate(ws, source, out);

  Matrix x = source;
  for (int layer = 0; layer < 3; ++layer) {
    Matrix weight(c, c);
    for (double& v : weight.values()) v = same.normal(0.0, layer == 0 ? 0.03 : 0.06);
    Matrix y(n, c);
    for (int i = 0; i < n; ++i) {
      for (int k = 0; k < c; ++k) {
        for (int j = 0; j < c; ++j) y(i, k) += weight(k, j) * x(i, j);
        if (layer < 2) y(i, k) = y(i, k) > 0.0 ? y(i, k) : 0.5 * y(i, k);
        if (layer == 2) y(i, k) = 1.0 / (1.0 + std::exp(-y(i, k)));
      }
    }
    for (int k = 0; k < c && layer < 2; ++k) {
      double mean = 0.0;
      double square = 0.0;
      for (int i = 0; i < n; ++i) mean += y(i, k) / n;
      for (int i = 0; i < n; ++i) square += (y(i, k) - mean) * (y(i, k) - mean) / n;
      for (int i = 0; i < n; ++i) y(i, k) = (y(i, k) - mean) / std::sqrt(square + 1e-5);
    }
    x = y;
  }
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < c; ++j) EXPECT_NEAR(out(i, j), x(i, j), 1e-12);
  }
}

TEST(TransferGan, TrainingStaysSoundAndTheDiscriminatorBlindToWhereThePointsLie) {
  // Real and generated batches are normalised separately, so that a shift of all points cannot be seen: the best
  // answer is 0.9 / 1.9 for all, with the loss -(0.9 ln(0.9 / 1.9) + ln(1 / 1.9)) = 1.3144.
  Workspace ws;
  Rng rng(2);
  const int n = 50;
  const Matrix source = uniform(rng, n, 2);
  Matrix real = uniform(rng, n, 2);
  for (double& v : real.values()) v = 0.75 + 0.1 * v;
  op::TransferGan gan(rng, 2);
  Matrix before(n, 2);
  Matrix after(n, 2);
  gan.generate(ws, source, before);
  const double loss = gan.train(rng, ws, real, source, {.batch = 10, .epochs = 300});
  gan.generate(ws, source, after);
  EXPECT_NEAR(loss, 1.3144, 0.02);
  EXPECT_NE(before, after);
  for (const double v : after.values()) {
    EXPECT_GE(v, 0.0);
    EXPECT_LE(v, 1.0);
  }
}

TEST(TransferGan, WithoutAWholeBatchNothingIsLearned) {
  Workspace ws;
  Rng rng(3);
  const Matrix points = uniform(rng, 4, 2);
  op::TransferGan gan(rng, 2);
  Matrix before(4, 2);
  Matrix after(4, 2);
  gan.generate(ws, points, before);
  EXPECT_EQ(gan.train(rng, ws, points, points, {.batch = 10, .epochs = 2}), 0.0);
  gan.generate(ws, points, after);
  EXPECT_EQ(before, after);
}

}  // namespace
}  // namespace tandem
