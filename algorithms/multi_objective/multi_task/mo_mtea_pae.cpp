// SPDX-License-Identifier: Apache-2.0
// MO-MTEA-PAE: progressive auto-encoding for several objectives. Two kernelised autoencoders bring solutions of another
// task, one learned from snapshots taken segment by segment, one from archives that change a little every generation;
// they compete by their success, as GA and DE do for the offspring; survivors are those of SPEA2. Q. Gu, Y. Li,
// W. Gong, Z. Yuan, B. Ning, C. Hu, J. Wu, Progressive auto-encoding for domain adaptation in evolutionary multi-task
// optimization, Applied Soft Computing, 2025, doi:10.1016/j.asoc.2025.113916.
#include "tandem/algorithm.h"
#include "tandem/operators_progressive.h"

namespace tandem::alg::mo_mtea_pae {
namespace {

class MoMteaPae final : public Algorithm {
  op::ProgressiveSearch search_{.ga = {.muC = 20.0, .muM = 15.0}};

  void params(ParamVisitor& p) override { search_.params(p); }
  void run(RunContext& ctx) override { search_.run(ctx, true); }
};

}  // namespace

TANDEM_ALGORITHM(MoMteaPae, .name = "MO-MTEA-PAE", .family = "multi-objective multitask, multi-population",
                 .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "SPEA2",
                 .minPopulation = 4,
                 .citation = {"Q. Gu, Y. Li, W. Gong, Z. Yuan, B. Ning, C. Hu, J. Wu",
                              "Progressive auto-encoding for domain adaptation in evolutionary multi-task optimization",
                              "Applied Soft Computing, 113916", 2025, "10.1016/j.asoc.2025.113916"},
                 .doc =
                     "GA and DE per task with the survivors of SPEA2; solutions of other tasks come through kernelised "
                     "autoencoders learned from snapshots and from archives, each used as it succeeds.",
                 .deviations =
                     "The second autoencoder learns from archive and population, as the single-objective version does; "
                     "in the reference code (form platform) from the population alone. The ridge of the autoencoder is "
                     "at least its rounding error, where the reference truncates a pseudo-inverse. The Latin hypercube "
                     "is not optimised.")

}  // namespace tandem::alg::mo_mtea_pae
