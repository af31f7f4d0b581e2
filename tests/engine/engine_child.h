// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <sstream>

#include "engine_fixture.h"

extern char** environ;  // NOLINT(readability-redundant-declaration)

/// Runs an experiment in a process of its own, so that it can be killed. The child is the test program itself, asked
/// for a disabled test; the environment tells it what to do.
namespace tandem::testing {

struct Child {
  pid_t pid = -1;
  int status = 0;
  rusage usage{};
  /// Waits; true if it exited on its own, successfully.
  bool wait() {
    EXPECT_EQ(wait4(pid, &status, 0, &usage), pid);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
};

inline Child spawnTest(const std::string& test, const std::map<std::string, std::string>& environment) {
  std::vector<std::string> texts;
  for (char** entry = environ; *entry != nullptr; ++entry) texts.emplace_back(*entry);
  for (const auto& [name, value] : environment) texts.push_back(name + "=" + value);
  std::vector<char*> env;
  for (std::string& text : texts) env.push_back(text.data());
  env.push_back(nullptr);
  std::vector<std::string> words{"/proc/self/exe", "--gtest_also_run_disabled_tests", "--gtest_filter=" + test,
                                 "--gtest_brief=1"};
  std::vector<char*> args;
  for (std::string& word : words) args.push_back(word.data());
  args.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  Child child;
  EXPECT_EQ(posix_spawn(&child.pid, "/proc/self/exe", &actions, nullptr, args.data(), env.data()), 0);
  posix_spawn_file_actions_destroy(&actions);
  return child;
}

inline std::string environmentText(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

/// Appends each finished run to a log, as a user would see it reported.
class Reporter final : public Observer {
 public:
  explicit Reporter(const std::string& log) : log_(open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666)) {}
  ~Reporter() override { close(log_); }
  void finished(const RunKey& key, RunStatus, const std::string&, double) override {
    const std::string line =
        std::to_string(key.problem) + " " + std::to_string(key.algorithm) + " " + std::to_string(key.repetition) + "\n";
    if (write(log_, line.data(), line.size()) < 0) std::abort();
  }
  static std::vector<RunKey> read(const std::string& log) {
    std::vector<RunKey> keys;
    std::istringstream in(readBytes(log));
    RunKey key;
    while (in >> key.problem >> key.algorithm >> key.repetition) keys.push_back(key);
    return keys;
  }

 private:
  int log_;
};

/// What the child of the kill test does: starts or continues the experiment.
inline Plan killPlan(const Catalogue& catalogue) {
  ExperimentSpec spec = makeSpec({"MFEA", "GA", "Random"}, {"Toy-A", "Toy-B"}, 8);
  spec.saveDecisions = true;
  return makePlan(spec, catalogue);
}

inline void killChildMain() {
  const std::string file = environmentText("TANDEM_CHILD_FILE");
  const Catalogue catalogue = testCatalogue();
  Reporter reporter(environmentText("TANDEM_CHILD_LOG"));
  EngineOptions options{.threads = 4, .observer = &reporter};
  options.live = [](const RunKey&, const LiveView&) { std::this_thread::sleep_for(std::chrono::microseconds(200)); };
  if (resultsExist(file)) {
    (void)resumeExperiment(file, catalogue, "", options);
  } else {
    (void)runExperiment(killPlan(catalogue), file, options);
  }
}

/// Kills children at random moments, `kills` times; after every kill all that was reported must be there, intact.
/// Each completed experiment must equal the undisturbed one.
inline void killAndResume(int kills, const std::string& childTest, std::uint64_t seed) {
  const TempFolder folder;
  const std::string file = folder / "x.h5";
  const std::string log = folder / "log";
  const std::string reference = folder / "reference.h5";
  const Catalogue catalogue = testCatalogue();
  const Plan plan = killPlan(catalogue);
  (void)runExperiment(plan, reference, {.threads = 2});
  Rng rng(seed);
  int done = 0;
  int killed = 0;
  int completed = 0;
  while (killed < kills || completed == 0) {
    ASSERT_LT(++done, 50 * kills + 50) << "the children never complete";
    Child child = spawnTest(childTest, {{"TANDEM_CHILD_FILE", file}, {"TANDEM_CHILD_LOG", log}});
    if (killed < kills) {
      std::this_thread::sleep_for(std::chrono::microseconds(static_cast<int>(rng.uniform() * 400e3)));
      kill(child.pid, SIGKILL);
    }
    const bool finished = child.wait();
    if (!finished) {
      ASSERT_TRUE(WIFSIGNALED(child.status)) << "the child failed by itself: " << child.status;
      ++killed;
    }
    const std::vector<RunKey> reported = Reporter::read(log);
    if (!resultsExist(file)) {
      ASSERT_TRUE(reported.empty());
      continue;
    }
    const ResultFile results(file);
    for (const RunKey& key : reported) ASSERT_EQ(results.status(key), RunStatus::Finished) << "a run was lost";
    ASSERT_EQ(results.verify(), std::vector<std::string>());
    if (!finished) continue;
    ++completed;
    ASSERT_EQ(results.missing().size(), 0U);
    expectSameDatasets(reference, file);
    removeResults(file);
    std::filesystem::remove(log);
  }
}

}  // namespace tandem::testing
