// SPDX-License-Identifier: Apache-2.0
#include "problems/base/real_world/pulse_width.h"

#include <cmath>
#include <numbers>

#include "tandem/vmath.h"

namespace tandem::prob::pulse_width {

Spectrum spectrum(const Inverter& inverter, std::span<const double> angles, Workspace& ws) {
  constexpr double harmonics[] = {1,  5,  7,  11, 13, 17, 19, 23, 25, 29, 31, 35, 37, 41, 43, 47,
                                  49, 53, 55, 59, 61, 65, 67, 71, 73, 77, 79, 83, 85, 91, 95, 97};
  Workspace::Frame frame(ws);
  const std::size_t n = angles.size();
  const std::span<double> waves = frame.doubles(std::size(harmonics) * n);
  for (std::size_t j = 0; j < std::size(harmonics); ++j) {
    for (std::size_t l = 0; l < n; ++l) waves[j * n + l] = harmonics[j] * angles[l] * std::numbers::pi / 180.0;
  }
  vmath::cos(waves, waves);
  Spectrum result{0.0, 0.0};
  double weights = 0.0;
  for (std::size_t j = 0; j < std::size(harmonics); ++j) {
    double amplitude = 0.0;
    for (std::size_t l = 0; l < n; ++l) {
      const double wave = waves[j * n + l];
      amplitude += inverter.steps[l] == '+' ? wave : -wave;
    }
    const double k = harmonics[j];
    const double weight = 1.0 / (k * k * k * k);
    if (j == 0) {
      result.fundamental = amplitude;
      continue;
    }
    weights += weight;
    result.distortion += amplitude * amplitude * weight;
  }
  result.distortion = std::sqrt(result.distortion) / std::sqrt(weights);
  return result;
}

}  // namespace tandem::prob::pulse_width
