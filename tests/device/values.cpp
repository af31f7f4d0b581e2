// SPDX-License-Identifier: Apache-2.0
// Values from an OpenCL device against the CPU's and the recorded ones.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "device_support.h"
#include "problems_support.h"

namespace tandem::test {
namespace {

constexpr double kRelative = 1e-12;

bool agrees(double value, double expected, double relative) {
  return std::fabs(value - expected) <= relative * std::max(1.0, std::fabs(expected));
}

std::vector<double> valuesOf(const Problem& problem, int task, const Matrix& x) {
  const Values values = evaluate(problem, task, x);
  return {values.objectives.values().begin(), values.objectives.values().end()};
}

/// Random points of the box, its corners, and the minimiser if it is known.
Matrix pointsOf(const Problem& problem, int task, int random) {
  const TaskInfo& info = problem.tasks()[task];
  const std::vector<double> best = problem.reference(task).optimumPoint;
  Matrix x(random + 2 + (best.empty() ? 0 : 1), info.dim);
  Rng rng(hashText(info.name, static_cast<std::uint64_t>(task)));
  for (int j = 0; j < info.dim; ++j) {
    const auto at = static_cast<std::size_t>(j);
    for (int i = 0; i < random; ++i) x(i, j) = rng.uniform(info.lower[at], info.upper[at]);
    x(random, j) = info.lower[at];
    x(random + 1, j) = info.upper[at];
    if (!best.empty()) x(random + 2, j) = best[at];
  }
  return x;
}

std::vector<std::shared_ptr<const Problem>> problemsOf(const std::string& suite, std::vector<std::string>& names) {
  std::vector<std::shared_ptr<const Problem>> problems;
  for (const ProblemInfo& info : builtins().problems.all()) {
    if (info.suite != suite) continue;
    auto problem = buildProblem(builtins(), info.name, {}, {Instance::Synthetic, ""}).problem;
    if (!problem->deviceForm()) continue;
    names.push_back(info.name);
    problems.push_back(std::move(problem));
  }
  return problems;
}

class DeviceSuite : public testing::TestWithParam<std::string> {};

TEST_P(DeviceSuite, AgreesWithTheCpu) {
  TANDEM_NEEDS_DEVICE();
  std::vector<std::string> names;
  const auto problems = problemsOf(GetParam(), names);
  ASSERT_FALSE(problems.empty());
  const DeviceSession session({.opencl = true}, problems);
  for (std::size_t p = 0; p < problems.size(); ++p) {
    for (int t = 0; t < problems[p]->taskCount(); ++t) {
      const Matrix x = pointsOf(*problems[p], t, 3);
      const std::vector<double> expected = valuesOf(*problems[p], t, x);
      const std::vector<double> found = valuesOf(session.problem(p), t, x);
      for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_TRUE(agrees(found[i], expected[i], kRelative))
            << names[p] << " task " << t + 1 << " point " << i + 1 << ": " << found[i] << " instead of " << expected[i]
            << ", difference " << found[i] - expected[i];
      }
    }
  }
}

TEST_P(DeviceSuite, AgreesWithTheRecordedValues) {
  TANDEM_NEEDS_DEVICE();
  const std::string root = environment("TANDEM_REFERENCE_DIR");
  if (root.empty() || OfficialData::get() == nullptr) {
    GTEST_SKIP() << "TANDEM_REFERENCE_DIR or TANDEM_MTO_DATA_DIR is not set: recorded values are not compared";
  }
  int compared = 0;
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(root + "/problems")) files.push_back(entry.path());
  std::ranges::sort(files);
  for (const std::string& path : files) {
    // The files spell names their own way, which the registry understands.
    const std::string stem = std::filesystem::path(path).stem().string();
    if (!path.ends_with(".json") || !builtins().problems.contains(stem)) continue;
    const ProblemInfo& info = builtins().problems.find(stem);
    if (info.suite != GetParam()) continue;
    const BuiltProblem built =
        buildProblem(builtins(), info.name, {}, {Instance::Official, OfficialData::get()->folder.path()});
    if (!built.problem->deviceForm()) continue;
    const DeviceSession session({.opencl = true}, {built.problem});
    std::ifstream in(path);
    const nlohmann::json recorded = nlohmann::json::parse(in);
    for (const auto& task : recorded["tasks"]) {
      const int t = task["task"].get<int>() - 1;
      const TaskInfo& box = built.problem->tasks()[t];
      Matrix x(static_cast<int>(task["points"].size()), box.dim);
      for (int i = 0; i < x.rows(); ++i) {
        const auto point = task["points"][i]["x"].get<std::vector<double>>();
        for (std::size_t j = 0; j < point.size(); ++j) {
          x(i, static_cast<int>(j)) = std::clamp(point[j], box.lower[j], box.upper[j]);
        }
      }
      const std::vector<double> cpu = valuesOf(*built.problem, t, x);
      const std::vector<double> found = valuesOf(session.problem(0), t, x);
      for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& point = task["points"][i];
        const auto& objective = point[point.contains("obj_double") ? "obj_double" : "obj"];
        const double value = objective.is_array() ? objective[0].get<double>() : objective.get<double>();
        // The reference itself rounds differently from us, on any device.
        EXPECT_TRUE(agrees(found[i], value, 1e-10))
            << info.name << " task " << t + 1 << ": " << found[i] << ", " << value;
        EXPECT_TRUE(agrees(found[i], cpu[i], kRelative))
            << info.name << " task " << t + 1 << ": " << found[i] << ", " << cpu[i];
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 0) << "no recorded values of this suite were found";
  RecordProperty("compared", compared);
  std::cout << GetParam() << ": " << compared << " recorded values\n";
}

TEST(DeviceValues, SomeTasksOfAProblemAgreeWithThoseOfTheWhole) {
  TANDEM_NEEDS_DEVICE();
  const BuildRequest synthetic{Instance::Synthetic, ""};
  const auto whole = buildProblem(builtins(), "WCCI20-MaTSO1", {}, synthetic).problem;
  const auto some = buildProblem(builtins(), "WCCI20-MaTSO1", {{"tasks", "7|2|9-11"}}, synthetic).problem;
  ASSERT_EQ(some->taskCount(), 5);
  ASSERT_NE(some->deviceForm(), nullptr);
  EXPECT_EQ(some->deviceForm()->tasks.size(), 5U);
  const DeviceSession session({.opencl = true}, {some});
  const int places[] = {6, 1, 8, 9, 10};
  for (int t = 0; t < 5; ++t) {
    const Matrix x = pointsOf(*whole, places[t], 5);
    const std::vector<double> expected = valuesOf(*whole, places[t], x);
    const std::vector<double> found = valuesOf(session.problem(0), t, x);
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_TRUE(agrees(found[i], expected[i], kRelative))
          << "task " << t + 1 << " point " << i + 1 << ": " << found[i] << " instead of " << expected[i];
    }
  }
}

