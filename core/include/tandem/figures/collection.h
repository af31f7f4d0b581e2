// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"

/// Runs as a collection: every run is a point, whatever was recorded or set of it a quantity to look at.
namespace tandem::figures {

/// A finished run, by its place among the runs that the collection was made of.
struct CollectedRun {
  int problem = 0, algorithm = 0, repetition = 0;  ///< from 0
  bool operator==(const CollectedRun&) const = default;
};

/// What every run of a collection has of something.
struct Quantity {
  std::string name;                     ///< "objective:2"
  std::string label;                    ///< "best objective value, task 2"
  std::vector<double> values;           ///< one a run; NaN: it has none. Of names: their numbers
  std::vector<std::string> categories;  ///< names, in the order in which they occur; empty: numbers
};

class TANDEM_API RunCollection {
 public:
  /// `metric` is what "value" means; see metricValues(). Failed and missing runs are left out. Throws InputError if the
  /// metric is made for none of the problems.
  RunCollection(std::vector<ProblemRuns> all, const Catalogue& catalogue, const std::string& metric = {});
  /// What it was made of, without logs, fronts and traces.
  [[nodiscard]] const std::vector<ProblemRuns>& source() const { return all_; }
  [[nodiscard]] const std::vector<CollectedRun>& runs() const { return runs_; }
  /// Runs that did not finish.
  [[nodiscard]] int leftOut() const { return leftOut_; }
  /// "MFEA on CEC17-MTSO1-CI-HS, run 3".
  [[nodiscard]] std::string nameOf(int run) const;
  /// Names of all quantities: algorithm (as tables call it), method (without its parameters), problem, repetition;
  /// value:T (the metric), objective:T, violation:T and task-evaluations:T of the tasks; evaluations, seconds,
  /// transfers (made) and transfers-survived, of other tasks' knowledge; budget, population, tasks, dimensions; the
  /// parameters of algorithms and problems, those first that differ among the runs.
  [[nodiscard]] const std::vector<std::string>& quantities() const { return names_; }
  /// Throws InputError for a name that is none. Without ":T" the first task is meant.
  [[nodiscard]] Quantity quantity(const std::string& name) const;
  /// Runs with all of the words in their algorithm's or problem's name, and for which comparisons hold ("seconds<2",
  /// "rmp>=0.3", "algorithm=GA"). Throws InputError for a comparison of something that there is not.
  [[nodiscard]] std::vector<int> matching(const std::string& words) const;

 private:
  [[nodiscard]] Quantity nameQuantity(const std::string& name) const;
  [[nodiscard]] Quantity taskQuantity(const std::string& what, int task) const;
  [[nodiscard]] Quantity runQuantity(const std::string& name) const;
  [[nodiscard]] Quantity parameter(const std::string& name) const;
  void listParameters();
  std::vector<ProblemRuns> all_;
  std::vector<CollectedRun> runs_;
  std::vector<std::string> names_;
  std::vector<MetricValues> metric_;  ///< one a problem; without rows where it is not defined
  int leftOut_ = 0, tasks_ = 1;
};

struct CollectionOptions {
  std::string x = {}, y = {}, size = {}, colour = {};  ///< quantities; empty: as suits, value:1, none, algorithm
  std::vector<int> shown = {};                         ///< runs
  std::vector<int> selected = {};                      ///< ascending; the others are faint, if there are any
  Scale yScale = Scale::Auto;
};

/// A bubble a run in one panel; each point's Line::ids has its run. Throws InputError if there is nothing to show.
TANDEM_API Figure bubbleChart(const RunCollection& collection, const CollectionOptions& options);

/// Box plot of y over x: a box for each name, for each number where there are few, else for ranges of them.
TANDEM_API Figure groupedBoxes(const RunCollection& collection, const CollectionOptions& options);

}  // namespace tandem::figures
