// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "store/hdf5.h"
#include "tandem/result.h"

/// What the description of an experiment consists of; info.h puts it together.
namespace tandem::store {

inline constexpr std::int64_t kMostCounted = std::int64_t{1} << 53;  ///< larger integers are no exact doubles

void writeProblem(const Node& node, const ProblemRecord& problem);
/// Throws InputError if it is damaged.
ProblemRecord readProblem(const Node& node);

/// Lean files leave out the list of traces.
void writeAlgorithm(const Node& node, const AlgorithmRecord& algorithm, bool lean);
/// Throws InputError if it is damaged.
AlgorithmRecord readAlgorithm(const Node& node);

/// As sha1sum prints it.
std::string pluginLine(const PluginRecord& plugin);
void writePlugin(const Node& node, const PluginRecord& plugin);
PluginRecord readPlugin(const Node& node);

/// The texts, one line each.
std::string joinedLines(const std::vector<std::string>& texts);

/// Checksum over what differs between two files of the same experiment: where and when.
std::uint32_t timesChecksum(const ExperimentInfo& info);

}  // namespace tandem::store
