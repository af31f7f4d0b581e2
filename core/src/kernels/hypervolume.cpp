// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <numeric>
#include <span>

#include "tandem/error.h"
#include "tandem/moo.h"

namespace tandem::moo {

namespace {

// Inside, points are boxes [0, v] with v = reference - objectives > 0; larger is better. Rows of d coordinates lie
// stride(d) doubles apart, padded with zeros, so that comparisons run over whole vectors without a branch per
// coordinate. A level's scratch is taken once from a frame and reused by all calls on that level.

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

int stride(int d) {
  return (d + 3) / 4 * 4;
}

double product(const double* v, int d) {
  double p = 1.0;
  for (int j = 0; j < d; ++j) p *= v[j];
  return p;
}

// Union of boxes in the plane, grown one box at a time: corners sorted by x ascending, y descending.
class Staircase {
 public:
  Staircase(std::span<double> xs, std::span<double> ys) : xs_(xs), ys_(ys) {}
  void clear() {
    size_ = 0;
    area_ = 0.0;
  }
  [[nodiscard]] double area() const { return area_; }
  void add(double x, double y) {
    const auto right = static_cast<std::size_t>(
        std::upper_bound(xs_.begin(), xs_.begin() + static_cast<std::ptrdiff_t>(size_), x) - xs_.begin());
    double height = right < size_ ? ys_[right] : 0.0;
    if (height >= y || (right > 0 && xs_[right - 1] == x && ys_[right - 1] >= y)) return;
    std::size_t left = right;  // corners [left, right) are covered by the new one
    double edge = x;
    while (left > 0 && ys_[left - 1] <= y) {
      --left;
      area_ += (edge - xs_[left]) * (y - height);
      edge = xs_[left];
      height = ys_[left];
    }
    area_ += (edge - (left > 0 ? xs_[left - 1] : 0.0)) * (y - height);
    const std::size_t tail = size_ - right;
    std::memmove(&xs_[left + 1], xs_.data() + right, tail * sizeof(double));
    std::memmove(&ys_[left + 1], ys_.data() + right, tail * sizeof(double));
    xs_[left] = x;
    ys_[left] = y;
    size_ = left + 1 + tail;
  }

 private:
  std::span<double> xs_, ys_;
  std::size_t size_ = 0;
  double area_ = 0.0;
};

// WFG: the hypervolume is the sum over the points of what each adds to those after it. Sorted by the last coordinate
// ascending, the boxes that later points cut out of point i all have i's last coordinate, so the cut is a problem with
// one dimension less.
class Solver {
 public:
  Solver(int n, int d, Workspace::Frame& frame)
      : order_(frame.ints(at(n) * at(std::max(d, 3)))),
        stairs_(frame.doubles(at(n) + 1), frame.doubles(at(n) + 1)),
        n_(n) {
    if (d < 4) return;
    std::size_t cells = 0;
    for (int level = 3; level < d; ++level) cells += at(n) * at(stride(level));
    scratch_ = frame.doubles(cells);
  }

  double volume(const double* v, int n, int d) {
    if (n == 0) return 0.0;
    if (n == 1) return product(v, d);
    if (d == 1) {
      double best = 0.0;
      for (int i = 0; i < n; ++i) best = std::max(best, v[at(i) * at(stride(1))]);
      return best;
    }
    if (n == 2) return pairVolume(v, d);
    if (d == 2) return planeVolume(v, n);
    if (d == 3) return spaceVolume(v, n);
    const std::span<int> order = sorted(v, n, d);
    double* cut = level(d - 1);
    double total = 0.0;
    for (int i = 0; i < n; ++i) {
      const double* own = v + at(order[at(i)]) * at(stride(d));
      const int kept = cutBy(own, v, order.subspan(at(i) + 1), d, d - 1, cut);
      total += own[d - 1] * (product(own, d - 1) - volume(cut, kept, d - 1));
    }
    return total;
  }

  // Part of box `own` that the other boxes (rows of v named by `others`) cover, as non-dominated boxes of the first
  // `width` coordinates in `out`; returns their number.
  static int cutBy(const double* own, const double* v, std::span<const int> others, int d, int width, double* out) {
    int kept = 0;
    for (const int j : others) {
      const double* other = v + at(j) * at(stride(d));
      double* fresh = out + at(kept) * at(stride(width));
      for (int c = 0; c < width; ++c) fresh[c] = own[c] < other[c] ? own[c] : other[c];
      for (int c = width; c < stride(width); ++c) fresh[c] = 0.0;
      kept = settle(out, kept, stride(width));
    }
    return kept;
  }

 private:
  static bool covers(const double* a, const double* b, int width) {
    for (int first = 0; first < width; first += 4) {
      unsigned below = 0;
      for (int c = first; c < first + 4; ++c) below |= static_cast<unsigned>(a[c] < b[c]);
      if (below != 0) return false;
    }
    return true;
  }

