// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/landscape.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const BuiltProblem& built, const std::string& name, const FigureRequest& r) {
  return similarityFigure(built, name, r.samples > 0 ? r.samples : 2000);
}

}  // namespace

TANDEM_FIGURE(.place = 200, .name = "similarity", .title = "Similarity of tasks",
              .doc = "rank correlation of the tasks of a problem", .takes = {"samples"},
              .caption = "Spearman rank correlation of the first objectives over points of the unified space.",
              .ofProblem = make)

}  // namespace tandem::figures
