// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"

/// Statistics of comparisons. Agreement with R / SciPy to 1e-10 is tested on recorded cases.
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
/// values.
TANDEM_API TestResult rankSum(std::span<const double> a, std::span<const double> b);
/// Wilcoxon signed-rank of paired samples (V of a - b; zero differences dropped).
TANDEM_API TestResult signedRank(std::span<const double> a, std::span<const double> b);

struct FriedmanResult {
  double chiSquare = 0.0;
  double p = 1.0;
  double imanDavenportF = 0.0;
  double imanDavenportP = 1.0;
  std::vector<double> meanRanks;  ///< per treatment
};
/// Blocks in rows, treatments in columns, smaller is better (rank 1). Tie-corrected.
TANDEM_API FriedmanResult friedman(ConstMatView blocks);
/// Two-sided p values of each treatment against `base` from mean ranks (z = difference / sqrt(k(k+1)/(6n))).
TANDEM_API std::vector<double> friedmanPostHoc(const FriedmanResult& result, int blocks, int base);
/// Nemenyi critical difference at level alpha.
TANDEM_API double nemenyiCriticalDifference(int treatments, int blocks, double alpha);

/// Holm step-down adjusted p values, in the order given.
TANDEM_API std::vector<double> holm(std::span<const double> p);

/// Vargha-Delaney A12: probability that a value of a is larger than one of b, ties half.
TANDEM_API double varghaDelaney(std::span<const double> a, std::span<const double> b);

}  // namespace tandem::stats
