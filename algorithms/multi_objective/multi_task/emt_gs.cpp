// SPDX-License-Identifier: Apache-2.0
// EMT-GS: for each ordered pair of tasks a small generative adversarial network turns individuals of one task into ones
// like those of the other; where parents of different tasks meet, differential evolution uses the generated vector, and
// the second end of every difference comes from the previous population (the direction of the search so far). Z. Liang,
// Y. Zhu, X. Wang, Z. Li, Z. Zhu, Evolutionary multitasking for multi-objective optimization based on generative
// strategies, IEEE Transactions on Evolutionary Computation 27(4), 2023, doi:10.1109/TEVC.2022.3189029.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators_gan.h"
#include "tandem/operators_mo_mf.h"

namespace tandem::alg::emt_gs {
namespace {

class EmtGs final : public Algorithm {
  int gap_ = 10;
  op::TransferGan::Training training_{.rateDiscriminator = 0.0002, .rateGenerator = 0.0003, .batch = 10, .epochs = 20};
  enum class Form { Paper, Platform };
  Form form_ = Form::Paper;

  void params(ParamVisitor& p) override {
    p.integer("G", gap_, {.min = 1, .max = 1000000, .doc = "generations from one training to the next"});
    p.real("lrD", training_.rateDiscriminator, {.min = 0, .max = 1, .doc = "learning rate of the discriminator"});
    p.real("lrG", training_.rateGenerator, {.min = 0, .max = 1, .doc = "learning rate of the generator"});
    p.integer("BS", training_.batch, {.min = 1, .max = 10000, .doc = "points in a training batch"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "paper: networks see individuals as points; platform: as the reference code, variables as points "
                     "whose coordinates are the individuals"});
    p.trace("lossD", {.doc = "loss of the discriminator at the end of a training", .per = TracePer::Pair, .min = 0});
  }

  static constexpr int kFirstEpochs = 20;
  static constexpr int kEpochs = 2;
  static constexpr double kCr = 0.6;
  static constexpr double kRandomBase = 0.5;  ///< probability of a random base vector instead of the best

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initSorted(ctx);
    std::vector<Population> former = pops;
    // Network and images for each pair: from * tasks + to; the generator learns individuals of `to` from those of
    // `from`.
    std::vector<op::TransferGan> networks;
    const int pairs = tasks * tasks;
    std::vector<Matrix> images(pairs, Matrix(n, ctx.maxDim()));
    for (int pair = 0; pair < tasks * tasks; ++pair) {
      networks.emplace_back(ctx.rng(), pair % (tasks + 1) == 0 ? 1 : (form_ == Form::Platform ? n : ctx.maxDim()));
    }
    training_.epochs = kFirstEpochs;
    generate(ctx, pops, networks, images, true);
    training_.epochs = kEpochs;
    Population off = pops.front().like(n * tasks + 1);
    Population mine = off;
    while (ctx.running(pops)) {
      generate(ctx, pops, networks, images, (ctx.generation() + 1) % gap_ == 0);
      breed(ctx, pops, former, images, off);
      for (int t = 0; t < tasks; ++t) {
        for (int i = 0; i < n; ++i) former[t].copyRow(i, pops[t], i);
      }
      ctx.evaluate(off);
      op::selectCrowdedPerTask(ctx, pops, off, n, mine);
    }
  }

  /// Images of all individuals among those of all other tasks, after training if wanted.
  void generate(RunContext& ctx, const std::vector<Population>& pops, std::vector<op::TransferGan>& networks,
                std::vector<Matrix>& images, bool train) const {
    const RunContext::ModelTime modelTime(ctx);
    Workspace& ws = ctx.workspace();
    const int tasks = ctx.taskCount();
    const int n = ctx.populationSize();
    const int d = ctx.maxDim();
    for (int pair = 0; pair < tasks * tasks; ++pair) {
      const Population& from = pops[pair / tasks];
      const Population& to = pops[pair % tasks];
      if (&from == &to) continue;
      op::TransferGan& network = networks[pair];
      if (form_ == Form::Paper) {
        if (train) loss(network.train(ctx.rng(), ws, to.x(), from.x(), training_), ctx, pair);
        network.generate(ws, from.x(), images[pair]);
        continue;
      }
      // The variables of the source are shuffled for training and stay shuffled in the images made then.
      Workspace::Frame frame(ws);
      const MatView source = frame.matrix(d, n);
      const MatView target = frame.matrix(d, n);
      const MatView image = frame.matrix(d, n);
      const std::span<int> variable = frame.ints(d);
      for (int j = 0; j < d; ++j) variable[j] = j;
      if (train) ctx.rng().shuffle(variable);
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j < d; ++j) {
          source(j, i) = from.x(i)[variable[j]];
          target(j, i) = to.x(i)[j];
        }
      }
      if (train) loss(network.train(ctx.rng(), ws, target, source, training_), ctx, pair);
      network.generate(ws, source, image);
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j < d; ++j) images[pair](i, j) = image(j, i);
      }
    }
  }

  static void loss(double value, RunContext& ctx, int pair) {
    ctx.trace("lossD", value, pair % ctx.taskCount(), pair / ctx.taskCount());
  }

  static void breed(RunContext& ctx, const std::vector<Population>& pops, const std::vector<Population>& former,
                    const std::vector<Matrix>& images, Population& off) {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = ctx.populationSize();
    const int total = n * ctx.taskCount();
    const std::span<double> mutant = frame.doubles(off.dim());
    const std::span<int> order = frame.ints(total);  // individual i of task t is t * n + i
    rng.permutation(order);
    off.resize(2 * ((total + 1) / 2));
    for (int i = 0; i < (total + 1) / 2; ++i) {
      const int parents[2] = {order[i], order[i + total / 2]};
      double f = rng.normal(0.5, 0.2);
      while (f < 0.0 || f > 1.0) f = rng.normal(0.5, 0.2);
      for (int k = 0; k < 2; ++k) {
        const int t = parents[k] / n;
        const int other = parents[1 - k] / n;
        const int row = parents[k] % n;
        const auto base = pops[t].x(rng.chance(kRandomBase) ? rng.below(n) : 0);
        const auto own = pops[t].x(row);
        const std::span<const double> guide = t == other ? own : images[t * ctx.taskCount() + other].row(row);
        op::difference(base, f, guide, former[t].x(rng.below(n)), mutant);
        op::binomial(rng, t == other ? own : base, mutant, kCr, off.x(2 * i + k));
        op::clip(off.x(2 * i + k));
        off.setOrigin(2 * i + k, t, other);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    EmtGs, .name = "EMT-GS", .family = "multi-objective multitask, multifactorial",
    .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II", .minPopulation = 2,
    .citation = {"Z. Liang, Y. Zhu, X. Wang, Z. Li, Z. Zhu",
                 "Evolutionary multitasking for multi-objective optimization based on generative strategies",
                 "IEEE Transactions on Evolutionary Computation 27(4), 1042-1056", 2023, "10.1109/TEVC.2022.3189029"},
    .doc = "Transfers what small generative adversarial networks make of the individuals of another task.",
    .deviations =
        "The networks see individuals as points of the decision space; the reference code hands the "
        "transposed matrix over, so that variables are points and individuals their coordinates, and leaves "
        "the variables of generated vectors shuffled in the generations that train (form=platform).")

}  // namespace tandem::alg::emt_gs
