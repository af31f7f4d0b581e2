// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <vector>

#include "tandem/export.h"
#include "tandem/result.h"

namespace tandem {

/// What evaluations are spent on, in the order of ledgers.
inline constexpr std::array<const char*, kLedgerPurposes> kPurposeNames = {"initial", "native", "transfer", "surrogate",
                                                                           "restart"};

/// Mean evaluations of the finished runs by [task][purpose]; empty without a finished run, or if the counts are
/// unknown.
TANDEM_API std::vector<double> meanLedger(const CellData& cell);

}  // namespace tandem
