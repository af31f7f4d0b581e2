// SPDX-License-Identifier: Apache-2.0
// MToP's MATLAB files at the command line: our export read back by us and by Octave, and what Octave writes in MToP's
// layout.
#include <gmock/gmock.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli_program.h"

namespace tandem::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

bool haveOctave() {
  return std::system("command -v octave-cli > /dev/null 2>&1") == 0;
}
#define NEEDS_OCTAVE() \
  if (!haveOctave()) GTEST_SKIP() << "OCTAVE IS NOT THERE (octave-cli): the MATLAB files were not tried with it"

class MtopImport : public testing::Test {
 protected:
  void make(const std::string& name, const std::string& problems, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"run", "-a",         "MFEA,GA",   "-p", problems, "-r",
                                   "3",   "-e",         "600",       "-n", "10",     "-k",
                                   "5",   "--instance", "synthetic", "-q", "-o",     folder_.file(name)};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = tandem(words);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
  }
  static std::string good(const std::vector<std::string>& words) {
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out;
  }
  void octave(const std::string& script, const std::string& output) const {
    writeText(folder_.file("script.m"), script);
    const std::string line = "cd '" + folder_.path().string() + "' && HOME='" + folder_.path().string() +
                             "' octave-cli --no-init-file --quiet script.m > " + output + " 2> octave.err";
    ASSERT_EQ(std::system(line.c_str()), 0) << readText(folder_.file("octave.err"));
  }
  /// Objective rows of the CSV without the evaluations, which MToP does not store.
  static std::string withoutEvaluations(const std::string& csv) {
    std::istringstream in(csv);
    std::string out;
    for (std::string line; std::getline(in, line);) {
      std::vector<std::string> fields;
      std::istringstream parts(line);
      for (std::string field; std::getline(parts, field, ',');) fields.push_back(field);
      fields.erase(fields.begin() + 5);
      for (const std::string& field : fields) out += field + ",";
      out += "\n";
    }
    return out;
  }
  TemporaryFolder folder_;
};

TEST_F(MtopImport, WhatWeExportComesBack) {
  make("so.h5", "CEC17-MTSO1,Sphere:dim=4", {"--save-decisions"});
  good({"export", folder_.file("so.h5"), "--format", "mat", "-o", folder_.file("so.mat")});
  good({"import", folder_.file("so.mat"), "-o", folder_.file("back.h5")});
  EXPECT_EQ(withoutEvaluations(good({"export", folder_.file("back.h5"), "--format", "csv"})),
            withoutEvaluations(good({"export", folder_.file("so.h5"), "--format", "csv"})));
  EXPECT_THAT(good({"export", folder_.file("back.h5"), "--format", "csv"}), HasSubstr("GA,1,1,NaN,"));
  good({"verify", folder_.file("back.h5")});
  const auto info = nlohmann::json::parse(good({"info", folder_.file("back.h5"), "--format", "json"}));
  EXPECT_TRUE(info["seed"].is_null());
  EXPECT_EQ(info["origin"], "imported from MToP");
  EXPECT_EQ(info["saveDecisions"], true);
  EXPECT_EQ(info["problems"][0]["instance"], "unknown");
  EXPECT_THAT(good({"info", folder_.file("back.h5")}), HasSubstr("seed        unknown"));
  const auto refused = [&](const std::vector<std::string>& words, const std::string& fragment) {
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    EXPECT_THAT(outcome.err, HasSubstr(fragment));
    EXPECT_THAT(outcome.out, IsEmpty());
  };
  refused({"resume", folder_.file("back.h5")}, "nothing to resume");
  refused({"info", folder_.file("back.h5"), "--spec"}, "no specification");
  refused({"export", folder_.file("back.h5"), "--format", "ioh"}, "imported");
  refused({"merge", folder_.file("m.h5"), folder_.file("so.h5"), folder_.file("back.h5")}, "import from MToP");
  refused({"table", folder_.file("so.h5"), folder_.file("back.h5")}, "unknown");
  refused({"import", folder_.file("so.mat"), "-o", folder_.file("back.h5")}, "exists");
  refused({"import", folder_.file("so.mat")}, "-o");
  refused({"import", folder_.file("none.mat"), "-o", folder_.file("x.h5")}, "none.mat");
  const std::string both = good({"table", folder_.file("so.h5"), folder_.file("back.h5"), "--allow-mixed"});
  EXPECT_THAT(both, HasSubstr("imported from MToP"));
}

