// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "problems/base/real_world/rwco.h"

/// The mechanical problems of CEC20-RWCO that need more than a formula.
namespace tandem::prob::rwco {

/// RC24. Places of an unreachable position cost 1e4.
double robotGripper(const Call& c);
/// RC26.
double gearBox(const Call& c);
/// RC27: weight under limits on the lowest natural frequencies.
double tenBarTruss(const Call& c);
/// RC33: compliance of a beam by finite elements.
double topology(const Call& c);

}  // namespace tandem::prob::rwco
