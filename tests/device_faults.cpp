// SPDX-License-Identifier: Apache-2.0
// Devices that are too small, missing, or another one than at the start.
#include <gmock/gmock.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli_program.h"
#include "device_support.h"

namespace tandem::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// ---- a device with less memory than the data need: PoCL reads its limit once, so this takes a process of its own ----

/// Two variables, turned by a matrix that is larger than what a device of 1 GB gives out at once.
class Huge final : public Problem {
 public:
  explicit Huge(int dim) : dim_(dim) {
    const auto size = static_cast<std::size_t>(dim);
    tasks_.push_back({.name = "Huge", .dim = dim, .lower = std::vector(size, -1.0), .upper = std::vector(size, 1.0)});
  }
  void evaluate(int, ConstMatView x, MatView objectives, MatView, EvalContext&) const override {
    for (int i = 0; i < x.rows; ++i) objectives(i, 0) = x(i, 0);
  }
  [[nodiscard]] std::shared_ptr<const DeviceForm> deviceForm() const override {
    auto form = std::make_shared<DeviceForm>();
    form->library = buildProblem(builtinCatalogue(), "Sphere").problem->deviceForm()->library;
    form->tasks.push_back({dim_, {}, {}, {{.function = 0, .dim = dim_, .rotation = Matrix(dim_, dim_)}}, 0.0});
    return form;
  }

 private:
  int dim_;
};

/// Says on stdout what happened; what the test below starts.
TEST(DeviceChild, DISABLED_OpensAProblemOf288MB) {
  const std::vector<std::shared_ptr<const Problem>> problems{std::make_shared<Huge>(6000)};
  try {
    const DeviceSession session({.opencl = true}, problems);
    std::printf("opened: %s\n", session.label(0).c_str());
  } catch (const DeviceError& error) {
    std::printf("refused: %s\n", error.what());
  }
  const DeviceSession session({.opencl = true}, problems, {.fallback = true});
  std::printf("allowed: %s\n", session.label(0).c_str());
  Matrix x(1, 6000, 0.25);
  Matrix value(1, 1);
  Workspace workspace;
  EvalContext context{workspace};
  session.problem(0).evaluate(0, x, value, {}, context);
  std::printf("value: %g\n", value(0, 0));
}

std::string childSays(const std::string& environment) {
  std::array<char, 4096> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size() - 1);
  if (length <= 0) return "no program";
  const std::string command = environment + " timeout 100 '" +
                              std::string(path.data(), static_cast<std::size_t>(length)) +
                              "' --gtest_also_run_disabled_tests --gtest_brief=1 --gtest_filter='DeviceChild.*' 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "no shell";
  std::string text;
  std::array<char, 4096> part{};
  while (std::fgets(part.data(), static_cast<int>(part.size()), pipe) != nullptr) text += part.data();
  pclose(pipe);
  return text;
}

TEST(DeviceFaults, DataThatDoNotFitAreOneSentenceOrTheCpus) {
  TANDEM_NEEDS_DEVICE();
  if (listDevices().front().platform != "Portable Computing Language")
    GTEST_SKIP() << "only PoCL's memory can be limited";
  if (listDevices().front().memory < (std::uint64_t{4} << 30)) GTEST_SKIP() << "this machine has less than 4 GB itself";
  const std::string small = childSays("POCL_MEMORY_LIMIT=1");
  EXPECT_THAT(small, HasSubstr("refused: The device opencl:0 ("));
  EXPECT_THAT(small, AllOf(HasSubstr("ran out of memory"), HasSubstr("fewer problems"), HasSubstr("--device cpu")));
  EXPECT_THAT(small, HasSubstr("allowed: cpu (instead of opencl:0: The device opencl:0 ("));
  EXPECT_THAT(small, HasSubstr("value: 0.25"));  // the CPU's
  // The same is no trouble for a larger one.
  const std::string large = childSays("POCL_MEMORY_LIMIT=");
  EXPECT_THAT(large, AllOf(HasSubstr("opened: opencl:0"), HasSubstr("allowed: opencl:0"), HasSubstr("value: 0\n")));
}

// ---- experiments ----

