// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/kinds.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "tandem/error.h"
#include "tandem/figures/comparison.h"
#include "tandem/figures/convergence.h"
#include "tandem/figures/distribution.h"
#include "tandem/figures/fronts.h"
#include "tandem/figures/ledger.h"
#include "tandem/figures/profiles.h"
#include "tandem/figures/ranks.h"
#include "tandem/figures/traces.h"
#include "tandem/figures/transfer.h"
#include "tandem/figures/verdict.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

using Runs = std::vector<ProblemRuns>;

// One figure of the panels of all; notes are alike but for the instance, the last one stands.
Figure joined(const Runs& all, const std::function<Figure(const ProblemRuns&)>& make) {
  if (all.size() == 1) return make(all.front());
  Figure figure;
  for (const ProblemRuns& runs : all) {
    Figure part = make(runs);
    for (Panel& panel : part.panels) {
      panel.title = part.title + (panel.title.empty() ? "" : ", " + panel.title.substr(0, panel.title.find(':')));
      figure.panels.push_back(std::move(panel));
    }
    figure.note = part.note;
    figure.legend = part.legend;
    if (isize(figure.panels) > kMostPanels) {
      throw InputError("More than " + std::to_string(kMostPanels) +
                       " panels would be needed; choose fewer problems (--problem) or one task (--task).");
    }
  }
  const std::string last = instanceNote(all.back());
  const std::size_t at = figure.note.rfind(last);
  if (at != std::string::npos) figure.note.replace(at, last.size(), instanceNote(all));
  return figure;
}

Figure transfers(const Runs& all, const FigureRequest& request) {
  const ProblemRuns& runs = all.front();
  if (all.size() > 1 || runs.algorithms.size() > 1) {
    // The first algorithm that reports transfers would be a silent choice.
    throw InputError("A transfer figure shows one algorithm on one problem, but " + std::to_string(all.size()) +
                     " problem(s) and " + std::to_string(runs.algorithms.size()) +
                     " algorithm(s) are selected; choose one of each (--problem, --algorithm).");
  }
  return transferFigure(runs, {.algorithm = 0, .checkpoint = request.checkpoint});
}

std::string rankNote(const Runs& all) {
  return instanceNote(all) + '.';
}

}  // namespace

const std::vector<KindInfo>& figureKinds() {
  using For = KindInfo::For;
  static const std::vector<KindInfo> kinds = {
      {"convergence", "Convergence", "median with quartile band against evaluations really spent", For::Both},
      {"box", "Box plot", "values at the end of the runs", For::Both},
      {"violin", "Violin plot", "density of the values at the end of the runs", For::Both},
      {"pareto", "Pareto front", "non-dominated solutions with the reference front", For::Multi},
      {"ecdf", "Runtime distribution", "share of targets reached against evaluations", For::Single},
      {"ecdf-difference", "Difference of runtime distributions",
       "share of targets reached minus that of a base, with bootstrap bands", For::Single},
      {"performance-profile", "Performance profile", "share solved within a factor of the fewest evaluations",
       For::Single},
      {"data-profile", "Data profile", "share solved within a number of evaluations per D + 1", For::Single},
      {"critical-difference", "Critical difference", "mean ranks with Nemenyi's test", For::Both},
      {"rank-heatmap", "Heat map of ranks", "rank of each algorithm on each task", For::Both},
      {"verdict", "Verdict over time", "better or worse than the single-task twin (or a base), by task and checkpoint",
       For::Both},
      {"attainment", "Attainment", "share of runs that reached a value after so many evaluations", For::Single},
      {"power", "Power by number of runs", "how many runs the rank-sum test needs to see a difference", For::Both},
      {"transfer", "Transfer matrix", "donor by receiver: made, survived, improved, lift", For::Both},
      {"trace", "Traces", "what algorithms adapt (rmp, F, sigma, ...) against evaluations", For::Both},
      {"ledger", "Evaluations by purpose", "what the evaluations of each task were spent on", For::Both},
  };
  return kinds;
}

