// SPDX-License-Identifier: Apache-2.0
// Bad input to experiments and result files: one sentence on stderr that names the culprit, status 2, no output.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "cli_program.h"

namespace tandem::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// In builds without Qt there is no program that draws; `plot -o` says so before anything else.
bool draws() {
  return fs::exists(fs::path(TANDEM_PROGRAM).parent_path() / "tandem-figures");
}

class BadInput : public testing::Test {
 protected:
  void refused(const std::vector<std::string>& words, const std::vector<std::string>& fragments) {
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 2) << outcome.err;
    EXPECT_THAT(outcome.out, IsEmpty());
    for (const std::string& fragment : fragments) EXPECT_THAT(outcome.err, HasSubstr(fragment));
    EXPECT_FALSE(fs::exists(file_ + ".parts")) << "nothing was begun";
  }
  std::vector<std::string> run(std::vector<std::string> more) const {
    more.insert(more.begin(), {"run", "-o", file_, "-e", "400", "-r", "1"});
    return more;
  }
  void makeResults() const {
    const Outcome outcome = tandem(run({"-a", "GA", "-p", "Sphere:dim=3", "-q"}));
    ASSERT_EQ(outcome.status, 0) << outcome.err;
  }
  TemporaryFolder folder_;
  std::string file_ = folder_.file("out.h5");
};

TEST_F(BadInput, UnknownNames) {
  refused(run({"-a", "MFAE", "-p", "Sphere"}), {"no algorithm 'MFAE'", "MFEA"});
  refused(run({"-a", "GA", "-p", "Spheer"}), {"'Spheer'", "Sphere"});
  refused(run({"-a", "GA,", "-p", "Sphere"}), {"'GA,'", "empty item"});
}

TEST_F(BadInput, Parameters) {
  refused(run({"-a", "MFEA:rmp=1.5", "-p", "CEC17-MTSO1"}), {"'rmp'", "MFEA", "1.5", "[0, 1]"});
  refused(run({"-a", "MFEA:rmp=much", "-p", "CEC17-MTSO1"}), {"'rmp'", "'much'", "not a number"});
  refused(run({"-a", "MFEA:rpm=0.3", "-p", "CEC17-MTSO1"}), {"'rpm'", "rmp"});
  refused(run({"-a", "MFEA:rmp", "-p", "CEC17-MTSO1"}), {"'rmp' is not param=value", "-a MFEA:rmp=0.5"});
  refused(run({"-a", "rmp=0.3,MFEA", "-p", "CEC17-MTSO1"}), {"'rmp=0.3'", "before any name"});
  refused(run({"-a", "MFEA:rmp=0.3,rmp=0.4", "-p", "CEC17-MTSO1"}), {"'rmp'", "twice"});
  refused(run({"-a", "GA", "-p", "Sphere:dim=2.5"}), {"'dim'", "'2.5'", "whole number"});
  refused(run({"-a", "GA", "-p", "Sphere:dim=0"}), {"'dim'", "outside"});
}

TEST_F(BadInput, NumbersOfOptions) {
  const std::vector<std::string> base{"-a", "GA", "-p", "Sphere"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), base.begin(), base.end());
    more.insert(more.begin(), {"run", "-o", file_});
    return more;
  };
  refused(with({"-r", "0"}), {"--repetitions", "outside"});
  refused(with({"-r", "three"}), {"--repetitions", "'three'", "whole number"});
  refused(with({"--seed=-1"}), {"--seed", "'-1'"});
  refused(with({"-s", "99999999999999999999"}), {"--seed", "18446744073709551615"});
  refused(with({"-e", "1e5"}), {"--max-evaluations", "'1e5'"});
  refused(with({"-j", "0"}), {"--threads", "outside"});
  refused(with({"--shard", "3/2"}), {"--shard", "outside [1, 2]"});
  refused(with({"--shard", "3"}), {"--shard", "I/N"});
  refused(with({"--time-limit", "soon"}), {"--time-limit", "'soon'"});
  refused(with({"--instance", "real"}), {"--instance", "auto, official, synthetic"});
}

TEST_F(BadInput, EmptySelections) {
  refused(run({"-p", "Sphere"}), {"No algorithm", "-a"});
  refused(run({"-a", "GA"}), {"No problem", "-p"});
  refused(run({"-a", "XYZ*", "-p", "Sphere"}), {"'XYZ*'"});
  refused(run({"-a", "GA", "-p", "XYZ*"}), {"XYZ*"});
  refused({"run", "-a", "GA", "-p", "Sphere"}, {"--output", "For example: tandem run"});
}

