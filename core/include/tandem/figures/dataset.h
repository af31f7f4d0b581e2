// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/export.h"
#include "tandem/metric.h"
#include "tandem/result.h"
#include "tandem/store/result_file.h"

namespace tandem::figures {

/// One problem with the runs of every algorithm to be drawn.
struct ProblemRuns {
  ProblemRecord problem;  ///< named as in tables: with parameters where another problem in the files has the same name
  std::vector<std::string> algorithms;        ///< aliases, unique
  std::vector<CellData> cells;                ///< one per algorithm
  std::vector<AlgorithmRecord> records = {};  ///< one per algorithm; or empty, when nothing is known of twins
  std::vector<int> styles = {};               ///< looks, one per algorithm; or empty: by position; see loadRuns
  std::vector<std::string> notes = {};        ///< how mixed runs differ, one sentence each
  std::vector<std::string> withoutLogs = {};  ///< files without improvements between checkpoints; none has them then
};

/// The look of one of the problem's algorithms.
TANDEM_API int styleOf(const ProblemRuns& runs, std::size_t algorithm);

/// What to draw, as the user puts it.
struct Selection {
  std::vector<std::string> files;
  /// Names as tables print them, globs, and comma lists of them.
  std::vector<std::string> problems = {"*"};
  std::vector<std::string> algorithms = {"*"};  ///< of aliases and registry names
  /// Runs by position: file of the list, its problem and algorithm.
  struct Pick {
    int file = 0, problem = 0, algorithm = 0;
    bool operator==(const Pick&) const = default;
  };
  std::vector<Pick> picks = {};  ///< if not empty, only these
  bool allowMixed = false;       ///< allow different instances and budgets of a problem side by side; notes say so
  CellDetail detail = CellDetail::Everything;  ///< how much of the runs is read; see detailOf() in kinds.h
};

/// Reads the selected runs of all files. They are joined as makeTable() joins them: results of the same problem are
/// side by side, and algorithms are named like the columns of the table ("GA @file"). An algorithm of the files keeps
/// its look whatever else is selected: the n-th of the first file has the n-th look, those of other files follow.
/// With a catalogue, names that `tandem run` takes are understood as well. Throws InputError if nothing matches, or if
/// the files used different instances, budgets or parameters of a problem.
TANDEM_API std::vector<ProblemRuns> loadRuns(const Selection& selection, const Catalogue* catalogue = nullptr);

/// Values of a metric over (repetition, row, checkpoint) of each algorithm.
struct MetricValues {
  std::string name;     ///< axis label
  bool larger = false;  ///< larger is better
  bool perTask = true;
  bool objective = false;  ///< the best objective itself, for which runs keep an exact log
  MetricOutput output;
};

/// Computes a metric by its registry name ("NAME" or "NAME:param=value,..."). An empty name takes the objective value
/// of single-objective problems (NaN while no feasible solution is known) and IGD (or HV, without a reference front) of
/// multi-objective ones. Throws InputError if the metric is unknown or does not apply to the problem.
TANDEM_API MetricValues metricValues(const ProblemRuns& runs, const std::string& metric, const Catalogue& catalogue);

/// Values of the repetitions of one algorithm (or the one value of all), with the sign turned where needed so that
/// larger is better; undefined values become minus infinity, the worst.
TANDEM_API std::vector<double> runsOfRow(const MetricValues& values, const CellData& cell, int algorithm, int row,
                                         int checkpoint);

/// Repetitions that finished.
TANDEM_API std::vector<int> finishedRuns(const CellData& cell);

/// Whether the metric gives one value for all runs together (ERT): MetricOutput::at() then has repetition 0 only.
TANDEM_API bool singleValued(const MetricValues& values, const ProblemRuns& runs);
/// Throws InputError if it does, for figures of the values of single runs.
TANDEM_API void requireValuesOfRuns(const MetricValues& values, const ProblemRuns& runs);

/// Evaluations spent up to checkpoint k, of all tasks (task -1) or of one. For imported runs, which do not record them,
/// the even share of the budget for checkpoint k; figures say so.
TANDEM_API double evaluationsAt(const ProblemRecord& problem, const CellData& cell, int rep, int task, int k);
/// Whether the evaluations of any run are unknown.
TANDEM_API bool countsUnknown(const CellData& cell);

/// Quantile by linear interpolation of sorted values that may hold infinities: between a finite and an infinite value
/// the result is infinite, never NaN. NaN if empty.
TANDEM_API double orderQuantile(const std::vector<double>& sorted, double p);

/// "instance: synthetic" and so on, for notes; names both if the problems differ.
TANDEM_API std::string instanceNote(const std::vector<ProblemRuns>& runs);
TANDEM_API std::string instanceNote(const ProblemRuns& runs);

}  // namespace tandem::figures
