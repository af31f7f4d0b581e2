// SPDX-License-Identifier: Apache-2.0
// Experiments on the command line: the way from run to export when all goes well, and what interruption leaves behind.
#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "cli_program.h"

namespace tandem::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::size_t lineCount(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// A small experiment: 2 algorithms x 2 problems x 3 repetitions.
std::vector<std::string> smallRun(const std::string& file, const std::vector<std::string>& more = {}) {
  std::vector<std::string> words{"run", "-a", "MFEA,GA", "-p",         "CEC17-MTSO1,Sphere:dim=4",
                                 "-r",  "3",  "-e",      "900",        "-n",
                                 "10",  "-k", "4",       "-s",         "5",
                                 "-o",  file, "-q",      "--instance", "synthetic"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::string exported(const std::string& file, const std::string& format = "csv") {
  const Outcome outcome = tandem({"export", file, "--format", format});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return outcome.out;
}

nlohmann::json infoOf(const std::string& file) {
  const Outcome outcome = tandem({"info", file, "--format", "json"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return nlohmann::json::parse(outcome.out);
}

class Run : public testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string file_ = folder_.file("out.h5");
};

TEST_F(Run, FromRunToExport) {
  const Outcome outcome = tandem(smallRun(file_));
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, IsEmpty()) << "-q is quiet";
  EXPECT_TRUE(std::filesystem::exists(file_));
  EXPECT_FALSE(std::filesystem::exists(file_ + ".parts"));

  const auto info = infoOf(file_);
  EXPECT_EQ(info["runs"], (nlohmann::json{{"total", 12}, {"finished", 12}, {"failed", 0}, {"missing", 0}}));
  EXPECT_EQ(info["seed"], 5);
  EXPECT_EQ(info["problems"][0]["instance"], "synthetic");
  EXPECT_EQ(info["problems"][1]["parameters"]["dim"], "4");
  const Outcome text = tandem({"info", file_});
  for (const char* fragment : {"12 of 12 runs finished", "MFEA", "CEC17-MTSO1-CI-HS", "synthetic", "made by"}) {
    EXPECT_THAT(text.out, HasSubstr(fragment));
  }
  const Outcome verified = tandem({"verify", file_});
  EXPECT_EQ(verified.status, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("sound"));

  // 2 algorithms x 3 repetitions x 4 checkpoints x (2 + 1 tasks), and the header.
  const std::string csv = exported(file_);
  EXPECT_THAT(csv, StartsWith("problem,task,algorithm,repetition,checkpoint,evaluations,objective,cv\n"
                              "CEC17-MTSO1-CI-HS,1,MFEA,1,1,"));
  EXPECT_EQ(lineCount(csv), 1U + 2 * 3 * 4 * 3);
  const auto json = nlohmann::json::parse(exported(file_, "json"));
  ASSERT_EQ(json["runs"].size(), 12U);
  const auto& first = json["runs"][0];
  EXPECT_EQ(first["status"], "finished");
  ASSERT_EQ(first["tasks"][1]["objective"].size(), 4U);
  // The same number in both forms, digit by digit.
  const std::string line = csv.substr(csv.find("CEC17-MTSO1-CI-HS,2,MFEA,1,4,"));
  const std::string field = line.substr(line.find(',', 29) + 1);
  EXPECT_EQ(std::stod(field), first["tasks"][1]["objective"][3].get<double>());
}

TEST_F(Run, TheCostOfEveryCellIsToldWithItsNames) {
  ASSERT_EQ(tandem(smallRun(file_, {"-a", "AT-MFEA"})).status, 0);
  const auto cost = nlohmann::json::parse(tandem({"info", file_, "--cost", "--format", "json"}).out);
  ASSERT_EQ(cost.size(), 6U);
  EXPECT_EQ(cost, infoOf(file_)["cost"]);
  for (const auto& cell : cost) {
    const std::string algorithm = cell["algorithm"];
    double sum = 0.0;
    for (const char* part : {"algorithm", "evaluation", "waiting", "recording", "model"}) {
      sum += cell["parts"][part].get<double>();
    }
    EXPECT_EQ(cell["runs"], 3);
    EXPECT_NEAR(sum, cell["seconds"].get<double>(), 0.02 * sum);
    EXPECT_EQ(cell["parts"]["model"].get<double>() > 0.0, algorithm == "AT-MFEA") << cell;
  }
  const Outcome text = tandem({"info", file_, "--cost"});
  EXPECT_THAT(text.out, AllOf(HasSubstr("recording  model"), HasSubstr("AT-MFEA"), HasSubstr(" %")));
}

// https://iohprofiler.github.io/IOHanalyzer/data/: columns by name. Its reader (read_pure_csv) casts evaluations x
// runs: a hole in that table becomes NA and spoils the run, so runs of a function and algorithm share their
// evaluations.
TEST_F(Run, IohHasEveryRunAtEveryEvaluationOfAny) {
  ASSERT_EQ(tandem(smallRun(file_)).status, 0);
  const std::string ioh = exported(file_, "ioh");
  EXPECT_THAT(ioh, StartsWith("EvaluationCount,Values,FunctionID,AlgorithmID,Dim,RunID\n1,"));
  EXPECT_THAT(ioh, AllOf(HasSubstr(",CEC17-MTSO1-CI-HS-T2,MFEA,50,3\n"), HasSubstr(",GA,4,3\n")));
  // Within a run and task, evaluations go up and values do not.
  const auto json = nlohmann::json::parse(exported(file_, "json"));
  const auto spent = json["runs"][0]["evaluations"].back().get<long long>();
  for (const auto& run : json["runs"]) ASSERT_EQ(run["evaluations"].back().get<long long>(), spent);
  std::map<std::string, std::map<std::string, std::set<long long>>> places;  // function and algorithm, run
  std::string tail;
  long long evaluations = 0;
  double value = 0.0;
  std::size_t begin = ioh.find('\n') + 1;
  while (begin < ioh.size()) {
    const std::size_t end = ioh.find('\n', begin);
    const std::string line = ioh.substr(begin, end - begin);
    const std::size_t comma = line.find(',');
    const std::size_t second = line.find(',', comma + 1);
    const long long at = std::stoll(line);
    const double better = std::stod(line.substr(comma + 1));
    if (line.substr(second) == tail) {
      EXPECT_GT(at, evaluations);
      EXPECT_LE(better, value) << line;
    } else if (!tail.empty()) {
      EXPECT_EQ(evaluations, spent) << tail;
    }
    tail = line.substr(second);
    const std::size_t run = tail.rfind(',');
    EXPECT_TRUE(places[tail.substr(0, run)][tail.substr(run)].insert(at).second) << line;
    evaluations = at;
    value = better;
    begin = end + 1;
  }
  for (const auto& [cell, runs] : places) {
    ASSERT_EQ(runs.size(), 3U) << cell;
    for (const auto& [run, at] : runs) EXPECT_EQ(at, runs.begin()->second) << cell << run;
  }
}

TEST_F(Run, ThreadsMakeNoDifference) {
  ASSERT_EQ(tandem(smallRun(file_, {"-j", "1"})).status, 0);
  const std::string other = folder_.file("other.h5");
  ASSERT_EQ(tandem(smallRun(other, {"-j", "3"})).status, 0);
  EXPECT_EQ(exported(file_), exported(other));
}

TEST_F(Run, ADryRunIsASpecificationThatRunsTheSame) {
  const Outcome plan = tandem(smallRun(file_, {"--dry-run"}));
  ASSERT_EQ(plan.status, 0) << plan.err;
  EXPECT_FALSE(std::filesystem::exists(file_));
  EXPECT_THAT(plan.out, HasSubstr("# 12 runs: 2 algorithms, 2 problems, 3 repetitions"));
  writeText(folder_.file("spec.toml"), plan.out);
  ASSERT_EQ(tandem(smallRun(file_)).status, 0);
  const std::string other = folder_.file("other.h5");
  const Outcome again = tandem({"run", folder_.file("spec.toml"), "-o", other, "-q"});
  ASSERT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(exported(file_), exported(other));
  // And what the file says about itself is a specification, too.
  const Outcome stored = tandem({"info", other, "--spec"});
  writeText(folder_.file("stored.toml"), stored.out);
  const Outcome third = tandem({"run", folder_.file("stored.toml"), "-o", other, "-q", "--force"});
  ASSERT_EQ(third.status, 0) << third.err;
  EXPECT_EQ(exported(file_), exported(other));
}

TEST_F(Run, OptionsWinOverTheSpecification) {
  const Outcome plan = tandem(smallRun(file_, {"--dry-run"}));
  writeText(folder_.file("spec.toml"), plan.out);
  const Outcome outcome =
      tandem({"run", folder_.file("spec.toml"), "-a", "DE", "-r", "2", "-s", "77", "-o", file_, "-q"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto info = infoOf(file_);
  EXPECT_EQ(info["seed"], 77);
  EXPECT_EQ(info["repetitions"], 2);
  ASSERT_EQ(info["algorithms"].size(), 1U);
  EXPECT_EQ(info["algorithms"][0]["name"], "DE");
  EXPECT_EQ(info["problems"].size(), 2U);
  EXPECT_EQ(info["problems"][0]["budget"], 900);
}

TEST_F(Run, EntriesHaveBudgetsAndPopulationsOfTheirOwn) {
  const Outcome plan =
      tandem({"run", "-a", "GA,MFEA:population=30,rmp=0.5,budget=700", "-p",
              "Sphere:population=12,dim=4,Rastrigin:dim=3", "-e", "500", "--strict-budget", "--dry-run"});
  ASSERT_EQ(plan.status, 0) << plan.err;
  EXPECT_THAT(
      plan.out,
      HasSubstr("{ name = \"MFEA\", alias = \"MFEA\", budget = 700, population = 30, params = { rmp = 0.5 } }"));
  EXPECT_THAT(plan.out, HasSubstr("{ name = \"Func-Sphere\", population = 12, params = { dim = 4 } }"));
  EXPECT_THAT(plan.out, HasSubstr("strict_budget = true"));
  EXPECT_THAT(tandem({"run", "-a", "GA:population=0", "-p", "Sphere", "--dry-run"}).err,
              HasSubstr("the population '0' is not a whole number from 1"));
}

TEST_F(Run, NothingBeyondAStrictBudgetIsEvaluated) {
  ASSERT_EQ(tandem(smallRun(file_, {"--strict-budget", "-e", "901"})).status, 2) << "-e stands twice";
  const std::vector<std::string> words{
      "run", "-a", "L-SHADE,DE,CMA-ES", "-p", "Sphere:dim=5", "-r", "1", "-e", "33", "-n", "20", "-k", "2", "-o",
      file_, "-q", "--strict-budget"};
  const Outcome outcome = tandem(words);
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto record = nlohmann::json::parse(exported(file_, "json"));
  for (const auto& run : record["runs"]) EXPECT_EQ(run["evaluations"].back(), 33) << run.dump().substr(0, 200);
}

TEST_F(Run, WarningsOfFinishedRunsAreSaid) {
  const std::string program = folder_.file("nan.sh");
  writeText(
      program,
      "echo tandem-problem 1; echo name half of it; echo task a 2 1 1; echo ready\n"
      "n=0; while read a b; do case $a in evaluate) ;; *) n=$((n+1)); if [ $((n%2)) = 0 ]; then echo nan nan; else "
      "echo 1 0; fi;; esac; done\n");
  const Outcome outcome = tandem({"run", "-a", "GA", "-p", "External:command=sh " + program, "-r", "2", "-e", "40",
                                  "-n", "10", "-k", "2", "-j", "1", "-o", file_, "-q"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("2 of the finished runs have a warning"), HasSubstr("GA on half of it"),
                    HasSubstr("20 objective values were NaN"), HasSubstr("20 constraint values were NaN")));
  EXPECT_THAT(outcome.err, Not(HasSubstr("No journal is kept")));
  const Outcome table = tandem({"table", file_});
  EXPECT_THAT(table.out, AllOf(HasSubstr("half of it"), HasSubstr("2 finished runs have a warning"),
                               HasSubstr("objective values were NaN")));
  EXPECT_EQ(tandem({"table", file_, "-p", "half of it"}).status, 0);
  EXPECT_EQ(tandem({"table", file_, "-p", "External"}).status, 0);
}

TEST_F(Run, TheAdviceToGoOnStartsThePrograms) {
  writeText(folder_.file("one.sh"),
            "echo tandem-problem 1; echo task a 2 1 0; echo ready\n"
            "while read a b; do case $a in evaluate) ;; *) echo 1;; esac; done\n");
  const Outcome outcome = tandem({"run", "-a", "GA", "-p", "External:command=sh " + folder_.file("one.sh"), "-r", "1",
                                  "-e", "20", "-n", "10", "-k", "2", "-o", file_, "-q"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const Outcome wider = tandem({"extend", file_, "-r", "2", "--room-only", "--allow-programs", "-q"});
  ASSERT_EQ(wider.status, 0) << wider.err;
  EXPECT_THAT(wider.err, HasSubstr("resume " + file_ + " --allow-programs"));
}

TEST_F(Run, ACommandWithCommasStandsInQuotes) {
  const Outcome outcome = tandem({"run", "-a", "GA", "-p", "External:command=echo 1,2", "--dry-run"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("'External:command=\"echo 1,2\"'"));
}

TEST_F(Run, CommaListsParametersPatternsAndSuites) {
  const Outcome outcome = tandem({"run",        "-a",       "MFEA:rmp=0.5,muC=3,GA",
                                  "-a",         "MFEA",     "-p",
                                  "CEC17-MTSO", "-r",       "1",
                                  "-e",         "400",      "-n",
                                  "10",         "-k",       "2",
                                  "-o",         file_,      "-q",
                                  "--instance", "synthetic"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto info = infoOf(file_);
  ASSERT_EQ(info["algorithms"].size(), 3U);
  EXPECT_EQ(info["algorithms"][0]["parameters"][0]["value"], 0.5);
  EXPECT_EQ(info["algorithms"][0]["parameters"][1]["value"], 3);
  EXPECT_EQ(info["algorithms"][1]["name"], "GA");
  EXPECT_EQ(info["algorithms"][2]["parameters"][0]["value"], 0.3);
  EXPECT_NE(info["algorithms"][0]["alias"], info["algorithms"][2]["alias"]);
  EXPECT_EQ(info["problems"].size(), 9U);

  const Outcome plan = tandem({"run", "-a", "MFE?", "-p", "cec17_mtso[12]*,CEC17-MTSO3*", "--dry-run"});
  EXPECT_EQ(plan.status, 2) << "brackets are not a pattern";
  const Outcome globs = tandem({"run", "-a", "MFE?", "-p", "cec17_mtso1*,CEC17-MTSO3*", "--dry-run"});
  ASSERT_EQ(globs.status, 0) << globs.err;
  EXPECT_THAT(globs.out, AllOf(HasSubstr("CEC17-MTSO3-CI-LS"), HasSubstr("MFEA"), Not(HasSubstr("MTSO2"))));
}

TEST_F(Run, ProgressWithoutATerminalIsPlainLines) {
  std::vector<std::string> words = smallRun(file_);
  words.erase(std::find(words.begin(), words.end(), "-q"));
  const Outcome outcome = tandem(words);
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("12 runs: 2 algorithms"), HasSubstr("results in"), Not(HasSubstr("\r"))));
}

TEST_F(Run, TheSyntheticInstanceIsNamedWhenOfficialDataAreMissing) {
  const Outcome outcome = tandem({"run", "-a", "GA", "-p", "CEC17-MTSO1", "-r", "1", "-e", "400", "-o", file_});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("CEC17-MTSO"), HasSubstr("synthetic instance")));
}

TEST_F(Run, AFailedRunIsRecordedAndTheExitStatusSaysSo) {
  const Outcome outcome =
      tandem({"run", "-a", "GA", "-p", "Sphere", "-r", "2", "--time-limit", "1e-9", "-o", file_, "-q"});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("failed: GA on Func-Sphere, repetition 1"), HasSubstr("2 runs failed")));
  const auto info = infoOf(file_);
  EXPECT_EQ(info["runs"]["failed"], 2);
  EXPECT_EQ(info["failures"].size(), 2U);
  const Outcome text = tandem({"info", file_});
  EXPECT_THAT(text.out, AllOf(HasSubstr("2 failed"), HasSubstr("Failed runs"), HasSubstr("repetition 2")));
  const Outcome csv = tandem({"export", file_, "--format", "csv"});
  EXPECT_EQ(csv.status, 0);
  EXPECT_EQ(lineCount(csv.out), 1U);
  EXPECT_THAT(csv.err, HasSubstr("2 failed"));
}

TEST_F(Run, ResumeOfACompleteExperimentHasNothingToDo) {
  ASSERT_EQ(tandem(smallRun(file_)).status, 0);
  const std::string before = exported(file_);
  const Outcome outcome = tandem({"resume", file_});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("0 of 12 runs to do"));
  EXPECT_EQ(exported(file_), before);
}

TEST_F(Run, ShardsAreDisjointAndTogetherEverything) {
  const std::string second = folder_.file("second.h5");
  ASSERT_EQ(tandem(smallRun(file_, {"--shard", "1/2"})).status, 0);
  ASSERT_EQ(tandem(smallRun(second, {"--shard", "2/2"})).status, 0);
  EXPECT_EQ(infoOf(file_)["runs"]["finished"], 6);
  EXPECT_EQ(infoOf(second)["runs"]["finished"], 6);
  const std::string all = folder_.file("all.h5");
  ASSERT_EQ(tandem(smallRun(all)).status, 0);
  // Every line of the whole is in exactly one of the two.
  std::size_t inFirst = 0;
  std::size_t inSecond = 0;
  const std::string a = exported(file_);
  const std::string b = exported(second);
  const std::string whole = exported(all);
  std::size_t begin = whole.find('\n') + 1;
  while (begin < whole.size()) {
    const std::size_t end = whole.find('\n', begin) + 1;
    const std::string line = whole.substr(begin - 1, end - begin + 1);  // with the newline before it
    const bool first = a.find(line) != std::string::npos;
    const bool other = b.find(line) != std::string::npos;
    EXPECT_NE(first, other) << line;
    inFirst += first ? 1 : 0;
    inSecond += other ? 1 : 0;
    begin = end;
  }
  EXPECT_EQ(inFirst + 1, lineCount(a));
  EXPECT_EQ(inSecond + 1, lineCount(b));
}

/// A result file is data. The one thing in it that could be executed is the command of the problem External.
TEST_F(Run, ResumeStartsProgramsThatAFileNamesOnlyWhenTold) {
  const std::string mark = folder_.file("mark");
  const std::string spec = folder_.file("spec.toml");
  const std::string command = "touch " + mark + "; exec python3 " TANDEM_SOURCE_DIR "/examples/external/two_tasks.py";
  writeText(spec,
            "repetitions = 2\nbudget = 400\n[[algorithms]]\nname = \"MFEA\"\n[[problems]]\nname = \"External\"\n"
            "[problems.params]\ncommand = '" +
                command + "'\n");
  const Outcome half = tandem({"run", spec, "--shard", "1/2", "-o", file_});
  ASSERT_EQ(half.status, 0) << half.err;
  ASSERT_TRUE(std::filesystem::remove(mark));
  for (const char* harmless : {"info", "verify", "table"}) EXPECT_EQ(tandem({harmless, file_}).status, 0) << harmless;
  (void)exported(file_);
  const Outcome refused = tandem({"resume", file_});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, AllOf(HasSubstr(command), HasSubstr("--allow-programs")));
  EXPECT_FALSE(std::filesystem::exists(mark)) << "the command was executed";
  const Outcome resumed = tandem({"resume", file_, "--allow-programs"});
  EXPECT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_EQ(infoOf(file_)["runs"]["missing"], 0);
}

TEST_F(Run, NamesOfAFileCannotCommandTheTerminal) {
  const std::string spec = folder_.file("spec.toml");
  writeText(spec,
            "repetitions = 1\nbudget = 200\n[[algorithms]]\nname = \"GA\"\n"
            "[[problems]]\nname = \"External\"\n[problems.params]\n"
            "command = \"true '\\u001B]0;title\\u0007 red'; exec python3 " TANDEM_SOURCE_DIR
            "/examples/external/two_tasks.py\"\n");
  const Outcome made = tandem({"run", spec, "-q", "-o", file_});
  ASSERT_EQ(made.status, 0) << made.err;
  const Outcome shown =
      tandem({"info", file_}, "", {}, {"python3", "-c", "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) != 0)"});
  ASSERT_EQ(shown.status, 0) << shown.err;
  EXPECT_THAT(shown.out, AllOf(HasSubstr("red"), Not(HasSubstr("\x1b")), Not(HasSubstr("\x07"))));
  EXPECT_THAT(tandem({"info", file_}).out, HasSubstr("\x1b")) << "to a pipe, what is there";
  // Names of methods stand in tables and files of every kind: none of that may be in them.
  const Outcome named =
      tandem({"run", "-a", "GA:alias=\"two\nlines\"", "-p", "Sphere:dim=2", "-o", folder_.file("n.h5")});
  EXPECT_EQ(named.status, 2);
  EXPECT_THAT(named.err, HasSubstr("'two?lines' cannot be the name of an algorithm"));
}

TEST_F(Run, AnInterruptedShardIsResumedAsAShard) {
  ASSERT_EQ(tandem(smallRun(file_, {"--shard", "1/3"})).status, 0);
  const Outcome nothing = tandem({"resume", file_, "--shard", "1/3"});
  EXPECT_EQ(nothing.status, 0) << nothing.err;
  EXPECT_THAT(nothing.err, HasSubstr("0 of 4 runs to do"));
  EXPECT_EQ(infoOf(file_)["runs"]["missing"], 8);
  const Outcome other = tandem({"resume", file_, "--shard", "2/3"});
  EXPECT_EQ(other.status, 0) << other.err;
  EXPECT_THAT(other.err, HasSubstr("4 of 4 runs to do"));
  EXPECT_EQ(infoOf(file_)["runs"]["missing"], 4);
  const Outcome rest = tandem({"resume", file_});
  EXPECT_EQ(rest.status, 0) << rest.err;
  const std::string all = folder_.file("all.h5");
  ASSERT_EQ(tandem(smallRun(all)).status, 0);
  EXPECT_EQ(exported(file_), exported(all));
}

/// An experiment of many short runs that takes some seconds in all.
std::vector<std::string> longRun(const std::string& file) {
  return {"run", "-a", "MFEA,GA", "-p",         "CEC17-MTSO1,CEC17-MTSO9",
          "-r",  "12", "-e",      "200000",     "-k",
          "5",   "-j", "2",       "--instance", "synthetic",
          "-o",  file};
}

class Interruption : public Run, public testing::WithParamInterface<int> {};

TEST_P(Interruption, KeepsFinishedRunsAndResumeCompletesThem) {
  Program program(longRun(file_));
  // As soon as one run is seen to be finished: then most are still to be done, however fast the machine is.
  while (program.running()) {
    const Outcome seen = tandem({"info", file_, "--format", "json"});
    if (seen.status == 0 && nlohmann::json::parse(seen.out)["runs"]["finished"] > 0) break;
  }
  program.signal(GetParam());
  const Outcome outcome = program.wait();
  ASSERT_EQ(outcome.status, 130) << outcome.err;
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("finished runs are kept"), HasSubstr("tandem resume " + file_)));

  const auto info = infoOf(file_);
  EXPECT_GT(info["runs"]["finished"], 0);
  EXPECT_GT(info["runs"]["missing"], 0);
  EXPECT_EQ(info["runs"]["failed"], 0) << "an interrupted run is not a failed one";
  EXPECT_THAT(tandem({"info", file_}).out, HasSubstr("tandem resume"));
  if (GetParam() != SIGINT) return;  // the rest does not depend on the signal

  const Outcome resumed = tandem({"resume", file_});
  ASSERT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_EQ(infoOf(file_)["runs"]["missing"], 0);
  const std::string undisturbed = folder_.file("undisturbed.h5");
  ASSERT_EQ(tandem(longRun(undisturbed)).status, 0);
  EXPECT_EQ(exported(file_), exported(undisturbed));
}

