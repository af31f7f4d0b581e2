// SPDX-License-Identifier: Apache-2.0
// MFEA with a variational auto-encoder: in the first generations a network trained on the individuals of all tasks
// generates the mates, decoded samples of encoded individuals; afterwards it is MFEA. R. Wang, X. Feng, H. Yu,
// Contrastive variational auto-encoder driven convergence guidance in evolutionary multitasking, Applied Soft Computing
// 163, 2024, 111883, doi:10.1016/j.asoc.2024.111883.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"
#include "tandem/operators_vae.h"

namespace tandem::alg::mfea_vc {
namespace {

constexpr int kGuided = 25;  // generations with generated mates
// Of the reference's code:
constexpr int kInputs = 50;         // individuals taken of each task
constexpr double kScale = 10000.0;  // of its inputs
constexpr double kLambda = 0.8;     // scale of the vectors between its two passes

class MfeaVc final : public Algorithm {
  double rmp_ = 0.3;
  op::GaVariation variation_;
  int hidden_ = 32;
  int latent_ = 8;
  op::VariationalAutoEncoder::Training training_;
  op::Form form_ = op::Form::Paper;

  Matrix mates_;              // generated
  std::vector<int> sources_;  // tasks of the individuals they were made from

  void params(ParamVisitor& p) override {
    p.real("RMP", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    variation_.params(p);
    p.integer("hidden", hidden_, {.min = 1, .max = 1024, .doc = "hidden units of encoder and decoder (paper)"});
    p.integer("latent", latent_, {.min = 1, .max = 1024, .doc = "latent variables (paper)"});
    p.integer("epochs", training_.epochs, {.min = 0, .max = 1000, .doc = "training epochs per generation (paper)"});
    p.integer("batch", training_.batch, {.min = 1, .max = 10000, .doc = "batch of the training (paper)"});
    p.real("rate", training_.rate, {.min = 0, .max = 1, .doc = "learning rate of Adam (paper)"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "paper: trained auto-encoder; platform: a freshly drawn random network every generation"});
    p.trace("loss", {.doc = "mean loss of the auto-encoder (paper)", .per = TracePer::Run});
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size() + 1);
    std::optional<op::VariationalAutoEncoder> trained;
    std::optional<op::RandomAutoEncoder> random;
    if (form_ == op::Form::Paper) {
      trained.emplace(ctx.rng(), pop.dim(), hidden_, latent_);
      mates_ = Matrix(pop.size(), pop.dim());
      sources_.resize(pop.size());
    } else {
      random.emplace(pop.dim() + ctx.taskCount());
      mates_ = Matrix(kInputs, pop.dim());
      sources_.resize(kInputs);
    }
    for (int generation = 1; ctx.running(pop); ++generation) {
      const bool guided = generation <= kGuided;
      if (guided) {
        const RunContext::ModelTime time(ctx);
        if (trained) {
          learnAndGenerate(ctx, pop, *trained);
        } else {
          generateAtRandom(ctx, pop, *random);
        }
      }
      op::matePairs(ctx, pop, off,
                    [&](int p1, int p2, int c1, int c2) { mate(ctx, pop, p1, p2, off, c1, c2, guided); });
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
    }
  }

  /// A mate from every individual: encoded, sampled, decoded.
  void learnAndGenerate(RunContext& ctx, const Population& pop, op::VariationalAutoEncoder& network) {
    const double loss = network.train(ctx.rng(), ctx.workspace(), pop.x(), training_);
    ctx.trace("loss", loss);
    network.sample(ctx.rng(), ctx.workspace(), pop.x(), mates_);
    for (int i = 0; i < pop.size(); ++i) sources_[i] = pop.task(i);
  }

