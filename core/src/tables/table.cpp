// SPDX-License-Identifier: Apache-2.0
#include "tandem/tables/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tables/equal_budget.h"
#include "tables/table_caption.h"
#include "tables/table_layout.h"
#include "tables/table_overall.h"
#include "tables/table_power.h"
#include "tables/table_statistics.h"
#include "tables/table_values.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/rng.h"
#include "tandem/tables/names.h"

namespace tandem {

namespace {

std::string defaultOf(const layout::Layout& layout) {
  std::vector<const ProblemRecord*> problems;
  for (const layout::Line& line : layout.lines) problems.push_back(line.problem);
  return defaultMetric(problems);
}

class Builder {
 public:
  Builder(std::span<const ResultSource> sources, const TableRequest& request, const Catalogue& catalogue,
          TableCache* cache)
      : sources_(sources),
        cache_(cache),
        layout_(layout::join(sources, request.problems, request.algorithms, request.allowMixed, &catalogue)),
        choice_(chooseMetric(request.metric.empty() ? defaultOf(layout_) : request.metric, catalogue)),
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
    const bool meanOrMedian = request.show == TableShow::Mean || request.show == TableShow::MeanStd ||
                              request.show == TableShow::Median || request.show == TableShow::MedianIqr;
    if (request.intervals && !meanOrMedian) throw InputError("Intervals are those of means or medians; show one.");
    if (request.equalBudgets && request.checkpoint > 0) {
      throw InputError("Equal budgets leave one checkpoint, at the end; do not name another.");
    }
    if (request.power != 0.0) {
      if (request.test != TableTest::RankSum)
        throw InputError("Power is that of the rank-sum test: use it with --power.");
      if (!(request.power > 0.0 && request.power < 1.0) || request.power == 0.5) {
        throw InputError(
            "Power needs the effect to be seen, an A12 between 0 and 1 that is not 0.5; 0.64 is a medium one.");
      }
    }
    if (!(request.rope >= 0.0 && request.rope < 0.5)) {
      throw InputError("The region of equivalence is a distance of A12 from 0.5: at least 0 and less than 0.5.");
    }
    if (!(request.budgetTolerance >= 0.0)) throw InputError("The tolerance of budgets must not be negative.");
  }

