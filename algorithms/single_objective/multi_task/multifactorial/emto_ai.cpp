// SPDX-License-Identifier: Apache-2.0
// Multitask DE with adaptive intensity of knowledge transfer: base vectors come from an archive of the other task with
// a probability that is the share of that task's individuals that do well in the receiver, measured now and then by
// evaluating them there. X. Zhou, N. Mei, M. Zhong, M. Wang, Evolutionary multi-task optimization with adaptive
// intensity of knowledge transfer, IEEE Transactions on Emerging Topics in Computational Intelligence, 2024,
// doi:10.1109/TETCI.2024.3418810.
#include <algorithm>
#include <array>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::emto_ai {
namespace {

constexpr double kArchiveRate = 0.05;  // archive size as a share of the population
constexpr int kGap = 35;               // generations between measurements of the intensity

class EmtoAi final : public Algorithm {
  double f_ = 0.5;
  double cr_ = 0.6;
  op::Form form_ = op::Form::Paper;
  std::array<double, 2> intensity_{};  // of transfer into each task
  std::array<Population, 2> archives_;

  void params(ParamVisitor& p) override {
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "second member of a transfer's difference vector; paper: of the own task; platform: of any task"});
    p.trace("intensity", {.doc = "probability of a base vector from the other task", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    const int size = ctx.populationSize();
    Population pop = op::initMultifactorialOnce(ctx);
    Population visitors = pop.like(pop.size());  // the same individuals, each on the other task
    visit(ctx, pop, visitors, Purpose::Initial);
    assignSkillFactors(ctx, pop, visitors);
    measureIntensity(pop, visitors, size);
    const ColumnId transferred = pop.addColumn("transferred");
    Population off = pop.like(pop.size());
    const int kept = roundUp(kArchiveRate * size);
    archives_.fill(pop.like(kept));
    op::selectPerTask(ctx, pop, off.like(0), size);  // sorts
    for (int t = 0; t < 2; ++t) updateArchive(ctx, pop, t, transferred);
    while (ctx.running(pop)) {
      for (int t = 0; t < 2; ++t) ctx.trace("intensity", intensity_[t], t);
      breed(ctx, pop, off, transferred);
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, size);
      for (int t = 0; t < 2; ++t) updateArchive(ctx, pop, t, transferred);
      for (int i = 0; i < pop.size(); ++i) pop.value(transferred, i) = 0.0;
      if (ctx.generation() % kGap == 0) {
        visit(ctx, pop, visitors, Purpose::Surrogate);
        measureIntensity(pop, visitors, size);
      }
    }
  }

  static void visit(RunContext& ctx, const Population& pop, Population& visitors, Purpose purpose) {
    for (int i = 0; i < pop.size(); ++i) {
      std::ranges::copy(pop.x(i), visitors.x(i).begin());
      visitors.setOrigin(i, 1 - pop.task(i), purpose == Purpose::Initial ? kNative : pop.task(i));
    }
    ctx.evaluate(visitors, purpose);
  }

  /// MFEA's rule: an individual takes the task in which it ranks better, while there is room.
  static void assignSkillFactors(RunContext& ctx, Population& pop, Population& visitors) {
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const std::span<int> order = frame.ints(n);
    Population spare = pop.like(1);
    const auto swapRow = [&](int i) {
      spare.copyRow(0, pop, i);
      pop.copyRow(i, visitors, i);
      visitors.copyRow(i, spare, 0);
    };
    // All individuals on task 0 in pop, on task 1 in visitors.
    for (int i = 0; i < n; ++i) {
      if (pop.task(i) != 0) swapRow(i);
    }
    const std::array<std::span<int>, 2> rank = {frame.ints(n), frame.ints(n)};
    for (int t = 0; t < 2; ++t) {
      op::sortByFitness(t == 0 ? pop : visitors, order);
      for (int r = 0; r < n; ++r) rank[t][order[r]] = r;
    }
    std::array<int, 2> room = {n / 2, n / 2};
    for (int i = 0; i < n; ++i) {
      int task = rank[1][i] < rank[0][i] ? 1 : 0;
      if (room[task] == 0) task = 1 - task;
      --room[task];
      if (task == 1) swapRow(i);
    }
  }

