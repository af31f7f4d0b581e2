// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "cli/beside.h"
#include "cli/command.h"
#include "cli/delegate.h"
#include "cli/describe.h"
#include "cli/described.h"
#include "cli/output.h"
#include "cli/running/experiment.h"
#include "tandem/error.h"
#include "tandem/specification/command_line.h"
#include "tandem/specification/options.h"
#include "tandem/store/result_file.h"
#include "tandem/tables/names.h"

namespace tandem::cli::run {
namespace {

constexpr std::size_t kSpecLimit = std::size_t{16} << 20U;

/// The text of a specification. An error says what any other file is, however large.
std::string specText(const std::string& path) {
  std::error_code none;
  if (std::filesystem::is_directory(path, none)) {
    throw InputError("The specification '" + path + "' cannot be read: it is a directory; name a file (.toml) in it.");
  }
  if (!std::filesystem::exists(path, none) && resultsExist(path)) {
    throw InputError(
        fmt::format("'{}' is an unfinished result file, not a specification; 'tandem resume {}' goes on "
                    "with it.",
                    path, shellQuoted(path)));
  }
  if (const std::uintmax_t size = std::filesystem::file_size(path, none); !none && size > kSpecLimit) {
    constexpr std::size_t kHead = 4096;
    std::string head(kHead, '\0');
    std::ifstream(path, std::ios::binary).read(head.data(), kHead);
    static_cast<void>(parseSpec(head, path));
  }
  return readFile(path, kSpecLimit);
}

/// The specification of the file, if any, overridden by the flags.
ExperimentSpec specFromArguments(const Arguments& args) {
  ExperimentSpec spec;
  if (args.has("SPEC.toml")) {
    const std::string& path = args.text("SPEC.toml");
    spec = parseSpec(specText(path), path);
  }
  if (args.has("algorithm")) spec.algorithms = parseAlgorithms(args.list("algorithm"), args.catalogue());
  if (args.has("problem")) spec.problems = parseProblems(args.list("problem"), args.catalogue());
  if (spec.algorithms.empty()) args.refuse("No algorithm is given; choose with -a (see 'tandem list algorithms').");
  if (spec.problems.empty()) args.refuse("No problem is given; choose with -p (see 'tandem list problems').");
  readOptions(args, spec);
  return spec;
}

/// Nobody should mistake synthetic instances for official ones: names the suites that fell back.
void reportInstances(const Plan& plan, const Catalogue& catalogue) {
  if (plan.spec.instance != Instance::Auto) return;
  std::set<std::string> suites;
  for (const ProblemRecord& p : plan.info.problems) {
    if (p.instance == Instance::Synthetic && catalogue.problems.find(p.name).needsData) suites.insert(p.suite);
  }
  if (suites.empty()) return;
  note("tandem: no official data imported for " + join({suites.begin(), suites.end()}, ", ") +
       ": running the synthetic instance (see 'tandem help data')");
}

std::string counted(std::size_t n, const std::string& what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

std::string planLine(const Plan& plan, std::size_t todo) {
  return fmt::format("{}: {}, {}, {}", counted(todo, "run"), counted(plan.info.algorithms.size(), "algorithm"),
                     counted(plan.info.problems.size(), "problem"),
                     counted(static_cast<std::size_t>(plan.info.repetitions), "repetition"));
}

/// The plan as a specification that runs it again, with what was resolved as comments.
void printPlan(const Plan& plan, std::size_t todo) {
  print("# " + planLine(plan, todo) + "\n");
  std::int64_t evaluations = 0;
  for (const RunKey& key : plan.runs) {
    evaluations += budgetOf(plan.info.problems[key.problem], plan.info.algorithms[key.algorithm]);
  }
  print("# " + grouped(evaluations) + " evaluations in all shards together\n#\n");
  if (!plan.spec.start.empty()) {
    print(fmt::format("# {} initial individuals from {} (hash {})\n#\n", startPoints(plan.info), plan.info.start,
                      plan.info.startHash));
  }
  Columns problems({"problem", "tasks", "evaluations", "population", "instance"});
  for (const ProblemRecord& p : plan.info.problems) {
    problems.row(
        {p.name, std::to_string(p.tasks.size()), grouped(p.budget), std::to_string(p.population), instanceOf(p)});
  }
  print(problems.text("# ") + "#\n");
  Columns algorithms({"algorithm", "parameters"});
  for (const AlgorithmRecord& a : plan.info.algorithms) {
    std::vector<std::string> params;
    if (a.budget > 0) params.push_back("budget=" + std::to_string(a.budget));
    if (a.population > 0) params.push_back("population=" + std::to_string(a.population));
    for (const ParamInfo& p : a.params) params.push_back(p.name + "=" + p.value);
    algorithms.row({a.alias, join(params, ", ")});
  }
  print(algorithms.text("# ") + "\n" + toToml(plan.spec));
}

int execute(const Arguments& args) {
  const bool dry = args.has("dry-run");
  const std::string file = dry ? args.text("output", "") : args.text("output");
  const Shard shard = shardOf(args);
  const std::unique_ptr<Crew> crew = dry ? nullptr : Crew::join();
  if (crew && !crew->leads()) return crew->work(args);
  const Plan plan = makePlan(specFromArguments(args), args.catalogue(), args.dataDir());
  const std::vector<RunKey> todo = shard.part(plan.runs);
  const bool beside = args.has("with-baselines");
  if (beside && shard.count > 1) args.refuse("--with-baselines needs all runs; compare when the shards are merged.");
  // Report what cannot be compared before anybody waits for it.
  if (beside) (void)findBeside(plan.info, "this experiment");
  reportInstances(plan, args.catalogue());
  if (dry) {
    printPlan(plan, todo.size());
    return 0;
  }
  if (!args.has("quiet")) note("tandem: " + planLine(plan, todo.size()));
  EngineOptions options;
  options.shard = shard.index;
  options.shards = shard.count;
  options.force = args.has("force");
  const int status = conduct(args, options, crew.get(), plan.info, todo, file,
                             [&](const EngineOptions& complete) { return runExperiment(plan, file, complete); });
  if (shard.count > 1 && status != 130 && !args.has("quiet")) {
    note(fmt::format("tandem: this was shard {} of {}; when all are done: tandem merge ALL.h5 SHARD.h5...",
                     shard.index + 1, shard.count));
  }
  if (!beside || status == 130) return status;
  const int compared = delegate("compare", {file}, args);
  return compared != 0 ? compared : status;
}

}  // namespace

Command command() {
  return {
      .name = "run",
      .summary = "run an experiment: algorithms x problems x repetitions",
      .group = Group::Experiment,
      .rank = 10,
      .usage = {"tandem run [SPEC.toml] [-a ALGO[:param=value,...]]... [-p GLOB[:param=value,...]]... -o FILE.h5"},
      .details =
          "-a and -p repeat and take comma lists; patterns (*, ?) stand for all names that match, the name of a\n"
          "suite for its problems. In a comma list an item without '=' starts a new entry, an item with '=' gives\n"
          "one more parameter to the entry before it: -a MFEA:rmp=0.5,muC=3,GA is MFEA with two parameters, then\n"
          "GA. The same algorithm may appear twice with different parameters, or under a name of its own with\n"
          "alias=NAME. A value with a comma goes into double quotes: -a 'MFEA:alias=\"tuned, v2\",rmp=0.5'.\n"
          "\n"
          "-e and -n apply to all; an entry may have its own: -a NSGA-II:population=100,budget=20000 or\n"
          "-p Sphere:population=20. An algorithm's entry takes precedence over the problem's, that over -e and -n,\n"
          "and these over the problem's default.\n"
          "\n"
          "The budget is checked between generations: a run ends with the first one that reaches it, and may\n"
          "spend up to a generation more (its first sample included: -e 1 -n 20 spends what the algorithm samples\n"
          "first). What was really spent is recorded. --strict-budget evaluates no individual beyond the budget:\n"
          "the rest of the last batch counts as worst and costs nothing.\n"
          "\n"
          "A specification file says the same in TOML ('--dry-run' writes one); options given beside it take\n"
          "precedence, and -a or -p replaces its whole list. There, budget = 0 and population = 0 for all leave\n"
          "these to the problems, as leaving them out does.\n"
          "\n"
          "Ctrl-C (or SIGTERM) keeps the finished runs and ends with status 130; 'tandem resume FILE.h5' does\n"
          "the rest, with the same result as an undisturbed experiment. A second Ctrl-C ends at once.\n"
          "\n"
          "--time-limit is checked whenever a run evaluates. A run that never does (a loop in a plug-in) is\n"
          "recorded as failed all the same, at most a minute later, and left alone; the others go on, and the\n"
          "program ends without waiting for it. A run that crashes takes the program down with it; finished runs\n"
          "are kept, the run is named, and 'tandem resume --skip-crashed' goes on without it.\n"
          "\n"
          "--parallel auto gives each thread runs of its own; a thread that finds no run left helps the others\n"
          "with batches that take longer than a millisecond to evaluate. 'runs' leaves it idle then;\n"
          "'evaluations' executes one run after another and cuts every batch, for problems so costly (or so big)\n"
          "that one run is enough.\n"
          "\n"
          "--device opencl evaluates on the first OpenCL device (docs/gpu.md; 'tandem list devices' shows all),\n"
          "with many runs in flight whose points go there together. Values differ from the CPU's in the last\n"
          "digits, so the device is part of the specification, and every run is recorded with what evaluated it.\n"
          "\n"
          "--start gives initial individuals to every method that samples its first population uniformly; they\n"
          "come first in it. They are the best points of a result file with decision variables, at most a\n"
          "population of each task; or those of a table: a column 'task' (from 1), then one for each variable, in\n"
          "real units, and a column 'problem' where there are several. The results keep the points and a hash of\n"
          "the file. A method that samples a distribution ignores them.\n"
          "\n"
          "--journal keeps every evaluation beside the results while its run is in flight: after a crash, a kill\n"
          "or Ctrl-C 'tandem resume' repeats the run up to there with the values it has, and pays only for what\n"
          "was being evaluated. Worth it where an evaluation takes milliseconds or more; problems that are other\n"
          "programs (External) have it unless --no-journal says otherwise.\n"
          "\n"
          "Under mpirun the processes share the runs: each takes more as its threads become free, process 0\n"
          "writes. The results are the same, byte for byte, for any number of processes and threads. When a\n"
          "process dies, mpirun ends the others; finished runs are kept, and 'mpirun ... tandem resume FILE.h5'\n"
          "does the rest.",
      .examples = {{"tandem run -a MFEA,GA -p 'CEC17-MTSO*' -r 5 -o first.h5",
                    "two algorithms on a suite, five repetitions"},
                   {"tandem run -a MFEA:rmp=0.1 -a MFEA:rmp=0.5 -p CEC17-MTSO1-CI-HS -o rmp.h5",
                    "one algorithm with two settings"},
                   {"tandem run -a 'MF*',DE -p 'CEC17-MTSO*' --dry-run > spec.toml", "look at the plan and keep it"},
                   {"tandem run spec.toml -s 7 -j 4 -o seed7.h5", "a specification with another seed"},
                   {"tandem run spec.toml --device opencl:1 -o gpu.h5", "evaluated by the second OpenCL device"},
                   {"tandem run spec.toml --start first.h5 -o second.h5", "from the best points of other results"},
                   {"tandem run -a MFEA:rmp=0.6 -p 'CEC17-MTSO*' --with-baselines -o mine.h5",
                    "and its place among all"},
                   {"tandem run spec.toml --shard 1/10 -o part1.h5", "the first tenth, for a cluster"},
                   {"mpirun -n 8 tandem run spec.toml -o out.h5", "eight processes, also on several machines"}},
      .declare =
          [](Options& o) {
            o.positional("SPEC.toml", "specification of the experiment (optional)");
            o.list("algorithm,a", "ALGO", "algorithms, with parameters after a colon");
            o.list("problem,p", "PROBLEM", "problems, with parameters after a colon");
            declareOptions(o, ExperimentSpec());
            o.value("output,o", "FILE.h5", "where the results go");
            o.flag("force", "overwrite an existing result file");
            declareShard(o);
            o.flag("with-baselines", "afterwards, print what 'tandem compare FILE.h5' prints");
            o.flag("dry-run", "print the plan as a specification and stop");
            declareExecution(o);
            o.catalogue();
          },
      .run = execute};
}

}  // namespace tandem::cli::run