TEST_F(BadInput, UnsuitablePairs) {
  refused(run({"-a", "GA", "-p", "DTLZ1"}), {"GA", "DTLZ1", "single-objective"});
}

TEST_F(BadInput, Specifications) {
  const std::string spec = folder_.file("spec.toml");
  const auto refuseSpec = [&](const std::string& text, const std::vector<std::string>& fragments) {
    writeText(spec, text);
    refused({"run", spec, "-o", file_}, fragments);
  };
  refuseSpec("seed = 1\nrepetitions = = 3\n", {"spec.toml:2:15"});
  refuseSpec("seed = 1\nrepetitons = 3\n", {"spec.toml:2:1", "'repetitons'", "repetitions"});
  refuseSpec("repetitions = \"three\"\n", {"spec.toml", "repetitions"});
  refuseSpec(std::string("\x89HDF\r\n\x1a\n\0\0", 10), {"spec.toml"});
  refused({"run", folder_.file("absent.toml"), "-o", file_}, {"absent.toml", "No such file"});
  refused({"run", folder_.path().string(), "-o", file_}, {"cannot be read", "directory"});
}

TEST_F(BadInput, AnExistingFileIsKeptWithoutForce) {
  makeResults();
  const std::string before = readText(file_);
  refused(run({"-a", "GA", "-p", "Sphere:dim=3"}), {"out.h5", "--force"});
  EXPECT_EQ(readText(file_), before);
  EXPECT_EQ(tandem(run({"-a", "DE", "-p", "Sphere:dim=3", "--force"})).status, 0);
  EXPECT_THAT(tandem({"info", file_}).out, HasSubstr("DE"));
}

TEST_F(BadInput, ForceDoesNotDestroyWhatIsNotOurs) {
  writeText(file_, "my thesis\n");
  const Outcome outcome = tandem(run({"-a", "GA", "-p", "Sphere:dim=3", "--force"}));
  EXPECT_EQ(outcome.status, 2) << outcome.err;
  EXPECT_EQ(readText(file_), "my thesis\n");
}

TEST_F(BadInput, FoldersThatAreMissingOrCannotBeWritten) {
  refused({"run", "-a", "GA", "-p", "Sphere", "-o", folder_.file("absent/out.h5")}, {"absent"});
  writeText(folder_.file("file"), "");
  refused({"run", "-a", "GA", "-p", "Sphere", "-o", folder_.file("file/out.h5")}, {"file"});
  if (geteuid() == 0) {
    // Permissions do not stop root; a folder of the kernel's does.
    refused({"run", "-a", "GA", "-p", "Sphere", "-o", "/proc/out.h5"}, {"/proc/out.h5"});
    return;
  }
  const fs::path locked = folder_.path() / "locked";
  fs::create_directory(locked);
  fs::permissions(locked, fs::perms::owner_read | fs::perms::owner_exec);
  refused({"run", "-a", "GA", "-p", "Sphere", "-o", (locked / "out.h5").string()}, {"locked"});
}

TEST_F(BadInput, FilesThatAreTruncatedOrNotOurs) {
  makeResults();
  const std::string whole = readText(file_);
  const std::string broken = folder_.file("broken.h5");
  const std::vector<std::vector<std::string>> readers = {
      {"info", broken}, {"verify", broken}, {"resume", broken}, {"export", broken, "--format", "csv"}};
  const auto refusedByAll = [&](const std::string& content) {
    writeText(broken, content);
    for (const auto& words : readers) refused(words, {"broken.h5"});
    EXPECT_EQ(readText(broken), content) << "left as it was";
  };
  refusedByAll("");
  refusedByAll("problem,task\n");
  refusedByAll(whole.substr(0, 8));
  refusedByAll(whole.substr(0, whole.size() / 2));
  refusedByAll(whole.substr(0, whole.size() - 100));
  fs::remove(broken);
  for (const auto& words : readers) refused(words, {"broken.h5"});
}

TEST_F(BadInput, AFlippedByteIsFoundByVerify) {
  makeResults();
  std::string content = readText(file_);
  // Some byte of the stored numbers: a double whose text export shows.
  const Outcome csv = tandem({"export", file_, "--format", "csv"});
  const std::string last = csv.out.substr(csv.out.rfind(',', csv.out.size() - 4) + 1);
  const double value = std::stod(last);
  const std::string bytes(reinterpret_cast<const char*>(&value), sizeof value);
  const std::size_t at = content.find(bytes);
  ASSERT_NE(at, std::string::npos) << "the numbers are stored uncompressed";
  content[at] = static_cast<char>(content[at] ^ 1);
  writeText(file_, content);
  const Outcome outcome = tandem({"verify", file_});
  EXPECT_EQ(outcome.status, 2) << outcome.out;
  EXPECT_THAT(outcome.err, HasSubstr("damaged"));
}

