// SPDX-License-Identifier: Apache-2.0
#include "problems/base/real_world/block_lu.h"

#include <algorithm>
#include <set>

#include "tandem/matrix.h"

namespace tandem::prob {

BlockPattern::BlockPattern(int nodes, std::span<const std::pair<int, int>> edges) : nodes_(nodes) {
  std::vector<std::set<int>> open(nodes);  // neighbours not yet eliminated
  for (const auto& [i, j] : edges) {
    open[i].insert(j);
    open[j].insert(i);
  }
  std::set<int> left;
  for (int i = 0; i < nodes; ++i) left.insert(i);
  while (!left.empty()) {
    const int node =
        *std::min_element(left.begin(), left.end(), [&](int i, int j) { return open[i].size() < open[j].size(); });
    const int count = isize(open[node]);
    pivots_.push_back({node, entries_, count, 0});
    entries_ += count;
    neighbours_.insert(neighbours_.end(), open[node].begin(), open[node].end());
    for (const int i : open[node]) {
      open[i].erase(node);
      for (const int j : open[node]) {
        if (i != j) open[i].insert(j);
      }
    }
    left.erase(node);
  }
  for (Pivot& p : pivots_) {
    p.targets = isize(targets_);
    for (int i = 0; i < p.count; ++i) {
      for (int j = 0; j < p.count; ++j) {
        targets_.push_back(block(neighbours_[p.first + i], neighbours_[p.first + j]));
      }
    }
  }
}

int BlockPattern::block(int row, int col) const {
  if (row == col) return row;
  for (const Pivot& p : pivots_) {
    if (p.node != row && p.node != col) continue;  // the node eliminated first holds both blocks
    const int other = p.node == row ? col : row;
    for (int i = 0; i < p.count; ++i) {
      if (neighbours_[p.first + i] == other) return nodes_ + p.first + i + (p.node == row ? 0 : entries_);
    }
    return -1;
  }
  return -1;
}

}  // namespace tandem::prob
