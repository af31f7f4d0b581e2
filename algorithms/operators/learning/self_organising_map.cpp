// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/linalg.h"
#include "tandem/operators_som.h"
#include "tandem/vmath.h"

namespace tandem::op {

SelfOrganisingMap::SelfOrganisingMap(int rows, int columns, int dim)
    : codebook_(rows * columns, dim), lattice_(rows * columns, rows * columns) {
  // Every second row is shifted by half a unit; rows are sqrt(3/4) apart.
  for (int a = 0; a < units(); ++a) {
    for (int b = 0; b < units(); ++b) {
      const double dy = a % rows - b % rows;
      const int columnsApart = a / rows - b / rows;
      const double dx = columnsApart + 0.5 * (a % rows % 2 - b % rows % 2);
      lattice_(a, b) = dx * dx + 0.75 * dy * dy;
    }
  }
}

void SelfOrganisingMap::train(Rng& rng, Workspace& ws, ConstMatView data, std::span<const double> radii) {
  Workspace::Frame frame(ws);
  const int dim = data.cols;
  rng.fillUniform(codebook_.values());
  for (int j = 0; j < dim; ++j) {
    double low = data(0, j);
    double high = low;
    for (int i = 1; i < data.rows; ++i) {
      low = std::min(low, data(i, j));
      high = std::max(high, data(i, j));
    }
    for (int u = 0; u < units(); ++u) codebook_(u, j) = low + (high - low) * codebook_(u, j);
  }
  const MatView sum = frame.matrix(units(), dim);
  const MatView spread = frame.matrix(units(), dim);
  const MatView kernel = frame.matrix(units(), units());
  const std::span<double> hits = frame.doubles(units());
  for (const double radius : radii) {
    for (int u = 0; u < units(); ++u) std::ranges::fill(sum.row(u), 0.0);
    std::ranges::fill(hits, 0.0);
    for (int i = 0; i < data.rows; ++i) {
      const int best = bestUnit(data.row(i));
      hits[best] += 1.0;
      for (int j = 0; j < dim; ++j) sum(best, j) += data(i, j);
    }
    const double scale = -0.5 / std::max(radius * radius, 1e-16);
    const std::span<double> weights(kernel.data, lattice_.values().size());
    std::ranges::transform(lattice_.values(), weights.begin(), [&](double g) { return scale * g; });
    vmath::exp(weights, weights);
    linalg::multiply(kernel, sum, spread);
    for (int u = 0; u < units(); ++u) {
      const double weight = linalg::dot(kernel.row(u), hits);
      if (!(weight > 0.0)) continue;
      for (int j = 0; j < dim; ++j) codebook_(u, j) = spread(u, j) / weight;
    }
  }
}

int SelfOrganisingMap::bestUnit(std::span<const double> x) const {
  int best = 0;
  double nearest = std::numeric_limits<double>::infinity();
  for (int u = 0; u < units(); ++u) {
    const double distance = linalg::squaredDistance(x, codebook_.row(u));
    if (distance < nearest) {
      nearest = distance;
      best = u;
    }
  }
  return best;
}

void SelfOrganisingMap::nearestUnits(Workspace& ws, int unit, std::span<int> neighbours) const {
  struct Near {
    double distance;
    int unit;
  };
  Workspace::Frame frame(ws);
  const std::span<Near> all = frame.take<Near>(units());
  for (int u = 0; u < units(); ++u) all[u] = {linalg::squaredDistance(codebook_.row(unit), codebook_.row(u)), u};
  std::partial_sort(all.begin(), all.begin() + std::ssize(neighbours), all.end(), [](const Near& a, const Near& b) {
    return a.distance < b.distance || (a.distance == b.distance && a.unit < b.unit);
  });
  for (int k = 0; int& neighbour : neighbours) neighbour = all[k++].unit;
}

// With z independent standard normal numbers, mean + sum of z_k (x_k - mean) / sqrt(n - 1) has that covariance.
void sampleAround(Rng& rng, ConstMatView points, std::span<const int> rows, std::span<double> out) {
  const double n = isize(rows);
  const double scale = 1.0 / std::sqrt(std::max(1.0, n - 1.0));
  std::ranges::fill(out, 0.0);
  double total = 0.0;
  // Sorted by points: x_k has the weight scale z_k + (1 - scale sum of z) / n.
  for (const int row : rows) {
    const double z = scale * rng.normal();
    total += z;
    const std::span<const double> x = points.row(row);
    for (int j = 0; j < points.cols; ++j) out[j] += z * x[j];
  }
  const double share = (1.0 - total) / n;
  for (const int row : rows) {
    const std::span<const double> x = points.row(row);
    for (int j = 0; j < points.cols; ++j) out[j] += share * x[j];
  }
}

}  // namespace tandem::op
