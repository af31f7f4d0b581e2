// SPDX-License-Identifier: Apache-2.0
// MMTO-TGT: with an adaptive probability the children of a generation are sampled around a self-organising map of the
// better halves of a task's population and another's: the first half around the units of its individuals, the
// second by going on along a step that paid off, back along one that failed, or around the units of the other task's
// individuals. Otherwise differential evolution with ranked parents and an archive. T. Zhang, X. Wu, W. Gong, S. Li,
// Y. Li, A. K. Qin, Topology-guided knowledge transfer for multiobjective multitask optimization, IEEE Transactions on
// Evolutionary Computation, 2026, doi:10.1109/TEVC.2026.3696355.
#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/algorithm.h"
#include "tandem/moo.h"
#include "tandem/operators_de.h"
#include "tandem/operators_jittered_de.h"
#include "tandem/operators_mo.h"
#include "tandem/operators_som.h"

namespace tandem::alg::mmto_tgt {
namespace {

class MmtoTgt final : public Algorithm {
  op::JitteredDe de_{.lowest = 0.2, .tau = 0.1, .cauchy = true};
  int neighbours_ = 8;
  double kp_ = 0.15;
  double alpha_ = 0.6;

  void params(ParamVisitor& p) override {
    de_.params(p);
    p.integer("H", neighbours_, {.min = 2, .max = 10000, .doc = "units of the map that a child is sampled around"});
    p.real("KP", kp_, {.min = 0, .max = 1, .doc = "initial probability of transfer"});
    p.real("Alpha", alpha_, {.min = 0, .max = 1, .doc = "weight of the previous contributions"});
    p.trace("rmp", {.doc = "probability of transfer", .min = 0, .max = 1});
  }

  static constexpr double kMuM = 20.0;
  static constexpr double kRadii[6] = {1.0, 0.8, 0.5, 0.3, 0.2, 0.1};
  static constexpr double kWarmUp = 0.1;  ///< share of the generations before the probability adapts
  enum Mode { Native = 0, Transfer = 1 };

  struct Task {
    op::SelfOrganisingMap map;
    op::Archive archive;
    std::vector<double> fitness;
    double rmp = 0.0;
    int donor = -1;  ///< of this generation; -1: no transfer
    double gain[2] = {0.0, 0.0}, made[2] = {0.0, 0.0}, contribution[2] = {0.0, 0.0};  ///< by mode
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Task> tasks;
    for (Population& pop : pops) {
      de_.initialise(ctx.rng(), pop);
      place_ = pop.addColumn("place");
      const bool chain = ctx.task(pop.task(0)).objectives == 2;
      const int side = roundUp(std::sqrt(n));
      tasks.push_back({op::SelfOrganisingMap(chain ? n : side, chain ? 1 : side, ctx.maxDim()), op::Archive(pop, 2 * n),
                       std::vector<double>(n), kp_});
      none_ = pop.like(0);
      op::selectSpea2(ctx, pop, none_, n, tasks.back().fitness);
    }
    Population off = pops.front().like(n);
    Population joint = pops.front().like(2 * n);
    std::vector<Population> offs(pops.size(), off);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Task& task = tasks[t];
        task.donor = -1;
        ctx.trace("rmp", task.rmp, t);
        if (ctx.taskCount() == 1 || !ctx.rng().chance(task.rmp)) continue;
        task.donor = ctx.rng().below(ctx.taskCount() - 1);
        if (task.donor >= t) ++task.donor;
      }
      for (int t = 0; t < ctx.taskCount(); ++t) {
        if (tasks[t].donor >= 0) {
          transfer(ctx, pops[t], pops[tasks[t].donor], tasks[t].map, offs[t]);
        } else {
          breed(ctx, pops[t], tasks[t].archive.members(), offs[t]);
          de_.trace(ctx, offs[t], t);
        }
      }
      for (int t = 0; t < ctx.taskCount(); ++t) {
        if (tasks[t].donor < 0) ctx.evaluate(offs[t]);
        select(ctx, pops[t], offs[t], joint, tasks[t]);
        adapt(ctx, tasks[t]);
      }
    }
  }