TEST_F(BadInput, ExportRefusesWhatItCannotWrite) {
  makeResults();
  refused({"export", file_, "--format", "xml"}, {"'xml'", "csv"});
  refused({"export", file_}, {"--format"});
  refused({"export", file_, "--format", "csv", "-o", folder_.file("absent/out.csv")}, {"absent/out.csv"});
  refused({"export", file_, "--format", "csv", "--fronts"}, {"no multi-objective problem"});
  refused({"export", file_, "--format", "json", "--fronts"}, {"--fronts"});
}

TEST_F(BadInput, AMatlabFileThatCannotBeWrittenWholeIsNotLeftThere) {
  makeResults();
  // Writes beyond 512 bytes fail, as on a full disk; those of the counts of a coverage build go where it does no harm.
  const std::string line = "trap '' XFSZ; ulimit -f 1; GCOV_PREFIX=" + folder_.path().string() + " " +
                           std::string(TANDEM_PROGRAM) + " export " + file_ + " --format mat -o " +
                           folder_.file("cut.mat") + " 2> /dev/null";
  const int status = std::system(line.c_str());
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 2);
  EXPECT_FALSE(std::filesystem::exists(folder_.file("cut.mat")));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("cut.mat.part")));
}

TEST_F(BadInput, ADeviceOrAPipeIsNotReplacedByAFile) {
  makeResults();
  // A figure's file needs its ending.
  for (const char* name : {"pipe.mat", "pipe.svg"}) {
    const std::string pipe = folder_.file(name);
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    if (pipe.ends_with(".mat")) {
      refused({"export", file_, "--format", "mat", "-o", pipe}, {"pipe.mat", "is not a regular file"});
    } else if (draws()) {
      refused({"plot", file_, "-o", pipe}, {"pipe.svg", "is not a regular file"});
    }
    EXPECT_TRUE(std::filesystem::is_fifo(pipe)) << name;
  }
}

TEST_F(BadInput, ResultsAreNotReplacedByWhatIsMadeOfThem) {
  makeResults();
  const std::string before = readText(file_);
  std::vector<std::vector<std::string>> cases = {
      {"export", file_, "--format", "csv", "-o", file_},      {"export", file_, "--format", "json", "-o", file_},
      {"export", file_, "--format", "mat", "-o", file_},      {"table", file_, "-o", file_},
      {"table", file_, "--format", "xlsx", "-o", file_},      {"report", file_, "--no-figures", "-o", file_},
      {"plot", file_, "--data", folder_.file("results.csv")}, {"reproduce", file_, "-q", "--certificate", file_}};
  if (draws()) cases.push_back({"plot", file_, "-o", folder_.file("results.svg")});
  for (const char* name : {"results.csv", "results.svg"}) fs::copy_file(file_, folder_.file(name));
  for (const std::vector<std::string>& words : cases) {
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 2) << words[0] << words.back();
    EXPECT_THAT(outcome.err, HasSubstr("is a file of results, which nothing else may replace; choose another name"));
    EXPECT_EQ(readText(file_), before) << words[0];
  }
  for (const char* name : {"results.csv", "results.svg"}) EXPECT_EQ(readText(folder_.file(name)), before);
}

TEST_F(BadInput, ASkeletonNeedsANameThatIsFree) {
  for (const char* kind : {"algorithm MFEA", "problem CEC17-MTSO1-CI-HS", "metric HV"}) {
    const std::string words = kind;
    const std::size_t blank = words.find(' ');
    refused({"new", words.substr(0, blank), words.substr(blank + 1), folder_.file("taken")},
            {"Tandem has the " + words.substr(0, blank) + " '" + words.substr(blank + 1) + "' already"});
    EXPECT_FALSE(fs::exists(folder_.file("taken")));
  }
}

TEST_F(BadInput, BoundsWithoutAFiniteRangeAreRefused) {
  const std::string wide = folder_.file("wide.toml");
  writeText(wide, "name = \"Wide\"\n[[task]]\nbase = \"Sphere\"\ndim = 2\nlower = -1e308\nupper = 1e308\n");
  writeText(
      folder_.file("wide.sh"),
      "echo tandem-problem 1; echo name Wide; echo task a 2 1 0; echo lower -1e308; echo upper 1e308; echo ready; "
      "read line\n");
  for (const std::string& problem : {wide, "External:command=sh " + folder_.file("wide.sh")}) {
    refused({"run", "-a", "GA", "-p", problem, "-o", file_},
            {"'Wide' cannot be run: task 1 has bounds -1e+308 and 1e+308 of variable 1"});
  }
}

