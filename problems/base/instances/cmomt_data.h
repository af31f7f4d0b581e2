// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

namespace tandem::prob::cmomt {

/// Shifts of the distance variables of up to three tasks.
struct Shifts {
  std::span<const double> task[3];
};
extern const Shifts kShifts[12];

}  // namespace tandem::prob::cmomt