class DeviceExperiment : public testing::Test {
 protected:
  void SetUp() override { TANDEM_NEEDS_DEVICE(); }
  std::vector<std::string> words(const std::vector<std::string>& more) const {
    std::vector<std::string> all{"run", "-a", "MFEA", "-p", "CEC17-MTSO1-CI-HS", "-r",        "3",  "-e", "600", "-n",
                                 "10",  "-k", "4",    "-q", "--instance",        "synthetic", "-o", file};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  [[nodiscard]] nlohmann::json info() const {
    return nlohmann::json::parse(tandem({"info", file, "--format", "json"}).out);
  }
  /// The values of the first run, exact.
  [[nodiscard]] std::string firstRun() const {
    const std::string all = tandem({"export", file, "--format", "csv"}).out;
    std::string first;
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = all.find('\n', at);
      const std::string line = all.substr(at, end - at);
      // problem,task,algorithm,repetition,...
      if (line.find(",MFEA,1,") != std::string::npos) first += line + "\n";
      at = end + 1;
    }
    return first;
  }
  TemporaryFolder folder;
  std::string file = folder.file("x.h5");
};

TEST_F(DeviceExperiment, ADeviceThatIsNotThereIsRefusedBeforeAnythingIsWritten) {
  const Outcome outcome = tandem(words({"--device", "opencl:9"}));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("There is no device opencl:9"));
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_FALSE(std::filesystem::exists(file + ".parts"));
  const Outcome broken = tandem(words({"--device", "opencl"}), "", {"TANDEM_DEVICE_FAULT=build"});
  EXPECT_EQ(broken.status, 2);
  EXPECT_THAT(broken.err, HasSubstr("The kernels cannot be built"));
  EXPECT_FALSE(std::filesystem::exists(file + ".parts"));
}

TEST_F(DeviceExperiment, ResumedOnAnotherDeviceItSaysSoAndSoDoesEveryRun) {
  ASSERT_EQ(tandem(words({"--shard", "1/3"})).status, 0);
  const std::string before = firstRun();
  ASSERT_THAT(before, HasSubstr(",MFEA,1,"));

  // A device that does not exist changes nothing.
  const Outcome missing = tandem({"resume", file, "-q", "--device", "opencl:9"});
  EXPECT_EQ(missing.status, 2);
  EXPECT_THAT(missing.err, HasSubstr("There is no device opencl:9"));
  EXPECT_EQ(info()["runs"]["missing"], 2);

  const Outcome other = tandem({"resume", file, "-q", "--shard", "2/3", "--device", "opencl"});
  EXPECT_EQ(other.status, 0) << other.err;
  EXPECT_THAT(other.err, AllOf(HasSubstr("the specification says cpu"), HasSubstr("evaluated by opencl:0")));
  const Outcome same = tandem({"resume", file, "-q"});
  EXPECT_EQ(same.status, 0) << same.err;
  EXPECT_EQ(same.err, "");

  const nlohmann::json devices = info()["devices"];
  ASSERT_EQ(devices.size(), 2U) << devices;
  for (const auto& [name, runs] : devices.items()) {
    if (name == "cpu") {
      EXPECT_EQ(runs, 2);
    } else {
      EXPECT_THAT(name, StartsWith("opencl:0 (double), "));
      EXPECT_EQ(runs, 1);
    }
  }
  EXPECT_EQ(firstRun(), before);
  EXPECT_THAT(tandem({"info", file}).out, AllOf(HasSubstr("opencl:0 (double)"), HasSubstr("cpu")));
  EXPECT_EQ(tandem({"verify", file}).status, 0);
}

TEST_F(DeviceExperiment, BegunOnADeviceItGoesOnThereUnlessToldOtherwise) {
  ASSERT_EQ(tandem(words({"--shard", "1/3", "--device", "opencl"})).status, 0);
  // Where there is no driver, it is not quietly the CPU.
  const Outcome alone = tandem({"resume", file, "-q"}, "", {"OCL_ICD_VENDORS=/nonexistent"});
  EXPECT_EQ(alone.status, 2);
  EXPECT_THAT(alone.err, HasSubstr("No OpenCL driver"));
  const Outcome same = tandem({"resume", file, "-q", "--shard", "2/3"});
  EXPECT_EQ(same.status, 0) << same.err;
  EXPECT_EQ(same.err, "");
  const Outcome other = tandem({"resume", file, "-q", "--device", "cpu"}, "", {"OCL_ICD_VENDORS=/nonexistent"});
  EXPECT_EQ(other.status, 0) << other.err;
  EXPECT_THAT(other.err, AllOf(HasSubstr("the specification says opencl:0"), HasSubstr("evaluated by cpu")));
  EXPECT_EQ(info()["devices"]["cpu"], 1);
  EXPECT_EQ(info()["devices"].size(), 2U);
}

}  // namespace
}  // namespace tandem::test
