// SPDX-License-Identifier: Apache-2.0
// The machinery of knowledge transfer, piece by piece.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include "tandem/linalg.h"
#include "tandem/operators_transfer.h"

namespace tandem {
namespace {

Matrix uniform(Rng& rng, int rows, int cols) {
  Matrix m(rows, cols);
  rng.fillUniform(m.values());
  return m;
}

TEST(AutoencoderMap, EqualsTheMatrixOfThePaper) {
  // M = P (Q + lambda I')^-1 with P = [T;1] [S;1]^t, Q = [S;1] [S;1]^t, spaces padded with zeros to the larger one, no
  // ridge on the bias; last row and column dropped.
  Workspace ws;
  Rng rng(1);
  const int n = 12;
  for (const auto& [ds, dt] : {std::pair(5, 5), std::pair(3, 6), std::pair(6, 3), std::pair(20, 4)}) {
    const Matrix source = uniform(rng, n, ds);
    const Matrix target = uniform(rng, n, dt);
    const int d = std::max(ds, dt);
    Matrix s(n, d + 1);
    Matrix t(n, d + 1);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < ds; ++j) s(i, j) = source(i, j);
      for (int j = 0; j < dt; ++j) t(i, j) = target(i, j);
      s(i, d) = t(i, d) = 1.0;
    }
    Matrix q(d + 1, d + 1);
    Matrix p(d + 1, d + 1);
    linalg::transposedMultiply(s, s, q);
    linalg::transposedMultiply(t, s, p);
    for (int j = 0; j < d; ++j) q(j, j) += 1e-5;
    Matrix inverse(d + 1, d + 1);
    ASSERT_TRUE(linalg::inverse(q, inverse, ws));
    Matrix m(d + 1, d + 1);
    linalg::multiply(p, inverse, m);

    const Matrix point = uniform(rng, 1, ds);
    const std::span<const double> x = point.row(0);
    std::vector<double> image(static_cast<std::size_t>(dt));
    const op::AutoencoderMap map{ConstMatView(source)};
    map.map(ws, x, target, image);
    for (int j = 0; j < dt; ++j) {
      double expected = 0.0;
      for (int k = 0; k < ds; ++k) expected += m(j, k) * x[k];
      EXPECT_NEAR(image[j], expected, 1e-7) << ds << " -> " << dt;
    }
  }
}

TEST(AutoencoderMap, OfATaskToItselfIsTheIdentity) {
  Workspace ws;
  Rng rng(2);
  const Matrix points = uniform(rng, 60, 5);
  const op::AutoencoderMap map{ConstMatView(points)};
  const std::vector<double> x = {0.1, 0.9, 0.4, 0.5, 0.0};
  std::vector<double> image(5);
  map.map(ws, x, points, image);
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(image[j], x[j], 1e-4);
}

TEST(MarginalModel, IsTheProductOfNormalDensities) {
  Rng rng(3);
  const Matrix points = uniform(rng, 30, 3);
  std::vector<int> rows(20);
  std::iota(rows.begin(), rows.end(), 5);
  op::MarginalModel model(3);
  model.fit(rng, points, rows, 0.0);
  const std::vector<double> x = {0.2, 0.5, 0.7};
  double expected = 0.0;
  for (int j = 0; j < 3; ++j) {
    double mean = 0.0;
    double variance = 0.0;
    for (const int i : rows) mean += points(i, j) / 20.0;
    for (const int i : rows) variance += std::pow(points(i, j) - mean, 2) / 19.0;
    EXPECT_NEAR(model.mean[j], mean, 1e-12);
    expected -= 0.5 * std::log(variance) + 0.5 * std::pow(x[j] - mean, 2) / variance;
    if (j == 1) {
      EXPECT_NEAR(model.logDensity(x, 2), expected, 1e-9);
    }
  }
  EXPECT_NEAR(model.logDensity(x, 3), expected, 1e-9);
}

TEST(MarginalModel, NoiseWidensItAndConvergedVariablesStayFinite) {
  Rng rng(4);
  const Matrix same(20, 2, 0.5);
  std::vector<int> rows(20);
  std::iota(rows.begin(), rows.end(), 0);
  op::MarginalModel model(2);
  const std::vector<double> x = {0.5, 0.6};
  model.fit(rng, same, rows, 0.0);
  EXPECT_TRUE(std::isfinite(model.logDensity(x, 2)));
  const double sharp = model.logDensity(x, 2);
  model.fit(rng, same, rows, 0.1);
  EXPECT_GT(model.logDensity(x, 2), sharp);
}

TEST(GaussianModel, ScoreIsTheMahalanobisDistance) {
  Workspace ws;
  Rng rng(5);
  const Matrix points = uniform(rng, 40, 4);
  op::GaussianModel model(4);
  ASSERT_TRUE(model.fit(points, 1e-3, ws));
  std::vector<double> mean(4);
  Matrix covariance(4, 4);
  linalg::meanAndCovariance(points, mean, covariance);
  for (int j = 0; j < 4; ++j) covariance(j, j) += 1e-3;
  Matrix inverse(4, 4);
  ASSERT_TRUE(linalg::inverse(covariance, inverse, ws));
  const std::vector<double> x = {0.1, 0.9, 0.3, 0.4};
  double expected = 0.0;
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 4; ++j) {
      expected -= 0.5 * (x[i] - mean[i]) * inverse(i, j) * (x[j] - mean[j]);
    }
  }
  EXPECT_NEAR(model.score(ws, x), expected, 1e-10);

  const int n = 20000;
  Matrix samples(n, 4);
  for (int i = 0; i < n; ++i) model.sample(rng, ws, samples.row(i));
  std::vector<double> sampleMean(4);
  Matrix sampleCovariance(4, 4);
  linalg::meanAndCovariance(samples, sampleMean, sampleCovariance);
  for (int i = 0; i < 4; ++i) {
    EXPECT_NEAR(sampleMean[i], mean[i], 0.01);
    for (int j = 0; j < 4; ++j) EXPECT_NEAR(sampleCovariance(i, j), covariance(i, j), 0.005);
  }
}

