// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

/// Size from which a device pays off, by measured times ('tandem bench device').
namespace tandem::cli {

struct DeviceTimes {
  std::string problem;
  int task = 0;  ///< from 0
  int dim = 0;
  double cpu = 0.0;     ///< seconds per point, one thread
  double launch = 0.0;  ///< seconds per launch
  double point = 0.0;   ///< seconds per point in a large launch
};

/// Number of points at once from which the device is faster than `cores` cores, at least 1; infinite: never.
double paysFrom(const DeviceTimes& times, int cores);

/// The table and its conclusions.
std::string deviceAdvice(const std::vector<DeviceTimes>& all, const std::string& device, int cores);

}  // namespace tandem::cli
