// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

#include "tandem/simd.h"

/// Tridiagonal form and QL sweeps of eigenSymmetric(), for the vectors of the instruction set that the including file
/// is compiled for (base/wide.h). Rows hold whole vectors, the rest of the last one zeros.
///
/// Where the order of a sum shows in the bits, vectors of eight act as two vectors of four: an accumulator of eight
/// holds those of the even and of the odd vectors side by side, which are added last.
namespace tandem::linalg {

namespace {

using simd::kWidth;
using simd::Vec;
constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
// Squares, for a matrix whose largest element is about 1, of a negligible element and a negligible cosine.
constexpr double kNothing = 1e-60;
constexpr double kNoCosine = 1e-150;

constexpr int kHalf = kWidth < 4 ? kWidth : 4;  // of a sum's accumulators: see above
constexpr int kParts = 2 * kHalf / kWidth;

/// Small kernels are inlined by force: a call costs as much as their few vectors, and GCC deems them large.
#define TANDEM_INLINE [[gnu::always_inline]] inline

/// Rows of equal length, padded with zeros to whole vectors.
struct Rows {
  double* data;
  int stride;  // whole vectors
  int end;     // whole halves
  double* operator[](int i) const { return data + std::ptrdiff_t{i} * stride; }
};

/// R sums of products over the same columns.
template <int R>
struct Sums {
  Vec part[R][kParts];

