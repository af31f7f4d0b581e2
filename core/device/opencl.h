// SPDX-License-Identifier: Apache-2.0
#pragma once
#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

#include <string>
#include <utility>
#include <vector>

#include "tandem/device.h"

/// OpenCL's C interface with owners and exceptions.
namespace tandem::opencl {

/// Owns a reference to an OpenCL object.
template <typename T, cl_int (*release)(T)>
class Owner {
 public:
  Owner() = default;
  explicit Owner(T object) : object_(object) {}
  Owner(Owner&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Owner& operator=(Owner&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;
  ~Owner() {
    if (object_ != nullptr) release(object_);
  }
  [[nodiscard]] T get() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }

 private:
  T object_ = nullptr;
};
using Context = Owner<cl_context, clReleaseContext>;
using Queue = Owner<cl_command_queue, clReleaseCommandQueue>;
using Buffer = Owner<cl_mem, clReleaseMemObject>;
using Built = Owner<cl_program, clReleaseProgram>;
using Kernel = Owner<cl_kernel, clReleaseKernel>;

/// "CL_OUT_OF_RESOURCES", or the number of a rarer error.
std::string errorName(cl_int code);

/// A device with its entry in the listing.
struct Device {
  cl_device_id id = nullptr;
  DeviceInfo info;
};
/// All devices of all platforms, in the drivers' order; throws DeviceError if there is none.
std::vector<Device> allDevices();

/// What tests request with TANDEM_DEVICE_FAULT: "build" (broken source), "lost:N", "memory:N" (the N-th launch fails).
struct Fault {
  enum class Kind { None, Build, Lost, Memory } kind = Kind::None;
  int launch = 0;
};
Fault faultAskedFor();

/// The complete source of the kernels and the options to build it with.
std::string kernelSource(const DeviceLibrary& library);
/// Builds it, or takes an earlier build from the user's cache; throws DeviceError with the first error of the device's
/// compiler.
Built buildProgram(const Context& context, const Device& device, const std::string& source, bool single);

}  // namespace tandem::opencl
