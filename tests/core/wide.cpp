// SPDX-License-Identifier: Apache-2.0
// Kernels for AVX-512 give the bits of the narrow ones. Skipped where the processor or the build does not have them.
#include "base/wide.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "base/rng_kernels.h"
#include "base/vmath_kernels.h"
#include "kernels/product_kernels.h"
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
