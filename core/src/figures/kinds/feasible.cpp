// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/landscape.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const BuiltProblem& built, const std::string& name, const FigureRequest& r) {
  return feasibleFigure(built, name, {.task = r.task, .plane = r.plane, .unified = !r.realUnits, .samples = r.samples});
}

}  // namespace

TANDEM_FIGURE(.place = 180, .name = "feasible", .title = "Feasible region",
              .doc = "where the constraints of a problem are satisfied",
              .takes = {"task", "plane", "real-units", "samples"},
              .caption = "Constraint violation in a plane of two variables; feasible cells are empty.",
              .ofProblem = make)

}  // namespace tandem::figures
