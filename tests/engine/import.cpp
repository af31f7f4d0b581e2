// SPDX-License-Identifier: Apache-2.0
// What MToP saves becomes a result file: values, what remains unknown, and input that is not what it should be.
#include <gmock/gmock.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "mat_fixture.h"
#include "store_fixture.h"
#include "tandem/editing/edit.h"
#include "tandem/editing/import.h"
#include "tandem/engine/engine.h"
#include "tandem/tables/table.h"

namespace tandem::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace mf = matfile;

const Catalogue& catalogue() {
  static const Catalogue c = builtinCatalogue();
  return c;
}

/// A value for task t, record g of run (a, r), different everywhere.
double value(int a, int r, int t, int g) {
  return 1000.0 * (a + 1) + 100.0 * (r + 1) + 10.0 * (t + 1) + (g + 1) + 0.1;
}

/// Two tasks, three records.
std::string singleRun(int a, int r, double cv = 0.0) {
  std::vector<double> obj;
  std::vector<double> violations;
  for (int g = 0; g < 3; ++g) {
    for (int t = 0; t < 2; ++t) {
      obj.push_back(value(a, r, t, g));
      violations.push_back(t == 1 ? cv : 0.0);
    }
  }
  return mf::doubles({2, 3}, obj) + mf::doubles({2, 3}, violations);
}

std::string problem(const std::string& name, const std::string& objectives, const std::string& optimum) {
  return mf::text(name) + mf::number(2) + objectives + optimum + mf::doubles({1, 2}, {2, 3}) + mf::number(10) +
         mf::handle() + mf::cells({1, 2}, {mf::doubles({1, 2}, {-1, -2}), mf::doubles({1, 3}, {0, 0, 0})}) +
         mf::cells({1, 2}, {mf::doubles({1, 2}, {1, 2}), mf::doubles({1, 3}, {1, 1, 1})}) + mf::number(3000);
}
const std::vector<std::string> kProblemFields{"Name", "T", "M", "Optimum", "D", "N", "Fnc", "Lb", "Ub", "maxFE"};

std::string algorithms() {
  return mf::structure(
      {1, 2}, {"Name", "Para"},
      {mf::text("mfea"), mf::cells({1, 2}, {mf::text("RMP: Random Mating Probability"), mf::text("0.3")}),
       mf::text("My GA"), mf::cells({0, 0}, {})});
}

std::string root(const std::string& problems, const std::string& results, const std::string& reps = mf::number(2),
                 const std::vector<std::string>& more = {}) {
  std::vector<std::string> fields{"Reps", "Problems", "Algorithms", "Results"};
  std::vector<std::string> elements{reps, problems, algorithms(), results};
  if (!more.empty()) {
    fields.emplace_back("RunTimes");
    elements.push_back(more[0]);
  }
  return mf::file(mf::structure({1, 1}, fields, elements, "MTOData"));
}

/// One problem, two algorithms, two repetitions; the last run is empty.
std::string single(double cv = 0.0) {
  const std::string empty = mf::doubles({0, 0}, {}) + mf::doubles({0, 0}, {});
  return root(mf::structure({1, 1}, kProblemFields,
                            {problem("cec17_mtso1_ci_hs", mf::doubles({1, 2}, {1, 1}), mf::doubles({0, 0}, {}))}),
              mf::structure({1, 2, 2}, {"Obj", "CV"}, {singleRun(0, 0), singleRun(1, 0, cv), singleRun(0, 1), empty}),
              mf::number(2), {mf::doubles({1, 2, 2}, {1.5, 2.5, 3.5, 0})});
}

