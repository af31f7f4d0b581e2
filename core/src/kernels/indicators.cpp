// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

#include "tandem/error.h"
#include "tandem/moo.h"

namespace tandem::moo {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr int kBlock = 256;

struct Euclidean {
  double operator()(double point, double reference) const { return point - reference; }
};
struct Lacking {
  double operator()(double point, double reference) const {
    const double lack = point - reference;
    return lack > 0.0 ? lack : 0.0;
  }
};

void checkWidths(ConstMatView a, ConstMatView b, const char* what) {
  if (a.rows > 0 && b.rows > 0 && a.cols != b.cols) {
    throw InputError(std::string(what) + " needs points and reference with the same number of objectives.");
  }
}

// Mean over the front of the least distance to the points. Blocks of the front lie objective by objective, so that the
// inner loops run over front points and vectorise.
template <typename Part>
double meanLeastDistance(ConstMatView front, ConstMatView points, Workspace& ws, Part part) {
  if (front.rows == 0 || points.rows == 0) return kNaN;
  Workspace::Frame frame(ws);
  const int m = front.cols;
  const MatView block = frame.matrix(m, kBlock);
  std::array<double, kBlock> least{};
  std::array<double, kBlock> squared{};
  double sum = 0.0;
  for (int first = 0; first < front.rows; first += kBlock) {
    const int count = std::min(kBlock, front.rows - first);
    for (int j = 0; j < m; ++j) {
      for (int i = 0; i < count; ++i) block(j, i) = front(first + i, j);
      for (int i = count; i < kBlock; ++i) block(j, i) = 0.0;
    }
    least.fill(kInf);
    for (int p = 0; p < points.rows; ++p) {
      squared.fill(0.0);
      for (int j = 0; j < m; ++j) {
        const double value = points(p, j);
        const double* reference = block.row(j).data();
        for (int i = 0; i < kBlock; ++i) {
          const double d = part(value, reference[i]);
          squared[i] += d * d;
        }
      }
      for (std::size_t i = 0; i < kBlock; ++i) least[i] = squared[i] < least[i] ? squared[i] : least[i];
    }
    for (int i = 0; i < count; ++i) sum += std::sqrt(least[i]);
  }
  return sum / front.rows;
}

/// Squares of the values stay within the range of a double if the values are first multiplied by 2^-exponent.
int safeExponent(ConstMatView a, ConstMatView b) {
  double largest = 0.0;
  for (const ConstMatView& m : {a, b}) {
    for (int i = 0; i < m.rows; ++i) {
      for (const double v : m.row(i)) largest = std::max(largest, std::abs(v));
    }
  }
  int exponent = 0;
  if (std::isfinite(largest)) (void)std::frexp(largest, &exponent);
  return exponent;
}

Matrix scaled(ConstMatView m, int exponent) {
  Matrix out(m.rows, m.cols);
  for (int i = 0; i < m.rows; ++i) {
    for (int j = 0; j < m.cols; ++j) out(i, j) = std::ldexp(m(i, j), -exponent);
  }
  return out;
}

/// Distances beyond the largest double are clamped to it.
template <typename Part>
double meanLeastDistanceOfAnySize(ConstMatView front, ConstMatView points, Workspace& ws, Part part) {
  const double plain = meanLeastDistance(front, points, ws, part);
  const int exponent = std::isinf(plain) ? safeExponent(front, points) : 0;
  if (exponent == 0) return plain;
  const double small = meanLeastDistance(scaled(front, exponent), scaled(points, exponent), ws, part);
  return std::min(std::ldexp(small, exponent), std::numeric_limits<double>::max());
}

double squaredDistance(std::span<const double> a, std::span<const double> b) {
  double sum = 0.0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += (a[j] - b[j]) * (a[j] - b[j]);
  return sum;
}

}  // namespace

double igd(ConstMatView front, ConstMatView points, Workspace& ws) {
  checkWidths(front, points, "IGD");
  return meanLeastDistanceOfAnySize(front, points, ws, Euclidean{});
}

double igdPlus(ConstMatView front, ConstMatView points, Workspace& ws) {
  checkWidths(front, points, "IGD+");
  return meanLeastDistanceOfAnySize(front, points, ws, Lacking{});
}

double spread(ConstMatView extent, ConstMatView points, Workspace& ws) {
  checkWidths(extent, points, "Spread");
  const int n = points.rows;
  if (n < 2 || extent.rows == 0) return kNaN;
  double extremes = 0.0;
  for (int j = 0; j < extent.cols; ++j) {
    int best = 0;
    for (int i = 1; i < extent.rows; ++i) {
      if (extent(i, j) > extent(best, j)) best = i;
    }
    double least = kInf;
    for (int i = 0; i < n; ++i) least = std::min(least, squaredDistance(extent.row(best), points.row(i)));
    extremes += std::sqrt(least);
  }
  Workspace::Frame frame(ws);
  const std::span<double> nearest = frame.doubles(n);
  std::fill(nearest.begin(), nearest.end(), kInf);
  for (int i = 0; i < n; ++i) {
    for (int k = i + 1; k < n; ++k) {
      const double d = squaredDistance(points.row(i), points.row(k));
      nearest[i] = std::min(nearest[i], d);
      nearest[k] = std::min(nearest[k], d);
    }
  }
  double mean = 0.0;
  for (double& d : nearest) {
    d = std::sqrt(d);
    mean += d;
  }
  mean /= n;
  double deviation = 0.0;
  for (const double d : nearest) deviation += std::abs(d - mean);
  if (!std::isfinite(extremes) || !std::isfinite(mean)) {
    // Squares may exceed the largest double; the measure does not depend on the scale.
    const int exponent = safeExponent(extent, points);
    if (exponent > 0) return spread(scaled(extent, exponent), scaled(points, exponent), ws);
  }
  const double denominator = extremes + (n - points.cols) * mean;
  return denominator > 0.0 ? (extremes + deviation) / denominator : kNaN;
}

}  // namespace tandem::moo
