// SPDX-License-Identifier: Apache-2.0
// Multitask evolution strategy with knowledge-guided external sampling: one CMA-ES per task, and each generation a few
// extra samples drawn with the help of another task: from its distribution, the step cut to the task's own typical
// length (domain knowledge), or along its recent direction of progress, transformed to the task's own covariance (shape
// knowledge). Y. Li, W. Gong, S. Li, Multitask evolution strategy with knowledge-guided external sampling, IEEE
// Transactions on Evolutionary Computation 28(6), 2024, doi:10.1109/TEVC.2023.3330265.
#include "tandem/algorithm.h"
#include "tandem/operators_guided_es.h"

namespace tandem::alg::mtes_kg {
namespace {

class MtesKg final : public Algorithm {
  op::KnowledgeGuidance guidance_;

  void params(ParamVisitor& p) override { guidance_.params(p); }
  void run(RunContext& ctx) override { op::KnowledgeGuidedStrategies<op::CmaEs>(guidance_).run(ctx); }
};

}  // namespace

TANDEM_ALGORITHM(MtesKg, .name = "MTES-KG", .family = "multitask, multi-population",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "CMA-ES",
                 .minPopulation = 4,
                 .citation = {"Y. Li, W. Gong, S. Li",
                              "Multitask evolution strategy with knowledge-guided external sampling",
                              "IEEE Transactions on Evolutionary Computation 28(6), 1733-1745", 2024,
                              "10.1109/TEVC.2023.3330265"},
                 .doc =
                     "One CMA-ES per task with a few extra samples per generation guided "
                     "by another task's domain "
                     "or shape.",
                 .deviations =
                     "The samples of a generation are exactly N plus the external ones for "
                     "every task; the "
                     "reference code keeps surplus samples for all but the last task.")

}  // namespace tandem::alg::mtes_kg
