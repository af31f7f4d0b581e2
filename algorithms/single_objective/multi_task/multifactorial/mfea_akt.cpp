// SPDX-License-Identifier: Apache-2.0
// MFEA with adaptive knowledge transfer: individuals carry one of six crossovers, used when parents of different tasks
// mate; the crossover that brought the largest improvement lately spreads. L. Zhou, L. Feng, K. C. Tan, J. Zhong,
// Z. Zhu, K. Liu, C. Chen, Toward adaptive knowledge transfer in multifactorial evolutionary computation, IEEE
// Transactions on Cybernetics 51(5), 2021, doi:10.1109/TCYB.2020.2974100.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"

namespace tandem::alg::mfea_akt {
namespace {

constexpr int kCrossovers = 6;  // two-point, uniform, arithmetical, geometric, BLX-0.3, SBX
constexpr int kNoParent = -1;

class MfeaAkt final : public Algorithm {
  double rmp_ = 0.3;
  int gap_ = 20;
  op::GaVariation variation_;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    p.integer("Gap", gap_, {.min = 1, .max = 100000, .doc = "generations remembered when no crossover improved"});
    variation_.params(p);
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "paper: only children of the generation count; platform: records of transfers are inherited"});
    p.trace("crossover",
            {.doc = "best crossover of the generation: 0 two-point, 1 uniform, 2 arithmetical, 3 geometric, "
                    "4 BLX-0.3, 5 SBX",
             .per = TracePer::Run,
             .min = 0,
             .max = kCrossovers - 1});
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    // The crossover an individual carries, and of a transferred child the parent whose task it took.
    const ColumnId crossover = pop.addColumn("crossover");
    const ColumnId imitated = pop.addColumn("imitated", 1, kNoParent);
    for (int i = 0; i < pop.size(); ++i) pop.value(crossover, i) = ctx.rng().below(kCrossovers);
    Population off = pop.like(pop.size() + 1);
    std::vector<int> recent(gap_, -1);  // best crossover by generation, a ring
    while (ctx.running(pop)) {
      op::matePairs(ctx, pop, off, [&](int p1, int p2, int c1, int c2) {
        for (const auto& [parent, child] : {std::pair(p1, c1), std::pair(p2, c2)}) {
          off.value(crossover, child) = pop.value(crossover, parent);
          off.value(imitated, child) = form_ == op::Form::Platform ? pop.value(imitated, parent) : kNoParent;
        }
        mate(ctx, pop, p1, p2, off, c1, c2, crossover, imitated);
      });
      ctx.evaluate(off);
      const int best = bestCrossover(pop, off, crossover, imitated, recent);
      recent[ctx.generation() % gap_] = best;
      ctx.trace("crossover", best);
      for (int i = 0; i < off.size(); ++i) {
        if (off.value(imitated, i) == kNoParent) {
          off.value(crossover, i) = ctx.rng().chance(0.5) ? best : ctx.rng().below(kCrossovers);
        } else if (gain(pop, off, i, imitated) < 0.0) {
          off.value(crossover, i) = best;
        }
      }
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
    }
  }

  void mate(RunContext& ctx, const Population& pop, int p1, int p2, Population& off, int c1, int c2, ColumnId crossover,
            ColumnId imitated) const {
    Rng& rng = ctx.rng();
    if (pop.task(p1) == pop.task(p2)) {
      variation_.crossover(ctx, pop.x(p1), pop.x(p2), off.x(c1), off.x(c2));
      for (const int c : {c1, c2}) op::imitate(rng, pop, p1, p2, off, c);
    } else if (rng.chance(rmp_)) {
      const int kind = pop.whole(crossover, rng.chance(0.5) ? p1 : p2);
      hybrid(ctx, kind, pop.x(p1), pop.x(p2), off.x(c1), off.x(c2));
      for (const int c : {c1, c2}) {
        off.value(crossover, c) = kind;
        off.value(imitated, c) = op::imitate(rng, pop, p1, p2, off, c);
      }
    } else {
      op::mutateAlone(ctx, variation_, pop, p1, off, c1);
      op::mutateAlone(ctx, variation_, pop, p2, off, c2);
    }
  }

  void hybrid(RunContext& ctx, int kind, std::span<const double> a, std::span<const double> b, std::span<double> c1,
              std::span<double> c2) const {
    if (kind == kCrossovers - 1) {
      variation_.crossover(ctx, a, b, c1, c2);
    } else {
      one(ctx.rng(), kind, a, b, c1);
      one(ctx.rng(), kind, b, a, c2);
    }
  }

  static void one(Rng& rng, int kind, std::span<const double> a, std::span<const double> b, std::span<double> out) {
    const int dim = isize(a);
    std::pair<int, int> cut = std::minmax({rng.below(dim), rng.below(dim)});
    for (int d = 0; d < dim; ++d) {
      const auto j = d;
      const double low = std::min(a[j], b[j]);
      const double high = std::max(a[j], b[j]);
      switch (kind) {
        case 0:
          out[j] = d >= cut.first && d <= cut.second ? b[j] : a[j];
          break;
        case 1:
          out[j] = rng.chance(0.5) ? a[j] : b[j];
          break;
        case 2:
          out[j] = 0.25 * a[j] + 0.75 * b[j];
          break;
        case 3:
          out[j] = std::pow(a[j], 0.2) * std::pow(b[j], 0.8);
          break;
        default:
          out[j] = rng.uniform(low - 0.3 * (high - low), high + 0.3 * (high - low));
      }
    }
  }

  /// Relative improvement of a transferred child on the parent whose task it took.
  static double gain(const Population& pop, const Population& off, int i, ColumnId imitated) {
    const int parent = off.whole(imitated, i);
    const double difference = pop.obj(parent) - off.obj(i);
    const double scale = std::abs(pop.obj(parent));
    const double relative = scale > 0.0 ? difference / scale : difference;
    return std::isnan(relative) ? 0.0 : relative;
  }

  /// The crossover of the largest improvement; without any, the most frequent of the remembered generations.
  static int bestCrossover(const Population& pop, const Population& off, ColumnId crossover, ColumnId imitated,
                           std::span<const int> recent) {
    std::array<double, kCrossovers> merit{};
    for (int i = 0; i < off.size(); ++i) {
      if (off.value(imitated, i) == kNoParent) continue;
      double& m = merit[off.whole(crossover, i)];
      m = std::max(m, gain(pop, off, i, imitated));
    }
    if (std::ranges::max(merit) <= 0.0) {
      for (const int kind : recent) {
        if (kind >= 0) merit[kind] += 1.0;
      }
    }
    return static_cast<int>(std::ranges::max_element(merit) - merit.begin());
  }
};

}  // namespace

TANDEM_ALGORITHM(MfeaAkt, .name = "MFEA-AKT", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained, .twin = "GA", .minPopulation = 2,
                 .citation = {"L. Zhou, L. Feng, K. C. Tan, J. Zhong, Z. Zhu, K. Liu, C. Chen",
                              "Toward adaptive knowledge transfer in multifactorial evolutionary computation",
                              "IEEE Transactions on Cybernetics 51(5), 2563-2576", 2021, "10.1109/TCYB.2020.2974100"},
                 .doc =
                     "MFEA whose individuals carry one of six crossovers for mating across tasks; what improves "
                     "spreads.",
                 .deviations =
                     "Improvements are relative to the magnitude of the parent's objective, so that negative "
                     "objectives do not turn their sign. Only children of the present generation "
                     "count; form=platform reproduces the reference code, where children inherit the record of a "
                     "transfer from their parents.")

}  // namespace tandem::alg::mfea_akt
