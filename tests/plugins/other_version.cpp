// SPDX-License-Identifier: Apache-2.0
// Made for another Tandem. Its static initialiser leaves a trace that tells whether any code of it ran.
#include <cstdlib>

#include "tandem/plugin_entry.h"

TANDEM_PLUGIN_ABI("Tandem 0.0.1 (000000000000), g++ 4")

namespace {
[[maybe_unused]] const int kTrace = setenv("TANDEM_TEST_TRACE", "other_version ran", 1);
}

extern "C" void tandem_plugin_register(tandem::Catalogue& catalogue) {
  tandem::AlgorithmInfo info;
  info.name = "Other-Version";
  catalogue.algorithms.add(info);
}
