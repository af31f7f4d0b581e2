// SPDX-License-Identifier: Apache-2.0
// MTEA-PAE: progressive auto-encoding. Two kernelised autoencoders bring solutions of another task, one learned from
// snapshots taken segment by segment, one from archives that change a little every generation; they compete by their
// success, as GA and DE do for the offspring. Q. Gu, Y. Li, W. Gong, Z. Yuan, B. Ning, C. Hu, J. Wu, Progressive
// auto-encoding for domain adaptation in evolutionary multi-task optimization, Applied Soft Computing, 2025,
// doi:10.1016/j.asoc.2025.113916.
#include "tandem/algorithm.h"
#include "tandem/operators_progressive.h"

namespace tandem::alg::mtea_pae {
namespace {

class MteaPae final : public Algorithm {
  op::ProgressiveSearch search_;

  void params(ParamVisitor& p) override { search_.params(p); }
  void run(RunContext& ctx) override { search_.run(ctx, false); }
};

}  // namespace

TANDEM_ALGORITHM(
    MteaPae, .name = "MTEA-PAE", .family = "multitask, multi-population",
    .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 4,
    .citation = {"Q. Gu, Y. Li, W. Gong, Z. Yuan, B. Ning, C. Hu, J. Wu",
                 "Progressive auto-encoding for domain adaptation in evolutionary multi-task optimization",
                 "Applied Soft Computing, 113916", 2025, "10.1016/j.asoc.2025.113916"},
    .doc =
        "GA and DE per task; solutions of other tasks come through kernelised autoencoders learned from snapshots "
        "and from archives, each used as it succeeds.",
    .deviations =
        "An archive receives the individuals that did not survive. The reference code discards them, so that its "
        "archives stay the initial populations (form=platform). The ridge of the autoencoder never falls below the "
        "rounding error; the reference code truncates the pseudo-inverse instead. The Latin hypercube of the first "
        "population is not optimised.")

}  // namespace tandem::alg::mtea_pae
