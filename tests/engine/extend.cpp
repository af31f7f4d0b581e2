// SPDX-License-Identifier: Apache-2.0
#include "tandem/editing/extend.h"

#include <gmock/gmock.h>

#include "engine_fixture.h"

namespace tandem {
namespace {

using namespace testing;
using ::testing::AllOf;
using ::testing::HasSubstr;

class EngineExtend : public ::testing::Test {
 protected:
  TempFolder folder;
  Catalogue catalogue = testCatalogue();
  std::string file = folder / "small.h5";

  void run(const std::string& name, const std::vector<std::string>& algorithms,
           const std::vector<std::string>& problems, int repetitions) {
    ExperimentSpec spec = makeSpec(algorithms, problems, repetitions);
    spec.saveDecisions = true;
    (void)runExperiment(makePlan(spec, catalogue), folder / name, {.threads = 2});
  }
};

TEST_F(EngineExtend, MoreRepetitionsEqualTheLargerExperiment) {
  run("small.h5", {"MFEA", "GA"}, {"Toy-A", "Toy-B"}, 3);
  run("large.h5", {"MFEA", "GA"}, {"Toy-A", "Toy-B"}, 5);
  std::vector<RunRecord> before;
  for (const RunKey& key : allKeys(ResultFile(file).info())) before.push_back(ResultFile(file).run(key));
  extendResults(file, {.repetitions = 5}, catalogue);
  {
    const ResultFile wider(file);
    EXPECT_EQ(wider.missing().size(), 8U);
    EXPECT_TRUE(wider.verify().empty());
    // Those that were there already, times included.
    for (const RunRecord& r : before) expectEqual(wider.run({r.problem, r.algorithm, r.repetition}), r);
  }
  const EngineOutcome outcome = resumeExperiment(file, catalogue, "", {.threads = 2});
  EXPECT_EQ(outcome.finished, 8);
  EXPECT_EQ(outcome.skipped, 12);
  expectSameDatasets(folder / "large.h5", file);
  EXPECT_EQ(ResultFile(file).info().specification, ResultFile(folder / "large.h5").info().specification);
  for (const RunRecord& r : before) expectEqual(ResultFile(file).run({r.problem, r.algorithm, r.repetition}), r);
  EXPECT_FALSE(std::filesystem::exists(file + ".extended"));
}

TEST_F(EngineExtend, MoreAlgorithmsAndProblemsEqualTheLargerExperiment) {
  run("small.h5", {"MFEA"}, {"Toy-A"}, 2);
  run("large.h5", {"MFEA", "GA"}, {"Toy-A", "Toy-B"}, 3);
  // A problem that is already there is not added twice.
  extendResults(file, {.repetitions = 3, .algorithms = {{"GA", "", {}}}, .problems = {{"Toy-A", {}}, {"Toy-B", {}}}},
                catalogue);
  EXPECT_EQ(resumeExperiment(file, catalogue, "", {.threads = 2}).finished, 10);
  expectSameDatasets(folder / "large.h5", file);
}

TEST_F(EngineExtend, AnAlgorithmThatIsThereIsNotDoubledUnlessItDiffers) {
  run("small.h5", {"MFEA"}, {"Toy-A"}, 2);
  extendResults(file, {.algorithms = {{"MFEA", "", {}}, {"GA", "", {}}, {"MFEA", "wide", {{"rmp", "0.9"}}}}},
                catalogue);
  std::vector<std::string> aliases;
  const ResultFile extended(file);
  for (const AlgorithmRecord& a : extended.info().algorithms) aliases.push_back(a.alias);
  EXPECT_EQ(aliases, (std::vector<std::string>{"MFEA", "GA", "wide"}));
  // Another one under the same name.
  EXPECT_THAT(complaint([&] {
                extendResults(file, {.algorithms = {{"MFEA", "wide", {{"rmp", "0.8"}}}}}, catalogue);
              }),
              HasSubstr("Two algorithms are called 'wide'"));
}

TEST_F(EngineExtend, WhatCannotBeExtendedIsRefusedAndStays) {
  run("small.h5", {"MFEA"}, {"Toy-A"}, 2);
  const std::string before = readBytes(file);
  EXPECT_THAT(complaint([&] { extendResults(file, {.repetitions = 1}, catalogue); }), HasSubstr("cannot become 1"));
  EXPECT_THAT(complaint([&] { extendResults(file, {.repetitions = 2}, catalogue); }), HasSubstr("already"));
  EXPECT_THAT(complaint([&] { extendResults(file, {.problems = {{"Toy-Z", {}}}}, catalogue); }), HasSubstr("Toy-Z"));
  EXPECT_NE(complaint([&] { extendResults(file, {.algorithms = {{"MFEA", "", {}}}}, catalogue); }), "");
  catalogue = testCatalogue(500);
  EXPECT_THAT(complaint([&] { extendResults(file, {.repetitions = 4}, catalogue); }), HasSubstr("the budget"));
  catalogue = testCatalogue();
  EXPECT_THROW(extendResults(file, {.repetitions = 4}, catalogue, "", [](double) { return false; }), Cancelled);
  EXPECT_EQ(readBytes(file), before);
  EXPECT_FALSE(std::filesystem::exists(file + ".extended"));
  trimResults(file, folder / "six.h5", 0, parsePrecision("6"));
  EXPECT_THAT(complaint([&] { extendResults(folder / "six.h5", {.repetitions = 4}, catalogue); }),
              HasSubstr("reduced to 6 digits"));
}

TEST_F(EngineExtend, ResumeNamesTheCureOfTrimmedFiles) {
  run("small.h5", {"MFEA"}, {"Toy-A"}, 2);
  splitResults(file, SplitBy::Repetition);  // half of the runs are missing in each part
  for (const char* precision : {"6", "full, lean"}) {
    const std::string trimmed = folder / "trimmed.h5";
    trimResults(folder / "small-1.h5", trimmed, 0, parsePrecision(precision));
    EXPECT_THAT(complaint([&] { (void)resumeExperiment(trimmed, catalogue, "", {}); }),
                AllOf(HasSubstr(std::string("it was trimmed (precision: ") + precision),
                      HasSubstr("resume the full file and trim it again")));
    std::filesystem::remove(trimmed);
  }
}

TEST_F(EngineExtend, TrimmedFilesThatNoRunWouldFitAreRefused) {
  run("small.h5", {"MFEA"}, {"Toy-A"}, 2);  // ten checkpoints
  run("traced.h5", {"jDE"}, {"Toy-A"}, 2);
  const auto trimmed = [&](const std::string& from, int checkpoints, const std::string& precision = "") {
    const std::string name = folder / (from + "-" + std::to_string(checkpoints) + precision + ".h5");
    if (precision.empty()) {
      trimResults(folder / from, name, checkpoints);
    } else {
      trimResults(folder / from, name, checkpoints, parsePrecision(precision));
    }
    return from + "-" + std::to_string(checkpoints) + precision + ".h5";
  };
  const auto misfit = [&](const std::string& name) { return misfitOf(ResultFile(folder / name).info()); };
  const std::string four = trimmed("small.h5", 4);
  EXPECT_THAT(misfit(four), HasSubstr("4 of 10 checkpoints were kept, at which no run records"));
  EXPECT_THAT(complaint([&] { extendResults(folder / four, {.repetitions = 4}, catalogue); }),
              HasSubstr("extend the full file"));
  // Trimming on, splitting and merging do not make it fit; keeping the ends alone does.
  EXPECT_THAT(misfit(trimmed(four, 4, "6")), HasSubstr("4 of 10"));
  splitResults(folder / four, SplitBy::Repetition);
  mergeResults(folder / "merged.h5", {folder / "small.h5-4-1.h5", folder / "small.h5-4-2.h5"});
  EXPECT_THAT(misfit("merged.h5"), HasSubstr("4 of 10"));
  EXPECT_EQ(ResultFile(folder / "merged.h5").info().trimming, ResultFile(folder / four).info().trimming);
  EXPECT_EQ(misfit(trimmed(four, 2)), "");
  // A divisor is as good as recorded, except for traces: they are means since the checkpoint before.
  const std::string five = trimmed("small.h5", 5);
  EXPECT_EQ(misfit(five), "");
  extendResults(folder / five, {.repetitions = 4}, catalogue);
  const std::string traced = trimmed("traced.h5", 5);
  EXPECT_THAT(misfit(traced), HasSubstr("5 of 10 checkpoints were kept, with traces"));
  EXPECT_THAT(complaint([&] { extendResults(folder / traced, {.repetitions = 4}, catalogue); }), HasSubstr("traces"));
  // The methods without traces fit, and so does each by itself.
  run("both.h5", {"jDE", "GA"}, {"Toy-A"}, 2);
  splitResults(folder / trimmed("both.h5", 5), SplitBy::Algorithm);
  EXPECT_THAT(misfit("both.h5-5-jDE.h5"), HasSubstr("5 of 10"));
  EXPECT_EQ(misfit("both.h5-5-GA.h5"), "");
  extendResults(folder / "both.h5-5-GA.h5", {.repetitions = 3}, catalogue);
  // As many checkpoints, but others.
  run("other.h5", {"MFEA"}, {"Toy-B"}, 2);
  const std::string again = trimmed(trimmed("other.h5", 6), 4);
  EXPECT_THAT(misfit(again), HasSubstr("4 of 10"));
  EXPECT_THAT(complaint([&] {
                mergeResults(folder / "no.h5", {folder / four, folder / again});
              }),
              HasSubstr("the trimming of checkpoints is"));
  mergeResults(folder / "yes.h5", {folder / four, folder / trimmed("other.h5", 4)});
  EXPECT_EQ(misfit(trimmed("traced.h5", 10, "6")), "");
  EXPECT_EQ(misfit(trimmed(traced, 5, "6, lean")), "");
}

}  // namespace
}  // namespace tandem
