// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "problems/base/functions.h"

/// What makeFunction() and functionName() pass on to functions_cec.cpp.
namespace tandem::prob {

const char* cecFunctionName(Base base);
TileFunction makeCecFunction(Base base);

}  // namespace tandem::prob