namespace {

/// Refuses what the kind would ignore without a word.
void checkRequest(const FigureRequest& request) {
  const auto among = [&request](std::initializer_list<const char*> kinds) {
    return std::any_of(kinds.begin(), kinds.end(), [&](const char* k) { return request.kind == k; });
  };
  if (request.y != Scale::Auto && !among({"convergence", "box", "violin", "trace"})) {
    throw InputError("The axis of a " + request.kind +
                     " figure has its own scale; --log-y and --linear-y go with convergence, box, violin and trace.");
  }
  if (request.mean && !among({"convergence", "trace"})) {
    throw InputError("A " + request.kind + " figure shows no curve of means; --mean goes with convergence and trace.");
  }
  if (request.mean && !(request.alpha > 0.0 && request.alpha < 1.0)) {
    throw InputError("The level alpha must lie between 0 and 1; 0.05 is usual.");
  }
}

void limitValues(Figure& figure, const FigureRequest& request) {
  if (std::isnan(request.yLow) && std::isnan(request.yHigh)) return;
  for (Panel& panel : figure.panels) {
    if (!panel.heatMaps.empty() || !panel.rankDiagrams.empty() || !panel.y.visible) {
      throw InputError("A " + request.kind + " figure has no axis of values; leave --y-range out.");
    }
    if (panel.y.log && (request.yLow <= 0.0 || request.yHigh <= 0.0)) {
      throw InputError("A logarithmic axis needs a --y-range above zero; or choose --linear-y.");
    }
    if (std::isfinite(request.yLow)) panel.y.min = request.yLow;
    if (std::isfinite(request.yHigh)) panel.y.max = request.yHigh;
  }
}

Figure made(const Runs& all, const Catalogue& catalogue, const FigureRequest& request) {
  if (all.empty()) throw InputError("No runs are selected; there is nothing to draw.");
  const std::string& kind = request.kind;
  if (kind == "convergence") {
    const ConvergenceOptions options{.metric = request.metric,
                                     .task = request.task,
                                     .totalEvaluations = request.totalEvaluations,
                                     .band = request.band,
                                     .y = request.y,
                                     .logX = request.logX,
                                     .mean = request.mean,
                                     .alpha = request.alpha,
                                     .repetition = request.repetition};
    return joined(all, [&](const ProblemRuns& runs) { return convergenceFigure(runs, catalogue, options); });
  }
  if (kind == "box" || kind == "violin") {
    return distributionFigure(all, catalogue,
                              {.metric = request.metric,
                               .task = request.task,
                               .y = request.y,
                               .violin = kind == "violin",
                               .checkpoint = request.checkpoint});
  }
  if (kind == "pareto") {
    const FrontOptions options{.task = request.task,
                               .repetition = request.repetition,
                               .checkpoint = request.checkpoint,
                               .metric = request.metric};
    return joined(all, [&](const ProblemRuns& runs) { return frontFigure(runs, catalogue, options); });
  }
  if (kind == "ecdf") return ecdfFigure(all, {.task = request.task, .joint = request.joint});
  if (kind == "ecdf-difference") {
    return ecdfDifferenceFigure(
        all, {.targets = {.task = request.task, .joint = request.joint}, .base = request.base, .alpha = request.alpha});
  }
  if (kind == "power") {
    return powerFigure(all, catalogue,
                       {.metric = request.metric,
                        .task = request.task,
                        .base = request.base,
                        .alpha = request.alpha,
                        .checkpoint = request.checkpoint});
  }
  if (kind == "verdict") {
    return verdictFigure(
        all, catalogue, {.metric = request.metric, .task = request.task, .base = request.base, .alpha = request.alpha});
  }
  if (kind == "attainment") return attainmentFigure(all, {.task = request.task});
  if (kind == "performance-profile" || kind == "data-profile") {
    return profileFigure(all, {.data = kind == "data-profile", .tolerance = request.tolerance});
  }
  if (kind == "critical-difference") {
    return criticalDifference(rankTable(all, request.metric, catalogue, request.ranks), request.alpha,
                              request.taskBlocks, rankNote(all));
  }
  if (kind == "rank-heatmap") {
    return rankHeatMap(rankTable(all, request.metric, catalogue, request.ranks), rankNote(all));
  }
  if (kind == "transfer") return transfers(all, request);
  if (kind == "ledger") return ledgerFigure(all);
  if (kind == "trace") {
    const TraceOptions options{.trace = request.trace,
                               .task = request.task,
                               .band = request.band,
                               .y = request.y,
                               .mean = request.mean,
                               .alpha = request.alpha};
    return joined(all, [&](const ProblemRuns& runs) { return traceFigure(runs, options); });
  }
  std::string known;
  for (const KindInfo& k : figureKinds()) known += (known.empty() ? "" : ", ") + k.name;
  throw InputError("There is no figure '" + kind + "'; there are " + known +
                   ", landscape, feasible, surface, similarity.");
}

}  // namespace

Figure makeFigure(const Runs& all, const Catalogue& catalogue, const FigureRequest& request) {
  checkRequest(request);
  Figure figure = made(all, catalogue, request);
  limitValues(figure, request);
  return figure;
}

}  // namespace tandem::figures
