// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/linalg.h"
#include "tandem/moo.h"
#include "tandem/operators_mo.h"

namespace tandem::op {

namespace {
constexpr double kFar = std::numeric_limits<double>::infinity();

/// Objectives and violations of pop followed by off.
struct Joint {
  MatView objectives;
  std::span<double> cv;
  Joint(Workspace::Frame& frame, const Population& pop, const Population& off)
      : objectives(frame.matrix(pop.size() + off.size(), pop.objectives())),
        cv(frame.doubles(pop.size() + off.size())) {
    for (int i = 0; i < objectives.rows; ++i) {
      const Population& source = i < pop.size() ? pop : off;
      const int row = i < pop.size() ? i : i - pop.size();
      std::ranges::copy(source.objs().row(row), objectives.row(i).begin());
      cv[i] = source.cv(row);
    }
  }
  [[nodiscard]] bool beats(int a, int b) const {
    const double cvA = cv[a];
    const double cvB = cv[b];
    return cvA < cvB || (cvA == cvB && moo::dominates(objectives.row(a), objectives.row(b)));
  }
};

double distance(ConstMatView objectives, int a, int b) {
  const double d = std::sqrt(linalg::squaredDistance(objectives.row(a), objectives.row(b)));
  return std::isnan(d) ? 0.0 : d;  // infinity minus infinity: worst individuals are alike
}

/// Raw fitness (strength of all that beat an individual) plus density from the k-th nearest neighbour.
void spea2Fitness(Workspace& ws, const Joint& joint, std::span<double> fitness) {
  Workspace::Frame frame(ws);
  const int n = joint.objectives.rows;
  const auto size = n;
  const std::span<int> strength = frame.ints(size);
  std::ranges::fill(strength, 0);
  std::ranges::fill(fitness, 0.0);
  const std::span<std::uint8_t> beaten = frame.take<std::uint8_t>(size * size);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      const bool wins = i != j && joint.beats(i, j);
      beaten[i * size + j] = wins;
      strength[i] += wins ? 1 : 0;
    }
  }
  const std::span<double> distances = frame.doubles(size);
  const auto k = static_cast<std::ptrdiff_t>(std::max(1.0, std::floor(std::sqrt(static_cast<double>(n))))) - 1;
  for (int i = 0; i < n; ++i) {
    double& value = fitness[i];
    for (int j = 0; j < n; ++j) {
      if (beaten[j * size + i] != 0) {
        value += strength[j];
      }
      distances[j] = i == j ? kFar : distance(joint.objectives, i, j);
    }
    std::nth_element(distances.begin(), distances.begin() + k, distances.end());
    value += 1.0 / (distances[k] + 2.0);
  }
}
}  // namespace

int thinByDistance(Workspace& ws, ConstMatView objectives, std::span<int> kept, int count) {
  Workspace::Frame frame(ws);
  int n = isize(kept);
  const int width = n;
  // Row i: the others sorted by distance, as (distance, member) pairs that are marked when a member leaves.
  struct Near {
    double distance;
    int member;
  };
  const std::span<Near> table = frame.take<Near>(width * width);
  const std::span<std::uint8_t> gone = frame.take<std::uint8_t>(width);
  std::ranges::fill(gone, std::uint8_t{0});
  for (int i = 0; i < width; ++i) {
    Near* row = &table[i * width];
    for (int j = 0; j < width; ++j) {
      row[j] = {i == j ? kFar : distance(objectives, kept[i], kept[j]), j};
    }
    std::sort(row, row + width, [](const Near& a, const Near& b) {
      return a.distance < b.distance || (a.distance == b.distance && a.member < b.member);
    });
  }
  const auto nearer = [&](int a, int b) {
    int i = 0;
    int j = 0;
    while (true) {
      while (i < width && gone[table[a * width + i].member] != 0) ++i;
      while (j < width && gone[table[b * width + j].member] != 0) ++j;
      if (i >= width || j >= width) return false;
      const double da = table[a * width + i].distance;
      const double db = table[b * width + j].distance;
      if (da != db) return da < db;
      ++i;
      ++j;
    }
  };
  while (n > count) {
    int worst = width;
    for (int i = 0; i < width; ++i) {
      if (gone[i] == 0 && (worst == width || nearer(i, worst))) worst = i;
    }
    gone[worst] = 1;
    --n;
  }
  int to = 0;
  for (int i = 0; i < width; ++i) {
    if (gone[i] == 0) kept[to++] = kept[i];
  }
  return n;
}

void selectSpea2(RunContext& ctx, Population& pop, const Population& off, int count, std::span<double> fitness) {
  Workspace& ws = ctx.workspace();
  Workspace::Frame frame(ws);
  const Joint joint(frame, pop, off);
  const auto total = joint.objectives.rows;
  const std::span<double> value = frame.doubles(total);
  spea2Fitness(ws, joint, value);
  const std::span<int> order = frame.ints(total);
  for (int i = 0; i < total; ++i) order[i] = i;
  const auto byFitness = [&](int a, int b) {
    const double fa = value[a];
    const double fb = value[b];
    return fa < fb || (fa == fb && a < b);
  };
  std::sort(order.begin(), order.end(), byFitness);
  int size = 0;
  while (size < total && value[order[size]] < 1.0) ++size;
  const auto wanted = std::min(total, count);
  if (size > wanted) {
    size = thinByDistance(ws, joint.objectives, order.first(size), wanted);
    std::sort(order.begin(), order.begin() + size, byFitness);
  }
  for (int i = 0; i < wanted; ++i) fitness[i] = value[order[i]];
  pop.select(off, order.first(wanted));
}

void tournamentPool(Rng& rng, std::span<const double> values, std::span<int> pool) {
  const int n = isize(values);
  for (int& winner : pool) {
    const int a = rng.below(n);
    const int b = rng.below(n);
    winner = values[b] < values[a] ? b : a;
  }
}

}  // namespace tandem::op
