// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/operators_transfer.h"
#include "tandem/params.h"
#include "tandem/population.h"
#include "tandem/run_context.h"

namespace tandem::op {

/// What MaTDE and MO-MaTDE share: variation, archives of past individuals, and donors drawn by accumulated reward and
/// by the similarity (symmetric Kullback-Leibler divergence of normal models) of the archives.
/// Y. Chen, J. Zhong, L. Feng, J. Zhang, An adaptive archive-based evolutionary framework for many-task optimization,
/// IEEE Transactions on Emerging Topics in Computational Intelligence 4(3), 2020, doi:10.1109/TETCI.2019.2916051.
class TANDEM_API PastArchives {
 public:
  struct TANDEM_API Options {
    double alpha = 0.1;   ///< probability that a task's generation is a transfer
    double update = 0.2;  ///< probability that an individual enters the archive
    double shrink = 0.8;  ///< factor of the reward: 1/shrink after success, shrink after failure
    double ro = 0.8;      ///< attenuation of accumulated possibilities
    int multiple = 3;     ///< archive size in populations
    double lowF = 0.1, highF = 2.0;
    double lowCr = 0.1, highCr = 0.9;
    /// Declares all of them, and the trace "reward".
    void params(ParamVisitor& p);
  };

  /// Every archive starts as the population of its task. The options must outlive the archives.
  PastArchives(const Options& options, std::span<const Population> pops);

  /// One child per individual: towards a random mate by a random F, crossed with a random CR.
  void breed(RunContext& ctx, const Population& pop, Population& off) const;
  /// Each child mixes an individual with a random one of the donor; CR is the share of the individual.
  void cross(RunContext& ctx, const Population& pop, const Population& donor, Population& off) const;
  /// Updates the possibilities of all donors of task t and draws one accordingly.
  int chooseDonor(RunContext& ctx, int t);
  /// Changes and traces the reward of the donor; it stays within 1e-100 to 1e100.
  void reward(RunContext& ctx, int t, int donor, bool improved);
  /// Lets individuals of task t enter its archive, replacing random ones once it is full.
  void note(Rng& rng, const Population& pop, int t);

 private:
  /// Points of a task, and normal models of their first variables: fitted on demand, kept until the points change.
  /// Tasks of different width are compared on their common variables, hence a model per width.
  struct Archive {
    Population points;
    std::vector<DivergenceModel> models;
    std::vector<int> fitted;  // widths whose model matches the points
    const DivergenceModel& model(int dim, Workspace& ws);
  };

  const Options& options_;
  int capacity_;
  std::vector<Archive> archives_;
  Matrix possibility_, reward_;  // [task][donor]
};

}  // namespace tandem::op
