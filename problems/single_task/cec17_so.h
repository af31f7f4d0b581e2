// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "problems/base/functions/cec_components.h"

/// CEC17-SO, for the many-task suite made of it.
namespace tandem::prob::cec17_so {

const cec::Suite& suite();

}  // namespace tandem::prob::cec17_so
