// SPDX-License-Identifier: Apache-2.0
// MFEA based on diffusion gradient descent: two probes on either side of each parent estimate its slope along a random
// direction; mating parents step downhill before they cross, others step alone; the second child of a pair is opposite
// to the first, in the unified space or in the hyper-rectangle of a task. Z. Liu, G. Li, H. Zhang, Z. Liang, Z. Zhu,
// Multifactorial evolutionary algorithm based on diffusion gradient descent, IEEE Transactions on Cybernetics, 2023,
// doi:10.1109/TCYB.2023.3270904.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"

namespace tandem::alg::mfea_dgd {
namespace {

constexpr int kScales = 5;       // probes are at 10^-1 ... 10^-5
constexpr double kSpread = 0.6;  // largest blend beyond the mean of the parents
constexpr double kSteepest = 1e300;

class MfeaDgd final : public Algorithm {
  double rmp_ = 0.7;
  double gamma_ = 0.1;
  op::Form form_ = op::Form::Paper;
  Matrix low_, high_;  // hyper-rectangle of each task's population
  Matrix direction_;   // of the parents, pair by pair
  std::vector<int> order_, rows_;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    p.real("Gamma", gamma_, {.min = 0, .max = 1, .doc = "weight of the past in the estimate of the steepest slope"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "paper: each probe costs one evaluation and competes; platform: probes of the first parent are "
                     "evaluated twice, those of the second are lost"});
    p.trace("sigma", {.doc = "distance of the probes", .per = TracePer::Run, .min = 0, .max = 1});
    p.trace("L", {.doc = "estimate of the steepest slope", .per = TracePer::Run, .min = 0});
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    const int pairs = (pop.size() + 1) / 2;
    const int probes = 4 * pairs;
    Population off = pop.like(probes + 2 * pairs);
    low_ = high_ = Matrix(ctx.taskCount(), pop.dim());
    direction_ = Matrix(2 * pairs, pop.dim());
    order_.resize(pop.size());
    rows_.resize(off.size());
    std::iota(rows_.begin(), rows_.end(), 0);
    const std::span<const int> rows(rows_);
    while (ctx.running(pop)) {
      const double sigma = std::pow(10.0, -1 - ctx.rng().below(kScales));
      ctx.trace("sigma", sigma);
      enclose(pop);
      ctx.rng().permutation(order_);
      off.resize(probes + 2 * pairs);
      probe(ctx.rng(), pop, sigma, off);
      ctx.evaluate(off, rows.first(probes));
      double steepest = 0.0;
      for (int i = 0; i < pairs; ++i) matePair(ctx, pop, i, probes + 2 * i, sigma, steepest, off);
      ctx.trace("L", steepest);
      ctx.evaluate(off, rows.subspan(probes));
      if (form_ == op::Form::Platform) {
        dropSecondProbes(pairs, off);
        ctx.evaluate(off, rows.first(2 * pairs + 2));
      }
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
    }
  }

  void enclose(const Population& pop) {
    std::ranges::fill(low_.values(), 1.0);
    std::ranges::fill(high_.values(), 0.0);
    for (int i = 0; i < pop.size(); ++i) {
      for (int d = 0; d < pop.dim(); ++d) {
        low_(pop.task(i), d) = std::min(low_(pop.task(i), d), pop.x(i)[d]);
        high_(pop.task(i), d) = std::max(high_(pop.task(i), d), pop.x(i)[d]);
      }
    }
  }

  [[nodiscard]] int parent(int pair, int which) const { return order_[pair + which * (isize(order_) / 2)]; }

  /// Rows 2k and 2k + 1 of off: x + sigma v and x - sigma v of parent k, v normal.
  void probe(Rng& rng, const Population& pop, double sigma, Population& off) {
    for (int k = 0; k < direction_.rows(); ++k) {
      const int p = parent(k / 2, k % 2);
      const std::span<double> v = direction_.row(k);
      rng.fillNormal(v);
      for (int d = 0; d < pop.dim(); ++d) {
        off.x(2 * k)[d] = pop.x(p)[d] + sigma * v[d];
        off.x(2 * k + 1)[d] = pop.x(p)[d] - sigma * v[d];
      }
      for (const int row : {2 * k, 2 * k + 1}) {
        op::clip(off.x(row));
        off.setOrigin(row, pop.task(p), pop.task(p));
      }
    }
  }