  Sums() {
    for (auto& parts : part) {
      for (Vec& p : parts) p = Vec(0.0);
    }
  }
  /// a b, of a whole vector of columns or of half a vector of eight.
  void add(int r, int p, Vec a, Vec b, [[maybe_unused]] bool half) {
    Vec& sum = part[r][p];
#ifdef __AVX512F__
    sum = half ? Vec(_mm512_mask3_fmadd_pd(a, b, sum, 0x0f)) : simd::mulAdd(a, b, sum);
#else
    sum = simd::mulAdd(a, b, sum);
#endif
  }
  double total(int r) const {
#ifdef __AVX512F__
    double lanes[kHalf];
    const __m512d both = part[r][0];
    _mm256_storeu_pd(lanes, _mm256_add_pd(_mm512_castpd512_pd256(both), _mm512_extractf64x4_pd(both, 1)));
    return ((lanes[0] + lanes[1]) + lanes[2]) + lanes[3];
#else
    return simd::sum(part[r][0] + part[r][1]);
#endif
  }
};

/// f(column, part of a sum, whether only half the vector counts) for the vectors of the columns [first, end); end is a
/// multiple of kHalf.
template <typename F>
TANDEM_INLINE void forColumns(int first, int end, F&& f) {
  int j = first;
  for (; j + 2 * kHalf <= end; j += 2 * kHalf) {
    for (int p = 0; p < kParts; ++p) f(j + p * kWidth, p, std::false_type());
  }
  if (j < end) f(j, 0, std::true_type());
}

TANDEM_INLINE double dotFrom(const double* a, const double* b, int first, int end) {
  Sums<1> sum;
  forColumns(first, end, [&](int j, int p, auto half) { sum.add(0, p, simd::load(a + j), simd::load(b + j), half); });
  return sum.total(0);
}

/// w += row times by.
void addRow(const double* row, double by, int first, int end, double* w) {
  for (int j = first; j < end; j += kWidth) {
    simd::store(w + j, simd::mulAdd(Vec(by), simd::load(row + j), simd::load(w + j)));
  }
}

/// v w^T + w v^T, zero in columns before the first.
struct Outer {
  const double* v;
  const double* w;
  int first;
};

/// Subtracts the rows of an outer product from those of a.
TANDEM_INLINE void subtract(Rows a, int row, int endRow, const Outer& by, int end) {
  for (int i = row; i < endRow; ++i) {
    const Vec vi(-by.v[i]);
    const Vec wi(-by.w[i]);
    for (int j = by.first; j < end; j += kWidth) {
      double* const at = a[i] + j;
      simd::store(at, simd::mulAdd(vi, simd::load(by.w + j), simd::mulAdd(wi, simd::load(by.v + j), simd::load(at))));
    }
  }
}

/// The same for V vectors of columns from j on, and product = what is left, transposed, times next.
template <int V>
TANDEM_INLINE void subtractAndMultiply(Rows a, int row, int endRow, const Outer& by, const double* next, int j,
                                       double* product) {
  Vec v[V];
  Vec w[V];
  Vec sum[V];
  for (int c = 0; c < V; ++c) {
    v[c] = simd::load(by.v + j + c * std::ptrdiff_t{kWidth});
    w[c] = simd::load(by.w + j + c * std::ptrdiff_t{kWidth});
    sum[c] = Vec(0.0);
  }
  for (int i = row; i < endRow; ++i) {
    const Vec vi(by.v[i]);
    const Vec wi(by.w[i]);
    const Vec ni(next[i]);
    double* const at = a[i] + j;
    for (int c = 0; c < V; ++c) {
      const Vec left = simd::subMul(vi, w[c], simd::subMul(wi, v[c], simd::load(at + c * std::ptrdiff_t{kWidth})));
      simd::store(at + c * std::ptrdiff_t{kWidth}, left);
      sum[c] = simd::mulAdd(ni, left, sum[c]);
    }
  }
  for (int c = 0; c < V; ++c) simd::store(product + j + c * std::ptrdiff_t{kWidth}, sum[c]);
}
TANDEM_INLINE void subtractAndMultiply(Rows a, int row, int endRow, const Outer& by, const double* next, int end,
                                       double* product) {
  int j = by.first;
  for (; j + 4 * kWidth <= end; j += 4 * kWidth) subtractAndMultiply<4>(a, row, endRow, by, next, j, product);
  if (j + 2 * kWidth <= end) {
    subtractAndMultiply<2>(a, row, endRow, by, next, j, product);
    j += 2 * kWidth;
  }
  if (j < end) subtractAndMultiply<1>(a, row, endRow, by, next, j, product);
}

/// The vectors v and the factors beta of reflections 1 - beta v v^T; v is zero up to the number of the reflection.
struct Reflections {
  Rows v;
  double* scale;  // 0 if there is none
  static int first(int k) { return (k + 1) / kWidth * kWidth; }
};

/// Q^T a Q = tridiagonal (diagonal d, below it e), Q the product of the reflections; a is destroyed. scratch: two rows.
[[gnu::noinline]] void tridiagonalise(int n, Rows a, double* d, double* e, const Reflections& made, Rows scratch) {
  const int end = a.stride;
  Outer last{};  // what is still to be subtracted from the rows from k on
  for (int k = 0; k + 2 < n; ++k) {
    double* const v = made.v[k];
    double* const w = scratch[k % 2];
    const int first = Reflections::first(k);
    if (last.v != nullptr) subtract(a, k, k + 1, last, end);
    std::fill(v, v + k + 1, 0.0);
    std::copy(a[k] + k + 1, a[k] + end, v + k + 1);
    d[k] = a[k][k];
    const double length = std::sqrt(dotFrom(v, v, first, a.end));
    const double head = v[k + 1];
    e[k] = head > 0.0 ? -length : length;
    made.scale[k] = 0.0;
    const double square = length * (length + std::abs(head));
    if (!(square > 1e-200)) {  // nothing left off the diagonal
      e[k] = head;
      if (last.v != nullptr) subtract(a, k + 1, n, last, end);
      last = {};
      continue;
    }
    v[k + 1] = head - e[k];
    const double beta = 1.0 / square;
    made.scale[k] = beta;
    // w = beta a v - (beta / 2) (beta v^T a v) v, after the last step's v w^T + w v^T has left a
    if (last.v != nullptr) {
      subtractAndMultiply(a, k + 1, n, last, v, end, w);
    } else {
      std::fill(w, w + end, 0.0);
      for (int i = k + 1; i < n; ++i) addRow(a[i], v[i], first, end, w);
    }
    const double part = 0.5 * beta * (beta * dotFrom(w, v, first, a.end));
    for (int j = first; j < end; j += kWidth) {
      simd::store(w + j, Vec(beta) * simd::load(w + j) - Vec(part) * simd::load(v + j));
    }
    last = {v, w, first};
  }
  if (last.v != nullptr) subtract(a, n - 2, n, last, end);
  for (int k = std::max(0, n - 2); k < n; ++k) d[k] = a[k][k];
  if (n > 1) e[n - 2] = a[n - 2][n - 1];
  e[n - 1] = 0.0;
}

/// R rows from i on, times 1 - beta v v^T.
template <int R>
TANDEM_INLINE void reflect(Rows rows, int i, const double* v, double beta, int first) {
  double* row[R];
  for (int r = 0; r < R; ++r) row[r] = rows[i + r];
  Sums<R> sums;
  forColumns(first, rows.end, [&](int j, int p, auto half) {
    const Vec v0 = simd::load(v + j);
    for (int r = 0; r < R; ++r) sums.add(r, p, simd::load(row[r] + j), v0, half);
  });
  Vec by[R];
  for (int r = 0; r < R; ++r) by[r] = Vec(-beta * sums.total(r));
  for (int j = first; j < rows.stride; j += kWidth) {
    const Vec v0 = simd::load(v + j);
    for (int r = 0; r < R; ++r) simd::store(row[r] + j, simd::mulAdd(by[r], v0, simd::load(row[r] + j)));
  }
}

/// rows := the identity times the reflections, the last first.
[[gnu::noinline]] void applyReflections(int n, Rows rows, const Reflections& all) {
  for (int i = 0; i < n; ++i) {
    std::fill(rows[i], rows[i] + rows.stride, 0.0);
    rows[i][i] = 1.0;
  }
  for (int k = n - 3; k >= 0; --k) {
    if (all.scale[k] == 0.0) continue;
    const int first = Reflections::first(k);
    int i = k + 1;
    for (; i + 4 <= n; i += 4) reflect<4>(rows, i, all.v[k], all.scale[k], first);
    for (; i + 2 <= n; i += 2) reflect<2>(rows, i, all.v[k], all.scale[k], first);
    if (i < n) reflect<1>(rows, i, all.v[k], all.scale[k], first);
  }
}

/// The rotations of one sweep: of rows i and i + 1 for i from high down to low. Element i of a list is the square of
/// the cosine (or sine) with the sign of the number itself until root() is called for the vector that holds it.
struct Turns {
  int low = 0;
  int high = -1;
  double* cosine = nullptr;
  double* sine = nullptr;

