// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <utility>
#include <vector>

#include "tandem/export.h"

/// Sparse linear systems of 2 x 2 blocks with a symmetric pattern, as arise from networks: one block row per node, one
/// block and its mirror per edge. The order of elimination (least degree first) and the fill-in are found once, then
/// systems of that pattern are solved again and again. No pivoting: for sufficiently dominant diagonal blocks.
namespace tandem::prob {

/// Rows (a b; c d).
template <typename T>
struct Block {
  T a, b, c, d;
};
template <typename T>
struct Pair {
  T first, second;
};

class TANDEM_API BlockPattern {
 public:
  BlockPattern() = default;
  BlockPattern(int nodes, std::span<const std::pair<int, int>> edges);

  [[nodiscard]] int nodes() const { return nodes_; }
  /// Number of blocks including those that elimination fills in, which must initially be zero.
  [[nodiscard]] int blocks() const { return nodes_ + 2 * entries_; }
  /// Position of the block of a row and a column; the diagonal ones are 0 .. nodes - 1. -1: none.
  [[nodiscard]] int block(int row, int col) const;

  /// Replaces the matrix by its factors.
  template <typename T>
  void factor(std::span<Block<T>> m) const;
  /// Solves with the factors, in place.
  template <typename T>
  void solve(std::span<const Block<T>> m, std::span<Pair<T>> x) const;

 private:
  /// A step of the elimination: the node and those of its neighbours that come later.
  struct Pivot {
    int node;
    int first;  ///< into neighbours_; the blocks are nodes_ + that (row of the node) and entries_ more (column)
    int count;
    int targets;  ///< into targets_: count x count blocks that change
  };
  int nodes_ = 0;
  int entries_ = 0;
  std::vector<Pivot> pivots_;
  std::vector<int> neighbours_;
  std::vector<int> targets_;
};

template <typename T>
void BlockPattern::factor(std::span<Block<T>> m) const {
  for (const Pivot& p : pivots_) {
    const Block<T> d = m[p.node];
    const T scale = T(1.0) / (d.a * d.d - d.b * d.c);
    const Block<T> inverse{scale * d.d, -(scale * d.b), -(scale * d.c), scale * d.a};
    m[p.node] = inverse;
    const int* target = targets_.data() + p.targets;
    const Block<T>* row = m.data() + nodes_ + p.first;
    for (int i = 0; i < p.count; ++i) {
      Block<T>& below = m[nodes_ + entries_ + p.first + i];
      const Block<T> l{below.a * inverse.a + below.b * inverse.c, below.a * inverse.b + below.b * inverse.d,
                       below.c * inverse.a + below.d * inverse.c, below.c * inverse.b + below.d * inverse.d};
      below = l;
      for (int j = 0; j < p.count; ++j) {
        Block<T>& change = m[*target++];
        change.a = change.a - (l.a * row[j].a + l.b * row[j].c);
        change.b = change.b - (l.a * row[j].b + l.b * row[j].d);
        change.c = change.c - (l.c * row[j].a + l.d * row[j].c);
        change.d = change.d - (l.c * row[j].b + l.d * row[j].d);
      }
    }
  }
}

template <typename T>
void BlockPattern::solve(std::span<const Block<T>> m, std::span<Pair<T>> x) const {
  for (const Pivot& p : pivots_) {
    const Pair<T> v = x[p.node];
    for (int i = 0; i < p.count; ++i) {
      const Block<T>& l = m[nodes_ + entries_ + p.first + i];
      Pair<T>& to = x[neighbours_[p.first + i]];
      to.first = to.first - (l.a * v.first + l.b * v.second);
      to.second = to.second - (l.c * v.first + l.d * v.second);
    }
  }
  for (int k = nodes_ - 1; k >= 0; --k) {
    const Pivot& p = pivots_[k];
    Pair<T> v = x[p.node];
    for (int i = 0; i < p.count; ++i) {
      const Block<T>& u = m[nodes_ + p.first + i];
      const Pair<T>& from = x[neighbours_[p.first + i]];
      v.first = v.first - (u.a * from.first + u.b * from.second);
      v.second = v.second - (u.c * from.first + u.d * from.second);
    }
    const Block<T>& inverse = m[p.node];
    x[p.node] = {inverse.a * v.first + inverse.b * v.second, inverse.c * v.first + inverse.d * v.second};
  }
}

}  // namespace tandem::prob
