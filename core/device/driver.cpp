// SPDX-License-Identifier: Apache-2.0
#include "device/driver.h"

#include <cstdlib>
#include <stdexcept>

#include "opencl.h"
#include "program.h"

namespace tandem::opencl {

namespace {

std::string textOf(cl_device_id device, cl_device_info what) {
  std::size_t size = 0;
  if (clGetDeviceInfo(device, what, 0, nullptr, &size) != CL_SUCCESS || size == 0) return {};
  std::string text(size, '\0');
  clGetDeviceInfo(device, what, size, text.data(), nullptr);
  text.resize(text.find('\0') == std::string::npos ? size : text.find('\0'));
  const auto first = text.find_first_not_of(' ');
  const auto last = text.find_last_not_of(' ');
  return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

std::string platformName(cl_platform_id platform) {
  char name[256] = {};
  clGetPlatformInfo(platform, CL_PLATFORM_NAME, sizeof name - 1, name, nullptr);
  return name;
}

template <typename T>
T numberOf(cl_device_id device, cl_device_info what) {
  T value{};
  clGetDeviceInfo(device, what, sizeof value, &value, nullptr);
  return value;
}

class OpenclDriver final : public device::Driver {
 public:
  std::vector<DeviceInfo> devices() override {
    std::vector<DeviceInfo> list;
    for (const Device& device : allDevices()) list.push_back(device.info);
    return list;
  }
  std::unique_ptr<device::Program> open(const DeviceChoice& choice,
                                        const std::vector<std::shared_ptr<const DeviceForm>>& forms) override {
    const std::vector<Device> devices = allDevices();
    if (choice.index >= isize(devices)) {
      throw DeviceError("There is no device " + deviceText(choice) + ": this machine has " +
                        std::to_string(devices.size()) + " OpenCL device" + (devices.size() == 1 ? "" : "s") +
                        ", numbered from 0 (see 'tandem list devices').");
    }
    const Device& device = devices[choice.index];
    if (!choice.single && !device.info.doubles) {
      throw DeviceError("The device " + deviceText(choice) + " (" + device.info.name +
                        ") has no double precision; ask for " + deviceText({true, choice.index, true}) +
                        " if single precision will do, or use --device cpu.");
    }
    return openProgram(device, choice, forms);
  }
};

}  // namespace

std::string errorName(cl_int code) {
  switch (code) {
#define TANDEM_NAME(name) \
  case name:              \
    return #name;
    TANDEM_NAME(CL_DEVICE_NOT_FOUND)
    TANDEM_NAME(CL_DEVICE_NOT_AVAILABLE)
    TANDEM_NAME(CL_COMPILER_NOT_AVAILABLE)
    TANDEM_NAME(CL_MEM_OBJECT_ALLOCATION_FAILURE)
    TANDEM_NAME(CL_OUT_OF_RESOURCES)
    TANDEM_NAME(CL_OUT_OF_HOST_MEMORY)
    TANDEM_NAME(CL_BUILD_PROGRAM_FAILURE)
    TANDEM_NAME(CL_INVALID_VALUE)
    TANDEM_NAME(CL_INVALID_BUFFER_SIZE)
    TANDEM_NAME(CL_INVALID_BINARY)
    TANDEM_NAME(CL_INVALID_COMMAND_QUEUE)
    TANDEM_NAME(CL_INVALID_KERNEL_ARGS)
    TANDEM_NAME(CL_INVALID_WORK_GROUP_SIZE)
    TANDEM_NAME(CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST)
#undef TANDEM_NAME
    default:
      return "OpenCL error " + std::to_string(code);
  }
}

std::vector<Device> allDevices() {
  cl_uint count = 0;
  // The loader reports "no platform" as a separate error.
  if (clGetPlatformIDs(0, nullptr, &count) != CL_SUCCESS || count == 0) {
    throw DeviceError(
        "No OpenCL driver is installed on this machine; install that of your device (pocl-opencl-icd for the CPU), or "
        "use --device cpu.");
  }
  std::vector<cl_platform_id> platforms(count);
  clGetPlatformIDs(count, platforms.data(), nullptr);
  std::vector<Device> devices;
  for (const cl_platform_id platform : platforms) {
    cl_uint found = 0;
    if (clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, nullptr, &found) != CL_SUCCESS || found == 0) continue;
    std::vector<cl_device_id> ids(found);
    clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, found, ids.data(), nullptr);
    for (const cl_device_id id : ids) {
      DeviceInfo info;
      info.index = isize(devices);
      info.name = textOf(id, CL_DEVICE_NAME);
      info.vendor = textOf(id, CL_DEVICE_VENDOR);
      info.version = textOf(id, CL_DEVICE_VERSION);
      info.driver = textOf(id, CL_DRIVER_VERSION);
      info.platform = platformName(platform);
      info.doubles = numberOf<cl_device_fp_config>(id, CL_DEVICE_DOUBLE_FP_CONFIG) != 0;
      info.memory = numberOf<cl_ulong>(id, CL_DEVICE_GLOBAL_MEM_SIZE);
      info.units = static_cast<int>(numberOf<cl_uint>(id, CL_DEVICE_MAX_COMPUTE_UNITS));
      devices.push_back({id, std::move(info)});
    }
  }
  if (devices.empty()) {
    throw DeviceError(
        "The OpenCL drivers of this machine offer no device; check them with clinfo, or use --device cpu.");
  }
  return devices;
}

Fault faultAskedFor() {
  const char* text = std::getenv("TANDEM_DEVICE_FAULT");
  if (text == nullptr) return {};
  const std::string fault = text;
  const auto colon = fault.find(':');
  const int launch = colon == std::string::npos ? 1 : std::atoi(fault.c_str() + colon + 1);
  const std::string kind = fault.substr(0, colon);
  if (kind == "build") return {Fault::Kind::Build, 0};
  if (kind == "lost") return {Fault::Kind::Lost, launch};
  if (kind == "memory") return {Fault::Kind::Memory, launch};
  return {};
}

}  // namespace tandem::opencl

extern "C" tandem::device::Driver* tandem_opencl_driver() {
  static tandem::opencl::OpenclDriver driver;
  return &driver;
}
