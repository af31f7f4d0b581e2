// SPDX-License-Identifier: Apache-2.0
// MO-MTEA-SaO: solver-adaptive multitasking for several objectives. Each task's population is shared by NSGA-II and
// SPEA2 with DE, in parts whose sizes follow their record of individuals better than the median; individuals of other
// tasks join the parents now and then. Y. Li, W. Gong, S. Li, Multitasking optimization via an adaptive solver
// multitasking evolutionary framework, Information Sciences 630, 2023, doi:10.1016/j.ins.2022.10.099.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"
#include "tandem/operators_two_solvers.h"

namespace tandem::alg::mo_mtea_sao {
namespace {

class MoMteaSao final : public Algorithm, public op::TwoSolversRules {
  op::TwoSolversOptions options_{.ga = {.muC = 20.0, .muM = 15.0}};
  op::Form form_ = op::Form::Paper;
  std::vector<double> medianObj_;
  double medianCv_ = 0.0;
  std::vector<double> fitness_;  // scratch

  void params(ParamVisitor& p) override {
    options_.params(p);
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "whether each solver's own success counts, or both share one as on the MToP platform"});
    op::TwoSolversOptions::declareTrace(p);
  }

  void run(RunContext& ctx) override {
    medianObj_.resize(ctx.maxObjectives());
    fitness_.resize(ctx.populationSize());
    op::searchByTwoSolvers(ctx, options_, *this);
  }

  void measure(RunContext& ctx, const Population& pop) override {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> values = frame.doubles(pop.size());
    medianObj_.resize(ctx.task(pop.task(0)).objectives);
    for (int m = 0; m < isize(medianObj_); ++m) {
      for (int i = 0; i < pop.size(); ++i) values[i] = pop.obj(i, m);
      medianObj_[m] = op::medianOf(values);
    }
    std::ranges::copy(pop.cvs(), values.begin());
    medianCv_ = op::medianOf(values);
  }

  void select(RunContext& ctx, Solver solver, Population& part, const Population& off) override {
    if (solver == Ga) {
      op::selectCrowded(ctx, part, off, part.size());
    } else {
      op::selectSpea2(ctx, part, off, part.size(), fitness_);
    }
  }

  /// An individual is better than the median if it is in any objective, worse if it is in all.
  [[nodiscard]] int judge(const Population& part, int i) const override {
    if (form_ == op::Form::Platform) return 0;
    if (part.cv(i) != medianCv_) return part.cv(i) < medianCv_ ? 1 : -1;
    bool anyBetter = false;
    bool allWorse = true;
    for (int m = 0; m < isize(medianObj_); ++m) {
      anyBetter = anyBetter || part.obj(i, m) < medianObj_[m];
      allWorse = allWorse && part.obj(i, m) > medianObj_[m];
    }
    return anyBetter ? 1 : allWorse ? -1 : 0;
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MoMteaSao, .name = "MO-MTEA-SaO", .family = "multi-objective multitask, multi-population",
    .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II", .minPopulation = 4,
    .citation = {"Y. Li, W. Gong, S. Li",
                 "Multitasking optimization via an adaptive solver multitasking evolutionary framework",
                 "Information Sciences 630, 688-712", 2023, "10.1016/j.ins.2022.10.099"},
    .doc =
        "Shares each population between NSGA-II and SPEA2 with DE by their success; implicit transfer of random "
        "individuals.",
    .deviations =
        "An individual is a success if it is better than the median in any objective. The reference code "
        "asks that of the part as a whole, so that on tasks without constraints both solvers always succeed "
        "and share the population equally: form platform.")

}  // namespace tandem::alg::mo_mtea_sao
