// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/editing/edit.h"
#include "tandem/export.h"
#include "tandem/specification/spec.h"

namespace tandem {

/// What an experiment is to have beside what it has.
struct Extension {
  int repetitions = 0;  ///< in all; 0: as many as it has
  std::vector<AlgorithmEntry> algorithms;  ///< names or patterns; what is there already is not doubled
  std::vector<ProblemEntry> problems;      ///< likewise
  bool force = false;                  ///< the file may have been made by another build of Tandem
  bool allowPrograms = false;          ///< the file may have other programs started (problem External)
};

/// Makes room in FILE for more repetitions, algorithms and problems: the specification is widened, the runs that are
/// there are kept bit for bit (random streams depend on none of the three), the new ones are missing until
/// resumeExperiment does them. The file is replaced in one step: it is the old one or the new one whatever happens.
/// Throws InputError, and leaves the file as it is, if it was imported, reduced in precision, or not packed yet; if
/// anything it depends on has changed; if it would get fewer repetitions, or nothing that it does not have.
TANDEM_API void extendResults(const std::string& file, const Extension& extension, const Catalogue& catalogue,
                              const std::string& dataDir = "", const Progress& progress = {});

}  // namespace tandem