  void matePair(RunContext& ctx, const Population& pop, int pair, int child, double sigma, double& steepest,
                Population& off) const {
    Rng& rng = ctx.rng();
    const int p1 = parent(pair, 0);
    const int p2 = parent(pair, 1);
    const std::array<double, 2> step = steps(pair, sigma, off, steepest);
    const std::span<double> c1 = off.x(child);
    const std::span<double> c2 = off.x(child + 1);
    for (int d = 0; d < pop.dim(); ++d) {
      c1[d] = pop.x(p1)[d] - step[0] * direction_(2 * pair, d);
      c2[d] = pop.x(p2)[d] - step[1] * direction_(2 * pair + 1, d);
    }
    if (pop.task(p1) == pop.task(p2) || rng.chance(rmp_)) {
      const double toFirst = kSpread * rng.uniform();
      const double toSecond = -kSpread * rng.uniform();
      const bool exchanged = rng.chance(0.5);
      const bool inRectangle = ctx.generation() % 2 == 1;
      const double k = rng.uniform(0.7, 1.3);
      const int task = pop.task(rng.chance(0.5) ? p1 : p2);
      for (int d = 0; d < pop.dim(); ++d) {
        const double cf = rng.chance(0.5) ? toFirst : toSecond;
        const double a = exchanged ? c2[d] : c1[d];
        const double b = exchanged ? c1[d] : c2[d];
        c1[d] = 0.5 * ((1.0 + cf) * a + (1.0 - cf) * b);
        c2[d] = (inRectangle ? k * (low_(task, d) + high_(task, d)) : 1.0) - c1[d];
      }
      for (const int c : {child, child + 1}) op::imitate(rng, pop, p1, p2, off, c);
    } else {
      off.setOrigin(child, pop.task(p1), pop.task(p1));
      off.setOrigin(child + 1, pop.task(p2), pop.task(p2));
    }
    op::clip(c1);
    op::clip(c2);
  }

  /// How far the two parents step along their directions: slope * sigma / L. L is the running maximum of the spectral
  /// norm of their gradient estimates. Without a (finite) slope there is no step.
  std::array<double, 2> steps(int pair, double sigma, const Population& off, double& steepest) const {
    std::array<double, 2> slope{};
    for (int x = 0; x < 2; ++x) {
      const int row = 4 * pair + 2 * x;
      const double s = (off.obj(row) - off.obj(row + 1)) / sigma;
      slope[x] = std::isnan(s) ? 0.0 : std::clamp(s, -kSteepest, kSteepest);
    }
    const double scale = std::max(std::abs(slope[0]), std::abs(slope[1]));
    if (!(scale > 0.0)) return {};
    // Largest singular value of the two rows slope * direction, by the 2 x 2 matrix of their products.
    const std::span<const double> v1 = direction_.row(2 * pair);
    const std::span<const double> v2 = direction_.row(2 * pair + 1);
    const double g1 = slope[0] / scale;
    const double g2 = slope[1] / scale;
    const double a = g1 * g1 * linalg::dot(v1, v1);
    const double b = g1 * g2 * linalg::dot(v1, v2);
    const double c = g2 * g2 * linalg::dot(v2, v2);
    const double norm = scale * std::sqrt(0.5 * (a + c + std::hypot(a - c, 2.0 * b)));
    if (norm > steepest) steepest = (1.0 - gamma_) * norm + gamma_ * steepest;
    if (!(steepest > 0.0)) return {};
    return {slope[0] / steepest * sigma, slope[1] / steepest * sigma};
  }

  /// Keeps the first parents' probes, the last pair's second, and the children.
  static void dropSecondProbes(int pairs, Population& off) {
    for (int i = 1; i < pairs; ++i) {
      for (int j = 0; j < 2; ++j) off.copyRow(2 * i + j, off, 4 * i + j);
    }
    const int kept = 2 * pairs + 2;
    for (int j = 0; j < 2 && pairs > 1; ++j) off.copyRow(2 * pairs + j, off, 4 * pairs - 2 + j);
    for (int j = 0; j < 2 * pairs; ++j) {
      if (pairs > 1) off.copyRow(kept + j, off, 4 * pairs + j);
    }
    off.resize(kept + 2 * pairs);
  }
};

}  // namespace

TANDEM_ALGORITHM(MfeaDgd, .name = "MFEA-DGD", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained, .twin = "GA", .minPopulation = 2,
                 .citation = {"Z. Liu, G. Li, H. Zhang, Z. Liang, Z. Zhu",
                              "Multifactorial evolutionary algorithm based on diffusion gradient descent",
                              "IEEE Transactions on Cybernetics", 2023, "10.1109/TCYB.2023.3270904"},
                 .doc = "MFEA whose parents step along estimated gradients before they cross, with opposite children.",
                 .deviations =
                     "Every probe is evaluated once and competes for survival. The reference code evaluates the probes "
                     "of the first parent of a pair twice and overwrites those of the second, at the price of eight "
                     "evaluations a pair instead of six; form=platform reproduces this. Probes are clipped to the box "
                     "in both forms; the reference leaves them outside. Survivors are the best N of each task.")

}  // namespace tandem::alg::mfea_dgd
