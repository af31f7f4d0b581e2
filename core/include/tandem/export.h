// SPDX-License-Identifier: Apache-2.0
#pragma once
/// Symbol visibility of the two shared libraries. Everything else stays hidden.
#define TANDEM_API __attribute__((visibility("default")))

/// For functions that run once at start-up and only fill descriptors: compiled for size, which saves compile time and
/// avoids the false uninitialised-string warnings of GCC 12 at -O3.
#define TANDEM_REGISTRATION [[gnu::cold, gnu::optimize("Os")]]
