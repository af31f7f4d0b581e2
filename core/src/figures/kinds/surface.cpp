// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/kinds.h"

namespace tandem::figures {

TANDEM_FIGURE(.place = 190, .name = "surface", .title = "Surface", .doc = "tasks of a problem as sheets over a plane",
              .takes = {"task", "plane", "real-units", "samples"},
              .caption = "First objective over a plane of two variables.", .surface = true)

}  // namespace tandem::figures
