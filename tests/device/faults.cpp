// SPDX-License-Identifier: Apache-2.0
// Experiments whose device is missing, or not the one they started with.
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli_program.h"
#include "device_support.h"

namespace tandem::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

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
  // Where there is no driver, the CPU does not quietly take over.
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
