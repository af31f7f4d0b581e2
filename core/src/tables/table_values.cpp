// SPDX-License-Identifier: Apache-2.0
#include "tables/table_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "editing/precision.h"
#include "tables/equal_budget.h"
#include "tandem/error.h"

namespace tandem {

std::string defaultMetric(std::span<const ProblemRecord* const> problems) {
  if (problems.empty() || !problems.front()->multiObjective()) return "Obj";
  // Those with a single objective, which neither metric applies to, have no say.
  const bool fronts = std::ranges::all_of(problems, [](const ProblemRecord* problem) {
    if (!problem->multiObjective()) return true;
    return !problem->references.empty() &&
           std::ranges::none_of(problem->references, [](const Reference& r) { return r.front.empty(); });
  });
  return fronts ? "IGD" : "HV";
}

MetricChoice chooseMetric(const std::string& text, const Catalogue& catalogue) {
  MetricChoice choice;
  choice.text = text;
  const std::size_t colon = choice.text.find(':');
  choice.info = &catalogue.metrics.find(choice.text.substr(0, colon));
  choice.metric = choice.info->make();
  ParamValues params;
  for (std::size_t begin = colon; begin != std::string::npos;) {
    const std::size_t end = choice.text.find(',', begin + 1);
    const std::string item = choice.text.substr(begin + 1, end == std::string::npos ? end : end - begin - 1);
    const std::size_t equals = item.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw InputError(fmt::format("'{}' is not a parameter of metric {}; write {}:name=value.", item,
                                   choice.info->name, choice.info->name));
    }
    if (!params.emplace(item.substr(0, equals), item.substr(equals + 1)).second) {
      throw InputError(
          fmt::format("Metric '{}': the parameter '{}' is given twice.", choice.text, item.substr(0, equals)));
    }
    begin = end;
  }
  setParams(*choice.metric, params, "metric " + choice.info->name);
  if (colon == std::string::npos) {
    choice.text = choice.info->name;
  } else {
    choice.text = choice.info->name + choice.text.substr(colon);
  }
  return choice;
}

bool applies(const MetricInfo& metric, const ProblemRecord& problem) {
  return (metric.labels & (problem.multiObjective() ? MultiObjective : SingleObjective)) != 0;
}

Precision precisionOf(const ResultSource& source) {
  return source.info.precision.empty() ? Precision{} : parsePrecision(source.info.precision);
}

bool holdsNoLogs(const ResultSource& source) {
  return precisionOf(source).lean || layout::importedCounts(source.info);
}

namespace {

const ResultSource& sourceAt(std::span<const ResultSource> sources, int index) {
  return sources[index];
}

/// The lowest precision among the files of a line: the same result must not look better in one file than in another
/// because it has more digits there, or logs of improvements that the other lacks (then it counts as lean).
Precision commonPrecision(const layout::Line& line, std::span<const ResultSource> sources) {
  Precision least;
  bool lean = false;
  for (const layout::Origin& o : line.origins) {
    if (o.source < 0) continue;
    const Precision p = precisionOf(sourceAt(sources, o.source));
    lean = lean || holdsNoLogs(sourceAt(sources, o.source));
    if (p.rounds() && (!least.rounds() || edit::bitsOf(p) < edit::bitsOf(least))) least = p;
  }
  least.lean = lean;
  return least;
}

/// The key under which a column's values are cached; empty: they are not.
std::vector<std::string> keysOf(const layout::Line& line, std::span<const ResultSource> sources,
                                const MetricChoice& choice, const TableRequest& request, const Precision& precision) {
  std::vector<std::string> keys(line.origins.size());
  const ResultSource& described = sourceAt(sources, line.source);
  if (described.stamp.empty()) return keys;
  // What is measured, and with which description of the problem (its references).
  std::string common = fmt::format("{}|{}|{}|{}", choice.text, request.checkpoint,
                                   request.intervals ? request.alpha : 0.0, request.equalBudgets);
  common += fmt::format("|{}#{}|{}", described.stamp, line.index, precisionText(precision));
  for (std::size_t c = 0; c < keys.size(); ++c) {
    const layout::Origin& o = line.origins[c];
    if (o.source < 0) continue;
    if (sourceAt(sources, o.source).stamp.empty()) return std::vector<std::string>(keys.size());
    keys[c] = fmt::format("|{}#{}#{}", sourceAt(sources, o.source).stamp, o.problem, o.algorithm);
  }
  // These values hold for this set of columns only.
  if (choice.info->relative || request.equalBudgets) {
    for (const std::string& key : keys) common += key;
  }
  for (std::string& key : keys) {
    if (!key.empty()) key.insert(0, common);
  }
  return keys;
}

CellValues takeValues(const MetricOutput& out, int index, const CellData& cell) {
  CellValues v;
  v.runs = cell.repetitions;
  v.rows = out.rows;
  v.repetitions = out.repetitions == 1 ? 1 : cell.repetitions;
  for (int rep = 0; rep < v.repetitions; ++rep) {
    for (int row = 0; row < v.rows; ++row) v.values.push_back(out.at(index, rep, row, 0) + 0.0);  // no -0
  }
  if (!out.low.empty()) {  // one value for all runs, one checkpoint
    v.low = out.low[index];
    v.high = out.high[index];
  }
  for (int rep = 0; rep < cell.repetitions; ++rep) {
    v.failed += cell.status[rep] == RunStatus::Failed ? 1 : 0;
    v.missing += cell.status[rep] == RunStatus::Missing ? 1 : 0;
    if (cell.status[rep] != RunStatus::Finished || cell.message[rep].empty()) continue;
    if (v.warned++ == 0) v.warning = fmt::format("repetition {}: {}", rep + 1, cell.message[rep]);
  }
  return v;
}

}  // namespace

