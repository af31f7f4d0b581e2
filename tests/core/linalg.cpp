// SPDX-License-Identifier: Apache-2.0
#include "tandem/linalg.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "tandem/distances.h"
#include "tandem/error.h"
#include "tandem/exponential.h"
#include "tandem/rng.h"

namespace tandem {
namespace {

Matrix randomMatrix(int rows, int cols, std::uint64_t key) {
  Matrix m(rows, cols);
  Rng(key).fillNormal(m.values());
  return m;
}
Matrix transposed(const Matrix& m) {
  Matrix t(m.cols(), m.rows());
  for (int i = 0; i < m.rows(); ++i) {
    for (int j = 0; j < m.cols(); ++j) t(j, i) = m(i, j);
  }
  return t;
}
/// Plain triple loop in long double.
Matrix product(const Matrix& a, const Matrix& b) {
  Matrix out(a.rows(), b.cols());
  for (int i = 0; i < a.rows(); ++i) {
    for (int j = 0; j < b.cols(); ++j) {
      long double sum = 0;
      for (int k = 0; k < a.cols(); ++k) sum += static_cast<long double>(a(i, k)) * static_cast<long double>(b(k, j));
      out(i, j) = static_cast<double>(sum);
    }
  }
  return out;
}
void expectNear(const Matrix& a, const Matrix& b, double tolerance) {
  ASSERT_EQ(a.rows(), b.rows());
  ASSERT_EQ(a.cols(), b.cols());
  for (int i = 0; i < a.rows(); ++i) {
    for (int j = 0; j < a.cols(); ++j) ASSERT_NEAR(a(i, j), b(i, j), tolerance) << i << "," << j;
  }
}

TEST(Linalg, ProductsOfManyShapes) {
  std::uint64_t key = 1;
  for (const int n : {1, 2, 3, 4, 5, 7, 17}) {
    for (const int k : {0, 1, 3, 50, 300}) {
      for (const int p : {1, 2, 5, 12, 13, 50}) {
        const Matrix a = randomMatrix(n, k, ++key);
        const Matrix b = randomMatrix(k, p, ++key);
        const Matrix expected = product(a, b);
        Matrix out(n, p, 7.0);
        linalg::multiply(a, b, out);
        expectNear(out, expected, 1e-12 * (1 + k));
        Matrix out2(n, p, 7.0);
        linalg::multiplyTransposed(a, transposed(b), out2);
        EXPECT_EQ(out, out2);
        Matrix out3(n, p, 7.0);
        linalg::transposedMultiply(transposed(a), b, out3);
        EXPECT_EQ(out, out3);
      }
    }
  }
}

TEST(Linalg, RowsDoNotDependOnTheBatch) {
  const Matrix x = randomMatrix(103, 50, 3);
  const Matrix m = randomMatrix(50, 50, 4);
  Matrix all(103, 50);
  linalg::multiplyTransposed(x, m, all);
  for (const int first : {0, 1, 50, 102}) {
    Matrix one(1, 50);
    linalg::multiplyTransposed(x.view().rowRange(first, 1), m, one);
    for (int j = 0; j < 50; ++j) EXPECT_EQ(one(0, j), all(first, j));
  }
}

TEST(Linalg, StridesAreRespected) {
  const Matrix a = randomMatrix(9, 20, 5);
  const Matrix b = randomMatrix(11, 20, 6);
  Matrix big(9, 30, 1.0);
  linalg::multiplyTransposed(a.view().leftCols(13), b.view().leftCols(13), big.view().leftCols(11));
  for (int i = 0; i < 9; ++i) {
    for (int j = 0; j < 30; ++j) {
      double expected = 1.0;
      if (j < 11) expected = linalg::dot(a.row(i).first(13), b.row(j).first(13));
      EXPECT_NEAR(big(i, j), expected, 1e-13);
    }
  }
}

TEST(Linalg, MatrixTimesVector) {
  const Matrix m = randomMatrix(13, 29, 8);
  const Matrix v = randomMatrix(29, 1, 9);
  const Matrix w = randomMatrix(13, 1, 10);
  Matrix out(13, 1);
  linalg::multiply(m, v.values(), out.values());
  expectNear(out, product(m, v), 1e-13);
  Matrix back(29, 1);
  linalg::transposedMultiply(m, w.values(), back.values());
  expectNear(back, product(transposed(m), w), 1e-13);
}

TEST(Linalg, EigenSymmetric) {
  Workspace ws;
  const Matrix r = randomMatrix(40, 40, 11);
  Matrix s(40, 40);
  linalg::multiplyTransposed(r, r, s);
  std::vector<double> values(40);
  Matrix vectors(40, 40);
  ASSERT_TRUE(linalg::eigenSymmetric(s, values, vectors, ws));
  for (int i = 1; i < 40; ++i) EXPECT_LE(values[i - 1], values[i]);
  const Matrix sv = product(s, vectors);
  Matrix scaled = vectors;
  for (int i = 0; i < 40; ++i) {
    for (int j = 0; j < 40; ++j) scaled(i, j) *= values[j];
  }
  expectNear(sv, scaled, 1e-11);
  expectNear(product(transposed(vectors), vectors), Matrix::identity(40), 1e-13);
  s(3, 3) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(linalg::eigenSymmetric(s, values, vectors, ws));
}

TEST(Linalg, CholeskySolveInverse) {
  Workspace ws;
  const Matrix r = randomMatrix(25, 25, 12);
  Matrix s(25, 25);
  linalg::multiplyTransposed(r, r, s);
  Matrix lower(25, 25);
  ASSERT_TRUE(linalg::cholesky(s, lower));
  EXPECT_EQ(lower(0, 1), 0.0);
  expectNear(product(lower, transposed(lower)), s, 1e-12 * 25);
  Matrix indefinite = s;
  indefinite(5, 5) = -1.0;
  EXPECT_FALSE(linalg::cholesky(indefinite, lower));

  const Matrix x = randomMatrix(25, 3, 13);
  Matrix b = product(r, x);
  ASSERT_TRUE(linalg::solve(r, b, b, ws));  // in place
  expectNear(b, x, 1e-10);
  Matrix inv(25, 25);
  ASSERT_TRUE(linalg::inverse(r, inv, ws));
  expectNear(product(inv, r), Matrix::identity(25), 1e-10);

  Matrix singular = r;
  for (int j = 0; j < 25; ++j) singular(7, j) = 2.0 * singular(3, j);
  EXPECT_FALSE(linalg::inverse(singular, inv, ws));
  EXPECT_FALSE(linalg::solve(singular, b, b, ws));
}

TEST(Linalg, SvdAndPseudoInverse) {
  for (const auto& [rows, cols] : {std::pair{12, 7}, std::pair{7, 12}}) {
    const Matrix m = randomMatrix(rows, cols, 14);
    Matrix u(rows, 7);
    Matrix v(cols, 7);
    std::vector<double> s(7);
    linalg::svd(m, u, s, v);
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < 7; ++j) u(i, j) *= s[j];
    }
    expectNear(product(u, transposed(v)), m, 1e-12);
    Matrix p(cols, rows);
    linalg::pseudoInverse(m, p);
    expectNear(product(product(m, p), m), m, 1e-12);
    expectNear(product(product(p, m), p), p, 1e-12);
  }
  Matrix deficient(3, 3, 1.0);
  Matrix p(3, 3);
  linalg::pseudoInverse(deficient, p);
  expectNear(p, Matrix(3, 3, 1.0 / 9.0), 1e-15);
}

