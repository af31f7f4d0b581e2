// SPDX-License-Identifier: Apache-2.0
// libFuzzer's side: the target is named when this file is compiled.
#include <cstddef>
#include <cstdint>

#include "fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tandem::fuzz::Target& target = tandem::fuzz::target(TANDEM_FUZZ_TARGET);
  target.run({reinterpret_cast<const char*>(data), size});
  return 0;
}
