// SPDX-License-Identifier: Apache-2.0
#include "fuzz/targets.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "cli/points.h"
#include "problems/base/external/external_process.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"
#include "tandem/specification/command_line.h"
#include "tandem/specification/spec.h"

namespace tandem::fuzz {
namespace {

const Catalogue& catalogue() {
  static const Catalogue all = builtinCatalogue();
  return all;
}

template <void (*Read)(std::string_view)>
void swallow(std::string_view input) {
  try {
    Read(input);
  } catch (const Error&) {
  }
}

template <void (*Read)(std::string_view)>
Target entry(const char* name, std::vector<std::string> (*seeds)()) {
  return {name, swallow<Read>, seeds, Read};
}

std::vector<std::string> specificationSeeds() {
  ExperimentSpec spec;
  spec.algorithms = {{.name = "MFEA", .alias = "tuned", .params = {{"rmp", "0.5"}}}, {.name = "GA"}};
  spec.problems = {{.name = "CEC17-MTSO1"}, {.name = "CMT*"}};
  spec.repetitions = 3;
  spec.seed = 7;
  spec.budget = 1000;
  spec.timeLimit = 2.5;
  spec.saveDecisions = true;
  return {toToml(spec), "algorithms = [\"GA\"]\nproblems = [\"CEC17-MTSO*\"]\n"};
}

std::vector<std::string> nameSeeds() {
  return {"MFEA:rmp=0.5,muC=3,GA\nCEC17-MTSO1", "MFEA*,GA\nCEC17-MTSO*", "MFEA:alias=\"tuned, v2\"\nCMT",
          "mfea ii\nCEC17-MTSO1,CEC17-MTSO2:instance=synthetic"};
}

std::vector<std::string> pointSeeds() {
  return {"1,2,3\n4,5e-3,-6\n", "0.5, 1 ,\t2\r\n", ""};
}

std::vector<std::string> protocolSeeds() {
  return {
      "tandem-problem 1\nname made up\nbudget 1000\npopulation 10\ntask a 2 1 1\nlower -5\nupper 5 6\nready\n1.5 0\n2 "
      "-1\n",
      "tandem-problem 1\ntask a 2 2 0\nready\n1 2\n3 4\n"};
}

}  // namespace

void require(bool promise, const char* what) {
  if (promise) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

void readSpecification(std::string_view input) {
  const ExperimentSpec spec = parseSpec(std::string(input), "input");
  const std::string text = toToml(spec);
  require(toToml(parseSpec(text, "written")) == text, "a specification that was read is written and read alike");
}

void readNames(std::string_view input) {
  const std::size_t line = input.find('\n');
  const std::string algorithms(input.substr(0, line));
  const std::string problems(line == std::string_view::npos ? std::string_view() : input.substr(line + 1));
  for (const AlgorithmEntry& a : parseAlgorithms({algorithms}, catalogue())) {
    const std::string text = algorithmText(a);
    const std::vector<AlgorithmEntry> again = parseAlgorithms({text}, catalogue());
    require(again.size() == 1 && algorithmText(again.front()) == text, "an algorithm's text reads back alike");
  }
  for (const ProblemEntry& p : parseProblems({problems}, catalogue())) {
    const std::string text = problemText(p);
    const std::vector<ProblemEntry> again = parseProblems({text}, catalogue());
    require(again.size() == 1 && problemText(again.front()) == text, "a problem's text reads back alike");
  }
}

void readPoints(std::string_view input) {
  std::istringstream in{std::string(input)};
  constexpr int kWidth = 3;
  cli::PointReader reader(in, kWidth, "task 1");
  Matrix points(4, kWidth);
  for (int count = points.rows(); count == points.rows();) {
    count = reader.read(points);
    for (int i = 0; i < count; ++i) {
      for (const double v : points.row(i)) require(std::isfinite(v), "a point that was accepted is finite");
    }
  }
}

void readProtocol(std::string_view input) {
  char path[] = "/tmp/tandem-fuzz-XXXXXX";
  const int handle = mkstemp(path);
  if (handle < 0 || write(handle, input.data(), input.size()) != static_cast<ssize_t>(input.size())) std::abort();
  close(handle);
  struct Remove {
    const char* path;
    ~Remove() { unlink(path); }
  } const remove{path};
  // The greeting; results of the first batch, all at once, when it is asked for; then silence.
  const std::string file = path;
  const prob::ExternalProblem problem(
      "sed -n '1,/^ready$/p' " + file + "; read -r line; sed '1,/^ready$/d' " + file + "; sleep 0.2", 0.1);
  Workspace workspace;
  const TaskInfo& task = problem.tasks()[0];
  if (task.dim > 1000 || task.objectives > 100 || task.constraints > 100) return;
  Matrix x(2, task.dim);
  Matrix objectives(2, task.objectives);
  Matrix constraints(2, task.constraints);
  EvalContext context{workspace, 1, 0};
  problem.evaluate(0, x, objectives, constraints, context);
}

const std::vector<Target>& targets() {
  static const std::vector<Target> all = {
      entry<readSpecification>("specification", specificationSeeds),
      entry<readNames>("names", nameSeeds),
      entry<readPoints>("points", pointSeeds),
      entry<readProtocol>("protocol", protocolSeeds),
      entry<readMatFile>("mat", matSeeds),
      entry<readRecord>("record", recordSeeds),
      entry<readResults>("results", resultSeeds),
      entry<readShard>("shard", shardSeeds),
      entry<readText>("text", textSeeds),
      entry<readMtop>("mtop", mtopSeeds),
      entry<readDescription>("description", descriptionSeeds),
      entry<readStart>("start", startSeeds),
      entry<readTable>("table", tableSeeds),
  };
  return all;
}

const Target& target(std::string_view name) {
  for (const Target& t : targets()) {
    if (name == t.name) return t;
  }
  throw std::invalid_argument("no fuzz target '" + std::string(name) + "'");
}

}  // namespace tandem::fuzz
