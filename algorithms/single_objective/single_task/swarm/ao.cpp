// SPDX-License-Identifier: Apache-2.0
// Aquila optimizer, one flock per task: during two thirds of the budget members soar around the best or fly contours,
// afterwards they fly low or swoop; in each phase one of the two at random. A member that finds something not worse
// moves there at once. L. Abualigah, D. Yousri, M. Abd Elaziz, A. A. Ewees, M. A. A. Al-qaness, A. H. Gandomi, Aquila
// optimizer: a novel meta-heuristic optimization algorithm, Computers & Industrial Engineering 157, 2021,
// doi:10.1016/j.cie.2021.107250.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_levy.h"

namespace tandem::alg::ao {
namespace {

class Ao final : public Algorithm {
  double alpha_ = 0.1;
  double delta_ = 0.1;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("Alpha", alpha_, {.min = 0, .max = 1, .doc = "weight of best minus mean in narrowed exploitation"});
    p.real("Delta", delta_, {.min = 0, .max = 1, .doc = "size of the random shift in narrowed exploitation"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "paper: soaring adds the mean less a random share of the best, Levy steps are scaled by 0.01; "
                     "platform: soaring adds a random share of (mean - best), Levy steps are not scaled"});
  }

  void run(RunContext& ctx) override {
    const bool platform = form_ == op::Form::Platform;
    flight_ = op::LevyFlight(platform ? 1.0 : 0.01);
    std::vector<Population> pops = op::initPerTask(ctx);
    Population child = pops.front().like(1);
    mean_.resize(ctx.maxDim());
    spiral_ = contour(ctx.maxDim());
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        const Generation g = drawGeneration(ctx);
        child.task(0) = t;
        child.donor(0) = kNative;
        bool moved = true;
        for (int i = 0; i < pops[t].size(); ++i) {
          if (moved) takeMean(pops[t]);
          fly(ctx, pops[t], i, ctx.best(t).x, g, platform, child.x(0));
          op::clip(child.x(0));
          ctx.evaluate(child, 0);
          moved = !better(pops[t].obj(i), pops[t].cv(i), child.obj(0), child.cv(0));
          if (moved) pops[t].copyRow(i, child, 0);
        }
      }
    }
  }

  /// What all members share in a generation.
  struct Generation {
    double g1, g2, quality;
  };

  /// G1, G2 and the quality function QF = t^((2r - 1) / (1 - T)^2) of generation t of T.
  static Generation drawGeneration(RunContext& ctx) {
    const double perGeneration = 1.0 * ctx.populationSize() * ctx.taskCount();
    const double now = ratio(ctx.evaluations(), perGeneration);
    const double last = std::max(2.0, ratio(ctx.budget(), perGeneration));
    const double g1 = 2.0 * ctx.rng().uniform() - 1.0;
    const double exponent = (2.0 * ctx.rng().uniform() - 1.0) / ((1.0 - last) * (1.0 - last));
    return {g1, 2.0 * (1.0 - std::min(1.0, ctx.progress())), std::pow(now, exponent)};
  }

  void fly(RunContext& ctx, const Population& pop, int i, std::span<const double> best, const Generation& g,
           bool platform, std::span<double> out) const {
    Rng& rng = ctx.rng();
    const int dim = pop.dim();
    const double progress = std::min(1.0, ctx.progress());
    const bool first = rng.uniform() < 0.5;
    if (progress <= 2.0 / 3.0 && first) {  // X1: high soar with vertical stoop
      const double r = rng.uniform();
      for (int j = 0; j < dim; ++j) {
        out[j] = best[j] * (1.0 - progress) + (platform ? r * (mean_[j] - best[j]) : mean_[j] - r * best[j]);
      }
    } else if (progress <= 2.0 / 3.0) {  // X2: contour flight with short glide attack
      const std::span<const double> other = pop.x(rng.below(pop.size()));
      const double r = rng.uniform();
      for (int j = 0; j < dim; ++j) out[j] = best[j] * flight_.step(rng) + other[j] + spiral_[j] * r;
    } else if (first) {  // X3: low flight with slow descent attack
      const double r = rng.uniform();
      const double shift = rng.uniform() * delta_;
      for (int j = 0; j < dim; ++j) out[j] = (best[j] - mean_[j]) * alpha_ - r + shift;
    } else {  // X4: walk and grab prey
      const std::span<const double> x = pop.x(i);
      const double r = rng.uniform();
      const double shift = rng.uniform() * g.g1;
      for (int j = 0; j < dim; ++j) out[j] = g.quality * best[j] - g.g1 * x[j] * r - g.g2 * flight_.step(rng) + shift;
    }
  }

  void takeMean(const Population& pop) {
    std::ranges::fill(mean_, 0.0);
    for (int i = 0; i < pop.size(); ++i) {
      const std::span<const double> x = pop.x(i);
      for (int j = 0; j < pop.dim(); ++j) mean_[j] += x[j];
    }
    for (double& m : mean_) m /= pop.size();
  }

  /// y - x of the spiral of contour flight, variable by variable.
  static std::vector<double> contour(int dim) {
    std::vector<double> spiral(dim);
    for (int j = 0; j < dim; ++j) {
      const double radius = 10.0 + 0.0265 * (j + 1);
      const double angle = 1.5 * std::numbers::pi - 0.005 * (j + 1);
      spiral[j] = radius * (std::cos(angle) - std::sin(angle));
    }
    return spiral;
  }

  op::LevyFlight flight_{1.0};
  std::vector<double> mean_;
  std::vector<double> spiral_;
};

}  // namespace

TANDEM_ALGORITHM(
    Ao, .name = "AO", .family = "single-task, swarm intelligence",
    .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 2,
    .citation = {"L. Abualigah, D. Yousri, M. Abd Elaziz, A. A. Ewees, M. A. A. Al-qaness, A. H. Gandomi",
                 "Aquila optimizer: a novel meta-heuristic optimization algorithm",
                 "Computers & Industrial Engineering 157, 107250", 2021, "10.1016/j.cie.2021.107250"},
    .doc = "Four flights of the eagle, two of exploration and then two of exploitation, around the best and the mean.",
    .deviations =
        "form=platform reproduces the reference code, which follows the authors' program: soaring adds r (mean - best) "
        "instead of mean - r best, and Levy steps lack the factor 0.01. Time enters the quality function in "
        "generations of N evaluations per task.")

}  // namespace tandem::alg::ao
