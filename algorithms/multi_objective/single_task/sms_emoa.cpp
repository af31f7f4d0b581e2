// SPDX-License-Identifier: Apache-2.0
// SMS-EMOA: steady state; of the worst front the individual with the least hypervolume contribution goes.
// N. Beume, B. Naujoks, M. Emmerich, SMS-EMOA: multiobjective selection based on dominated hypervolume, European
// Journal of Operational Research 181(3), 2007, doi:10.1016/j.ejor.2006.08.008.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/moo.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::sms_emoa {
namespace {

class SmsEmoa final : public Algorithm {
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override { variation_.params(p); }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population children = pops.front().like(2);
    Population child = pops.front().like(1);
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        for (int i = 0; i < n; ++i) {
          int parents[2];
          ctx.rng().distinct(parents, n);
          variation_.crossover(ctx, pop.x(parents[0]), pop.x(parents[1]), children.x(0), children.x(1));
          child.copyRow(0, children, 0);
          variation_.mutate(ctx, child.x(0));
          op::clip(child.x(0));
          child.task(0) = pop.task(0);
          ctx.evaluate(child, 0);
          reduce(ctx, pop, child);
        }
      }
    }
  }

  /// Population plus child, minus the least useful member of the worst front.
  static void reduce(RunContext& ctx, Population& pop, const Population& child) {
    Workspace& ws = ctx.workspace();
    Workspace::Frame frame(ws);
    const int n = pop.size();
    const int m = ctx.task(pop.task(0)).objectives;
    const MatView all = frame.matrix(n + 1, m);
    const std::span<double> cv = frame.doubles(n + 1);
    for (int i = 0; i <= n; ++i) {
      const Population& source = i < n ? pop : child;
      std::copy_n(source.objs().row(i < n ? i : 0).begin(), m, all.row(i).begin());
      cv[i] = source.cv(i < n ? i : 0);
    }
    const std::span<int> front = frame.ints(n + 1);
    const int fronts = moo::nondominatedSort(all, cv, front, ws);
    const std::span<int> worst = frame.ints(n + 1);
    int count = 0;
    for (int i = 0; i <= n; ++i) {
      if (front[i] == fronts - 1) worst[count++] = i;
    }
    const int leaving = leastUseful(ws, all, worst.first(count));
    if (leaving < n) pop.copyRow(leaving, child, 0);
  }

  static int leastUseful(Workspace& ws, ConstMatView all, std::span<const int> members) {
    if (members.size() == 1) return members[0];
    Workspace::Frame frame(ws);
    const int m = all.cols;
    const MatView points = frame.matrix(isize(members), m);
    const std::span<double> reference = frame.doubles(m);
    std::ranges::fill(reference, -std::numeric_limits<double>::infinity());
    for (int i = 0; i < isize(members); ++i) {
      for (int k = 0; k < m; ++k) {
        const double v = all(members[i], k);
        if (!std::isfinite(v)) return members[i];
        points(i, k) = v;
        reference[k] = std::max(reference[k], v);
      }
    }
    // Paper, section 3: the reference point is the worst value plus one; with two objectives the ends always stay.
    for (double& r : reference) r += 1.0;
    const std::span<double> contribution = frame.doubles(members.size());
    moo::hypervolumeContributions(points, reference, contribution, ws);
    if (m == 2) {
      for (int k = 0; k < 2; ++k) {
        int end = 0;
        for (int i = 1; i < points.rows; ++i) end = points(i, k) < points(end, k) ? i : end;
        contribution[end] = std::numeric_limits<double>::infinity();
      }
    }
    return members[std::ranges::min_element(contribution) - contribution.begin()];
  }
};

}  // namespace

TANDEM_ALGORITHM(SmsEmoa, .name = "SMS-EMOA", .family = "multi-objective single-task, indicator",
                 .labels = SingleTask | MultiObjective | Unconstrained, .minPopulation = 2,
                 .citation = {"N. Beume, B. Naujoks, M. Emmerich",
                              "SMS-EMOA: multiobjective selection based on dominated hypervolume",
                              "European Journal of Operational Research 181(3), 1653-1669", 2007,
                              "10.1016/j.ejor.2006.08.008"},
                 .doc = "Steady-state selection by exact hypervolume contribution; one population per task.")

}  // namespace tandem::alg::sms_emoa
