// SPDX-License-Identifier: Apache-2.0
// Multi-objective selection against its definition: all pairs, full sorts, no memory of the last step.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "several_tasks.h"
#include "tandem/linalg.h"
#include "tandem/moo.h"
#include "tandem/operators_directions.h"
#include "tandem/operators_least_contributor.h"
#include "tandem/operators_mo.h"

namespace tandem {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

/// Objectives on a grid (ties, equal points) or not, near a front in the unit box or all over the box.
void draw(Rng& rng, int kind, std::span<double> f) {
  double sum = 0.0;
  for (double& v : f) sum += v = kind % 2 == 0 ? rng.below(kind == 2 ? 4 : 30) : rng.uniform();
  if (kind == 3) {
    for (double& v : f) v /= sum;
  }
}

/// Contributions of the worst front of all; members in `members`.
std::vector<double> contributions(const Matrix& all, const std::vector<double>& cv, std::vector<int>& members) {
  Workspace ws;
  std::vector<int> front(all.rows());
  const int fronts = moo::nondominatedSort(all, cv, front, ws);
  members.clear();
  for (int i = 0; i < all.rows(); ++i) {
    if (front[i] == fronts - 1) members.push_back(i);
  }
  Matrix points(isize(members), all.cols());
  std::vector<double> reference(all.cols(), -kInf);
  for (int i = 0; i < points.rows(); ++i) {
    for (int k = 0; k < all.cols(); ++k) {
      points(i, k) = all(members[i], k);
      reference[k] = std::max(reference[k], points(i, k) + 1.0);
    }
  }
  std::vector<double> out(members.size());
  moo::hypervolumeContributions(points, reference, out, ws);
  for (int k = 0; k < 2 && all.cols() == 2; ++k) {
    int end = 0;
    for (int i = 1; i < points.rows(); ++i) end = points(i, k) < points(end, k) ? i : end;
    out[end] = kInf;
  }
  return out;
}

TEST(LeastContributor, ChoosesAsIfItKnewNothing) {
  Rng rng(3);
  std::vector<int> members;
  for (int turn = 0; turn < 48; ++turn) {
    const int m = 2 + turn % 3;
    const int kind = turn / 3 % 4;
    const int n = 2 + rng.below(m == 4 ? 12 : 40);
    Population pop(n, 1, m);
    Population child(1, 1, m);
    for (int i = 0; i < n; ++i) draw(rng, kind, pop.objs().row(i));
    for (int i = 0; i < n; ++i) pop.cv(i) = turn % 16 == 0 ? rng.below(2) : 0.0;
    op::LeastContributor selection(n, m);
    Workspace ws;
    for (int step = 0; step < 150; ++step) {
      draw(rng, kind, child.objs().row(0));
      child.cv(0) = 0.0;
      Matrix all(n + 1, m);
      std::vector<double> cv(n + 1);
      for (int i = 0; i <= n; ++i) {
        std::ranges::copy((i < n ? pop : child).objs().row(i < n ? i : 0), all.row(i).begin());
        cv[i] = i < n ? pop.cv(i) : 0.0;
      }
      const std::vector<double> expected = contributions(all, cv, members);
      const auto least = std::ranges::min_element(expected);
      const int chosen = selection.choose(ws, pop, child);
      const auto found = std::ranges::find(members, chosen);
      ASSERT_NE(found, members.end()) << turn << ' ' << step;
      if (kind % 2 == 0) {
        ASSERT_EQ(chosen, members[least - expected.begin()]) << turn << ' ' << step;  // no rounding on a grid
      } else if (members.size() > 1 && *least < kInf) {
        ASSERT_NEAR(expected[found - members.begin()], *least, 1e-13) << turn << ' ' << step;
      }
      if (chosen < n) pop.copyRow(chosen, child, 0);
    }
  }
}

TEST(LeastContributor, WorstValuesGoFirst) {
  Population pop(3, 1, 3);
  Population child(1, 1, 3);
  for (int i = 0; i < 3; ++i) {
    for (int k = 0; k < 3; ++k) pop.obj(i, k) = k == i ? 0.0 : 1.0;
    pop.cv(i) = 0.0;
  }
  pop.obj(1, 0) = kInf;
  child.cv(0) = 0.0;
  for (int k = 0; k < 3; ++k) child.obj(0, k) = 0.9;
  op::LeastContributor selection(3, 3);
  Workspace ws;
  EXPECT_EQ(selection.choose(ws, pop, child), 1);
}

TEST(Directions, AreFoundAmongAll) {
  Rng rng(4);
  Workspace ws;
  for (const int m : {1, 2, 3, 4, 5, 9, 17}) {
    Matrix directions(37, m);
    rng.fillUniform(directions.values());
    std::ranges::copy(directions.row(3), directions.row(20).begin());  // among equals the first counts
    Workspace::Frame frame(ws);
    const op::Directions found(frame, directions);
    for (int turn = 0; turn < 100; ++turn) {
      std::vector<double> point(m);
      rng.fillUniform(point);
      if (turn % 10 == 0) std::ranges::fill(point, 0.0);
      if (turn % 10 == 1) std::ranges::copy(directions.row(turn % 37), point.begin());
      if (turn % 10 == 2) point[0] = kInf;
      const int except = turn % 3 == 0 ? -1 : turn % 37;
      op::Directions::Nearest angle{.measure = kInf};
      op::Directions::Nearest gap{.measure = kInf};
      for (int r = 0; r < 37; ++r) {
        const std::span<const double> d = directions.row(r);
        const double lengths = linalg::norm(point) * linalg::norm(d);
        const double a = lengths > 0.0 ? std::acos(std::clamp(linalg::dot(point, d) / lengths, -1.0, 1.0)) : 0.0;
        if (a < angle.measure && r != except) angle = {.direction = r, .measure = a};
        const double along = linalg::dot(point, d) / linalg::norm(d);
        const double g = std::sqrt(std::max(0.0, linalg::dot(point, point) - along * along));
        if (g < gap.measure) gap = {.direction = r, .measure = g};
      }
      EXPECT_EQ(found.byAngle(point, except).direction, angle.direction) << m << ' ' << turn;
      EXPECT_EQ(found.byAngle(point, except).measure, angle.measure) << m << ' ' << turn;
      EXPECT_EQ(found.byDistance(point).direction, gap.direction) << m << ' ' << turn;
      EXPECT_EQ(found.byDistance(point).measure, gap.measure) << m << ' ' << turn;
    }
  }
}

struct Individual {
  std::vector<double> f;
  double cv;
  int number;
  double fitness = 0.0;
};
bool beats(const Individual& a, const Individual& b) {
  return a.cv < b.cv || (a.cv == b.cv && moo::dominates(a.f, b.f));
}
double distance(const Individual& a, const Individual& b) {
  const double d = std::sqrt(linalg::squaredDistance(a.f, b.f));
  return std::isnan(d) ? 0.0 : d;
}

/// SPEA2's environmental selection, exactly as published.
std::vector<Individual> plainSpea2(std::vector<Individual> all, int count) {
  const int n = isize(all);
  const auto sortedDistances = [&](const std::vector<Individual>& among, int i) {
    std::vector<double> sorted;
    for (int j = 0; j < isize(among); ++j) {
      if (j != i) sorted.push_back(distance(among[i], among[j]));
    }
    std::ranges::sort(sorted);
    return sorted;
  };
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      if (!beats(all[j], all[i])) continue;
      for (int k = 0; k < n; ++k) all[i].fitness += beats(all[j], all[k]) ? 1.0 : 0.0;
    }
    const int k = std::max(1, static_cast<int>(std::floor(std::sqrt(n))));
    all[i].fitness += 1.0 / (sortedDistances(all, i)[k - 1] + 2.0);
  }
  const auto better = [](const Individual& a, const Individual& b) {
    return a.fitness != b.fitness ? a.fitness < b.fitness : a.number < b.number;
  };
  std::ranges::sort(all, better);
  const auto good = std::ranges::count_if(all, [](const Individual& a) { return a.fitness < 1.0; });
  all.resize(std::max<std::size_t>(good, std::min(count, n)));
  while (isize(all) > count) {
    int worst = 0;
    for (int i = 1; i < isize(all); ++i) {
      if (sortedDistances(all, i) < sortedDistances(all, worst)) worst = i;
    }
    all.erase(all.begin() + worst);
  }
  return all;
}