TEST(Linalg, MeanAndCovariance) {
  const Matrix points = randomMatrix(30, 9, 15);
  std::vector<double> mean(9);
  Matrix covariance(9, 9);
  linalg::meanAndCovariance(points, mean, covariance);
  Matrix centred = points;
  for (int j = 0; j < 9; ++j) {
    double sum = 0.0;
    for (int i = 0; i < 30; ++i) sum += points(i, j);
    EXPECT_NEAR(mean[j], sum / 30, 1e-14);
    for (int i = 0; i < 30; ++i) centred(i, j) -= sum / 30;
  }
  Matrix expected = product(transposed(centred), centred);
  for (double& v : expected.values()) v /= 29;
  expectNear(covariance, expected, 1e-14);
  linalg::meanAndCovariance(points.view().rowRange(0, 1), mean, covariance);
  for (const double v : covariance.values()) EXPECT_EQ(v, 0.0);
}

TEST(Linalg, VectorsAndMisuse) {
  std::vector<double> a(37);
  std::vector<double> b(37);
  Rng(16).fillNormal(a);
  Rng(17).fillNormal(b);
  double dot = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    dot += a[i] * b[i];
    squares += (a[i] - b[i]) * (a[i] - b[i]);
  }
  EXPECT_NEAR(linalg::dot(a, b), dot, 1e-12);
  EXPECT_NEAR(linalg::squaredDistance(a, b), squares, 1e-12);
  EXPECT_NEAR(linalg::norm(a), std::sqrt(linalg::dot(a, a)), 1e-15);
  EXPECT_THROW((void)linalg::dot(a, std::span(b).first(3)), Error);
  const Matrix m(3, 4);
  Matrix out(3, 3);
  EXPECT_THROW(linalg::multiply(m, m, out), Error);
}

