// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/editing/edit.h"

/// How trimming reduces numbers.
namespace tandem::edit {

/// Approximately how many bits a rounding precision keeps.
double bitsOf(const Precision& precision);
/// Reduces a record as trimResults does.
void reduce(RunRecord& record, const Precision& precision);
/// Rounds the numbers of stacked runs in the same way; `lean` has no effect.
void round(CellData& cell, const Precision& precision);

}  // namespace tandem::edit