TEST(DeviceValues, ADescribedProblemAgreesWithTheCpu) {
  TANDEM_NEEDS_DEVICE();
  const std::string description =
      "name = \"D\"\nseed = 2\n[relation]\noverlap = 0.5\n[[task]]\nbase = [\"Ackley\", \"Rastrigin\", \"Elliptic\"]\n"
      "dim = 12\ncount = 3\nrotation = \"own\"\ncondition = 50\nbias = 3\n";
  const auto problem = buildProblem(builtins(), "Composed", {{"definition", description}}).problem;
  ASSERT_NE(problem->deviceForm(), nullptr);
  const DeviceSession session({.opencl = true}, {problem});
  for (int t = 0; t < 3; ++t) {
    const Matrix x = pointsOf(*problem, t, 5);
    const std::vector<double> expected = valuesOf(*problem, t, x);
    const std::vector<double> found = valuesOf(session.problem(0), t, x);
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_TRUE(agrees(found[i], expected[i], kRelative))
          << "task " << t + 1 << " point " << i + 1 << ": " << found[i] << " instead of " << expected[i];
    }
  }
  // Noise and constraints are the CPU's.
  const auto noisy = buildProblem(builtins(), "Composed", {{"definition", description + "noise = 0.1\n"}}).problem;
  EXPECT_EQ(noisy->deviceForm(), nullptr);
}

