// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/ledger.h"

#include "tandem/engine/ledger.h"
#include "tandem/error.h"

namespace tandem::figures {

Figure ledgerFigure(const std::vector<ProblemRuns>& all) {
  constexpr std::size_t kMostPanels = 24;
  if (all.size() > kMostPanels) {
    throw InputError("More than " + std::to_string(kMostPanels) +
                     " panels would be needed; choose problems with --problem.");
  }
  Figure figure;
  std::vector<bool> used(kLedgerPurposes, false);
  bool any = false;
  for (const ProblemRuns& runs : all) {
    Panel panel{.title = runs.problem.name};
    panel.x.categories = runs.algorithms;
    panel.y = {.label = "evaluations", .min = 0.0};
    const auto tasks = runs.problem.tasks.size();
    const double width = 0.8 / static_cast<double>(tasks);
    for (std::size_t a = 0; a < runs.cells.size(); ++a) {
      const std::vector<double> ledger = meanLedger(runs.cells[a]);
      if (ledger.empty()) continue;
      for (std::size_t t = 0; t < tasks; ++t) {
        const double position =
            static_cast<double>(a) + width * (static_cast<double>(t) - 0.5 * static_cast<double>(tasks - 1));
        double top = 0.0;
        for (std::size_t p = 0; p < static_cast<std::size_t>(kLedgerPurposes); ++p) {
          const double part = ledger[t * static_cast<std::size_t>(kLedgerPurposes) + p];
          if (!(part > 0.0)) continue;
          panel.bars.push_back({.position = position,
                                .from = top,
                                .to = top + part,
                                .width = 0.9 * width,
                                .style = static_cast<int>(p)});
          top += part;
          used[p] = true;
          any = true;
        }
        if (tasks > 1 && tasks <= 6) {
          panel.texts.push_back(
              {.x = position, .y = top, .text = "T" + std::to_string(t + 1), .size = 7.0, .above = true});
        }
      }
    }
    figure.panels.push_back(std::move(panel));
  }
  if (!any) throw InputError("What these runs spent their evaluations on is not known.");
  for (std::size_t p = 0; p < used.size(); ++p) {
    if (!used[p]) continue;
    figure.panels.front().lines.push_back(
        {.label = kPurposeNames[p], .style = static_cast<int>(p), .markers = false, .width = 7.0, .solid = true});
  }
  if (all.size() == 1) figure.title = all.front().problem.name;
  if (all.size() == 1) figure.panels.front().title.clear();
  figure.note =
      "Evaluations by task and purpose, mean of the finished runs; the parts of a bar are stacked from the bottom in "
      "the order of the legend; " +
      instanceNote(all) + '.';
  return figure;
}

}  // namespace tandem::figures