  Table build() {
    std::vector<std::string> skipped;
    int apart = 0;
    for (const layout::Line& line : layout_.lines) {
      if (applies(*choice_.info, *line.problem)) {
        addProblem(line);
        apart += (choice_.info->labels & Competitive) != 0 && (line.problem->labels & Competitive) == 0 ? 1 : 0;
      } else {
        skipped.push_back(line.name);
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
    if (apart > 0) {
      table_.notes.push_back(
          fmt::format("Metric {} takes the tasks of a problem as rivals with one scale; {} of the problems here {} not "
                      "competitive.",
                      choice_.info->name, apart, apart == 1 ? "is" : "are"));
    }
    noteFilesWithoutLogs();
    for (TableRow& row : table_.rows) table_statistics::markExtremes(row, table_.request.show, table_.larger);
    const TableTest test = table_.request.test;
    const bool pairs = test == TableTest::RankSum || test == TableTest::SignedRank || test == TableTest::Bayes;
    if (pairs) {
      const auto [comparisons, tooFew] = table_statistics::testPairs(table_);
      facts_.comparisons = comparisons;
      if (tooFew) {
        table_.notes.emplace_back(facts_.singleValued
                                      ? "This metric has one value for all runs together: nothing to test."
                                      : "With one repetition there is nothing to test.");
      }
    }
    if (pairs && (table_.request.overall || test == TableTest::Bayes)) table_statistics::summariseOverall(table_);
    if (test == TableTest::Friedman) facts_.comparisons = table_statistics::testFriedman(table_, facts_.base);
    if (table_.request.power > 0.0) table_statistics::addPower(table_, facts_.comparisons);
    table_caption::noteAbsent(table_);
    table_caption::noteUndefined(table_, facts_.singleValued);
    table_caption::noteDominated(table_);
    noteBudgets();
    if (warned_ > 0) {
      table_.notes.push_back(fmt::format("{} finished run{} a warning ('tandem info' lists all), the first: {}",
                                         warned_, warned_ == 1 ? " has" : "s have", warning_));
    }
    noteReferences();
    // Said once, however many rows, columns and files are concerned.
    std::vector<std::string> once;
    for (std::string& note : table_.notes) {
      if (std::find(once.begin(), once.end(), note) == once.end()) once.push_back(std::move(note));
    }
    table_.notes = std::move(once);
    table_caption::describe(table_, facts_);
    return std::move(table_);
  }

 private:
  void chooseBases() {
    const TableRequest& q = table_.request;
    table_.twins = normalName(q.base) == "twin";
    if (!table_.twins) {
      facts_.base = q.base.empty() ? 0 : layout::findColumn(layout_, q.base);
      table_.bases.assign(table_.columns.size(), facts_.base);
      table_.bases[facts_.base] = -1;
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
        pairs.push_back(fmt::format("{}: {}", table_.columns[c].label, table_.columns[hits[0]].label));
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
    facts_.baseText = fmt::format("each one's single-task twin ({})", fmt::join(pairs, ", "));
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

  // Several only if the comparison of mixed instances was requested.
  [[nodiscard]] std::string instancesOf(const layout::Line& line) const {
    std::vector<std::string> names{instanceOf(*line.problem)};
    for (const layout::Origin& o : line.origins) {
      if (o.source < 0) continue;
      const ExperimentInfo& info = sources_[o.source].info;
      const std::string name = instanceOf(info.problems[o.problem]);
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return fmt::format("{}", fmt::join(names, " and "));
  }

  /// Targets are then reached at checkpoints only, alike in all files of a line.
  void noteFilesWithoutLogs() {
    // Cut to equal budgets, the other metrics of single-objective runs would take values between checkpoints as well.
    const bool cut = table_.request.equalBudgets && (choice_.info->labels & SingleObjective) != 0;
    const bool logs = !choice_.info->valuesOnly && (choice_.info->labels & MultiObjective) == 0;
    if (!cut && !logs) return;
    std::vector<std::string> without;
    for (const ResultSource& s : sources_) {
      const bool single =
          std::ranges::any_of(s.info.problems, [](const ProblemRecord& p) { return !p.multiObjective(); });
      if (single && holdsNoLogs(s)) without.push_back(s.name);
    }
    if (without.empty()) return;
    const std::string does = logs && cut ? "counts an improvement from the next checkpoint on and takes, for equal "
                                           "budgets, what was there at the last checkpoint within them"
                             : logs      ? "counts an improvement from the next checkpoint on"
                                         : "takes what was there at the last checkpoint within the equal budgets";
    table_.notes.push_back(fmt::format(
        "{} {} no improvements between checkpoints (a lean file or an imported table): {} {}, in the other files of a "
        "problem, too.",
        fmt::join(without, ", "), without.size() == 1 ? "holds" : "hold", choice_.info->name, does));
  }

  /// Lean files keep the populations of the last checkpoint; without the others, every value would be undefined, or 0.
  void requirePopulations(const layout::Line& line) const {
    if (!line.problem->multiObjective() || (choice_.info->labels & SingleObjective) != 0) return;
    for (const layout::Origin& o : line.origins) {
      if (o.source < 0) continue;
      const ResultSource& s = sources_[o.source];
      if (!precisionOf(s).lean) continue;
      const bool earlier = table_.request.checkpoint > 0 && table_.request.checkpoint < s.info.checkpoints;
      if (!earlier && !table_.request.equalBudgets) continue;
      throw InputError(
          fmt::format("{} was made lean: it holds the populations at the end of runs only, so {} cannot be compared.",
                      s.name, earlier ? "earlier checkpoints" : "equal budgets"));
    }
  }

  void addProblem(const layout::Line& line) {
    requirePopulations(line);
    const LineValues values = valuesOf(line, sources_, records_, choice_, table_.request, cache_);
    std::vector<const std::vector<double>*> spent;
    int rows = choice_.info->perTask ? isize(line.problem->tasks) : 1;
    const std::vector<std::int64_t>* cut = nullptr;
    for (std::size_t c = 0; c < values.size(); ++c) {
      const auto& v = values[c];
      spent.push_back(v ? &v->spent : nullptr);
      if (!v) continue;
      if (v->warned > 0 && warned_ == 0) {
        warning_ = fmt::format("{} on {}, {}", table_.columns[c].label, line.name, v->warning);
      }
      warned_ += v->warned;
      rows = v->rows;
      cut = &v->cut;
    }
    budgets_.look(*line.problem, line.name, spent, table_.columns);
    if (table_.request.equalBudgets && cut != nullptr) {
      cuts_.push_back(fmt::format("{}: {}", line.name, fmt::join(*cut, ", ")));
      populations_ = populations_ || line.problem->multiObjective();
    }
    lookAtOptima(line, values);
    lookForOptima(line, values);
    lookAtFronts(line, values);
    for (int row = 0; row < rows; ++row) {
      TableRow& r = table_.rows.emplace_back();
      r.problem = line.name;
      r.severalTasks = line.problem->tasks.size() > 1;
      r.task = choice_.info->perTask ? row + 1 : 0;
      r.instance = instancesOf(line);
      r.budget = line.problem->budget;
      for (std::size_t c = 0; c < values.size(); ++c) {
        TableCell& cell = r.cells.emplace_back();
        if (values[c]) fill(cell, *values[c], static_cast<std::size_t>(row), line.origins[c], r, c);
      }
    }
  }

  /// A reference that runs beat is wrong or has too few digits: everything measured against it is misleading.
  void lookAtOptima(const layout::Line& line, const LineValues& values) {
    for (int t = 0; t < isize(line.problem->references); ++t) {
      const Reference& reference = line.problem->references[t];
      if (!reference.hasOptimum) continue;
      double best = std::numeric_limits<double>::infinity();
      for (const auto& v : values) {
        if (v && t < isize(v->best)) best = std::min(best, v->best[t]);
      }
      // Sums of thousands of terms may end up a few bits below zero.
      if (!(best < reference.optimum - 1e-12 * std::max(1.0, std::abs(reference.optimum)))) continue;
      beaten_.push_back(fmt::format("{}{}: {:.6g}, and a run has {:.6g}", line.name,
                                    line.problem->tasks.size() > 1 ? fmt::format(" T{}", t + 1) : "", reference.optimum,
                                    best));
    }
  }

  static std::optional<std::string> errorsOf(const MetricChoice& choice) {
    bool target = false;
    for (const ParamInfo& p : describeParams(*choice.metric)) {
      target = target || p.name == "target";
      if (target && p.name == "absolute" && p.value == "false") return "absolute=true";
    }
    if (choice.info->name == "AOCC") return "";
    return std::nullopt;
  }

  static bool anyFinished(const LineValues& values) {
    return std::any_of(values.begin(), values.end(),
                       [](const auto& v) { return v && v->runs > v->failed + v->missing; });
  }

  /// Errors over the optimum have no value where the optimum is not known.
  void lookForOptima(const layout::Line& line, const LineValues& values) {
    if (!errors_ || line.problem->multiObjective() || !anyFinished(values)) return;
    const auto& references = line.problem->references;
    if (std::ranges::all_of(references, &Reference::hasOptimum)) return;
    optimumless_.push_back(line.name);
  }

  /// Runs that exist but have no value because there is nothing to measure them against.
  void lookAtFronts(const layout::Line& line, const LineValues& values) {
    if (!line.problem->multiObjective()) return;
    const bool known = std::any_of(line.problem->references.begin(), line.problem->references.end(),
                                   [](const Reference& r) { return !r.front.empty(); });
    const bool nothing = std::all_of(values.begin(), values.end(), [](const auto& v) {
      return !v || std::all_of(v->values.begin(), v->values.end(), [](double x) { return std::isnan(x); });
    });
    const bool pointed = std::any_of(line.problem->references.begin(), line.problem->references.end(),
                                     [](const Reference& r) { return !r.hvReference.empty(); });
    const std::string& metric = choice_.info->name;
    const bool needed = metric.starts_with("IGD") || (metric == "HV-RefPoint" && !pointed);
    if (!known && nothing && anyFinished(values) && needed) frontless_.push_back(line.name);
  }

  void noteReferences() {
    constexpr std::size_t kShown = 3;
    const auto listed = [&](const std::vector<std::string>& all) {
      const std::size_t shown = std::min(kShown, all.size());
      return fmt::format("{}{}", fmt::join(all.begin(), all.begin() + static_cast<int>(shown), "; "),
                         all.size() > shown ? fmt::format("; and {} more", all.size() - shown) : "");
    };
    if (!beaten_.empty()) {
      table_.notes.push_back(
          fmt::format("The best objective value that the problem states was beaten ({}): values measured against it "
                      "are misleading.",
                      listed(beaten_)));
    }
    if (!optimumless_.empty()) {
      table_.notes.push_back(
          fmt::format("{} measures the error over the best objective value known, and there is none for {}{}.",
                      table_.metric, listed(optimumless_),
                      errors_->empty() ? "" : fmt::format("; with {} the target is an objective value", *errors_)));
    }
    if (!frontless_.empty()) {
      table_.notes.push_back(fmt::format(
          "{} needs a reference front, and there is none for {}; the metric HV compares the runs without one (-m HV).",
          table_.metric, listed(frontless_)));
    }
  }

  void fill(TableCell& cell, const CellValues& v, std::size_t row, const layout::Origin& origin, const TableRow& r,
            std::size_t column) {
    cell.present = true;
    cell.source = origin.source;
    cell.index = origin.problem;
    cell.algorithm = origin.algorithm;
    cell.failed = v.failed;
    cell.missing = v.missing;
    for (std::size_t at = row; at < v.values.size(); at += static_cast<std::size_t>(v.rows)) {
      if (std::isinf(v.values[at])) {
        throw Error(fmt::format("Metric {} gave an infinite value; report this.", table_.metric));
      }
      cell.values.push_back(v.values[at]);
    }
    table_statistics::summarise(cell, table_.larger);
    facts_.singleValued = facts_.singleValued || (v.repetitions == 1 && v.runs > 1);
    if (!table_.request.intervals) return;
    if (!v.low.empty()) {
      cell.low = v.low[row];
      cell.high = v.high[row];
    } else {
      table_statistics::addIntervals(
          cell, table_.request.show, table_.larger, 1.0 - table_.request.alpha,
          hashText(fmt::format("{}/{}/{}/{}", table_.metric, r.problem, r.task, table_.columns[column].label)));
    }
  }

  void noteBudgets() {
    for (std::string& note : budgets_.notes()) table_.notes.push_back(std::move(note));
    if (cuts_.empty()) return;
    constexpr std::size_t kShown = 5;
    const std::size_t more = cuts_.size() > kShown ? cuts_.size() - kShown : 0;
    cuts_.resize(std::min(cuts_.size(), kShown));
    table_.notes.push_back(
        fmt::format("All runs are cut to equal evaluations of each task, the fewest that any run spent ({}{}){}.",
                    fmt::join(cuts_, "; "), more > 0 ? fmt::format("; {} problems more", more) : "",
                    populations_ ? "; populations are those of the last checkpoint within them" : ""));
  }

  std::span<const ResultSource> sources_;
  TableCache* cache_;
  layout::Layout layout_;
  MetricChoice choice_;
  Table table_;
  std::vector<const AlgorithmRecord*> records_;  // one per column
  table_caption::Facts facts_;
  std::vector<std::string> cuts_;    // evaluations per task after cutting, by problem
  bool populations_ = false;         // whether any of these problems has several objectives
  std::vector<std::string> beaten_;  // tasks whose stated optimum was beaten
  /// Whether the metric measures errors over the optimum; if so, the parameter that would make it measure values.
  std::optional<std::string> errors_ = errorsOf(choice_);
  std::vector<std::string> optimumless_;  // problems whose optimum is needed, but not known
  std::vector<std::string> frontless_;    // problems without the reference that the metric needs
  BudgetWatch budgets_;
  int warned_ = 0;  // finished runs with a warning
  std::string warning_;
};

}  // namespace

Table makeTable(std::span<const ResultSource> sources, const TableRequest& request, const Catalogue& catalogue,
                TableCache* cache) {
  return Builder(sources, request, catalogue, cache).build();
}

}  // namespace tandem
