// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/workspace.h"

namespace tandem::op {

struct Key {
  double cv;
  double objective;
  int index;
  // The index makes the order total, hence stable without the buffer that std::stable_sort would allocate.
  bool operator<(const Key& other) const {
    if (cv != other.cv) return cv < other.cv;
    if (objective != other.objective) return objective < other.objective;
    return index < other.index;
  }
};

/// Sorts keys. With a few tens of equally feasible ones, each goes after as many as are better, which is counted
/// without the unpredictable branches of a sort; equals stay in the order of their indices.
void sortKeys(Workspace& ws, std::span<Key> keys);

}  // namespace tandem::op