TEST(GaussianModel, FewerPointsThanDimensionsNeedTheRidge) {
  Workspace ws;
  Rng rng(6);
  const Matrix points = uniform(rng, 5, 10);
  op::GaussianModel model(10);
  EXPECT_TRUE(model.fit(points, 1e-5, ws));
  EXPECT_LT(model.score(ws, std::vector<double>(10, 0.5)), 0.0);
  Matrix broken = points;
  broken(0, 0) = std::nan("");
  EXPECT_FALSE(model.fit(broken, 1e-5, ws));
}

/// The paper's formula in plain loops, with the pseudo-inverse from a singular value decomposition.
double plainDivergence(const Matrix& a, const Matrix& b, double floor) {
  Workspace ws;
  const int d = a.cols();
  const Matrix* points[2] = {&a, &b};
  std::vector<double> mean[2];
  Matrix cov[2];
  Matrix inv[2];
  double det[2] = {1.0, 1.0};
  for (int m = 0; m < 2; ++m) {
    mean[m].resize(d);
    cov[m] = Matrix(d, d);
    inv[m] = Matrix(d, d);
    linalg::meanAndCovariance(*points[m], mean[m], cov[m]);
    linalg::pseudoInverse(cov[m], inv[m]);
    std::vector<double> values(static_cast<std::size_t>(d));
    Matrix vectors(d, d);
    EXPECT_TRUE(linalg::eigenSymmetric(cov[m], values, vectors, ws));
    for (const double v : values) det[m] *= v > 1e-13 * values.back() ? v : 0.0;
  }
  double sum = 0.0;
  for (int m = 0; m < 2; ++m) {
    const int o = 1 - m;
    double bracket = std::log(std::max(det[o], floor) / std::max(det[m], floor)) - d;
    for (int i = 0; i < d; ++i) {
      for (int j = 0; j < d; ++j) {
        const auto ii = static_cast<std::size_t>(i);
        const auto jj = static_cast<std::size_t>(j);
        bracket += inv[o](i, j) * (cov[m](j, i) + (mean[o][ii] - mean[m][ii]) * (mean[o][jj] - mean[m][jj]));
      }
    }
    sum += 0.5 * std::abs(0.5 * bracket);
  }
  return sum;
}

TEST(DivergenceModel, IsTheFormulaOfThePaper) {
  Workspace ws;
  Rng rng(7);
  // Points, and distinct ones among them; the covariance is regular, or singular for one reason or another.
  struct Case {
    const char* what;
    int n, different, d;
    bool converged;
  };
  for (const Case& c :
       {Case{"regular", 40, 40, 8, false}, Case{"regular, repeated points", 90, 40, 8, false},
        Case{"few points", 30, 30, 50, false}, Case{"few points, repeated", 60, 20, 50, false},
        Case{"many points, few different", 120, 20, 50, false}, Case{"converged variables", 40, 40, 8, true},
        Case{"one variable", 5, 5, 1, false}, Case{"all the same", 5, 1, 3, false}}) {
    std::vector<Matrix> sets;
    std::vector<op::DivergenceModel> models;
    for (int s = 0; s < 3; ++s) {
      Matrix points = uniform(rng, c.n, c.d);
      for (int i = 0; i < c.n; ++i) {
        if (c.converged) points(i, 2) = points(i, 5) = 0.3;
        if (i >= c.different) std::ranges::copy(points.row(rng.below(c.different)), points.row(i).begin());
      }
      models.emplace_back(c.d);
      models.back().fit(uniform(rng, 4, c.d), ws);  // nothing remains of an earlier fit
      models.back().fit(points, ws);
      sets.push_back(std::move(points));
    }
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::size_t b = 0; b < 3; ++b) {
        for (const double floor : {1e-3, 1e-30}) {
          const double expected = plainDivergence(sets[a], sets[b], floor);
          const double found = op::DivergenceModel::symmetric(models[a], models[b], floor, ws);
          EXPECT_NEAR(found, expected, 1e-9 * std::max(1.0, expected)) << c.what << " " << a << " " << b;
        }
      }
    }
  }
}

TEST(DivergenceModel, PointsThatAreNoNumbersDoNoHarm) {
  Workspace ws;
  Rng rng(8);
  Matrix points = uniform(rng, 9, 4);
  points(3, 1) = std::nan("");
  op::DivergenceModel model(4);
  model.fit(points, ws);
  op::DivergenceModel other(4);
  const Matrix sound = uniform(rng, 9, 4);
  other.fit(sound, ws);
  (void)op::DivergenceModel::symmetric(model, other, 1e-3, ws);
  // Nothing of them remains, neither in the model nor in the workspace.
  points(3, 1) = 0.25;
  model.fit(points, ws);
  EXPECT_NEAR(op::DivergenceModel::symmetric(model, other, 1e-3, ws), plainDivergence(points, sound, 1e-3), 1e-9);
  EXPECT_EQ(op::DivergenceModel::symmetric(model, other, 1e-3, ws),
            op::DivergenceModel::symmetric(other, model, 1e-3, ws));
}

}  // namespace
}  // namespace tandem