  /// DE/current-to-rand/1 with ranked parents.
  void breed(RunContext& ctx, const Population& pop, const Population& archive, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const std::span<double> mutant = frame.doubles(pop.dim());
    for (int i = 0; i < n; ++i) {
      const op::DeSetting setting = de_.inherit(rng, pop, i, off);
      int rows[3];
      op::rankedRows(rng, n, n + archive.size(), i, rows);
      const auto third = rows[2] < n ? pop.x(rows[2]) : archive.x(rows[2] - n);
      op::difference(pop.x(i), setting.f, pop.x(rows[0]), pop.x(i), mutant);
      op::difference(mutant, setting.f, pop.x(rows[1]), third, mutant);
      op::binomial(rng, pop.x(i), mutant, setting.cr, off.x(i));
      op::clip(off.x(i));
      off.setOrigin(i, pop.task(i), pop.task(i));
    }
  }

  /// Children around the map of both tasks, evaluated.
  void transfer(RunContext& ctx, const Population& pop, const Population& other, op::SelfOrganisingMap& map,
                Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const int half = n / 2;
    const int t = pop.task(0);
    {
      const RunContext::ModelTime modelTime(ctx);
      const MatView data = frame.matrix(2 * half, pop.dim());
      for (int i = 0; i < half; ++i) {
        std::ranges::copy(pop.x(i), data.row(i).begin());
        std::ranges::copy(other.x(i), data.row(half + i).begin());
      }
      map.train(rng, ctx.workspace(), data, kRadii);
    }
    const std::span<int> rows = frame.ints(n);
    for (int i = 0; i < n; ++i) {
      rows[i] = i;
      off.value(de_.columns.f, i) = pop.value(de_.columns.f, i);
      off.value(de_.columns.cr, i) = pop.value(de_.columns.cr, i);
      off.setOrigin(i, t, other.task(0));
      if (i < half) sampleNear(ctx, map, pop.x(i), off.x(i));
    }
    ctx.evaluate(off, rows.first(half));
    for (int i = 0; i < half; ++i) {
      const auto parent = pop.x(i);
      const auto child = off.x(i);
      const auto next = off.x(half + i);
      if (moo::dominates(off.objs().row(i), pop.objs().row(i))) {
        op::difference(child, rng.uniform(), child, parent, next);
      } else if (moo::dominates(pop.objs().row(i), off.objs().row(i))) {
        op::difference(parent, 1.0, parent, child, next);
      } else {
        sampleNear(ctx, map, other.x(i), next);
      }
      op::clip(next);
    }
    if (n > 2 * half) sampleNear(ctx, map, pop.x(half), off.x(n - 1));
    ctx.evaluate(off, rows.subspan(half));
  }

  /// out := mutated point of the normal distribution of the units around the one that matches x best.
  void sampleNear(RunContext& ctx, const op::SelfOrganisingMap& map, std::span<const double> x,
                  std::span<double> out) const {
    const RunContext::ModelTime modelTime(ctx);
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> units = frame.ints(std::min(neighbours_, map.units()));
    map.nearestUnits(ctx.workspace(), map.bestUnit(x), units);
    op::sampleAround(ctx.rng(), map.codebook(), units, out);
    op::polynomialMutation(ctx.rng(), out, kMuM, 1.0 / isize(out));
    op::clip(out);
  }

  /// SPEA2 survivors; what native generations discard goes to the archive. Measures the gain of the generation.
  void select(RunContext& ctx, Population& pop, Population& off, Population& joint, Task& task) const {
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    for (int i = 0; i < n; ++i) {
      pop.value(place_, i) = i;
      off.value(place_, i) = n + i;
    }
    joint.resize(0);
    joint.append(pop);
    joint.append(off);
    const Mode mode = task.donor < 0 ? Native : Transfer;
    task.gain[mode] += gain(ctx, joint);
    task.made[mode] += n;
    op::selectSpea2(ctx, pop, off, n, task.fitness);
    if (mode == Transfer) return;
    const int total = 2 * n;
    const std::span<std::uint8_t> survives = frame.take<std::uint8_t>(total);
    std::ranges::fill(survives, std::uint8_t{0});
    for (int i = 0; i < n; ++i) survives[roundDown(pop.value(place_, i))] = 1;
    for (int i = 0; i < 2 * n; ++i) {
      if (survives[roundDown(joint.value(place_, i))] == 0) task.archive.add(joint, i);
    }
    task.archive.trim(ctx.rng(), ctx.workspace(), 2 * n);
  }

