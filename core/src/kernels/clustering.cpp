// SPDX-License-Identifier: Apache-2.0
// Lloyd's iteration without the work that cannot change its result. Distances are sums in the order of the coordinates,
// several points or centres side by side in the lanes of a vector, so that every distance has the bits of the plain
// loop. A point whose own centre is certainly nearest is not compared with the others (bounds of Hamerly 2010, on the
// safe side of rounding), and a cluster whose members have not changed keeps its centre.
#include "tandem/clustering.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>

#include "tandem/numbers.h"
#include "tandem/simd.h"

namespace tandem {

namespace {

using simd::kWidth;
using simd::Vec;
constexpr std::ptrdiff_t kStep = kWidth;  // as an offset of pointers
constexpr double kInf = std::numeric_limits<double>::infinity();

int padded(int n) {
  return (n + kWidth - 1) / kWidth * kWidth;
}

template <ClusterMetric metric, typename T>
T term(T a, T b) {
  const T d = a - b;
  if constexpr (metric == ClusterMetric::SquaredEuclidean) return d * d;
  using std::abs;
  return abs(d);
}

/// From the sum of terms to a distance that obeys the triangle inequality.
template <ClusterMetric metric>
double root(double sum) {
  return metric == ClusterMetric::SquaredEuclidean ? std::sqrt(sum) : sum;
}

template <ClusterMetric metric>
double distance(std::span<const double> a, std::span<const double> b) {
  double sum = 0.0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += term<metric>(a[j], b[j]);
  return sum;
}

/// The two nearest centres of a point, ties to the lower number.
struct Nearest {
  int first = 0;
  double distance = kInf;
  double second = kInf;
};

template <ClusterMetric metric>
class Clusters {
 public:
  Clusters(Workspace& ws, ConstMatView points, int k, std::span<int> assignment)
      : frame_(ws),
        ws_(ws),
        points_(points),
        assignment_(assignment),
        k_(k),
        centres_(frame_.matrix(k, points.cols)),
        byCoordinate_(frame_.matrix(points.cols, padded(k))),
        away_(frame_.doubles(points.rows)),
        upper_(frame_.doubles(points.rows)),
        lower_(frame_.doubles(points.rows)),
        move_(frame_.doubles(k)),
        size_(frame_.ints(k)),
        dirty_(frame_.ints(k)),
        start_(frame_.ints(k + 1)),
        member_(frame_.ints(points.rows)),
        scratch_(frame_.doubles(static_cast<std::size_t>(std::max(2 * kWidth, 2 + kColumns)) * points.rows)) {
    // Padding lanes are never nearest.
    for (int j = 0; j < points.cols; ++j) std::ranges::fill(byCoordinate_.row(j), kInf);
    std::ranges::fill(size_, 0);
    std::ranges::fill(dirty_, 1);
    // A generous bound on the error of a sum of `cols` terms.
    slack_ = 4.0 * std::numeric_limits<double>::epsilon() * (points.cols + 8);
  }

