// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "tandem/problem.h"

namespace tandem {

/// Sphere (one objective) or a ZDT1-like pair of objectives on [0,1]^D, shifted from task to task: far cheaper than any
/// search step.
class Cheap final : public Problem {
 public:
  Cheap(int taskCount, int objectives, int dim = 50) : objectives_(objectives) {
    for (int t = 0; t < taskCount; ++t) {
      tasks_.push_back(
          {"cheap", dim, objectives, 0, std::vector<double>(dim, 0.0), std::vector<double>(dim, 1.0), true});
    }
  }
  void evaluate(int task, ConstMatView x, MatView objectives, MatView /*g*/, EvalContext& /*ctx*/) const override {
    const double shift = 0.25 + 0.1 * (task % 5);
    for (int i = 0; i < x.rows; ++i) {
      double lanes[4] = {0, 0, 0, 0};
      const double* row = x.row(i).data();
      for (int j = 0; j + 4 <= x.cols; j += 4) {
        for (int l = 0; l < 4; ++l) lanes[l] += (row[j + l] - shift) * (row[j + l] - shift);
      }
      const double sum = lanes[0] + lanes[1] + lanes[2] + lanes[3];
      objectives(i, 0) = objectives_ == 1 ? sum : row[0];
      if (objectives_ > 1) objectives(i, 1) = (1.0 + sum) * (1.0 - row[0] / (1.0 + sum));
    }
  }

 private:
  int objectives_;
};

}  // namespace tandem
