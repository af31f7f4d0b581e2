// SPDX-License-Identifier: Apache-2.0
// Multi-objective metrics on hand-made runs, values worked out by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "made_results.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"
#include "tandem/problem.h"

namespace tandem {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsNan;

MetricOutput compute(const std::string& name, const ProblemRecord& problem, const std::vector<CellData>& cells,
                     const ParamValues& params = {}) {
  static const Catalogue catalogue = builtinCatalogue();
  std::vector<const CellData*> pointers;
  for (const CellData& c : cells) pointers.push_back(&c);
  const auto metric = catalogue.metrics.find(name).make();
  setParams(*metric, params, name);
  return metric->compute({problem, pointers});
}

using Points = std::vector<std::vector<double>>;

// One run, one checkpoint, the given population per task.
CellData cellWith(const std::vector<Points>& tasks) {
  CellData c = made::cell(1, isize(tasks), 1);
  for (const Points& p : tasks) c.fronts.push_back(made::front(p));
  return c;
}

ProblemRecord problemWith(const std::vector<Points>& fronts) {
  ProblemRecord p = made::problem("M", isize(fronts), 2);
  for (std::size_t t = 0; t < fronts.size(); ++t) p.references[t].front = made::matrix(fronts[t]);
  return p;
}

TEST(MultiObjectiveMetrics, IgdPerTaskAverageAndDominatedPoints) {
  const ProblemRecord p = problemWith({{{0, 1}, {1, 0}}, {{0, 0}}});
  // Task 1: (0,2) and (3,0), distances 1 and 2; (5,5) is dominated. Task 2: (3,4): 5.
  const CellData c = cellWith({{{0, 2}, {5, 5}, {3, 0}}, {{3, 4}}});
  EXPECT_THAT(compute("IGD", p, {c}).values[0], ElementsAre(1.5, 5));
  EXPECT_THAT(compute("IGD-AV", p, {c}).values[0], ElementsAre(3.25));
  EXPECT_THAT(compute("IGD+", p, {c}).values[0], ElementsAre(1.5, 5));
  EXPECT_THAT(compute("IGDp", p, {cellWith({{{-1, 1}}, {{0, 0}}})}).values[0], ElementsAre(0.5, 0));
}

TEST(MultiObjectiveMetrics, InfeasiblePointsDoNotCount) {
  const ProblemRecord p = problemWith({{{0, 0}}});
  CellData c = cellWith({{{0, 0}, {3, 4}}});
  c.fronts[0].cv[0] = 1.0;
  EXPECT_THAT(compute("IGD", p, {c}).values[0], ElementsAre(5));
  c.fronts[0].cv[1] = 1.0;
  for (const char* name : {"IGD", "IGD+", "HV", "HV-RefPoint", "Spread"}) {
    EXPECT_THAT(compute(name, p, {c}).values[0], ElementsAre(IsNan())) << name;
  }
  // Without a reference front nothing is defined either, except what needs none.
  EXPECT_THAT(compute("IGD", made::problem("M", 1, 2), {cellWith({{{1, 1}}})}).values[0], ElementsAre(IsNan()));
}

TEST(MultiObjectiveMetrics, HypervolumeIsScaledByTheJointFront) {
  const ProblemRecord p = problemWith({{}});
  // Joint front (0,10) and (5,0) of both algorithms: ranges 5 and 10; the box is 1.1 of them.
  const std::vector<CellData> cells{cellWith({{{0, 10}}}), cellWith({{{5, 0}, {5.5, 11}}})};
  const double inner = 0.1 / 1.1;
  EXPECT_THAT(compute("HV", p, cells).values,
              ElementsAre(ElementsAre(DoubleNear(1.0 * inner, 1e-15)), ElementsAre(DoubleNear(inner * 1.0, 1e-15))));
  // A feasible point outside the box counts 0, not undefined.
  EXPECT_THAT(compute("HV", p, {cells[0], cells[1], cellWith({{{100, 100}}})}).values[2], ElementsAre(0));
  // A third algorithm that dominates both changes their values: the metric is relative.
  const auto moved = compute("HV", p, {cells[0], cells[1], cellWith({{{-5, -10}}})});
  EXPECT_THAT(moved.values[0], ElementsAre(0));
}

TEST(MultiObjectiveMetrics, HypervolumeOfAFlatJointFront) {
  // The joint front is one point. Whatever its magnitude, a run that attains it fills the box (but for the tenth that
  // the reference point adds), and one that is off by more than a millionth lies outside.
  const ProblemRecord p = problemWith({{}});
  for (const double scale : {1.0, 1e12, -1e12, 1e200}) {
    const std::vector<CellData> cells{cellWith({{{scale, scale}}}), cellWith({{{scale, scale + std::abs(scale)}}})};
    EXPECT_THAT(compute("HV", p, cells).values, ElementsAre(ElementsAre(DoubleNear(1.0, 1e-12)), ElementsAre(0)))
        << scale;
  }
}

TEST(MultiObjectiveMetrics, ExtremeObjectives) {
  const double most = std::numeric_limits<double>::max();
  const ProblemRecord p = problemWith({{{0, 1e200}, {1e200, 0}}});
  const std::vector<CellData> cells{cellWith({{{0, 2e200}, {3e200, 0}}}), cellWith({{{-most, most}, {most, -most}}})};
  const MetricOutput igd = compute("IGD", p, cells);
  EXPECT_NEAR(igd.at(0, 0, 0, 0) / 1.5e200, 1.0, 1e-12);
  EXPECT_EQ(igd.at(1, 0, 0, 0), most);
  EXPECT_NEAR(compute("IGD+", p, cells).at(0, 0, 0, 0) / 1.5e200, 1.0, 1e-12);
  const MetricOutput hv = compute("HV", p, cells);
  for (int a = 0; a < 2; ++a) {
    EXPECT_GE(hv.at(static_cast<std::size_t>(a), 0, 0, 0), 0.0);
    EXPECT_LE(hv.at(static_cast<std::size_t>(a), 0, 0, 0), 1.0);
  }
  const std::vector<CellData> one{cellWith({{{1e200, 3e200}, {2e200, 2e200}, {4e200, 0}}}),
                                  cellWith({{{0, 4e200}, {5e200, 5e200}}})};
  EXPECT_THAT(compute("Spread", p, one).values[0], ElementsAre(DoubleNear(1, 1e-14)));
}

TEST(MultiObjectiveMetrics, HypervolumeToTheReferencePoint) {
  ProblemRecord p = problemWith({{{0, 3}, {2, 0}}});  // largest values (2, 3)
  const CellData c = cellWith({{{1, 1}, {0, 2}, {2, 0}}});
  EXPECT_THAT(compute("HV-RefPoint", p, {c}).values[0], ElementsAre(1 * 2 + 1 * 1));
  p.references[0].hvReference = {3, 3};
  EXPECT_THAT(compute("HV-RefPoint", p, {c}).values[0], ElementsAre(2 * 2 + 1 * 1 + 1 * 1));
}

TEST(MultiObjectiveMetrics, CompetitiveMetricsMergeTheTasks) {
  const ProblemRecord p = problemWith({{{0, 1}, {2, 2}}, {{1, 0}}});  // (2,2) is dominated: reference (0,1), (1,0)
  const CellData c = cellWith({{{0, 2}}, {{3, 0}, {4, 4}}});
  EXPECT_THAT(compute("IGD-CMT", p, {c}).values[0], ElementsAre(1.5));
  EXPECT_THAT(compute("IGD+-CMT", p, {c}).values[0], ElementsAre(1.5));
  // Joint front (0,2), (3,0): both corners of the scaled box: 2 * (0.1/1.1) - (0.1/1.1)^2.
  const double inner = 0.1 / 1.1;
  EXPECT_THAT(compute("HV-CMT", p, {c}).values[0], ElementsAre(DoubleNear(2 * inner - inner * inner, 1e-15)));
  EXPECT_THAT(compute("Spread-CMT", p, {c}).values[0], ElementsAre(IsNan()));  // d_e = 0 and n = M
  ProblemRecord differing = p;
  differing.references[1].front = made::matrix({{1, 0, 0}});
  EXPECT_THROW(compute("IGD-CMT", differing, {c}), InputError);
}

TEST(MultiObjectiveMetrics, SpreadUsesTheJointExtremes) {
  const ProblemRecord p = problemWith({{}});
  const std::vector<CellData> cells{cellWith({{{1, 3}, {2, 2}, {4, 0}}}), cellWith({{{0, 4}, {5, 5}}})};
  // Extremes (0,4) and (4,0); see Indicators.SpreadByHand.
  EXPECT_THAT(compute("Spread", p, cells).values, ElementsAre(ElementsAre(DoubleNear(1, 1e-14)), ElementsAre(IsNan())));
}

TEST(MultiObjectiveMetrics, ScoresOfIgdAndHypervolume) {
  const ProblemRecord p = problemWith({{{0, 0}}, {{0, 0}}});
  // IGD: task 1 gives 1 and 3 (z = -+1/sqrt 2), task 2 gives 2 and 2 (0).
  const std::vector<CellData> cells{cellWith({{{1, 0}}, {{2, 0}}}), cellWith({{{3, 0}}, {{2, 0}}})};
  EXPECT_THAT(compute("IGD-MTS", p, cells).values, ElementsAre(ElementsAre(DoubleNear(-std::sqrt(0.5), 1e-15)),
                                                               ElementsAre(DoubleNear(std::sqrt(0.5), 1e-15))));
  EXPECT_THAT(compute("IGD+-MTS", p, cells, {{"variant", "mean"}}).values[0],
              ElementsAre(DoubleNear(-std::sqrt(0.5) / 2, 1e-15)));
  const auto hv = compute("HV-MTS", p, cells);  // task 1: the first algorithm has all of the box, the second none
  EXPECT_GT(hv.at(0, 0, 0, 0), hv.at(1, 0, 0, 0));
}

TEST(MultiObjectiveMetrics, AgreeWithTheReferenceImplementation) {
  // Final populations of the reference implementation with its own IGD and hypervolume of them. The populations are
  // stored with six digits, so that is how well the values can agree.
  const char* dir = std::getenv("TANDEM_REFERENCE_DIR");
  if (dir == nullptr || *dir == '\0') GTEST_SKIP() << "TANDEM_REFERENCE_DIR is not set: reference values not checked";
  const std::string folder = std::string(dir) + "/algorithms/CEC19_MTMO_CPLX1.quick/";
  int checked = 0;
  for (const char* algorithm : {"NSGA_II", "MO_MFEA", "RVEA"}) {
    std::ifstream populations(folder + algorithm + ".finalobjs.json");
    std::ifstream values(folder + algorithm + ".json");
    ASSERT_TRUE(populations && values) << folder << algorithm;
    const auto objectives = nlohmann::json::parse(populations);
    const auto& runs = objectives.is_array() ? objectives : objectives.begin().value();
    const auto expected = nlohmann::json::parse(values)["runs"];
    CellData c = made::cell(isize(expected), 2, 1);
    for (const auto& run : runs) {
      for (const auto& task : run) c.fronts.push_back(made::front(task.get<Points>()));
    }
    ASSERT_EQ(c.fronts.size(), 2 * expected.size());
    const MetricOutput hv = compute("HV", made::problem("M", 2, 2), {c});
    for (int r = 0; r < c.repetitions; ++r) {
      const auto& finalHv = expected[r]["final_hv"];
      for (int t = 0; t < 2; ++t) {
        if (finalHv[t].is_null()) continue;
        EXPECT_NEAR(hv.at(0, r, t, 0), finalHv[t].get<double>(), 1e-5) << algorithm;
        ++checked;
      }
    }
  }
  EXPECT_GE(checked, 20);
}

TEST(MultiObjectiveMetrics, IgdAndHvRefPointAgreeWithTheReferenceImplementation) {
  // As above, for every algorithm that is there, against the problem's own reference fronts.
  const char* dir = std::getenv("TANDEM_REFERENCE_DIR");
  if (dir == nullptr || *dir == '\0') GTEST_SKIP() << "TANDEM_REFERENCE_DIR is not set: reference values not checked";
  static const Catalogue catalogue = builtinCatalogue();
  const BuiltProblem built = buildProblem(catalogue, "CEC19-MTMO-CPLX1");
  ProblemRecord problem = made::problem("CEC19-MTMO-CPLX1", 2, 2);
  for (int t = 0; t < 2; ++t) problem.references[t] = built.problem->reference(t);
  int igds = 0;
  int volumes = 0;
  int positive = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(dir) + "/algorithms/CEC19_MTMO_CPLX1.quick")) {
    const std::string name = entry.path().filename().string();
    constexpr const char* kEnding = ".finalobjs.json";
    if (name.find(kEnding) == std::string::npos) continue;
    const std::string algorithm = name.substr(0, name.find(kEnding));
    std::ifstream populations(entry.path());
    std::ifstream values(entry.path().parent_path() / (algorithm + ".json"));
    const auto objectives = nlohmann::json::parse(populations);
    const auto& runs = objectives.is_array() ? objectives : objectives.begin().value();
    const auto expected = nlohmann::json::parse(values)["runs"];
    CellData c = made::cell(isize(expected), 2, 1);
    for (const auto& run : runs) {
      for (const auto& task : run) c.fronts.push_back(made::front(task.get<Points>()));
    }
    ASSERT_EQ(c.fronts.size(), 2 * expected.size()) << algorithm;
    const MetricOutput igd = compute("IGD", problem, {c});
    const MetricOutput hv = compute("HV-RefPoint", problem, {c});
    for (int r = 0; r < c.repetitions; ++r) {
      const auto& run = expected[r];
      for (int t = 0; t < 2; ++t) {
        const auto at = static_cast<std::size_t>(t);
        if (!run["final_igd"][at].is_null()) {
          const auto wanted = run["final_igd"][at].get<double>();
          EXPECT_NEAR(igd.at(0, r, t, 0), wanted, 2e-5 * wanted + 2e-6) << algorithm << ", run " << r << ", task " << t;
          ++igds;
        }
        if (!run["final_hv_refpoint"][at].is_null()) {
          const auto wanted = run["final_hv_refpoint"][at].get<double>();
          EXPECT_NEAR(hv.at(0, r, t, 0), wanted, 1e-5) << algorithm << ", run " << r << ", task " << t;
          ++volumes;
          positive += wanted > 0.0 ? 1 : 0;
        }
      }
    }
  }
  EXPECT_GE(igds, 100);
  EXPECT_GE(volumes, 100);
  EXPECT_GE(positive, 20) << "empty volumes say nothing";
}

}  // namespace
}  // namespace tandem