  /// k-means++ start; its distances give the first assignment.
  void seed(Rng& rng) {
    Workspace::Frame frame(ws_);
    const int n = points_.rows;
    const int stride = padded(n);
    const MatView columns = frame.matrix(points_.cols, stride);
    for (int j = 0; j < columns.rows; ++j) {
      const std::span<double> column = columns.row(j);
      for (int i = 0; i < n; ++i) column[i] = points_(i, j);
      std::fill(column.begin() + n, column.end(), 0.0);
    }
    const std::span<double> nearest = frame.doubles(stride);
    const std::span<double> second = frame.doubles(stride);
    const std::span<double> owner = frame.doubles(stride);
    std::ranges::fill(nearest, kInf);
    std::ranges::fill(second, kInf);
    std::ranges::fill(owner, 0.0);
    int chosen = rng.below(n);
    for (int c = 0; c < k_; ++c) {
      std::ranges::copy(points_.row(chosen), centres_.row(c).begin());
      constexpr int kBlock = 4;
      for (int i = 0; i < stride; i += kBlock * kWidth) {
        const int vectors = std::min(kBlock, (stride - i) / kWidth);
        Vec sum[kBlock] = {Vec(0.0), Vec(0.0), Vec(0.0), Vec(0.0)};
        for (int j = 0; j < columns.rows; ++j) {
          const Vec centre(centres_(c, j));
          const double* from = columns.data + j * columns.stride + i;
          if (vectors == kBlock) {
            for (int v = 0; v < kBlock; ++v) sum[v] += term<metric>(simd::load(from + v * kStep), centre);
          } else {
            for (int v = 0; v < vectors; ++v) sum[v] += term<metric>(simd::load(from + v * kStep), centre);
          }
        }
        for (int v = 0; v < vectors; ++v) {
          const int at = i + v * kWidth;
          const Vec old = simd::load(&nearest[at]);
          const auto closer = sum[v] < old;
          simd::store(&second[at], xsimd::min(simd::load(&second[at]), xsimd::select(closer, old, sum[v])));
          simd::store(&nearest[at], xsimd::select(closer, sum[v], old));
          simd::store(&owner[at], xsimd::select(closer, Vec(1.0 * c), simd::load(&owner[at])));
        }
      }
      double total = 0.0;
      for (int i = 0; i < n; ++i) total += nearest[i];
      double rest = rng.uniform() * total;
      chosen = n - 1;
      for (int i = 0; i < n; ++i) {
        rest -= nearest[i];
        if (rest < 0.0) {
          chosen = i;
          break;
        }
      }
    }
    for (int i = 0; i < n; ++i) {
      assignment_[i] = static_cast<int>(owner[i]);
      ++size_[assignment_[i]];
      away_[i] = nearest[i];
      bound(i, {.first = assignment_[i], .distance = nearest[i], .second = second[i]});
    }
  }

  /// Gives every point to its nearest centre; false if none moved.
  bool assign() {
    double most = 0.0;
    double next = 0.0;
    int mover = -1;
    for (int c = 0; c < k_; ++c) {
      if (move_[c] > most) {
        next = most;
        most = move_[c];
        mover = c;
      } else {
        next = std::max(next, move_[c]);
      }
    }
    bool moved = false;
    exact_ = false;
    constexpr double kUp = 1.0 + 2.0 * std::numeric_limits<double>::epsilon();
    constexpr double kDown = 1.0 - 2.0 * std::numeric_limits<double>::epsilon();
    // Below this, squares of distances lose digits.
    constexpr double kTiny = metric == ClusterMetric::SquaredEuclidean ? 1e-140 : 1e-290;
    const double sure = 1.0 + 2.0 * slack_;
    for (int i = 0; i < points_.rows; ++i) {
      const int own = assignment_[i];
      upper_[i] = (upper_[i] + move_[own]) * kUp;
      lower_[i] = lower_[i] * kDown - (own == mover ? next : most) * kUp;
      if (upper_[i] * sure + kTiny < lower_[i]) continue;
      if (k_ > 4 * kWidth) {  // otherwise the distance to one costs as much as to all
        upper_[i] = root<metric>(distance<metric>(points_.row(i), centres_.row(own))) * (1.0 + slack_);
        if (upper_[i] * sure + kTiny < lower_[i]) continue;
      }
      const Nearest found = compare(points_.row(i).data());
      bound(i, found);
      if (found.first == own) continue;
      moved = true;
      give(i, found.first);
    }
    return moved;
  }

  /// A cluster without members takes the farthest point of a cluster that can spare one; whether any did.
  bool fillEmpty() {
    if (std::ranges::find(size_, 0) == size_.end()) return false;
    const int n = points_.rows;
    Workspace::Frame frame(ws_);
    if (!exact_) {
      for (int i = 0; i < n; ++i) away_[i] = distance<metric>(points_.row(i), centres_.row(assignment_[i]));
    }
    const std::span<int> farthest = frame.ints(n);
    std::iota(farthest.begin(), farthest.end(), 0);
    std::ranges::sort(farthest, [&](int a, int b) { return away_[a] > away_[b] || (away_[a] == away_[b] && a < b); });
    bool moved = false;
    auto next = farthest.begin();
    for (int c = 0; c < k_; ++c) {
      if (size_[c] > 0) continue;
      // Clusters only lose members here: a point passed over once stays passed over.
      while (next != farthest.end() && size_[assignment_[*next]] < 2) ++next;
      if (next == farthest.end()) break;
      give(*next, c);
      upper_[*next] = kInf;
      lower_[*next] = -kInf;
      moved = true;
      ++next;
    }
    return moved;
  }