TEST(DeviceValues, EverySuiteWithAFormIsCompared) {
  std::set<std::string> with;
  std::set<std::string> without;
  for (const ProblemInfo& info : builtins().problems.all()) {
    if (info.explicitOnly) continue;  // programs of the user
    const auto problem = buildProblem(builtins(), info.name, {}, {Instance::Synthetic, ""}).problem;
    const auto form = problem->deviceForm();
    (form ? with : without).insert(info.suite);
    if (form) {
      EXPECT_EQ(form->tasks.size(), static_cast<std::size_t>(problem->taskCount())) << info.name;
    }
  }
  // Families of the same functions and construction as suites that are compared.
  for (const char* family : {"CEC17-10D-MTSO", "Scaling", "WCCI20-Augmented"})
    EXPECT_EQ(with.erase(family), 1U) << family;
  EXPECT_EQ(with, std::set<std::string>(kDeviceSuites.begin(), kDeviceSuites.end()));
  std::set<std::string> inPart;
  std::ranges::set_intersection(with, without, std::inserter(inPart, inPart.end()));
  EXPECT_EQ(inPart, std::set<std::string>{"STOP"});
}

INSTANTIATE_TEST_SUITE_P(Suites, DeviceSuite, testing::ValuesIn(kDeviceSuites), [](const auto& param) {
  std::string name = param.param;
  std::erase(name, '-');
  return name;
});

TEST(DeviceValues, DoNotDependOnWhatIsInTheSameLaunch) {
  TANDEM_NEEDS_DEVICE();
  const auto problem = buildProblem(builtins(), "WCCI20-MTSO7", {}, {Instance::Synthetic, ""}).problem;
  const auto other = buildProblem(builtins(), "LSMaTSO4", {{"tasks", "2"}}, {Instance::Synthetic, ""}).problem;
  const DeviceSession session({.opencl = true}, {problem, other});
  const Matrix x = pointsOf(*problem, 0, 75);
  const std::vector<double> together = valuesOf(session.problem(0), 0, x);
  for (int i = 0; i < x.rows(); i += 7) {
    Matrix one(1, x.cols());
    std::ranges::copy(x.row(i), one.row(0).begin());
    EXPECT_EQ(valuesOf(session.problem(0), 0, one)[0], together[i]) << i;
  }
  // Both tasks of both problems in one call, rows in reverse.
  Matrix reversed(x.rows(), x.cols());
  for (int i = 0; i < x.rows(); ++i) std::ranges::copy(x.row(x.rows() - 1 - i), reversed.row(i).begin());
  Matrix first(x.rows(), 1);
  Matrix second(x.rows(), 1);
  Workspace workspace;
  EvalContext context{workspace};
  const TaskBatch batches[] = {{1, x, second, {}}, {0, reversed, first, {}}};
  session.problem(0).evaluateTogether(batches, context);
  for (int i = 0; i < x.rows(); ++i) {
    EXPECT_EQ(first(i, 0), together[x.rows() - 1 - i]);
  }
  EXPECT_NE(second(0, 0), first(0, 0));
}