namespace {

/// Least feasible objective of each task at the end of any finished run.
std::vector<double> bestOf(const CellData& cell) {
  std::vector<double> best(static_cast<std::size_t>(cell.tasks), std::numeric_limits<double>::infinity());
  for (int r = 0; r < cell.repetitions; ++r) {
    if (cell.status[r] != RunStatus::Finished) continue;
    for (int t = 0; t < cell.tasks; ++t) {
      const std::size_t last = cell.at(r, t, cell.checkpoints - 1);
      if (cell.cv[last] <= 0.0 && cell.objective[last] < best[t]) best[t] = cell.objective[last];
    }
  }
  return best;
}

}  // namespace

LineValues valuesOf(const layout::Line& line, std::span<const ResultSource> sources,
                    std::span<const AlgorithmRecord* const> algorithms, const MetricChoice& choice,
                    const TableRequest& request, TableCache* cache) {
  LineValues values(line.origins.size());
  std::vector<std::string> keys(values.size());
  const Precision precision = commonPrecision(line, sources);
  if (cache != nullptr) keys = keysOf(line, sources, choice, request, precision);
  const bool together = choice.info->relative || request.equalBudgets;
  std::vector<std::size_t> wanted;
  for (std::size_t c = 0; c < values.size(); ++c) {
    if (line.origins[c].source < 0) continue;
    if (!keys[c].empty()) values[c] = cache->store().find(keys[c]);
    if (!values[c]) wanted.push_back(c);
  }
  if (wanted.empty()) return values;
  if (together) {  // some of the set may have been dropped from the cache
    wanted.clear();
    for (std::size_t c = 0; c < values.size(); ++c) {
      if (line.origins[c].source >= 0) wanted.push_back(c);
    }
  }
  // Cutting to equal budgets needs the logs of improvements.
  const bool fewer = choice.info->valuesOnly && !request.equalBudgets;
  const CellDetail detail = fewer ? CellDetail::Values : CellDetail::Everything;
  std::vector<CellData> cells(wanted.size());
  std::vector<std::vector<double>> spent;
  std::vector<std::vector<double>> best;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const layout::Origin& o = line.origins[wanted[i]];
    cells[i] = sourceAt(sources, o.source).cell(o.problem, o.algorithm, detail);
    if (edit::bitsOf(precision) != edit::bitsOf(precisionOf(sourceAt(sources, o.source)))) {
      edit::round(cells[i], precision);
    }
    if (precision.lean) {
      for (auto& log : cells[i].improvements) log.clear();
    }
    spent.push_back(evaluationsSpent(cells[i], request.checkpoint));
    best.push_back(bestOf(cells[i]));
  }
  std::vector<std::int64_t> cut;
  if (request.equalBudgets) cut = truncateToEqualBudgets(cells, line.problem->name);
  std::vector<const CellData*> present;
  std::vector<const AlgorithmRecord*> records;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    present.push_back(&cells[i]);
    records.push_back(algorithms[wanted[i]]);
  }
  const std::vector<int> checkpoints{request.checkpoint - 1};
  const MetricOutput out =
      computeMetric(*choice.info, *choice.metric,
                    {*line.problem, present, checkpoints, records, request.intervals ? 1.0 - request.alpha : 0.0});
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    auto made = std::make_shared<CellValues>(takeValues(out, static_cast<int>(i), cells[i]));
    made->spent = std::move(spent[i]);
    made->best = std::move(best[i]);
    made->cut = cut;
    values[wanted[i]] = made;
    if (!keys[wanted[i]].empty()) cache->store().keep(keys[wanted[i]], std::move(made));
  }
  return values;
}

}  // namespace tandem
