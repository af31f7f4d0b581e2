// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/landscape.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const BuiltProblem& built, const std::string& name, const FigureRequest& r) {
  return landscapeFigure(built, name,
                         {.task = r.task, .plane = r.plane, .unified = !r.realUnits, .samples = r.samples});
}

}  // namespace

TANDEM_FIGURE(.place = 170, .name = "landscape", .title = "Landscape", .doc = "slices through the tasks of a problem",
              .takes = {"task", "plane", "real-units", "samples", "y-range"},
              .caption = "First objective of the tasks along a slice through their box.", .ofProblem = make)

}  // namespace tandem::figures
