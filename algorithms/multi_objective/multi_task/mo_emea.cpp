// SPDX-License-Identifier: Apache-2.0
// MO-EMEA: multi-objective multitasking via explicit autoencoding. One population and solver (SPEA2 or NSGA-II) per
// task; the best of the other tasks are injected through autoencoders learned from the initial populations. L. Feng, L.
// Zhou, J. Zhong, A. Gupta, Y.-S. Ong, K.-C. Tan, A. K. Qin, Evolutionary multitasking via explicit autoencoding, IEEE
// Transactions on Cybernetics 49(9), 2019, doi:10.1109/TCYB.2018.2845361.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"
#include "tandem/operators_transfer.h"

namespace tandem::alg::mo_emea {
namespace {

class MoEmea final : public Algorithm {
  enum class Solvers { SpNs, NsSp, Sp, Ns };
  Solvers solvers_ = Solvers::SpNs;
  int transferred_ = 10;
  int gap_ = 10;
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override {
    p.choice("operator", solvers_,
             {.options = {"SP/NS", "NS/SP", "SP", "NS"},
              .doc = "solvers, given to the tasks in turn: SP = SPEA2, NS = NSGA-II"});
    p.integer("S", transferred_, {.min = 0, .max = 100000, .doc = "solutions injected into a task per transfer"});
    p.integer("G", gap_, {.min = 1, .max = 1000000, .doc = "generations from one transfer to the next"});
    variation_.params(p);
  }

  [[nodiscard]] bool usesSpea2(int t) const {
    return solvers_ == Solvers::Sp || solvers_ == (t % 2 == 0 ? Solvers::SpNs : Solvers::NsSp);
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(n + 1);
    std::vector<std::vector<double>> fitness(pops.size(), std::vector<double>(n));
    std::vector<int> pool(n);
    const Population none = off.like(0);
    for (int t = 0; t < isize(pops); ++t) {
      op::selectSpea2(ctx, pops[t], none, n, fitness[t]);
      const RunContext::ModelTime modelTime(ctx);
      Matrix sorted(n, ctx.task(t).dim);
      for (int i = 0; i < n; ++i) std::copy_n(pops[t].x(i).begin(), sorted.cols(), sorted.row(i).begin());
      mappings_.emplace_back(sorted);
      initial_.push_back(std::move(sorted));
    }
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        const auto at = t;
        op::tournamentPool(ctx.rng(), fitness[at], pool);
        op::gaOffspring(ctx, pops[at], pool, off, variation_);
        off.setDonor(kNative);
        if (transferred_ > 0 && ctx.taskCount() > 1 && ctx.generation() % gap_ == 0) inject(ctx, pops, t, off);
        ctx.evaluate(off);
        if (usesSpea2(t)) {
          op::selectSpea2(ctx, pops[at], off, n, fitness[at]);
        } else {
          op::selectCrowded(ctx, pops[at], off, n);
          std::iota(fitness[at].begin(), fitness[at].end(), 0.0);
        }
      }
    }
  }

  /// Replaces random offspring of task t by the mapped best of every other task.
  void inject(RunContext& ctx, const std::vector<Population>& pops, int t, Population& off) const {
    const RunContext::ModelTime modelTime(ctx);
    Workspace::Frame frame(ctx.workspace());
    const int each = std::max(1, nearest(ratio(transferred_, ctx.taskCount() - 1)));
    const std::span<int> places = frame.ints(off.size());
    ctx.rng().permutation(places);
    int next = 0;
    for (int k = 0; k < ctx.taskCount(); ++k) {
      if (k == t) continue;
      const Population& donors = pops[k];  // sorted, best first
      for (int i = 0; i < std::min(each, donors.size()) && next < isize(places); ++i) {
        const int place = places[next++];
        ctx.rng().fillUniform(off.x(place));
        mappings_[k].map(ctx.workspace(), donors.x(i).first(ctx.task(k).dim), initial_[t],
                         off.x(place).first(ctx.task(t).dim));
        op::clip(off.x(place));
        off.setOrigin(place, t, k);
      }
    }
  }

  std::vector<op::AutoencoderMap> mappings_;  // by source task
  std::vector<Matrix> initial_;               // by target task
};

}  // namespace

TANDEM_ALGORITHM(MoEmea, .name = "MO-EMEA", .family = "multi-objective multitask, multi-population",
                 .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II",
                 .minPopulation = 4,
                 .citation = {"L. Feng, L. Zhou, J. Zhong, A. Gupta, Y.-S. Ong, K.-C. Tan, A. K. Qin",
                              "Evolutionary multitasking via explicit autoencoding",
                              "IEEE Transactions on Cybernetics 49(9), 3457-3470", 2019, "10.1109/TCYB.2018.2845361"},
                 .doc = "One population and solver per task; solutions are injected through learned autoencoders.",
                 .deviations =
                     "With more than two tasks the S injected solutions are shared by the other tasks, at "
                     "least one each.")

}  // namespace tandem::alg::mo_emea