TEST(DeviceValues, SinglePrecisionOnlyWhenAskedForAndSaidSo) {
  TANDEM_NEEDS_DEVICE();
  const auto problem = buildProblem(builtins(), "CEC17-MTSO1-CI-HS", {}, {Instance::Synthetic, ""}).problem;
  const DeviceSession doubles({.opencl = true}, {problem});
  const DeviceSession singles({.opencl = true, .single = true}, {problem});
  EXPECT_NE(doubles.label(0).find("opencl:0 (double), "), std::string::npos) << doubles.label(0);
  EXPECT_NE(singles.label(0).find("opencl:0 (single), "), std::string::npos) << singles.label(0);
  const Matrix x = pointsOf(*problem, 1, 20);
  const std::vector<double> expected = valuesOf(*problem, 1, x);
  const std::vector<double> found = valuesOf(singles.problem(0), 1, x);
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_NEAR(found[i], expected[i], 1e-4 * std::fabs(expected[i]));
    EXPECT_EQ(found[i], static_cast<double>(static_cast<float>(found[i])));
  }
  EXPECT_NE(found, expected);
}

/// One task of `parts` times the same 100,000 variables.
class Long final : public Problem {
 public:
  explicit Long(int parts) : parts_(parts) {
    tasks_.push_back({.name = "Long",
                      .dim = kDim,
                      .lower = std::vector<double>(kDim, -1.0),
                      .upper = std::vector<double>(kDim, 1.0)});
  }
  void evaluate(int, ConstMatView, MatView, MatView, EvalContext&) const override {}
  [[nodiscard]] std::shared_ptr<const DeviceForm> deviceForm() const override {
    auto form = std::make_shared<DeviceForm>();
    form->library = buildProblem(builtins(), "Sphere").problem->deviceForm()->library;
    const std::vector<DevicePart> parts(static_cast<std::size_t>(parts_), {.function = 0, .dim = kDim});
    form->tasks.push_back({kDim, {}, {}, parts, 0.0});
    return form;
  }

 private:
  static constexpr int kDim = 100000;
  int parts_;
};

TEST(DeviceValues, ATaskThatCannotBeCountedInThirtyTwoBitsIsRefused) {
  TANDEM_NEEDS_DEVICE();
  EXPECT_NO_THROW(DeviceSession({.opencl = true}, {std::make_shared<Long>(3)}));
  try {
    const DeviceSession session({.opencl = true}, {std::make_shared<Long>(30000)});  // 3,000,000,000 numbers a row
    FAIL() << "accepted";
  } catch (const DeviceError& error) {
    EXPECT_NE(std::string(error.what()).find("too large for an OpenCL device"), std::string::npos) << error.what();
  }
}

TEST(DeviceChoices, ReadAndWritten) {
  for (const std::string text : {"cpu", "opencl:0", "opencl:3", "opencl:12:single"}) {
    EXPECT_EQ(deviceText(parseDevice(text, "here")), text);
  }
  EXPECT_EQ(deviceText(parseDevice("opencl", "here")), "opencl:0");
  EXPECT_EQ(deviceText(parseDevice("opencl:single", "here")), "opencl:0:single");
  for (const std::string text : {"", "gpu", "cpu:0", "opencl:", "opencl:-1", "opencl:x", "opencl::single",
                                 "opencl:1:double", "opencl:1:single:", "opencl:99999999999", "opencl:single:1"}) {
    EXPECT_THROW((void)parseDevice(text, "here"), InputError) << text;
  }
}

TEST(DeviceChoices, ProblemsWithoutAFormAreRefusedOrLeftToTheCpu) {
  TANDEM_NEEDS_DEVICE();
  const auto constrained = buildProblem(builtins(), "CEC06-CSO1").problem;
  const auto plain = buildProblem(builtins(), "CEC17-MTSO1-CI-HS", {}, {Instance::Synthetic, ""}).problem;
  EXPECT_THROW(DeviceSession({.opencl = true}, {plain, constrained}), DeviceError);
  const DeviceSession session({.opencl = true}, {plain, constrained}, {.fallback = true});
  EXPECT_TRUE(session.onDevice(0));
  EXPECT_FALSE(session.onDevice(1));
  EXPECT_EQ(&session.problem(1), constrained.get());
  EXPECT_NE(session.label(1).find("cpu (instead of opencl:0: "), std::string::npos) << session.label(1);
}

}  // namespace
}  // namespace tandem::test
