// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"
#include "tandem/operators.h"
#include "tandem/params.h"
#include "tandem/population.h"
#include "tandem/run_context.h"

/// Solver-adaptive multitasking (Li, Gong and Li 2023): the population of each task is shared by a GA and a DE. Their
/// parts grow and shrink according to how many of their individuals beat the population's median over the last
/// generations; from time to time in between, individuals of other tasks join the parents.
namespace tandem::op {

struct TANDEM_API TwoSolversOptions {
  int gap = 10;        ///< generations between transfers
  int transfers = 10;  ///< individuals per transfer
  int period = 70;     ///< generations between adaptations of the parts
  int memory = 30;     ///< generations whose success counts
  GaVariation ga;
  double f = 0.5;
  double cr = 0.9;
  /// Declares them all: TGap, TNum, SaGap, Memory, those of the GA, F, CR.
  void params(ParamVisitor& p);
  /// Declares the trace "share_ga".
  static void declareTrace(ParamVisitor& p);
};

/// What depends on the number of objectives.
class TANDEM_API TwoSolversRules {
 public:
  enum Solver { Ga, De };
  static constexpr int kSolvers = 2;

  virtual ~TwoSolversRules();
  /// Records the medians of a task's population, against which it is judged after the generation.
  virtual void measure(RunContext& ctx, const Population& pop) = 0;
  /// Reduces part and off to as many survivors, in `part`, as it had members.
  virtual void select(RunContext& ctx, Solver solver, Population& part, const Population& off) = 0;
  /// Above 0 where individual i is better than the medians, below 0 where it is worse.
  [[nodiscard]] virtual int judge(const Population& part, int i) const = 0;
};

/// The median of the values; sorts them. For an even number, the mean of the middle two.
TANDEM_API double medianOf(std::span<double> values);

/// The whole search.
TANDEM_API void searchByTwoSolvers(RunContext& ctx, const TwoSolversOptions& options, TwoSolversRules& rules);

}  // namespace tandem::op
