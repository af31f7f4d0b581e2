// SPDX-License-Identifier: Apache-2.0
// Evaluations paid for once are not paid for again: runs that were killed continue from their journals, with the same
// bytes.
#include "store/journal.h"

#include <sys/mount.h>

#include <cstring>
#include <iostream>
#include <set>

#include "engine_child.h"

namespace tandem {
namespace {

using namespace testing;

/// Tasks of 3 and 4 variables with noise and a constraint that take `microseconds` a point and log every evaluation.
class Metered : public Problem {
 public:
  struct Options {
    std::string log;
    int microseconds = 0;
    bool stateful = false;
    bool loads = true;
    bool together = false;
    std::int64_t failAt = -1;  ///< evaluation that fails
  };
  explicit Metered(Options options) : options_(std::move(options)) {
    for (const int dim : {3, 4}) {
      const auto d = static_cast<std::size_t>(dim);
      tasks_.push_back(
          {"m" + std::to_string(dim), dim, 1, 1, std::vector<double>(d, -5.0), std::vector<double>(d, 5.0), true});
    }
    defaultBudget_ = 400;
    defaultPopulation_ = 10;
    stochastic_ = true;
    journaled_ = true;
  }

  struct State final : ProblemState {
    explicit State(bool loadable) : loads(loadable) {}
    [[nodiscard]] std::vector<double> save(int task) const override { return {sum, static_cast<double>(task)}; }
    bool load(int task, std::span<const double> saved) override {
      if (task == 0) sum = saved[0];
      return loads && saved[1] == task;
    }
    double sum = 0.0;
    bool loads;
  };
  [[nodiscard]] std::unique_ptr<ProblemState> makeState() const override {
    return options_.stateful ? std::make_unique<State>(options_.loads) : nullptr;
  }
  [[nodiscard]] bool gathersTasks() const override { return options_.together; }

  void evaluate(int, ConstMatView x, MatView f, MatView g, EvalContext& ctx) const override {
    for (int i = 0; i < x.rows; ++i) {
      const std::uint64_t entry[2] = {ctx.noiseKey, static_cast<std::uint64_t>(ctx.firstEvaluation + i)};
      if (!options_.log.empty())
        std::ofstream(options_.log, std::ios::app).write(reinterpret_cast<const char*>(entry), 16);
      if (ctx.firstEvaluation + i == options_.failAt) throw Error("the simulator is on strike");
      if (options_.microseconds > 0) std::this_thread::sleep_for(std::chrono::microseconds(options_.microseconds));
      f(i, 0) = 0.1 * ctx.noise(i).uniform();
      for (const double v : x.row(i)) f(i, 0) += v * v;
      g(i, 0) = x(i, 0) - 1.0;
      if (ctx.state == nullptr) continue;
      auto& state = static_cast<State&>(*ctx.state);
      f(i, 0) += 1e-3 * state.sum;
      state.sum += x(i, 0);
    }
  }

 private:
  Options options_;
};

class MeteredBuilder final : public ProblemBuilder {
 public:
  explicit MeteredBuilder(Metered::Options options) : options_(std::move(options)) {}
  void params(ParamVisitor&) override {}
  [[nodiscard]] BuiltProblem build(const BuildRequest&) const override {
    return {std::make_shared<Metered>(options_), Instance::Synthetic, "metered"};
  }

