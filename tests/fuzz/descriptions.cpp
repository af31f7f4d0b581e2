// SPDX-License-Identifier: Apache-2.0
// Readers of what users write by hand: descriptions of problems, tables of initial individuals, tables of results.
#include <cmath>
#include <filesystem>
#include <fstream>

#include "fuzz/targets.h"
#include "problems/base/composed/composer.h"
#include "tandem/catalogue.h"
#include "tandem/editing/import.h"
#include "tandem/error.h"
#include "tandem/specification/spec.h"
#include "tandem/store/result_file.h"
#include "temporary_folder.h"

namespace tandem::fuzz {
namespace {

const Catalogue& catalogue() {
  static const Catalogue all = builtinCatalogue();
  return all;
}

std::string written(const test::TemporaryFolder& folder, const std::string& name, std::string_view text) {
  std::ofstream(folder / name, std::ios::binary) << text;
  return folder / name;
}

}  // namespace

void readDescription(std::string_view input) {
  const Document document = Document::parse(std::string(input), "mine.toml");
  const std::string canonical = document.canonical();
  require(Document::parse(canonical, "canonical").canonical() == canonical, "one form of a document reads back alike");
  const BuiltProblem built = prob::composeProblem(document);
  const Problem& problem = *built.problem;
  Workspace workspace;
  for (int t = 0; t < isize(problem.tasks()); ++t) {
    const TaskInfo& task = problem.tasks()[t];
    require(task.dim > 0 && isize(task.lower) == task.dim, "a task has variables and a bound for each");
    Matrix x(2, task.dim);
    for (int j = 0; j < task.dim; ++j) {
      require(task.lower[j] <= task.upper[j], "the bounds of a variable are in order");
      x(0, j) = task.lower[j];
      x(1, j) = task.upper[j];
    }
    Matrix objectives(2, task.objectives);
    Matrix constraints(2, task.constraints);
    EvalContext context{workspace, 1, 0};
    problem.evaluate(t, x, objectives, constraints, context);
  }
}

std::vector<std::string> descriptionSeeds() {
  return {
      "name = \"A\"\nseed = 3\n[relation]\noverlap = 0.5\nspread = 0.3\n[[task]]\nbase = \"Ackley\"\ndim = 4\n"
      "rotation = \"own\"\n[[task]]\nbase = [\"Sphere\", \"Rastrigin\"]\ncount = 2\ndim = 4\ncondition = 100\n"
      "noise = 0.1\n",
      "name = \"B\"\nbudget = 2000\npopulation = 40\n[[task]]\nname = \"usual\"\nf = \"(x[2] + 2)*x[1]*x[0]^2\"\n"
      "dim = 3\nlower = [0.05, 0.25, 2.0]\nupper = [2.0, 1.3, 15.0]\nconstants = { load = 1.0 }\n"
      "constraints = [\"load - x[1]^3*x[2]/(71785*x[0]^4) <= 0\", \"(x[0] + x[1])/1.5 <= 1\"]\n",
      "name = \"C\"\n[[task]]\nf = [\"sum(x^2)/n\", \"sum((x - 2)^2)/n\"]\ndim = 5\nlower = -10\nupper = 10\n"
      "front = [[0, 4], [1, 1], [4, 0]]\nhv_reference = [5, 5]\n"};
}

void readStart(std::string_view input) {
  const test::TemporaryFolder folder;
  ExperimentSpec spec;
  spec.algorithms = {{.name = "GA"}};
  spec.problems = {{.name = "Sphere", .params = {{"dim", "3"}}}, {.name = "Ackley", .params = {{"dim", "2"}}}};
  spec.start = written(folder, "start.csv", input);
  const Plan plan = makePlan(spec, catalogue());
  for (int p = 0; p < isize(plan.info.problems); ++p) {
    const ProblemRecord& problem = plan.info.problems[p];
    for (int t = 0; t < isize(problem.start); ++t) {
      const TaskInfo& task = problem.tasks[t];
      for (int i = 0; i < problem.start[t].rows(); ++i) {
        for (int j = 0; j < task.dim; ++j) {
          const double v = problem.start[t](i, j);
          require(v >= task.lower[j] && v <= task.upper[j], "an initial individual lies within the bounds");
        }
      }
    }
  }
}

std::vector<std::string> startSeeds() {
  return {"problem,task,x1,x2,x3\nSphere,1,0,1.5,-2\nAckley,1,0.25,-1\n"};
}

void readTable(std::string_view input) {
  const test::TemporaryFolder folder;
  const std::string output = folder / "a.h5";
  const ImportOutcome outcome = importCsv(written(folder, "a.csv", input), output, catalogue());
  const ResultFile file(output);
  require(outcome.runs > 0 && !file.info().problems.empty(), "what was imported has runs");
}

std::vector<std::string> tableSeeds() {
  return {
      "problem,task,algorithm,repetition,evaluations,value\nP,1,A,1,100,3.5\nP,1,A,1,200,1.5\nP,2,A,1,200,7\n"
      "P,1,B,1,200,2\nP,2,B,1,200,1e300\n",
      "algorithm,objective,cv,problem,task,repetition,evaluations\n\"a, b\",1e-3,0,Sphere,1,2,50\n"};
}

}  // namespace tandem::fuzz
