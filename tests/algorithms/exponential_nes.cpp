// SPDX-License-Identifier: Apache-2.0
// Gradient and step of exponential natural evolution strategies (tandem/operators_exponential_nes.h).
#include "tandem/operators_exponential_nes.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace tandem {
namespace {

// Constants by NumPy:
//   u=np.array([.5,.1,-.2,-.4]); Z=np.array([[.5,-1],[1.5,.25],[-.75,2],[.1,.3]])[[2,0,3,1]]
//   g=u@Z; G=(u[:,None]*Z).T@Z-u.sum()*np.eye(2); s=np.trace(G)/2
//   w,V=np.linalg.eigh(.1*(G-s*np.eye(2))); .5+.3*g; .3*np.exp(.2*s); V@np.diag(np.exp(w))@V.T
TEST(ExponentialNes, GradientAndStepAgreeWithNumpy) {
  Workspace ws;
  Matrix z(4, 2);
  const std::array<double, 8> values = {0.5, -1.0, 1.5, 0.25, -0.75, 2.0, 0.1, 0.3};
  for (int k = 0; k < 8; ++k) z.values()[k] = values[k];
  const std::array<int, 4> order = {2, 0, 3, 1};
  const std::array<double, 4> utilities = {0.5, 0.1, -0.2, -0.4};
  std::vector<double> mean(2);
  Matrix factor(2, 2);
  op::xnesGradient(ws, z, order, utilities, mean, factor);
  EXPECT_NEAR(mean[0], -0.945, 1e-14);
  EXPECT_NEAR(mean[1], 0.74, 1e-14);
  EXPECT_NEAR(factor(0, 0), -0.59575, 1e-14);
  EXPECT_NEAR(factor(0, 1), -0.956, 1e-14);
  EXPECT_NEAR(factor(1, 0), -0.956, 1e-14);
  EXPECT_NEAR(factor(1, 1), 2.057, 1e-14);

  op::ExponentialNormal distribution(2, 0.3);
  distribution.step(ws, mean, factor, 0.4, 0.2, 2);
  EXPECT_NEAR(distribution.mean()[0], 0.2165, 1e-14);
  EXPECT_NEAR(distribution.mean()[1], 0.722, 1e-14);
  EXPECT_NEAR(distribution.sigma(), 0.3472022539845824, 1e-14);
  EXPECT_NEAR(distribution.shape()(0, 0), 0.8801665987821424, 1e-13);
  EXPECT_NEAR(distribution.shape()(0, 1), -0.0960265005879096, 1e-13);
  EXPECT_NEAR(distribution.shape()(1, 0), -0.0960265005879096, 1e-13);
  EXPECT_NEAR(distribution.shape()(1, 1), 1.146625070994043, 1e-13);
}

}  // namespace
}  // namespace tandem