TEST_F(BadInput, NoFigureIsDrawnOfRunsThatAllFailed) {
  writeText(folder_.file("bad.sh"),
            "echo tandem-problem 1; echo task a 2 1 0; echo ready; read line; echo error boom\n");
  // Two problems, as critical-difference needs; all runs fail, which is said but no error of the program.
  (void)tandem({"run", "-a", "GA,MFEA", "-p", "External:command=sh " + folder_.file("bad.sh"), "-p",
                "External:command=sh " + folder_.file("bad.sh") + " again", "-r", "2", "-e", "100", "-n", "10", "-q",
                "-o", file_});
  for (const std::string kind :
       {"convergence", "box", "bubble", "run-box", "ecdf", "ecdf-difference", "performance-profile", "data-profile",
        "critical-difference", "rank-heatmap", "verdict", "attainment", "power", "ledger"}) {
    const Outcome outcome = tandem({"plot", file_, "--kind", kind, "--data", folder_.file("data.csv")});
    EXPECT_EQ(outcome.status, 2) << kind;
    EXPECT_THAT(outcome.err, HasSubstr("The " + kind +
                                       " figure would be empty: none of the runs finished, they failed; "
                                       "resume with --retry-failed"));
    EXPECT_FALSE(fs::exists(folder_.file("data.csv"))) << kind;
  }
}

TEST_F(BadInput, ANameThatIsTooLongIsSaidInPlainWords) {
  const std::string name = std::string(300, 'n') + ".h5";
  const Outcome outcome = tandem({"run", "-a", "GA", "-p", "Sphere", "-o", folder_.file(name)});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("Cannot use '"), HasSubstr("File name too long"), Not(HasSubstr("filesystem error"))));
}

TEST_F(BadInput, AParameterGivenTwiceIsRefusedEverywhere) {
  refused({"evaluate", "Sphere", "--param", "dim=2", "--param", "dim=3"}, {"'dim'", "twice"});
}

/// Runs a shell command on a file system of 400 kB; false if none can be mounted here.
bool onSmallDisk(const std::string& line) {
  const std::string wrapped = (geteuid() == 0 ? "unshare -m" : "unshare -rm") +
                              std::string(
                                  " sh -c 'd=$(mktemp -d) && mount -t tmpfs -o size=400k none $d && cd $d || "
                                  "exit 77; ") +
                              line + "'";
  const int status = std::system(wrapped.c_str());
  return !(WIFEXITED(status) && (WEXITSTATUS(status) == 77 || WEXITSTATUS(status) == 127 || WEXITSTATUS(status) == 1));
}

TEST_F(BadInput, AFullDiskIsSaidAndFinishedRunsStayReadable) {
  const std::string program = TANDEM_PROGRAM;
  const std::string out = folder_.file("");
  const bool possible =
      onSmallDisk(program + " run -a GA -p Sphere:dim=50 -r 500 -e 2000 -k 50 -j 1 --save-decisions -o full.h5 2> " +
                  out + "err; echo $? > " + out + "status; " + program + " info full.h5 --format json > " + out +
                  "info 2>> " + out + "err2; echo $? > " + out + "status2; exit 0");
  if (!possible) GTEST_SKIP() << "no small file system can be mounted here: the full disk is not tested";
  EXPECT_EQ(readText(out + "status"), "2\n") << readText(out + "err");
  EXPECT_THAT(readText(out + "err"), HasSubstr("No space left on device"));
  EXPECT_EQ(readText(out + "status2"), "0\n") << readText(out + "err2");
  EXPECT_THAT(readText(out + "info"), HasSubstr("\"finished\""));
}

