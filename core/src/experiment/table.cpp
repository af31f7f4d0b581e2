// SPDX-License-Identifier: Apache-2.0
#include "tandem/experiment/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "experiment/table_layout.h"
#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

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

// Undefined runs as the worst value there is.
std::vector<double> ranked(const std::vector<double>& values, bool larger) {
  std::vector<double> out = values;
  for (double& v : out) v = std::isnan(v) ? (larger ? -kInf : kInf) : v;
  return out;
}

void summarise(TableCell& cell, bool larger) {
  std::vector<double> defined;
  for (const double v : cell.values) {
    if (!std::isnan(v)) defined.push_back(v);
  }
  cell.undefined = static_cast<int>(cell.values.size() - defined.size());
  if (defined.empty()) return;
  cell.mean = stats::mean(defined);
  cell.sd = stats::standardDeviation(defined);
  const auto [least, largest] = std::minmax_element(defined.begin(), defined.end());
  cell.best = larger ? *largest : *least;
  if (cell.undefined == 0) cell.worst = larger ? *least : *largest;
  const double median = stats::median(ranked(cell.values, larger));
  if (std::isfinite(median)) cell.median = median;
}

// Fewer undefined runs first, then the statistic; smaller is better for both.
std::pair<double, double> standing(const TableCell& cell, TableShow show, bool larger) {
  double value = cell.mean;
  if (show == TableShow::Median) value = cell.median;
  if (show == TableShow::Best) value = cell.best;
  if (show == TableShow::Worst) value = cell.worst;
  const double share = cell.values.empty() ? 1.0 : cell.undefined / static_cast<double>(cell.values.size());
  if (std::isnan(value)) return {share, kInf};
  return {share, larger ? -value : value};
}

void markExtremes(TableRow& row, TableShow show, bool larger) {
  std::vector<std::pair<double, double>> standings;
  for (const TableCell& c : row.cells) {
    if (c.present && c.undefined < static_cast<int>(c.values.size())) standings.push_back(standing(c, show, larger));
  }
  if (standings.size() < 2) return;
  const auto [first, last] = std::minmax_element(standings.begin(), standings.end());
  if (*first == *last) return;
  for (TableCell& c : row.cells) {
    if (!c.present || c.undefined == static_cast<int>(c.values.size())) continue;
    c.isBest = standing(c, show, larger) == *first;
    c.isWorst = standing(c, show, larger) == *last;
  }
}

class Builder {
 public:
  Builder(std::span<const ResultSource> sources, const TableRequest& request, const Catalogue& catalogue)
      : sources_(sources),
        layout_(layout::arrange(sources, request.problems, request.algorithms, request.allowMixed)),
        choice_(chooseMetric(request.metric, layout_, catalogue)) {
    table_.request = request;
    table_.metric = choice_.text;
    table_.larger = choice_.info->larger;
    table_.relative = choice_.info->relative;
    table_.notes = layout_.notes;
    for (const layout::Column& c : layout_.columns) table_.columns.push_back({c.label, c.record->name, c.record->twin});
    if (!(request.alpha > 0.0 && request.alpha < 1.0)) {
      throw InputError("The level alpha must lie between 0 and 1; 0.05 is usual.");
    }
    if (request.test != TableTest::None) {
      if (table_.columns.size() < 2) throw InputError("A test needs at least two algorithms; select another one.");
      table_.base = request.base.empty() ? 0 : layout::findColumn(layout_, request.base);
    }
    if (request.test == TableTest::SignedRank) checkPairs();
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
    for (TableRow& row : table_.rows) markExtremes(row, table_.request.show, table_.larger);
    const bool pairs = table_.request.test == TableTest::RankSum || table_.request.test == TableTest::SignedRank;
    if (pairs) testPairs();
    if (table_.request.test == TableTest::Friedman) testFriedman();
    noteUndefined();
    describe();
    return std::move(table_);
  }

