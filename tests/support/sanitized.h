// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What tests of time and memory need to know: sanitizers multiply both.
namespace tandem::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

/// Factor for time limits.
inline constexpr int kSlowness = kSanitized ? 15 : 1;

}  // namespace tandem::test
