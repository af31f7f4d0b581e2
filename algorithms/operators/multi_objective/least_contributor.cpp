// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_least_contributor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tandem/moo.h"

namespace tandem::op {

namespace {
constexpr double kInf = std::numeric_limits<double>::infinity();
}

LeastContributor::LeastContributor(int size, int objectives)
    : size_(size),
      m_(objectives),
      points_(size + 1, objectives),
      cv_(size + 1),
      rank_(size + 1),
      listed_(size + 1, 0),
      current_(size + 1, 0),
      contribution_(size + 1),
      reach_(size + 1, objectives),
      reference_(objectives, kInf) {
  order_.reserve(size + 1);
  moving_.reserve(size + 1);
  next_.reserve(size + 1);
}

bool LeastContributor::dominates(int a, int b) const {
  return moo::dominates(points_.row(a), points_.row(b));
}

int LeastContributor::choose(Workspace& ws, const Population& pop, const Population& child) {
  std::copy_n(child.objs().row(0).begin(), m_, points_.row(size_).begin());
  cv_[size_] = child.cv(0);
  const bool feasible = !(cv_[size_] > 0.0);
  if (!known_ || !feasible) {
    known_ = feasible;
    for (int i = 0; i < size_; ++i) {
      std::copy_n(pop.objs().row(i).begin(), m_, points_.row(i).begin());
      cv_[i] = pop.cv(i);
      known_ = known_ && !(cv_[i] > 0.0);
    }
    sortAll(ws);
  } else {
    insert(size_);
  }
  const int last = *std::ranges::max_element(rank_);
  Workspace::Frame frame(ws);
  const std::span<int> worst = frame.ints(size_ + 1);
  int count = 0;
  for (int i = 0; i <= size_; ++i) {
    if (rank_[i] == last) worst[count++] = i;
  }
  const int leaving = leastUseful(ws, worst.first(count));
  if (m_ == 3) expire(leaving);
  leave(leaving);
  return leaving;
}

void LeastContributor::sortAll(Workspace& ws) {
  moo::nondominatedSort(points_, cv_, rank_, ws);
  order_.resize(size_ + 1);
  std::iota(order_.begin(), order_.end(), 0);
  if (m_ != 2) return;
  std::ranges::sort(
      order_, [&](int a, int b) { return points_(a, 0) < points_(b, 0) || (points_(a, 0) == points_(b, 0) && a < b); });
}

// The number of a front is the length of the longest chain of dominators. Only members dominated by the new one, or by
// one that had to move for it, can have a longer one, and then by one.
void LeastContributor::insert(int fresh) {
  int level = 0;
  for (int i = 0; i < size_; ++i) {
    if (rank_[i] >= level && dominates(i, fresh)) level = rank_[i] + 1;
  }
  rank_[fresh] = level;
  moving_.assign(1, fresh);
  for (; !moving_.empty(); ++level) {
    next_.clear();
    for (int i = 0; i < size_; ++i) {
      if (rank_[i] != level) continue;
      if (std::ranges::find(moving_, i) != moving_.end()) continue;
      if (std::ranges::any_of(moving_, [&](int j) { return dominates(j, i); })) next_.push_back(i);
    }
    for (const int i : next_) rank_[i] = level + 1;
    moving_.swap(next_);
  }
  if (m_ != 2) return;
  const auto before = [&](int a, int b) {
    return points_(a, 0) < points_(b, 0) || (points_(a, 0) == points_(b, 0) && a < b);
  };
  order_.insert(std::ranges::upper_bound(order_, fresh, before), fresh);
}

/// The child takes the number of the leaving member.
void LeastContributor::leave(int who) {
  if (m_ == 2) {
    std::erase(order_, who);
    if (who != size_) {
      // Equals are ordered by number, and the child's number changes.
      std::erase(order_, size_);
      const auto before = [&](int a, int b) {
        const double va = points_(a == who ? size_ : a, 0);
        const double vb = points_(b == who ? size_ : b, 0);
        return va < vb || (va == vb && a < b);
      };
      order_.insert(std::ranges::upper_bound(order_, who, before), who);
    }
  }
  if (who < size_) {
    std::ranges::copy(points_.row(size_), points_.row(who).begin());
    std::ranges::copy(reach_.row(size_), reach_.row(who).begin());
    cv_[who] = cv_[size_];
    rank_[who] = rank_[size_];
    listed_[who] = listed_[size_];
    current_[who] = current_[size_];
    contribution_[who] = contribution_[size_];
  }
  listed_[size_] = current_[size_] = 0;
}

int LeastContributor::leastUseful(Workspace& ws, std::span<const int> members) {
  if (members.size() == 1) return members[0];
  for (const int i : members) {
    if (!std::ranges::all_of(points_.row(i), [](double v) { return std::isfinite(v); })) return i;
  }
  if (m_ == 2 && known_) return leastOfTwoObjectives(members);
  if (m_ == 3 && known_) return leastOfThreeObjectives(ws, members);
  Workspace::Frame frame(ws);
  const MatView points = frame.matrix(isize(members), m_);
  const std::span<double> reference = frame.doubles(m_);
  std::ranges::fill(reference, -kInf);
  for (int i = 0; i < isize(members); ++i) {
    for (int k = 0; k < m_; ++k) {
      points(i, k) = points_(members[i], k);
      reference[k] = std::max(reference[k], points(i, k));
    }
  }
  for (double& r : reference) r += 1.0;
  const std::span<double> contributions = frame.doubles(members.size());
  moo::hypervolumeContributions(points, reference, contributions, ws);
  for (int k = 0; k < 2 && m_ == 2; ++k) {
    int end = 0;
    for (int i = 1; i < points.rows; ++i) end = points(i, k) < points(end, k) ? i : end;
    contributions[end] = kInf;
  }
  return members[std::ranges::min_element(contributions) - contributions.begin()];
}

/// From left to right along the front the neighbours bound what a point alone dominates.
int LeastContributor::leastOfTwoObjectives(std::span<const int> members) {
  const int last = rank_[members[0]];
  next_.clear();
  for (const int i : order_) {
    if (rank_[i] == last) next_.push_back(i);
  }
  const int n = isize(next_);
  // Of equal points at an end, the one with the least number stays; they are in that order.
  int lowEnd = n - 1;
  while (lowEnd > 0 && points_(next_[lowEnd - 1], 1) == points_(next_[n - 1], 1)) --lowEnd;
  int least = -1;
  double leastValue = kInf;
  for (int k = 0; k < n; ++k) {
    double value = kInf;
    if (k > 0 && k != lowEnd) {
      const bool final = k == n - 1;  // equal to the one before it
      value =
          final ? 0.0
                : (points_(next_[k + 1], 0) - points_(next_[k], 0)) * (points_(next_[k - 1], 1) - points_(next_[k], 1));
    }
    if (least < 0 || value < leastValue || (value == leastValue && next_[k] < least)) {
      least = next_[k];
      leastValue = value;
    }
  }
  return least;
}

int LeastContributor::leastOfThreeObjectives(Workspace& ws, std::span<const int> members) {
  Workspace::Frame frame(ws);
  // What left the front, what is new to it, and where the reference point moved determine what is out of date.
  const std::span<std::uint8_t> inFront = frame.take<std::uint8_t>(size_ + 1);
  std::ranges::fill(inFront, std::uint8_t{0});
  for (const int i : members) inFront[i] = 1;
  int changes = 0;
  for (int i = 0; i <= size_; ++i) changes += listed_[i] != inFront[i] ? 1 : 0;
  const bool anew = 2 * changes > isize(members);
  if (anew) std::ranges::fill(current_, std::uint8_t{0});
  for (int i = 0; i <= size_; ++i) {
    if (listed_[i] == inFront[i]) continue;
    current_[i] = 0;
    if (!anew) expire(i);
    listed_[i] = inFront[i];
  }
  for (int k = 0; k < 3; ++k) {
    double worst = -kInf;
    for (const int i : members) worst = std::max(worst, points_(i, k));
    worst += 1.0;
    if (worst == reference_[k]) continue;
    for (const int i : members) {
      if (reach_(i, k) >= std::min(worst, reference_[k])) current_[i] = 0;
    }
    reference_[k] = worst;
  }
  int least = -1;
  for (const int i : members) {
    if (current_[i] == 0) contribution(ws, members, i);
    if (least < 0 || contribution_[i] < contribution_[least]) least = i;
  }
  return least;
}

/// What `who` added to the front or removed from it affects those whose own space it reaches into.
void LeastContributor::expire(int who) {
  for (int i = 0; i <= size_; ++i) {
    if (points_(who, 0) <= reach_(i, 0) && points_(who, 1) <= reach_(i, 1) && points_(who, 2) <= reach_(i, 2)) {
      current_[i] = 0;
    }
  }
}

/// Contribution and reach of member i. What the others leave of its box is bounded by members no worse than i in two
/// objectives; within that, members inside the box cut out their parts.
void LeastContributor::contribution(Workspace& ws, std::span<const int> members, int i) {
  current_[i] = 1;
  contribution_[i] = 0.0;
  const double x = points_(i, 0);
  const double y = points_(i, 1);
  const double z = points_(i, 2);
  double reach[3] = {reference_[0], reference_[1], reference_[2]};
  for (const int j : members) {
    const bool inX = points_(j, 0) <= x;
    const bool inY = points_(j, 1) <= y;
    const bool inZ = points_(j, 2) <= z;
    if (j == i) continue;
    if (inY && inZ) reach[0] = std::min(reach[0], points_(j, 0));
    if (inX && inZ) reach[1] = std::min(reach[1], points_(j, 1));
    if (inX && inY) reach[2] = std::min(reach[2], points_(j, 2));
  }
  std::copy_n(reach, 3, reach_.row(i).begin());
  const double box = (reach[0] - x) * (reach[1] - y) * (reach[2] - z);
  if (!(box > 0.0)) return;  // there is an equal point
  Workspace::Frame frame(ws);
  const MatView cut = frame.matrix(isize(members), 3);
  int count = 0;
  for (const int j : members) {
    const double a = points_(j, 0);
    const double b = points_(j, 1);
    const double c = points_(j, 2);
    if (j == i || a >= reach[0] || b >= reach[1] || c >= reach[2]) continue;
    cut(count, 0) = std::max(a, x);
    cut(count, 1) = std::max(b, y);
    cut(count, 2) = std::max(c, z);
    ++count;
  }
  contribution_[i] = std::max(0.0, box - moo::hypervolume(cut.rowRange(0, count), reach, ws));
}

}  // namespace tandem::op
