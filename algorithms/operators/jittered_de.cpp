// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_jittered_de.h"

#include <algorithm>

namespace tandem::op {

void JitteredDe::params(ParamVisitor& p) {
  p.real("Tau", tau, {.min = 0, .max = 1, .doc = "probability that F, and that CR, is drawn anew"});
  p.trace("F", {.doc = "mean mutation factor of the children", .min = 0});
  p.trace("CR", {.doc = "mean crossover rate of the children", .min = 0, .max = 1});
}

void JitteredDe::trace(RunContext& ctx, const Population& off, int t) const {
  double f = 0.0;
  double cr = 0.0;
  for (int i = 0; i < off.size(); ++i) {
    f += off.value(columns.f, i) / off.size();
    cr += off.value(columns.cr, i) / off.size();
  }
  ctx.trace("F", f, t);
  ctx.trace("CR", cr, t);
}

void JitteredDe::initialise(Rng& rng, Population& pop) {
  columns = addDeColumns(pop);
  for (int i = 0; i < pop.size(); ++i) {
    pop.value(columns.f, i) = lowest + rng.uniform();
    pop.value(columns.cr, i) = rng.uniform();
  }
}

DeSetting JitteredDe::inherit(Rng& rng, const Population& pop, int i, Population& off) const {
  const double oldF = pop.value(columns.f, i);
  double f = cauchy ? rng.cauchy(oldF, 0.1) : rng.normal(oldF, 0.1);
  while (cauchy && f <= lowest) f = rng.cauchy(oldF, 0.1);
  double cr = rng.normal(pop.value(columns.cr, i), 0.1);
  if (rng.chance(tau)) f = lowest + rng.uniform();
  if (rng.chance(tau)) cr = rng.uniform();
  const DeSetting setting{std::clamp(f, lowest, lowest + 1.0), std::clamp(cr, 0.0, 1.0)};
  off.value(columns.f, i) = setting.f;
  off.value(columns.cr, i) = setting.cr;
  return setting;
}

void rankedRows(Rng& rng, int n, int total, int i, std::span<int, 3> rows) {
  const auto ranked = [&] {
    int row = rng.below(n);
    while (!rng.chance(ratio(n - 1 - row, n))) row = rng.below(n);
    return row;
  };
  do rows[0] = ranked();
  while (rows[0] == i);
  do rows[1] = ranked();
  while (rows[1] == i || rows[1] == rows[0]);
  do rows[2] = rng.below(total);
  while (rows[2] == i || rows[2] == rows[0] || rows[2] == rows[1]);
}

}  // namespace tandem::op
