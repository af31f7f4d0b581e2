// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

/// Shared by the files of this folder.
namespace tandem::stats {

/// Throws InputError if the sample is empty or holds NaN.
void checkSample(std::span<const double> v, const char* what);

/// Mid-ranks from 1 into `ranks`; returns the sum of t^3 - t over the groups of ties.
double rankWithTies(std::span<const double> v, std::span<double> ranks);

}  // namespace tandem::stats