  /// The reference's: means and log variances are the images of individuals of the first and of the second task; the
  /// samples pass through the network once more.
  void generateAtRandom(RunContext& ctx, const Population& pop, op::RandomAutoEncoder& network) {
    Rng& rng = ctx.rng();
    Workspace& ws = ctx.workspace();
    Workspace::Frame frame(ws);
    const int dim = pop.dim();
    const int size = dim + ctx.taskCount();
    const op::TaskGroups groups(frame, pop, ctx.taskCount());
    const MatView in = frame.matrix(2 * kInputs, size);
    const MatView image = frame.matrix(2 * kInputs, size);
    const std::span<int> order = frame.ints(kInputs);
    for (int t = 0; t < 2; ++t) {
      const std::span<const int> rows = groups.rows(t);
      rng.permutation(order);
      for (int k = 0; k < kInputs; ++k) {
        const int i = order[k] < isize(rows) ? rows[order[k]] : rows[rng.below(isize(rows))];
        const std::span<double> row = in.row(t * kInputs + k);
        std::ranges::fill(row, std::numeric_limits<double>::infinity());
        for (int j = 0; j < dim; ++j) row[j] = kScale * pop.x(i)[j];
        row[dim + t] = pop.obj(i);
      }
    }
    network.draw(rng);
    network.forward(rng, ws, in, image);
    const MatView latent = frame.matrix(kInputs, size);
    for (int k = 0; k < kInputs; ++k) {
      for (int j = 0; j < size; ++j) {
        latent(k, j) = kLambda * (image(k, j) + std::exp(0.5 * image(kInputs + k, j)) * rng.normal(0.0, 1.0));
      }
    }
    network.forward(rng, ws, latent, image.rowRange(0, kInputs));
    for (int k = 0; k < kInputs; ++k) {
      std::ranges::copy(image.row(k).first(mates_.cols()), mates_.row(k).begin());
      sources_[k] = k < kInputs / 2 ? 0 : 1;
    }
  }

  void mate(RunContext& ctx, const Population& pop, int p1, int p2, Population& off, int c1, int c2,
            bool guided) const {
    Rng& rng = ctx.rng();
    if (pop.task(p1) != pop.task(p2) && !rng.chance(rmp_)) {
      op::mutateAlone(ctx, variation_, pop, p1, off, c1);
      op::mutateAlone(ctx, variation_, pop, p2, off, c2);
    } else if (guided) {
      const int m = rng.below(mates_.rows());
      for (const auto& [parent, child] : {std::pair(p1, c1), std::pair(p2, c2)}) {
        cross(ctx, pop.x(parent), mates_.row(m), off.x(child));
        op::imitate(rng, pop, p1, p2, off, child);
        const int task = off.task(child);
        off.setOrigin(child, task, sources_[m] != task ? sources_[m] : pop.task(parent));
      }
    } else {
      variation_.crossover(ctx, pop.x(p1), pop.x(p2), off.x(c1), off.x(c2));
      for (const int c : {c1, c2}) op::imitate(rng, pop, p1, p2, off, c);
    }
  }

  /// The first child of simulated binary crossover of a parent and a generated mate.
  void cross(RunContext& ctx, std::span<const double> parent, std::span<const double> mate,
             std::span<double> child) const {
    if (form_ == op::Form::Paper) {
      Workspace::Frame frame(ctx.workspace());
      const std::span<double> sibling = frame.doubles(isize(child));
      variation_.crossover(ctx, parent, mate, child, sibling);
      return;
    }
    // The reference crosses a row with a column and keeps the first column of the result: every generated gene meets
    // the parent's first one, with one spread factor for all.
    const std::array<double, 1> one{1.0};
    const std::array<double, 1> zero{0.0};
    std::array<double, 1> share{};
    std::array<double, 1> rest{};
    variation_.crossover(ctx, one, zero, share, rest);
    for (int j = 0; j < isize(child); ++j) child[j] = share[0] * parent[0] + (1.0 - share[0]) * mate[j];
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MfeaVc, .name = "MFEA-VC", .family = "multitask, multifactorial",
    .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 2,
    .minTasks = 2, .whyTaskLimit = "The auto-encoder carries knowledge from one task to another.",
    .citation = {"R. Wang, X. Feng, H. Yu",
                 "Contrastive variational auto-encoder driven convergence guidance in evolutionary "
                 "multitasking",
                 "Applied Soft Computing 163, 111883", 2024, "10.1016/j.asoc.2024.111883"},
    .doc =
        "MFEA whose mates, in the first 25 generations, are samples of a variational auto-encoder trained "
        "on the individuals of all tasks.",
    .deviations =
        "Not from the paper's text: the network (one hidden layer of 32 units on each side, 8 latent "
        "variables), its loss (cross entropy plus Kullback-Leibler divergence, without the paper's "
        "contrastive term), decision variables as its only inputs, one network that keeps learning over "
        "25 generations (5 epochs each, batches of 20), its sizes and rate, and any number of tasks. The "
        "25 generations, epochs, batches and the pairing (both parents cross with one generated mate, each "
        "giving its first child) follow the reference code. There the network is never trained; "
        "form=platform draws it at random every generation (hidden 256, latent 200, inputs scaled by "
        "10000, the first two tasks only), and every generated variable is crossed with the parent's "
        "first variable, with one spread factor for all, so that half of these children have all "
        "variables equal. In that form an objective on another task counts as infinite even where the "
        "first generation knows it.")

}  // namespace tandem::alg::mfea_vc
