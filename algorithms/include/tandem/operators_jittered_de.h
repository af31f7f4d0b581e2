// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"
#include "tandem/operators_de.h"
#include "tandem/params.h"
#include "tandem/population.h"
#include "tandem/rng.h"
#include "tandem/run_context.h"

namespace tandem::op {

/// Differential evolution with F and CR in every individual (columns "F" and "CR"): a child inherits them with a little
/// noise (standard deviation or scale 0.1), and each is redrawn with probability tau.
struct TANDEM_API JitteredDe {
  double lowest = 0.2;  ///< F lies in [lowest, lowest + 1]
  double tau = 0.1;
  bool cauchy = false;  ///< noise of F: normal and clamped, or Cauchy and redrawn while not above `lowest`
  DeColumns columns = {};

  /// Declares Tau and the traces F and CR.
  void params(ParamVisitor& p);
  /// Adds the columns, all values uniformly random.
  void initialise(Rng& rng, Population& pop);
  /// Setting for child i of individual i, also stored in the columns of `off`.
  DeSetting inherit(Rng& rng, const Population& pop, int i, Population& off) const;
  /// Reports the mean F and CR of the children of task t.
  void trace(RunContext& ctx, const Population& off, int t) const;
};

/// Three rows different from i and each other of a population of n >= 4 sorted from best to worst: the first two are
/// accepted with a probability that falls linearly with the rank (rank-DE, Gong and Cai 2013), the third is any of
/// `total` >= n.
TANDEM_API void rankedRows(Rng& rng, int n, int total, int i, std::span<int, 3> rows);

}  // namespace tandem::op