  // Row `kept` is new: drops it if an earlier one covers it, else drops the earlier ones that it covers.
  static int settle(double* rows, int kept, int width) {
    const std::size_t w = at(width);
    double* fresh = rows + at(kept) * w;
    for (int k = 0; k < kept; ++k) {
      if (!covers(rows + at(k) * w, fresh, width)) continue;
      // A box that covers one cut often covers the next: test it first.
      if (k > 0) std::swap_ranges(rows + at(k) * w, rows + at(k + 1) * w, rows);
      return kept;
    }
    int end = 0;
    for (int k = 0; k < kept; ++k) {
      if (covers(fresh, rows + at(k) * w, width)) continue;
      if (end != k) std::copy_n(rows + at(k) * w, w, rows + at(end) * w);
      ++end;
    }
    if (end != kept) std::copy_n(fresh, w, rows + at(end) * w);
    return end + 1;
  }

  static double pairVolume(const double* v, int d) {
    double shared = 1.0;
    const double* w = v + stride(d);
    for (int c = 0; c < d; ++c) shared *= std::min(v[c], w[c]);
    return product(v, d) + product(w, d) - shared;
  }

  double planeVolume(const double* v, int n) {
    stairs_.clear();
    for (int i = 0; i < n; ++i) stairs_.add(v[at(i) * at(stride(2))], v[at(i) * at(stride(2)) + 1]);
    return stairs_.area();
  }

  // Sweep from the highest z down over the growing staircase.
  double spaceVolume(const double* v, int n) {
    const std::span<int> order = sorted(v, n, 3);
    stairs_.clear();
    double total = 0.0;
    for (int i = n - 1; i >= 0; --i) {
      const double* p = v + at(order[at(i)]) * at(stride(3));
      const double next = i > 0 ? v[at(order[at(i - 1)]) * at(stride(3)) + 2] : 0.0;
      stairs_.add(p[0], p[1]);
      total += stairs_.area() * (p[2] - next);
    }
    return total;
  }

  // Rows by the last coordinate, ascending; ties by row, so that the result does not depend on the sort.
  std::span<int> sorted(const double* v, int n, int d) {
    const std::span<int> order = order_.subspan(at(n_) * at(d - 1), at(n));
    std::iota(order.begin(), order.end(), 0);
    const double* last = v + (d - 1);
    const std::size_t step = at(stride(d));
    std::sort(order.begin(), order.end(), [&](int i, int j) {
      const double a = last[at(i) * step];
      const double b = last[at(j) * step];
      return a != b ? a < b : i < j;
    });
    return order;
  }

  double* level(int d) {
    std::size_t offset = 0;
    for (int l = 3; l < d; ++l) offset += at(n_) * at(stride(l));
    return scratch_.data() + offset;
  }

  std::span<int> order_;
  Staircase stairs_;
  std::span<double> scratch_;
  int n_;
};

// Boxes of the points strictly inside the reference; `rows` (may be empty) receives where each came from.
int toBoxes(ConstMatView points, std::span<const double> reference, double* out, std::span<int> rows) {
  const int d = points.cols;
  int n = 0;
  for (int i = 0; i < points.rows; ++i) {
    const auto p = points.row(i);
    double* box = out + at(n) * at(stride(d));
    bool inside = true;
    for (int c = 0; c < d; ++c) {
      box[c] = reference[at(c)] - p[at(c)];
      inside = inside && box[c] > 0.0;
    }
    std::fill(box + d, box + stride(d), 0.0);
    if (!inside) continue;
    if (!rows.empty()) rows[at(n)] = i;
    ++n;
  }
  return n;
}

void checkReference(ConstMatView points, std::span<const double> reference) {
  if (points.rows > 0 && isize(reference) != points.cols) {
    throw InputError("The hypervolume's reference point must have one coordinate per objective.");
  }
}

}  // namespace

double hypervolume(ConstMatView points, std::span<const double> reference, Workspace& ws) {
  checkReference(points, reference);
  if (points.rows == 0) return 0.0;
  Workspace::Frame frame(ws);
  const std::span<double> boxes = frame.doubles(at(points.rows) * at(stride(points.cols)));
  const int n = toBoxes(points, reference, boxes.data(), {});
  if (n == 0) return 0.0;
  Solver solver(n, points.cols, frame);
  return solver.volume(boxes.data(), n, points.cols);
}

void hypervolumeContributions(ConstMatView points, std::span<const double> reference, std::span<double> out,
                              Workspace& ws) {
  checkReference(points, reference);
  std::fill(out.begin(), out.end(), 0.0);
  if (points.rows == 0) return;
  Workspace::Frame frame(ws);
  const int d = points.cols;
  const std::span<double> boxes = frame.doubles(at(points.rows) * at(stride(d)));
  const std::span<int> rows = frame.ints(at(points.rows));
  const int n = toBoxes(points, reference, boxes.data(), rows);
  if (n == 0) return;
  const std::span<double> cut = frame.doubles(at(n) * at(stride(d)));
  const std::span<int> others = frame.ints(at(n));
  Solver solver(n, d, frame);
  for (int i = 0; i < n; ++i) {
    int count = 0;
    for (int j = 0; j < n; ++j) {
      if (j != i) others[at(count++)] = j;
    }
    const double* own = boxes.data() + at(i) * at(stride(d));
    const int kept = Solver::cutBy(own, boxes.data(), others.first(at(count)), d, d, cut.data());
    out[at(rows[at(i)])] = std::max(0.0, product(own, d) - solver.volume(cut.data(), kept, d));
  }
}

}  // namespace tandem::moo