 private:
  Metered::Options options_;
};

Catalogue catalogueWith(const Metered::Options& options) {
  Catalogue catalogue = testCatalogue();
  ProblemInfo info;
  info.name = "Metered";
  info.suite = "Toys";
  info.labels = MultiTask | Constrained | SingleObjective;
  info.make = [options] { return std::make_unique<MeteredBuilder>(options); };
  catalogue.problems.add(std::move(info));
  return catalogue;
}

Plan planOf(const Catalogue& catalogue) {
  ExperimentSpec spec = makeSpec({"MFEA"}, {"Metered"}, 4);
  spec.saveDecisions = true;
  return makePlan(spec, catalogue);
}

/// (run, number of the evaluation), as they were logged.
using Evaluations = std::vector<std::pair<std::uint64_t, std::uint64_t>>;
Evaluations logged(const std::string& log) {
  Evaluations all;
  std::istringstream in(readBytes(log));
  std::pair<std::uint64_t, std::uint64_t> entry;
  while (in.read(reinterpret_cast<char*>(&entry.first), 8) && in.read(reinterpret_cast<char*>(&entry.second), 8)) {
    all.push_back(entry);
  }
  return all;
}

std::string journalFolder(const std::string& file) {
  return file + ".parts/journals";
}

/// Stops the experiment once its runs have logged that many evaluations.
EngineOutcome runUntil(std::size_t evaluations, const Plan& plan, const std::string& file, const std::string& log,
                       EngineOptions options = {}) {
  RunControl control;
  options.control = &control;
  options.live = [&](const RunKey&, const LiveView&) {
    if (logged(log).size() >= evaluations) control.stop = true;
    // The stop takes a moment to reach the runs, which would be over by then.
    if (control.stop) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  };
  return runExperiment(plan, file, options);
}

class EngineJournal : public ::testing::Test {
 protected:
  /// The experiment without journals.
  std::string reference(const Metered::Options& options) {
    Metered::Options quiet = options;
    quiet.log.clear();
    quiet.microseconds = 0;
    quiet.failAt = -1;
    const Catalogue catalogue = catalogueWith(quiet);
    (void)runExperiment(planOf(catalogue), folder / "reference.h5",
                        {.threads = 1, .journal = Journal::Off, .force = true});
    return folder / "reference.h5";
  }
  /// Interrupts the experiment, resumes it, and counts what was evaluated twice.
  std::size_t evaluatedTwice(const Metered::Options& options, const EngineOptions& engine) {
    const Catalogue catalogue = catalogueWith(options);
    EXPECT_TRUE(runUntil(230, planOf(catalogue), file, options.log, engine).interrupted);
    outcome = resumeExperiment(file, catalogue, "", engine);
    expectSameDatasets(reference(options), file);
    const Evaluations all = logged(options.log);
    return all.size() - std::set(all.begin(), all.end()).size();
  }

