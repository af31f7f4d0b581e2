// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/specification/spec.h"

namespace tandem::gui {

/// The part of an experiment to keep if algorithms do not fit problems: entries by their position in the specification.
struct FittingPart {
  std::vector<int> algorithms, problems;
  bool operator==(const FittingPart&) const = default;
};
/// Which algorithms of an experiment can be run on which of its problems.
struct Fitting {
  int algorithms = 0, problems = 0;
  std::vector<std::string> why;    ///< [algorithm * problems + problem]; empty: it can
  std::vector<FittingPart> parts;  ///< in which all can be run on all; the one with most pairs first, a limited number
  [[nodiscard]] const std::string& at(int algorithm, int problem) const { return why[algorithm * problems + problem]; }
};
/// Builds the problems. Throws what makePlan throws for names and parameters.
[[nodiscard]] Fitting fittingOf(const ExperimentSpec& spec, const Catalogue& catalogue);

}  // namespace tandem::gui
