// SPDX-License-Identifier: Apache-2.0
#include "tandem/experiment/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "experiment/equal_budget.h"
#include "experiment/table_layout.h"
#include "experiment/table_overall.h"
#include "experiment/table_statistics.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/rng.h"

namespace tandem {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct MetricChoice {
  const MetricInfo* info = nullptr;
  std::string text;  // with parameters, as given
  std::unique_ptr<Metric> metric;
};

MetricChoice chooseMetric(const std::string& text, const layout::Layout& layout, const Catalogue& catalogue) {
  MetricChoice choice;
  choice.text = text;
  if (text.empty()) choice.text = layout.lines[0].problem->multiObjective() ? "IGD" : "Obj";
  const std::size_t colon = choice.text.find(':');
  choice.info = &catalogue.metrics.find(choice.text.substr(0, colon));
  choice.metric = choice.info->make();
  ParamValues params;
  for (std::size_t begin = colon; begin != std::string::npos;) {
    const std::size_t end = choice.text.find(',', begin + 1);
    const std::string item = choice.text.substr(begin + 1, end == std::string::npos ? end : end - begin - 1);
    const std::size_t equals = item.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw InputError(fmt::format("'{}' is no parameter of metric {}; write {}:name=value.", item, choice.info->name,
                                   choice.info->name));
    }
    params[item.substr(0, equals)] = item.substr(equals + 1);
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

class Builder {
 public:
  Builder(std::span<const ResultSource> sources, const TableRequest& request, const Catalogue& catalogue)
      : sources_(sources),
        layout_(layout::arrange(sources, request.problems, request.algorithms, request.allowMixed)),
        choice_(chooseMetric(request.metric, layout_, catalogue)),
        budgets_(request.budgetTolerance) {
    table_.request = request;
    table_.metric = choice_.text;
    table_.larger = choice_.info->larger;
    table_.relative = choice_.info->relative;
    table_.notes = layout_.notes;
    for (const layout::Column& c : layout_.columns) {
      table_.columns.push_back({c.label, c.record->name, c.record->twin});
      records_.push_back(c.record);
    }
    table_.bases.assign(table_.columns.size(), -1);
    if (!(request.alpha > 0.0 && request.alpha < 1.0)) {
      throw InputError("The level alpha must lie between 0 and 1; 0.05 is usual.");
    }
    if (request.test != TableTest::None) {
      if (table_.columns.size() < 2) throw InputError("A test needs at least two algorithms; select another one.");
      chooseBases();
    }
    if (request.test == TableTest::SignedRank) checkPairs();
    if ((request.effect != TableEffect::None || request.overall) &&
        (request.test == TableTest::None || request.test == TableTest::Friedman)) {
      throw InputError("Effects compare pairs: use the rank-sum, signed-rank or bayes test with them.");
    }
    const bool meanOrMedian =
        request.show == TableShow::Mean || request.show == TableShow::MeanStd || request.show == TableShow::Median;
    if (request.intervals && !meanOrMedian) throw InputError("Intervals are those of means or medians; show one.");
    if (request.equalBudgets && request.checkpoint > 0) {
      throw InputError("Equal budgets leave one checkpoint, at the end; do not name another.");
    }
    if (!(request.rope >= 0.0 && request.rope < 0.5)) {
      throw InputError("The region of equivalence is a distance of A12 from 0.5: at least 0 and less than 0.5.");
    }
    if (!(request.budgetTolerance >= 0.0)) throw InputError("The tolerance of budgets must not be negative.");
  }

  Table build() {
    std::vector<std::string> skipped;
    for (const layout::Line& line : layout_.lines) {
      if (applies(*choice_.info, *line.problem)) {
        addProblem(line);
      } else {
        skipped.push_back(line.problem->name);
      }
    }
    if (table_.rows.empty()) {
      throw InputError(fmt::format("Metric {} is for {}-objective problems; '{}' is not one.", choice_.info->name,
                                   (choice_.info->labels & MultiObjective) != 0 ? "multi" : "single", skipped[0]));
    }
    if (!skipped.empty()) {
      table_.notes.push_back(
          fmt::format("Metric {} does not apply to {}.", choice_.info->name, fmt::join(skipped, ", ")));
    }
    for (TableRow& row : table_.rows) table_statistics::markExtremes(row, table_.request.show, table_.larger);
    const TableTest test = table_.request.test;
    const bool pairs = test == TableTest::RankSum || test == TableTest::SignedRank || test == TableTest::Bayes;
    if (pairs) {
      const auto [comparisons, tooFew] = table_statistics::testPairs(table_);
      comparisons_ = comparisons;
      if (tooFew) {
        table_.notes.emplace_back(singleValued_ ? "This metric has one value for all runs together: nothing to test."
                                                : "With one repetition there is nothing to test.");
      }
    }
    if (pairs && (table_.request.overall || test == TableTest::Bayes)) table_statistics::summariseOverall(table_);
    if (test == TableTest::Friedman) comparisons_ = table_statistics::testFriedman(table_, base_);
    noteAbsent();
    noteUndefined();
    noteBudgets();
    describe();
    return std::move(table_);
  }

 private:
  void chooseBases() {
    const TableRequest& q = table_.request;
    table_.twins = normalName(q.base) == "twin";
    if (!table_.twins) {
      base_ = q.base.empty() ? 0 : layout::findColumn(layout_, q.base);
      table_.bases.assign(table_.columns.size(), base_);
      table_.bases[static_cast<std::size_t>(base_)] = -1;
      return;
    }
    if (q.test == TableTest::Friedman) {
      throw InputError("Friedman's test needs one base for all algorithms; name it with --base.");
    }
    std::vector<std::string> pairs;
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      if (table_.columns[c].twin.empty()) continue;
      std::vector<int> hits;
      for (std::size_t b = 0; b < table_.columns.size(); ++b) {
        if (normalName(table_.columns[b].name) == normalName(table_.columns[c].twin))
          hits.push_back(static_cast<int>(b));
      }
      if (hits.size() == 1) {
        table_.bases[c] = hits[0];
        pairs.push_back(
            fmt::format("{}: {}", table_.columns[c].label, table_.columns[static_cast<std::size_t>(hits[0])].label));
      } else {
        table_.notes.push_back(fmt::format(
            "{} is not compared: its single-task twin {} {}.", table_.columns[c].label, table_.columns[c].twin,
            hits.empty() ? "is not among the algorithms" : "stands for several columns"));
      }
    }
    if (pairs.empty()) {
      throw InputError(
          "No algorithm here stands beside its single-task twin; run the twins too (`tandem show ALGO` names "
          "them) or name a base.");
    }
    baseText_ = fmt::format("each one's single-task twin ({})", fmt::join(pairs, ", "));
  }

  void checkPairs() {
    for (const ResultSource& s : sources_) {
      if (s.info.imported()) {
        throw InputError(
            fmt::format("{} was imported from {} without its seed, so its repetitions are no known pairs; "
                        "use --test rank-sum.",
                        s.name, s.info.origin));
      }
      if (s.info.seed == sources_[0].info.seed) continue;
      throw InputError(
          fmt::format("{} and {} were run with different seeds, so their repetitions are no pairs; use "
                      "--test rank-sum.",
                      sources_[0].name, s.name));
    }
  }

  // The same problem with other parameters gets a row of its own and must be told from it.
  [[nodiscard]] std::string rowName(const layout::Line& line) const {
    const auto sameName = [&](const layout::Line& other) { return other.problem->name == line.problem->name; };
    if (std::count_if(layout_.lines.begin(), layout_.lines.end(), sameName) < 2) return line.problem->name;
    std::vector<std::string> params;
    for (const auto& [name, value] : line.problem->params) params.push_back(fmt::format("{}={}", name, value));
    return fmt::format("{} ({})", line.problem->name,
                       params.empty() ? "defaults" : fmt::format("{}", fmt::join(params, ", ")));
  }

  // Several only if the comparison of mixed instances was asked for.
  [[nodiscard]] std::string instancesOf(const layout::Line& line) const {
    std::vector<std::string> names{instanceName(line.problem->instance)};
    for (const layout::Origin& o : line.origins) {
      if (o.source < 0) continue;
      const ExperimentInfo& info = sources_[static_cast<std::size_t>(o.source)].info;
      const std::string name = instanceName(info.problems[static_cast<std::size_t>(o.problem)].instance);
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return fmt::format("{}", fmt::join(names, " and "));
  }

  // Cells that no run was planned for.
  void noteAbsent() {
    int absent = 0;
    std::string first;
    for (const TableRow& row : table_.rows) {
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        if (row.cells[c].present) continue;
        if (absent++ == 0) first = fmt::format("{} on {}", table_.columns[c].label, row.problem);
      }
    }
    if (absent > 0) {
      table_.notes.push_back(fmt::format("{} cells (-) are empty: that algorithm was not run on that problem ({}{}).",
                                         absent, first, absent > 1 ? ", ..." : ""));
    }
  }

  void addProblem(const layout::Line& line) {
    std::vector<CellData> cells(line.origins.size());
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const layout::Origin& o = line.origins[c];
      if (o.source >= 0) cells[c] = sources_[static_cast<std::size_t>(o.source)].cell(o.problem, o.algorithm);
    }
    std::vector<CellData*> there;
    for (std::size_t c = 0; c < cells.size(); ++c) there.push_back(line.origins[c].source < 0 ? nullptr : &cells[c]);
    budgets_.look(*line.problem, there, table_.columns, table_.request.checkpoint);
    if (table_.request.equalBudgets) {
      const std::vector<std::int64_t> least = truncateToEqualBudgets(there, line.problem->name);
      cuts_.push_back(fmt::format("{}: {}", rowName(line), fmt::join(least, ", ")));
    }
    std::vector<const CellData*> present;
    std::vector<const AlgorithmRecord*> algorithms;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (line.origins[c].source < 0) continue;
      present.push_back(&cells[c]);
      algorithms.push_back(records_[c]);
    }
    const std::vector<int> checkpoints{table_.request.checkpoint - 1};
    const MetricOutput out = choice_.metric->compute(
        {*line.problem, present, checkpoints, algorithms, table_.request.intervals ? 1.0 - table_.request.alpha : 0.0});
    for (int row = 0; row < out.rows; ++row) {
      TableRow& r = table_.rows.emplace_back();
      r.problem = rowName(line);
      r.severalTasks = line.problem->tasks.size() > 1;
      r.task = choice_.info->perTask ? row + 1 : 0;
      r.instance = instancesOf(line);
      r.budget = line.problem->budget;
      int index = 0;
      for (std::size_t c = 0; c < cells.size(); ++c) {
        TableCell& cell = r.cells.emplace_back();
        if (line.origins[c].source < 0) continue;
        cell.present = true;
        cell.source = line.origins[c].source;
        cell.index = line.origins[c].problem;
        cell.algorithm = line.origins[c].algorithm;
        const int repetitions = out.repetitions == 1 ? 1 : cells[c].repetitions;
        for (int rep = 0; rep < repetitions; ++rep) cell.values.push_back(out.at(index, rep, row, 0));
        for (const RunStatus s : cells[c].status) {
          cell.failed += s == RunStatus::Failed ? 1 : 0;
          cell.missing += s == RunStatus::Missing ? 1 : 0;
        }
        for (const double v : cell.values) {
          if (std::isinf(v)) throw Error(fmt::format("Metric {} gave an infinite value; report this.", table_.metric));
        }
        table_statistics::summarise(cell, table_.larger);
        if (table_.request.intervals) {
          if (!out.low.empty()) {
            const auto at = static_cast<std::size_t>(row);  // one value for all runs, one checkpoint
            cell.low = out.low[static_cast<std::size_t>(index)][at];
            cell.high = out.high[static_cast<std::size_t>(index)][at];
          } else {
            table_statistics::addIntervals(
                cell, table_.request.show, table_.larger, 1.0 - table_.request.alpha,
                hashText(fmt::format("{}/{}/{}/{}", table_.metric, r.problem, r.task, table_.columns[c].label)));
          }
        }
        singleValued_ = singleValued_ || (out.repetitions == 1 && cells[c].repetitions > 1);
        ++index;
      }
    }
  }

  void noteBudgets() {
    for (std::string& note : budgets_.notes()) table_.notes.push_back(std::move(note));
    if (cuts_.empty()) return;
    constexpr std::size_t kShown = 5;
    const std::size_t more = cuts_.size() > kShown ? cuts_.size() - kShown : 0;
    cuts_.resize(std::min(cuts_.size(), kShown));
    table_.notes.push_back(
        fmt::format("All runs are cut to equal evaluations of each task, the fewest that any run spent ({}{}).",
                    fmt::join(cuts_, "; "), more > 0 ? fmt::format("; {} problems more", more) : ""));
  }

  void noteUndefined() {
    int failed = 0;
    int missing = 0;
    int others = 0;
    std::set<std::string> seen;  // failed and missing runs concern all tasks of a problem: count them once
    for (const TableRow& row : table_.rows) {
      const bool first = seen.insert(row.problem).second;
      for (const TableCell& c : row.cells) {
        if (first) {
          failed += c.failed;
          missing += c.missing;
        }
        if (!singleValued_) others += std::max(0, c.undefined - c.failed - c.missing);
      }
    }
    std::vector<std::string> parts;
    if (failed > 0) parts.push_back(fmt::format("{} failed", failed));
    if (missing > 0) parts.push_back(fmt::format("{} missing", missing));
    if (!parts.empty())
      table_.notes.push_back(fmt::format("Runs without a result, ranked worst: {}.", fmt::join(parts, ", ")));
    if (others > 0) {
      table_.notes.push_back(
          fmt::format("{} values are not defined (no feasible solution, or no reference to measure "
                      "against); ranked worst. Means are over the defined runs: [defined/all].",
                      others));
    } else if (!parts.empty()) {
      table_.notes.emplace_back("Means are over the defined runs: [defined/all].");
    }
  }

  void describe() {
    std::map<std::string, std::set<std::string>> instances;
    std::pair<std::size_t, std::size_t> n{SIZE_MAX, 0};
    for (const TableRow& row : table_.rows) {
      instances[row.instance].insert(row.problem);
      for (const TableCell& c : row.cells) {
        if (c.present) n = {std::min(n.first, c.values.size()), std::max(n.second, c.values.size())};
      }
    }
    std::vector<std::string> where;
    for (const auto& [instance, problems] : instances) {
      where.push_back(instances.size() == 1 ? instance : fmt::format("{} ({})", instance, fmt::join(problems, ", ")));
    }
    const TableRequest& q = table_.request;
    table_.caption = fmt::format("{} ({} is better), {} data, ", table_.metric, table_.larger ? "larger" : "smaller",
                                 fmt::join(where, "; "));
    table_.caption += singleValued_         ? "one value for all runs together"
                      : n.first == n.second ? fmt::format("n = {} run{}", n.first, n.first == 1 ? "" : "s")
                                            : fmt::format("n = {} to {} runs", n.first, n.second);
    if (q.checkpoint > 0) table_.caption += fmt::format(", checkpoint {}", q.checkpoint);
    if (table_.relative) table_.caption += "; depends on the algorithms compared";
    if (q.intervals) table_.caption += fmt::format("; [{:g} % bootstrap interval]", 100.0 * (1.0 - q.alpha));
    table_.caption += ".";
    if (q.test == TableTest::None) return;
    const std::string correction =
        q.correction == TableCorrection::Holm ? fmt::format("Holm over {} comparisons", comparisons_) : "no correction";
    const std::string base = table_.twins ? baseText_ : table_.columns[static_cast<std::size_t>(base_)].label;
    if (q.test == TableTest::Friedman) {
      table_.caption += fmt::format(
          " Friedman over {} {} as blocks (by mean of the runs): chi-square {:.4g}, p = {:.3g}; Iman-Davenport F "
          "{:.4g}, "
          "p = {:.3g}; Nemenyi critical difference {:.4g}; + better, - worse, = no evidence against {} (z of mean "
          "ranks, "
          "alpha {:g}, {}).",
          table_.blocks, q.blocks == TableBlocks::Problem ? "problems" : "tasks", table_.chiSquare, table_.chiSquareP,
          table_.imanDavenportF, table_.imanDavenportP, table_.criticalDifference, base, q.alpha, correction);
      if (table_.blocks < 2) {
        table_.notes.emplace_back("One block alone bears no test of ranks: select more problems.");
      }
      if (q.blocks == TableBlocks::Task) {
        table_.notes.emplace_back(
            "Tasks of one problem come from the same runs: as blocks they are not independent, and "
            "p is too small.");
      }
      return;
    }
    if (q.test == TableTest::Bayes) {
      table_.caption += fmt::format(
          " Bayesian signed-rank test over problems against {}: posterior probabilities that the A12 of a problem "
          "(mean of "
          "its tasks) lies above, within, below 0.5 +- {:g}.",
          base, q.rope);
      return;
    }
    table_.caption +=
        fmt::format(" {} test, two-sided, alpha {:g}, {}: + better, - worse, = no evidence against {}.",
                    q.test == TableTest::RankSum ? "Wilcoxon rank-sum" : "Wilcoxon signed-rank (paired by repetition)",
                    q.alpha, correction, base);
    describeEffects();
  }

  void describeEffects() {
    const TableRequest& q = table_.request;
    const double percent = 100.0 * (1.0 - q.alpha);
    if (q.effect == TableEffect::A12) {
      table_.caption += fmt::format(" A12: chance to be better than {}, with {:g} % bootstrap interval.",
                                    table_.twins ? "the twin" : "the base", percent);
    } else if (q.effect == TableEffect::MedianDifference) {
      table_.caption += fmt::format(" Delta: median minus that of {}, with {:g} % bootstrap interval.",
                                    table_.twins ? "the twin" : "the base", percent);
    }
    if (!q.overall) return;
    table_.caption += fmt::format(
        " Over all rows: mean A12 of the problems (their tasks averaged) with Wilcoxon signed-rank p; mean A12 of the "
        "tasks "
        "with {:g} % bootstrap-t interval and sign-flip p, both by whole problems ({}).",
        percent, q.correction == TableCorrection::Holm ? "Holm over the columns" : "no correction");
  }

  std::span<const ResultSource> sources_;
  layout::Layout layout_;
  MetricChoice choice_;
  Table table_;
  std::vector<const AlgorithmRecord*> records_;  // one per column
  int base_ = 0;                                 // column of the common base
  std::string baseText_;                         // instead, with twins
  bool singleValued_ = false;
  int comparisons_ = 0;
  std::vector<std::string> cuts_;  // evaluations per task after cutting, by problem
  BudgetWatch budgets_;
};

}  // namespace

Table makeTable(std::span<const ResultSource> sources, const TableRequest& request, const Catalogue& catalogue) {
  return Builder(sources, request, catalogue).build();
}

}  // namespace tandem
