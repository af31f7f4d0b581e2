// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "problems/base/functions/row_terms.h"
#include "tandem/problem.h"

namespace tandem::prob {

/// One function of CEC10-CSO or CEC17-CSO on one point: z is the point minus the shift, y and y2 are z rotated (z
/// itself without a rotation). Writes inequalities g <= 0 and equalities h = 0, returns the objective.
struct ConstrainedPoint {
  row::In z;
  row::In y;
  row::In y2;
  double* g;
  double* h;
  row::Tmp tmp;  ///< scratch of the size of z
};
using ConstrainedFunction = double (*)(const ConstrainedPoint& p);

struct ConstrainedSpec {
  std::string name = {};
  int dim = 0;
  double low = 0.0;
  double high = 0.0;
  int inequalities = 0;
  int equalities = 0;
  ConstrainedFunction function = nullptr;
  std::vector<double> shift = {};
  Matrix rotation = {};   ///< y = R (z + centre) - centre; empty: none
  Matrix rotation2 = {};  ///< y2 = R2 z
  double centre = 0.0;
};

/// A constrained single-objective task. Constraint values are violations, inequalities first, then equalities; as in
/// the published code, a block without members is one column of zeros.
class ConstrainedProblem final : public Problem {
 public:
  ConstrainedProblem(ConstrainedSpec spec, std::int64_t budget);
  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override;

 private:
  ConstrainedSpec spec_;
};

}  // namespace tandem::prob
