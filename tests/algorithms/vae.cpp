// SPDX-License-Identifier: Apache-2.0
// Variational auto-encoder.
#include "tandem/operators_vae.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace tandem {
namespace {

Matrix filled(int rows, int cols, const std::vector<double>& values) {
  Matrix m(rows, cols);
  std::ranges::copy(values, m.values().begin());
  return m;
}

// Parameter k is 0.8 sin(k + 1).
op::VariationalAutoEncoder known() {
  Rng rng(1);
  op::VariationalAutoEncoder vae(rng, 3, 4, 2);
  for (int k = 0; double& v : vae.parameters()) v = 0.8 * std::sin(++k);
  return vae;
}

const Matrix kPoints = filled(2, 3, {0.1, 0.5, 0.9, 0.7, 0.2, 0.4});
const Matrix kNoise = filled(2, 2, {0.3, -0.6, -1.1, 0.8});

TEST(VariationalAutoEncoder, ForwardAsWithNumPy) {
  // import numpy as np
  // D,H,L,n=3,4,2,2
  // p=0.8*np.sin(1.0+np.arange(H*(D+1)+2*L*(H+1)+H*(L+1)+D*(H+1)));k=0
  // def take(o,i):
  //     global k
  //     W=p[k:k+o*i].reshape(o,i);k+=o*i;b=p[k:k+o];k+=o;return W,b
  // x=np.array([[.1,.5,.9],[.7,.2,.4]]);e=np.array([[.3,-.6],[-1.1,.8]])
  // E,M,V,C,O=take(H,D),take(L,H),take(L,H),take(H,L),take(D,H)
  // f=lambda l,a:a@l[0].T+l[1]
  // h=np.maximum(f(E,x),0);m=f(M,h);v=f(V,h);z=m+np.exp(v/2)*e
  // q=1/(1+np.exp(-f(O,np.maximum(f(C,z),0))))
  // print(q, -(x*np.log(q)+(1-x)*np.log(1-q)).sum()/n+.5*(m*m+np.exp(v)-v-1).sum()/n)
  const Matrix expected = filled(2, 3,
                                 {0.21785364820767042, 0.33226601306384074, 0.6853735283587238, 0.146957622019594,
                                  0.43348313216802337, 0.6674110407195142});
  Workspace ws;
  const op::VariationalAutoEncoder vae = known();
  Matrix out(2, 3);
  EXPECT_NEAR(vae.loss(ws, kPoints, kNoise, out, {}), 2.59957610472191, 1e-12);
  for (int i = 0; i < 2; ++i) {
    for (int j = 0; j < 3; ++j) EXPECT_NEAR(out(i, j), expected(i, j), 1e-13);
  }
}

TEST(VariationalAutoEncoder, GradientAsFiniteDifferences) {
  Workspace ws;
  op::VariationalAutoEncoder vae = known();
  const std::span<double> parameters = vae.parameters();
  std::vector<double> gradient(parameters.size());
  vae.loss(ws, kPoints, kNoise, {}, gradient);
  const double step = 1e-6;
  for (int k = 0; k < isize(parameters); ++k) {
    const double middle = parameters[k];
    parameters[k] = middle + step;
    const double above = vae.loss(ws, kPoints, kNoise, {}, {});
    parameters[k] = middle - step;
    const double below = vae.loss(ws, kPoints, kNoise, {}, {});
    parameters[k] = middle;
    EXPECT_NEAR(gradient[k], (above - below) / (2.0 * step), 1e-8) << k;
  }
}

TEST(VariationalAutoEncoder, LearnsWhereThePointsLie) {
  Workspace ws;
  Rng rng(2);
  Matrix points(30, 2);
  for (int i = 0; i < 30; ++i) {
    points(i, 0) = rng.uniform(0.85, 0.95);
    points(i, 1) = rng.uniform(0.05, 0.15);
  }
  op::VariationalAutoEncoder vae(rng, 2, 8, 2);
  const double early = vae.train(rng, ws, points, {.rate = 0.01, .batch = 20, .epochs = 1});
  const double late = vae.train(rng, ws, points, {.rate = 0.01, .batch = 20, .epochs = 200});
  EXPECT_LT(late, early);
  Matrix out(30, 2);
  vae.sample(rng, ws, points, out);
  double mean0 = 0.0;
  double mean1 = 0.0;
  for (int i = 0; i < 30; ++i) {
    mean0 += out(i, 0) / 30;
    mean1 += out(i, 1) / 30;
  }
  EXPECT_NEAR(mean0, 0.9, 0.05);
  EXPECT_NEAR(mean1, 0.1, 0.05);
}

TEST(RandomAutoEncoder, FiniteWhateverTheInput) {
  Workspace ws;
  Rng rng(3);
  op::RandomAutoEncoder network(3);
  network.draw(rng);
  const double inf = std::numeric_limits<double>::infinity();
  const Matrix in = filled(3, 3, {1e4, 5e3, inf, 1e308, -1e308, 1e308, inf, inf, 0.0});
  Matrix out(3, 3);
  network.forward(rng, ws, in, out);
  for (const double v : out.values()) EXPECT_TRUE(std::isfinite(v));
}

}  // namespace
}  // namespace tandem
