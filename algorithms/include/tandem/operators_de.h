// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/population.h"
#include "tandem/rng.h"
#include "tandem/run_context.h"

/// Adaptive differential evolution: success-history memories, external archives, current-to-pbest mutation.
namespace tandem::op {

/// How much child j improves on parent i: the decrease of CV if there is one, else that of the objective, never
/// negative. 0 where the difference is not finite.
TANDEM_API double improvement(const Population& parents, int i, const Population& children, int j);

/// Mutation factor: Cauchy around `location` with the given scale, redrawn while <= 0, truncated at 1.
TANDEM_API double drawF(Rng& rng, double location, double scale = 0.1);
/// Crossover rate: normal around `mean` with the given standard deviation, truncated to [0, 1].
TANDEM_API double drawCr(Rng& rng, double mean, double deviation = 0.1);

/// F and CR of one trial vector.
struct DeSetting {
  double f = 0.5;
  double cr = 0.5;
};

/// Memory of successful settings (Tanabe and Fukunaga 2013): `size` cells, one overwritten per generation that had
/// successes, by means weighted with the improvements.
class TANDEM_API SuccessHistory {
 public:
  struct Options {
    double f = 0.5;   ///< initial F of every cell
    double cr = 0.5;  ///< initial CR of every cell
    bool lehmerCr =
        false;  ///< CR by the weighted Lehmer mean too, and fixed at 0 once all successful CR are 0 (L-SHADE)
    bool averageOld = false;  ///< new cell = mean of the new value and the old one (jSO)
    double fixedLast = -1.0;  ///< if >= 0, the last cell always keeps this F and CR (jSO)
  };
  explicit SuccessHistory(int size) : SuccessHistory(size, Options{}) {}
  SuccessHistory(int size, const Options& options);

  /// F and CR drawn around a random cell.
  [[nodiscard]] DeSetting draw(Rng& rng) const;
  /// Notes one success of this generation with its weight (improvement).
  void note(const DeSetting& setting, double weight);
  /// Ends the generation: overwrites the next cell if there were successes with positive weight.
  void update();

  [[nodiscard]] int size() const { return isize(f_); }
  [[nodiscard]] double f(int cell) const { return f_[cell]; }
  /// Negative: permanently fixed at 0.
  [[nodiscard]] double cr(int cell) const { return cr_[cell]; }

 private:
  Options options_;
  std::vector<double> f_;
  std::vector<double> cr_;
  std::size_t next_ = 0;
  double weight_ = 0.0;
  double sumF_ = 0.0, sumFF_ = 0.0, sumCr_ = 0.0, sumCrCr_ = 0.0, largestCr_ = 0.0;
};

/// Replaced parents, kept for their directions (JADE).
class TANDEM_API Archive {
 public:
  /// Allocates now, with room for what one generation may add to `capacity` members.
  Archive(const Population& pattern, int capacity);
  void add(const Population& pop, int row);
  /// Removes random members until at most `capacity` are left.
  void trim(Rng& rng, Workspace& ws, int capacity);
  [[nodiscard]] const Population& members() const { return members_; }
  [[nodiscard]] int size() const { return members_.size(); }

 private:
  Population members_;
};

/// DE/current-to-pbest/1 with archive: out = x_i + fBest (x_pbest - x_i) + f (x_r1 - x_r2), r1 from the population, r2
/// from population and archive, i, r1, r2 distinct.
TANDEM_API void currentToPbest(Rng& rng, const Population& pop, const Archive* archive, int i, int pbest, double fBest,
                               double f, std::span<double> out);

/// Columns "F" and "CR" of a population: the setting that made an individual.
struct DeColumns {
  ColumnId f, cr;
};
/// Adds (or finds) them.
TANDEM_API DeColumns addDeColumns(Population& pop);
/// Declares the traces "F" and "CR" of a task, and reports their means over its trial vectors.
TANDEM_API void declareDeTraces(ParamVisitor& p);
TANDEM_API void traceDe(RunContext& ctx, const Population& off, DeColumns columns, int task);

/// DE/current-to-pbest/1/bin trial vectors for every row of pop into off (same size, same task), with the settings in
/// the columns of off, midpoint repair. pbest is drawn from the best share of pop (at least one); the pull to it is
/// bestWeight * F.
TANDEM_API void pbestOffspring(RunContext& ctx, const Population& pop, const Archive* archive, Population& off,
                               DeColumns columns, double share, double bestWeight = 1.0);

/// pbestOffspring of a success-history DE with guidance by a donor task (MFMP, MTSRA): settings are drawn from
/// `history`; with probability rmp the guide (best share of the donor) and both ends of the difference vector come from
/// the donor population and its archive. Tags origins; a donor of the same task never guides.
TANDEM_API void guidedOffspring(RunContext& ctx, const Population& pop, const SuccessHistory& history,
                                const Archive& archive, const Population& donor, const Archive& donorArchive,
                                double rmp, double share, Population& off, DeColumns columns);

/// One-to-one survivors: children not worse than their parents replace them. onSuccess(i) is called just before a
/// strictly better child replaces parent i.
template <typename OnSuccess>
void surviveOneToOne(Population& pop, const Population& off, OnSuccess&& onSuccess) {
  for (int i = 0; i < pop.size(); ++i) {
    if (better(pop.obj(i), pop.cv(i), off.obj(i), off.cv(i))) continue;
    if (better(off.obj(i), off.cv(i), pop.obj(i), pop.cv(i))) onSuccess(i);
    pop.copyRow(i, off, i);
  }
}

/// The same, recording each success in `memory` with its setting and improvement and adding its parent to `archive`;
/// ends the generation of the memory.
TANDEM_API void surviveWithHistory(Population& pop, const Population& off, DeColumns columns, SuccessHistory& memory,
                                   Archive& archive);

/// Linear population size reduction: the size at `progress` (0 to 1) from `start` to `end`.
TANDEM_API int linearSize(double progress, int start, int end);
/// Keeps the best n, sorted by fitness, if there are more.
TANDEM_API void shrink(Workspace& ws, Population& pop, int n);

}  // namespace tandem::op
