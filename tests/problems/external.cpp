// SPDX-License-Identifier: Apache-2.0
// Problems in another process: the worked example, and programs that misbehave in every way we could think of.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>
#include <string>

#include "tandem/catalogue.h"
#include "tandem/engine/run.h"
#include "tandem/error.h"

namespace tandem {
namespace {

const Catalogue& catalogue() {
  static const Catalogue all = builtinCatalogue();
  return all;
}

std::string write(const std::string& name, const std::string& script) {
  const std::string file = testing::TempDir() + "tandem_external_" + name + ".sh";
  std::ofstream(file) << script;
  return "sh " + file;
}

BuiltProblem build(const std::string& command, const std::string& timeLimit = "5") {
  return buildProblem(catalogue(), "External", {{"command", command}, {"timeLimit", timeLimit}});
}

const std::string kGreeting = "echo tandem-problem 1; echo task a 2 1 0; echo ready\n";

std::vector<double> evaluate(const Problem& problem, int rows) {
  Workspace ws;
  EvalContext ctx{ws, 0, 0};
  const Matrix x(rows, 2, 0.25);
  Matrix f(rows, 1);
  problem.evaluate(0, x, f, MatView(nullptr, rows, 0), ctx);
  return {f.values().begin(), f.values().end()};
}

std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const std::exception& e) {
    return e.what();
  }
  return "";
}

TEST(ExternalProblem, TheWorkedExampleRuns) {
  const BuiltProblem built = build("python3 " TANDEM_SOURCE_DIR "/examples/external/two_tasks.py", "20");
  ASSERT_EQ(built.problem->taskCount(), 2);
  EXPECT_EQ(built.problem->tasks()[1].constraints, 1);
  EXPECT_EQ(built.problem->defaultBudget(), 20000);
  EXPECT_EQ(built.problem->defaultPopulation(), 40);
  Workspace ws;
  EvalContext ctx{ws, 0, 0};
  const Matrix x(3, 8, 0.5);
  Matrix f(3, 1);
  Matrix g(3, 1);
  built.problem->evaluate(1, x, f, g, ctx);
  EXPECT_NEAR(f(2, 0), 8 * (0.25 + 20.0), 1e-9);
  EXPECT_DOUBLE_EQ(g(2, 0), -3.0);

  const std::unique_ptr<Algorithm> mfea = catalogue().algorithms.find("MFEA").make();
  RunRequest request;
  request.problem = built.problem.get();
  request.problemKey = "external";
  request.budget = 1200;
  request.population = 20;
  request.checkpoints = 3;
  const RunRecord record = executeRun(*mfea, request);
  EXPECT_EQ(record.status, RunStatus::Finished) << record.message;
  EXPECT_LT(record.objective[2], record.objective[0]);
}

TEST(ExternalProblem, GreetingsAreChecked) {
  const auto refusal = [](const std::string& name, const std::string& script) {
    return complaint([&] { (void)build(write(name, script), "2"); });
  };
  EXPECT_NE(refusal("version", "echo tandem-problem 2; echo ready\n").find("speaks version 2 of the protocol"),
            std::string::npos);
  EXPECT_NE(refusal("reference", "echo tandem-problem 1; echo task a 2 2 0; echo reference 1; echo ready\n")
                .find("one number per objective"),
            std::string::npos);
  EXPECT_NE(refusal("empty", "echo tandem-problem 1; echo ready\n").find("defines no task"), std::string::npos);
  EXPECT_NE(
      refusal("bounds", "echo tandem-problem 1; echo task a 2 1 0; echo lower 1; echo ready\n").find("lower bound"),
      std::string::npos);
  EXPECT_NE(refusal("size", "echo tandem-problem 1; echo task a 999999999 1 0; echo ready\n").find("VARIABLES"),
            std::string::npos);
  EXPECT_NE(refusal("word", "echo tandem-problem 1; echo colour blue; echo ready\n").find("colour"), std::string::npos);
  EXPECT_NE(refusal("dies", "exit 7\n").find("status 7"), std::string::npos);
  EXPECT_NE(refusal("silent", "sleep 60\n").find("did not answer within 2 seconds"), std::string::npos);
  EXPECT_NE(complaint([] { (void)buildProblem(catalogue(), "External"); }).find("command"), std::string::npos);
}

