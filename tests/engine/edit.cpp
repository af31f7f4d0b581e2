// SPDX-License-Identifier: Apache-2.0
#include "engine_fixture.h"

namespace tandem {
namespace {

using namespace testing;

class EngineEdit : public ::testing::Test {
 protected:
  TempFolder folder;
  Catalogue catalogue = testCatalogue();
  std::string whole = folder / "whole.h5";

  std::string run(const std::string& name, const std::vector<std::string>& algorithms,
                  const std::vector<std::string>& problems, int checkpoints = 10, std::uint64_t seed = 7) {
    ExperimentSpec spec = makeSpec(algorithms, problems, 3);
    spec.checkpoints = checkpoints;
    spec.seed = seed;
    spec.saveDecisions = true;
    (void)runExperiment(makePlan(spec, catalogue), folder / name, {.threads = 2});
    return folder / name;
  }
};

TEST_F(EngineEdit, SplitPartsMergeToTheWhole) {
  run("whole.h5", {"MFEA", "GA"}, {"Toy-A", "Toy-B"});
  const std::string before = readBytes(whole);
  for (const SplitBy by : {SplitBy::Algorithm, SplitBy::Problem, SplitBy::Repetition}) {
    const std::vector<std::string> parts = splitResults(whole, by);
    ASSERT_EQ(parts.size(), by == SplitBy::Repetition ? 3U : 2U);
    for (const std::string& part : parts) {
      EXPECT_TRUE(ResultFile(part).verify().empty());
      EXPECT_EQ(ResultFile(part).missing().size(), by == SplitBy::Repetition ? 8U : 0U);
    }
    const std::string merged = folder / "merged.h5";
    mergeResults(merged, parts);
    expectSameDatasets(whole, merged);
    EXPECT_EQ(ResultFile(merged).info().specification, ResultFile(whole).info().specification);
    removeResults(merged);
    EXPECT_NE(complaint([&] { (void)splitResults(whole, by); }).find("exists"), std::string::npos);
    for (const std::string& part : parts) removeResults(part);
  }
  EXPECT_EQ(readBytes(whole), before);
  EXPECT_FALSE(std::filesystem::exists(whole + ".parts"));
}

TEST_F(EngineEdit, PartsAreNamedAfterThePartAndStayInTheFolder) {
  ExperimentSpec spec = makeSpec({"MFEA", "GA"}, {"Toy-A"}, 1);
  spec.algorithms[0].alias = "../../etc/passwd";
  spec.algorithms[1].alias = "MFEA (a=1)";
  (void)runExperiment(makePlan(spec, catalogue), whole, {});
  std::filesystem::create_directory(folder / "out");
  const std::vector<std::string> parts = splitResults(whole, SplitBy::Algorithm, folder / "out");
  EXPECT_EQ(parts, (std::vector<std::string>{folder / "out/whole-etc_passwd.h5", folder / "out/whole-MFEA_a=1.h5"}));
  for (const std::string& part : parts) EXPECT_TRUE(std::filesystem::is_regular_file(part));
}

TEST_F(EngineEdit, MergingSeparateExperimentsEqualsRunningThemTogether) {
  const std::string a = run("a.h5", {"MFEA"}, {"Toy-A", "Toy-B"});
  const std::string b = run("b.h5", {"GA"}, {"Toy-A", "Toy-B"});
  run("whole.h5", {"MFEA", "GA"}, {"Toy-A", "Toy-B"});
  mergeResults(folder / "merged.h5", {a, b});
  expectSameDatasets(whole, folder / "merged.h5");
  EXPECT_EQ(resumeExperiment(folder / "merged.h5", catalogue, "", {}).finished, 0);
}

TEST_F(EngineEdit, TheSameRunsMadeTwiceAreOne) {
  const std::string one = run("one.h5", {"MFEA"}, {"Toy-A"});
  mergeResults(folder / "merged.h5", {one, run("two.h5", {"MFEA"}, {"Toy-A"})});
  expectSameDatasets(one, folder / "merged.h5");
}

TEST_F(EngineEdit, MergingRefusesWhatDiffers) {
  const std::string a = run("a.h5", {"MFEA"}, {"Toy-A"});
  const std::string seed = run("seed.h5", {"GA"}, {"Toy-A"}, 10, 8);
  const std::string out = folder / "out.h5";
  std::string sentence = complaint([&] { mergeResults(out, {a, seed}); });
  EXPECT_NE(sentence.find("the seed is 7 in"), std::string::npos) << sentence;
  const std::string checkpoints = run("checkpoints.h5", {"GA"}, {"Toy-A"}, 5);
  sentence = complaint([&] { mergeResults(out, {a, checkpoints}); });
  EXPECT_NE(sentence.find("the number of checkpoints is 10 in"), std::string::npos) << sentence;
  catalogue = testCatalogue(500);
  const std::string budget = run("budget.h5", {"GA"}, {"Toy-A"});
  sentence = complaint([&] { mergeResults(out, {a, budget}); });
  EXPECT_NE(sentence.find("the budget of problem 'Toy-A' is 400"), std::string::npos) << sentence;
  EXPECT_NE(complaint([&] { mergeResults(a, {a}); }).find("exists"), std::string::npos);
  EXPECT_NE(complaint([&] { mergeResults(out, {}); }).find("nothing to merge"), std::string::npos);
  EXPECT_FALSE(resultsExist(out));
}

TEST_F(EngineEdit, DifferentResultsOfTheSameRunAreRefused) {
  const ExperimentInfo info = [] {
    ExperimentInfo i = makeInfo();
    ExperimentSpec spec = makeSpec({"MFEA", "GA"}, {"Single", "Multi"}, i.repetitions);
    i.specification = toToml(spec);
    return i;
  }();
  writeAll(folder / "a.h5", info);
  {
    ResultWriter writer(folder / "b.h5", info, false);
    std::vector<RunRecord> one{makeRecord(info, {1, 0, 2})};
    one[0].seconds += 5.0;
    writer.commit(one);
    writer.pack("");
  }
  mergeResults(folder / "good.h5", {folder / "a.h5", folder / "b.h5"});
  expectSameDatasets(folder / "a.h5", folder / "good.h5");
  {
    ResultWriter writer(folder / "c.h5", info, false);
    std::vector<RunRecord> one{makeRecord(info, {1, 0, 2})};
    one[0].fronts[3].cv.front() += 1e-9;
    writer.commit(one);
  }
  const std::string sentence = complaint([&] { mergeResults(folder / "bad.h5", {folder / "a.h5", folder / "c.h5"}); });
  EXPECT_NE(sentence.find("Repetition 3 of 'MFEA (rmp=0.5)' on 'Multi'"), std::string::npos) << sentence;
  EXPECT_FALSE(std::filesystem::exists(folder / "bad.h5"));
  EXPECT_FALSE(std::filesystem::exists(folder / "bad.h5.part"));
}

TEST_F(EngineEdit, TrimmedEqualsRecordedWithFewerCheckpoints) {
  for (const auto& [algorithm, problem] : {std::pair{"MFEA", "Toy-A"}, {"MO-MFEA", "Toy-MO"}}) {
    const std::string full = run(std::string(algorithm) + "20.h5", {algorithm}, {problem}, 20);
    for (const int wanted : {20, 10, 5, 2, 1}) {
      const std::string name = std::string(algorithm) + "-" + std::to_string(wanted);
      const std::string recorded = run(name + "-recorded.h5", {algorithm}, {problem}, wanted);
      const std::string trimmed = folder / (name + "-trimmed.h5");
      trimResults(full, trimmed, wanted);
      expectSameDatasets(recorded, trimmed);
    }
    EXPECT_NE(complaint([&] { trimResults(full, folder / "no.h5", 21); }).find("20 checkpoints"), std::string::npos);
    EXPECT_NE(complaint([&] { trimResults(full, folder / "no.h5", 0); }).find("0 cannot"), std::string::npos);
    trimResults(full, folder / (std::string(algorithm) + "-odd.h5"), 7);
    const ResultFile odd(folder / (std::string(algorithm) + "-odd.h5"));
    EXPECT_TRUE(odd.verify().empty());
    EXPECT_EQ(odd.run({0, 0, 0}).evaluations.back(), ResultFile(full).run({0, 0, 0}).evaluations.back());
  }
}

TEST_F(EngineEdit, ArrangedFilesHoldTheSameRunsInAnotherOrderUnderOtherNames) {
  run("whole.h5", {"MFEA", "GA"}, {"Toy-A", "Toy-B"});
  const std::string before = readBytes(whole);
  const std::string out = folder / "arranged.h5";
  arrangeResults(whole, out, {.problems = {1}, .algorithms = {1, 0}, .aliases = {"first", "MFEA"}});
  EXPECT_EQ(readBytes(whole), before);
  const ResultFile a(whole), b(out);
  ASSERT_EQ(b.info().algorithms.size(), 2U);
  EXPECT_EQ(b.info().algorithms[0].alias, "first");
  EXPECT_EQ(b.info().algorithms[0].name, "GA");
  ASSERT_EQ(b.info().problems.size(), 1U);
  EXPECT_EQ(b.info().problems[0].name, "Toy-B");
  EXPECT_TRUE(b.verify().empty());
  for (int r = 0; r < 3; ++r) {
    RunRecord x = a.run({1, 1, r});
    x.problem = x.algorithm = 0;
    expectEqual(x, b.run({0, 0, r}));
  }
  // The specification inside fits, so that the file can be resumed: nothing is missing.
  const EngineOutcome outcome = resumeExperiment(out, catalogue, "", {});
  EXPECT_EQ(outcome.skipped, 6);
}

TEST_F(EngineEdit, ArrangementsThatMakeNoSenseAreRefused) {
  run("whole.h5", {"MFEA", "GA"}, {"Toy-A"});
  const std::string out = folder / "out.h5";
  const auto refusal = [&](const Arrangement& a) { return complaint([&] { arrangeResults(whole, out, a); }); };
  EXPECT_NE(refusal({{0}, {}, {}}).find("No algorithm is left"), std::string::npos);
  EXPECT_NE(refusal({{0}, {0, 0}, {"a", "b"}}).find("chosen twice"), std::string::npos);
  EXPECT_NE(refusal({{1}, {0}, {"a"}}).find("no number 2"), std::string::npos);
  EXPECT_NE(refusal({{0}, {0, 1}, {"a", "a"}}).find("Two algorithms"), std::string::npos);
  EXPECT_NE(refusal({{0}, {0}, {" "}}).find("cannot be the name"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(EngineEdit, ACancelledJobLeavesNothing) {
  run("whole.h5", {"MFEA", "GA"}, {"Toy-A", "Toy-B"});
  double last = -1.0;
  int calls = 0;
  const Progress watch = [&](double done) {
    EXPECT_GE(done, last);
    EXPECT_LE(done, 1.0);
    last = done;
    return ++calls < 3;
  };
  EXPECT_THROW(trimResults(whole, folder / "out.h5", 5, watch), Cancelled);
  EXPECT_EQ(calls, 3);
  EXPECT_FALSE(std::filesystem::exists(folder / "out.h5"));
  EXPECT_FALSE(std::filesystem::exists(folder / "out.h5.part"));
  std::filesystem::create_directory(folder / "parts");
  calls = 0;
  last = -1.0;
  EXPECT_THROW((void)splitResults(whole, SplitBy::Algorithm, folder / "parts", watch), Cancelled);
  EXPECT_TRUE(std::filesystem::is_empty(folder / "parts"));
}

}  // namespace
}  // namespace tandem
