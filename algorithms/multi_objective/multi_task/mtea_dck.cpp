// SPDX-License-Identifier: Apache-2.0
// MTEA-DCK: diversity- and convergence-oriented knowledge. Individuals compete in pairs; winners breed by differential
// evolution, where winners of another task, mapped between the regions of the winners, bring diversity, and losers
// learn as in competitive swarms, where winners of another task bring convergence. Y. Li, D. Li, W. Gong, Q. Gu,
// Multiobjective multitask optimization via diversity- and convergence-oriented knowledge transfer, IEEE Transactions
// on Systems, Man, and Cybernetics: Systems 55(3), 2025, doi:10.1109/TSMC.2024.3520526.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators_de.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::mtea_dck {
namespace {

constexpr double kMutationIndex = 20.0;  // of the mutation of mapped winners
enum class Repair { RandomParent, Clip };

/// Roles in one task in this generation, winner k against loser k, and the box around the winners.
struct Roles {
  std::vector<int> winners, losers;
  std::vector<double> low, high;
};

class MteaDck final : public Algorithm {
  double tau_ = 0.1;
  double trc0_ = 0.3;
  Repair repair_ = Repair::RandomParent;

  void params(ParamVisitor& p) override {
    p.real("tau", tau_, {.min = 0, .max = 1, .doc = "probability of drawing F (CR, TRD) anew"});
    p.real("TRC0", trc0_, {.min = 0, .max = 1, .doc = "initial rate of convergence-oriented transfer"});
    p.choice("boundType", repair_, {.options = {"random-parent", "clip"}, .doc = "repair of the winners' children"});
    p.trace("F", {.doc = "mean mutation factor of the winners' children", .min = 0, .max = 1});
    p.trace("CR", {.doc = "mean crossover rate of the winners' children", .min = 0, .max = 1});
    p.trace("TRD", {.doc = "mean rate of diversity-oriented transfer", .min = 0, .max = 1});
    p.trace("TRC", {.doc = "rate of convergence-oriented transfer", .per = TracePer::Run, .min = 0, .max = 1});
  }

