// SPDX-License-Identifier: Apache-2.0
// What a plug-in, or a clock, can do to an experiment: the real program.
#include <gmock/gmock.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "cli_program.h"

namespace tandem::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::vector<std::string> experiment(const std::string& algorithm, const std::string& file) {
  return {"run",
          "-a",
          algorithm,
          "-p",
          "Sphere:dim=4,Rastrigin:dim=3",
          "-r",
          "6",
          "-e",
          "500",
          "-n",
          "10",
          "-k",
          "4",
          "-j",
          "1",
          "-q",
          "--plugin-dir",
          TANDEM_TEST_PLUGINS "/sound",
          "-o",
          file};
}

nlohmann::json runsOf(const std::string& file) {
  const Outcome info = tandem({"info", file, "--format", "json"});
  EXPECT_EQ(info.status, 0) << info.err;
  return nlohmann::json::parse(info.out)["runs"];
}

std::string exported(const std::string& file) {
  const Outcome outcome = tandem({"export", file, "--format", "csv"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return outcome.out;
}

class Crash : public testing::TestWithParam<const char*> {};

TEST_P(Crash, OfAPluginLosesNoFinishedRun) {
  const TemporaryFolder folder;
  const std::string reference = folder.file("reference.h5");
  const std::string file = folder.file("x.h5");
  ASSERT_EQ(tandem(experiment("Crash-Plugin", reference)).status, 0);
  const std::string how = std::string("TANDEM_TEST_CRASH=") + GetParam();
  // A sanitizer would turn the signal into an exit status of its own.
  const std::vector<std::string> crash{how, "ASAN_OPTIONS=handle_segv=0", "TSAN_OPTIONS=handle_segv=0"};
  const Outcome crashed = tandem(experiment("Crash-Plugin", file), "", crash);
  EXPECT_GT(crashed.status, 128) << crashed.err;
  EXPECT_EQ(runsOf(file)["finished"], 4);
  EXPECT_EQ(runsOf(file)["failed"], 0);
  EXPECT_EQ(tandem({"verify", file}).status, 0);
  const std::vector<std::string> resume{"resume", file, "-j", "1", "-q", "--plugin-dir", TANDEM_TEST_PLUGINS "/sound"};
  EXPECT_GT(tandem(resume, "", crash).status, 128);
  EXPECT_EQ(runsOf(file)["finished"], 8);
  const Outcome resumed = tandem(resume);
  EXPECT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_EQ(exported(file), exported(reference));
}

INSTANTIATE_TEST_SUITE_P(Ways, Crash, testing::Values("segv", "abort"));

TEST(ClockJumps, ChangeNeitherResultsNorTimeLimits) {
  const TemporaryFolder folder;
  const std::string reference = folder.file("reference.h5");
  const std::string file = folder.file("x.h5");
  ASSERT_EQ(tandem(experiment("GA", reference)).status, 0);
  std::vector<std::string> words = experiment("GA", file);
  // Less than a jump, more than any run takes.
  words.insert(words.end(), {"--time-limit", "1000"});
  const Outcome outcome = tandem(words, "",
                                 {"LD_PRELOAD=" TANDEM_TEST_PLUGINS "/clock_jumps.so",
                                  // A sanitizer insists on being the first library of all.
                                  "ASAN_OPTIONS=verify_asan_link_order=0"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(runsOf(file)["finished"], 12);
  EXPECT_EQ(exported(file), exported(reference));
  // It did jump: an experiment that starts or ends decades away from the other.
  const auto year = [](const std::string& path, const char* when) {
    const Outcome info = tandem({"info", path, "--format", "json"});
    return std::stoi(nlohmann::json::parse(info.out)[when].get<std::string>().substr(0, 4));
  };
  EXPECT_GE(std::abs(year(file, "started") - year(reference, "started")), 15);
  // And no run is said to have taken a negative time, or years.
  const auto record = nlohmann::json::parse(tandem({"export", file, "--format", "json"}).out);
  for (const auto& run : record["runs"]) {
    EXPECT_GE(run["seconds"], 0.0);
    EXPECT_LT(run["seconds"], 1000.0);
  }
}

}  // namespace
}  // namespace tandem::test
