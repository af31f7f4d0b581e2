// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/result.h"

/// Initial individuals given by the user: `tandem run --start`.
namespace tandem::start {

/// The points of a file, text or results of Tandem, into ProblemRecord::start; `info` has its problems already. Throws
/// InputError for points that do not fit, with file, line and column where it is a text.
void read(const std::string& path, const Catalogue& catalogue, ExperimentInfo& info);
/// The same points as `stored` has, problem by problem: what a resumed experiment does, whatever has become of the
/// file.
void take(const ExperimentInfo& stored, ExperimentInfo& info);

/// Points by problem and task, flat, as filled by the readers.
using Points = std::vector<std::vector<std::vector<double>>>;
/// Reads `text` (CSV), where problems may have any of their names; complaints begin with `source`, line and column.
void readTable(const std::string& text, const std::string& source, const ExperimentInfo& info,
               const Catalogue& catalogue, Points& points);

/// The bound itself if a coordinate is outside its bounds by no more than what a number loses in print; else the
/// coordinate. `inside` tells whether the result is within the bounds.
double withinBounds(const TaskInfo& task, int variable, double value, bool& inside);

}  // namespace tandem::start
