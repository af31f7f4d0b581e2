// SPDX-License-Identifier: Apache-2.0
#include "tandem/editing/reproduce.h"

#include <gmock/gmock.h>

#include <cmath>
#include <functional>
#include <map>

#include "engine_fixture.h"
#include "store/columns.h"

namespace tandem {
namespace {

using namespace testing;

class EngineReproduce : public ::testing::Test {
 protected:
  TempFolder folder;
  Catalogue catalogue = testCatalogue();
  std::string file = folder / "whole.h5";

  void make(int repetitions = 3) {
    ExperimentSpec spec = makeSpec({"MFEA", "GA"}, {"Toy-A", "Toy-B"}, repetitions);
    spec.saveDecisions = true;
    (void)runExperiment(makePlan(spec, catalogue), file, {.threads = 2});
  }
  [[nodiscard]] Reproduction again(double share = 1.0, ReproduceOptions options = {}) const {
    return reproduceRuns(file, sampleRuns(ResultFile(file), share), catalogue, "", options);
  }
  /// Changes one byte of one value, as a disk or a person might.
  void change(const std::string& dataset, const std::vector<hsize_t>& place) const {
    const hid_t h5 = H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    const hid_t values = H5Dopen2(h5, dataset.c_str(), H5P_DEFAULT);
    ASSERT_GE(values, 0) << dataset;
    const hid_t space = H5Dget_space(values);
    const std::vector<hsize_t> one(place.size(), 1);
    ASSERT_GE(H5Sselect_hyperslab(space, H5S_SELECT_SET, place.data(), nullptr, one.data(), nullptr), 0);
    const hsize_t single = 1;
    const hid_t memory = H5Screate_simple(1, &single, nullptr);
    double value = 0.0;
    ASSERT_GE(H5Dread(values, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, &value), 0);
    reinterpret_cast<unsigned char*>(&value)[0] ^= 1U;
    ASSERT_GE(H5Dwrite(values, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, &value), 0);
    H5Sclose(memory);
    H5Sclose(space);
    H5Dclose(values);
    H5Fclose(h5);
  }
};

TEST_F(EngineReproduce, EverythingIsEqualOnAnyNumberOfThreads) {
  make();
  for (const int threads : {1, 3}) {
    const Reproduction r = again(1.0, {.threads = threads});
    EXPECT_TRUE(r.equal());
    ASSERT_EQ(r.runs.size(), 12U);
    EXPECT_EQ(r.finished, 12);
    EXPECT_EQ(r.fileHash.size(), 40U);
    for (const ReproducedRun& run : r.runs) {
      EXPECT_FALSE(run.difference) << differenceText(*run.difference);
      EXPECT_EQ(run.hash.size(), 40U);
    }
  }
}

TEST_F(EngineReproduce, PopulationsAndReducedNumbersToo) {
  ExperimentSpec spec = makeSpec({"MO-MFEA", "NSGA-II"}, {"Toy-MO"}, 2);
  spec.saveDecisions = true;
  const std::string full = folder / "full.h5";
  (void)runExperiment(makePlan(spec, catalogue), full, {.threads = 2});
  file = full;
  EXPECT_TRUE(again().equal()) << certificateText(again());
  file = folder / "six.h5";
  trimResults(full, file, 5, parsePrecision("6"));
  EXPECT_TRUE(again().equal()) << certificateText(again());
  file = folder / "lean.h5";
  trimResults(full, file, 0, parsePrecision("float, lean"));
  EXPECT_EQ(ResultFile(file).info().precision, "float, lean");
  const RunRecord lean = ResultFile(file).run({0, 0, 0});
  EXPECT_EQ(lean.fronts.front().objectives.rows(), 0) << "populations of the last checkpoint only";
  EXPECT_GT(lean.fronts.back().objectives.rows(), 0);
  EXPECT_EQ(lean.fronts.back().decisions.rows(), 0);
  EXPECT_TRUE(lean.transfer.empty());
  EXPECT_TRUE(again().equal()) << certificateText(again());
}

TEST_F(EngineReproduce, OneChangedByteOfALeanFileIsNamed) {
  make();
  const std::string full = file;
  file = folder / "lean.h5";
  trimResults(full, file, 0, parsePrecision("18 bits, lean"));
  EXPECT_TRUE(again().equal()) << certificateText(again());
  change("/runs/0001/objective", {3 + 2, 1, 3});  // second algorithm, third repetition
  const Reproduction r = again();
  EXPECT_EQ(r.different(), 1);
  ASSERT_EQ(r.damages.size(), 1U);
  EXPECT_THAT(r.damages[0], ::testing::HasSubstr("checksum"));
  for (const ReproducedRun& run : r.runs) {
    if (!run.difference) continue;
    EXPECT_EQ(run.key, (RunKey{1, 1, 2}));
    EXPECT_EQ(run.difference->checkpoint, 3);
    EXPECT_EQ(run.difference->task, 1);
    EXPECT_EQ(run.difference->variable, "objective");
  }
}

TEST_F(EngineReproduce, BitsAreRoundedUpAndNoFurther) {
  make();
  const std::string bits = folder / "bits.h5";
  const std::string fewer = folder / "fewer.h5";
  const std::string directly = folder / "directly.h5";
  trimResults(file, bits, 0, parsePrecision("24bits"));
  trimResults(bits, fewer, 0, parsePrecision("10 bits"));
  trimResults(file, directly, 0, parsePrecision("10 bits"));
  const std::vector<double> exact = ResultFile(file).run({0, 0, 0}).objective;
  const std::vector<double> rounded = ResultFile(directly).run({0, 0, 0}).objective;
  EXPECT_EQ(ResultFile(fewer).run({0, 0, 0}).objective, rounded) << "whether in one step or in two";
  ASSERT_EQ(rounded.size(), exact.size());
  int changed = 0;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    EXPECT_GE(rounded[i], exact[i]);
    EXPECT_LE(rounded[i] - exact[i], std::abs(exact[i]) / 512.0);
    changed += rounded[i] != exact[i] ? 1 : 0;
    int exponent = 0;
    const double mantissa = std::frexp(rounded[i], &exponent) * 1024.0;
    EXPECT_EQ(mantissa, std::floor(mantissa)) << rounded[i];
  }
  EXPECT_GT(changed, 0);
}

TEST(PrecisionNames, AreReadAsWritten) {
  for (const char* text :
       {"float", "6 digits", "18 bits", "full, lean", "float, lean", "12 digits, lean", "18 bits, lean"}) {
    EXPECT_EQ(precisionText(parsePrecision(text)), text);
  }
  EXPECT_EQ(precisionText(parsePrecision("18bits")), "18 bits");
  for (const char* text : {"53bits", "0bits", "18 bit", "17"}) {
    EXPECT_THROW((void)parsePrecision(text), InputError) << text;
  }
  EXPECT_THROW((void)parsePrecision(", lean"), InputError);
}

TEST_F(EngineReproduce, OneChangedByteIsNamed) {
  make();
  change("/runs/0001/0000/objective", {2, 1, 3});
  const Reproduction r = again();
  EXPECT_FALSE(r.equal());
  EXPECT_EQ(r.different(), 1);
  ASSERT_EQ(r.damages.size(), 1U);
  EXPECT_THAT(r.damages[0], ::testing::HasSubstr("checksum"));
  for (const ReproducedRun& run : r.runs) {
    if (!run.difference) continue;
    EXPECT_EQ(run.key, (RunKey{1, 0, 2}));
    EXPECT_EQ(run.problem, "Toy-B");
    EXPECT_EQ(run.algorithm, "MFEA");
    EXPECT_EQ(run.difference->run, run.key);
    EXPECT_EQ(run.difference->checkpoint, 3);
    EXPECT_EQ(run.difference->task, 1);
    EXPECT_EQ(run.difference->variable, "objective");
    EXPECT_NE(run.difference->stored, run.difference->computed);
    // The text of both leads back to numbers that differ in the last place.
    EXPECT_NE(std::stod(run.difference->stored), std::stod(run.difference->computed));
    EXPECT_NEAR(std::stod(run.difference->stored), std::stod(run.difference->computed), 1e-9);
  }
}

TEST_F(EngineReproduce, WhatDependsOnOtherThingsIsRefused) {
  make();
  catalogue = testCatalogue(500);
  EXPECT_THAT(complaint([&] { (void)again(); }), ::testing::HasSubstr("the budget of problem 'Toy-A' is 400"));
  catalogue = testCatalogue();
  EXPECT_THAT(complaint([&] {
                (void)reproduceRuns(file, {{0, 0, 3}}, catalogue, "", {});
              }),
              ::testing::HasSubstr("no finished run of problem 1, algorithm 1, repetition 4"));
  EXPECT_THAT(complaint([&] { (void)sampleRuns(ResultFile(file), 0.0); }), ::testing::HasSubstr("above 0"));
}

TEST_F(EngineReproduce, SamplesAreTheSameAndSpreadOverTheCells) {
  make(5);
  const ResultFile results(file);
  EXPECT_EQ(sampleRuns(results, 1.0).size(), 20U);
  EXPECT_EQ(sampleRuns(results, 0.01).size(), 1U);
  EXPECT_EQ(sampleRuns(results, 0.1).size(), 2U);
  const std::vector<RunKey> some = sampleRuns(results, 0.4);
  EXPECT_EQ(some, sampleRuns(results, 0.4));
  EXPECT_NE(some, sampleRuns(results, 0.4, 2));
  ASSERT_EQ(some.size(), 8U);
  std::map<std::pair<int, int>, int> cells;
  for (const RunKey& key : some) ++cells[{key.problem, key.algorithm}];
  EXPECT_EQ(cells.size(), 4U);
  for (const auto& [cell, runs] : cells) EXPECT_EQ(runs, 2);
}

TEST_F(EngineReproduce, StoppingLeavesTheRestOut) {
  make();
  struct Stopper final : public Observer {
    RunControl control;
    void finished(const RunKey&, RunStatus, const std::string&, double) override { control.stop = true; }
  } stopper;
  const Reproduction r = again(1.0, {.threads = 1, .control = &stopper.control, .observer = &stopper});
  EXPECT_TRUE(r.interrupted);
  EXPECT_FALSE(r.equal());
  EXPECT_EQ(r.runs.size(), 1U);
}

TEST_F(EngineReproduce, EveryFieldOfARecordCounts) {
  const ExperimentInfo info = makeInfo();
  const RunRecord single = makeRecord(info, {0, 0, 2});
  const RunRecord multi = makeRecord(info, {1, 0, 2});
  EXPECT_FALSE(firstDifference(single, single));
  EXPECT_FALSE(firstDifference(multi, multi));
  RunRecord later = single;
  later.seconds += 1.0;
  later.cost[0] += 1.0;
  EXPECT_FALSE(firstDifference(single, later)) << "times do not count";
  const auto firstFront = [](RunRecord& r) -> FrontRecord& {
    return *std::ranges::find_if(r.fronts, [](const FrontRecord& f) { return !f.cv.empty(); });
  };
  const std::vector<std::pair<std::string, std::function<void(RunRecord&)>>> changes{
      {"status", [](RunRecord& r) { r.status = RunStatus::Failed; }},
      {"device", [](RunRecord& r) { r.device += "x"; }},
      {"message", [](RunRecord& r) { r.message += "x"; }},
      {"evaluations", [](RunRecord& r) { ++r.evaluations[3]; }},
      {"evaluations of the task", [](RunRecord& r) { ++r.taskEvaluations.back(); }},
      {"constraint violation", [](RunRecord& r) { r.cv[2] += 1.0; }},
      {"objectives of the population [1, 1]", [&](RunRecord& r) { firstFront(r).objectives(0, 0) += 1.0; }},
      {"constraint violation of the population", [&](RunRecord& r) { firstFront(r).cv[0] += 1.0; }},
      {"decisions of the population [1, 1]", [&](RunRecord& r) { firstFront(r).decisions(0, 0) += 1.0; }},
      {"improvement 1, objective", [](RunRecord& r) { r.improvements[0][0].objective += 1.0; }},
      {"transfer", [](RunRecord& r) { r.transferReported = false; }},
      {"made", [](RunRecord& r) { ++r.transfer.back().counts.made; }},
      {"trace 2, slot 1", [](RunRecord& r) { r.traces[1].back() += 1.0; }},
      {"state of the problem", [](RunRecord& r) { r.state.back().back() += 1.0; }},
      {"ledger of evaluations [2]", [](RunRecord& r) { ++r.ledger[1]; }},
      {"objectives that are not finite", [](RunRecord& r) { ++r.nonFinite; }},
      {"generations", [](RunRecord& r) { ++r.generations; }},
  };
  for (const auto& [variable, change] : changes) {
    RunRecord changed = multi;
    if (variable == "improvement 1, objective") changed.improvements[0] = {{1, 1, 0.5, 0.0}};
    const RunRecord before = changed;
    change(changed);
    const auto difference = firstDifference(before, changed);
    ASSERT_TRUE(difference) << variable;
    EXPECT_THAT(difference->variable, ::testing::HasSubstr(variable));
  }
  RunRecord changed = single;
  changed.decisions[4].back() += 1.0;
  ASSERT_TRUE(firstDifference(single, changed));
  EXPECT_THAT(firstDifference(single, changed)->variable, ::testing::HasSubstr("decision"));
  changed = single;
  changed.objective[0] = -0.0;
  RunRecord zero = single;
  zero.objective[0] = 0.0;
  EXPECT_TRUE(firstDifference(zero, changed)) << "minus zero is a different number";
  store::visitColumns([&](const store::ColumnInfo& column, auto member, auto) {
    RunRecord other = single;
    auto& values = other.*member;
    using Values = std::decay_t<decltype(values)>;
    if constexpr (std::is_same_v<Values, bool>) {
      values = !values;
    } else if constexpr (std::is_arithmetic_v<Values>) {
      values += 1;
    } else {
      values.back() += 1;
    }
    EXPECT_NE(firstDifference(single, other).has_value(), column.times) << column.name;
  });
}

}  // namespace
}  // namespace tandem
