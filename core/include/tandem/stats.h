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

/// Means and deviations of finite values are finite, whatever their size: where sums or squares would leave the range
/// of a double, they are computed on a scaled copy.
TANDEM_API double mean(std::span<const double> v);
/// Sample standard deviation (divisor n - 1; 0 for n = 1); at most the largest double.
TANDEM_API double standardDeviation(std::span<const double> v);
/// (x - mean) / deviation, also where the difference is beyond the largest double; 0 where the deviation is 0.
TANDEM_API double standardScore(double x, double mean, double deviation);
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
/// Median with its percentile bootstrap interval; infinities allowed.
TANDEM_API Interval medianInterval(std::span<const double> v, double level, int resamples, Rng& rng);
/// A12 of a against b with its percentile bootstrap interval (both samples resampled independently); infinities rank.
TANDEM_API Interval varghaDelaneyInterval(std::span<const double> a, std::span<const double> b, double level,
                                          int resamples, Rng& rng);
/// Sum of numerators over sum of denominators with its percentile bootstrap interval (pairs resampled together), such
/// as evaluations over successes; +infinity where the denominators sum to zero.
TANDEM_API Interval ratioInterval(std::span<const double> numerators, std::span<const double> denominators,
                                  double level, int resamples, Rng& rng);

/// Mean of values that come in clusters, dependent within and independent between them (tasks of problems).
struct ClusterMean {
  double mean = 0.0;  ///< over the values: a cluster counts by its size
  double low = 0.0;   ///< bootstrap-t interval, clusters resampled; NaN with fewer than five clusters
  double high = 0.0;
  double p = 1.0;  ///< two-sided, of mean 0: signs of whole clusters flipped, all patterns up to 16 clusters
  int clusters = 0;
};
/// cluster[i] is the number of the cluster of values[i].
TANDEM_API ClusterMean clusterMean(std::span<const double> values, std::span<const int> cluster, double level,
                                   int resamples, Rng& rng);

/// Posterior probabilities that the pseudo-median of the differences lies below, within, above [-rope, rope].
struct BayesSignedRank {
  double below = 0.0;
  double within = 0.0;
  double above = 0.0;
};
/// Bayesian signed-rank test (Benavoli et al. 2017): Dirichlet process, prior strength 0.5 at zero; the region with
/// most of the mass in a posterior draw wins that draw. Finite differences only.
TANDEM_API BayesSignedRank bayesianSignedRank(std::span<const double> differences, double rope, int samples, Rng& rng);

}  // namespace tandem::stats