TEST(SelectSpea2, KeepsThoseOfTheDefinition) {
  struct OneTask final : test::ToyProblem {
    OneTask() { add(1, test::zdt1, 0.0, 1.0, 2); }
  };
  test::SeveralTasks().run(OneTask(), [](RunContext& ctx) {
    op::initPerTask(ctx);  // a run evaluates something
    Rng rng(8);
    for (int turn = 0; turn < 120; ++turn) {
      const bool places = turn % 6 == 5;  // a front of a few places with many at each: ties go deep
      const int m = places ? 2 : 2 + turn % 4;
      const int kind = places ? 2 : turn / 4 % 4;
      const int n = 4 + rng.below(places || turn % 10 == 0 ? 60 : 20);
      Population pop(n, 1, m);
      Population off(n, 1, m);
      std::vector<Individual> all;
      for (int i = 0; i < 2 * n; ++i) {
        Population& part = i < n ? pop : off;
        const int row = i % n;
        draw(rng, kind, part.objs().row(row));
        if (places) part.obj(row, 1) = 3.0 - part.obj(row, 0);
        if (turn % 7 == 0 && rng.chance(0.2)) part.obj(row, 0) = kInf;
        part.cv(row) = turn % 5 == 0 && !places ? 0.5 * rng.below(3) : 0.0;
        part.x(row)[0] = i;
        all.push_back({{part.objs().row(row).begin(), part.objs().row(row).end()}, part.cv(row), i});
      }
      std::vector<double> fitness(n);
      op::selectSpea2(ctx, pop, off, n, fitness);
      const std::vector<Individual> expected = plainSpea2(all, n);
      for (int i = 0; i < n; ++i) {
        ASSERT_EQ(pop.x(i)[0], expected[i].number) << turn << ' ' << i;
        ASSERT_EQ(fitness[i], expected[i].fitness) << turn << ' ' << i;
      }
    }
  });
}

}  // namespace
}  // namespace tandem
