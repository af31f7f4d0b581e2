// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/editing/edit.h"

/// How trimming reduces numbers.
namespace tandem::edit {

/// How many bits a precision that rounds keeps, about.
double bitsOf(const Precision& precision);
/// Reduces a record as trimResults does.
void reduce(RunRecord& record, const Precision& precision);
/// Rounds the numbers of stacked runs in the same way; what is lean stays as it is.
void round(CellData& cell, const Precision& precision);

}  // namespace tandem::edit
