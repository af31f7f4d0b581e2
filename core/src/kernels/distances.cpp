// SPDX-License-Identifier: Apache-2.0
#include "tandem/distances.h"

#include <algorithm>
#include <cstddef>

#include "tandem/error.h"
#include "tandem/simd.h"

namespace tandem::linalg {

namespace {

using simd::kWidth;
using simd::Vec;

constexpr int kVectors = 2;
constexpr int kPanel = kVectors * kWidth;                // rows of b side by side
constexpr int kDepth = 256;                              // coordinates of a panel at a time
constexpr std::ptrdiff_t kStep = kWidth, kRow = kPanel;  // as offsets of pointers

/// Rows [0, R) of a against a packed panel; sums continue from `out` if `more`.
template <int R>
void block(ConstMatView a, const double* panel, int depth, MatView out, bool more) {
  Vec sum[R][kVectors];
  for (int r = 0; r < R; ++r) {
    for (int v = 0; v < kVectors; ++v) {
      sum[r][v] = more ? simd::load(out.data + r * out.stride + v * kStep) : Vec(0.0);
    }
  }
  for (int k = 0; k < depth; ++k) {
    Vec right[kVectors];
    for (int v = 0; v < kVectors; ++v) right[v] = simd::load(panel + k * kRow + v * kStep);
    for (int r = 0; r < R; ++r) {
      const Vec left(a.data[r * a.stride + k]);
      for (int v = 0; v < kVectors; ++v) {
        const Vec d = left - right[v];
        sum[r][v] = simd::mulAdd(d, d, sum[r][v]);
      }
    }
  }
  for (int r = 0; r < R; ++r) {
    for (int v = 0; v < kVectors; ++v) simd::store(out.data + r * out.stride + v * kStep, sum[r][v]);
  }
}

}  // namespace

void squaredDistances(ConstMatView a, ConstMatView b, MatView out) {
  if (a.cols != b.cols || out.rows != a.rows || out.cols != b.rows) {
    throw Error("linalg::squaredDistances: the sizes of the arguments do not fit.");
  }
  if (a.cols == 0) {
    for (int i = 0; i < a.rows; ++i) std::ranges::fill(out.row(i), 0.0);
  }
  alignas(64) double packed[kDepth * kPanel];
  alignas(64) double edge[4 * kPanel];  // results of a panel that is wider than what is left of `out`
  for (int j = 0; j < b.rows; j += kPanel) {
    const int width = std::min(kPanel, b.rows - j);
    for (int k = 0; k < a.cols; k += kDepth) {
      const int depth = std::min(kDepth, a.cols - k);
      for (int c = 0; c < kPanel; ++c) {
        const double* from = b.data + (j + std::min(c, width - 1)) * b.stride + k;
        for (int d = 0; d < depth; ++d) packed[d * kPanel + c] = from[d];
      }
      for (int i = 0; i < a.rows; i += 4) {
        const int rows = std::min(4, a.rows - i);
        const ConstMatView left{a.data + i * a.stride + k, rows, depth, a.stride};
        const MatView target{out.data + i * out.stride + j, rows, width, out.stride};
        const bool direct = width == kPanel;
        const MatView to = direct ? target : MatView{edge, rows, kPanel};
        if (!direct && k > 0) {
          for (int r = 0; r < rows; ++r) std::ranges::copy(target.row(r), edge + r * kRow);
        }
        if (rows == 4) {
          block<4>(left, packed, depth, to, k > 0);
        } else {
          for (int r = 0; r < rows; ++r) {
            block<1>({left.data + r * left.stride, 1, depth, left.stride}, packed, depth, to.rowRange(r, 1), k > 0);
          }
        }
        if (direct) continue;
        for (int r = 0; r < rows; ++r) std::copy_n(edge + r * kRow, width, target.row(r).begin());
      }
    }
  }
}

}  // namespace tandem::linalg
