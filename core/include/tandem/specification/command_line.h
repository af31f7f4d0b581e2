// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/engine/engine.h"
#include "tandem/export.h"
#include "tandem/specification/spec.h"

/// The grammar of -a and -p of `tandem run`, read and written. Options repeat, and each value is a comma list. An item
/// without '=' starts an entry; an item with '=' (and no ':' before it) adds a parameter to the entry before it:
///
///     MFEA:rmp=0.5,muC=3,GA        MFEA with rmp=0.5 and muC=3, then GA
///     MFEA:alias="tuned, v2"       its name in the results; a value in double quotes may hold anything, with \" and
///                                  \\ for a quote and a backslash
///     'MFEA*',GA                   everything that matches, then GA
///     GA:population=50,budget=2000 an entry's own population size and budget, in -a and -p
namespace tandem {

/// Patterns are expanded here, because a specification lists algorithms by name. Throws InputError for items that
/// cannot be read and patterns that match nothing; unknown names are left to the plan.
TANDEM_API std::vector<AlgorithmEntry> parseAlgorithms(const std::vector<std::string>& texts,
                                                       const Catalogue& catalogue);

/// Names and patterns as they are; the name of a suite stands for all its problems.
TANDEM_API std::vector<ProblemEntry> parseProblems(const std::vector<std::string>& texts, const Catalogue& catalogue);

/// Text that parses back to the entry.
TANDEM_API std::string algorithmText(const AlgorithmEntry& entry);
TANDEM_API std::string problemText(const ProblemEntry& entry);

/// What `tandem run` is told besides the specification; none of it changes the results.
struct RunPlace {
  std::string output;
  int threads = 0;  ///< 0: all cores
  bool force = false;
  Parallel parallel = Parallel::Auto;
  int inFlight = 0;  ///< 0: the default of EngineOptions
  Journal journal = Journal::Auto;
};

/// "tandem", "run", ... : the words that run the specification without a specification file.
TANDEM_API std::vector<std::string> runCommand(const ExperimentSpec& spec, const RunPlace& place);

/// A word quoted for pasting into a shell; several are joined by spaces.
TANDEM_API std::string shellQuoted(const std::string& word);
TANDEM_API std::string shellLine(const std::vector<std::string>& words);

}  // namespace tandem