class Import : public ::testing::Test {
 protected:
  std::string write(const std::string& content, const std::string& name = "in.mat") {
    std::ofstream(folder_ / name, std::ios::binary | std::ios::trunc) << content;
    return folder_ / name;
  }
  void refused(const std::string& content, const std::string& fragment) {
    const std::string in = write(content);
    try {
      (void)importMtop(in, folder_ / "refused.h5", catalogue());
      ADD_FAILURE() << "accepted; expected: " << fragment;
    } catch (const InputError& e) {
      EXPECT_THAT(e.what(), HasSubstr("in.mat"));
      EXPECT_THAT(e.what(), HasSubstr(fragment));
    }
    EXPECT_FALSE(std::filesystem::exists(folder_ / "refused.h5"));
  }
  TempFolder folder_;
};

TEST_F(Import, SingleObjectiveRuns) {
  const ImportOutcome outcome = importMtop(write(single()), folder_ / "out.h5", catalogue());
  EXPECT_EQ(outcome.runs, 3);
  EXPECT_EQ(outcome.missing, 1);
  EXPECT_THAT(outcome.notes, IsEmpty());
  const ResultFile file(folder_ / "out.h5");
  const ExperimentInfo& info = file.info();
  EXPECT_TRUE(info.imported());
  EXPECT_EQ(info.origin, "MToP");
  EXPECT_EQ(info.version, "unknown");
  EXPECT_EQ(info.repetitions, 2);
  EXPECT_EQ(info.checkpoints, 3);
  ASSERT_EQ(info.problems.size(), 1U);
  EXPECT_EQ(info.problems[0].name, "CEC17-MTSO1-CI-HS");
  EXPECT_EQ(info.problems[0].suite, "CEC17-MTSO");
  EXPECT_EQ(info.problems[0].instance, Instance::Unknown);
  EXPECT_EQ(info.problems[0].budget, 3000);
  EXPECT_EQ(info.problems[0].population, 10);
  EXPECT_EQ(info.problems[0].labels, MultiTask | SingleObjective | Unconstrained);
  EXPECT_THAT(info.problems[0].tasks[0].lower, ElementsAre(-1, -2));
  EXPECT_THAT(info.problems[0].tasks[1].upper, ElementsAre(1, 1, 1));
  ASSERT_EQ(info.algorithms.size(), 2U);
  EXPECT_EQ(info.algorithms[0].name, "MFEA");
  EXPECT_EQ(info.algorithms[0].alias, "mfea");
  EXPECT_EQ(info.algorithms[0].twin, catalogue().algorithms.find("MFEA").twin);
  ASSERT_EQ(info.algorithms[0].params.size(), 1U);
  EXPECT_EQ(info.algorithms[0].params[0].name, "RMP");
  EXPECT_EQ(info.algorithms[0].params[0].value, "0.3");
  EXPECT_EQ(info.algorithms[1].name, "My GA");
  const CellData cell = file.cell(0, 0);
  EXPECT_THAT(cell.status, ElementsAre(RunStatus::Finished, RunStatus::Finished));
  EXPECT_THAT(cell.seconds, ElementsAre(1.5, 3.5));
  for (int r = 0; r < 2; ++r) {
    for (int t = 0; t < 2; ++t) {
      for (int k = 0; k < 3; ++k) {
        EXPECT_EQ(cell.objective[cell.at(r, t, k)], value(0, r, t, k));
        EXPECT_EQ(cell.taskEvaluations[cell.at(r, t, k)], kUnknownCount);
      }
    }
  }
  EXPECT_THAT(file.cell(0, 1).status, ElementsAre(RunStatus::Finished, RunStatus::Missing));
  EXPECT_THAT(file.verify(), IsEmpty());
}

