// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tandem/error.h"
#include "tandem/figures/distribution.h"
#include "tandem/figures/fronts.h"
#include "tandem/matrix.h"
#include "tandem/registry.h"
#include "tandem/tables/table.h"

namespace tandem::figures {
namespace {

using Runs = std::vector<ProblemRuns>;

std::vector<FigureKind>& registered() {
  static std::vector<FigureKind> kinds;
  return kinds;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "" : i + 1 < names.size() ? ", " : " and ") + names[i];
  }
  return text;
}

void limitValues(Figure& figure, const FigureRequest& request) {
  if (std::isnan(request.yLow) && std::isnan(request.yHigh)) return;
  for (Panel& panel : figure.panels) {
    if (!panel.heatMaps.empty() || !panel.rankDiagrams.empty() || !panel.y.visible) {
      throw InputError("A figure of kind " + request.kind + " has no axis of values; leave --y-range out.");
    }
    if (panel.y.log && (request.yLow <= 0.0 || request.yHigh <= 0.0)) {
      throw InputError("A logarithmic axis needs a --y-range above zero; or choose --linear-y.");
    }
    if (std::isfinite(request.yLow)) panel.y.min = request.yLow;
    if (std::isfinite(request.yHigh)) panel.y.max = request.yHigh;
  }
}

bool anyFinite(const std::vector<double>& values) {
  return std::ranges::any_of(values, [](double v) { return std::isfinite(v); });
}

/// Whether it shows anything of the runs. A reference front, axes drawn by hand and keys do not count.
bool showsRuns(const Panel& panel) {
  const auto seen = [](const Line& line) {
    if (line.style == kInk && line.label == kReferenceFront) return false;
    for (std::size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i) {
      if (std::isfinite(line.x[i]) && std::isfinite(line.y[i]))
        return line.style != kInk || line.x.size() > 2 || line.markers;
    }
    return false;
  };
  return std::ranges::any_of(panel.lines, seen) || !panel.boxes.empty() || !panel.bars.empty() ||
         !panel.violins.empty() || !panel.rankDiagrams.empty() ||
         std::ranges::any_of(panel.bands, [](const Band& band) { return anyFinite(band.low); }) ||
         std::ranges::any_of(panel.heatMaps, [](const HeatMap& map) { return anyFinite(map.values); });
}

/// Whether finished runs lack the populations of the checkpoint and have later ones, as those of lean files do.
bool lacksPopulations(const Runs& all, int checkpoint) {
  return std::ranges::any_of(all, [checkpoint](const ProblemRuns& runs) {
    return std::ranges::any_of(runs.cells, [checkpoint](const CellData& cell) {
      const int last = cell.checkpoints - 1;
      if (cell.fronts.empty() || checkpoint < 0 || checkpoint >= last) return false;
      return std::ranges::any_of(finishedRuns(cell), [&](int r) {
        return cell.fronts[cell.at(r, 0, checkpoint)].cv.empty() && !cell.fronts[cell.at(r, 0, last)].cv.empty();
      });
    });
  });
}

/// Ranks, shares of targets and tests could be drawn for runs without any result; that would pass for a finding.
void refuseWithoutResults(const Runs& all, const std::string& kind) {
  bool missing = false;
  for (const ProblemRuns& runs : all) {
    for (const CellData& cell : runs.cells) {
      if (!finishedRuns(cell).empty()) return;
      missing =
          missing || cell.status.empty() || std::ranges::find(cell.status, RunStatus::Missing) != cell.status.end();
    }
  }
  throw InputError("The " + kind + " figure would be empty: none of the runs finished" +
                   (missing ? "; complete them with 'tandem resume'."
                            : ", they failed; resume with --retry-failed when the cause is gone."));
}

/// Why the figure shows nothing of the runs, and what to do.
std::string whyEmpty(const Runs& all, const FigureRequest& r) {
  if (lacksPopulations(all, r.checkpoint)) {
    return "the file was made lean and holds the populations at the end of runs only; leave --checkpoint out, or draw "
           "the file that it was made from";
  }
  const std::string of = r.metric.empty() ? "" : " of " + r.metric;
  const std::string at = r.checkpoint < 0 ? "" : " at checkpoint " + std::to_string(r.checkpoint + 1);
  std::string cure = "choose another metric (--metric)";
  if (r.checkpoint >= 0) cure = "choose another checkpoint, or another metric (--metric)";
  if (figureKind(r.kind).takesOption("x")) {
    return "no run has a value of every quantity shown; choose other quantities (--x, --y), or other runs";
  }
  if (!figureKind(r.kind).takesOption("metric")) cure = "choose other runs, or another kind of figure (--kind)";
  return "no run has a value" + of + at + " to be drawn (none feasible, or none defined); " + cure;
}

void refuseMissingTask(const Runs& all, int task) {
  int most = 0;
  for (const ProblemRuns& runs : all) most = std::max(most, isize(runs.problem.tasks));
  if (task < most) return;
  throw InputError((all.size() == 1 ? "The problem " + all.front().problem.name + " has "
                                    : std::string("The problems selected have at most ")) +
                   std::to_string(most) + (most == 1 ? " task" : " tasks") + "; there is no task " +
                   std::to_string(task + 1) + ".");
}