  /// Moves the centres of the clusters whose members have changed.
  void recentre() {
    std::ranges::fill(start_, 0);
    for (const int c : assignment_) ++start_[c + 1];
    std::partial_sum(start_.begin(), start_.end(), start_.begin());
    {
      Workspace::Frame frame(ws_);
      const std::span<int> fill = frame.ints(k_);
      std::copy_n(start_.begin(), k_, fill.begin());
      for (int i = 0; i < points_.rows; ++i) member_[fill[assignment_[i]]++] = i;
    }
    Workspace::Frame frame(ws_);
    const std::span<double> old = frame.doubles(points_.cols);
    for (int c = 0; c < k_; ++c) {
      move_[c] = 0.0;
      if (dirty_[c] == 0 || size_[c] == 0) continue;
      dirty_[c] = 0;
      std::ranges::copy(centres_.row(c), old.begin());
      const std::span<const int> members = member_.subspan(start_[c], size_[c]);
      if constexpr (metric == ClusterMetric::SquaredEuclidean) {
        mean(members, centres_.row(c));
      } else {
        median(members, centres_.row(c));
      }
      for (int j = 0; j < points_.cols; ++j) byCoordinate_(j, c) = centres_(c, j);
      move_[c] = root<metric>(distance<metric>(old, centres_.row(c))) * (1.0 + slack_);
    }
  }

  void start() {
    // The distances of the start are to the current centres.
    for (int c = 0; c < k_; ++c) {
      for (int j = 0; j < points_.cols; ++j) byCoordinate_(j, c) = centres_(c, j);
    }
    exact_ = true;
  }

 private:
  void give(int i, int to) {
    const int from = assignment_[i];
    --size_[from];
    ++size_[to];
    dirty_[from] = dirty_[to] = 1;
    assignment_[i] = to;
  }

  void bound(int i, const Nearest& found) {
    upper_[i] = root<metric>(found.distance) * (1.0 + slack_);
    lower_[i] = root<metric>(found.second) * (1.0 - slack_);
  }

  /// V vectors of centres from number c on.
  template <int V>
  void compareBlock(const double* x, int c, Vec& best, Vec& second, Vec& owner) const {
    Vec sum[V];
    for (int v = 0; v < V; ++v) sum[v] = Vec(0.0);
    const double* from = byCoordinate_.data + c;
    for (int j = 0; j < points_.cols; ++j, from += byCoordinate_.stride) {
      const Vec own(x[j]);
      for (int v = 0; v < V; ++v) sum[v] += term<metric>(own, simd::load(from + v * kStep));
    }
    for (int v = 0; v < V; ++v) {
      const auto closer = sum[v] < best;
      second = xsimd::min(second, xsimd::select(closer, best, sum[v]));
      best = xsimd::select(closer, sum[v], best);
      owner = xsimd::select(closer, Vec(1.0 * (c + v * kWidth)), owner);
    }
  }

  Nearest compare(const double* x) const {
    Vec best(kInf);
    Vec second(kInf);
    Vec owner(-1.0);
    int c = 0;
    const int width = byCoordinate_.cols;
    for (; c + 4 * kWidth <= width; c += 4 * kWidth) compareBlock<4>(x, c, best, second, owner);
    const int rest = (width - c) / kWidth;
    if (rest == 3) compareBlock<3>(x, c, best, second, owner);
    if (rest == 2) compareBlock<2>(x, c, best, second, owner);
    if (rest == 1) compareBlock<1>(x, c, best, second, owner);
    alignas(64) double distances[kWidth];
    alignas(64) double seconds[kWidth];
    alignas(64) double owners[kWidth];
    best.store_aligned(distances);
    second.store_aligned(seconds);
    owner.store_aligned(owners);
    Nearest found;
    for (int lane = 0; lane < kWidth; ++lane) {
      found.second = std::min(found.second, seconds[lane]);
      if (owners[lane] < 0.0) continue;
      const int c2 = static_cast<int>(owners[lane]) + lane;
      const double d = distances[lane];
      if (d < found.distance || (d == found.distance && c2 < found.first)) {
        found.second = std::min(found.second, found.distance);
        found.distance = d;
        found.first = c2;
      } else {
        found.second = std::min(found.second, d);
      }
    }
    return found;
  }

