// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>

#include "tandem/result.h"

/// What the imports of other platforms' results have in common.
namespace tandem::edit {

inline constexpr std::uintmax_t kMostImported = std::uintmax_t{1} << 30U;

/// The content of a file; throws InputError if it cannot be read or is larger than kMostImported.
std::string readImported(const std::string& file);
/// Fills in what is unknown in every import, and the specification that merging and splitting use.
void describeImported(ExperimentInfo& info);

}  // namespace tandem::edit