  void root(int i) const {
    for (double* const at : {cosine + i, sine + i}) {
      const Vec square = simd::load(at);
      simd::store(at, xsimd::copysign(simd::sqrt(simd::abs(square)), square));
    }
  }
};

/// Rotates the vectors by one sweep while the next is computed: in small pieces, on which the processor works while
/// the next waits for its divisions.
class Turner {
 public:
  explicit Turner(Rows rows) : rows_(rows), end_(rows.stride), half_((end_ / kWidth + 1) / 2 * kWidth) {}

  /// The previous sweep must be finished.
  void begin(const Turns& by) {
    by_ = by;
    at_ = by.high;
    leftHalf_ = true;
  }
  /// Two rotations of half the columns.
  void piece() {
    if (at_ <= by_.low) return;
    if (leftHalf_) {
      twice(0, half_);
    } else {
      twice(half_, end_);
      at_ -= 2;
    }
    leftHalf_ = !leftHalf_;
  }
  void finish() {
    if (!leftHalf_) piece();
    for (; at_ > by_.low; at_ -= 2) twice(0, end_);
    if (at_ == by_.low) once();
    at_ = by_.low - 1;
  }

 private:
  /// The rotation of rows i and i + 1 in their plane.
  void once() const {
    double* const low = rows_[at_];
    double* const high = rows_[at_ + 1];
    const Vec c(by_.cosine[at_]);
    const Vec s(by_.sine[at_]);
    for (int j = 0; j < end_; j += kWidth) {
      const Vec x = simd::load(low + j);
      const Vec y = simd::load(high + j);
      simd::store(high + j, simd::mulAdd(s, x, c * y));
      simd::store(low + j, simd::subMul(s, y, c * x));
    }
  }
  /// That, then the rotation of rows i - 1 and i, in one pass over the three.
  void twice(int from, int to) const {
    double* const low = rows_[at_ - 1];
    double* const middle = rows_[at_];
    double* const high = rows_[at_ + 1];
    const Vec c1(by_.cosine[at_]);
    const Vec s1(by_.sine[at_]);
    const Vec c2(by_.cosine[at_ - 1]);
    const Vec s2(by_.sine[at_ - 1]);
    for (int j = from; j < to; j += kWidth) {
      const Vec x = simd::load(low + j);
      const Vec y = simd::load(middle + j);
      const Vec z = simd::load(high + j);
      const Vec turned = simd::subMul(s1, z, c1 * y);
      simd::store(high + j, simd::mulAdd(s1, y, c1 * z));
      simd::store(middle + j, simd::mulAdd(s2, x, c2 * turned));
      simd::store(low + j, simd::subMul(s2, turned, c2 * x));
    }
  }

