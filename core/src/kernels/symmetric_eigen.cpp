// SPDX-License-Identifier: Apache-2.0
// Eigenvalues and eigenvectors of a symmetric matrix for sizes of search spaces, where one decomposition a generation
// is most of what an evolution strategy costs. Householder's tridiagonal form by whole rows, then implicit QL in the
// square-root-free form of Pal, Walker and Kahan (Parlett, The symmetric eigenvalue problem, 8.15): from one rotation
// to the next there is one division, and while it waits the processor turns the vectors by the last one, whose sine
// and cosine it takes the square roots of aside.
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
constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
// Squares, of a matrix whose largest element is about 1: an element that is nothing beside it, and a cosine that is.
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

/// w += sum of R rows of a from i on, each times its element of v.
template <int R>
void addRows(Rows a, int i, const double* v, int first, int end, double* w) {
  Vec by[R];
  for (int r = 0; r < R; ++r) by[r] = Vec(v[i + r]);
  for (int j = first; j < end; j += kWidth) {
    Vec sum = simd::load(w + j);
    for (int r = 0; r < R; ++r) sum = simd::mulAdd(by[r], simd::load(a[i + r] + j), sum);
    simd::store(w + j, sum);
  }
}

/// R rows of a from i on, less those of v w^T + w v^T.
template <int R>
void subtractOuter(Rows a, int i, const double* v, const double* w, int first, int end) {
  Vec vi[R];
  Vec wi[R];
  for (int r = 0; r < R; ++r) {
    vi[r] = Vec(-v[i + r]);
    wi[r] = Vec(-w[i + r]);
  }
  for (int j = first; j < end; j += kWidth) {
    const Vec vj = simd::load(v + j);
    const Vec wj = simd::load(w + j);
    for (int r = 0; r < R; ++r) {
      double* const at = a[i + r] + j;
      simd::store(at, simd::mulAdd(vi[r], wj, simd::mulAdd(wi[r], vj, simd::load(at))));
    }
  }
}

/// Q^T a Q = tridiagonal (diagonal d, below it e); a is lost, `turned` becomes Q^T. v and w: a row of scratch each.
void tridiagonalise(int n, Rows a, double* d, double* e, Rows turned, Rows householder, double* scale, double* w) {
  const int end = static_cast<int>(a.stride);
  for (int k = 0; k + 2 < n; ++k) {
    double* const v = householder[k];
    const int first = (k + 1) / kWidth * kWidth;  // v is zero up to k: whole vectors from here
    std::fill(v, v + k + 1, 0.0);
    std::copy(a[k] + k + 1, a[k] + end, v + k + 1);
    d[k] = a[k][k];
    const double length = std::sqrt(dotFrom(v, v, first, end));
    const double head = v[k + 1];
    e[k] = head > 0.0 ? -length : length;
    scale[k] = 0.0;
    const double square = length * (length + std::abs(head));
    if (!(square > 1e-200)) {  // nothing left beside the diagonal
      e[k] = head;
      continue;
    }
    v[k + 1] = head - e[k];
    const double beta = 1.0 / square;
    scale[k] = beta;
    // w = beta a v - (beta / 2) (beta v^T a v) v; a -= v w^T + w v^T
    std::fill(w, w + end, 0.0);
    int i = k + 1;
    for (; i + 4 <= n; i += 4) addRows<4>(a, i, v, first, end, w);
    for (; i < n; ++i) addRows<1>(a, i, v, first, end, w);
    const double part = 0.5 * beta * (beta * dotFrom(w, v, first, end));
    for (int j = first; j < end; j += kWidth) {
      simd::store(w + j, Vec(beta) * simd::load(w + j) - Vec(part) * simd::load(v + j));
    }
    for (i = k + 1; i + 2 <= n; i += 2) subtractOuter<2>(a, i, v, w, first, end);
    for (; i < n; ++i) subtractOuter<1>(a, i, v, w, first, end);
  }
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
    for (int i = k + 1; i < n; ++i) {
      double* const row = turned[i];
      const Vec by(-scale[k] * dotFrom(row, v, first, end));
      for (int j = first; j < end; j += kWidth) {
        simd::store(row + j, simd::mulAdd(by, simd::load(v + j), simd::load(row + j)));
      }
    }
  }
}

