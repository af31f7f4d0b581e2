// SPDX-License-Identifier: Apache-2.0
#include "tandem/exponential.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "tandem/error.h"
#include "tandem/linalg.h"

namespace tandem::linalg {

namespace {

/// Degree `block * count`, evaluated with block - 1 powers and count - 1 further products; exact to rounding up to
/// `norm`: norm^(d + 1) / (d + 1)! is 2^-54.
struct Taylor {
  double norm;
  int block;
  int count;
};
constexpr std::array<Taylor, 5> kPolynomials = {
    {{1.46e-3, 2, 2}, {0.0161, 3, 2}, {0.107, 3, 3}, {0.318, 4, 3}, {0.794, 4, 4}}};

}  // namespace

bool multiplyByExponential(MatView b, ConstMatView g, Workspace& ws) {
  const int n = g.rows;
  if (g.cols != n || b.cols != n) {
    throw Error("linalg::multiplyByExponential: the sizes of the arguments do not fit.");
  }
  if (n == 0) return true;
  double squares = 0.0;
  for (int i = 0; i < n; ++i) squares += dot(g.row(i), g.row(i));
  const double norm = std::sqrt(squares);
  if (!std::isfinite(norm)) return false;
  int halvings = 0;
  double scaled = norm;
  for (; scaled > kPolynomials.back().norm; scaled *= 0.5) ++halvings;
  const Taylor& taylor = *std::ranges::find_if(kPolynomials, [&](const Taylor& t) { return scaled <= t.norm; });

  Workspace::Frame frame(ws);
  std::array<MatView, 5> power;
  power[1] = frame.matrix(n, n);
  const double scale = std::ldexp(1.0, -halvings);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) power[1](i, j) = scale * g(i, j);
  }
  for (int k = 2; k <= taylor.block; ++k) {
    power[k] = frame.matrix(n, n);
    multiply(power[k - 1], power[1], power[k]);
  }
  MatView sum = frame.matrix(n, n);
  MatView other = frame.matrix(n, n);
  double factor[17] = {1.0};  // 1 / k!
  for (int k = 1; k <= 16; ++k) factor[k] = factor[k - 1] / k;
  // Blocks of coefficients from the highest: sum := sum power[block] + c_low I + ... .
  for (int low = taylor.block * (taylor.count - 1); low >= 0; low -= taylor.block) {
    const bool first = low == taylor.block * (taylor.count - 1);
    if (!first) {
      multiply(sum, power[taylor.block], other);
      std::swap(sum, other);
    }
    for (int i = 0; i < n; ++i) {
      const std::span<double> row = sum.row(i);
      if (first) {
        const std::span<double> top = power[taylor.block].row(i);
        for (int j = 0; j < n; ++j) row[j] = factor[low + taylor.block] * top[j];
      }
      for (int k = taylor.block - 1; k > 0; --k) {
        const std::span<double> from = power[k].row(i);
        for (int j = 0; j < n; ++j) row[j] += factor[low + k] * from[j];
      }
      row[i] += factor[low];
    }
  }
  for (int k = 0; k < halvings; ++k) {
    multiply(sum, sum, other);
    std::swap(sum, other);
  }
  const MatView product = frame.matrix(b.rows, n);
  multiply(b, sum, product);
  for (int i = 0; i < b.rows; ++i) {
    for (const double v : product.row(i)) {
      if (!std::isfinite(v)) return false;
    }
  }
  for (int i = 0; i < b.rows; ++i) std::ranges::copy(product.row(i), b.row(i).begin());
  return true;
}

}  // namespace tandem::linalg
