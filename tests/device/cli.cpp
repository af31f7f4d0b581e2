// SPDX-License-Identifier: Apache-2.0
// Devices on the command line, and what users read when something is wrong with one.
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli_program.h"
#include "device_support.h"

namespace tandem::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kPoint = "1,2,3,4,5\n";
const std::vector<std::string> kNoDriver = {"OCL_ICD_VENDORS=/nonexistent"};

std::vector<std::string> evaluation(const std::string& device) {
  return {"evaluate", "Rastrigin", "--param", "dim=5", "--device", device};
}
std::vector<std::string> smallRun(const std::string& file, const std::vector<std::string>& more = {}) {
  std::vector<std::string> words{
      "run", "-a", "GA", "-p", "CEC17-MTSO1-CI-HS", "-r",       "3", "-e", "600", "-n", "10", "-k",
      "4",   "-o", file, "-q", "--instance",        "synthetic"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

class DeviceCommands : public testing::Test {
 protected:
  void SetUp() override { TANDEM_NEEDS_DEVICE(); }
  TemporaryFolder folder;
  std::string file = folder.file("x.h5");
};

/// One line that says what is wrong, and nothing else.
void expectSentence(const Outcome& outcome, const std::string& part, const std::string& cure) {
  EXPECT_EQ(outcome.status, 2) << outcome.err;
  EXPECT_THAT(outcome.err, AllOf(HasSubstr(part), HasSubstr(cure)));
  EXPECT_THAT(outcome.out, IsEmpty());
}

TEST_F(DeviceCommands, ListNamesTheDevices) {
  const Outcome text = tandem({"list", "devices"});
  EXPECT_EQ(text.status, 0);
  EXPECT_THAT(text.out, AllOf(HasSubstr("opencl:0"), HasSubstr("double")));
  const auto records = nlohmann::json::parse(tandem({"list", "devices", "--format", "json"}).out);
  ASSERT_FALSE(records.empty());
  EXPECT_EQ(records[0]["device"], "opencl:0");
  EXPECT_GT(records[0]["MiB"].get<long>(), 0);
  EXPECT_THAT(tandem({"list", "devices", "--format", "csv"}).out, testing::StartsWith("device,name,vendor,version,"));
}

TEST_F(DeviceCommands, EvaluateAgrees) {
  const Outcome cpu = tandem(evaluation("cpu"), kPoint);
  const Outcome device = tandem(evaluation("opencl"), kPoint);
  EXPECT_EQ(device.status, 0) << device.err;
  EXPECT_NEAR(std::stod(device.out), std::stod(cpu.out), 1e-12 * std::stod(cpu.out));
}

TEST_F(DeviceCommands, WhatIsMissingIsSaid) {
  expectSentence(tandem(evaluation("opencl:7"), kPoint), "There is no device opencl:7", "tandem list devices");
  expectSentence(tandem(evaluation("gpu"), kPoint), "'gpu' is not a device", "opencl[:INDEX][:single]");
  expectSentence(tandem(evaluation("opencl"), kPoint, kNoDriver), "No OpenCL driver", "--device cpu");
  expectSentence(tandem({"evaluate", "CEC06-CSO1", "--device", "opencl"}, ""), "no OpenCL form", "--device-fallback");
  const Outcome none = tandem({"list", "devices"}, "", kNoDriver);
  EXPECT_EQ(none.status, 0);
  EXPECT_THAT(none.err, HasSubstr("No OpenCL driver"));
  // An experiment that cannot start leaves nothing behind.
  expectSentence(tandem(smallRun(file, {"--device", "opencl"}), "", kNoDriver), "No OpenCL driver", "--device cpu");
  EXPECT_FALSE(std::filesystem::exists(file + ".parts"));
}

TEST_F(DeviceCommands, TheCpuTakesOverOnlyIfAllowed) {
  std::vector<std::string> words = evaluation("opencl");
  words.emplace_back("--device-fallback");
  const Outcome outcome = tandem(words, kPoint, kNoDriver);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, tandem(evaluation("cpu"), kPoint).out);
  EXPECT_THAT(outcome.err, HasSubstr("evaluated by cpu (instead of opencl:0: No OpenCL driver"));
  ASSERT_EQ(tandem(smallRun(file, {"--device", "opencl", "--device-fallback"}), "", kNoDriver).status, 0);
  EXPECT_THAT(tandem({"info", file}).out, HasSubstr("cpu (instead of opencl:0: No OpenCL driver"));
}

TEST_F(DeviceCommands, ABrokenKernelIsOneSentence) {
  expectSentence(tandem(evaluation("opencl"), kPoint, {"TANDEM_DEVICE_FAULT=build"}), "The kernels cannot be built",
                 "use --device cpu");
}

TEST_F(DeviceCommands, MemoryThatRunsOutFailsTheRuns) {
  const Outcome outcome = tandem(smallRun(file, {"--device", "opencl"}), "", {"TANDEM_DEVICE_FAULT=memory:4"});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  const Outcome info = tandem({"info", file});
  EXPECT_THAT(info.out, AllOf(HasSubstr("3 failed"), HasSubstr("ran out of memory"), HasSubstr("--in-flight")));
  // Some other day the device is well again.
  ASSERT_EQ(tandem({"resume", file, "--retry-failed", "-q"}).status, 0);
  EXPECT_THAT(tandem({"info", file}).out, AllOf(HasSubstr("3 of 3 runs finished"), HasSubstr("opencl:0 (double), ")));
}

TEST_F(DeviceCommands, ADamagedBuildInTheCacheDoesNoHarm) {
  const std::vector<std::string> cache = {"XDG_CACHE_HOME=" + folder.file("cache")};
  const Outcome first = tandem(evaluation("opencl"), kPoint, cache);
  ASSERT_EQ(first.status, 0) << first.err;
  const std::filesystem::path builds = folder.path() / "cache/tandem/opencl";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(builds)) files.push_back(entry.path());
  ASSERT_EQ(files.size(), 1U);
  const std::string sound = readText(files[0]);
  for (const std::string& damaged : {sound.substr(0, sound.size() / 2), std::string(), std::string("rubbish"),
                                     sound.substr(0, sound.size() - 9) + "12345\0789"}) {
    writeText(files[0], damaged);
    const Outcome again = tandem(evaluation("opencl"), kPoint, cache);
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_EQ(again.out, first.out);
    // Built again, and what is kept now is used: the next start leaves it as it is. (Its size may differ from the first
    // one's: PoCL adds the code of kernels that have been used.)
    const std::string kept = readText(files[0]);
    EXPECT_NE(kept, damaged);
    EXPECT_EQ(tandem(evaluation("opencl"), kPoint, cache).out, first.out);
    EXPECT_EQ(readText(files[0]), kept);
  }
}

TEST_F(DeviceCommands, AnExperimentIsResumedWithItsDeviceOrAnother) {
  ASSERT_EQ(tandem(smallRun(file, {"--device", "opencl", "--in-flight", "2"})).status, 0);
  EXPECT_THAT(tandem({"info", file, "--spec"}).out, HasSubstr("device = \"opencl:0\""));
  const auto record = nlohmann::json::parse(tandem({"info", file, "--format", "json"}).out);
  ASSERT_EQ(record["devices"].size(), 1U);
  EXPECT_EQ(record["devices"].begin().value(), 3);
  const Outcome cost = tandem({"info", file, "--cost"});
  EXPECT_EQ(cost.status, 0);
  EXPECT_THAT(cost.out, AllOf(HasSubstr("evaluation"), HasSubstr("waiting"), HasSubstr("CEC17-MTSO1-CI-HS")));
}

}  // namespace
}  // namespace tandem::test
