// SPDX-License-Identifier: Apache-2.0
// Eigenvalues and eigenvectors of a symmetric matrix for sizes of search spaces, where one decomposition per generation
// is most of the cost of an evolution strategy. Householder's tridiagonal form by whole rows, then implicit QL in the
// square-root-free form of Pal, Walker and Kahan (Parlett, The symmetric eigenvalue problem, 8.15): from one rotation
// to the next there is one division, and while it waits for that, the processor rotates the vectors by the last sweep,
// whose sines and cosines are square roots taken separately, a vector at a time.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>

#include "tandem/error.h"
#include "tandem/linalg.h"
#include "tandem/simd.h"

namespace tandem::linalg {

namespace {

using simd::kWidth;
using simd::Vec;
constexpr std::ptrdiff_t kStep = kWidth;  // as an offset of pointers
constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
// Squares, for a matrix whose largest element is about 1, of a negligible element and a negligible cosine.
constexpr double kNothing = 1e-60;
constexpr double kNoCosine = 1e-150;

/// Rows of equal length, padded with zeros to whole vectors.
struct Rows {
  double* data;
  std::ptrdiff_t stride;
  double* operator[](int i) const { return data + i * stride; }
};

double dotFrom(const double* a, const double* b, int first, int end) {
  Vec even(0.0);
  Vec odd(0.0);
  int j = first;
  for (; j + 2 * kWidth <= end; j += 2 * kWidth) {
    even = simd::mulAdd(simd::load(a + j), simd::load(b + j), even);
    odd = simd::mulAdd(simd::load(a + j + kWidth), simd::load(b + j + kWidth), odd);
  }
  if (j < end) even = simd::mulAdd(simd::load(a + j), simd::load(b + j), even);
  return simd::sum(even + odd);
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
void subtract(Rows a, int row, int endRow, const Outer& by, int end) {
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
void subtractAndMultiply(Rows a, int row, int endRow, const Outer& by, const double* next, int j, double* product) {
  Vec v[V];
  Vec w[V];
  Vec sum[V];
  for (int c = 0; c < V; ++c) {
    v[c] = simd::load(by.v + j + c * kStep);
    w[c] = simd::load(by.w + j + c * kStep);
    sum[c] = Vec(0.0);
  }
  for (int i = row; i < endRow; ++i) {
    const Vec vi(by.v[i]);
    const Vec wi(by.w[i]);
    const Vec ni(next[i]);
    double* const at = a[i] + j;
    for (int c = 0; c < V; ++c) {
      const Vec left = simd::subMul(vi, w[c], simd::subMul(wi, v[c], simd::load(at + c * kStep)));
      simd::store(at + c * kStep, left);
      sum[c] = simd::mulAdd(ni, left, sum[c]);
    }
  }
  for (int c = 0; c < V; ++c) simd::store(product + j + c * kStep, sum[c]);
}
void subtractAndMultiply(Rows a, int row, int endRow, const Outer& by, const double* next, int end, double* product) {
  int j = by.first;
  for (; j + 4 * kWidth <= end; j += 4 * kWidth) subtractAndMultiply<4>(a, row, endRow, by, next, j, product);
  if (j + 2 * kWidth <= end) {
    subtractAndMultiply<2>(a, row, endRow, by, next, j, product);
    j += 2 * kWidth;
  }
  if (j < end) subtractAndMultiply<1>(a, row, endRow, by, next, j, product);
}

/// R rows from i on times the identity plus scale v v^T.
template <int R>
void reflect(Rows rows, int i, const double* v, double scale, int first, int end) {
  Vec even[R];
  Vec odd[R];
  for (int r = 0; r < R; ++r) even[r] = odd[r] = Vec(0.0);
  int j = first;
  for (; j + 2 * kWidth <= end; j += 2 * kWidth) {
    const Vec v0 = simd::load(v + j);
    const Vec v1 = simd::load(v + j + kWidth);
    for (int r = 0; r < R; ++r) {
      even[r] = simd::mulAdd(simd::load(rows[i + r] + j), v0, even[r]);
      odd[r] = simd::mulAdd(simd::load(rows[i + r] + j + kWidth), v1, odd[r]);
    }
  }
  if (j < end) {
    const Vec v0 = simd::load(v + j);
    for (int r = 0; r < R; ++r) even[r] = simd::mulAdd(simd::load(rows[i + r] + j), v0, even[r]);
  }
  Vec by[R];
  for (int r = 0; r < R; ++r) by[r] = Vec(scale * simd::sum(even[r] + odd[r]));
  for (j = first; j < end; j += kWidth) {
    const Vec v0 = simd::load(v + j);
    for (int r = 0; r < R; ++r) {
      double* const at = rows[i + r] + j;
      simd::store(at, simd::mulAdd(by[r], v0, simd::load(at)));
    }
  }
}

/// Q^T a Q = tridiagonal (diagonal d, below it e); a is destroyed, `turned` becomes Q^T. householder, scale and scratch
/// (two rows): scratch space.
void tridiagonalise(int n, Rows a, double* d, double* e, Rows turned, Rows householder, double* scale, Rows scratch) {
  const int end = static_cast<int>(a.stride);

  Outer last{};  // what is still to be subtracted from the rows from k on
  for (int k = 0; k + 2 < n; ++k) {
    double* const v = householder[k];
    double* const w = scratch[k % 2];
    const int first = (k + 1) / kWidth * kWidth;  // v is zero up to k: whole vectors from here
    if (last.v != nullptr) subtract(a, k, k + 1, last, end);
    std::fill(v, v + k + 1, 0.0);
    std::copy(a[k] + k + 1, a[k] + end, v + k + 1);
    d[k] = a[k][k];
    const double length = std::sqrt(dotFrom(v, v, first, end));
    const double head = v[k + 1];
    e[k] = head > 0.0 ? -length : length;
    scale[k] = 0.0;
    const double square = length * (length + std::abs(head));
    if (!(square > 1e-200)) {  // nothing left off the diagonal
      e[k] = head;
      if (last.v != nullptr) subtract(a, k + 1, n, last, end);
      last = {};
      continue;
    }
    v[k + 1] = head - e[k];
    const double beta = 1.0 / square;
    scale[k] = beta;
    // w = beta a v - (beta / 2) (beta v^T a v) v, after the last step's v w^T + w v^T has left a
    if (last.v != nullptr) {
      subtractAndMultiply(a, k + 1, n, last, v, end, w);
    } else {
      std::fill(w, w + end, 0.0);
      for (int i = k + 1; i < n; ++i) addRow(a[i], v[i], first, end, w);
    }
    const double part = 0.5 * beta * (beta * dotFrom(w, v, first, end));
    for (int j = first; j < end; j += kWidth) {
      simd::store(w + j, Vec(beta) * simd::load(w + j) - Vec(part) * simd::load(v + j));
    }
    last = {v, w, first};
  }
  if (last.v != nullptr) subtract(a, n - 2, n, last, end);
  for (int k = std::max(0, n - 2); k < n; ++k) d[k] = a[k][k];
  if (n > 1) e[n - 2] = a[n - 2][n - 1];
  e[n - 1] = 0.0;
  for (int i = 0; i < n; ++i) {
    std::fill(turned[i], turned[i] + end, 0.0);
    turned[i][i] = 1.0;
  }

  for (int k = n - 3; k >= 0; --k) {
    if (scale[k] == 0.0) continue;
    const double* v = householder[k];
    const int first = (k + 1) / kWidth * kWidth;
    int i = k + 1;
    for (; i + 4 <= n; i += 4) reflect<4>(turned, i, v, -scale[k], first, end);
    for (; i < n; ++i) reflect<1>(turned, i, v, -scale[k], first, end);
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
/// that waits for its divisions.
class Turner {
 public:
  explicit Turner(Rows rows)
      : rows_(rows), end_(static_cast<int>(rows.stride)), half_((end_ / kWidth + 1) / 2 * kWidth) {}

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

bool diagonalise(int n, double* d, double* e2, double* sign, Rows vectors, Workspace& ws) {
  Workspace::Frame frame(ws);
  Turner turner(vectors);
  Turns turns[2];  // those being applied to the vectors, and those being computed
  for (Turns& of : turns) {
    for (double** list : {&of.cosine, &of.sine}) {
      const std::span<double> values = frame.doubles(n + kWidth);
      std::ranges::fill(values, 0.0);
      *list = values.data();
    }
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

}  // namespace

bool eigenSymmetric(ConstMatView m, std::span<double> values, MatView vectors, Workspace& ws) {
  if (m.rows != m.cols || isize(values) != m.rows || vectors.rows != m.rows || vectors.cols != m.rows) {
    throw Error("linalg::eigenSymmetric: the sizes of the arguments do not fit.");
  }
  const int n = m.rows;
  if (n == 0) return true;
  Workspace::Frame frame(ws);
  const int stride = (n + kWidth - 1) / kWidth * kWidth;
  const auto rows = [&] { return Rows{frame.matrix(n, stride).data, stride}; };
  const Rows a = rows();
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
  for (int i = 0; i < n; ++i) {
    const double* const row = m.data + i * m.stride;
    for (int j = 0; j <= i; ++j) a[j][i] = a[i][j] = scale * row[j];
    std::fill(a[i] + n, a[i] + stride, 0.0);
  }
  const Rows turned = rows();
  const std::span<double> d = frame.doubles(n);
  const std::span<double> e = frame.doubles(n);
  const std::span<double> sign = frame.doubles(n);
  {
    Workspace::Frame inner(ws);
    const Rows householder{inner.matrix(n, stride).data, stride};
    tridiagonalise(n, a, d.data(), e.data(), turned, householder, inner.doubles(n).data(),
                   Rows{inner.matrix(2, stride).data, stride});
  }
  for (int i = 0; i < n; ++i) {
    sign[i] = std::copysign(1.0, e[i]);
    e[i] *= e[i];
  }
  if (!diagonalise(n, d.data(), e.data(), sign.data(), turned, ws)) return false;
  const std::span<int> order = frame.ints(n);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, [&](int i, int j) { return d[i] < d[j] || (d[i] == d[j] && i < j); });
  for (int k = 0; k < n; ++k) {
    values[k] = std::ldexp(d[order[k]], exponent);
    const double* from = turned[order[k]];
    for (int i = 0; i < n; ++i) vectors(i, k) = from[i];
  }
  return true;
}

}  // namespace tandem::linalg
