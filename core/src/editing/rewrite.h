// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "store/packed.h"
#include "tandem/editing/edit.h"
#include "tandem/specification/spec.h"

namespace tandem::edit {

/// Throws InputError if there are results under this name, or any other file.
void refuseExisting(const std::string& output);
/// Writes a packed file from runs that are asked for block by block; it appears complete or not at all.
void writeResults(const std::string& output, ExperimentInfo info, const store::RunSource& source,
                  const Progress& progress = {});
/// The stored specification, whose entries are those of the records one by one; throws InputError if they are not.
ExperimentSpec specificationOf(const ExperimentInfo& info, const std::string& file);

}  // namespace tandem::edit
