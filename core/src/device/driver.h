// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tandem/device.h"

/// The interface between core and the library that knows OpenCL (core/device), which core loads when a device is
/// requested.
namespace tandem::device {

/// Points of one task of one problem.
struct Batch {
  int problem = 0;
  int task = 0;
  ConstMatView x;
  MatView values;  ///< N x 1
};

/// A device with all tasks of some problems uploaded. One thread at a time.
class Program {
 public:
  virtual ~Program() = default;
  /// Device, precision and driver in words, without the number of the device.
  [[nodiscard]] virtual std::string label() const = 0;
  /// Throws DeviceError; the program is then unusable.
  virtual void compute(std::span<const Batch> batches) = 0;
};

class Driver {
 public:
  virtual ~Driver() = default;
  [[nodiscard]] virtual std::vector<DeviceInfo> devices() = 0;
  /// `forms` share one library.
  [[nodiscard]] virtual std::unique_ptr<Program> open(const DeviceChoice& choice,
                                                      const std::vector<std::shared_ptr<const DeviceForm>>& forms) = 0;
};

/// Loads the library on first use; throws DeviceError if this Tandem was built without it or if it cannot be loaded.
Driver& openclDriver();

}  // namespace tandem::device

/// The library's entry point.
extern "C" TANDEM_API tandem::device::Driver* tandem_opencl_driver();
