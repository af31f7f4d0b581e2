// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "store/packed.h"
#include "tandem/editing/edit.h"
#include "tandem/specification/spec.h"

namespace tandem::edit {

/// Throws InputError if there are results under this name, or any other file.
void refuseExisting(const std::string& output);
/// Writes a packed file from runs requested block by block; it appears complete or not at all.
void writeResults(const std::string& output, ExperimentInfo info, const store::RunSource& source,
                  const Progress& progress = {});
/// The stored specification; throws InputError unless its entries match the records one by one.
ExperimentSpec specificationOf(const ExperimentInfo& info, const std::string& file);

}  // namespace tandem::edit
