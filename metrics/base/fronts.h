// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <vector>

#include "metrics/base/values.h"
#include "tandem/matrix.h"
#include "tandem/workspace.h"

/// What multi-objective metrics share: feasible non-dominated points of runs, of all tasks together, of all runs
/// compared.
namespace tandem::met {

/// Non-dominated rows.
Matrix nondominated(const Matrix& points, Workspace& ws);
/// Feasible non-dominated points of a run on its task.
Matrix runFront(const RunView& run, Workspace& ws);
/// Feasible non-dominated points of the populations of all tasks together (competitive multitasking). Throws InputError
/// if the tasks differ in their number of objectives.
Matrix mergedFront(const RunView& run, const ProblemRecord& problem, Workspace& ws);
/// Feasible non-dominated points of the last checkpoints of all finished runs compared on a task; task -1: on all.
Matrix jointFront(const MetricInput& input, int task, Workspace& ws);
/// Reference front of a task; task -1: non-dominated points of the fronts of all tasks. Empty if unknown.
Matrix referenceFront(const MetricInput& input, int task, Workspace& ws);

/// A measure of a set of points against a reference set, e.g. moo::igd. Undefined if either is empty.
using Indicator = std::function<double(const Matrix& reference, const Matrix& points, Workspace& ws)>;
/// The value of a finished run when a set is empty.
struct WhenEmpty {
  double points = kUndefined;     ///< the run has no feasible point
  double reference = kUndefined;  ///< there is no reference set
};
/// The indicator per task and run; `reference(task)` returns the reference set.
MetricOutput perTaskIndicator(const MetricInput& input, const std::function<Matrix(int, Workspace&)>& reference,
                              const Indicator& indicator, const WhenEmpty& empty = {});
/// The same on the merged populations of all tasks; `reference(-1)` returns the reference set.
MetricOutput mergedIndicator(const MetricInput& input, const std::function<Matrix(int, Workspace&)>& reference,
                             const Indicator& indicator, const WhenEmpty& empty = {});

/// The parameter of hypervolumes: the value of a run without a feasible point.
class VolumeOfNothing {
 public:
  void declare(ParamVisitor& visitor);
  /// For a reference set made from the runs compared.
  [[nodiscard]] WhenEmpty ofJoint() const { return {value(), value()}; }
  /// For a given reference set.
  [[nodiscard]] WhenEmpty ofGiven() const { return {value(), kUndefined}; }

 private:
  [[nodiscard]] double value() const { return undefined_ == "zero" ? 0.0 : kUndefined; }
  std::string undefined_ = "leave-out";
};

/// IGD and IGD+ per task against the reference fronts.
MetricOutput igdValues(const MetricInput& input);
MetricOutput igdPlusValues(const MetricInput& input);
/// Hypervolume per task after the points are scaled by the range of the joint front, reference point 1.1 of that range,
/// in units of the whole box. Where the joint front is flat in an objective, the range is a millionth of its magnitude
/// there, at least 1e-6.
MetricOutput hypervolumeValues(const MetricInput& input, const WhenEmpty& empty);
double igdIndicator(const Matrix& reference, const Matrix& points, Workspace& ws);
double igdPlusIndicator(const Matrix& reference, const Matrix& points, Workspace& ws);
double hypervolumeIndicator(const Matrix& joint, const Matrix& points, Workspace& ws);

/// Where the measures were published.
Citation hypervolumeCitation();
Citation igdCitation();
Citation igdPlusCitation();
Citation spreadCitation();

}  // namespace tandem::met