  void mean(std::span<const int> members, std::span<double> centre) const {
    std::ranges::fill(centre, 0.0);
    for (const int i : members) {
      const double* x = points_.data + i * points_.stride;
      for (int j = 0; j < isize(centre); ++j) centre[j] += x[j];
    }
    for (double& v : centre) v /= static_cast<double>(members.size());
  }

  void median(std::span<const int> members, std::span<double> centre) const {
    constexpr int kMostSorted = 128;  // above, a network needs more exchanges than a selection one by one
    const int n = isize(members);
    const int lower = (n - 1) / 2;
    const int upper = n / 2;
    int j = 0;
    if (n <= kMostSorted) {
      Workspace::Frame frame(ws_);
      const std::span<const Exchange> network = exchanges(frame, n);
      for (; j + 2 * kWidth <= points_.cols; j += 2 * kWidth) medianOfColumns<2>(members, network, j, centre);
      for (; j + kWidth <= points_.cols; j += kWidth) medianOfColumns<1>(members, network, j, centre);
    }
    const std::span<double> work = scratch_.subspan(0, 2 * members.size());
    const std::span<double> columns = scratch_.subspan(2 * members.size());
    for (; j < points_.cols; j += kColumns) {
      const int count = std::min(kColumns, points_.cols - j);
      for (int m = 0; m < n; ++m) {
        const double* from = points_.data + members[m] * points_.stride + j;
        for (int c = 0; c < count; ++c) columns[c * n + m] = from[c];
      }
      for (int c = 0; c < count; ++c) {
        const std::span<const double> column = columns.subspan(c * members.size(), members.size());
        const double high = smallest(column, upper, work);
        double low = high;
        if (lower != upper) {
          int below = 0;
          double most = -kInf;
          for (const double v : column) {
            below += v < high ? 1 : 0;
            most = v < high && v > most ? v : most;
          }
          low = below == upper ? most : high;
        }
        centre[j + c] = 0.5 * (low + high);
      }
    }
  }

  static constexpr int kColumns = 4;

  /// The value with `k` before it in order; `work` has room for twice as many values. Partitions without a branch per
  /// value.
  static double smallest(std::span<const double> values, int k, std::span<double> work) {
    int n = isize(values);
    double* here = work.data();
    double* there = here + n;
    std::ranges::copy(values, here);
    while (n > 24) {
      const double a = here[n / 4];
      const double b = here[n / 2];
      const double c = here[n - 1 - n / 4];
      const double pivot = std::max(std::min(a, b), std::min(std::max(a, b), c));
      int less = 0;
      int rest = 0;
      for (int i = 0; i < n; ++i) {
        const double v = here[i];
        here[less] = v;
        there[rest] = v;
        less += v < pivot ? 1 : 0;
        rest += v < pivot ? 0 : 1;
      }
      if (k < less) {
        n = less;
        continue;
      }
      k -= less;
      n = rest;
      std::swap(here, there);
      if (less > 0) continue;
      // The pivot is the least: those equal to it are removed as well.
      int more = 0;
      for (int i = 0; i < n; ++i) {
        const double v = here[i];
        here[more] = v;
        more += v > pivot ? 1 : 0;
      }
      if (k < n - more) return pivot;
      k -= n - more;
      n = more;
    }
    std::sort(here, here + n);
    return here[k];
  }

  /// Puts the smaller of two rows first.
  struct Exchange {
    int low;
    int high;
  };