  /// Improvements in fitness of children over their parents, plus all contributions to the hypervolume, both relative
  /// to the largest. Sorts `joint`, parents followed by children, by fitness.
  double gain(RunContext& ctx, Population& joint) const {
    Workspace::Frame frame(ctx.workspace());
    const int total = joint.size();
    const int n = total / 2;
    double sum = 0.0;
    const std::span<double> contribution = frame.doubles(total);
    hypervolumeShares(ctx, joint, contribution);
    const double largest = std::ranges::max(contribution);
    for (const double c : contribution) sum += largest > 0.0 && std::isfinite(largest) ? c / largest : 0.0;

    const std::span<double> fitness = frame.doubles(total);
    const std::span<double> at = frame.doubles(total);
    op::selectSpea2(ctx, joint, none_, total, fitness);
    for (int i = 0; i < total; ++i) at[roundDown(joint.value(place_, i))] = fitness[i];
    const double range = fitness.back() - fitness.front();
    for (int i = 0; i < n; ++i) sum += range > 0.0 ? std::max(0.0, at[i] - at[n + i]) / range : 0.0;
    return sum;
  }

  /// Volume that each individual alone dominates below 1.1 times the worst objectives.
  static void hypervolumeShares(RunContext& ctx, const Population& joint, std::span<double> out) {
    Workspace::Frame frame(ctx.workspace());
    const int objectives = ctx.task(joint.task(0)).objectives;
    const std::span<double> reference = frame.doubles(objectives);
    for (int m = 0; m < objectives; ++m) {
      reference[m] = -std::numeric_limits<double>::infinity();
      for (int i = 0; i < joint.size(); ++i) {
        if (std::isfinite(joint.obj(i, m))) reference[m] = std::max(reference[m], joint.obj(i, m));
      }
      reference[m] *= 1.1;
      if (!std::isfinite(reference[m])) {
        std::ranges::fill(out, 0.0);
        return;
      }
    }
    moo::hypervolumeContributions(joint.objs().leftCols(objectives), reference, out, ctx.workspace());
  }

  /// Moves the probability of transfer towards the mode that gains more per child.
  void adapt(RunContext& ctx, Task& task) const {
    const double generations = ratio(ctx.budget(), ctx.taskCount() * ctx.populationSize());
    if (task.made[Transfer] > 0.0 && ctx.generation() + 1 > kWarmUp * generations) {
      const double native = task.made[Native] > 0.0 ? task.gain[Native] / task.made[Native] : 0.0;
      const double transfer = task.gain[Transfer] / task.made[Transfer];
      const double share = native + transfer > 0.0 ? transfer / (native + transfer) : 0.5;
      double* c = task.contribution;
      c[Native] = alpha_ * c[Native] + (1.0 - alpha_) * (1.0 - share);
      c[Transfer] = alpha_ * c[Transfer] + (1.0 - alpha_) * share;
      const double both = c[Native] + c[Transfer];
      if (both > 0.0) task.rmp += 0.1 * (c[Transfer] / both - 0.5);
    }
    task.rmp = std::clamp(task.rmp, 0.1, 0.5);
  }

  ColumnId place_;   // among parents and children
  Population none_;  // empty
};

}  // namespace

TANDEM_ALGORITHM(
    MmtoTgt, .name = "MMTO-TGT", .family = "multi-objective multitask, multi-population",
    .labels = MultiTask | ManyTask | MultiObjective | Unconstrained | Constrained, .twin = "SPEA2", .minPopulation = 4,
    .citation = {"T. Zhang, X. Wu, W. Gong, S. Li, Y. Li, A. K. Qin",
                 "Topology-guided knowledge transfer for multiobjective multitask optimization",
                 "IEEE Transactions on Evolutionary Computation", 2026, "10.1109/TEVC.2026.3696355"},
    .doc = "Samples children around a self-organising map of two tasks' better halves, as often as that pays.",
    .deviations =
        "Contributions to the hypervolume are exact for any number of objectives; the reference code "
        "estimates them from 10,000 samples for more than two.")

}  // namespace tandem::alg::mmto_tgt
