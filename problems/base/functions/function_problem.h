// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "problems/base/functions/functions.h"
#include "tandem/problem.h"

namespace tandem::prob {

/// g (constraints x points) of a tile x in real units; satisfied when g <= 0.
using TileConstraint = std::function<void(ConstMatView x, MatView g)>;

/// One task: f(x) = objective(R s (x - o)) + bias, the row of a suite's table together with its data.
struct FunctionTask {
  std::string name;
  int dim = 0;
  double lower = 0.0;
  double upper = 0.0;
  std::vector<double> lowerEach, upperEach;  ///< bounds of each variable where they differ; else empty
  TileFunction objective;
  std::vector<double> shift;  ///< o, size dim; empty: 0
  std::vector<double> scale;  ///< s, size dim; empty: 1
  Matrix rotation;            ///< R, dim x dim; empty: identity
  double bias = 0.0;
  bool noisy = false;           ///< adds a uniform number from [0, 1)
  std::vector<double> optimum;  ///< minimiser in real units; empty if unknown
  int constraints = 0;
  TileConstraint constraint;
  /// The objective for OpenCL devices, as functions of R s (x - o): a part with inputs sees those coordinates. Empty if
  /// only the CPU can evaluate it.
  std::vector<DevicePart> deviceParts;
};

/// A task of a raw function with its optimum derived from the transformation (which must be orthogonal up to scale).
FunctionTask makeTask(Base base, int dim, double lower, double upper, std::vector<double> shift = {},
                      Matrix rotation = {}, double bias = 0.0);

/// x = o + R^-1 z* / s for z* = (optimumCoordinate, ...), R orthogonal.
std::vector<double> minimiser(const FunctionTask& task, double coordinate);

/// Single-objective tasks of that form. Batches are processed in tiles; nothing is allocated beyond the workspace.
class FunctionProblem final : public Problem {
 public:
  FunctionProblem(std::vector<FunctionTask> tasks, std::int64_t budget, int population = 100);
  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override;
  [[nodiscard]] std::shared_ptr<const DeviceForm> deviceForm() const override;
  /// The optimum if it is known, in the box and feasible; the value is the function's at that point.
  [[nodiscard]] Reference reference(int task) const override;

 private:
  std::vector<FunctionTask> functions_;
};

}  // namespace tandem::prob
