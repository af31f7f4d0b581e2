// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>

#include "device/driver.h"
#include "tandem/version.h"

namespace tandem::device {

#ifdef TANDEM_OPENCL

namespace {

Driver& load() {
  void* library = dlopen(partPath(TANDEM_OPENCL).c_str(), RTLD_NOW | RTLD_LOCAL);
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
  return *enter();
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
