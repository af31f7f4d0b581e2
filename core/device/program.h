// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <vector>

#include "device/driver.h"
#include "opencl.h"

namespace tandem::opencl {

std::unique_ptr<device::Program> openProgram(const Device& device, const DeviceChoice& choice,
                                             const std::vector<std::shared_ptr<const DeviceForm>>& forms);

}  // namespace tandem::opencl