  /// Share of the visitors of each task that beat at least as many of its individuals as they lose to.
  void measureIntensity(const Population& pop, const Population& visitors, int size) {
    std::array<int, 2> good{};
    for (int i = 0; i < pop.size(); ++i) {
      const int task = visitors.task(i);
      int balance = 0;
      for (int j = 0; j < pop.size(); ++j) {
        if (pop.task(j) != task) continue;
        if (better(visitors.obj(i), visitors.cv(i), pop.obj(j), pop.cv(j))) ++balance;
        if (better(pop.obj(j), pop.cv(j), visitors.obj(i), visitors.cv(i))) --balance;
      }
      if (balance >= 0) ++good[task];
    }
    for (int t = 0; t < 2; ++t) intensity_[t] = ratio(good[t], size);
  }

  void breed(RunContext& ctx, const Population& pop, Population& off, ColumnId transferred) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> mutant = frame.doubles(pop.dim());
    const int size = ctx.populationSize();
    std::array<int, 3> x{};
    for (int i = 0; i < pop.size(); ++i) {
      // pop is sorted by task, so a task's individuals are consecutive rows.
      const int own = pop.task(i);
      const int first = own * size;
      const std::array<int, 1> self = {i - first};
      rng.distinct(x, size, self);
      for (int& row : x) row += first;
      const bool transfer = rng.chance(intensity_[own]);
      off.value(transferred, i) = transfer ? 1.0 : 0.0;
      if (transfer) {
        const Population& archive = archives_[1 - own];
        if (form_ == op::Form::Platform) {
          do x[2] = rng.below(pop.size());
          while (x[2] == i || x[2] == x[1]);
        }
        op::difference(archive.x(rng.below(archive.size())), f_, pop.x(x[1]), pop.x(x[2]), mutant);
        const int task = rng.below(2);
        off.setOrigin(i, task, 1 - task);
      } else {
        op::difference(pop.x(x[0]), f_, pop.x(x[1]), pop.x(x[2]), mutant);
        off.setOrigin(i, own, own);
      }
      op::binomial(rng, pop.x(i), mutant, cr_, off.x(i));
      op::randomReset(rng, off.x(i));
    }
  }

  /// The surviving transfers of the generation replace the oldest; without any, the best of the task are archived.
  void updateArchive(RunContext& ctx, const Population& pop, int t, ColumnId transferred) {
    Workspace::Frame frame(ctx.workspace());
    Population& archive = archives_[t];
    const int kept = archive.size();
    const std::span<int> order = frame.ints(kept);
    const int first = t * ctx.populationSize();
    int survivors = 0;
    for (int i = first; i < first + ctx.populationSize() && survivors < kept; ++i) {
      if (pop.value(transferred, i) > 0.0) order[survivors++] = kept + i;
    }
    if (survivors == 0) {
      for (int k = 0; k < kept; ++k) order[k] = kept + first + k;
    } else {
      for (int k = 0; k < kept - survivors; ++k) order[survivors + k] = survivors + k;
      std::rotate(order.begin(), order.begin() + survivors, order.end());
    }
    archive.select(pop, order);
  }
};

}  // namespace

TANDEM_ALGORITHM(EmtoAi, .name = "EMTO-AI", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "DE", .minPopulation = 4,
                 .minTasks = 2, .maxTasks = 2,
                 .whyTaskLimit = "The intensity of transfer is defined between one task and the other.",
                 .citation = {"X. Zhou, N. Mei, M. Zhong, M. Wang",
                              "Evolutionary multi-task optimization with adaptive intensity of knowledge transfer",
                              "IEEE Transactions on Emerging Topics in Computational Intelligence", 2024,
                              "10.1109/TETCI.2024.3418810"},
                 .doc = "DE whose base vectors come from the other task as often as its individuals do well here.",
                 .deviations =
                     "Individuals are compared with regard to constraints when the intensity is measured, and the "
                     "archive size follows the population size (the reference code: objectives only, 3 individuals). "
                     "The reference code's check lets the last member of a transfer's difference vector come from any "
                     "task; form=platform reproduces this. Survivors are the best N of each task.")

}  // namespace tandem::alg::emto_ai
