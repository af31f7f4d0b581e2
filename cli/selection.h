// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/experiment/spec.h"

/// The grammar of -a and -p. Options repeat, and each value is a comma list. An item without '=' starts an entry; an
/// item with '=' (and no ':' before it) adds a parameter to the entry before it:
///
///     MFEA:rmp=0.5,muC=3,GA      MFEA with rmp=0.5 and muC=3, then GA
///     'MFEA*',GA                 everything that matches, then GA
namespace tandem::cli {

/// Patterns are expanded here, because a specification lists algorithms by name. Throws InputError for items that
/// cannot be read and patterns that match nothing; unknown names are left to the plan.
std::vector<AlgorithmEntry> parseAlgorithms(const std::vector<std::string>& texts, const Catalogue& catalogue);

/// Names and patterns as they are; the name of a suite stands for all its problems.
std::vector<ProblemEntry> parseProblems(const std::vector<std::string>& texts, const Catalogue& catalogue);

}  // namespace tandem::cli
