// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
#include <vector>

/// n points on the positive part of the unit sphere in m dimensions, the same for both sides of the comparison (the
/// small generator is here because the peer's file is compiled without our headers).
inline std::vector<std::vector<double>> spherePoints(int n, int m) {
  std::uint64_t state = 1;
  std::vector<std::vector<double>> points(n);
  for (auto& point : points) {
    double squares = 0.0;
    for (int j = 0; j < m; ++j) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      point.push_back(static_cast<double>(state >> 11) * 0x1.0p-53 + 1e-3);
      squares += point.back() * point.back();
    }
    for (double& x : point) x /= std::sqrt(squares);
  }
  return points;
}
