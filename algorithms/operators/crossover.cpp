// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tandem/operators.h"
#include "tandem/vmath.h"

namespace tandem::op {

namespace {
/// Spread factors of SBX for index eta from uniform draws u: (2u)^(1/(eta+1)) below 1/2, (2-2u)^(-1/(eta+1)) above.
void spreadFactors(std::span<double> u, double eta) {
  for (double& v : u) v = v <= 0.5 ? 2.0 * v : 1.0 / (2.0 - 2.0 * v);
  vmath::pow(u, 1.0 / (eta + 1.0), u);
}

void blend(std::span<const double> beta, std::span<const double> p1, std::span<const double> p2, std::span<double> c1,
           std::span<double> c2) {
  for (std::size_t j = 0; j < beta.size(); ++j) {
    const double a = p1[j];
    const double b = p2[j];
    c1[j] = 0.5 * ((1.0 + beta[j]) * a + (1.0 - beta[j]) * b);
    c2[j] = 0.5 * ((1.0 + beta[j]) * b + (1.0 - beta[j]) * a);
  }
}
}  // namespace

void sbx(Rng& rng, Workspace& ws, std::span<const double> p1, std::span<const double> p2, std::span<double> c1,
         std::span<double> c2, double eta) {
  const std::size_t d = p1.size();
  Workspace::Frame frame(ws);
  const std::span<double> beta = frame.doubles(d);
  const std::span<std::uint64_t> draw = frame.take<std::uint64_t>(d);
  for (std::size_t j = 0; j < d; ++j) {
    draw[j] = rng.next();
    beta[j] = static_cast<double>(draw[j] >> 11U) * 0x1.0p-53;
  }
  spreadFactors(beta, eta);
  // The eleven low bits are not part of the uniform draw: two of them decide sign and whether the variable crosses.
  for (std::size_t j = 0; j < d; ++j) {
    const double signedBeta = (draw[j] & 1U) != 0 ? beta[j] : -beta[j];
    beta[j] = (draw[j] & 2U) != 0 ? signedBeta : 1.0;
  }
  blend(beta, p1, p2, c1, c2);
}

void sbxFull(Rng& rng, Workspace& ws, std::span<const double> p1, std::span<const double> p2, std::span<double> c1,
             std::span<double> c2, double eta) {
  Workspace::Frame frame(ws);
  const std::span<double> beta = frame.doubles(p1.size());
  rng.fillUniform(beta);
  spreadFactors(beta, eta);
  blend(beta, p1, p2, c1, c2);
}

void swapVariables(Rng& rng, std::span<double> c1, std::span<double> c2, double probability) {
  for (std::size_t j = 0; j < c1.size(); ++j) {
    if (rng.chance(probability)) std::swap(c1[j], c2[j]);
  }
}

void gaOffspring(RunContext& ctx, const Population& pop, Population& off, double etaCrossover, double etaMutation) {
  Rng& rng = ctx.rng();
  Workspace& ws = ctx.workspace();
  const int n = pop.size();
  off.resize(2 * ((n + 1) / 2));
  Workspace::Frame frame(ws);
  const std::span<int> order = frame.ints(static_cast<std::size_t>(n));
  rng.permutation(order);
  const double probability = 1.0 / pop.dim();
  for (int i = 0; i < (n + 1) / 2; ++i) {
    const int parents[2] = {order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(i + n / 2)]};
    const int first = 2 * i;
    sbx(rng, ws, pop.x(parents[0]), pop.x(parents[1]), off.x(first), off.x(first + 1), etaCrossover);
    for (int k = 0; k < 2; ++k) {
      polynomialMutation(rng, ws, off.x(first + k), etaMutation, probability);
      clip(off.x(first + k));
      off.task(first + k) = pop.task(parents[k]);
    }
  }
}

}  // namespace tandem::op
