// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/labels.h"
#include "tandem/params.h"
#include "tandem/result.h"

namespace tandem {

/// One problem with the runs of all algorithms compared.
struct MetricInput {
  const ProblemRecord& problem;
  std::span<const CellData* const> cells;  ///< one per algorithm; never null
  /// Which checkpoints to compute, -1 = the last of each cell; empty = all (the cells must then have equally many).
  /// Definitions that span checkpoints or whole runs use all the data whatever is requested here.
  std::span<const int> checkpoints = {};
  /// Which algorithm each cell is of; needed only by metrics that look for single-task twins (empty: those are
  /// undefined).
  std::span<const AlgorithmRecord* const> algorithms = {};
  /// > 0: metrics with one value for all runs add bootstrap intervals of this level, where they can.
  double intervalLevel = 0.0;
};

/// Values of a metric on one problem. Not defined (failed run, infeasible, no reference) = NaN.
struct MetricOutput {
  int rows = 1;         ///< T for per-task metrics, 1 for per-problem metrics
  int repetitions = 0;  ///< largest of the cells; 1 for metrics that give one value for all runs together
  int checkpoints = 0;  ///< as many as were requested
  std::vector<std::vector<double>> values;     ///< [algorithm][(rep * rows + row) * checkpoints + checkpoint]
  std::vector<std::vector<double>> low, high;  ///< intervals, shaped like values; empty: none
  [[nodiscard]] std::size_t index(int rep, int row, int checkpoint) const {
    return (static_cast<std::size_t>(rep) * static_cast<std::size_t>(rows) + static_cast<std::size_t>(row)) *
               static_cast<std::size_t>(checkpoints) +
           static_cast<std::size_t>(checkpoint);
  }
  [[nodiscard]] double at(std::size_t algorithm, int rep, int row, int checkpoint) const {
    return values[algorithm][index(rep, row, checkpoint)];
  }
  double& at(std::size_t algorithm, int rep, int row, int checkpoint) {
    return values[algorithm][index(rep, row, checkpoint)];
  }
};

/// rows x repetitions x checkpoints as the input requests, all NaN. repetitions = 0: the largest of the cells. Throws
/// InputError if all checkpoints are requested and the cells differ in their number.
TANDEM_API MetricOutput emptyOutput(const MetricInput& input, int rows, int repetitions = 0);
/// The checkpoint of `cell` behind entry k of the output. Throws InputError if there is no such checkpoint.
TANDEM_API int checkpointOf(const MetricInput& input, const CellData& cell, int k);

/// A quality measure: a pure function of the runs of one problem and its references.
class TANDEM_API Metric : public Parameterised {
 public:
  ~Metric() override;
  [[nodiscard]] virtual MetricOutput compute(const MetricInput& input) const = 0;
};

/// Entry of the metric registry.
struct MetricInfo {
  std::string name = {};  ///< e.g. "Obj", "IGD+"
  std::vector<std::string> aliases = {};
  Labels labels = 0;    ///< SingleObjective and/or MultiObjective (which runs it applies to), Competitive, Constrained
  bool larger = false;  ///< larger is better
  bool perTask = true;  ///< one row per task, else one per problem
  bool relative = false;    ///< depends on which algorithms are compared: never cached across sets
  bool valuesOnly = false;  ///< needs CellDetail::Values only: anything slower to read is skipped
  Citation citation = {};
  std::string doc = {};  ///< definition in one or two sentences
  std::function<std::unique_ptr<Metric>()> make = {};
};

/// Computes the metric and checks what it returns: rows, repetitions, checkpoints, sizes, no infinite value. Throws
/// Error naming the metric and what is wrong. Tables, figures and live views get their values here.
TANDEM_API MetricOutput computeMetric(const MetricInfo& info, const Metric& metric, const MetricInput& input);

}  // namespace tandem

#include "tandem/catalogue.h"  // IWYU pragma: export

/// Registers a metric of the file's own namespace tandem::met::<file name>; see TANDEM_ALGORITHM.
#define TANDEM_METRIC(Class, ...)                                         \
  TANDEM_REGISTRATION void registerUnit(::tandem::Catalogue& catalogue) { \
    ::tandem::MetricInfo info{__VA_ARGS__};                               \
    info.make = [] { return std::make_unique<Class>(); };                 \
    catalogue.metrics.add(std::move(info));                               \
  }
