// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <span>
#include <vector>

#include "tandem/operators_de.h"
#include "tandem/operators_tradeoff.h"

/// Four constraint handling rules, each with a population of its own, as CCEF-ECHT and CEDE-DRL keep them.
namespace tandem::op {

enum ConstraintRule { Feasibility, Epsilon, Biased, Correlation };
inline constexpr int kConstraintRules = 4;

/// What the rules of a task need in the current generation: an epsilon, and the weights of those that weigh objective
/// against violation.
class TANDEM_API ConstraintRules {
 public:
  static constexpr auto kScale = Tradeoff::Scale::Deviation;

  /// For populations of n individuals.
  explicit ConstraintRules(int n);
  /// Prepares a generation of `own`, the populations rule by rule. Shuffles the one under Biased, so that its members
  /// meet different offspring from the rest. Up to `learning` (a share of the budget) Correlation goes by the objective
  /// alone.
  void prepare(RunContext& ctx, double epsilon, double learning, BiasedWeights& biased,
               const CorrelationWeights& correlation, std::span<Population> own);
  [[nodiscard]] static bool weighs(int rule) { return rule == Biased || rule == Correlation; }
  /// 0 under the other rules.
  [[nodiscard]] double epsilon(int rule) const { return rule == Epsilon ? epsilon_ : 0.0; }
  /// Of individual i under a rule that weighs.
  [[nodiscard]] double weight(int rule, int i) const { return weights_[rule][i]; }
  /// One-to-one survivors under the rule; what they replace goes to the archive, which is trimmed to the population's
  /// size.
  void survive(RunContext& ctx, int rule, Population& pop, const Population& off, Archive& archive) const;

 private:
  double epsilon_ = 0.0;
  std::array<std::vector<double>, kConstraintRules> weights_;
};

}  // namespace tandem::op
