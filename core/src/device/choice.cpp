// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "device/driver.h"

namespace tandem {

DeviceError::~DeviceError() = default;

DeviceChoice parseDevice(const std::string& text, const std::string& what) {
  if (text == "cpu") return {};
  const std::string kind = text.substr(0, text.find(':'));
  std::string rest = text.size() > kind.size() ? text.substr(kind.size() + 1) : "";
  DeviceChoice choice{.opencl = true};
  bool good = kind == "opencl" && text.back() != ':';
  if (rest == "single" || rest.ends_with(":single")) {
    choice.single = true;
    rest.resize(rest == "single" ? 0 : rest.size() - 7);
    good = good && text.find("::") == std::string::npos;
  }
  if (!rest.empty()) {
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), choice.index);
    good = good && error == std::errc{} && end == rest.data() + rest.size() && choice.index >= 0;
  }
  if (!good) {
    throw InputError(what + ": '" + text +
                     "' is not a device; use cpu, or opencl[:INDEX][:single] with an index of 'tandem list devices'.");
  }
  return choice;
}

std::string deviceText(const DeviceChoice& choice) {
  if (!choice.opencl) return "cpu";
  return "opencl:" + std::to_string(choice.index) + (choice.single ? ":single" : "");
}

std::vector<DeviceInfo> listDevices() {
  return device::openclDriver().devices();
}

}  // namespace tandem
