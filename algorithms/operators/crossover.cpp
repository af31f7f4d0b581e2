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
  for (int j = 0; j < isize(beta); ++j) {
    const double a = p1[j];
    const double b = p2[j];
    c1[j] = 0.5 * ((1.0 + beta[j]) * a + (1.0 - beta[j]) * b);
    c2[j] = 0.5 * ((1.0 + beta[j]) * b + (1.0 - beta[j]) * a);
  }
}
}  // namespace

void sbx(Rng& rng, Workspace& ws, std::span<const double> p1, std::span<const double> p2, std::span<double> c1,
         std::span<double> c2, double eta) {
  const int d = isize(p1);
  Workspace::Frame frame(ws);
  const std::span<double> beta = frame.doubles(d);
  const std::span<std::uint64_t> draw = frame.take<std::uint64_t>(d);
  for (int j = 0; j < d; ++j) {
    draw[j] = rng.next();
    beta[j] = static_cast<double>(draw[j] >> 11U) * 0x1.0p-53;
  }
  spreadFactors(beta, eta);
  // The eleven low bits are not part of the uniform draw: two of them decide sign and whether the variable crosses.
  for (int j = 0; j < d; ++j) {
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
  for (int j = 0; j < isize(c1); ++j) {
    if (rng.chance(probability)) std::swap(c1[j], c2[j]);
  }
}

void GaVariation::params(ParamVisitor& p) {
  p.real("muC", muC, {.min = 0, .max = 1000, .doc = "distribution index of simulated binary crossover"});
  p.real("muM", muM, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
  p.choice(
      "operators", form,
      {.options = {"platform", "report"},
       .doc = "form of the operators: platform (half of the variables cross, bounded mutation) or report (all cross, "
              "basic mutation: the code behind the CEC17-MTSO report)"});
}

void GaVariation::crossover(RunContext& ctx, std::span<const double> p1, std::span<const double> p2,
                            std::span<double> c1, std::span<double> c2) const {
  if (form == Form::Report) {
    sbxFull(ctx.rng(), ctx.workspace(), p1, p2, c1, c2, muC);
  } else {
    sbx(ctx.rng(), ctx.workspace(), p1, p2, c1, c2, muC);
  }
}

void GaVariation::mutate(RunContext& ctx, std::span<double> x) const {
  const double probability = 1.0 / isize(x);
  if (form == Form::Report) {
    polynomialMutationBasic(ctx.rng(), x, muM, probability);
  } else {
    polynomialMutation(ctx.rng(), ctx.workspace(), x, muM, probability);
  }
}

void gaOffspring(RunContext& ctx, const Population& pop, Population& off, const GaVariation& variation) {
  Workspace::Frame frame(ctx.workspace());
  const std::span<int> order = frame.ints(pop.size());
  ctx.rng().permutation(order);
  gaOffspring(ctx, pop, order, off, variation);
}

void gaOffspring(RunContext& ctx, const Population& pop, std::span<const int> pool, Population& off,
                 const GaVariation& variation) {
  const int n = isize(pool);
  off.resize(2 * ((n + 1) / 2));
  for (int i = 0; i < (n + 1) / 2; ++i) {
    const int parents[2] = {pool[i], pool[i + n / 2]};
    const int first = 2 * i;
    variation.crossover(ctx, pop.x(parents[0]), pop.x(parents[1]), off.x(first), off.x(first + 1));
    for (int k = 0; k < 2; ++k) {
      variation.mutate(ctx, off.x(first + k));
      clip(off.x(first + k));
      off.task(first + k) = pop.task(parents[k]);
    }
  }
}

void tagByParents(const Population& mates, std::span<const int> pool, Population& off, int t) {
  const int half = isize(pool) / 2;
  for (int c = 0; c < off.size(); ++c) {
    const auto pair = c / 2;
    const int first = mates.task(pool[pair]);
    off.setOrigin(c, t, first != t ? first : mates.task(pool[pair + half]));
  }
}

}  // namespace tandem::op
