// SPDX-License-Identifier: Apache-2.0
// Correlation alignment.
#include "tandem/operators_alignment.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tandem {
namespace {

// numpy: p(C, e) = v @ diag(w**e) @ v.T with w, v = eigh(C);
// (x - S.mean(0)) @ p(cov(S.T) + I, -.5) @ p(cov(T.T) + I, .5) + T.mean(0)
TEST(Alignment, MapsAsComputedWithNumpy) {
  Workspace ws;
  const std::vector<double> s{0.1, 0.2, 0.4, 0.9, 0.8, 0.3};
  const std::vector<double> t{0.5, 0.5, 0.6, 0.1, 0.2, 0.7, 0.9, 0.9};
  op::AlignmentModel source(2);
  op::AlignmentModel target(2);
  source.fit({s.data(), 3, 2}, ws);
  target.fit({t.data(), 4, 2}, ws);
  const std::vector<double> x{0.3, 0.6};
  std::vector<double> out(2);
  op::AlignmentModel::map(source, target, x, out, ws);
  EXPECT_NEAR(out[0], 0.41967452948891537, 1e-12);
  EXPECT_NEAR(out[1], 0.6811539575394367, 1e-12);
  op::AlignmentModel::map(source, source, x, out, ws);
  EXPECT_NEAR(out[0], 0.3, 1e-12);
  EXPECT_NEAR(out[1], 0.6, 1e-12);
}

TEST(Alignment, OnePointShiftsTheMeanOnly) {
  Workspace ws;
  const std::vector<double> a{0.25, 0.5};
  const std::vector<double> b{0.75, 0.25};
  op::AlignmentModel source(2);
  op::AlignmentModel target(2);
  source.fit({a.data(), 1, 2}, ws);
  target.fit({b.data(), 1, 2}, ws);
  std::vector<double> x{0.35, 0.6};
  op::AlignmentModel::map(source, target, x, x, ws);
  EXPECT_NEAR(x[0], 0.85, 1e-12);
  EXPECT_NEAR(x[1], 0.35, 1e-12);
}

}  // namespace
}  // namespace tandem
