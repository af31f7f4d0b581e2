// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/export.h"
#include "tandem/metric.h"
#include "tandem/result.h"
#include "tandem/store/result_file.h"

namespace tandem {

class TableCache;

/// A metric with its parameters set.
struct MetricChoice {
  const MetricInfo* info = nullptr;
  std::string text;  ///< name and parameters, as given
  std::unique_ptr<Metric> metric;
};
/// "NAME" or "NAME:param=value,...". Throws InputError for unknown names, parameters and values out of range.
TANDEM_API MetricChoice chooseMetric(const std::string& text, const Catalogue& catalogue);

/// What tables and figures show if no metric is named: the objective value (Obj); for multi-objective problems IGD, or
/// HV if any of their tasks has no known front.
TANDEM_API std::string defaultMetric(std::span<const ProblemRecord* const> problems);

/// One experiment as comparisons need it: what was run, and how to get the runs of one (problem, algorithm).
struct ResultSource {
  std::string name;  ///< path; names the culprit in refusals
  ExperimentInfo info;
  /// May return more than the requested detail, never less.
  std::function<CellData(int problem, int algorithm, CellDetail detail)> cell;
  /// Identifies the state of these results: equal only for the same runs. Empty: never cached.
  std::string stamp = {};
};
/// The file must outlive the source.
inline ResultSource sourceOf(const ResultFile& file) {
  return {file.path(), file.info(),
          [&file](int problem, int algorithm, CellDetail detail) { return file.cell(problem, algorithm, detail); },
          file.stamp()};
}

enum class TableShow { Mean, MeanStd, Std, Median, Best, Worst, Runs, MedianIqr };
enum class TableTest { None, RankSum, SignedRank, Friedman, Bayes };
/// How the size of a difference from the base is reported, with its bootstrap interval.
enum class TableEffect { None, A12, MedianDifference };
enum class TableCorrection { None, Holm };
enum class TableFormat { Text, Csv, Latex, Markdown, Json, Xlsx };
/// What the algorithms of a row are ranked by in tests and figures of ranks: undefined runs first (fewer are better),
/// then the mean of the defined runs; or the median with undefined runs as the worst values.
enum class TableRanks { Mean, Median };
TANDEM_API const char* ranksName(TableRanks by);
/// Ranks from 1 (best) of algorithms by their runs on one row, ties sharing their mean rank. NaN: undefined.
TANDEM_API std::vector<double> rankRuns(const std::vector<std::vector<double>>& runs, TableRanks by, bool larger);
/// What Friedman's test takes as its blocks. Tasks of one problem come from the same runs: they are not independent.
enum class TableBlocks { Problem, Task };

struct TableRequest {
  std::string metric;  ///< "NAME" or "NAME:param=value,..."; empty: Obj, or IGD for multi-objective problems
  TableShow show = TableShow::Mean;
  TableTest test = TableTest::None;
  std::string base;  ///< algorithm that the others are compared with; empty: the first; "twin": each one's own
  TableCorrection correction = TableCorrection::None;
  TableBlocks blocks = TableBlocks::Problem;
  double alpha = 0.05;
  int checkpoint = 0;                      ///< from 1; 0: the last
  std::vector<std::string> problems;       ///< names or globs; empty: all
  std::vector<std::string> algorithms;     ///< names, aliases or globs; empty: all
  TableEffect effect = TableEffect::None;  ///< requires a test
  bool intervals = false;  ///< bootstrap interval (level 1 - alpha) of the mean or median shown, or of ERT
  /// All rows together, by problems and by tasks: TableColumn::overall. Requires a test of pairs; Bayes always includes
  /// it.
  bool overall = false;
  /// > 0: also how many runs the rank-sum test needs to see a difference of this A12 (Table::power and a note).
  double power = 0.0;
  double rope = 0.06;                   ///< Bayes: A12 within 0.5 +- rope counts as equivalent
  bool equalBudgets = false;            ///< cut all runs to the evaluations per task that all of them spent
  double budgetTolerance = 0.02;        ///< share by which evaluations spent may differ without a note
  bool allowMixed = false;              ///< compare different instances or budgets anyway (and say so)
  TableRanks ranks = TableRanks::Mean;  ///< Friedman
};

/// The runs of one algorithm on one row. Undefined runs (failed, missing, infeasible, not defined by the metric) hold
/// NaN, are ranked worst whatever the direction, and are counted.
struct TableCell {
  bool present = false;        ///< the algorithm was planned on this problem
  std::vector<double> values;  ///< per repetition
  int failed = 0, missing = 0;
  int undefined = 0;                                         ///< failed and missing included
  double mean = std::numeric_limits<double>::quiet_NaN();    ///< of the defined runs
  double sd = std::numeric_limits<double>::quiet_NaN();      ///< of the defined runs; NaN if there is one only
  double median = std::numeric_limits<double>::quiet_NaN();  ///< undefined runs ranked worst; NaN if it is one of them
  double q1 = std::numeric_limits<double>::quiet_NaN();      ///< quartiles, undefined runs ranked worst; NaN likewise
  double q3 = std::numeric_limits<double>::quiet_NaN();
  double best = std::numeric_limits<double>::quiet_NaN();
  double worst = std::numeric_limits<double>::quiet_NaN();   ///< NaN if a run is undefined
  double p = std::numeric_limits<double>::quiet_NaN();       ///< against the base, after correction; NaN: no test
  double effect = std::numeric_limits<double>::quiet_NaN();  ///< A12: chance of being better than the base, ties half
  double effectLow = std::numeric_limits<double>::quiet_NaN();  ///< interval of the effect, if requested
  double effectHigh = std::numeric_limits<double>::quiet_NaN();
  double difference = std::numeric_limits<double>::quiet_NaN();  ///< of medians, this minus base; NaN: undefined runs
  double differenceLow = std::numeric_limits<double>::quiet_NaN();
  double differenceHigh = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();  ///< interval of the mean or median shown, if requested
  double high = std::numeric_limits<double>::quiet_NaN();
  char sign = 0;                         ///< '+' significantly better than the base, '-' worse, '=' neither; 0: no test
  bool isBest = false, isWorst = false;  ///< within the row: fewest undefined runs, then the statistic shown
  int source = -1, index = -1, algorithm = -1;  ///< where the runs are: source, its problem and algorithm; -1: nowhere
};

struct TableRow {
  std::string problem;
  int task = 0;  ///< from 1; 0: the metric has one value per problem
  bool severalTasks = false;
  std::string instance;
  std::int64_t budget = 0;
  std::vector<TableCell> cells;  ///< one per column
};

/// A column against its base over all rows. Effects are A12 (chance of being better than the base). Tasks of one
/// problem are not independent: either problems are the blocks (mean effect of their tasks, Wilcoxon signed-rank), or
/// tasks are analysed in clusters (bootstrap-t over problems, signs of whole problems flipped).
struct TableOverall {
  int problems = 0, tasks = 0;  ///< 0: not computed
  double problemEffect = std::numeric_limits<double>::quiet_NaN();
  double problemP = std::numeric_limits<double>::quiet_NaN();
  double taskEffect = std::numeric_limits<double>::quiet_NaN();
  double taskLow = std::numeric_limits<double>::quiet_NaN();  ///< NaN with fewer than five problems
  double taskHigh = std::numeric_limits<double>::quiet_NaN();
  double taskP = std::numeric_limits<double>::quiet_NaN();
  /// Bayesian signed-rank over problems: posterior probabilities; NaN without that test.
  double better = std::numeric_limits<double>::quiet_NaN();
  double equivalent = std::numeric_limits<double>::quiet_NaN();
  double worse = std::numeric_limits<double>::quiet_NaN();
};

struct TableColumn {
  std::string label;
  std::string name;  ///< registry name of the algorithm
  std::string twin;
  int wins = 0, ties = 0, losses = 0;                          ///< rows with sign +, =, -
  double meanRank = std::numeric_limits<double>::quiet_NaN();  ///< Friedman only
  double p = std::numeric_limits<double>::quiet_NaN();         ///< Friedman: post-hoc against the base, corrected
  char sign = 0;
  TableOverall overall;
};

/// How the power of the rank-sum test grows with the runs of each algorithm, allowing for the ties of the base's runs;
/// the median over the rows.
struct TablePower {
  double effect = 0.0;  ///< A12 to be detected; 0: not requested
  std::vector<int> runs;
  std::vector<double> power;
  int needed = 0;           ///< runs for a power of 0.8; 0: more than the last of `runs`
  int neededCorrected = 0;  ///< the same if p must pass the first step of Holm; also 0 without a correction
  int unable = 0;           ///< rows whose ties leave no room for such a difference
};

struct Table {
  std::string metric;  ///< with its parameters as given
  bool larger = false;
  bool relative = false;
  TableRequest request;
  bool twins = false;      ///< each column is compared with its own single-task twin
  std::vector<int> bases;  ///< per column, the one it is compared with; -1: none (no test, no twin, the base itself)
  std::vector<TableColumn> columns;
  std::vector<TableRow> rows;
  int blocks = 0;  ///< of Friedman's test
  double chiSquare = 0.0, chiSquareP = 1.0, imanDavenportF = 0.0, imanDavenportP = 1.0, criticalDifference = 0.0;
  TablePower power;
  std::string caption;             ///< metric, instance, n and test in a sentence or two
  std::vector<std::string> notes;  ///< what a reader must know: undefined runs, budgets that differ, ...
};

/// Compares the runs of one or more experiments. Throws InputError (naming the culprits) for unknown names, nothing
/// selected, a metric that fits no problem, the same problem with different instances, data, tasks or budgets, and runs
/// that do not pair up (signed-rank over different seeds or numbers of repetitions). With a cache (table_cache.h),
/// files are read and metrics computed only as far as that has not been done before.
TANDEM_API Table makeTable(std::span<const ResultSource> sources, const TableRequest& request,
                           const Catalogue& catalogue, TableCache* cache = nullptr);

struct TableStyle {
  std::string number;    ///< printf conversion of one double for values, e.g. "%.4e"; empty: "%.4e"
  bool markBest = true;  ///< not in csv and json
  bool markWorst = false;
  bool fragment = false;  ///< LaTeX: the table alone instead of a complete document
};
/// Everything but Xlsx. Throws InputError for a number format that is not one conversion of a double.
TANDEM_API std::string formatTable(const Table& table, TableFormat format, const TableStyle& style = {});
/// Numbers are stored as numbers. Throws InputError if the file cannot be written, Error if built without
/// libxlsxwriter.
TANDEM_API void writeXlsx(const Table& table, const std::string& path, const TableStyle& style = {});

}  // namespace tandem
