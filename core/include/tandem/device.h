// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"

/// Evaluation on an OpenCL device: how a problem describes itself to one. docs/gpu.md is the guide.
namespace tandem {

/// Functions that device code can call: OpenCL C that defines for every name in `functions`
///
///     Vec NAME(Reader z, int dim, Table table)
///
/// where z reads coordinate i of the point with at(i), and `table` the coefficients of DevicePart with entry(i). The
/// library is compiled once per device and kept; a problem only refers to it.
struct DeviceLibrary {
  std::string source;
  std::vector<std::string> functions;
};

/// One function of some coordinates of a task. It sees rate * R * y, where y are the inputs, shifted and scaled.
struct DevicePart {
  int function = 0;         ///< place in DeviceLibrary::functions
  int dim = 0;              ///< coordinates that the function gets
  std::vector<int> inputs;  ///< coordinates of the point (from 0) that y is made of; empty: all, in order
  Matrix rotation;          ///< R, dim x inputs; empty: identity
  double rate = 1.0;
  double weight = 1.0;        ///< of the function's value in the sum
  std::vector<double> table;  ///< the function's coefficients; may be empty
};

/// f(x) = sum over the parts of weight * function(rate * R * y) + bias, y = scale * (x - shift).
struct DeviceTask {
  int dim = 0;
  std::vector<double> shift;  ///< size dim; empty: 0
  std::vector<double> scale;  ///< size dim; empty: 1
  std::vector<DevicePart> parts;
  double bias = 0.0;
};

/// What Problem::deviceForm() gives: single-objective, unconstrained tasks without noise.
struct DeviceForm {
  const DeviceLibrary* library = nullptr;  ///< lives as long as the program
  std::vector<DeviceTask> tasks;           ///< one per task of the problem
};

}  // namespace tandem
