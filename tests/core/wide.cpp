// SPDX-License-Identifier: Apache-2.0
// Kernels for AVX-512 give the bits of the narrow ones. Skipped where the processor or the build does not have them.
#include "base/wide.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "base/rng_kernels.h"
#include "base/vmath_kernels.h"
#include "kernels/eigen_kernels.h"
#include "kernels/product_kernels.h"
#include "run/bounds_kernels.h"
#include "support/same_bits.h"
#include "tandem/rng.h"

namespace tandem {
namespace {

class Wide : public ::testing::Test {
 protected:
  void SetUp() override {
    if (kernels_ == nullptr) GTEST_SKIP() << "no AVX-512 here";
  }
  const wide::Kernels* const kernels_ = wide::kernels();
};

TEST_F(Wide, ProductsOfManyShapes) {
  Rng rng(3);
  for (const int rows : {1, 2, 3, 4, 7, 8, 13, 50}) {
    for (const int depth : {0, 1, 5, 50, 256, 300, 700}) {
      for (const int cols : {1, 2, 3, 4, 7, 8, 9, 12, 23, 24, 25, 50}) {
        Matrix a(rows, depth);
        Matrix b(depth, cols);
        Matrix transposed(cols, depth);
        rng.fillNormal(a.values());
        rng.fillNormal(b.values());
        for (int i = 0; i < depth; ++i) {
          for (int j = 0; j < cols; ++j) transposed(j, i) = b(i, j);
        }
        Matrix narrow(rows, cols, 7.0);
        Matrix wide(rows, cols, 8.0);
        linalg::product({a.view().data, depth, 1}, rows, depth, b, narrow);
        kernels_->product(a.view().data, depth, 1, rows, depth, b, wide);
        expectSameBits(narrow.values(), wide.values());
        linalg::productTransposed(a, transposed, narrow);
        expectSameBits(narrow.values(), wide.values());
        kernels_->productTransposed(a, transposed, wide);
        expectSameBits(narrow.values(), wide.values());
        if (HasFailure()) FAIL() << rows << " x " << depth << " x " << cols;
      }
    }
  }
}

/// Decomposes m, whose largest element is about 1, with vectors of this width.
template <typename F>
std::vector<double> decomposed(const Matrix& m, int width, F&& decompose) {
  const int n = m.rows();
  const int stride = (n + width - 1) / width * width;
  const auto rows = [&] { return std::vector<double>(std::size_t{1} * n * stride); };
  std::vector<double> a = rows();
  std::vector<double> vectors = rows();
  for (int i = 0; i < n; ++i) std::ranges::copy(m.row(i), a.begin() + std::ptrdiff_t{i} * stride);
  std::vector<double> d(n);
  std::vector<double> e(n);
  std::vector<double> scratch(linalg::decompositionScratch(n, stride));
  EXPECT_TRUE(decompose(n, stride, a.data(), d.data(), e.data(), vectors.data(), scratch.data()));
  for (int i = 0; i < n; ++i) {
    const auto row = vectors.begin() + std::ptrdiff_t{i} * stride;
    d.insert(d.end(), row, row + n);
  }
  return d;
}

TEST_F(Wide, Decompositions) {
  Rng rng(6);
  const auto compare = [&](const Matrix& m, const std::string& name) {
    SCOPED_TRACE(name + " of " + std::to_string(m.rows()));
    expectSameBits(decomposed(m, simd::kWidth, linalg::decomposeSymmetric),
                   decomposed(m, wide::kWidth, kernels_->decomposeSymmetric));
  };
  for (int n = 1; n <= 120; ++n) {
    Matrix m(n, n);
    compare(m, "zero");
    compare(Matrix::identity(n), "identity");
    for (int i = 0; i < n; ++i) m(i, i) = rng.normal();
    compare(m, "diagonal");
    for (int i = 0; i + 1 < n; ++i) m(i, i + 1) = m(i + 1, i) = i % 3 == 0 ? 0.0 : rng.normal();
    compare(m, "tridiagonal");
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j <= i; ++j) m(i, j) = m(j, i) = rng.normal();
    }
    compare(m, "random");
    for (int i = 0; i < n; ++i) m(i, n / 2) = m(n / 2, i) = i == n / 2 ? 1.0 : 0.0;  // no coupling in the middle
    compare(m, "two blocks");
    for (const bool fromTop : {true, false}) {  // down to products that underflow
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j <= i; ++j) {
          const int small = fromTop ? i + j : 2 * n - 2 - i - j;
          m(i, j) = m(j, i) = rng.normal() * std::pow(10.0, -150.0 * small / n);
        }
      }
      compare(m, "graded");
    }
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) m(i, j) = i == j ? -1.0 : 1.0;
    }
    compare(m, "equal values");
    if (HasFailure()) return;
  }
}

TEST_F(Wide, RandomNumbers) {
  Rng rng(4);
  std::vector<std::uint64_t> state(32);
  rng.fill(state);
  std::vector<std::uint64_t> other = state;
  std::vector<std::uint64_t> narrowWords(80000);
  std::vector<std::uint64_t> wideWords(narrowWords.size());
  generateWords(state.data(), narrowWords);
  kernels_->words(other.data(), wideWords);
  EXPECT_EQ(state, other);
  EXPECT_EQ(narrowWords, wideWords);

  narrowWords[0] = 0;  // the ends of the radii
  narrowWords[1] = std::numeric_limits<std::uint64_t>::max();
  std::vector<double> narrow(narrowWords.size());
  std::vector<double> wide(narrow.size());
  boxMuller(narrowWords.data(), narrow);
  kernels_->normals(narrowWords.data(), wide);
  expectSameBits(narrow, wide);
}

TEST_F(Wide, Bounds) {
  Rng rng(7);
  for (const bool bounded : {true, false}) {
    for (int n = 1; n < 40; ++n) {
      std::vector<double> x(n);
      std::vector<double> low(n);
      std::vector<double> high(n);
      for (int j = 0; j < n; ++j) {
        x[j] = rng.normal(0.5, 0.5);
        low[j] = rng.uniform(-3.0, 1.0);
        high[j] = low[j] + rng.uniform(0.0, 5.0);
      }
      for (const double last : {x[n - 1], std::numeric_limits<double>::quiet_NaN()}) {
        x[n - 1] = last;
        std::vector<double> narrow(n);
        std::vector<double> wide(n);
        const bool finite = toBounds(x.data(), low.data(), high.data(), bounded, n, narrow.data());
        EXPECT_EQ(finite, kernels_->toBounds(x.data(), low.data(), high.data(), bounded, n, wide.data()));
        EXPECT_EQ(finite, std::isfinite(last));
        expectSameBits(narrow, wide);
      }
    }
  }
}

TEST_F(Wide, Exponential) {
  Rng rng(5);
  for (const int size : {0, 1, 5, 8, 11, 20000}) {
    std::vector<double> in(size);
    for (double& x : in) x = rng.normal(0.0, 300.0);
    if (size > 8) {
      in[1] = std::numeric_limits<double>::infinity();
      in[2] = -in[1];
      in[3] = std::numeric_limits<double>::quiet_NaN();
    }
    std::vector<double> narrow(size);
    std::vector<double> wide(size);
    vmath::transform(in, narrow, [](simd::Vec v) { return simd::exp(v); });
    kernels_->exp(in, wide);
    expectSameBits(narrow, wide);
  }
}

}  // namespace
}  // namespace tandem
