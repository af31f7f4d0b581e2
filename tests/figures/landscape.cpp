// SPDX-License-Identifier: Apache-2.0
// Planes through a problem, its feasible region, and the objective spaces of runs in progress.
#include "tandem/figures/landscape.h"

#include <gmock/gmock.h>

#include "tandem/error.h"
#include "tandem/figures/fronts.h"
#include "tandem/figures/live.h"
#include "toy_problems.h"

namespace tandem::figures {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Pointwise;

/// Its tasks have their optimum where the last variable is 1.
class Known : public test::ToyProblem {
 public:
  [[nodiscard]] Reference reference(int task) const override {
    Reference r;
    r.hasOptimum = true;
    r.optimumPoint.assign(static_cast<std::size_t>(tasks()[task].dim), 0.0);
    r.optimumPoint.back() = 1.0;
    return r;
  }
};

BuiltProblem built(const std::shared_ptr<const Problem>& problem) {
  return {problem, Instance::Synthetic, ""};
}

void sum(std::span<const double> x, std::span<double> f, std::span<double> /*g*/) {
  f[0] = x[0] + 10.0 * x[1] + 100.0 * x[2];
}

TEST(Plane, HasTheObjectiveAtTheMiddlesOfItsCells) {
  const auto problem = std::make_shared<test::ToyProblem>();
  problem->add(3, sum, -1.0, 1.0);
  const Figure f = landscapeFigure(built(problem), "Sum", {.plane = true, .samples = 2});
  ASSERT_EQ(f.panels.size(), 1U);
  const Panel& panel = f.panels[0];
  EXPECT_THAT(panel.heatMaps.at(0).values, ElementsAre(-5.5, -4.5, 4.5, 5.5)) << "rows along the second variable";
  EXPECT_THAT(panel.heatMaps[0].xRange, ElementsAre(0.0, 1.0));
  EXPECT_THAT(panel.lines.at(0).x, ElementsAre(0.25)) << "the lowest point";
  EXPECT_THAT(panel.lines[0].y, ElementsAre(0.25));
  EXPECT_THAT(f.note, HasSubstr("middle of the box"));
  // Another pair of variables, in real units.
  const Figure real =
      landscapeFigure(built(problem), "Sum", {.plane = true, .unified = false, .samples = 2, .first = 2, .second = 0});
  EXPECT_THAT(real.panels.at(0).heatMaps.at(0).values, ElementsAre(-50.5, 49.5, -49.5, 50.5));
  EXPECT_THAT(real.panels[0].lines.at(0).x, ElementsAre(-0.5));
  EXPECT_EQ(real.panels[0].x.label, "x3");
}

TEST(Plane, GoesThroughTheOptimumWhereItIsKnown) {
  const auto problem = std::make_shared<Known>();
  problem->add(3, sum, -1.0, 1.0);
  const Figure f = landscapeFigure(built(problem), "Sum", {.plane = true, .samples = 2});
  EXPECT_THAT(f.panels.at(0).heatMaps.at(0).values, ElementsAre(94.5, 95.5, 104.5, 105.5));
  EXPECT_THAT(f.note, HasSubstr("stay at the optimum"));
}

TEST(Plane, IsLogarithmicWhereAFewWallsDwarfTheRest) {
  test::ToyProblem problem;
  problem.add(2, [](std::span<const double> x, std::span<double> f, std::span<double>) {
    f[0] = x[0] > 0.0 && x[1] > 0.0 ? 1e6 : 1.0 + std::abs(x[1]);
  });
  const std::vector<PlaneSample> planes = samplePlanes(problem, {.samples = 2});
  ASSERT_EQ(planes.size(), 1U);
  EXPECT_TRUE(planes[0].logarithm);
  EXPECT_EQ(planes[0].label, "log10(objective - lowest)");
  EXPECT_THAT(planes[0].values, Pointwise(DoubleNear(1e-5), {0.0, 0.0, 0.0, 6.0}));
}

TEST(Feasible, TheViolationIsShownWhereAConstraintIsBroken) {
  const auto problem = std::make_shared<test::ToyProblem>();
  problem->add(2, test::sphere, -2.0, 2.0);
  problem->add(
      2,
      [](std::span<const double> x, std::span<double> f, std::span<double> g) {
        f[0] = 0.0;
        g[0] = x[0];
      },
      -2.0, 2.0, 1, 1);
  problem->add(
      2,
      [](std::span<const double> x, std::span<double> f, std::span<double> g) {
        f[0] = x[0];
        g[0] = -1.0;
      },
      -2.0, 2.0, 1, 1);
  const Figure f = feasibleFigure(built(problem), "Toy", {.samples = 2});
  ASSERT_EQ(f.panels.size(), 2U) << "the first task has no constraints";
  EXPECT_THAT(f.panels[0].title, EndsWith(", 50.0% feasible"));
  const std::vector<double>& cv = f.panels[0].heatMaps.at(0).values;
  EXPECT_TRUE(std::isnan(cv.at(0)) && std::isnan(cv.at(2)));
  EXPECT_EQ(cv[1], 1.0);
  EXPECT_EQ(cv[3], 1.0);
  EXPECT_THAT(f.panels[1].title, EndsWith(", 100.0% feasible"));
  EXPECT_TRUE(f.panels[1].heatMaps.empty());
  EXPECT_EQ(f.panels[1].texts.at(0).text, "every point of this plane is feasible");
  EXPECT_THROW(feasibleFigure(built(problem), "Toy", {.task = 0}), InputError);
}

TEST(Similarity, IsAHeatMapOfAllPairs) {
  const auto problem = std::make_shared<test::ToyProblem>();
  problem->add(2, test::sphere).add(2, test::sphere).add(2, [](auto x, auto f, auto g) {
    test::sphere(x, f, g);
    f[0] = -f[0];
  });
  const Figure f = similarityFigure(built(problem), "Toy", 100);
  EXPECT_THAT(f.panels.at(0).heatMaps.at(0).texts,
              ElementsAre("1.00", "1.00", "-1.00", "1.00", "1.00", "-1.00", "-1.00", "-1.00", "1.00"));
  EXPECT_THAT(f.note, HasSubstr("100 uniform points"));
}

Matrix rows(std::initializer_list<std::initializer_list<double>> values) {
  Matrix m(static_cast<int>(values.size()), static_cast<int>(values.begin()->size()));
  auto to = m.values().begin();
  for (const auto& row : values) to = std::ranges::copy(row, to).out;
  return m;
}

TEST(ObjectiveSpace, OfThreeObjectivesIsSeenFromAboveTheFarCorner) {
  const Panel panel =
      objectivePanel({{"MFEA", rows({{1, 10, 100}, {2, 10, 100}, {1, 30, 100}, {1, 10, 500}}), 0}}, {}, 3);
  const Line& points = panel.lines.back();
  EXPECT_EQ(points.label, "MFEA");
  ASSERT_EQ(points.x.size(), 4U);
  // Scaled to the unit cube, azimuth 35 and elevation 22 degrees.
  EXPECT_THAT(points.x, Pointwise(DoubleNear(1e-6), {0.0, -0.573576, 0.819152, 0.0}));
  EXPECT_THAT(points.y, Pointwise(DoubleNear(1e-6), {0.0, -0.306860, -0.214866, 0.927184}));
  std::vector<std::string> texts;
  for (const Text& t : panel.texts) texts.push_back(t.text);
  EXPECT_THAT(texts, testing::IsSupersetOf({"f1", "f2", "f3", "1", "2", "10", "30", "100", "500"}));
}

TEST(ObjectiveSpace, OfMoreObjectivesHasAnAxisForEach) {
  const Panel panel = objectivePanel({{"MFEA", rows({{0, 2, 5, 1}, {1, 4, 5, 3}}), 0}}, {}, 4);
  EXPECT_THAT(panel.x.categories, ElementsAre("f1", "f2", "f3", "f4"));
  const Line& line = panel.lines.at(0);
  ASSERT_EQ(line.y.size(), 10U);
  EXPECT_TRUE(std::isnan(line.y[4]) && std::isnan(line.y[9])) << "a gap after each point";
  EXPECT_THAT(std::vector(line.y.begin(), line.y.begin() + 4), ElementsAre(0.0, 0.0, 0.5, 0.0))
      << "what is equal for all lies in the middle";
  EXPECT_THAT(std::vector(line.y.begin() + 5, line.y.begin() + 9), ElementsAre(1.0, 1.0, 0.5, 1.0));
}

TEST(Live, APopulationIsALinePerIndividualOfATask) {
  test::ToyProblem problem;
  problem.add(2, test::sphere).add(1, test::sphere);
  Population pop(3, 2, 1);
  for (int i = 0; i < 3; ++i) {
    pop.task(i) = i == 1 ? 1 : 0;
    pop.x(i)[0] = 0.25 * i;
    pop.x(i)[1] = 1.0 - 0.25 * i;
  }
  const Figure f = populationFigure(std::span(&pop, 1), problem, {});
  ASSERT_EQ(f.panels.size(), 2U);
  const Line& first = f.panels[0].lines.at(0);
  ASSERT_EQ(first.y.size(), 6U);
  EXPECT_THAT(std::vector(first.y.begin(), first.y.begin() + 2), ElementsAre(0.0, 1.0));
  EXPECT_THAT(std::vector(first.y.begin() + 3, first.y.begin() + 5), ElementsAre(0.5, 0.5));
  EXPECT_TRUE(f.panels[1].lines.at(0).markers) << "a line needs two variables";
  EXPECT_EQ(populationFigure(std::span(&pop, 1), problem, {.task = 1}).panels.size(), 1U);
  EXPECT_THAT(populationFigure(std::span(&pop, 1), problem, {.most = 1}).note, HasSubstr("The first 1 of 2 tasks"));
  Population crowd(61, 2, 1);
  EXPECT_THAT(populationFigure(std::span(&crowd, 1), problem, {}).note, HasSubstr("At most 60 individuals"));
}

TEST(Live, ObjectiveSpaceTakesTheTasksThatHaveOne) {
  test::ToyProblem problem;
  problem.add(2, test::sphere).add(2, test::zdt1, 0.0, 1.0, 2);
  Population pop(2, 2, 2);
  pop.setTask(1);
  for (int i = 0; i < 2; ++i) {
    pop.obj(i, 0) = i;
    pop.obj(i, 1) = 5.0 - i;
  }
  const Figure f = objectivesFigure(std::span(&pop, 1), problem, {});
  ASSERT_EQ(f.panels.size(), 1U);
  EXPECT_EQ(f.panels[0].title, "Task 2: toy2");
  EXPECT_THAT(f.panels[0].lines.back().x, ElementsAre(0.0, 1.0));
  EXPECT_THAT(f.panels[0].lines.back().y, ElementsAre(5.0, 4.0));
}

}  // namespace
}  // namespace tandem::figures
