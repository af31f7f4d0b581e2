// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"

/// New result files from old ones. Inputs, packed or in parts, are never changed; outputs must not exist and appear
/// complete or not at all. All run by run, with little memory.
namespace tandem {

enum class SplitBy { Algorithm, Problem, Repetition };

/// Puts the runs of several files into one: shards of one experiment, or experiments that share their settings and
/// differ in problems or algorithms. Throws InputError with the difference if the settings (seed, repetitions,
/// checkpoints, Tandem version, ...), an instance or the parameters of an algorithm of the same alias differ, or if two
/// files hold different results of the same run. A finished run is preferred to a failed one.
TANDEM_API void mergeResults(const std::string& output, const std::vector<std::string>& inputs);

/// One file per algorithm, problem or repetition, named after FILE and the part ("FILE-MFEA.h5"), in `folder` (empty:
/// that of the file). By repetition, every part keeps the number of repetitions and lacks the others, so that streams
/// stay what they were and merging the parts gives the whole. Returns the names in order.
TANDEM_API std::vector<std::string> splitResults(const std::string& file, SplitBy by, const std::string& folder = "");

/// Keeps `checkpoints` of the K recorded: the first, then those nearest after j*budget/checkpoints, the last at the
/// end. If `checkpoints` divides K, the file equals one recorded with that number. Throws InputError if there are
/// fewer.
TANDEM_API void trimResults(const std::string& file, const std::string& output, int checkpoints);

}  // namespace tandem
