// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/rng.h"

/// Statistics of comparisons. Agreement with R / SciPy to 1e-10 is tested on recorded cases. Values may be +-infinity
/// (a failed run ranked worst) where only ranks count; NaN is an InputError everywhere.
namespace tandem::stats {

TANDEM_API double mean(std::span<const double> v);
/// Sample standard deviation (divisor n - 1; 0 for n = 1).
TANDEM_API double standardDeviation(std::span<const double> v);
TANDEM_API double median(std::span<const double> v);
/// Quantile by linear interpolation (type 7 of Hyndman and Fan 1996), p in [0, 1].
TANDEM_API double quantile(std::span<const double> v, double p);
/// Mid-ranks from 1; ties share their mean rank.
TANDEM_API std::vector<double> midRanks(std::span<const double> v);

struct TestResult {
  double statistic = 0.0;
  double p = 1.0;      ///< two-sided
  bool exact = false;  ///< exact distribution, else normal approximation with tie and continuity correction
};
/// Wilcoxon rank-sum (Mann-Whitney U of the first sample). Exact without ties when both samples have fewer than 50
/// values, as R's wilcox.test. All values equal: p = 1. Neither sample may be empty.
TANDEM_API TestResult rankSum(std::span<const double> a, std::span<const double> b);
/// Wilcoxon signed-rank of paired samples of one length (V of a - b; zero differences dropped). Exact without ties and
/// zeros for fewer than 50 pairs, as R's wilcox.test. No pair differs: p = 1.
TANDEM_API TestResult signedRank(std::span<const double> a, std::span<const double> b);

struct FriedmanResult {
  double chiSquare = 0.0;
  double p = 1.0;
  double imanDavenportF = 0.0;
  double imanDavenportP = 1.0;
  std::vector<double> meanRanks;  ///< per treatment
};
/// Blocks in rows (>= 1), treatments in columns (>= 2), smaller is better (rank 1). Tie-corrected. Repetitions of one
/// problem are not blocks: the caller passes one row per problem.
TANDEM_API FriedmanResult friedman(ConstMatView blocks);
/// Two-sided p values of each treatment against `base` from mean ranks (z = difference / sqrt(k(k+1)/(6n))).
TANDEM_API std::vector<double> friedmanPostHoc(const FriedmanResult& result, int blocks, int base);
/// Upper tail of the studentised range of `groups` standard normals (infinite degrees of freedom).
TANDEM_API double studentizedRangeTail(double q, int groups);
/// Nemenyi critical difference of mean ranks at level alpha in (0, 1).
TANDEM_API double nemenyiCriticalDifference(int treatments, int blocks, double alpha);

/// Holm step-down adjusted p values, in the order given.
TANDEM_API std::vector<double> holm(std::span<const double> p);

/// Vargha-Delaney A12: probability that a value of a is larger than one of b, ties half.
TANDEM_API double varghaDelaney(std::span<const double> a, std::span<const double> b);

struct Interval {
  double estimate = 0.0;
  double low = 0.0;
  double high = 0.0;
};
/// median(a) - median(b) with its percentile bootstrap interval (both samples resampled independently). Finite values
/// only; level in (0, 1).
TANDEM_API Interval medianDifference(std::span<const double> a, std::span<const double> b, double level, int resamples,
                                     Rng& rng);

}  // namespace tandem::stats
