// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tandem/operators.h"

namespace tandem::op {

namespace {
/// Marks each of the d variables that come from the mutant: with probability cr, and one forced. Two variables share a
/// 64-bit draw; 32 bits are finer than any crossover rate in use.
void crossoverMask(Rng& rng, double cr, std::span<std::uint8_t> fromMutant) {
  const auto threshold = static_cast<std::uint64_t>(std::clamp(cr, 0.0, 1.0) * 0x1.0p32);
  const int d = isize(fromMutant);
  for (int j = 0; j < d; j += 2) {
    const std::uint64_t draw = rng.next();
    fromMutant[j] = (draw >> 32U) < threshold;
    if (j + 1 < d) fromMutant[j + 1] = (draw & 0xffffffffU) < threshold;
  }
  fromMutant[rng.below(d)] = 1;
}
}  // namespace

void binomial(Rng& rng, Workspace& ws, std::span<const double> target, std::span<const double> mutant, double cr,
              std::span<double> out) {
  Workspace::Frame frame(ws);
  const std::span<std::uint8_t> mask = frame.take<std::uint8_t>(target.size());
  crossoverMask(rng, cr, mask);
  for (int j = 0; j < isize(out); ++j) out[j] = mask[j] != 0 ? mutant[j] : target[j];
}

void exponential(Rng& rng, std::span<const double> target, std::span<const double> mutant, double cr,
                 std::span<double> out) {
  const int d = isize(target);
  const auto first = rng.below(d);
  int length = 1;
  while (length < d && rng.chance(cr)) ++length;
  for (int k = 0; k < d; ++k) {
    const int j = (first + k) % d;
    out[j] = k < length ? mutant[j] : target[j];
  }
}

void difference(std::span<const double> a, double f, std::span<const double> b, std::span<const double> c,
                std::span<double> out) {
  for (int j = 0; j < isize(out); ++j) out[j] = a[j] + f * (b[j] - c[j]);
}

void deRand1Bin(RunContext& ctx, const Population& pop, Population& off, double f, double cr) {
  Rng& rng = ctx.rng();
  Workspace::Frame frame(ctx.workspace());
  const std::span<double> mutant = frame.doubles(pop.dim());
  off.resize(pop.size());
  for (int i = 0; i < pop.size(); ++i) {
    int others[3];
    rng.distinct(others, pop.size(), {&i, 1});
    difference(pop.x(others[0]), f, pop.x(others[1]), pop.x(others[2]), mutant);
    binomial(rng, ctx.workspace(), pop.x(i), mutant, cr, off.x(i));
    clip(off.x(i));
    off.task(i) = pop.task(i);
  }
}

}  // namespace tandem::op
