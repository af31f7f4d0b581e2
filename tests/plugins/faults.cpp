// SPDX-License-Identifier: Apache-2.0
// What a plug-in, or a clock, can do to an experiment: the real program.
#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli_program.h"

namespace tandem::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kSound = TANDEM_TEST_PLUGINS "/sound";

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
          kSound,
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
  const std::vector<std::string> resume{"resume", file, "-j", "1", "-q", "--plugin-dir", kSound};
  EXPECT_GT(tandem(resume, "", crash).status, 128);
  EXPECT_EQ(runsOf(file)["finished"], 8);
  const Outcome resumed = tandem(resume);
  EXPECT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_EQ(exported(file), exported(reference));
}

INSTANTIATE_TEST_SUITE_P(Ways, Crash, testing::Values("segv", "abort"));

TEST(CrashedRun, IsNamedAndLeftOutWhereThatIsWanted) {
  const TemporaryFolder folder;
  const std::string file = folder.file("x.h5");
  const std::vector<std::string> crash{"TANDEM_TEST_CRASH=segv", "ASAN_OPTIONS=handle_segv=0",
                                       "TSAN_OPTIONS=handle_segv=0"};
  const Outcome crashed = tandem(experiment("Crash-Plugin", file), "", crash);
  EXPECT_GT(crashed.status, 128);
  // The fifth of six runs on the problem that comes first.
  EXPECT_THAT(crashed.err, AllOf(HasSubstr("crashed in 'Crash-Plugin' on '"), HasSubstr("repetition 5"),
                                 HasSubstr("--skip-crashed")));
  EXPECT_THAT(tandem({"info", file}).out, HasSubstr("repetition 5, with signal 11"));
  std::vector<std::string> resume{"resume", file, "-j", "1", "--skip-crashed", "--plugin-dir", kSound};
  const Outcome resumed = tandem(resume);
  EXPECT_EQ(resumed.status, 1) << resumed.err;
  EXPECT_THAT(resumed.err, AllOf(HasSubstr("repetition 5, crashed the last session with signal 11"),
                                 HasSubstr("recorded as failed")));
  EXPECT_EQ(runsOf(file)["finished"], 11);
  EXPECT_EQ(runsOf(file)["failed"], 1);
  EXPECT_THAT(tandem({"info", file}).out, HasSubstr("crashed the process with signal 11"));
  // It can be tried again later, and then nothing is left of the crash.
  resume.back() = kSound;
  resume[4] = "--retry-failed";
  EXPECT_EQ(tandem(resume).status, 0);
  EXPECT_EQ(runsOf(file)["finished"], 12);
  const std::string reference = folder.file("reference.h5");
  ASSERT_EQ(tandem(experiment("Crash-Plugin", reference)).status, 0);
  EXPECT_EQ(exported(file), exported(reference));
}

TEST(CrashedRun, IsDoneAgainOtherwise) {
  const TemporaryFolder folder;
  const std::string file = folder.file("x.h5");
  ASSERT_GT(tandem(experiment("Crash-Plugin", file), "",
                   {"TANDEM_TEST_CRASH=abort", "ASAN_OPTIONS=handle_segv=0", "TSAN_OPTIONS=handle_segv=0"})
                .status,
            128);
  const Outcome resumed = tandem({"resume", file, "-j", "1", "--plugin-dir", kSound});
  EXPECT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_THAT(resumed.err, AllOf(HasSubstr("signal 6"), HasSubstr("--skip-crashed leaves it out")));
  EXPECT_EQ(runsOf(file)["finished"], 12);
}

TEST(LoopWithoutContext, FailsAtItsTimeLimitAndTheOthersGoOn) {
  const TemporaryFolder folder;
  const std::string file = folder.file("x.h5");
  std::vector<std::string> words = experiment("Looping-Plugin", file);
  words.insert(words.end(), {"--time-limit", "2"});
  const Outcome outcome = tandem(words, "", {"TANDEM_TEST_LOOP=1"});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("exceeded its time limit of 2 seconds"), HasSubstr("'Looping-Plugin'"),
                                 HasSubstr("ends without waiting for it")));
  EXPECT_EQ(runsOf(file)["finished"], 11);
  EXPECT_EQ(runsOf(file)["failed"], 1);
  EXPECT_EQ(tandem({"verify", file}).status, 0);
}

TEST(LoopWithoutContext, DoesNotKeepTheProgramFromStopping) {
  const TemporaryFolder folder;
  const std::string file = folder.file("x.h5");
  Program program(experiment("Looping-Plugin", file), "", {"TANDEM_TEST_LOOP=1"});
  for (int i = 0; i < 600 && !std::filesystem::exists(file + ".parts/shards/00000001.runs"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  program.signal(SIGTERM);
  const auto start = std::chrono::steady_clock::now();
  const Outcome outcome = program.wait(60.0);
  EXPECT_EQ(outcome.status, 130) << outcome.err;
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
  EXPECT_THAT(outcome.err, HasSubstr(std::string("--plugin-dir ") + kSound)) << "the advice works as it stands";
  EXPECT_EQ(runsOf(file)["finished"], 1);
  const Outcome without = tandem({"resume", file, "-q"});
  EXPECT_EQ(without.status, 2);
  EXPECT_THAT(without.err, AllOf(HasSubstr("'Looping-Plugin' came from the plug-in looping.so"),
                                 HasSubstr("name its folder with --plugin-dir")));
  const Outcome resumed = tandem({"resume", file, "-q", "--plugin-dir", kSound});
  EXPECT_EQ(resumed.status, 0) << resumed.err;
}

TEST(FileSystemWithoutLocks, IsRefusedWithTheCureAndDoneWithout) {
  const TemporaryFolder folder;
  const std::string file = folder.file("x.h5");
  const std::vector<std::string> preload{"LD_PRELOAD=" TANDEM_TEST_PLUGINS "/no_locks.so",
                                         "ASAN_OPTIONS=verify_asan_link_order=0"};
  const Outcome refused = tandem(experiment("GA", file), "", preload);
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("Cannot lock '"), HasSubstr("No locks available"), HasSubstr("--no-lock")));
  EXPECT_FALSE(std::filesystem::exists(file + ".parts")) << "nothing is left behind";
  std::vector<std::string> words = experiment("GA", file);
  words.emplace_back("--no-lock");
  const Outcome done = tandem(words, "", preload);
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(tandem({"info", file}).out, HasSubstr("without a lock (--no-lock)"));
  words.emplace_back("--force");
  EXPECT_EQ(tandem(words, "", preload).status, 0);
}

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
  // And no run is said to have taken negative time, or years.
  const auto record = nlohmann::json::parse(tandem({"export", file, "--format", "json"}).out);
  for (const auto& run : record["runs"]) {
    EXPECT_GE(run["seconds"], 0.0);
    EXPECT_LT(run["seconds"], 1000.0);
  }
}

}  // namespace
}  // namespace tandem::test
