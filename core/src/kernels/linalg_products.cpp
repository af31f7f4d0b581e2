// SPDX-License-Identifier: Apache-2.0
// Products of views. Every element of a result is one chain of multiply-adds in the order of the inner index, whatever
// block it falls into, so that a row of a batch has the same bits in every batch. (A general-purpose GEMM does not
// guarantee that: its edge blocks sum in another order or without fused multiply-add.)
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/wide.h"
#include "kernels/product_kernels.h"
#include "tandem/error.h"
#include "tandem/linalg.h"
#include "tandem/simd.h"

namespace tandem::linalg {

namespace {

void require(bool ok, const char* what) {
  if (!ok) throw Error(std::string("linalg::") + what + ": the sizes of the arguments do not fit.");
}

/// out = a b with the widest vectors there are.
void widestProduct(Left a, int rows, int depth, ConstMatView b, MatView out) {
  if (const wide::Kernels* const kernels = wide::kernels()) {
    kernels->product(a.data, a.rowStep, a.depthStep, rows, depth, b, out);
  } else {
    product(a, rows, depth, b, out);
  }
}

}  // namespace

void multiply(ConstMatView a, ConstMatView b, MatView out) {
  require(a.cols == b.rows && out.rows == a.rows && out.cols == b.cols, "multiply");
  widestProduct({a.data, a.stride, 1}, a.rows, a.cols, b, out);
}

void transposedMultiply(ConstMatView a, ConstMatView b, MatView out) {
  require(a.rows == b.rows && out.rows == a.cols && out.cols == b.cols, "transposedMultiply");
  widestProduct({a.data, 1, a.stride}, a.cols, a.rows, b, out);
}

void multiplyTransposed(ConstMatView a, ConstMatView b, MatView out) {
  require(a.cols == b.cols && out.rows == a.rows && out.cols == b.rows, "multiplyTransposed");
  if (const wide::Kernels* const kernels = wide::kernels()) {
    kernels->productTransposed(a, b, out);
  } else {
    productTransposed(a, b, out);
  }
}

void multiply(ConstMatView m, std::span<const double> v, std::span<double> out) {
  require(isize(v) == m.cols && isize(out) == m.rows, "multiply");
  for (int i = 0; i < m.rows; ++i) out[i] = dot(m.row(i), v);
}

void transposedMultiply(ConstMatView m, std::span<const double> v, std::span<double> out) {
  require(isize(v) == m.rows && isize(out) == m.cols, "transposedMultiply");
  widestProduct({v.data(), 0, 1}, 1, m.rows, m, {out.data(), 1, m.cols});
}

namespace {

/// Sum of term(i) for vectors and single elements, in a fixed order: four running sums, then the rest.
template <typename F, typename G>
double reduce(std::size_t n, F&& vectorTerm, G&& scalarTerm) {
  Vec sum[4] = {Vec(0.0), Vec(0.0), Vec(0.0), Vec(0.0)};
  constexpr std::size_t kBlock = 4 * Vec::size;
  std::size_t i = 0;
  for (; i + kBlock <= n; i += kBlock) {
    for (std::size_t v = 0; v < 4; ++v) sum[v] = vectorTerm(i + v * kWidth, sum[v]);
  }
  for (; i + kWidth <= n; i += kWidth) sum[0] = vectorTerm(i, sum[0]);
  double total = simd::sum((sum[0] + sum[1]) + (sum[2] + sum[3]));
  for (; i < n; ++i) total = scalarTerm(i, total);
  return total;
}

}  // namespace

double dot(std::span<const double> a, std::span<const double> b) {
  require(a.size() == b.size(), "dot");
  return reduce(
      a.size(), [&](std::size_t i, Vec s) { return simd::mulAdd(simd::load(&a[i]), simd::load(&b[i]), s); },
      [&](std::size_t i, double s) { return simd::mulAdd(a[i], b[i], s); });
}

double norm(std::span<const double> a) {
  return std::sqrt(dot(a, a));
}

double squaredDistance(std::span<const double> a, std::span<const double> b) {
  require(a.size() == b.size(), "squaredDistance");
  return reduce(
      a.size(),
      [&](std::size_t i, Vec s) {
        const Vec d = simd::load(&a[i]) - simd::load(&b[i]);
        return simd::mulAdd(d, d, s);
      },
      [&](std::size_t i, double s) { return simd::mulAdd(a[i] - b[i], a[i] - b[i], s); });
}

void meanAndCovariance(ConstMatView points, std::span<double> mean, MatView covariance) {
  const int n = points.rows;
  const int d = points.cols;
  require(isize(mean) == d, "meanAndCovariance");
  std::fill(mean.begin(), mean.end(), 0.0);
  for (int i = 0; i < n; ++i) {
    const std::span<const double> x = points.row(i);
    for (std::size_t j = 0; j < mean.size(); ++j) mean[j] += x[j];
  }
  for (double& m : mean) m /= n > 0 ? n : 1;
  if (covariance.rows == 0) return;
  require(covariance.rows == d && covariance.cols == d, "meanAndCovariance");
  for (int j = 0; j < d; ++j) std::fill_n(covariance.data + j * covariance.stride, d, 0.0);
  for (int i = 0; i < n; ++i) {
    const double* x = points.data + i * points.stride;
    for (int j = 0; j < d; ++j) {
      const double deviation = x[j] - mean[j];
      double* row = covariance.data + j * covariance.stride;
      for (int k = j; k < d; ++k) row[k] += deviation * (x[k] - mean[k]);
    }
  }
  const double divisor = n > 1 ? n - 1 : 1;
  for (int j = 0; j < d; ++j) {
    for (int k = j; k < d; ++k) {
      const double value = covariance(j, k) / divisor;
      covariance(j, k) = value;
      covariance(k, j) = value;
    }
  }
}

}  // namespace tandem::linalg