 private:
  void checkPairs() {
    for (const ResultSource& s : sources_) {
      if (s.info.seed == sources_[0].info.seed) continue;
      throw InputError(
          fmt::format("{} and {} were run with different seeds, so their repetitions are no pairs; use "
                      "--test rank-sum.",
                      sources_[0].name, s.name));
    }
  }

  void addProblem(const layout::Line& line) {
    std::vector<CellData> cells(line.origins.size());
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const layout::Origin& o = line.origins[c];
      if (o.source >= 0) cells[c] = sources_[static_cast<std::size_t>(o.source)].cell(o.problem, o.algorithm);
    }
    std::vector<const CellData*> present;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (line.origins[c].source >= 0) present.push_back(&cells[c]);
    }
    const std::vector<int> checkpoints{table_.request.checkpoint - 1};
    const MetricOutput out = choice_.metric->compute({*line.problem, present, checkpoints});
    for (int row = 0; row < out.rows; ++row) {
      TableRow& r = table_.rows.emplace_back();
      r.problem = line.problem->name;
      r.severalTasks = line.problem->tasks.size() > 1;
      r.task = choice_.info->perTask ? row + 1 : 0;
      r.instance = instanceName(line.problem->instance);
      r.budget = line.problem->budget;
      int index = 0;
      for (std::size_t c = 0; c < cells.size(); ++c) {
        TableCell& cell = r.cells.emplace_back();
        if (line.origins[c].source < 0) continue;
        cell.present = true;
        const int repetitions = out.repetitions == 1 ? 1 : cells[c].repetitions;
        for (int rep = 0; rep < repetitions; ++rep) cell.values.push_back(out.at(index, rep, row, 0));
        for (const RunStatus s : cells[c].status) {
          cell.failed += s == RunStatus::Failed ? 1 : 0;
          cell.missing += s == RunStatus::Missing ? 1 : 0;
        }
        for (const double v : cell.values) {
          if (std::isinf(v)) throw Error(fmt::format("Metric {} gave an infinite value; report this.", table_.metric));
        }
        summarise(cell, table_.larger);
        singleValued_ = singleValued_ || (out.repetitions == 1 && cells[c].repetitions > 1);
        ++index;
      }
    }
    if (line.problem->tasks.size() > 0) noteBudgets(line, cells);
  }

  // Evaluations really spent: the budgets asked for may be equal and these not.
  void noteBudgets(const layout::Line& line, const std::vector<CellData>& cells) {
    constexpr double kTolerance = 0.02;
    std::pair<double, std::size_t> least{kInf, 0};
    std::pair<double, std::size_t> most{-kInf, 0};
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (line.origins[c].source < 0 || cells[c].checkpoints == 0) continue;
      const int k = table_.request.checkpoint > 0 ? table_.request.checkpoint - 1 : cells[c].checkpoints - 1;
      double sum = 0.0;
      int finished = 0;
      for (int rep = 0; rep < cells[c].repetitions; ++rep) {
        if (cells[c].status[static_cast<std::size_t>(rep)] != RunStatus::Finished) continue;
        const auto at = static_cast<std::size_t>(rep) * static_cast<std::size_t>(cells[c].checkpoints) +
                        static_cast<std::size_t>(k);
        if (at >= cells[c].evaluations.size()) continue;
        sum += static_cast<double>(cells[c].evaluations[at]);
        ++finished;
      }
      if (finished == 0) continue;
      least = std::min(least, {sum / finished, c});
      most = std::max(most, {sum / finished, c});
    }
    if (least.first > 0.0 && most.first > (1.0 + kTolerance) * least.first) {
      table_.notes.push_back(fmt::format("Evaluations really spent differ on {}: {:.0f} by {}, {:.0f} by {}.",
                                         line.problem->name, least.first, table_.columns[least.second].label,
                                         most.first, table_.columns[most.second].label));
    }
  }

  void testPairs() {
    const auto base = static_cast<std::size_t>(table_.base);
    std::vector<double> p;
    std::vector<TableCell*> tested;
    bool tooFew = false;
    for (TableRow& row : table_.rows) {
      const TableCell& reference = row.cells[base];
      const std::vector<double> b = ranked(reference.values, table_.larger);
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        TableCell& cell = row.cells[c];
        if (c == base || !cell.present || !reference.present) continue;
        if (cell.values.size() < 2 || b.size() < 2) {
          tooFew = true;
          continue;
        }
        const std::vector<double> a = ranked(cell.values, table_.larger);
        if (table_.request.test == TableTest::SignedRank && a.size() != b.size()) {
          throw InputError(
              fmt::format("{} has {} repetitions and {} has {} on problem '{}', so they are no pairs; use "
                          "--test rank-sum.",
                          table_.columns[c].label, a.size(), table_.columns[base].label, b.size(), row.problem));
        }
        const double above = stats::varghaDelaney(a, b);
        cell.effect = table_.larger ? above : 1.0 - above;
        stats::TestResult result;
        bool better = cell.effect > 0.5;
        if (table_.request.test == TableTest::RankSum) {
          result = stats::rankSum(a, b);
        } else {
          result = stats::signedRank(a, b);
          // The other direction's statistic: what is more, pairs won by size or pairs lost.
          const double lost = stats::signedRank(b, a).statistic;
          better = table_.larger ? result.statistic > lost : result.statistic < lost;
        }
        cell.sign = better ? '+' : '-';  // stands only if significant, see below
        p.push_back(result.p);
        tested.push_back(&cell);
      }
    }
    if (tooFew) {
      table_.notes.emplace_back(singleValued_ ? "This metric has one value for all runs together: nothing to test."
                                              : "With one repetition there is nothing to test.");
    }
    if (table_.request.correction == TableCorrection::Holm) p = stats::holm(p);
    comparisons_ = static_cast<int>(p.size());
    for (std::size_t i = 0; i < p.size(); ++i) {
      tested[i]->p = p[i];
      if (!(p[i] < table_.request.alpha)) tested[i]->sign = '=';
    }
    for (const TableRow& row : table_.rows) {
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        table_.columns[c].wins += row.cells[c].sign == '+' ? 1 : 0;
        table_.columns[c].ties += row.cells[c].sign == '=' ? 1 : 0;
        table_.columns[c].losses += row.cells[c].sign == '-' ? 1 : 0;
      }
    }
  }

  // Ranks of the cells of one row by undefined runs, then mean.
  std::vector<double> rowRanks(const TableRow& row) const {
    std::vector<std::pair<double, double>> standings;
    for (const TableCell& c : row.cells) standings.push_back(standing(c, TableShow::Mean, table_.larger));
    std::vector<std::pair<double, double>> order = standings;
    std::sort(order.begin(), order.end());
    std::vector<double> positions;
    for (const auto& s : standings) {
      positions.push_back(static_cast<double>(std::lower_bound(order.begin(), order.end(), s) - order.begin()));
    }
    return stats::midRanks(positions);
  }

  void testFriedman() {
    std::vector<std::vector<double>> blocks;
    std::vector<int> tasksOfBlock;
    std::string open;  // the problem whose block is being filled
    for (const TableRow& row : table_.rows) {
      if (std::any_of(row.cells.begin(), row.cells.end(), [](const TableCell& c) { return !c.present; })) {
        throw InputError(
            fmt::format("Friedman's test needs every algorithm on every problem; '{}' lacks one. Select "
                        "others or use --test rank-sum.",
                        row.problem));
      }
      const std::vector<double> ranks = rowRanks(row);
      const bool sameBlock = table_.request.blocks == TableBlocks::Problem && row.task > 1 && open == row.problem;
      open = row.problem;
      if (!sameBlock) {
        blocks.push_back(ranks);
        tasksOfBlock.push_back(1);
        continue;
      }
      ++tasksOfBlock.back();
      for (std::size_t c = 0; c < ranks.size(); ++c) blocks.back()[c] += ranks[c];
    }
    Matrix values(static_cast<int>(blocks.size()), static_cast<int>(table_.columns.size()));
    for (int r = 0; r < values.rows(); ++r) {
      for (int c = 0; c < values.cols(); ++c) {
        values(r, c) = blocks[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
      }
    }
    const stats::FriedmanResult result = stats::friedman(values);
    table_.blocks = values.rows();
    table_.chiSquare = result.chiSquare;
    table_.chiSquareP = result.p;
    table_.imanDavenportF = result.imanDavenportF;
    table_.imanDavenportP = result.imanDavenportP;
    table_.criticalDifference =
        stats::nemenyiCriticalDifference(static_cast<int>(table_.columns.size()), table_.blocks, table_.request.alpha);
    std::vector<double> p = stats::friedmanPostHoc(result, table_.blocks, table_.base);
    p.erase(p.begin() + table_.base);
    if (table_.request.correction == TableCorrection::Holm) p = stats::holm(p);
    comparisons_ = static_cast<int>(p.size());
    p.insert(p.begin() + table_.base, std::numeric_limits<double>::quiet_NaN());
    const double baseRank = result.meanRanks[static_cast<std::size_t>(table_.base)];
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      TableColumn& column = table_.columns[c];
      column.meanRank = result.meanRanks[c];
      column.p = p[c];
      if (static_cast<int>(c) == table_.base) continue;
      column.sign = p[c] < table_.request.alpha ? (column.meanRank < baseRank ? '+' : '-') : '=';
    }
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
                      : n.first == n.second ? fmt::format("n = {} runs", n.first)
                                            : fmt::format("n = {} to {} runs", n.first, n.second);
    if (q.checkpoint > 0) table_.caption += fmt::format(", checkpoint {}", q.checkpoint);
    if (table_.relative) table_.caption += "; depends on the algorithms compared";
    table_.caption += ".";
    if (table_.base < 0) return;
    const std::string correction =
        q.correction == TableCorrection::Holm ? fmt::format("Holm over {} comparisons", comparisons_) : "no correction";
    const std::string& base = table_.columns[static_cast<std::size_t>(table_.base)].label;
    if (q.test == TableTest::Friedman) {
      table_.caption += fmt::format(
          " Friedman over {} {} as blocks (by mean of the runs): chi-square {:.4g}, p = {:.3g}; Iman-Davenport F "
          "{:.4g}, "
          "p = {:.3g}; Nemenyi critical difference {:.4g}; + better, - worse, = no evidence against {} (z of mean "
          "ranks, "
          "alpha {:g}, {}).",
          table_.blocks, q.blocks == TableBlocks::Problem ? "problems" : "tasks", table_.chiSquare, table_.chiSquareP,
          table_.imanDavenportF, table_.imanDavenportP, table_.criticalDifference, base, q.alpha, correction);
      if (q.blocks == TableBlocks::Task) {
        table_.notes.emplace_back(
            "Tasks of one problem come from the same runs: as blocks they are not independent, and "
            "p is too small.");
      }
      return;
    }
    table_.caption +=
        fmt::format(" {} test, two-sided, alpha {:g}, {}: + better, - worse, = no evidence against {}.",
                    q.test == TableTest::RankSum ? "Wilcoxon rank-sum" : "Wilcoxon signed-rank (paired by repetition)",
                    q.alpha, correction, base);
  }

  std::span<const ResultSource> sources_;
  layout::Layout layout_;
  MetricChoice choice_;
  Table table_;
  bool singleValued_ = false;
  int comparisons_ = 0;
};

}  // namespace

Table makeTable(std::span<const ResultSource> sources, const TableRequest& request, const Catalogue& catalogue) {
  return Builder(sources, request, catalogue).build();
}

}  // namespace tandem