TEST_F(Import, MultiObjectiveRunsWithDecisions) {
  // Four individuals; the value tells task, record, individual and objective.
  const auto front = [](int t, int g, int i, int m) { return 1000.0 * t + 100.0 * g + 10.0 * i + m; };
  const auto run = [&](double shift) {
    std::vector<std::string> tasks;
    for (int t = 0; t < 2; ++t) {
      std::vector<double> obj;
      for (int m = 0; m < 2 + t; ++m) {
        for (int i = 0; i < 4; ++i) {
          for (int g = 0; g < 2; ++g) obj.push_back(shift + front(t, g, i, m));
        }
      }
      tasks.push_back(mf::doubles({2, 4, 2 + t}, obj));
    }
    std::vector<double> cv;
    for (int i = 0; i < 4; ++i) {
      for (int g = 0; g < 2; ++g) {
        for (int t = 0; t < 2; ++t) cv.push_back(t == 0 && i == 3 ? 0.5 : 0.0);
      }
    }
    std::vector<double> dec;
    for (int d = 0; d < 3; ++d) {
      for (int i = 0; i < 4; ++i) {
        for (int g = 0; g < 2; ++g) {
          for (int t = 0; t < 2; ++t) dec.push_back(d == 2 && t == 0 ? std::nan("") : shift + 10 * d + i);
        }
      }
    }
    return mf::cells({2, 1}, tasks) + mf::doubles({2, 2, 4, 3}, dec) + mf::doubles({2, 2, 4}, cv);
  };
  const std::string optimum = mf::cells({1, 2}, {mf::doubles({2, 2}, {0, 1, 1, 0}), mf::doubles({1, 3}, {7, 8, 9})});
  const std::string content =
      root(mf::structure({1, 1}, kProblemFields, {problem("Own MO", mf::doubles({1, 2}, {2, 3}), optimum)}),
           mf::structure({1, 2}, {"Obj", "Dec", "CV"}, {run(0.25), run(0.5)}), mf::number(1));
  const ImportOutcome outcome = importMtop(write(content), folder_ / "out.h5", catalogue());
  EXPECT_EQ(outcome.runs, 2);
  const ResultFile file(folder_ / "out.h5");
  const ProblemRecord& p = file.info().problems[0];
  EXPECT_EQ(p.labels, MultiTask | MultiObjective | Constrained);
  EXPECT_EQ(p.references[0].front(1, 0), 1.0);
  EXPECT_EQ(p.references[1].front.rows(), 0);  // a single point is a reference point for the hypervolume, not a front
  EXPECT_THAT(p.references[1].hvReference, testing::ElementsAre(7.0, 8.0, 9.0));
  const RunRecord record = file.run({0, 1, 0});
  ASSERT_EQ(record.fronts.size(), 4U);
  for (int t = 0; t < 2; ++t) {
    for (int g = 0; g < 2; ++g) {
      const FrontRecord& f = record.fronts[2 * t + g];
      ASSERT_EQ(f.objectives.rows(), 4);
      ASSERT_EQ(f.objectives.cols(), 2 + t);
      ASSERT_EQ(f.decisions.cols(), 2 + t);
      for (int i = 0; i < 4; ++i) {
        for (int m = 0; m < 2 + t; ++m) EXPECT_EQ(f.objectives(i, m), 0.5 + front(t, g, i, m));
        EXPECT_EQ(f.cv[i], t == 0 && i == 3 ? 0.5 : 0.0);
        EXPECT_EQ(f.decisions(i, 1), 0.5 + 10 + i);
      }
    }
  }
}

TEST_F(Import, RunsOfDifferentLengthShareTheBudget) {
  // Six records for one algorithm, three for the other: the k-th sixth of the budget shows what was known then.
  std::vector<double> longer;
  for (int g = 0; g < 6; ++g) longer.insert(longer.end(), {10.0 - g, 20.0 - g});
  const std::string six = mf::doubles({2, 6}, longer) + mf::doubles({2, 6}, std::vector<double>(12, 0.0));
  const std::string content =
      root(mf::structure({1, 1}, kProblemFields, {problem("P", mf::number(1), mf::doubles({0, 0}, {}))}),
           mf::structure({1, 2}, {"Obj", "CV"}, {six, singleRun(1, 0)}), mf::number(1));
  const ImportOutcome outcome = importMtop(write(content), folder_ / "out.h5", catalogue());
  EXPECT_THAT(outcome.notes, ElementsAre(HasSubstr("brought to 6")));
  const CellData cell = ResultFile(folder_ / "out.h5").cell(0, 1);
  std::vector<double> first;
  for (int k = 0; k < 6; ++k) first.push_back(cell.objective[cell.at(0, 0, k)] - value(1, 0, 0, 0));
  EXPECT_THAT(first, ElementsAre(0, 0, 0, 1, 1, 2));
}