  ColumnId velocity_, f_, cr_, trd_;

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<std::vector<double>> fitness(tasks, std::vector<double>(n));
    const int half = n / 2;
    const std::vector<double> width(ctx.maxDim());
    std::vector<Roles> roles(tasks, Roles{std::vector<int>(half), std::vector<int>(half), width, width});
    Population off = pops.front();
    for (int t = 0; t < tasks; ++t) {
      addSettings(ctx.rng(), pops[t]);
      off = pops[t].like(half);
      op::selectSpea2(ctx, pops[t], pops[t].like(0), n, fitness[t]);
    }
    Population both = off.like(2 * half);
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) assignRoles(ctx, pops[t], fitness[t], roles[t]);
      for (int t = 0; t < tasks; ++t) {
        both.resize(0);
        diversify(ctx, pops, roles, t, off);
        ctx.evaluate(off);
        both.append(off);
        const double left = std::max(0.0, 1.0 - ctx.progress());
        converge(ctx, pops, roles, t, trc0_ * left * left, off);
        ctx.evaluate(off);
        both.append(off);
        op::selectSpea2(ctx, pops[t], both, n, fitness[t]);
      }
    }
  }

  void addSettings(Rng& rng, Population& pop) {
    velocity_ = pop.addColumn("velocity", pop.dim());
    f_ = pop.addColumn("F");
    cr_ = pop.addColumn("CR");
    trd_ = pop.addColumn("TRD");
    for (int i = 0; i < pop.size(); ++i) {
      for (const ColumnId column : {f_, cr_, trd_}) pop.value(column, i) = rng.uniform();
    }
  }

  static void assignRoles(RunContext& ctx, const Population& pop, std::span<const double> fitness, Roles& roles) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    ctx.rng().permutation(order);
    const int half = isize(roles.winners);
    for (int k = 0; k < half; ++k) {
      roles.losers[k] = order[k];
      roles.winners[k] = order[half + k];
      if (fitness[roles.winners[k]] > fitness[roles.losers[k]]) std::swap(roles.winners[k], roles.losers[k]);
    }
    for (int j = 0; j < pop.dim(); ++j) {
      roles.low[j] = 1.0;
      roles.high[j] = 0.0;
      for (const int w : roles.winners) {
        roles.low[j] = std::min(roles.low[j], pop.x(w)[j]);
        roles.high[j] = std::max(roles.high[j], pop.x(w)[j]);
      }
    }
  }

  /// Disturbance and mutation of the settings that child i takes from its parent.
  void inheritSettings(Rng& rng, const Population& pop, int parent, Population& off, int i) const {
    off.value(f_, i) = op::drawF(rng, pop.value(f_, parent));
    off.value(cr_, i) = op::drawCr(rng, pop.value(cr_, parent));
    off.value(trd_, i) = op::drawCr(rng, pop.value(trd_, parent));
    for (const ColumnId column : {f_, cr_, trd_}) {
      if (rng.chance(tau_)) off.value(column, i) = rng.uniform();
    }
  }

  static int otherTask(Rng& rng, int tasks, int t) {
    const int k = rng.below(tasks - 1);
    return k < t ? k : k + 1;
  }

  /// Children of the winners by DE, of positions and velocities alike; with rate TRD around a winner of another task.
  void diversify(RunContext& ctx, const std::vector<Population>& pops, const std::vector<Roles>& roles, int t,
                 Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const Population& pop = pops[t];
    const std::vector<int>& winners = roles[t].winners;
    const int half = isize(winners);
    const int dim = pop.dim();
    const std::span<double> x = frame.doubles(dim);
    const std::span<double> v = frame.doubles(dim);
    const ConstMatView velocity = pop.column(velocity_);
    double sumF = 0.0, sumCr = 0.0, sumTrd = 0.0;
    for (int i = 0; i < half; ++i) {
      const int parent = winners[i];
      off.copyRow(i, pop, parent);
      inheritSettings(rng, pop, parent, off, i);
      // Two other winners, and one of all individuals; tiny populations make do with fewer.
      int pick[3] = {i, i, i};
      if (half > 1) rng.distinct({&pick[0], 1}, half, {&i, 1});
      pick[1] = pick[0];
      const int taken[] = {i, pick[0]};
      if (half > 2) rng.distinct({&pick[1], 1}, half, taken);
      do {
        pick[2] = rng.below(2 * half);
      } while (pick[2] == i || pick[2] == pick[0] || pick[2] == pick[1]);
      const int x1 = winners[pick[0]];
      const int x2 = winners[pick[1]];
      const int x3 = pick[2] < half ? winners[pick[2]] : roles[t].losers[pick[2] - half];
      int donor = t;
      if (isize(pops) > 1 && rng.chance(off.value(trd_, i))) {
        donor = otherTask(rng, isize(pops), t);
        mapWinner(ctx, pops[donor], roles[donor].winners[pick[0]], roles[donor], roles[t], x, v);
      } else {
        std::ranges::copy(pop.x(parent), x.begin());
        std::ranges::copy(velocity.row(parent), v.begin());
      }
      const double f = off.value(f_, i);
      const double cr = off.value(cr_, i);
      for (int j = 0; j < dim; ++j) {
        x[j] += f * (pop.x(x1)[j] - x[j]) + f * (pop.x(x2)[j] - pop.x(x3)[j]);
        v[j] += f * (velocity(x1, j) - v[j]) + f * (velocity(x2, j) - velocity(x3, j));
      }
      op::binomial(rng, pop.x(parent), x, cr, off.x(i));
      op::binomial(rng, velocity.row(parent), v, cr, off.column(velocity_).row(i));
      if (repair_ == Repair::Clip) {
        op::clip(off.x(i));
      } else {
        op::randomParent(rng, off.x(i), pop.x(parent));
      }
      off.setOrigin(i, t, donor);
      sumF += f;
      sumCr += cr;
      sumTrd += off.value(trd_, i);
    }
    ctx.trace("F", sumF / half, t);
    ctx.trace("CR", sumCr / half, t);
    ctx.trace("TRD", sumTrd / half, t);
  }

  /// A winner of another task, mirrored half the time, moved from the box of its task's winners to the receiver's.
  void mapWinner(RunContext& ctx, const Population& pop, int row, const Roles& from, const Roles& to,
                 std::span<double> x, std::span<double> v) const {
    const RunContext::ModelTime modelTime(ctx);
    const bool mirrored = ctx.rng().chance(0.5);
    for (int j = 0; j < isize(x); ++j) {
      const double range = from.high[j] - from.low[j];
      const double scale = (to.high[j] - to.low[j]) / range;
      const double value = pop.x(row)[j];
      const double position = ((mirrored ? from.low[j] + from.high[j] - value : value) - from.low[j]) / range;
      const double speed = pop.column(velocity_)(row, j) * scale;
      // A region without extent does not tell where in the task's own region to go.
      x[j] = range > 0.0 ? to.low[j] + std::clamp(position, 0.0, 1.0) * (to.high[j] - to.low[j])
                         : 0.5 * (to.low[j] + to.high[j]);
      v[j] = std::isfinite(speed) ? (mirrored ? -speed : speed) : 0.0;
    }
    op::polynomialMutation(ctx.rng(), x, kMutationIndex, 1.0 / isize(x));
  }

  /// Losers learn from their winners; with rate TRC from a mixture of the winner and a winner of another task.
  void converge(RunContext& ctx, const std::vector<Population>& pops, const std::vector<Roles>& roles, int t,
                double rate, Population& off) const {
    Rng& rng = ctx.rng();
    const Population& pop = pops[t];
    ctx.trace("TRC", rate);
    for (int i = 0; i < off.size(); ++i) {
      const int winner = roles[t].winners[i];
      const int loser = roles[t].losers[i];
      off.copyRow(i, pop, loser);
      for (const ColumnId column : {f_, cr_, trd_}) off.value(column, i) = pop.value(column, winner);
      int donor = t;
      int teacher = winner;
      double own = 1.0;  // share of variables from the loser's winner
      if (isize(pops) > 1 && rng.chance(rate)) {
        donor = otherTask(rng, isize(pops), t);
        teacher = roles[donor].winners[rng.below(isize(roles[donor].winners))];
        own = rng.uniform();
      }
      const double inertia = rng.uniform();
      const double pull = rng.uniform();
      const std::span<double> v = off.column(velocity_).row(i);
      for (int j = 0; j < pop.dim(); ++j) {
        const bool native = donor == t || rng.chance(own);
        const double goal = native ? pop.x(winner)[j] : pops[donor].x(teacher)[j];
        v[j] = inertia * v[j] + pull * (goal - pop.x(loser)[j]);
        off.x(i)[j] = pop.x(loser)[j] + v[j];
      }
      op::randomParent(rng, off.x(i), pop.x(loser));
      off.setOrigin(i, t, donor);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MteaDck, .name = "MTEA-DCK", .family = "multi-objective multitask, multi-population",
    .labels = MultiTask | ManyTask | MultiObjective | Unconstrained | Constrained, .twin = "SPEA2-DE",
    .minPopulation = 4,
    .citation = {"Y. Li, D. Li, W. Gong, Q. Gu",
                 "Multiobjective multitask optimization via diversity- and convergence-oriented knowledge transfer",
                 "IEEE Transactions on Systems, Man, and Cybernetics: Systems 55(3), 2367-2379", 2025,
                 "10.1109/TSMC.2024.3520526"},
    .doc = "Winners breed by DE with mapped winners of other tasks, losers fly towards winners of any task.",
    .deviations =
        "Where the winners of the donor agree in a variable, the middle of the own region is taken and the velocity "
        "is 0; the reference divides by zero. boundType is named: random-parent is the reference's 1, clip its 2.")

}  // namespace tandem::alg::mtea_dck
