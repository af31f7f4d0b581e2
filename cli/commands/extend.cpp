// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/results.h"
#include "cli/running/experiment.h"
#include "cli/running/interrupt.h"
#include "tandem/editing/extend.h"
#include "tandem/error.h"
#include "tandem/specification/command_line.h"

namespace tandem::cli::extend {
namespace {

int run(const Arguments& args) {
  const std::string& file = args.text("FILE.h5");
  if (Crew::join()) {
    args.refuse("'tandem extend' runs without mpirun; make room with --room-only, then 'mpirun ... tandem resume'.");
  }
  Extension extension;
  extension.repetitions = static_cast<int>(args.integer("repetitions", 1, 1'000'000, 0));
  if (args.has("algorithm")) extension.algorithms = parseAlgorithms(args.list("algorithm"), args.catalogue());
  if (args.has("problem")) extension.problems = parseProblems(args.list("problem"), args.catalogue());
  extension.force = args.has("force");
  extension.allowPrograms = args.has("allow-programs");
  if (extension.repetitions == 0 && extension.algorithms.empty() && extension.problems.empty()) {
    args.refuse("There is nothing to add; say how many repetitions (-r), which algorithm (-a) or which problem (-p).");
  }
  {
    RunControl control;
    const InterruptGuard guard(control, InterruptGuard::Quiet);
    try {
      extendResults(file, extension, args.catalogue(), args.dataDir(), [&](double) { return !control.stop.load(); });
    } catch (const Cancelled&) {
      note(fmt::format("tandem: interrupted; {} is as it was", file));
      return 130;
    }
  }
  ExperimentInfo info;
  std::vector<RunKey> todo;
  {
    const ResultFile results(file);
    info = results.info();
    todo = results.missing();
  }
  if (!args.has("quiet")) {
    note(fmt::format("tandem: {} now has {} runs, {} of them to do", file, allRuns(info).size(), todo.size()));
  }
  if (args.has("room-only")) {
    note("tandem: run them with: " + resumeCommand(args, info, file));
    return 0;
  }
  EngineOptions given;
  given.force = extension.force;
  return conduct(args, given, nullptr, info, todo, file, [&](EngineOptions options) {
    options.allowPrograms = extension.allowPrograms;
    return resumeExperiment(file, args.catalogue(), args.dataDir(), options);
  });
}

}  // namespace

Command command() {
  return {
      .name = "extend",
      .summary = "more repetitions, algorithms or problems for a finished experiment",
      .group = Group::Experiment,
      .rank = 25,
      .usage = {"tandem extend FILE.h5 [-r REPETITIONS] [-a ALGO[:param=value,...]]... [-p GLOB[:param=value,...]]...\n"
                "      [-j N] [--room-only] [--force]"},
      .details =
          "Existing runs stay as they are, bit for bit; the new ones are those that the larger experiment would\n"
          "have had from the start, since random streams depend only on seed, problem and repetition. -r is the\n"
          "total number of repetitions.\n"
          "\n"
          "The file is widened in one step and the new runs are done as 'tandem resume' does them: after Ctrl-C\n"
          "or a crash that command goes on. --room-only stops before the runs, so that mpirun or --shard can\n"
          "share them.\n"
          "\n"
          "Imported files, files of reduced precision and those trimmed to checkpoints that new runs would not\n"
          "have ('tandem help trim') cannot be extended, and nothing that the experiment depends on may have\n"
          "changed; another build of Tandem is accepted with --force, which the file records.",
      .examples = {{"tandem extend first.h5 -r 60", "thirty more repetitions of everything"},
                   {"tandem extend first.h5 -a MFEA-II -p 'CEC17-MTMO*'", "one more algorithm, one more suite"}},
      .declare =
          [](Options& o) {
            o.positional("FILE.h5", "result file of a finished experiment");
            o.value("repetitions,r", "N", "total number of repetitions (default: as many as it has)");
            o.list("algorithm,a", "ALGO", "further algorithms, with parameters after a colon");
            o.list("problem,p", "PROBLEM", "further problems, with parameters after a colon");
            o.flag("room-only", "widen the file, leave the runs to 'tandem resume'");
            o.flag("force", "go on although the file was made by another build of Tandem");
            o.flag("allow-programs", "start the programs that the file names (problem External)");
            declareExecution(o);
            o.catalogue();
          },
      .run = run};
}

}  // namespace tandem::cli::extend
