// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nanobind/nanobind.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "own_algorithm.h"
#include "own_problem.h"
#include "tandem/catalogue.h"
#include "tandem/engine/run.h"
#include "tandem/specification/spec.h"

/// What single runs, experiments and results share: the catalogue, and specifications made from Python arguments.
namespace tandem::py {

/// The catalogue of this process: built-in units, plug-ins and what Python registered. Never freed: units written in
/// Python must not be destroyed after the interpreter's end. Changed only under the GIL.
Catalogue& processCatalogue();

/// Python problems and algorithms that an experiment brings along.
struct OwnUnits {
  std::vector<std::shared_ptr<const OwnProblemParts>> problems;
  std::vector<std::shared_ptr<const OwnAlgorithmParts>> algorithms;
};
OwnUnits ownUnits(nb::handle problems, nb::handle algorithms);

/// The process's catalogue with these units.
std::shared_ptr<const Catalogue> catalogueWith(const OwnUnits& units);

/// An experiment's specification from a dictionary of Python's (tandem_emt/_words.py fills it).
ExperimentSpec specOf(const nb::dict& words, const Catalogue& catalogue);

/// A plan with the catalogue that it points into.
struct PlannedExperiment {
  std::shared_ptr<const Catalogue> catalogue;
  Plan plan;
};
std::shared_ptr<const PlannedExperiment> plannedExperiment(const nb::dict& words, nb::handle problems,
                                                           nb::handle algorithms);

/// Runs `work` on a separate thread, without the GIL, while this one checks for Ctrl-C and calls `tick` (if callable)
/// several times a second. An exception from either stops the runs; it is thrown once they have stopped.
void conduct(RunControl& control, const std::function<void()>& work, const nb::object& tick);

void bindCatalogue(nb::module_& m);
void bindUnits(nb::module_& m);
void bindRun(nb::module_& m);
void bindExperiment(nb::module_& m);
void bindResults(nb::module_& m);
void bindTables(nb::module_& m);
void bindFigures(nb::module_& m);
void bindMeasures(nb::module_& m);
void bindArrow(nb::module_& m);

}  // namespace tandem::py
