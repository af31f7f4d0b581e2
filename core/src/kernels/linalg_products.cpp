// SPDX-License-Identifier: Apache-2.0
// Products of views. Every element of a result is one chain of multiply-adds in the order of the inner index, whatever
// block it falls into, so that a row of a batch has the same bits in every batch. (A general-purpose GEMM does not
// guarantee that: its edge blocks sum in another order or without fused multiply-add.)
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "tandem/error.h"
#include "tandem/linalg.h"
#include "tandem/simd.h"

namespace tandem::linalg {

namespace {

using simd::kWidth;
using simd::Vec;
constexpr std::ptrdiff_t kStep = kWidth;  // as an offset of pointers

/// Left factor: element (i, k) at data[i * rowStep + k * depthStep].
struct Left {
  const double* data;
  std::ptrdiff_t rowStep;
  std::ptrdiff_t depthStep;
};
/// Right factor and result: rows of contiguous columns.
struct Panel {
  const double* data;
  std::ptrdiff_t stride;
};
struct Target {
  double* data;
  std::ptrdiff_t stride;
};

/// R x (V vectors) block of the result, kept in registers.
template <int R, int V>
void block(Left a, Panel b, int depth, Target out, bool accumulate) {
  Vec sum[R][V];
  for (int r = 0; r < R; ++r) {
    for (int v = 0; v < V; ++v) {
      sum[r][v] = accumulate ? simd::load(out.data + r * out.stride + v * kStep) : Vec(0.0);
    }
  }
  for (int k = 0; k < depth; ++k) {
    const double* row = b.data + k * b.stride;
    Vec right[V];
    for (int v = 0; v < V; ++v) right[v] = simd::load(row + v * kStep);
    for (int r = 0; r < R; ++r) {
      const Vec left(a.data[r * a.rowStep + k * a.depthStep]);
      for (int v = 0; v < V; ++v) sum[r][v] = simd::mulAdd(left, right[v], sum[r][v]);
    }
  }
  for (int r = 0; r < R; ++r) {
    for (int v = 0; v < V; ++v) simd::store(out.data + r * out.stride + v * kStep, sum[r][v]);
  }
}

/// One column of R rows, for the columns that do not fill a vector; R chains side by side hide each other's latency.
template <int R>
void columnOfRows(Left a, Panel b, int depth, Target out, bool accumulate) {
  double sum[R];
  for (int r = 0; r < R; ++r) sum[r] = accumulate ? out.data[r * out.stride] : 0.0;
  for (int k = 0; k < depth; ++k) {
    const double right = b.data[k * b.stride];
    for (int r = 0; r < R; ++r) {
      sum[r] = simd::mulAdd(a.data[r * a.rowStep + k * a.depthStep], right, sum[r]);
    }
  }
  for (int r = 0; r < R; ++r) out.data[r * out.stride] = sum[r];
}

void column(Left a, int rows, Panel b, int depth, Target out, bool accumulate) {
  int i = 0;
  const auto rest = [&] { return Left{a.data + i * a.rowStep, a.rowStep, a.depthStep}; };
  const auto target = [&] { return Target{out.data + i * out.stride, out.stride}; };
  for (; i + 8 <= rows; i += 8) columnOfRows<8>(rest(), b, depth, target(), accumulate);
  for (; i < rows; ++i) columnOfRows<1>(rest(), b, depth, target(), accumulate);
}

template <int V>
void blocksOfRows(Left a, int rows, Panel b, int depth, Target out, bool accumulate) {
  int i = 0;
  for (; i + 4 <= rows; i += 4) {
    block<4, V>({a.data + i * a.rowStep, a.rowStep, a.depthStep}, b, depth, {out.data + i * out.stride, out.stride},
                accumulate);
  }
  const Left rest{a.data + i * a.rowStep, a.rowStep, a.depthStep};
  const Target end{out.data + i * out.stride, out.stride};
  if (rows - i == 3) block<3, V>(rest, b, depth, end, accumulate);
  if (rows - i == 2) block<2, V>(rest, b, depth, end, accumulate);
  if (rows - i == 1) block<1, V>(rest, b, depth, end, accumulate);
}

constexpr int kPanelColumns = 3 * kWidth;
constexpr int kDepth = 256;  // a panel of this depth stays in the first-level cache

/// All columns [0, cols) of the panel for one slice of the inner index.
void slice(Left a, int rows, Panel b, int cols, int depth, Target out, bool accumulate) {
  int j = 0;
  for (; j + kPanelColumns <= cols; j += kPanelColumns) {
    blocksOfRows<3>(a, rows, {b.data + j, b.stride}, depth, {out.data + j, out.stride}, accumulate);
  }
  for (; j + kWidth <= cols; j += kWidth) {
    blocksOfRows<1>(a, rows, {b.data + j, b.stride}, depth, {out.data + j, out.stride}, accumulate);
  }
  for (; j < cols; ++j) column(a, rows, {b.data + j, b.stride}, depth, {out.data + j, out.stride}, accumulate);
}

void product(Left a, int rows, int depth, ConstMatView b, MatView out) {
  if (depth == 0) {
    for (int i = 0; i < rows; ++i) std::fill_n(out.data + i * out.stride, out.cols, 0.0);
  }
  for (int k = 0; k < depth; k += kDepth) {
    slice({a.data + k * a.depthStep, a.rowStep, a.depthStep}, rows, {b.data + k * b.stride, b.stride}, out.cols,
          std::min(kDepth, depth - k), {out.data, out.stride}, k > 0);
  }
}

void require(bool ok, const char* what) {
  if (!ok) throw Error(std::string("linalg::") + what + ": the sizes of the arguments do not fit.");
}

}  // namespace

void multiply(ConstMatView a, ConstMatView b, MatView out) {
  require(a.cols == b.rows && out.rows == a.rows && out.cols == b.cols, "multiply");
  product({a.data, a.stride, 1}, a.rows, a.cols, b, out);
}

void transposedMultiply(ConstMatView a, ConstMatView b, MatView out) {
  require(a.rows == b.rows && out.rows == a.cols && out.cols == b.cols, "transposedMultiply");
  product({a.data, 1, a.stride}, a.cols, a.rows, b, out);
}

void multiplyTransposed(ConstMatView a, ConstMatView b, MatView out) {
  require(a.cols == b.cols && out.rows == a.rows && out.cols == b.rows, "multiplyTransposed");
  if (a.cols == 0) {
    for (int i = 0; i < a.rows; ++i) std::fill_n(out.data + i * out.stride, out.cols, 0.0);
  }
  // Some columns of b^T at a time are copied to where the kernel can read them row by row.
  alignas(64) double packed[kDepth * kPanelColumns];
  for (int k = 0; k < a.cols; k += kDepth) {
    const int depth = std::min(kDepth, a.cols - k);
    for (int j = 0; j < b.rows; j += kPanelColumns) {
      const int cols = std::min(kPanelColumns, b.rows - j);
      for (int c = 0; c < cols; ++c) {
        const double* from = b.data + (j + c) * b.stride + k;
        for (int d = 0; d < depth; ++d) packed[d * kPanelColumns + c] = from[d];
      }
      slice({a.data + k, a.stride, 1}, a.rows, {packed, kPanelColumns}, cols, depth, {out.data + j, out.stride}, k > 0);
    }
  }
}

void multiply(ConstMatView m, std::span<const double> v, std::span<double> out) {
  require(isize(v) == m.cols && isize(out) == m.rows, "multiply");
  for (int i = 0; i < m.rows; ++i) out[i] = dot(m.row(i), v);
}

void transposedMultiply(ConstMatView m, std::span<const double> v, std::span<double> out) {
  require(isize(v) == m.rows && isize(out) == m.cols, "transposedMultiply");
  product({v.data(), 0, 1}, 1, m.rows, m, {out.data(), 1, m.cols});
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