  Rows rows_;
  int end_;
  int half_;
  int at_ = -1;
  bool leftHalf_ = true;
  Turns by_;
};

/// One QL sweep over rows l..m of the tridiagonal matrix with squares e2 (signs apart) and shift sigma.
void sweep(int l, int m, double sigma, double* d, double* e2, double* sign, Turns& turns, Turner& turner) {
  turns.low = l;
  turns.high = m - 1;
  double c = 1.0;  // squares of cosine and sine, and their signs
  double s = 0.0;
  double signC = 1.0;
  double signS = 1.0;
  double gamma = d[m] - sigma;
  double p = gamma * gamma;
  double signP = std::copysign(1.0, gamma);  // of the number that p is the square of
  for (int i = m - 1; i >= l; --i) {
    const double b = e2[i];
    const double r = p + b;
    if (i != m - 1) {
      e2[i + 1] = s * r;
      sign[i + 1] = signS;
    }
    const double before = c;
    const double whole = 1.0 / r;
    const double inverse = r / p;  // of the new c; does not wait for the other division
    const double signBefore = signC;
    signC = signP;
    signS = sign[i];
    const double last = gamma;
    const double alpha = d[i];
    if (p > kNoCosine * r) [[likely]] {
      c = p * whole;
      s = b * whole;
      gamma = c * (alpha - sigma) - s * last;
      p = gamma * gamma * inverse;
      signP = std::copysign(signC, gamma * signC);
    } else {
      c = 0.0;
      s = 1.0;
      gamma = c * (alpha - sigma) - s * last;
      p = before * b;
      signP = -signBefore * sign[i];
    }
    d[i + 1] = last + (alpha - gamma);
    turns.cosine[i] = std::copysign(c, signC);
    turns.sine[i] = std::copysign(s, signS);
    turner.piece();
    if (i % kWidth == 0) turns.root(i);
  }
  e2[l] = s * p;
  sign[l] = signS * signP;
  d[l] = sigma + gamma;
  if (l % kWidth != 0) turns.root(l - l % kWidth);
}

int listLength(int n) {
  return (n + 15) / 8 * 8;  // for vectors of eight at most
}

[[gnu::noinline]] bool diagonalise(int n, double* d, double* e2, double* sign, Rows vectors, double* lists) {
  Turner turner(vectors);
  Turns turns[2];  // those being applied to the vectors, and those being computed
  std::fill(lists, lists + std::ptrdiff_t{4} * listLength(n), 0.0);
  for (Turns& of : turns) {
    of.cosine = std::exchange(lists, lists + listLength(n));
    of.sine = std::exchange(lists, lists + listLength(n));
  }
  int sweeps = 0;
  for (int l = 0; l < n; ++l) {
    while (true) {
      int m = l;
      for (; m < n - 1; ++m) {
        const double size = kEpsilon * (std::abs(d[m]) + std::abs(d[m + 1]));
        if (e2[m] <= std::max(size * size, kNothing)) break;
      }
      if (m < n - 1) e2[m] = 0.0;
      if (m == l) break;
      if (++sweeps > 40 * n) return false;
      const double e = std::sqrt(e2[l]);
      const double g = (d[l + 1] - d[l]) / (2.0 * e);
      const double sigma = d[l] - e / (g + std::copysign(std::sqrt(g * g + 1.0), g));
      Turns& made = turns[sweeps % 2];
      sweep(l, m, sigma, d, e2, sign, made, turner);
      turner.finish();
      turner.begin(made);
    }
  }
  turner.finish();
  return true;
}

/// Room for decomposeSymmetric(), of every width.
[[maybe_unused]] std::size_t decompositionScratch(int n, int stride) {
  return std::size_t{1} * (n + 2) * stride + std::size_t{4} * listLength(n) + std::size_t{2} * n;
}

/// d and the rows of `vectors` become the eigenvalues and eigenvectors of a, in no order; its largest element is
/// about 1. a and e (n numbers) are scratch space, too. False if it does not converge.
// NOLINTNEXTLINE(readability-non-const-parameter): written to as Rows
bool decomposeSymmetric(int n, int stride, double* a, double* d, double* e, double* vectors, double* scratch) {
  const int end = (n + kHalf - 1) / kHalf * kHalf;
  const auto take = [&](std::ptrdiff_t count) {
    double* const taken = scratch;
    scratch += count;
    return taken;
  };
  const Rows rows{vectors, stride, end};
  const Rows householder{take(std::ptrdiff_t{n} * stride), stride, end};
  const Rows two{take(std::ptrdiff_t{2} * stride), stride, end};
  double* const lists = take(std::ptrdiff_t{4} * listLength(n));
  const Reflections reflections{householder, take(n)};
  double* const sign = take(n);

  tridiagonalise(n, {a, stride, end}, d, e, reflections, two);
  applyReflections(n, rows, reflections);
  for (int i = 0; i < n; ++i) {
    sign[i] = std::copysign(1.0, e[i]);
    e[i] *= e[i];
  }
  return diagonalise(n, d, e, sign, rows, lists);
}

}  // namespace

}  // namespace tandem::linalg
