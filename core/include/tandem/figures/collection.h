// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"

/// Runs as a collection: every run is a point, and everything recorded of it or set for it is a quantity to plot.
namespace tandem::figures {

/// A finished run, by its position in what the collection was made from.
struct CollectedRun {
  int problem = 0, algorithm = 0, repetition = 0;  ///< from 0
  bool operator==(const CollectedRun&) const = default;
};

/// One quantity of every run of a collection.
struct Quantity {
  std::string name;                     ///< "objective:2"
  std::string label;                    ///< "best objective value, task 2"
  std::vector<double> values;           ///< one per run; NaN: the run has none. For names: indices into `categories`
  std::vector<std::string> categories;  ///< names, in order of first occurrence; empty: the values are numbers
};

class TANDEM_API RunCollection {
 public:
  /// `metric` is what "value" means; see metricValues(). Failed and missing runs are left out. Throws InputError if the
  /// metric applies to none of the problems.
  RunCollection(std::vector<ProblemRuns> all, const Catalogue& catalogue, const std::string& metric = {});
  /// What it was made from, without logs, fronts and traces.
  [[nodiscard]] const std::vector<ProblemRuns>& source() const { return all_; }
  [[nodiscard]] const std::vector<CollectedRun>& runs() const { return runs_; }
  /// Runs that did not finish.
  [[nodiscard]] int leftOut() const { return leftOut_; }
  /// "MFEA on CEC17-MTSO1-CI-HS, run 3".
  [[nodiscard]] std::string nameOf(int run) const;
  /// Names of all quantities: algorithm (as tables call it), method (without its parameters), problem, repetition;
  /// value:T (the metric), objective:T, violation:T and task-evaluations:T of the tasks; evaluations, seconds,
  /// transfers (made) and transfers-survived, of other tasks' knowledge; budget, population, tasks, dimensions; the
  /// parameters of algorithms and problems, those that differ between runs first.
  [[nodiscard]] const std::vector<std::string>& quantities() const { return names_; }
  /// Throws InputError for an unknown name. Without ":T", the first task.
  [[nodiscard]] Quantity quantity(const std::string& name) const;
  /// Runs whose algorithm's or problem's name contains each of the words and for which all comparisons hold
  /// ("seconds<2", "rmp>=0.3", "algorithm=GA"). Throws InputError for a comparison with an unknown quantity.
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
  std::vector<MetricValues> metric_;  ///< one per problem; without rows where it is not defined
  int leftOut_ = 0, tasks_ = 1;
};

struct CollectionOptions {
  std::string x = {}, y = {}, size = {}, colour = {};  ///< quantities; empty: chosen to suit, value:1, none, algorithm
  std::vector<int> shown = {};                         ///< runs
  std::vector<int> selected = {};                      ///< ascending; if there are any, the others are drawn faint
  Scale yScale = Scale::Auto;
};

/// One panel with a bubble per run; Line::ids tells which run a point is. Throws InputError if there is nothing to
/// show.
TANDEM_API Figure bubbleChart(const RunCollection& collection, const CollectionOptions& options);

/// Box plot of y over x: one box per name, or per number where there are few, else per range of numbers.
TANDEM_API Figure groupedBoxes(const RunCollection& collection, const CollectionOptions& options);

}  // namespace tandem::figures