INSTANTIATE_TEST_SUITE_P(Signals, Interruption, testing::Values(SIGINT, SIGTERM));

TEST_F(Run, ASecondSignalEndsTheProgramAtOnce) {
  Program program({"run", "-a", "GA", "-p", "Sphere:dim=50", "-e", "2000000000", "-r", "1", "-o", file_});
  for (int i = 0; i < 1000 && program.errorsSoFar().find("1 run") == std::string::npos; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  program.signal(SIGINT);
  program.signal(SIGTERM);
  const Outcome outcome = program.wait(20);
  EXPECT_EQ(outcome.status, 130) << outcome.err;
}

TEST_F(Run, StartsFromPointsAndTheFileSaysSo) {
  const std::string points = folder_.file("points.csv");
  std::ofstream(points) << "task,x1,x2\n1,0.5,-0.5\n1,1,1\n";
  const auto run = [&](const std::string& start, const std::string& file) {
    return tandem({"run", "-a", "GA", "-p", "Sphere:dim=2", "-r", "1", "-e", "60", "-n", "10", "-q", "--save-decisions",
                   "--start", start, "-o", file});
  };
  ASSERT_EQ(run(points, file_).status, 0);
  EXPECT_EQ(infoOf(file_)["start"]["points"], 2);
  EXPECT_EQ(infoOf(file_)["start"]["source"], points);
  EXPECT_THAT(tandem({"info", file_}).out, HasSubstr("2 points of '" + points + "'"));
  // From these results, in turn.
  const std::string second = folder_.file("second.h5");
  const Outcome outcome = run(file_, second);
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(infoOf(second)["start"]["points"], 1);

  std::ofstream(points) << "task,x1,x2\n1,0.5,1e9\n";
  const Outcome refused = run(points, folder_.file("third.h5"));
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr(points + ":2:7: variable 2 of task 1 is 1e9, outside of"));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("third.h5.parts")));
}

TEST_F(Run, JournalsAreOnOrOff) {
  const Outcome both = tandem(smallRun(file_, {"--journal", "--no-journal"}));
  EXPECT_EQ(both.status, 2);
  EXPECT_THAT(both.err, HasSubstr("exclude each other"));
  ASSERT_EQ(tandem(smallRun(file_, {"--journal"})).status, 0);
  EXPECT_FALSE(std::filesystem::exists(file_ + ".parts")) << "no journal is left of runs that are stored";
}

}  // namespace
}  // namespace tandem::test
