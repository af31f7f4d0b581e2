// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>

#include <filesystem>

#include "device/driver.h"

namespace tandem::device {

#ifdef TANDEM_OPENCL

namespace {

/// The library stands beside the one that holds this function.
Driver& load() {
  Dl_info info;
  std::filesystem::path folder;
  if (dladdr(reinterpret_cast<const void*>(&openclDriver), &info) != 0 && info.dli_fname != nullptr) {
    folder = std::filesystem::path(info.dli_fname).parent_path();
  }
  const std::string path = (folder / TANDEM_OPENCL).string();
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  const auto enter = library == nullptr
                         ? nullptr
                         : reinterpret_cast<decltype(&tandem_opencl_driver)>(dlsym(library, "tandem_opencl_driver"));
  if (enter == nullptr) {
    const char* why = dlerror();
    throw DeviceError("OpenCL cannot be used, because its library cannot be loaded (" +
                      std::string(why == nullptr ? "unknown reason" : why) +
                      "); install the package tandem-emt-opencl and an OpenCL loader (ocl-icd-libopencl1), or use "
                      "--device cpu.");
  }
  return enter();
}

}  // namespace

Driver& openclDriver() {
  static Driver& driver = load();
  return driver;
}

#else

Driver& openclDriver() {
  throw DeviceError(
      "This Tandem was built without OpenCL; build it with -DTANDEM_OPENCL=ON (needs ocl-icd-opencl-dev), or use "
      "--device cpu.");
}

#endif

}  // namespace tandem::device