/// What becomes of runtimes where a file holds no improvements between checkpoints.
std::string noteOfLogs(const Runs& all) {
  std::set<std::string> without;
  for (const ProblemRuns& runs : all) without.insert(runs.withoutLogs.begin(), runs.withoutLogs.end());
  if (without.empty()) return {};
  return fmt::format(
      " {} {} no improvements between checkpoints (a lean file or an imported table): for all methods alike, an "
      "improvement counts from the next checkpoint on.",
      fmt::join(without, ", "), without.size() == 1 ? "holds" : "hold");
}

}  // namespace

FigureRegistration::FigureRegistration(FigureKind kind) {
  std::vector<FigureKind>& kinds = registered();
  for (const FigureKind& k : kinds) {
    if (k.name == kind.name) throw Error("There are two kinds of figures called " + kind.name + '.');
  }
  const auto at = std::upper_bound(kinds.begin(), kinds.end(), kind, [](const FigureKind& a, const FigureKind& b) {
    return std::tie(a.place, a.name) < std::tie(b.place, b.name);
  });
  kinds.insert(at, std::move(kind));
}

bool FigureKind::takesOption(const std::string& option) const {
  return std::find(takes.begin(), takes.end(), option) != takes.end();
}

const std::vector<FigureKind>& allFigureKinds() {
  return registered();
}

std::vector<FigureKind> figureKinds() {
  std::vector<FigureKind> kinds = registered();
  std::erase_if(kinds, [](const FigureKind& k) { return !k.ofRuns; });
  return kinds;
}

const FigureKind& figureKind(const std::string& name) {
  std::vector<std::string> names;
  for (const FigureKind& k : registered()) {
    if (k.name == name) return k;
    names.push_back(k.name);
  }
  throw InputError("There is no figure '" + name + "'; there are " + listed(names) + '.');
}

FigureRequest takenOf(const FigureRequest& request) {
  FigureRequest taken = request;
  const FigureKind& kind = figureKind(request.kind);
  for (const RequestOption& option : requestOptions()) {
    if (!kind.takesOption(option.name)) option.forget(taken);
  }
  return taken;
}

CellDetail detailOf(const FigureRequest& request, const Catalogue& catalogue) {
  // Default metrics need values only.
  if (!request.metric.empty() && !chooseMetric(request.metric, catalogue).info->valuesOnly) {
    return CellDetail::Everything;
  }
  return figureKind(request.kind).reads;
}

void checkRequest(const FigureRequest& request) {
  const FigureKind& kind = figureKind(request.kind);
  for (const RequestOption& option : requestOptions()) {
    if (!option.given(request) || kind.takesOption(option.name)) continue;
    std::vector<std::string> takers;
    for (const FigureKind& k : registered()) {
      if (k.takesOption(option.name)) takers.push_back(k.name);
    }
    throw InputError("A figure of kind " + kind.name + " has no use for --" + option.name + ", which goes with " +
                     listed(takers) + "; leave it out.");
  }
  if (!(request.alpha > 0.0 && request.alpha < 1.0)) {
    throw InputError("The level alpha must lie between 0 and 1; 0.05 is usual.");
  }
}

// Notes differ only in the instance; the last one is kept.
Figure eachProblem(const Runs& all, const std::function<Figure(const ProblemRuns&)>& make) {
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

Figure makeFigure(const Runs& all, const Catalogue& catalogue, const FigureRequest& request) {
  const FigureKind& kind = figureKind(request.kind);
  if (!kind.ofRuns) throw InputError("A figure of kind " + kind.name + " shows a problem, not runs.");
  checkRequest(request);
  if (all.empty()) throw InputError("No runs are selected; there is nothing to draw.");
  refuseMissingTask(all, request.task);
  refuseWithoutResults(all, request.kind);
  Figure figure = kind.ofRuns(all, catalogue, request);
  if (std::ranges::none_of(figure.panels, showsRuns)) {
    throw InputError("The " + request.kind + " figure would be empty: " + whyEmpty(all, request) + ".");
  }
  if (figure.caption.empty()) figure.caption = kind.caption;
  for (const std::string& note : all.front().notes) figure.note += (figure.note.empty() ? "" : " ") + note;
  if (detailOf(request, catalogue) == CellDetail::Logs) figure.note += noteOfLogs(all);
  limitValues(figure, request);
  return figure;
}

Figure makeFigure(const BuiltProblem& built, const std::string& name, const FigureRequest& request) {
  const FigureKind& kind = figureKind(request.kind);
  if (!kind.ofProblem) throw InputError("A figure of kind " + kind.name + " is not made of a problem alone.");
  checkRequest(request);
  Figure figure = kind.ofProblem(built, name, request);
  figure.caption = kind.caption;
  limitValues(figure, request);
  return figure;
}

}  // namespace tandem::figures
