// SPDX-License-Identifier: Apache-2.0
#pragma once
/// Symbol visibility of the two shared libraries. Everything else stays hidden.
#define TANDEM_API __attribute__((visibility("default")))
