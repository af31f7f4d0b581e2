// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/experiment.h"
#include "cli/output.h"
#include "cli/results.h"

namespace tandem::cli::resume {
namespace {

int run(const Arguments& args) {
  const std::string& file = args.text("FILE.h5");
  const std::unique_ptr<Crew> crew = Crew::join();
  if (crew && !crew->leads()) return crew->work(args);
  const bool retry = args.has("retry-failed");
  ExperimentInfo info;
  std::vector<RunKey> todo;
  {
    // Read and closed before the engine writes.
    const ResultFile results(file);
    info = results.info();
    for (const RunKey& key : allRuns(info)) {
      const RunStatus status = results.status(key);
      if (status == RunStatus::Missing || (retry && status == RunStatus::Failed)) todo.push_back(key);
    }
  }
  if (!args.has("quiet")) note(fmt::format("tandem: {} of {} runs to do", todo.size(), allRuns(info).size()));
  return conduct(args, {}, crew.get(), info, todo, file, [&](const EngineOptions& options) {
    return resumeExperiment(file, args.catalogue(), args.dataDir(), options, retry);
  });
}

}  // namespace

Command command() {
  return {.name = "resume",
          .summary = "do the runs that an interrupted experiment lacks",
          .group = Group::Experiment,
          .rank = 20,
          .usage = {"tandem resume FILE.h5 [-j N] [--retry-failed]"},
          .details =
              "The experiment is planned again from the specification in the file; if something it depends on has\n"
              "changed since (an algorithm's parameters, the instance data), the difference is named and nothing is\n"
              "run. The result is the same, bit for bit, as that of an undisturbed experiment.",
          .examples = {{"tandem resume first.h5", "after Ctrl-C, a crash or a power cut"},
                       {"tandem resume first.h5 --retry-failed", "runs that failed are tried again"},
                       {"mpirun -n 8 tandem resume first.h5", "by eight processes, as in 'tandem run'"}},
          .declare =
              [](Options& o) {
                o.positional("FILE.h5", "result file of the experiment");
                o.flag("retry-failed", "run again what failed");
                declareExecution(o);
                o.catalogue();
              },
          .run = run};
}

}  // namespace tandem::cli::resume
