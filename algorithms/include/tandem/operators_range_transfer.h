// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/operators.h"
#include "tandem/params.h"
#include "tandem/population.h"
#include "tandem/run_context.h"

/// Knowledge reuse (Cui et al. 2023, Zhao et al. 2024): variables of two tasks are matched by the distributions of
/// their populations, values are stretched from one convergence interval to the other, and advantages decide which
/// donor gives how much.
namespace tandem::op {

/// Moves individuals of one population into the space of another, variable by variable.
class TANDEM_API RangeTransfer {
 public:
  /// Form::Platform: variances of the source are compared unchanged, except those of its first column, which decay (or
  /// grow) from one variable of the target to the next; an interval that serves several variables is stretched by each.
  RangeTransfer(int dim, Form form);

  /// Gives each column of `target` the column of `source` whose distribution, stretched to the target's range, is
  /// nearest (Kullback-Leibler divergence of normal marginals, its logarithm to base 2). `avoidSame` keeps a column
  /// from serving itself if there is another.
  void match(Workspace& ws, ConstMatView source, ConstMatView target, bool avoidSame);
  /// Gives each of `targetDim` columns a random one of `sourceDim`.
  void matchRandomly(Rng& rng, int sourceDim, int targetDim);
  /// Column of the source that serves each column of the target.
  [[nodiscard]] std::span<const int> order() const { return {order_.data(), static_cast<std::size_t>(count_)}; }

  /// Row i of `out` := row i of `source`, for the matched columns; others are left unchanged. With `stretch`, each
  /// value is stretched about its column's mean to the target's range, and stays there if the stretched interval
  /// overlaps the target's and its mean lies in it; otherwise it is shifted by the difference of the means. Clipped to
  /// [0, 1].
  void map(Workspace& ws, ConstMatView source, ConstMatView target, bool stretch, MatView out) const;

 private:
  Form form_;
  std::vector<int> order_;
  int count_ = 0;
};

/// The parameters that both algorithms have, and the choice of donors by accumulated advantage.
class TANDEM_API KnowledgeReuse {
 public:
  void params(ParamVisitor& p);
  /// All shares of transfer at the parameter's value, all probabilities of taking from another task at `probability`
  /// (the middle of their bounds if negative).
  void start(int tasks, double probability);

  /// Draws a donor of task t: another task by roulette, accepted with its probability, else t itself.
  [[nodiscard]] int chooseDonor(Rng& rng, int t) const;
  /// Individuals that t takes from `donor`.
  [[nodiscard]] int amount(int t, int donor, int size) const;
  /// A share from a score in [0, 1]: `floor` to 0.5.
  void setShare(int t, int donor, double score, double floor) { share_(t, donor) = floor + score * (0.5 - floor); }
  /// Moves the probability of `donor` by its advantage over the task's own share.
  void learn(Rng& rng, int t, int donor);
  /// Reports both tables' rows of t.
  void trace(RunContext& ctx, int t) const;

  [[nodiscard]] bool usesDe(int t) const;
  [[nodiscard]] const GaVariation& variation() const { return variation_; }
  [[nodiscard]] double f() const { return f_; }
  [[nodiscard]] double cr() const { return cr_; }
  [[nodiscard]] double leastShare() const { return least_; }
  [[nodiscard]] Form form() const { return form_; }
  [[nodiscard]] double probability(int t, int donor) const { return probability_(t, donor); }

  /// Offspring of the mates alone, by GA or DE, whichever task t uses in turn; a mate whose task is not t tags its
  /// children.
  void breed(RunContext& ctx, const Population& mates, int t, Population& off) const;

 private:
  enum class Solvers { GaDe, Ga, De } solvers_ = Solvers::GaDe;
  GaVariation variation_;
  double startShare_ = 0.5;
  double f_ = 0.5;
  double cr_ = 0.5;
  double least_ = 0.1;
  double low_ = 0.1;
  double high_ = 0.7;
  double weight_ = 0.3;
  Form form_ = Form::Paper;
  Matrix share_;
  Matrix probability_;
};

/// Sum of the ranks (best: N, worst: 1) of those individuals of pop, sorted from best to worst, that were evaluated
/// after the run's evaluation number `since`, divided by the sum of all ranks.
[[nodiscard]] TANDEM_API double rankScore(const Population& pop, std::int64_t since);

}  // namespace tandem::op
