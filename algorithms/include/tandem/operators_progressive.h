// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/operators.h"
#include "tandem/run_context.h"

/// Progressive auto-encoding (Gu et al. 2025, doi:10.1016/j.asoc.2025.113916).
namespace tandem::op {

/// Kernelised autoencoding (Zhou, Feng, Gupta, Ong 2021, doi:10.1109/TEVC.2021.3056514): the mapping W k(S, x), with
/// W = T^t K (K K + r I)^-1 and the kernel (x . y + 0.1)^5, takes row i of `source` (n x ds) to row i of `target`
/// (n x dt). Row q of `out` := image of row q of `points`. The ridge r is 1e-5, but at least the rounding error of K K.
TANDEM_API void kernelAutoencode(Workspace& ws, ConstMatView source, ConstMatView target, ConstMatView points,
                                 MatView out);

/// MTEA-PAE and MO-MTEA-PAE: parameters and the whole search.
struct TANDEM_API ProgressiveSearch {
  GaVariation ga;
  int segments = 10;
  int transfers = 20;
  int gap = 5;
  double f = 0.5;
  double cr = 0.9;
  std::string form = "paper";

  void params(ParamVisitor& p);
  /// Elitist survivors for one objective, those of SPEA2 for several.
  void run(RunContext& ctx, bool multiObjective) const;
};

}  // namespace tandem::op