TEST_F(MtopImport, MultiObjectiveRunsComeBack) {
  const Outcome run =
      tandem({"run", "-a", "MO-MFEA,NSGA-II", "-p", "CEC17-MTMO1-CI-HS", "-r", "2", "-e", "800", "-n", "10", "-k", "4",
              "--instance", "synthetic", "--save-decisions", "-q", "-o", folder_.file("mo.h5")});
  ASSERT_EQ(run.status, 0) << run.err;
  good({"export", folder_.file("mo.h5"), "--format", "mat", "-o", folder_.file("mo.mat")});
  good({"import", folder_.file("mo.mat"), "-o", folder_.file("back.h5")});
  for (const std::string metric : {"IGD", "HV"}) {
    EXPECT_EQ(good({"table", folder_.file("back.h5"), "-m", metric, "--show", "runs", "--format", "csv"}),
              good({"table", folder_.file("mo.h5"), "-m", metric, "--show", "runs", "--format", "csv"}));
  }
}

TEST_F(MtopImport, AnImportedTableComesBack) {
  writeText(folder_.file("own.csv"),
            "problem,task,algorithm,repetition,evaluations,value\nSphere,1,A,1,100,5\nSphere,1,A,1,200,3\n");
  good({"import", folder_.file("own.csv"), "-o", folder_.file("own.h5")});
  good({"export", folder_.file("own.h5"), "--format", "mat", "-o", folder_.file("own.mat")});
  good({"import", folder_.file("own.mat"), "-o", folder_.file("back.h5")});
  EXPECT_EQ(withoutEvaluations(good({"export", folder_.file("back.h5"), "--format", "csv"})),
            withoutEvaluations(good({"export", folder_.file("own.h5"), "--format", "csv"})));
  // Nobody knows its population, so there is nothing to remark.
  make("so.h5", "Sphere:dim=4", {});
  EXPECT_THAT(good({"table", folder_.file("own.h5"), folder_.file("so.h5"), "--allow-mixed"}),
              Not(HasSubstr("individuals per task")));
}

TEST_F(MtopImport, LeanPopulationsComeBack) {
  const Outcome run = tandem({"run", "-a", "MO-MFEA,NSGA-II", "-p", "CEC17-MTMO1-CI-HS", "-r", "2", "-e", "800", "-n",
                              "10", "-k", "4", "--instance", "synthetic", "-q", "-o", folder_.file("mo.h5")});
  ASSERT_EQ(run.status, 0) << run.err;
  good({"trim", folder_.file("mo.h5"), "--lean", "-o", folder_.file("lean.h5")});
  good({"export", folder_.file("lean.h5"), "--format", "mat", "-o", folder_.file("lean.mat")});
  good({"import", folder_.file("lean.mat"), "-o", folder_.file("back.h5")});
  EXPECT_EQ(good({"table", folder_.file("back.h5"), "-m", "IGD", "--show", "runs", "--format", "csv"}),
            good({"table", folder_.file("lean.h5"), "-m", "IGD", "--show", "runs", "--format", "csv"}));
  // No individuals, instead of some without values.
  const std::string fronts = good({"export", folder_.file("back.h5"), "--format", "csv", "--fronts"});
  EXPECT_EQ(fronts.find(",NaN,1,NaN"), std::string::npos) << fronts.substr(0, 400);
  EXPECT_EQ(withoutEvaluations(fronts),
            withoutEvaluations(good({"export", folder_.file("lean.h5"), "--format", "csv", "--fronts"})));
}

TEST_F(MtopImport, TablesKeepTheirEvaluations) {
  make("so.h5", "Sphere:dim=2", {"-a", "jDE"});
  writeText(folder_.file("so.csv"), good({"export", folder_.file("so.h5"), "--format", "csv"}));
  const std::string back = folder_.file("back.h5");
  good({"import", folder_.file("so.csv"), "-o", back});
  EXPECT_EQ(good({"export", back, "--format", "csv"}), readText(folder_.file("so.csv")));
  const std::vector<std::string> ert{"table", back, "-m", "ERT:target=1000,absolute=true", "--format", "csv"};
  EXPECT_THAT(good(ert), testing::Not(HasSubstr("NaN")));
  const Outcome table = tandem({"table", back, "--format", "csv"});
  EXPECT_THAT(table.err, HasSubstr("seed and instance data are unknown"));
  EXPECT_THAT(table.err, testing::Not(HasSubstr("evaluations")));
  const Outcome cut = tandem({"table", back, "--equal-budgets", "--format", "csv"});
  EXPECT_EQ(cut.status, 0) << cut.err;
  EXPECT_THAT(cut.err, HasSubstr("takes what was there at the last checkpoint within the equal budgets"));
}