TEST(ExternalProblem, BadAnswersAreNamed) {
  const auto answer = [](const std::string& name, const std::string& body, const std::string& limit = "5") {
    const BuiltProblem built = build(write(name, kGreeting + body), limit);
    return complaint([&] { (void)evaluate(*built.problem, 2); });
  };
  EXPECT_NE(answer("text", "read a; read b; read c; echo one; echo two\n").find("'one'"), std::string::npos);
  EXPECT_NE(answer("count", "read a; read b; read c; echo 1 2; echo 3\n").find("1 numbers"), std::string::npos);
  EXPECT_NE(answer("place", "read a; read b; read c; echo 1; echo 2,x\n").find("'2,x' for point 2 of 2 of task 1"),
            std::string::npos);
  for (const char* nonsense :
       {"0x1p3", "1e", "1.5.2", "--1", "+-1", "1f", "infinite", "1e99999999999999999999x", "+"}) {
    const std::string said = answer("no", std::string("read a; read b; read c; echo 1; echo ") + nonsense + "\n");
    EXPECT_NE(said.find("'" + std::string(nonsense) + "' is no number in decimal notation"), std::string::npos) << said;
  }
  EXPECT_NE(answer("report", "read a; echo error the mesh is broken\n").find("the mesh is broken"), std::string::npos);
  EXPECT_NE(answer("dead", "read a; exit 3\n").find("status 3"), std::string::npos);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_NE(answer("slow", "read a; sleep 60\n", "1").find("did not answer"), std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(ExternalProblem, NumbersThatNoDoubleHoldsAreInfiniteOrZero) {
  const auto value = [](const std::string& printed) {
    const BuiltProblem built =
        build(write("number", kGreeting + "read a; read b; read c; echo 1; echo " + printed + "\n"));
    return evaluate(*built.problem, 2)[1];
  };
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  for (const char* large : {"1e999", "+1E+999", "1e99999999999999999999", "123456e308", "0.001e400", "00012e308"}) {
    EXPECT_EQ(value(large), kInfinite) << large;
    EXPECT_EQ(value("-" + std::string(large == std::string("+1E+999") ? "1E+999" : large)), -kInfinite) << large;
  }
  for (const char* small : {"1e-999", "1E-99999999999999999999", "123456e-400", "0.0001e-330", "-1e-999"}) {
    EXPECT_EQ(value(small), 0.0) << small;
    EXPECT_EQ(std::signbit(value(small)), *small == '-') << small;
  }
  EXPECT_EQ(value("1e308"), 1e308);
  EXPECT_EQ(value("0e999"), 0.0);
  EXPECT_EQ(value("Inf"), kInfinite);
  EXPECT_EQ(value("-INFINITY"), -kInfinite);
  EXPECT_TRUE(std::isnan(value("NaN")));
  // Bounds and optima are finite.
  EXPECT_NE(complaint([] {
              (void)build(write("far", "echo tandem-problem 1; echo task a 2 1 0; echo upper 1e999; echo ready\n"));
            }).find("'1e999' is not a finite number"),
            std::string::npos);
  EXPECT_NE(complaint([] {
              (void)build(write("blank", "echo tandem-problem 1; echo 'task \" \" 2 1 0'; echo ready\n"));
            }).find("it is blank"),
            std::string::npos);
}

TEST(ExternalProblem, AProcessThatDiesBetweenBatchesIsReplaced) {
  // Answers one batch of two points, then ends.
  const BuiltProblem built = build(write("once", kGreeting + "read a; read b; read c; echo 1.5; echo inf\n"));
  for (int i = 0; i < 3; ++i) {
    const std::vector<double> f = evaluate(*built.problem, 2);
    EXPECT_EQ(f[0], 1.5);
    EXPECT_TRUE(std::isinf(f[1]));
  }
}

/// A run of `algorithm` on the problem, as the engine does it.
RunRecord runOn(const Problem& problem, const std::string& algorithm, std::int64_t budget) {
  const std::unique_ptr<Algorithm> method = catalogue().algorithms.find(algorithm).make();
  RunRequest request;
  request.problem = &problem;
  request.algorithm = algorithm;
  request.problemKey = "external";
  request.budget = budget;
  request.population = 2;
  request.checkpoints = 2;
  return executeRun(*method, request);
}

TEST(ExternalProblem, RestartsAreCountedInTheRunsMessage) {
  // Ends after each batch of two points: every batch but the first finds it gone.
  const std::string script = "read a; for i in 1 2; do read x; echo 1.5; done\n";
  const BuiltProblem built = build(write("counted", kGreeting + script));
  const RunRecord record = runOn(*built.problem, "GA", 8);
  EXPECT_EQ(record.status, RunStatus::Finished) << record.message;
  EXPECT_NE(record.message.find("batches were asked for again"), std::string::npos) << record.message;
  EXPECT_NE(record.message.find("ended with status 0"), std::string::npos) << record.message;
  EXPECT_TRUE(record.state.empty());
  const BuiltProblem sound =
      build(write("sound", kGreeting + "while read a b; do case $a in evaluate) ;; *) echo 1.5;; esac; done\n"));
  EXPECT_EQ(runOn(*sound.problem, "GA", 8).message, "");
}

TEST(ExternalProblem, ErrorsNonsenseAndSilenceOfAKeptProcessFailTheRunAtOnce) {
  // The first batch is answered, the second is not; a new process would answer it.
  const auto second = [](const std::string& name, const std::string& then, const std::string& limit = "5") {
    const std::string script =
        kGreeting + "read a; for i in 1 2; do read x; echo 1.5; done; read a; " + then + "; sleep 60\n";
    const BuiltProblem built = build(write(name, script), limit);
    EXPECT_EQ(evaluate(*built.problem, 2)[0], 1.5);
    std::string said = complaint([&] { (void)evaluate(*built.problem, 2); });
    EXPECT_EQ(evaluate(*built.problem, 2)[0], 1.5) << "the next run gets a new process";
    return said;
  };
  EXPECT_NE(second("error2", "echo error the mesh is broken").find("the mesh is broken"), std::string::npos);
  EXPECT_NE(second("text2", "echo one; echo two").find("'one'"), std::string::npos);
  EXPECT_NE(second("slow2", "sleep 60", "1").find("did not answer"), std::string::npos);
}

TEST(ExternalProblem, MoreThanWasAskedForFailsTheRun) {
  // Lines that nobody asked for must not become answers for other points. Each text is written in one go.
  const auto said = [](const std::string& name, const std::string& script) {
    const BuiltProblem built = build(write(name, script));
    return complaint([&] { (void)evaluate(*built.problem, 2); });
  };
  const std::string twice = said("twice", kGreeting + "read a; read b; read c; printf '1\\n2\\n3\\n'; sleep 60\n");
  EXPECT_NE(twice.find("writes '3' without being asked"), std::string::npos) << twice;
  const std::string part = said("part", kGreeting + "read a; read b; read c; printf '1\\n2\\n3'; sleep 60\n");
  EXPECT_NE(part.find("writes '3' without being asked"), std::string::npos) << part;
  const std::string early = said("early",
                                 "printf 'tandem-problem 1\\ntask a 2 1 0\\nready\\nhello\\n'\n"
                                 "while read a b; do case $a in evaluate) ;; *) echo 1.5;; esac; done\n");
  EXPECT_NE(early.find("writes 'hello' without being asked"), std::string::npos) << early;
  const std::string late = said("late", kGreeting + "read a; read b; read c; printf '1\\n2\\nerror no disk\\n'\n");
  EXPECT_NE(late.find("reports: no disk"), std::string::npos) << late;
}

TEST(ExternalProblem, KeepsAJournalSinceItsStateCanBeTakenBack) {
  const BuiltProblem built = build(write("state", kGreeting));
  EXPECT_TRUE(built.problem->journaled());
  const std::unique_ptr<ProblemState> state = built.problem->makeState();
  EXPECT_TRUE(state->load(0, built.problem->makeState()->save(0)));
}

TEST(ExternalProblem, BatchesAreCutOnlyWhereTheProgramMayBeAskedSo) {
  const std::string command =
      write("cut", kGreeting + "while read a b; do case $a in evaluate) ;; *) echo 1.5;; esac; done\n");
  EXPECT_FALSE(build(command).problem->mayCutBatches());
  EXPECT_TRUE(buildProblem(catalogue(), "External", {{"command", command}, {"cut", "true"}}).problem->mayCutBatches());
}

TEST(ExternalProblem, SaysItsNameReferencePointAndFront) {
  const BuiltProblem built =
      build(write("named",
                  "echo tandem-problem 1; echo 'name  wing, two spars '; echo 'task \"left, outer\" 2 2 0'; echo "
                  "reference 1.1 2.5; echo front 0 1; echo front 1,0; echo ready\n"));
  EXPECT_EQ(built.problem->title(), "wing, two spars");
  EXPECT_EQ(built.problem->tasks()[0].name, "left, outer");
  const Reference reference = built.problem->reference(0);
  EXPECT_EQ(reference.hvReference, (std::vector{1.1, 2.5}));
  ASSERT_EQ(reference.front.rows(), 2);
  EXPECT_EQ(reference.front(1, 0), 1.0);
}

TEST(ExternalProblem, LargeBatchesDoNotDeadlock) {
  // Answers every point at once, before it has read the rest.
  const BuiltProblem built =
      build(write("echo", kGreeting + "while read a b; do case $a in evaluate) ;; *) echo $b;; esac; done\n"));
  EXPECT_EQ(evaluate(*built.problem, 20000).back(), 0.25);
}

TEST(ExternalProblem, PatternsDoNotSelectIt) {
  for (const ProblemInfo* p : catalogue().problems.match("*")) EXPECT_NE(p->name, "External");
  EXPECT_EQ(catalogue().problems.match("external").size(), 1U);
}

}  // namespace
}  // namespace tandem