  TempFolder folder;
  std::string file = folder / "x.h5";
  std::string log = folder / "log";
  EngineOutcome outcome;
};

TEST_F(EngineJournal, DISABLED_KillChild) {
  const std::string path = environmentText("TANDEM_CHILD_FILE");
  const Catalogue catalogue = catalogueWith({.log = environmentText("TANDEM_CHILD_LOG"), .microseconds = 200});
  const EngineOptions options{.threads = 3, .parallel = Parallel::Auto};
  if (resultsExist(path)) {
    (void)resumeExperiment(path, catalogue, "", options);
  } else {
    (void)runExperiment(planOf(catalogue), path, options);
  }
}

/// The evaluations that the journal of a run holds.
void addKept(const std::string& path, int repetition, std::set<std::pair<std::uint64_t, std::uint64_t>>& kept) {
  const std::string bytes = readBytes(path);
  if (bytes.size() < 40) return;
  store::JournalOwner owner{.experiment = 0, .key = {0, 0, repetition}, .evaluator = 0};
  std::memcpy(&owner.experiment, bytes.data() + 8, sizeof owner.experiment);
  std::memcpy(&owner.evaluator, bytes.data() + 24, sizeof owner.evaluator);
  const store::RunJournal journal(path, owner);
  // As run_impl.cpp derives it.
  const std::uint64_t stream = mix64(hashText("Metered", 7) ^ mix64(static_cast<std::uint64_t>(repetition)));
  const std::uint64_t noise = mix64(stream ^ hashText("evaluation noise"));
  for (std::int64_t i = 0; i < 1000; ++i) {
    if (journal.find(i) != nullptr) kept.emplace(noise, i);
  }
}

TEST_F(EngineJournal, KilledAtRandomMomentsNothingThatIsKeptIsEvaluatedAgain) {
  constexpr int kThreads = 3;
  constexpr int kMostInFlight = 20 * kThreads;  // the individuals of a batch in each run
  Rng rng(5);
  int killed = 0;
  std::size_t before = 0;                                   // logged before this child
  std::set<std::pair<std::uint64_t, std::uint64_t>> known;  // kept at the last kill
  for (bool finished = false; !finished;) {
    ASSERT_LT(killed, 200) << "the children never complete";
    Child child =
        spawnTest("EngineJournal.DISABLED_KillChild", {{"TANDEM_CHILD_FILE", file}, {"TANDEM_CHILD_LOG", log}});
    if (killed < 12) {
      std::this_thread::sleep_for(std::chrono::microseconds(static_cast<int>(30e3 + rng.uniform() * 60e3)));
      kill(child.pid, SIGKILL);
    }
    finished = child.wait();
    if (!finished) {
      ASSERT_TRUE(WIFSIGNALED(child.status)) << "the child failed by itself: " << child.status;
      ++killed;
    }
    const Evaluations all = std::filesystem::exists(log) ? logged(log) : Evaluations{};
    for (std::size_t i = before; i < all.size(); ++i) {
      EXPECT_FALSE(known.contains(all[i])) << "evaluation " << all[i].second << " was paid for twice";
    }
    known.clear();
    for (int r = 0; r < 4 && !finished; ++r) {
      const std::string path = store::journalPath(journalFolder(file), {0, 0, r});
      if (std::filesystem::exists(path)) addKept(path, r, known);
    }
    before = all.size();
  }
  expectSameDatasets(reference({}), file);
  EXPECT_GE(killed, 3);
  const Evaluations all = logged(log);
  const std::size_t twice = all.size() - std::set(all.begin(), all.end()).size();
  EXPECT_LE(twice, static_cast<std::size_t>(killed * kMostInFlight));
  std::cout << killed << " kills, " << all.size() << " evaluations, " << twice << " of them again\n";
}

TEST_F(EngineJournal, ResumedRunsAreTheSameBytesForAnyThreads) {
  for (const Parallel parallel : {Parallel::Runs, Parallel::Evaluations, Parallel::Auto}) {
    for (const int threads : {1, 3}) {
      const Metered::Options options{.log = log, .microseconds = 20};
      // Stopped between batches: nothing was in flight.
      EXPECT_EQ(evaluatedTwice(options, {.threads = threads, .parallel = parallel}), 0U);
      EXPECT_GT(outcome.replayed, 0);
      EXPECT_TRUE(outcome.notes.empty());
      EXPECT_FALSE(std::filesystem::exists(file + ".parts")) << "stored runs need no journal";
      removeResults(file);
      std::filesystem::remove(log);
    }
  }
}

TEST_F(EngineJournal, WithoutOneEverythingIsEvaluatedAgain) {
  EXPECT_GT(evaluatedTwice({.log = log}, {.threads = 1, .journal = Journal::Off}), 0U);
  EXPECT_EQ(outcome.replayed, 0);
}

TEST_F(EngineJournal, ProblemsWithAStateGoOnFromIt) {
  EXPECT_EQ(evaluatedTwice({.log = log, .stateful = true}, {.threads = 1}), 0U);
  EXPECT_GT(outcome.replayed, 0);
}

TEST_F(EngineJournal, AStateThatCannotBeTakenBackIsTold) {
  EXPECT_GT(evaluatedTwice({.log = log, .stateful = true, .loads = false}, {.threads = 1}), 0U);
  ASSERT_EQ(outcome.notes.size(), 1U);
  EXPECT_NE(outcome.notes[0].find("cannot be taken back"), std::string::npos) << outcome.notes[0];
}

TEST_F(EngineJournal, BatchesOfSeveralTasksInOneCallAreKeptToo) {
  EXPECT_EQ(evaluatedTwice({.log = log, .together = true}, {.threads = 1}), 0U);
  EXPECT_GT(outcome.replayed, 0);
}

TEST_F(EngineJournal, ForAProblemThatDoesNotAskForItOnlyIfTheUserDoes) {
  const Catalogue catalogue = testCatalogue();
  for (const Journal journal : {Journal::Auto, Journal::On}) {
    RunControl control;
    EngineOptions options{.threads = 1, .journal = journal, .control = &control};
    options.live = [&](const RunKey& key, const LiveView&) {
      if (key.repetition != 1) return;
      control.stop = true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    };
    const Plan plan = makePlan(makeSpec({"GA"}, {"Toy-A"}, 3), catalogue);
    EXPECT_TRUE(runExperiment(plan, file, options).interrupted);
    EXPECT_EQ(std::filesystem::exists(store::journalPath(journalFolder(file), {0, 0, 1})), journal == Journal::On);
    // Whoever resumes need not know.
    const EngineOutcome done = resumeExperiment(file, catalogue, "", {.threads = 1});
    EXPECT_EQ(done.replayed > 0, journal == Journal::On);
    removeResults(file);
  }
}

TEST_F(EngineJournal, OfAnotherExperimentIsRefusedAndLosesNothing) {
  const Catalogue catalogue = catalogueWith({.log = log});
  const Plan plan = planOf(catalogue);
  EXPECT_TRUE(runUntil(100, plan, file, log, {.threads = 1}).interrupted);
  const std::string own = store::journalPath(journalFolder(file), {0, 0, 0});
  ASSERT_TRUE(std::filesystem::exists(own));
  const std::string strange = store::journalPath(journalFolder(file), {0, 0, 1});
  std::filesystem::copy_file(own, strange);  // of another run
  try {
    (void)resumeExperiment(file, catalogue, "", {.threads = 1});
    FAIL() << "a journal of another run was taken";
  } catch (const InputError& e) {
    EXPECT_NE(std::string(e.what()).find("move it away"), std::string::npos) << e.what();
  }
  std::filesystem::remove(strange);
  EXPECT_GT(resumeExperiment(file, catalogue, "", {.threads = 1}).replayed, 0);
  expectSameDatasets(reference({}), file);
}

TEST_F(EngineJournal, OfAFailedRunStaysUntilTheRunIsTriedAgain) {
  const Catalogue striking = catalogueWith({.log = log, .failAt = 215});
  EXPECT_EQ(runExperiment(planOf(striking), file, {.threads = 1}).failed, 4);
  EXPECT_TRUE(std::filesystem::exists(file));
  EXPECT_FALSE(std::filesystem::exists(file + ".parts/experiment.h5"));
  const std::size_t before = logged(log).size();
  EXPECT_EQ(resumeExperiment(file, striking, "", {.threads = 1}).finished, 0);
  EXPECT_TRUE(std::filesystem::exists(journalFolder(file)));
  const EngineOutcome again = resumeExperiment(file, catalogueWith({.log = log}), "", {.threads = 1}, true);
  EXPECT_EQ(again.finished, 4);
  EXPECT_GE(again.replayed, 4 * 200);
  EXPECT_LE(logged(log).size() - before, 4U * 220U);
  EXPECT_FALSE(std::filesystem::exists(file + ".parts"));
  expectSameDatasets(reference({}), file);
}

TEST_F(EngineJournal, OfARunThatGoesAnotherWayIsLeftFromThere) {
  Catalogue catalogue = catalogueWith({.log = log});
  std::atomic<int> calls{0};
  addAlgorithm(catalogue, "Moody", [&](RunContext& ctx, double) {
    const int mood = ++calls;
    std::vector<Population> pops = op::initPerTask(ctx);
    while (ctx.running(pops)) {
      if (ctx.generation() > 3) (void)ctx.rng().derive(mood);
      if (ctx.generation() > 3 && mood > 1) (void)ctx.rng().uniform();
      pops = op::initPerTask(ctx);
    }
  });
  const Plan plan = makePlan(makeSpec({"Moody"}, {"Metered"}, 1), catalogue);
  EXPECT_TRUE(runUntil(150, plan, file, log, {.threads = 1}).interrupted);
  const EngineOutcome done = resumeExperiment(file, catalogue, "", {.threads = 1});
  EXPECT_EQ(done.finished, 1);
  EXPECT_EQ(done.failed, 0);
  EXPECT_EQ(done.replayed, 4 * 20);
  ASSERT_EQ(done.notes.size(), 1U);
  EXPECT_NE(done.notes[0].find("other points from evaluation 81 on"), std::string::npos) << done.notes[0];
}

TEST_F(EngineJournal, AFullDiskEndsTheExperimentAndKeepsWhatIsPaid) {
  const std::string disk = folder / "disk";
  std::filesystem::create_directory(disk);
  if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=256k") != 0) {
    GTEST_SKIP() << "no permission to mount a small file system: full disks are NOT tested";
  }
  const std::string small = disk + "/x.h5";
  const Catalogue catalogue = catalogueWith({.log = log});
  const Plan plan = planOf(catalogue);
  std::string sentence;
  EngineOptions options{.threads = 1};
  options.live = [&](const RunKey&, const LiveView&) {
    std::ofstream ballast(disk + "/ballast", std::ios::binary | std::ios::app);
    const std::string block(4096, 'x');
    while (ballast.write(block.data(), 4096).flush()) {
    }
  };
  try {
    (void)runExperiment(plan, small, options);
  } catch (const Error& e) {
    sentence = e.what();
  }
  EXPECT_NE(sentence.find("No space left"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find("journal"), std::string::npos) << sentence;
  EXPECT_EQ(mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=64m"), 0);
  const EngineOutcome done = resumeExperiment(small, catalogue, "", {.threads = 1});
  EXPECT_EQ(done.failed, 0);
  EXPECT_GT(done.replayed, 0);
  expectSameDatasets(reference({}), small);
  umount2(disk.c_str(), MNT_DETACH);
}

}  // namespace
}  // namespace tandem
