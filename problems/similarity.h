// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/export.h"
#include "tandem/problem.h"

namespace tandem {

/// Similarity of two tasks (from 0) as the CEC 2017 multitask report measures it: Spearman's rank correlation of their
/// (first) objective over a common uniform sample of the unified space. High is above 0.8, medium 0.2 to 0.4, low
/// below 0.1. Deterministic; the standard error is about 1 / sqrt(samples).
TANDEM_API double taskSimilarity(const Problem& problem, int a, int b, int samples = 10000);

}  // namespace tandem