TEST_F(BadInput, NoWriterLeavesAPartOfItsFileOnAFullDisk) {
  const std::string out = folder_.file("");
  for (const auto& [name, words] : std::initializer_list<std::pair<std::string, std::vector<std::string>>>{
           {"so.h5", {"-a", "MFEA,GA", "-p", "CEC17-MTSO1,Sphere:dim=4"}},
           {"mo.h5", {"-a", "NSGA-II", "-p", "ZDT1"}}}) {
    std::vector<std::string> run{"run", "-r", "3", "-e", "2000", "-n", "50", "-k", "20", "--save-decisions"};
    run.insert(run.end(), words.begin(), words.end());
    run.insert(run.end(), {"--instance", "synthetic", "-q", "-o", out + name});
    ASSERT_EQ(tandem(run).status, 0);
  }
  ASSERT_EQ(tandem({"export", out + "so.h5", "--format", "csv", "-o", out + "so.csv"}).status, 0);
  const std::string so = out + "so.h5 ";
  const std::string mo = out + "mo.h5 ";
  std::vector<std::string> writers{
      "table " + so + "--show runs -o t.xlsx",
      "table " + so + "--show runs -o t.csv",
      "table " + so + "-o t.tex",
      "export " + so + "--format csv -o e.csv",
      "export " + so + "--format json -o e.json",
      "export " + so + "--format mat -o e.mat",
      "export " + so + "--format ioh -o ioh",
      "export " + mo + "--format csv --fronts -o f.csv",
      "plot " + so + "--kind box --data d.csv",
      "report " + so + "-o r.html",
      "merge m.h5 " + so,
      "trim " + so + "-k 10 -o k.h5",
      "split " + so + "--by algorithm -o .",
      "arrange " + so + "-a GA -o a.h5",
      "import " + out + "so.csv -o i.h5",
      "new algorithm mine",
      "reproduce " + so + "-q --certificate c.json",
  };
  if (draws()) {
    for (const char* ending : {"pdf", "svg", "png"}) {
      writers.push_back("plot " + so + "--kind convergence -p Sphere -o p." + ending);
    }
  }
  for (const std::string& writer : writers) {
    // No byte is left; of figures, which are larger, a part would fit.
    const std::string pages = writer.find("convergence") == std::string::npos ? "200" : "99";
    const std::string line = "dd if=/dev/zero of=fill bs=4k count=" + pages + " 2> /dev/null; " +
                             std::string(TANDEM_PROGRAM) + " " + writer + " > " + out + "said 2> " + out +
                             "err; echo $? > " + out + "status; rm fill; find . -mindepth 1 > " + out + "left; exit 0";
    if (!onSmallDisk(line)) GTEST_SKIP() << "no small file system can be mounted here: the full disk is not tested";
    const std::string err = readText(out + "err");
    EXPECT_EQ(readText(out + "status"), "2\n") << writer << ": " << err;
    EXPECT_EQ(readText(out + "left"), "") << writer;
    EXPECT_THAT(err, HasSubstr("No space left on device")) << writer;
    const std::string file = writer.substr(0, 5) == "merge" ? "m.h5" : writer.substr(writer.rfind(' ') + 1);
    if (writer.substr(0, 5) != "split") {
      EXPECT_THAT(err, HasSubstr(file)) << writer;
    }
    if (!writer.starts_with("report")) {  // which tells how far it is
      EXPECT_EQ(std::count(err.begin(), err.end(), '\n'), 1) << writer << ": " << err;
    }
  }
}

TEST_F(BadInput, WhatIsNoSpecificationSaysWhatItIs) {
  makeResults();
  refused({"run", file_, "-o", folder_.file("o.h5")}, {"is a result file", "tandem resume", "tandem extend"});
  const std::string csv = folder_.file("r.csv");
  ASSERT_EQ(tandem({"export", file_, "--format", "csv", "-o", csv}).status, 0);
  refused({"run", csv, "-o", folder_.file("o.h5")}, {"is a table", "tandem import"});
  const std::string mat = folder_.file("r.mat");
  ASSERT_EQ(tandem({"export", file_, "--format", "mat", "-o", mat}).status, 0);
  refused({"run", mat, "-o", folder_.file("o.h5")}, {"is a MATLAB file", "tandem import"});
  refused({"run", folder_.path().string(), "-o", folder_.file("o.h5")}, {"is a directory"});
  // However large.
  std::filesystem::resize_file(file_, std::uintmax_t{20} << 20U);
  refused({"run", file_, "-o", folder_.file("o.h5")}, {"is a result file"});
  std::filesystem::create_directory(folder_.file("half.h5.parts"));
  writeText(folder_.file("half.h5.parts/experiment.h5"), "");
  refused({"run", folder_.file("half.h5"), "-o", folder_.file("o.h5")}, {"unfinished result file", "tandem resume"});
}

TEST_F(BadInput, AFullDiskBehindStandardOutput) {
  const std::string line = std::string(TANDEM_PROGRAM) + " list problems > /dev/full 2> " + folder_.file("err");
  const int status = std::system(line.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 2);
  EXPECT_THAT(readText(folder_.file("err")), HasSubstr("No space left on device"));
}

}  // namespace
}  // namespace tandem::test
