// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/fitting.h"

#include <algorithm>
#include <set>

#include "tandem/algorithm.h"
#include "tandem/numbers.h"
#include "tandem/problem.h"

namespace tandem::gui {
namespace {

constexpr std::size_t kMostParts = 6;

template <typename Info>
std::vector<const Info*> entriesOf(const Registry<Info>& registry, const std::string& name) {
  if (name.find_first_of("*?") == std::string::npos) return {&registry.find(name)};
  return registry.match(name);
}

/// The part with these algorithms (or, with `byProblems`, problems) and everything on the other side that fits all of
/// them.
FittingPart completed(const Fitting& fit, std::vector<int> given, bool byProblems) {
  FittingPart part;
  const int others = byProblems ? fit.algorithms : fit.problems;
  std::vector<int> fitting;
  for (int o = 0; o < others; ++o) {
    const bool all = std::all_of(given.begin(), given.end(),
                                 [&](int g) { return (byProblems ? fit.at(o, g) : fit.at(g, o)).empty(); });
    if (all) fitting.push_back(o);
  }
  (byProblems ? part.problems : part.algorithms) = std::move(given);
  (byProblems ? part.algorithms : part.problems) = std::move(fitting);
  return part;
}

}  // namespace

Fitting fittingOf(const ExperimentSpec& spec, const Catalogue& catalogue) {
  Fitting fit{.algorithms = isize(spec.algorithms), .problems = isize(spec.problems), .why = {}, .parts = {}};
  fit.why.resize(spec.algorithms.size() * spec.problems.size());
  std::vector<std::vector<const AlgorithmInfo*>> algorithms;
  for (const AlgorithmEntry& a : spec.algorithms) algorithms.push_back(entriesOf(catalogue.algorithms, a.name));
  for (int p = 0; p < fit.problems; ++p) {
    const ProblemEntry& entry = spec.problems[p];
    for (const ProblemInfo* info : entriesOf(catalogue.problems, entry.name)) {
      const BuiltProblem built = buildProblem(catalogue, info->name, entry.params, {spec.instance, ""});
      const int population = spec.population > 0 ? spec.population : built.problem->defaultPopulation();
      for (int a = 0; a < fit.algorithms; ++a) {
        for (const AlgorithmInfo* algorithm : algorithms[a]) {
          std::string& why = fit.why[a * fit.problems + p];
          if (why.empty()) why = whyUnsuitable(*algorithm, *built.problem, population);
        }
      }
    }
  }
  // A complete part is what an algorithm or a problem leaves of the other side.
  std::set<std::vector<int>> seen[2];
  for (const bool byProblems : {false, true}) {
    const int count = byProblems ? fit.algorithms : fit.problems;
    for (int o = 0; o < count; ++o) {
      std::vector<int> given;
      for (int g = 0; g < (byProblems ? fit.problems : fit.algorithms); ++g) {
        if ((byProblems ? fit.at(o, g) : fit.at(g, o)).empty()) given.push_back(g);
      }
      if (given.empty() || !seen[byProblems ? 1 : 0].insert(given).second) continue;
      FittingPart part = completed(fit, std::move(given), byProblems);
      if (std::find(fit.parts.begin(), fit.parts.end(), part) == fit.parts.end()) fit.parts.push_back(std::move(part));
    }
  }
  std::stable_sort(fit.parts.begin(), fit.parts.end(), [](const FittingPart& a, const FittingPart& b) {
    return a.algorithms.size() * a.problems.size() > b.algorithms.size() * b.problems.size();
  });
  if (fit.parts.size() > kMostParts) fit.parts.resize(kMostParts);
  return fit;
}

}  // namespace tandem::gui
