// SPDX-License-Identifier: Apache-2.0
// A specification as a command line, and back.
#include "tandem/specification/command_line.h"

#include <gmock/gmock.h>

#include "cli_program.h"
#include "tandem/error.h"

namespace tandem::test {
namespace {

using testing::HasSubstr;

/// Everything a specification can say, with values that have a meaning in the grammar or in a shell.
ExperimentSpec everything() {
  ExperimentSpec spec;
  spec.algorithms = {{"MFEA", R"(tuned, "v2" it's \ $HOME)", {{"rmp", "0.5"}, {"muC", "3"}}},
                     {"MFEA", "", {}},
                     {"GA", "alias=GA:x", {}}};
  spec.problems = {{"CEC17-MTSO1-CI-HS", {}},
                   {"Sphere", {{"dim", "7"}}},
                   {"External", {{"command", "python3 -c 'print(\"a,b\")' , "}, {"dim", "3"}}}};
  spec.repetitions = 3;
  spec.seed = 18446744073709551615U;
  spec.budget = 4000;
  spec.population = 20;
  spec.checkpoints = 7;
  spec.saveDecisions = true;
  spec.instance = Instance::Synthetic;
  spec.timeLimit = 2.5;
  return spec;
}

TEST(CommandLine, EntriesParseBackToThemselves) {
  const Catalogue catalogue = builtinCatalogue();
  const ExperimentSpec spec = everything();
  std::vector<std::string> algorithms, problems;
  std::string joined;
  for (const AlgorithmEntry& a : spec.algorithms) {
    algorithms.push_back(algorithmText(a));
    joined += (joined.empty() ? "" : ",") + algorithms.back();
  }
  for (const ProblemEntry& p : spec.problems) problems.push_back(problemText(p));
  ExperimentSpec back = spec;
  back.algorithms = parseAlgorithms(algorithms, catalogue);
  back.problems = parseProblems(problems, catalogue);
  EXPECT_EQ(toToml(back), toToml(spec));
  // One comma list says the same.
  back.algorithms = parseAlgorithms({joined}, catalogue);
  EXPECT_EQ(toToml(back), toToml(spec));
}

TEST(CommandLine, TheProgramReadsWhatIsWritten) {
  ExperimentSpec spec = everything();
  spec.problems.pop_back();  // an external problem would be started
  const std::vector<std::string> words = runCommand(spec, {.output = "my results.h5", .threads = 2, .force = true});
  std::vector<std::string> arguments(words.begin() + 1, words.end());
  arguments.emplace_back("--dry-run");
  const Outcome outcome = tandem(arguments);
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const std::string planned = toToml(makePlan(spec, builtinCatalogue()).spec);
  EXPECT_EQ(toToml(parseSpec(outcome.out, "out")), planned);
  // The same through a shell, as one line.
  const TemporaryFolder folder;
  const std::string line =
      std::string(TANDEM_PROGRAM) + shellLine(words).substr(6) + " --dry-run > " + folder.file("spec.toml");
  ASSERT_EQ(std::system(line.c_str()), 0) << line;
  EXPECT_EQ(toToml(parseSpec(readText(folder.file("spec.toml")), "out")), planned);
}

TEST(CommandLine, DefaultsStayUnsaid) {
  ExperimentSpec spec;
  spec.algorithms = {{"GA", "", {}}};
  spec.problems = {{"Sphere", {}}};
  EXPECT_EQ(shellLine(runCommand(spec, {.output = "x.h5"})), "tandem run -a GA -p Sphere -r 30 -s 1 -k 50 -o x.h5");
}

TEST(CommandLine, WhatCannotBeReadIsRefusedWithTheReason) {
  const Catalogue catalogue = builtinCatalogue();
  const struct {
    const char* text;
    const char* part;
  } cases[] = {{"MFEA:alias=\"a", "a double quote is not closed"},
               {"MFEA:alias=\"a\"b", "behind the closing quote"},
               {"MFEA:alias=a,alias=b", "the alias is given twice"},
               {"MFEA:alias=\"\"", "the alias is empty"},
               {"MFEA:rmp=", "is not param=value"},
               {"MF*:alias=a", "cannot all be called 'a'"},
               {"GA,,DE", "has an empty item"}};
  for (const auto& c : cases) {
    try {
      parseAlgorithms({c.text}, catalogue);
      ADD_FAILURE() << c.text;
    } catch (const InputError& e) {
      EXPECT_THAT(e.what(), HasSubstr(c.part)) << c.text;
    }
  }
  // A problem has no alias.
  const Outcome outcome = tandem({"run", "-a", "GA", "-p", "Sphere:alias=x", "--dry-run"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("alias"));
}

TEST(CommandLine, NoAlgorithmDeclaresAParameterCalledAlias) {
  const Catalogue catalogue = builtinCatalogue();
  for (const AlgorithmInfo& a : catalogue.algorithms.all()) {
    for (const ParamInfo& p : describeParams(*a.make())) EXPECT_NE(p.name, "alias") << a.name;
  }
}

}  // namespace
}  // namespace tandem::test