  /// Batcher's merge exchange for n rows (Knuth, TAOCP 3, 5.2.2, algorithm M), without exchanges that the middle rows
  /// do not need.
  static std::span<const Exchange> exchanges(Workspace::Frame& frame, int n) {
    int top = 1;
    int steps = 1;
    for (; 2 * top < n; top *= 2) ++steps;
    const std::span<Exchange> all = frame.take<Exchange>(static_cast<std::size_t>(n) * steps * (steps + 1) / 2);
    int count = 0;
    for (int p = n > 1 ? top : 0; p > 0; p /= 2) {
      int q = top;
      int r = 0;
      int d = p;
      while (true) {
        for (int base = r; base + d < n; base += 2 * p) {
          for (int i = base; i < std::min(base + p, n - d); ++i) all[count++] = {i, i + d};
        }
        if (q == p) break;
        d = q - p;
        q /= 2;
        r = p;
      }
    }
    const std::span<std::uint8_t> needed = frame.take<std::uint8_t>(n);
    std::ranges::fill(needed, std::uint8_t{0});
    needed[(n - 1) / 2] = needed[n / 2] = 1;
    int first = count;
    for (int e = count - 1; e >= 0; --e) {
      if (needed[all[e].low] == 0 && needed[all[e].high] == 0) continue;
      needed[all[e].low] = needed[all[e].high] = 1;
      all[--first] = all[e];
    }
    return all.subspan(first, count - first);
  }

  /// Medians of V vectors of columns from j on.
  template <int V>
  void medianOfColumns(std::span<const int> members, std::span<const Exchange> network, int j,
                       std::span<double> centre) const {
    constexpr std::ptrdiff_t kRow = V * kStep;
    const int n = isize(members);
    double* const rows = scratch_.data();
    for (int m = 0; m < n; ++m) {
      const double* from = points_.data + members[m] * points_.stride + j;
      for (int v = 0; v < kRow; v += kWidth) simd::store(rows + m * kRow + v, simd::load(from + v));
    }
    for (const Exchange& e : network) {
      for (int v = 0; v < kRow; v += kWidth) {
        const Vec a = simd::load(rows + e.low * kRow + v);
        const Vec b = simd::load(rows + e.high * kRow + v);
        simd::store(rows + e.low * kRow + v, xsimd::min(a, b));
        simd::store(rows + e.high * kRow + v, xsimd::max(a, b));
      }
    }
    const double* lower = rows + (n - 1) / 2 * kRow;
    const double* upper = rows + n / 2 * kRow;
    for (int v = 0; v < kRow; v += kWidth) {
      simd::store(&centre[j + v], Vec(0.5) * (simd::load(lower + v) + simd::load(upper + v)));
    }
  }

  Workspace::Frame frame_;
  Workspace& ws_;
  ConstMatView points_;
  std::span<int> assignment_;
  int k_;
  MatView centres_;
  MatView byCoordinate_;     // the centres again, side by side in columns
  std::span<double> away_;   // sum of terms from the own centre; only if exact_
  std::span<double> upper_;  // at least the distance from the own centre
  std::span<double> lower_;  // at most the distance from any other centre
  std::span<double> move_;   // of the centres, since the last assignment
  std::span<int> size_, dirty_, start_, member_;
  std::span<double> scratch_;
  double slack_ = 0.0;
  bool exact_ = false;
};

template <ClusterMetric metric>
int cluster(Rng& rng, Workspace& ws, ConstMatView points, int k, int maxIterations, std::span<int> assignment) {
  Clusters<metric> clusters(ws, points, k, assignment);
  clusters.seed(rng);
  if (maxIterations < 1) {
    std::ranges::fill(assignment, -1);
    return k;
  }
  clusters.start();
  clusters.fillEmpty();
  clusters.recentre();
  for (int iteration = 1; iteration < maxIterations; ++iteration) {
    bool moved = clusters.assign();
    moved = clusters.fillEmpty() || moved;
    if (!moved) break;
    clusters.recentre();
  }
  return k;
}

}  // namespace

int kMeans(Rng& rng, Workspace& ws, ConstMatView points, int k, ClusterMetric metric, int maxIterations,
           std::span<int> assignment) {
  k = std::max(1, std::min(k, points.rows));
  return metric == ClusterMetric::SquaredEuclidean
             ? cluster<ClusterMetric::SquaredEuclidean>(rng, ws, points, k, maxIterations, assignment)
             : cluster<ClusterMetric::CityBlock>(rng, ws, points, k, maxIterations, assignment);
}

}  // namespace tandem
