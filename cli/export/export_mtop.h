// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "cli/export/mat_values.h"
#include "tandem/store/result_file.h"

namespace tandem::cli {

/// The experiment as the struct MTOData of MToP; unfinished runs are empty there.
mat::Variable mtoData(const ResultFile& file);

}  // namespace tandem::cli
