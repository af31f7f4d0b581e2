// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "store/hdf5.h"
#include "tandem/result.h"

namespace tandem::store {

/// Newest schema. Files are written in the oldest that can hold them: 3, 4 for experiments with initial individuals, 5
/// for random streams of a version other than the first, 6 for lean files.
inline constexpr int kSchema = 6;
int schemaFor(const ExperimentInfo& info);
/// Whether the datasets of a problem hold the runs of all algorithms, one after the other, instead of separate
/// datasets.
bool stacksRuns(const ExperimentInfo& info);
/// Group of item i: "0007".
std::string indexName(std::size_t i);

/// Writes everything but the runs: root attributes, /problems, /algorithms.
void writeInfo(const Node& root, const ExperimentInfo& info);
/// Reads and checks it; throws InputError (not a Tandem file, newer schema, damaged).
ExperimentInfo readInfo(const Node& root);

/// Why runs made now would not fit beside those of a trimmed file ("3 of 8 checkpoints were kept, at which no run
/// records"); empty if they would.
std::string misfit(const ExperimentInfo& info);

/// Whether a method reports quantities of its own.
bool traced(const ExperimentInfo& info);
/// Overlooks that another build of Tandem made `stored`: `now` gets its version, revision, compiler and flags.
void takeBuild(ExperimentInfo& now, const ExperimentInfo& stored);

/// What a checksum of the description covers: all that is stored but wall-clock data, or only what decides results, so
/// that files stay comparable, and their runs repeatable, when a parameter gets another description or a wider range.
enum class Covers { All, Deciding };
std::uint32_t infoChecksum(const ExperimentInfo& info, Covers covers = Covers::All);

}  // namespace tandem::store
