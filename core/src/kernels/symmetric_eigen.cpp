// SPDX-License-Identifier: Apache-2.0
// Eigenvalues and eigenvectors of a symmetric matrix for sizes of search spaces, where one decomposition per generation
// is most of the cost of an evolution strategy. Householder's tridiagonal form by whole rows, then implicit QL in the
// square-root-free form of Pal, Walker and Kahan (Parlett, The symmetric eigenvalue problem, 8.15): from one rotation
// to the next there is one division, and while it waits for that, the processor rotates the vectors by the
// last sweep, whose sines and cosines are square roots taken separately, a vector at a time.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <utility>

#include "base/wide.h"
#include "kernels/eigen_kernels.h"
#include "tandem/error.h"
#include "tandem/linalg.h"
#include "tandem/simd.h"

namespace tandem::linalg {

namespace {

using Lanes = std::make_integer_sequence<int, kWidth>;

/// Rows of scale m by its lower triangle.
template <int... lane>
void symmetrise(int n, int stride, ConstMatView m, double scale, double* a, std::integer_sequence<int, lane...>) {
  for (int i = 0; i < n; ++i) {
    double* const row = a + std::ptrdiff_t{i} * stride;
    for (int j = 0; j <= i; ++j) row[j] = scale * m(i, j);
    int j = i + 1;
    for (; j + kWidth <= n; j += kWidth) simd::store(row + j, Vec(scale) * Vec({m(j + lane, i)...}));
    for (; j < n; ++j) row[j] = scale * m(j, i);
    std::fill(row + n, row + stride, 0.0);
  }
}

/// The rows in this order as columns of out.
template <int... lane>
void transposeRows(int n, int stride, const double* rows, std::span<const int> order, MatView out,
                   std::integer_sequence<int, lane...>) {
  const auto row = [&](int k) { return rows + std::ptrdiff_t{order[k]} * stride; };
  int k = 0;
  for (; k + kWidth <= n; k += kWidth) {
    const double* const from[] = {row(k + lane)...};
    for (int i = 0; i < n; ++i) simd::store(&out(i, k), Vec({from[lane][i]...}));
  }
  for (; k < n; ++k) {
    for (int i = 0; i < n; ++i) out(i, k) = row(k)[i];
  }
}

}  // namespace

bool eigenSymmetric(ConstMatView m, std::span<double> values, MatView vectors, Workspace& ws) {
  if (m.rows != m.cols || isize(values) != m.rows || vectors.rows != m.rows || vectors.cols != m.rows) {
    throw Error("linalg::eigenSymmetric: the sizes of the arguments do not fit.");
  }
  const int n = m.rows;
  if (n == 0) return true;
  Workspace::Frame frame(ws);
  double largest = 0.0;
  for (int i = 0; i < n; ++i) {
    const double* const row = m.data + i * m.stride;
    Vec most(0.0);
    Vec nothing(0.0);  // zero unless there is an infinity or NaN
    int j = 0;
    for (; j + kWidth <= n; j += kWidth) {
      const Vec x = simd::load(row + j);
      most = xsimd::max(simd::abs(x), most);
      nothing = simd::mulAdd(x, Vec(0.0), nothing);
    }
    double all = simd::sum(nothing);
    for (; j < n; ++j) {
      largest = std::max(largest, std::abs(row[j]));
      all += 0.0 * row[j];
    }
    if (!(all == 0.0)) return false;
    double lanes[kWidth];
    simd::store(lanes, most);
    for (const double x : lanes) largest = std::max(largest, x);
  }
  // Squares of scaled elements neither overflow nor lose anything significant.
  int exponent = 0;
  if (largest > 0.0) std::frexp(largest, &exponent);
  exponent = std::max(exponent, -1000);
  const double scale = std::ldexp(1.0, -exponent);
  const wide::Kernels* const kernels = wide::kernels();
  const int width = kernels != nullptr ? wide::kWidth : kWidth;
  const int stride = (n + width - 1) / width * width;
  double* const a = frame.matrix(n, stride).data;
  symmetrise(n, stride, m, scale, a, Lanes());
  const std::span<double> d = frame.doubles(n);
  const std::span<double> e = frame.doubles(n);
  double* const rows = frame.matrix(n, stride).data;
  double* const scratch = frame.doubles(decompositionScratch(n, stride)).data();
  const auto decompose = kernels != nullptr ? kernels->decomposeSymmetric : decomposeSymmetric;
  if (!decompose(n, stride, a, d.data(), e.data(), rows, scratch)) return false;
  const std::span<int> order = frame.ints(n);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, [&](int i, int j) { return d[i] < d[j] || (d[i] == d[j] && i < j); });
  for (int k = 0; k < n; ++k) values[k] = std::ldexp(d[order[k]], exponent);
  transposeRows(n, stride, rows, order, vectors, Lanes());
  return true;
}

}  // namespace tandem::linalg
