// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/stats.h"

namespace tandem::stats {

/// clusterMean() of values that cannot leave [low, high], such as effect sizes: the studentised mean is resampled on
/// the logit scale, so that the interval stays inside. Elsewhere (values away from the limits) it agrees with
/// clusterMean() to first order.
TANDEM_API ClusterMean boundedClusterMean(std::span<const double> values, std::span<const int> cluster, double low,
                                          double high, double level, int resamples, Rng& rng);

}  // namespace tandem::stats
