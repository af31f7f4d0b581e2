// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>

#include "tandem/matrix.h"
#include "tandem/simd.h"

/// The kernels of products of matrices, for the vectors of the instruction set that the including file is compiled for
/// (base/wide.h). Every element of a result is one chain of multiply-adds in the order of the inner index, whatever
/// block it falls into and however wide the vectors are.
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

/// V vectors of columns, R rows at a time: enough chains side by side to hide each other's latency.
template <int R, int V>
void blocksOfRows(Left a, int rows, Panel b, int depth, Target out, bool accumulate) {
  int i = 0;
  const auto rest = [&] { return Left{a.data + i * a.rowStep, a.rowStep, a.depthStep}; };
  const auto target = [&] { return Target{out.data + i * out.stride, out.stride}; };
  for (; i + R <= rows; i += R) block<R, V>(rest(), b, depth, target(), accumulate);
  if constexpr (R > 1) {
    if (i < rows) blocksOfRows<R / 2, V>(rest(), rows - i, b, depth, target(), accumulate);
  }
}

constexpr int kPanelColumns = 3 * kWidth;
constexpr int kDepth = 256;  // a panel of this depth stays in the first-level cache

/// All columns [0, cols) of the panel for one slice of the inner index; `only`: there is no other slice.
void slice(Left a, int rows, Panel b, int cols, int depth, Target out, bool accumulate, bool only) {
  int j = 0;
  for (; j + kPanelColumns <= cols; j += kPanelColumns) {
    blocksOfRows<4, 3>(a, rows, {b.data + j, b.stride}, depth, {out.data + j, out.stride}, accumulate);
  }
  if (j + 2 * kWidth <= cols) {
    blocksOfRows<4, 2>(a, rows, {b.data + j, b.stride}, depth, {out.data + j, out.stride}, accumulate);
    j += 2 * kWidth;
  }
  if (j + kWidth <= cols) {
    blocksOfRows<8, 1>(a, rows, {b.data + j, b.stride}, depth, {out.data + j, out.stride}, accumulate);
    j += kWidth;
  }
  if (j < cols && cols >= kWidth && only) {  // computed twice where the last vector overlaps, with the same bits
    j = cols - kWidth;
    blocksOfRows<8, 1>(a, rows, {b.data + j, b.stride}, depth, {out.data + j, out.stride}, accumulate);
    return;
  }
  for (; j < cols; ++j) column(a, rows, {b.data + j, b.stride}, depth, {out.data + j, out.stride}, accumulate);
}

void product(Left a, int rows, int depth, ConstMatView b, MatView out) {
  if (depth == 0) {
    for (int i = 0; i < rows; ++i) std::fill_n(out.data + i * out.stride, out.cols, 0.0);
  }
  for (int k = 0; k < depth; k += kDepth) {
    slice({a.data + k * a.depthStep, a.rowStep, a.depthStep}, rows, {b.data + k * b.stride, b.stride}, out.cols,
          std::min(kDepth, depth - k), {out.data, out.stride}, k > 0, depth <= kDepth);
  }
}

/// `depth` elements each of `rows` rows from `from` on, as columns of the panel. Lane by lane: a loop over single
/// elements becomes scattered stores, which are slow.
template <int... lane>
void packColumns(const double* from, std::ptrdiff_t stride, int rows, int depth, double* packed,
                 std::integer_sequence<int, lane...>) {
  int c = 0;
  for (; c + kWidth <= rows; c += kWidth) {
    const double* const at = from + c * stride;
    for (int d = 0; d < depth; ++d)
      simd::store(packed + std::ptrdiff_t{d} * kPanelColumns + c, Vec({at[lane * stride + d]...}));
  }
  for (; c < rows; ++c) {
    for (int d = 0; d < depth; ++d) packed[d * kPanelColumns + c] = from[c * stride + d];
  }
}

void productTransposed(ConstMatView a, ConstMatView b, MatView out) {
  if (a.cols == 0) {
    for (int i = 0; i < a.rows; ++i) std::fill_n(out.data + i * out.stride, out.cols, 0.0);
  }
  // Some columns of b^T at a time are copied to where the kernel can read them row by row.
  alignas(64) double packed[kDepth * kPanelColumns];
  const bool only = a.cols <= kDepth;
  for (int k = 0; k < a.cols; k += kDepth) {
    const int depth = std::min(kDepth, a.cols - k);
    for (int j = 0; j < b.rows; j += kPanelColumns) {
      int first = j;
      int cols = std::min(kPanelColumns, b.rows - j);
      const int whole = (cols + kWidth - 1) / kWidth * kWidth;
      if (only && whole <= b.rows) {  // whole vectors, those of the last panel overlapping, as in slice()
        first = std::min(j, b.rows - whole);
        cols = whole;
      }
      packColumns(b.data + first * b.stride + k, b.stride, cols, depth, packed,
                  std::make_integer_sequence<int, kWidth>());
      slice({a.data + k, a.stride, 1}, a.rows, {packed, kPanelColumns}, cols, depth, {out.data + first, out.stride},
            k > 0, only);
    }
  }
}

}  // namespace

}  // namespace tandem::linalg