/// Turns rows i and i + 1 in their plane.
void turn(Rows rows, int i, double cosine, double sine) {
  const int end = static_cast<int>(rows.stride);
  double* const low = rows[i];
  double* const high = rows[i + 1];
  const Vec c(cosine);
  const Vec s(sine);
  const Vec minus(-sine);
  for (int j = 0; j < end; j += kWidth) {
    const Vec x = simd::load(low + j);
    const Vec y = simd::load(high + j);
    simd::store(high + j, simd::mulAdd(s, x, c * y));
    simd::store(low + j, simd::mulAdd(minus, y, c * x));
  }
}

/// The rotation of rows i and i + 1, then that of i - 1 and i, with one pass over the three.
void turnTwice(Rows rows, int i, const double* cosine, const double* sine) {
  const int end = static_cast<int>(rows.stride);
  double* const low = rows[i - 1];
  double* const middle = rows[i];
  double* const high = rows[i + 1];
  const Vec c1(cosine[i]);
  const Vec s1(sine[i]);
  const Vec minus1(-sine[i]);
  const Vec c2(cosine[i - 1]);
  const Vec s2(sine[i - 1]);
  const Vec minus2(-sine[i - 1]);
  const auto part = [&](int j) {
    const Vec x = simd::load(low + j);
    const Vec y = simd::load(middle + j);
    const Vec z = simd::load(high + j);
    const Vec turned = simd::mulAdd(minus1, z, c1 * y);
    simd::store(high + j, simd::mulAdd(s1, y, c1 * z));
    simd::store(middle + j, simd::mulAdd(s2, x, c2 * turned));
    simd::store(low + j, simd::mulAdd(minus2, turned, c2 * x));
  };
  int j = 0;
  for (; j + 4 * kWidth <= end; j += 4 * kWidth) {
    part(j);
    part(j + kWidth);
    part(j + 2 * kWidth);
    part(j + 3 * kWidth);
  }
  for (; j < end; j += kWidth) part(j);
}

/// One QL sweep over rows l..m of the tridiagonal matrix with squares e2 (signs apart) and shift sigma.
void sweep(int l, int m, double sigma, double* d, double* e2, double* sign, Rows vectors, double* cosine,
           double* sine) {
  int waiting = m - 1;  // the first rotation that the vectors have not seen
  double c = 1.0;       // squares of cosine and sine, and their signs
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
    const double inverse = r / p;  // of the new c; waits for nothing that the other division gives
    const bool turned = p > kNoCosine * r;
    c = turned ? p * whole : 0.0;
    s = turned ? b * whole : 1.0;
    const double signBefore = signC;
    signC = signP;
    signS = sign[i];
    const double last = gamma;
    const double alpha = d[i];
    gamma = c * (alpha - sigma) - s * last;
    d[i + 1] = last + (alpha - gamma);
    if (turned) {
      p = gamma * gamma * inverse;
      signP = std::copysign(signC, gamma * signC);
    } else {
      p = before * b;
      signP = -signBefore * sign[i];
    }
    cosine[i] = std::copysign(std::sqrt(c), signC);
    sine[i] = std::copysign(std::sqrt(s), signS);
    // Two rotations at a time, and not the newest: its roots are on their way.
    if (waiting - i >= 2) {
      turnTwice(vectors, waiting, cosine, sine);
      waiting -= 2;
    }
  }
  for (; waiting - 1 >= l; waiting -= 2) turnTwice(vectors, waiting, cosine, sine);
  if (waiting >= l) turn(vectors, waiting, cosine[waiting], sine[waiting]);
  e2[l] = s * p;
  sign[l] = signS * signP;
  d[l] = sigma + gamma;
}

bool diagonalise(int n, double* d, double* e2, double* sign, Rows vectors, double* cosine, double* sine) {
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
      sweep(l, m, sigma, d, e2, sign, vectors, cosine, sine);
    }
  }
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
    for (int j = 0; j < n; ++j) {
      if (!std::isfinite(m(i, j))) return false;
      largest = std::max(largest, std::abs(m(i, j)));
    }
  }
  // Squares of scaled elements neither overflow nor lose anything that counts.
  int exponent = 0;
  if (largest > 0.0) std::frexp(largest, &exponent);
  exponent = std::max(exponent, -1000);
  const double scale = std::ldexp(1.0, -exponent);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) a[i][j] = scale * (j <= i ? m(i, j) : m(j, i));
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
                   inner.doubles(stride).data());
  }
  for (int i = 0; i < n; ++i) {
    sign[i] = std::copysign(1.0, e[i]);
    e[i] *= e[i];
  }
  if (!diagonalise(n, d.data(), e.data(), sign.data(), turned, frame.doubles(n).data(), frame.doubles(n).data()))
    return false;
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
