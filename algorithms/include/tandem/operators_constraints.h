// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/export.h"
#include "tandem/population.h"
#include "tandem/rng.h"

/// Comparisons for constrained problems other than feasibility first (tandem::better).
namespace tandem::op {

/// Better under the epsilon rule (Takahama and Sakai 2006): violations up to epsilon count as none. Strict.
inline bool epsilonBetter(double objA, double cvA, double objB, double cvB, double epsilon) {
  return better(objA, cvA <= epsilon ? 0.0 : cvA, objB, cvB <= epsilon ? 0.0 : cvB);
}

/// Level that falls from `start` to 0 as `share` (of the time under control) goes from 0 to 1: start (1 - share)^power.
TANDEM_API double epsilonLevel(double start, double share, double power);

/// Violation of the individual at rank ceil(share * n) by violation, the start of an epsilon level.
TANDEM_API double violationQuantile(const Population& pop, double share);

/// Better under stochastic ranking (Runarsson and Yao 2000): by objective if both are feasible or with probability p,
/// else by violation. Strict.
TANDEM_API bool stochasticBetter(Rng& rng, double objA, double cvA, double objB, double cvB, double p);

/// Whether the self-adaptive penalty (Tessema and Yen 2009), normalised over the population and the child, prefers
/// child j of `off` to individual i of `pop`. Strict.
TANDEM_API bool penaltyPrefersChild(const Population& pop, int i, const Population& off, int j);

/// One-to-one survivors under the epsilon rule: off(i) replaces pop(i) unless it is worse.
TANDEM_API void selectEpsilon(Population& pop, const Population& off, double epsilon);

/// Index of the smallest objective whatever the violation, and of the largest violation; first of equals.
TANDEM_API int lowestObjective(const Population& pop);
TANDEM_API int largestViolation(const Population& pop);

}  // namespace tandem::op
