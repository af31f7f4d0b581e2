// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/device.h"

namespace tandem::test {

/// Empty if there is a device to test on, else why not.
inline std::string whyNoDevice() {
  try {
    const std::vector<DeviceInfo> devices = listDevices();
    return devices.front().doubles ? "" : "the first OpenCL device has no double precision";
  } catch (const DeviceError& error) {
    return error.what();
  }
}

/// The suites that have an OpenCL form (STOP in part).
inline const std::vector<std::string> kDeviceSuites = {"CEC17-MTSO",     "CEC19-MaTSO", "WCCI20-MaTSO", "WCCI20-MTSO",
                                                       "WCCI20-MTSO-EV", "C2TOP",       "C4TOP",        "LSMaTSO",
                                                       "CCPLX",          "Classical",   "STOP"};

#define TANDEM_NEEDS_DEVICE()                                                \
  if (const std::string why = ::tandem::test::whyNoDevice(); !why.empty()) { \
    /* A machine without a driver is one thing, a broken build another. */   \
    if (why.find("cannot be loaded") != std::string::npos) FAIL() << why;    \
    GTEST_SKIP() << why;                                                     \
  }                                                                          \
  static_assert(true)

}  // namespace tandem::test
