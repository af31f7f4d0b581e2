// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace tandem::spec {

/// What a specification may ask for; checked when it is parsed (with the place) and when it is planned.
struct Limit {
  const char* key;
  std::int64_t low;
  std::int64_t high;
};
inline constexpr Limit kRepetitions{"repetitions", 1, 1'000'000};
inline constexpr Limit kBudget{"budget", 0, 1'000'000'000'000};
inline constexpr Limit kPopulation{"population", 0, 1'000'000};
inline constexpr Limit kCheckpoints{"checkpoints", 1, 100'000};
inline constexpr double kMostSeconds = 1e9;
inline constexpr std::int64_t kMostRuns = 10'000'000;
inline constexpr std::size_t kMostBytes = std::size_t{4} << 20;

}  // namespace tandem::spec