TEST_F(Import, WhatIsUnknownIsNotMadeUp) {
  (void)importMtop(write(single()), folder_ / "out.h5", catalogue());
  const ResultFile file(folder_ / "out.h5");
  const std::vector<ResultSource> sources{sourceOf(file)};
  TableRequest request;
  request.metric = "Obj";
  const Table table = makeTable(sources, request, catalogue());
  EXPECT_EQ(table.rows[0].cells[0].mean, 0.5 * (value(0, 0, 0, 2) + value(0, 1, 0, 2)));
  EXPECT_EQ(table.rows[0].instance, "unknown");
  EXPECT_THAT(table.notes, ::testing::Contains(HasSubstr("imported from MToP")));
  for (const char* metric : {"ERT:target=1e9,absolute=true", "AOCC", "FE-to-Target:target=1e9,absolute=true",
                             "Success-Rate:target=1e9,absolute=true"}) {
    request.metric = metric;
    const Table undefined = makeTable(sources, request, catalogue());
    for (const TableCell& cell : undefined.rows[0].cells) {
      for (const double v : cell.values) EXPECT_TRUE(std::isnan(v)) << metric;
    }
  }
  request.metric = "Obj";
  request.test = TableTest::SignedRank;
  EXPECT_THROW((void)makeTable(sources, request, catalogue()), InputError);
  EXPECT_THROW((void)resumeExperiment(folder_ / "out.h5", catalogue(), "", {}), InputError);
}

TEST_F(Import, SplitMergeAndTrimWork) {
  (void)importMtop(write(single()), folder_ / "out.h5", catalogue());
  const std::vector<std::string> parts = splitResults(folder_ / "out.h5", SplitBy::Algorithm);
  mergeResults(folder_ / "merged.h5", parts);
  EXPECT_EQ(datasets(folder_ / "merged.h5"), datasets(folder_ / "out.h5"));
  trimResults(folder_ / "out.h5", folder_ / "trimmed.h5", 1);
  EXPECT_TRUE(ResultFile(folder_ / "trimmed.h5").info().imported());
  // Never with runs of Tandem's own.
  const ExperimentInfo own = makeInfo(2, 3, false);
  writeAll(folder_ / "own.h5", own);
  EXPECT_NE(differenceOf(own, "own", ResultFile(folder_ / "out.h5").info(), "out").find("import from MToP"),
            std::string::npos);
}

TEST_F(Import, ConstraintsShow) {
  (void)importMtop(write(single(0.25)), folder_ / "out.h5", catalogue());
  const ResultFile file(folder_ / "out.h5");
  EXPECT_NE(file.info().problems[0].labels & Constrained, 0U);
  EXPECT_EQ(file.cell(0, 1).cv[file.cell(0, 1).at(0, 1, 2)], 0.25);
}