// The layout as MToP writes it, with the numbers printed beside: structs in struct arrays, cells, an empty run.
constexpr const char* kScript = R"(
D.Reps = 3;
D.Problems(1).Name = 'Own-SO'; D.Problems(1).T = 2; D.Problems(1).M = [1 1]; D.Problems(1).D = [2 3];
D.Problems(1).N = 20; D.Problems(1).Fnc = []; D.Problems(1).Lb = {[0 0], [-1 -1 -1]};
D.Problems(1).Ub = {[1 1], [1 1 1]}; D.Problems(1).maxFE = 1000;
D.Algorithms(1).Name = 'MFEA'; D.Algorithms(1).Para = {'RMP: Random Mating Probability', '0.3'};
D.Algorithms(2).Name = 'Mine'; D.Algorithms(2).Para = {};
rand('seed', 1);
D.Results = repmat(struct('Obj', [], 'CV', []), [1 2 3]);
for a = 1:2, for r = 1:3
  if a == 2 && r == 3, continue; end
  D.Results(1, a, r).Obj = rand(2, 4) * 10 ^ (a - r);
  D.Results(1, a, r).CV = zeros(2, 4);
end, end
D.RunTimes = rand(1, 2, 3);
MTOData = D;
save(%OPTION%, 'file.mat', 'MTOData');
for a = 1:2, for r = 1:3
  o = D.Results(1, a, r).Obj;
  if isempty(o), continue; end
  for t = 1:2, for k = 1:4
    printf('Own-SO,%d,%s,%d,%d,NaN,%.17g,0\n', t, D.Algorithms(a).Name, r, k, o(t, k));
  end, end
end, end
)";

TEST_F(MtopImport, WhatOctaveWritesInMtopsLayoutIsRead) {
  NEEDS_OCTAVE();
  for (const std::string option : {"'-v7'", "'-v6'"}) {
    std::string script = kScript;
    script.replace(script.find("%OPTION%"), 8, option);
    octave(script, "printed.csv");
    const std::string out = folder_.file("octave" + option.substr(1, 3) + ".h5");
    const Outcome outcome = tandem({"import", folder_.file("file.mat"), "-o", out});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("5 runs imported"));
    EXPECT_THAT(outcome.err, HasSubstr("1 missing in "));
    const std::string csv = good({"export", out, "--format", "csv"});
    EXPECT_EQ(csv.substr(csv.find('\n') + 1), readText(folder_.file("printed.csv")));
  }
  std::string script = kScript;
  script.replace(script.find("%OPTION%"), 8, "'-text'");
  octave(script, "printed.csv");
  const Outcome text = tandem({"import", folder_.file("file.mat"), "-o", folder_.file("text.h5")});
  EXPECT_EQ(text.status, 2);
  EXPECT_THAT(text.err, HasSubstr("-v7"));
}

TEST_F(MtopImport, OctaveSeesOurNumbersInMtopsLayout) {
  NEEDS_OCTAVE();
  make("so.h5", "CEC17-MTSO1,Sphere:dim=4");
  good({"export", folder_.file("so.h5"), "--format", "mat", "-o", folder_.file("so.mat")});
  octave(R"(
load('so.mat');
for p = 1:numel(MTOData.Problems), for a = 1:numel(MTOData.Algorithms), for r = 1:MTOData.Reps
  x = MTOData.Results(p, a, r);
  for t = 1:MTOData.Problems(p).T, for k = 1:size(x.Obj, 2)
    printf('%s,%d,%s,%d,%d,%.17g,%.17g,\n', MTOData.Problems(p).Name, t, MTOData.Algorithms(a).Name, r, k, x.Obj(t, k),
           x.CV(t, k));
  end, end
end, end, end
)",
         "printed.csv");
  std::string ours = withoutEvaluations(good({"export", folder_.file("so.h5"), "--format", "csv"}));
  EXPECT_EQ(readText(folder_.file("printed.csv")), ours.substr(ours.find('\n') + 1));
}

}  // namespace
}  // namespace tandem::test
