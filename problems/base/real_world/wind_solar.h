// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/export.h"
#include "tandem/rng.h"

/// The cost of promising power from wind and sun: the power itself, reserves for what is not delivered, a penalty for
/// what is not used. S. Li, W. Gong, L. Wang, Q. Gu, Multi-objective optimal power flow with stochastic wind and solar
/// power, Applied Soft Computing 114, 2022.
namespace tandem::prob::power {

/// $/h for a promise in MW. Wind speeds are Weibull distributed; the power rises linearly from the cut-in to the rated
/// speed. Closed form.
struct WindFarm {
  double turbines;
  double scale;  ///< m/s; the shape is 2
  double price;  ///< $/MWh
};
TANDEM_API double windCost(const WindFarm& farm, double promise);

/// Solar power from 8000 draws of the irradiance, as a histogram of 30 bins from the least to the largest.
struct SolarHistogram {
  static constexpr int kBins = 30;
  double low = 0.0;  ///< MW
  double high = 0.0;
  double share[kBins] = {};
};
/// The histogram's distribution as if 8000 log-normal numbers were drawn, at a hundredth of the cost: the least and
/// the largest of them first, then the numbers in the bins.
TANDEM_API SolarHistogram drawSolar(Rng& rng);
/// Of the middle quantiles instead of draws.
TANDEM_API SolarHistogram typicalSolar();
/// Power in MW of an irradiance in W/m^2.
TANDEM_API double solarPower(double irradiance);
TANDEM_API double solarCost(const SolarHistogram& histogram, double promise);

/// Number of successes of n trials with probability p; exact.
TANDEM_API int binomial(int n, double p, Rng& rng);

/// Standard normal distribution and its inverse.
TANDEM_API double normalCdf(double z);
TANDEM_API double normalQuantile(double p);

}  // namespace tandem::prob::power
