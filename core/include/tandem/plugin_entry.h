// SPDX-License-Identifier: Apache-2.0
#pragma once
/// The two symbols a plug-in exports. tandem_add_plugin() generates the file that uses this; nobody writes it by hand.
#include "tandem/catalogue.h"
#include "tandem/export.h"
#include "tandem/headers_id.h"  // generated: version and hash of the public headers

#define TANDEM_TEXT_OF_VALUE(x) #x
#define TANDEM_TEXT_OF(x) TANDEM_TEXT_OF_VALUE(x)
#if defined(__clang__)
#define TANDEM_COMPILER_TEXT "clang++ " TANDEM_TEXT_OF(__clang_major__)
#else
#define TANDEM_COMPILER_TEXT "g++ " TANDEM_TEXT_OF(__GNUC__)
#endif
#if defined(_GLIBCXX_DEBUG)
#define TANDEM_CONTAINERS_TEXT "debug containers"
#else
#define TANDEM_CONTAINERS_TEXT "plain containers"
#endif

/// What must agree between the program and a plug-in before any code of the plug-in may run. The alignment is the one
/// that vector types (Eigen's too) derive from the instruction set.
#define TANDEM_ABI_STAMP                                                             \
  "Tandem " TANDEM_HEADERS_ID ", " TANDEM_COMPILER_TEXT                              \
  ", string ABI " TANDEM_TEXT_OF(_GLIBCXX_USE_CXX11_ABI) ", " TANDEM_CONTAINERS_TEXT \
                                                         ", alignment " TANDEM_TEXT_OF(__BIGGEST_ALIGNMENT__)

/// Puts a stamp into its own section, from which the loader reads it without loading the library.
#define TANDEM_PLUGIN_ABI(stamp)                        \
  extern "C" TANDEM_API const char tandem_plugin_abi[]; \
  __attribute__((used, section(".tandem_abi"))) const char tandem_plugin_abi[] = stamp;

extern "C" TANDEM_API void tandem_plugin_register(tandem::Catalogue& catalogue);