TEST_F(Import, OtherContentIsRefused) {
  const std::string problems =
      mf::structure({1, 1}, kProblemFields, {problem("P", mf::number(1), mf::doubles({0, 0}, {}))});
  const auto results = [&](const std::string& a, const std::string& b) {
    return mf::structure({1, 2}, {"Obj", "CV"}, {a, b});
  };
  const std::string good = singleRun(0, 0);
  refused("", "not a MATLAB 5 file");
  refused("MATLAB 7.3 MAT-file, Platform: GLNXA64", "-v7");
  refused("# Created by Octave 7.3.0", "-v7");
  refused(mf::file(mf::doubles({1, 1}, {1}, "x")), "no struct MTOData");
  refused(mf::file(mf::doubles({1, 1}, {1}, "MTOData")), "no struct MTOData");
  refused(mf::file(mf::structure({1, 1}, {"Reps"}, {mf::number(2)}, "MTOData")), "no field Problems");
  refused(root(problems, results(good, good), mf::number(0)), "MTOData.Reps");
  refused(root(problems, results(good, good), mf::number(1e300)), "MTOData.Reps");
  refused(root(problems, results(good, good), mf::number(2)), "1 problems x 2 algorithms x 2 repetitions");
  refused(root(problems,
               results(good, mf::doubles({3, 3}, std::vector<double>(9, 0.0)) +
                                 mf::doubles({2, 3}, std::vector<double>(6, 0.0))),
               mf::number(1)),
          "Results(1,2,1)");
  const std::string empty = mf::doubles({0, 0}, {}) + mf::doubles({0, 0}, {});
  refused(root(problems, results(empty, empty), mf::number(1)), "no run with a result");
  refused(
      root(mf::structure({1, 1}, kProblemFields, {problem("P", mf::doubles({1, 2}, {1, 2}), mf::doubles({0, 0}, {}))}),
           results(good, good), mf::number(1)),
      "one and of several objectives");
  refused(root(mf::structure({1, 1}, kProblemFields, {problem("", mf::number(1), mf::doubles({0, 0}, {}))}),
               results(good, good), mf::number(1)),
          "Problems(1).Name");
  // The output is never overwritten.
  (void)importMtop(write(single()), folder_ / "out.h5", catalogue());
  EXPECT_THROW((void)importMtop(folder_ / "in.mat", folder_ / "out.h5", catalogue()), InputError);
}

TEST_F(Import, HugeClaimsAreRefusedBeforeMemoryIsTaken) {
  const std::string whole = single();
  // A matrix that claims to have 2^31 - 1 rows.
  refused(mf::file(mf::variable(6, {0x7fffffff, 0x7fffffff}, "MTOData", mf::element(9, ""))), "too large");
  refused(mf::file(mf::variable(1, {1 << 20, 1 << 6}, "MTOData", "")), "too many");
  // A hundred bytes that ask for bounds of 100,000 tasks of a million variables each.
  const std::string bomb =
      mf::text("P") + mf::number(1e5) + mf::number(1) + mf::number(1e6) + mf::number(10) + mf::number(3000);
  refused(root(mf::structure({1, 1}, {"Name", "T", "M", "D", "N", "maxFE"}, {bomb}),
               mf::structure({1, 2}, {"Obj", "CV"}, {singleRun(0, 0), singleRun(1, 0)}), mf::number(1)),
          "more than 10000000 variables");
  std::filesystem::resize_file(write(whole), std::uintmax_t{1} << 33U);  // sparse
  EXPECT_THROW((void)importMtop(folder_ / "in.mat", folder_ / "out.h5", catalogue()), InputError);
}

TEST_F(Import, DamagedFilesDoNoHarm) {
  const std::string whole = single();
  Rng rng(7);
  int accepted = 0;
  for (int k = 0; k < 400; ++k) {
    std::string damaged = whole;
    const int flips = 1 + rng.below(4);
    for (int f = 0; f < flips; ++f) {
      const auto at = static_cast<std::size_t>(rng.below(isize(whole)));
      damaged[at] = static_cast<char>(rng.below(256));
    }
    if (k % 4 == 0) damaged.resize(rng.below(isize(whole)));
    const std::string out = folder_ / std::to_string(k).append(".h5");
    try {
      (void)importMtop(write(damaged), out, catalogue());
      ++accepted;
      EXPECT_THAT(ResultFile(out).verify(), IsEmpty());
    } catch (const InputError&) {
      EXPECT_FALSE(std::filesystem::exists(out));
    }
  }
  EXPECT_GT(accepted, 10);
  EXPECT_LT(accepted, 390);
}

}  // namespace
}  // namespace tandem::testing
