// SPDX-License-Identifier: Apache-2.0
// The suites below against their recorded values, beyond reference.cpp: that each is complete, every single
// constraint, that a point's values do not depend on its batch, and the Pareto fronts.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "problems/real_world/pkacp.h"
#include "problems_support.h"
#include "tandem/catalogue.h"

namespace tandem {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr double kRelative = 1e-10;

/// Suite as registered here -> folder name in the recorded files.
const std::map<std::string, std::string> kSuites = {
    {"DTLZ", "DTLZ"},
    {"OPF-MTSO", "Optimal Power Flow"},
    {"OPF-MTMO", "Multiobjective Optimal Power Flow"},
    {"CEC17-MTMO", "CEC17-MTMO"},
    {"MTMO-Instance", "MTMO-Instance"},
    {"CEC19-MaTMO", "CEC19-MaTMO"},
    {"WCCI20-MaTMO", "WCCI20-MaTMO"},
    {"CEC21-MTMO-CPLX", "CEC21-MTMO-CPLX"},
    {"CEC19-MTMO-CPLX", "CEC19-MTMO-CPLX"},
    {"CEC06-CSO", "CEC06-CSO"},
    {"CMOMT", "Competitive-CMOMT"},
    {"CEC10-CSO", "CEC10-CSO"},
    {"CEC17-CSO", "CEC17-CSO"},
    {"CEC17-SO", "CEC17-SO"},
    {"CEC22-SO", "CEC22-SO"},
    {"CEC20-RWCO", "CEC20-RWCO"},
    {"SCP", "Sensor Coverage Problem"},
    {"MOSCP", "Multiobjective Sensor Coverage Problem"},
    {"SOPM-MTMO", "Multiobjective Synchronous Optimal Pulse-width Modulation"},
    {"PEPVM", "Parameter Extraction of Photovoltaic Models"},
};

/// Fronts that are not compared, with the reason.
struct Exemption {
  const char* problem;
  int task;
  const char* reason;
};
constexpr Exemption kExemptFronts[] = {
    {"CEC21-MTMO-CPLX1", 2, "recorded as a circle, but the recorded values of the task lie on f2 = 1 - f1^2"},
    {"CEC21-MTMO-CPLX2", 2, "recorded as f2 = 1 - f1^2, but the recorded values of the task lie on a circle"},
};
bool exempt(const std::string& problem, int task) {
  return std::any_of(std::begin(kExemptFronts), std::end(kExemptFronts),
                     [&](const Exemption& e) { return problem == e.problem && task == e.task; });
}

fs::path referenceDir() {
  const char* dir = std::getenv("TANDEM_REFERENCE_DIR");
  return dir != nullptr && *dir != '\0' ? fs::path(dir) / "problems" : fs::path();
}

double number(const json& value) {
  if (value.is_number()) return value.get<double>();
  const std::string text = value.get<std::string>();
  if (text == "NaN") return std::nan("");
  return text == "-Inf" ? -INFINITY : INFINITY;
}

std::vector<double> numbers(const json& value) {
  if (!value.is_array()) return {number(value)};
  std::vector<double> out;
  for (const json& v : value) out.push_back(number(v));
  return out;
}

::testing::AssertionResult close(double expected, double actual, double relative) {
  if (expected == actual || (std::isnan(expected) && std::isnan(actual))) return ::testing::AssertionSuccess();
  const double difference = std::abs(expected - actual);
  if (difference <= relative * std::abs(expected) + 1e-12) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "recorded " << expected << ", got " << actual << ", relative difference "
                                       << difference / std::abs(expected);
}

std::vector<json> recordings(const std::string& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& e : fs::directory_iterator(referenceDir())) {
    if (e.path().extension() == ".json") files.push_back(e.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<json> found;
  for (const fs::path& file : files) {
    std::ifstream in(file);
    json recording = json::parse(in);
    if (!recording.is_object() || !recording.contains("suite")) continue;
    const fs::path suite = recording["suite"].get<std::string>();
    if (std::find(suite.begin(), suite.end(), folder) != suite.end()) found.push_back(std::move(recording));
  }
  return found;
}

class SuiteReference : public ::testing::TestWithParam<std::pair<const std::string, std::string>> {
 protected:
  void SetUp() override {
    if (referenceDir().empty()) GTEST_SKIP() << "TANDEM_REFERENCE_DIR is not set: recorded values are not compared";
    for (const ProblemInfo& info : catalogue_.problems.all()) {
      if (info.suite == GetParam().first && info.needsData && test::OfficialData::get() == nullptr) {
        GTEST_SKIP() << "TANDEM_MTO_DATA_DIR is not set: recorded values are not compared";
      }
    }
    recordings_ = recordings(GetParam().second);
    ASSERT_FALSE(recordings_.empty());
  }
  BuiltProblem build(const json& recording) {
    const std::string name = recording["name"].get<std::string>();
    BuildRequest request{Instance::Official, {}};
    if (catalogue_.problems.find(name).needsData) request.dataDir = test::OfficialData::get()->folder.path();
    return buildProblem(catalogue_, name, {}, request);
  }
  const Catalogue& catalogue_ = test::builtins();
  std::vector<json> recordings_;
};

TEST_P(SuiteReference, EveryRecordedProblemIsRegisteredAndNoOther) {
  std::set<std::string> recorded;
  for (const json& r : recordings_) recorded.insert(r["name"].get<std::string>());
  std::set<std::string> registered;
  for (const ProblemInfo& info : catalogue_.problems.all()) {
    if (info.suite == GetParam().first) registered.insert(info.name);
  }
  EXPECT_EQ(recorded, registered);
}

TEST_P(SuiteReference, ObjectivesAndConstraints) {
  Workspace workspace;
  EvalContext context{workspace};
  int values = 0;
  for (const json& r : recordings_) {
    const std::string name = r["name"].get<std::string>();
    SCOPED_TRACE(name);
    const BuiltProblem built = build(r);
    for (const json& recorded : r["tasks"]) {
      const int t = recorded["task"].get<int>() - 1;
      SCOPED_TRACE(t + 1);
      const TaskInfo& task = built.problem->tasks()[t];
      const json& points = recorded["points"];
      const int n = isize(points);
      Matrix x(n, task.dim);
      Matrix objectives(n, task.objectives, -1.0);
      Matrix constraints(n, task.constraints, -1.0);
      for (int i = 0; i < n; ++i) {
        const std::vector<double> point = numbers(points[i]["x"]);
        ASSERT_EQ(isize(point), task.dim);
        std::copy(point.begin(), point.end(), x.row(i).begin());
      }
      built.problem->evaluate(t, x, objectives, constraints, context);
      for (int i = 0; i < n; ++i) {
        const json& point = points[i];
        const std::vector<double> f = numbers(point["obj"]);
        const std::vector<double> g = numbers(point["con"]);
        ASSERT_EQ(isize(f), task.objectives);
        for (int k = 0; k < task.objectives; ++k, ++values) {
          EXPECT_TRUE(close(f[k], objectives(i, k), kRelative)) << "point " << i << " objective " << k + 1;
        }
        if (task.constraints == 0) {
          EXPECT_EQ(g, std::vector<double>{0.0}) << "a constraint is missing";
          continue;
        }
        ASSERT_EQ(isize(g), task.constraints);
        for (int k = 0; k < task.constraints; ++k, ++values) {
          EXPECT_TRUE(close(g[k], constraints(i, k), kRelative)) << "point " << i << " constraint " << k + 1;
        }
      }
      // One row at a time gives the same bits as the batch.
      for (int i = 0; i < n; ++i) {
        Matrix one(1, task.objectives);
        Matrix oneCon(1, task.constraints);
        built.problem->evaluate(t, x.view().rowRange(i, 1), one, oneCon, context);
        for (int k = 0; k < task.objectives; ++k) EXPECT_EQ(one(0, k), objectives(i, k)) << "point " << i;
        for (int k = 0; k < task.constraints; ++k) EXPECT_EQ(oneCon(0, k), constraints(i, k)) << "point " << i;
      }
    }
  }
  RecordProperty("values", values);
  EXPECT_GT(values, 0);
}

TEST_P(SuiteReference, ParetoFronts) {
  for (const json& r : recordings_) {
    SCOPED_TRACE(r["name"].get<std::string>());
    if (!r.contains("optimum")) continue;
    const BuiltProblem built = build(r);
    for (const json& recorded : r["optimum"]) {
      const int t = recorded["task"].get<int>() - 1;
      if (exempt(r["name"].get<std::string>(), t + 1)) continue;
      SCOPED_TRACE(t + 1);
      const Reference reference = built.problem->reference(t);
      if (!reference.hvReference.empty()) {  // real-world problems: a reference point instead of a front
        EXPECT_EQ(reference.hvReference, numbers(recorded["first"][0]));
        continue;
      }
      const Matrix& front = reference.front;
      ASSERT_EQ(front.rows(), recorded["rows"].get<int>());
      ASSERT_EQ(front.cols(), recorded["cols"].get<int>());
      const auto expectRow = [&](int row, const std::vector<double>& expected) {
        for (int k = 0; k < front.cols(); ++k) {
          EXPECT_TRUE(close(expected[k], front(row, k), kRelative)) << "row " << row;
        }
      };
      for (std::size_t i = 0; i < recorded["first"].size(); ++i) {
        expectRow(static_cast<int>(i), numbers(recorded["first"][i]));
      }
      for (const json& sample : recorded["samples"]) expectRow(sample["row"].get<int>() - 1, numbers(sample["v"]));
      const std::vector<double> least = numbers(recorded["min"]);
      const std::vector<double> most = numbers(recorded["max"]);
      for (int k = 0; k < front.cols(); ++k) {
        double low = INFINITY;
        double high = -INFINITY;
        for (int i = 0; i < front.rows(); ++i) {
          low = std::min(low, front(i, k));
          high = std::max(high, front(i, k));
        }
        EXPECT_TRUE(close(least[k], low, kRelative)) << "least of column " << k + 1;
        EXPECT_TRUE(close(most[k], high, kRelative)) << "largest of column " << k + 1;
      }
    }
  }
}

TEST(Pkacp, ArmsOfTheRecordedLengthsAgree) {
  if (referenceDir().empty()) GTEST_SKIP() << "TANDEM_REFERENCE_DIR is not set: recorded values are not compared";
  const std::vector<json> found = recordings("Planar Kinematic Arm Control Problem");
  ASSERT_EQ(found.size(), 1U);
  const json& r = found[0];
  const int tasks = r["T"].get<int>();
  Matrix arms(tasks, 2);
  for (int t = 0; t < tasks; ++t) {
    for (int k = 0; k < 2; ++k) {
      arms(t, k) = number(r["task_para"][t][k]);
    }
  }
  const std::shared_ptr<const Problem> problem = prob::pkacp::makeProblem(arms, r["D"][0].get<int>(), 100);
  for (const json& recorded : r["tasks"]) {
    for (const json& point : recorded["points"]) {
      const std::vector<double> values = numbers(point["x"]);
      Matrix x(1, isize(values));
      std::copy(values.begin(), values.end(), x.values().begin());
      const test::Values result = test::evaluate(*problem, recorded["task"].get<int>() - 1, x);
      EXPECT_TRUE(close(numbers(point["obj"])[0], result.objectives(0, 0), kRelative));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Suites, SuiteReference, ::testing::ValuesIn(kSuites.begin(), kSuites.end()),
                         [](const auto& entry) {
                           std::string name = entry.param.first;
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace tandem
