// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/editing/edit.h"
#include "tandem/export.h"
#include "tandem/specification/spec.h"

namespace tandem {

/// What to add to an experiment.
struct Extension {
  int repetitions = 0;                     ///< in all; 0: as many as it has
  std::vector<AlgorithmEntry> algorithms;  ///< names or patterns; those already present are not added again
  std::vector<ProblemEntry> problems;      ///< likewise
  bool force = false;                      ///< the file may have been made by another build of Tandem
  bool allowPrograms = false;              ///< the file may start other programs (problem External)
};

/// Makes room in FILE for more repetitions, algorithms and problems: the specification is extended, existing runs are
/// kept bit for bit (random streams depend on none of the three), and new ones are missing until resumeExperiment runs
/// them. The file is replaced atomically: it is the old one or the new one whatever happens. Throws InputError, and
/// leaves the file as it is, if it was imported, reduced in precision, trimmed to checkpoints at which no run records,
/// or not packed yet; if anything it depends on has changed; if it would get fewer repetitions, or nothing new.
TANDEM_API void extendResults(const std::string& file, const Extension& extension, const Catalogue& catalogue,
                              const std::string& dataDir = "", const Progress& progress = {});

}  // namespace tandem
