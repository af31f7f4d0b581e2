// SPDX-License-Identifier: Apache-2.0
// Evolutionary multitasking via explicit autoencoding: one population per task, each with its own solver; every G
// generations the best of the other tasks are mapped into a task's space by a denoising autoencoder learned from the
// initial populations. L. Feng, L. Zhou, J. Zhong, A. Gupta, Y.-S. Ong, K.-C. Tan, A. K. Qin, Evolutionary multitasking
// via explicit autoencoding, IEEE Transactions on Cybernetics 49(9), 2019, doi:10.1109/TCYB.2018.2845361.
#include <algorithm>
#include <cmath>
#include <string>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_transfer.h"

namespace tandem::alg::emea {
namespace {

class Emea final : public Algorithm {
  enum class Solvers { GaDe, DeGa, Ga, De };
  Solvers solvers_ = Solvers::GaDe;
  int transferred_ = 10;
  int gap_ = 10;
  double muC_ = 2.0;
  double muM_ = 5.0;
  double f_ = 0.5;
  double cr_ = 0.6;

  void params(ParamVisitor& p) override {
    p.choice("operator", solvers_,
             {.options = {"GA/DE", "DE/GA", "GA", "DE"}, .doc = "solvers, given to the tasks in turn"});
    p.integer("S", transferred_, {.min = 0, .max = 100000, .doc = "solutions injected into a task per transfer"});
    p.integer("G", gap_, {.min = 1, .max = 1000000, .doc = "generations from one transfer to the next"});
    p.real("muC", muC_, {.min = 0, .max = 1000, .doc = "distribution index of simulated binary crossover"});
    p.real("muM", muM_, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor of DE"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate of DE"});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    learnMappings(ctx, pops);
    Population off = pops.front().like(pops.front().size() + 1);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        if (usesGa(t)) {
          op::gaOffspring(ctx, pop, off, muC_, muM_);
        } else {
          op::deRand1Bin(ctx, pop, off, f_, cr_);
        }
        off.setDonor(kNative);
        if (transferred_ > 0 && ctx.generation() % gap_ == 0) inject(ctx, pops, t, off);
        ctx.evaluate(off);
        op::selectElitist(ctx, pop, off);
      }
    }
  }

  [[nodiscard]] bool usesGa(int t) const {
    return solvers_ == Solvers::Ga || solvers_ == (t % 2 == 0 ? Solvers::GaDe : Solvers::DeGa);
  }

  /// Initial populations, sorted by fitness, are the training data of all mappings.
  void learnMappings(RunContext& ctx, const std::vector<Population>& pops) {
    const RunContext::ModelTime modelTime(ctx);
    std::vector<int> order(ctx.populationSize());
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const Population& pop = pops[t];
      op::sortByFitness(pop, order);
      Matrix sorted(pop.size(), ctx.task(t).dim);
      for (int i = 0; i < pop.size(); ++i) {
        const std::span<const double> x = pop.x(order[i]);
        std::copy_n(x.begin(), sorted.cols(), sorted.row(i).begin());
      }
      mappings_.emplace_back(sorted);
      initial_.push_back(std::move(sorted));
    }
  }

  /// Replaces random offspring of task t by the mapped best of every other task.
  void inject(RunContext& ctx, const std::vector<Population>& pops, int t, Population& off) const {
    const int others = ctx.taskCount() - 1;
    if (others == 0) return;
    const RunContext::ModelTime modelTime(ctx);
    Workspace::Frame frame(ctx.workspace());
    const int each = std::max(1, nearest(ratio(transferred_, others)));
    const std::span<int> order = frame.ints(pops.front().size());
    const std::span<int> places = frame.ints(off.size());
    ctx.rng().permutation(places);
    const auto dim = ctx.task(t).dim;
    int next = 0;
    for (int k = 0; k < ctx.taskCount(); ++k) {
      if (k == t) continue;
      const Population& donors = pops[k];
      const op::AutoencoderMap& mapping = mappings_[k];
      op::sortByFitness(donors, order);
      for (int i = 0; i < std::min(each, donors.size()) && next < isize(places); ++i) {
        const int place = places[next++];
        const std::span<const double> best = donors.x(order[i]);
        ctx.rng().fillUniform(off.x(place));
        mapping.map(ctx.workspace(), best.first(ctx.task(k).dim), initial_[t], off.x(place).first(dim));
        op::clip(off.x(place));
        off.setOrigin(place, t, k);
      }
    }
  }

  std::vector<op::AutoencoderMap> mappings_;  // by source task
  std::vector<Matrix> initial_;               // by target task
};

}  // namespace

TANDEM_ALGORITHM(Emea, .name = "EMEA", .family = "multitask, multi-population",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 4,
                 .citation = {"L. Feng, L. Zhou, J. Zhong, A. Gupta, Y.-S. Ong, K.-C. Tan, A. K. Qin",
                              "Evolutionary multitasking via explicit autoencoding",
                              "IEEE Transactions on Cybernetics 49(9), 3457-3470", 2019, "10.1109/TCYB.2018.2845361"},
                 .doc =
                     "One population and solver per task; the best of other tasks are injected through a denoising "
                     "autoencoder learned from the initial populations.",
                 .deviations =
                     "With more than two tasks the S injected solutions are shared by the other tasks, at "
                     "least one each.")

}  // namespace tandem::alg::emea
