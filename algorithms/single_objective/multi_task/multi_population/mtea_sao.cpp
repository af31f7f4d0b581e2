// SPDX-License-Identifier: Apache-2.0
// MTEA-SaO: solver-adaptive multitasking. Each task's population is shared by a GA and a DE part whose sizes follow
// their record of individuals better than the median; individuals of other tasks join the parents now and then. Y. Li,
// W. Gong, S. Li, Multitasking optimization via an adaptive solver multitasking evolutionary framework, Information
// Sciences 630, 2023, doi:10.1016/j.ins.2022.10.099.
#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_two_solvers.h"

namespace tandem::alg::mtea_sao {
namespace {

class MteaSao final : public Algorithm, public op::TwoSolversRules {
  op::TwoSolversOptions options_;
  double medianObj_ = 0.0;
  double medianCv_ = 0.0;

  void params(ParamVisitor& p) override {
    options_.params(p);
    op::TwoSolversOptions::declareTrace(p);
  }

  void run(RunContext& ctx) override { op::searchByTwoSolvers(ctx, options_, *this); }

  void measure(RunContext& ctx, const Population& pop) override {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> values = frame.doubles(pop.size());
    for (int i = 0; i < pop.size(); ++i) values[i] = pop.obj(i);
    medianObj_ = op::medianOf(values);
    std::ranges::copy(pop.cvs(), values.begin());
    medianCv_ = op::medianOf(values);
  }

  void select(RunContext& ctx, Solver solver, Population& part, const Population& off) override {
    if (solver == Ga) {
      op::selectElitist(ctx, part, off);
    } else {
      op::selectOneToOne(part, off);
    }
  }

  [[nodiscard]] int judge(const Population& part, int i) const override {
    if (better(part.obj(i), part.cv(i), medianObj_, medianCv_)) return 1;
    return better(medianObj_, medianCv_, part.obj(i), part.cv(i)) ? -1 : 0;
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MteaSao, .name = "MTEA-SaO", .family = "multitask, multi-population",
    .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 4,
    .citation = {"Y. Li, W. Gong, S. Li",
                 "Multitasking optimization via an adaptive solver multitasking evolutionary framework",
                 "Information Sciences 630, 688-712", 2023, "10.1016/j.ins.2022.10.099"},
    .doc = "Shares each population between GA and DE by their success; implicit transfer of random individuals.")

}  // namespace tandem::alg::mtea_sao
