// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/population.h"
#include "tandem/workspace.h"

namespace tandem::op {

/// Steady-state selection by hypervolume (Beume, Naujoks and Emmerich 2007) that reuses results of the previous step:
/// fronts are updated when a child arrives (after Li et al. 2017, ENLU), contributions are recomputed only where they
/// may have changed.
class TANDEM_API LeastContributor {
 public:
  /// For a population of `size` individuals with `objectives` objectives.
  LeastContributor(int size, int objectives);

  /// The member of the worst front of pop and child (row 0) with the least hypervolume contribution to it; the child is
  /// number pop.size(). The reference point is the worst value of that front plus one; with two objectives the ends of
  /// the front stay. Of equals the first goes; a member with objectives that are not finite goes before all others. The
  /// caller puts the child in place of the chosen one (or drops it) and changes nothing else in pop until the next
  /// call.
  int choose(Workspace& ws, const Population& pop, const Population& child);

 private:
  [[nodiscard]] bool dominates(int a, int b) const;
  void sortAll(Workspace& ws);
  void insert(int fresh);
  int leastUseful(Workspace& ws, std::span<const int> members);
  int leastOfTwoObjectives(std::span<const int> members);
  int leastOfThreeObjectives(Workspace& ws, std::span<const int> members);
  void contribution(Workspace& ws, std::span<const int> members, int i);
  void expire(int who);
  void leave(int who);

  int size_;
  int m_;
  bool known_ = false;  // fronts of the members
  Matrix points_;       // objectives; row size_ is the child
  std::vector<double> cv_;
  std::vector<int> rank_;
  std::vector<int> order_;  // two objectives: all by value, then number
  std::vector<int> moving_, next_;
  // Three objectives: what is known about the previous front.
  std::vector<std::uint8_t> listed_, current_;
  std::vector<double> contribution_;
  Matrix reach_;  // exclusively dominated space lies in [point, reach]
  std::vector<double> reference_;
};

}  // namespace tandem::op
