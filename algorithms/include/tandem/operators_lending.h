// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/params.h"
#include "tandem/population.h"
#include "tandem/run_context.h"

/// Differential evolution whose base vectors are lent by other tasks (Li, Zhang and Wang 2022): an adaptive matrix of
/// mating probabilities, moved by the rewards of the lenders.
namespace tandem::op {

struct TANDEM_API LendingOptions {
  double f = 0.5;
  double cr = 0.9;
  double alpha = 0.5;  ///< weight of progress of the overall best in the reward
  double rmp0 = 0.3;   ///< initial probability of a base vector of another task
};

class TANDEM_API BaseLending {
 public:
  /// `step`: change of the probabilities per generation.
  BaseLending(int tasks, int size, const LendingOptions& options, double step);
  /// One generation of the task `main` (of `size` individuals): breeds, evaluates, replaces the individuals that are
  /// improved on, and moves the probabilities of lending.
  void generation(RunContext& ctx, std::vector<Population>& pops, int main, Population& off);
  /// Rewards of the last generation, by task.
  [[nodiscard]] std::span<const double> rewards() const { return reward_; }
  /// Probability that `main` takes its base vector from `lender`.
  [[nodiscard]] double probability(int main, int lender) const { return rmp_(main, lender); }

 private:
  void breed(RunContext& ctx, const std::vector<Population>& pops, int main, Population& off) const;
  void judge(const Population& pop, const Population& off, int main, double bestBefore);
  LendingOptions options_;
  double step_;
  Matrix rmp_;
  std::vector<double> reward_, before_;
};

}  // namespace tandem::op