TEST(Linalg, SquaredDistancesOfAllPairs) {
  for (const int depth : {0, 1, 7, 50, 300}) {
    for (const auto& [rows, cols] : {std::pair{1, 1}, {3, 8}, {4, 9}, {13, 17}, {8, 31}}) {
      const Matrix a = randomMatrix(rows, depth, 1);
      const Matrix b = randomMatrix(cols, depth, 2);
      Matrix out(rows, cols, -1.0);
      linalg::squaredDistances(a, b, out);
      for (int i = 0; i < rows; ++i) {
        for (int j = 0; j < cols; ++j) {
          const double expected = linalg::squaredDistance(a.row(i), b.row(j));
          EXPECT_NEAR(out(i, j), expected, 1e-14 * (1.0 + expected)) << depth << ' ' << i << ' ' << j;
          // The same whatever stands beside it.
          Matrix alone(1, 1);
          linalg::squaredDistances(a.view().rowRange(i, 1), b.view().rowRange(j, 1), alone);
          EXPECT_EQ(out(i, j), alone(0, 0));
        }
      }
    }
  }
  Matrix wrong(2, 2);
  EXPECT_THROW(linalg::squaredDistances(wrong, Matrix(3, 2), wrong), Error);
}

TEST(Linalg, ExponentialByEigenvectors) {
  Workspace ws;
  for (const int n : {1, 2, 5, 17, 50}) {
    for (const double norm : {0.0, 1e-9, 1e-3, 0.01, 0.1, 0.3, 0.7, 5.0, 30.0}) {
      Matrix g = randomMatrix(n, n, 3);
      double squares = 0.0;
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j < i; ++j) g(i, j) = g(j, i);
      }
      for (const double v : g.values()) squares += v * v;
      for (double& v : g.values()) v *= norm / std::sqrt(squares);
      std::vector<double> values(n);
      Matrix vectors(n, n);
      ASSERT_TRUE(linalg::eigenSymmetric(g, values, vectors, ws));
      Matrix scaled = vectors;
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) scaled(i, j) *= std::exp(values[j]);
      }
      Matrix b = randomMatrix(3, n, 4);
      const Matrix expected = product(b, product(scaled, transposed(vectors)));
      ASSERT_TRUE(linalg::multiplyByExponential(b, g, ws));
      const double largest = std::exp(values.back());
      for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < n; ++j) EXPECT_NEAR(b(i, j), expected(i, j), 2e-14 * std::max(1.0, largest) * (1 + norm));
      }
    }
  }
  Matrix b(1, 1, 2.0);
  EXPECT_FALSE(linalg::multiplyByExponential(b, Matrix(1, 1, std::numeric_limits<double>::infinity()), ws));
  EXPECT_FALSE(linalg::multiplyByExponential(b, Matrix(1, 1, 800.0), ws));
  EXPECT_EQ(b(0, 0), 2.0);
}

/// |m v - v diag(values)| and |v^T v - 1| below a few roundings, whatever the matrix.
TEST(Linalg, EigenvectorsOfAwkwardMatrices) {
  Workspace ws;
  Rng rng(12);
  const auto check = [&](const Matrix& m, const std::string& name) {
    SCOPED_TRACE(name);
    const int n = m.rows();
    std::vector<double> values(n);
    Matrix vectors(n, n);
    ASSERT_TRUE(linalg::eigenSymmetric(m, values, vectors, ws)) << name;
    double size = 0.0;
    for (const double v : values) size = std::max(size, std::abs(v));
    EXPECT_TRUE(std::ranges::is_sorted(values)) << name;
    Matrix expected = vectors;
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) expected(i, j) *= values[j];
    }
    expectNear(product(m, vectors), expected, 1e-14 * size);
    expectNear(product(transposed(vectors), vectors), Matrix::identity(n), 2e-14);
  };
  for (const int n : {1, 2, 3, 4, 5, 8, 13, 50, 67}) {
    const std::string of = " of " + std::to_string(n);
    const Matrix x = randomMatrix(n, n, n);
    check(product(x, transposed(x)), "definite" + of);
    Matrix m(n, n);
    check(m, "zero" + of);
    check(Matrix::identity(n), "identity" + of);
    for (int i = 0; i < n; ++i) m(i, i) = rng.normal();
    check(m, "diagonal" + of);
    for (int i = 0; i + 1 < n; ++i) m(i, i + 1) = m(i + 1, i) = i % 3 == 0 ? 0.0 : rng.normal();
    check(m, "tridiagonal" + of);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) m(i, j) = 1.0;
    }
    check(m, "one vector" + of);
    for (int i = 0; i < n; ++i) m(i, i) = -1.0;  // no diagonal to divide by after the shift
    check(m, "equal values" + of);
    for (const double base : {10.0, 0.1}) {  // graded, either way round
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j <= i; ++j) m(i, j) = m(j, i) = rng.normal() * std::pow(base, 14.0 * (i + j) / (2.0 * n));
      }
      check(m, "graded" + of);
    }
    for (const double scale : {1e-300, 1e-160, 1e150, 1e300}) {
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j <= i; ++j) m(i, j) = m(j, i) = scale * rng.normal();
      }
      check(m, "of size " + std::to_string(std::log10(scale)) + of);
    }
  }
  Matrix m(2, 2, std::numeric_limits<double>::quiet_NaN());
  std::vector<double> values(2);
  EXPECT_FALSE(linalg::eigenSymmetric(m, values, m, ws));
}

}  // namespace
}  // namespace tandem
