// SPDX-License-Identifier: Apache-2.0
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include "population.h"
#include "session.h"
#include "tandem/error.h"
#include "tandem/version.h"

namespace nb = nanobind;

NB_MODULE(_core, m) {
  nb::set_leak_warnings(false);  // at the interpreter's end modules may still hold their own problems
  m.doc() = "The engine of Tandem; use the module tandem_emt.";
  m.attr("__version__") = tandem::versionText();
  m.attr("revision") = tandem::revisionText();
  m.attr("compiler") = tandem::compilerText();

  // The last one registered is tried first.
  const nb::exception<tandem::Error> error(m, "Error", PyExc_RuntimeError);
  const nb::exception<tandem::InputError> inputError(m, "InputError", PyExc_ValueError);
  // No Exception: what stops a run must pass through `except Exception` in an algorithm.
  const nb::exception<tandem::Cancelled> cancelled(m, "Cancelled", PyExc_BaseException);

  tandem::py::bindPopulation(m);
  tandem::py::bindOwnAlgorithms(m);
  tandem::py::bindUnits(m);
  tandem::py::bindCatalogue(m);
  tandem::py::bindRun(m);
  tandem::py::bindExperiment(m);
  tandem::py::bindResults(m);
  tandem::py::bindTables(m);
  tandem::py::bindFigures(m);
  tandem::py::bindMeasures(m);
  tandem::py::bindArrow(m);
}
