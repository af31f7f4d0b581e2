// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/results.h"
#include "cli/running/experiment.h"
#include "tandem/device.h"
#include "tandem/specification/spec.h"

namespace tandem::cli::resume {
namespace {

/// A device other than the specification's is allowed, but not silently.
void nameOtherDevice(const Arguments& args, const std::string& file, const ExperimentInfo& info) {
  if (!args.has("device")) return;
  const DeviceChoice asked = parseDevice(args.text("device"), "--device");
  const DeviceChoice planned = parseSpec(info.specification, file + " (specification)").device;
  if (asked == planned) return;
  note(
      fmt::format("tandem: the specification says {}, but the runs to do are evaluated by {} (--device): their last "
                  "digits, and what a search makes of them, differ; 'tandem info' tells which runs those are",
                  deviceText(planned), deviceText(asked)));
}

/// Runs that the previous session did not survive.
void nameCrashed(const Arguments& args, const std::string& file, const ExperimentInfo& info) {
  int skipped = 0;
  int inFlight = 0;
  for (const CrashedRun& run : crashedRuns(file)) {
    if (run.signal == 0) {
      ++inFlight;
      continue;
    }
    if (run.key.problem >= isize(info.problems) || run.key.algorithm >= isize(info.algorithms)) continue;
    ++skipped;
    note(fmt::format("tandem: '{}' on '{}', repetition {}, crashed the last session with signal {}{}",
                     info.algorithms[run.key.algorithm].alias, info.problems[run.key.problem].shownName(),
                     run.key.repetition + 1, run.signal,
                     args.has("skip-crashed") ? ": it is recorded as failed" : "; --skip-crashed leaves it out"));
  }
  if (args.has("skip-crashed") && skipped == 0) {
    note(fmt::format(
        "tandem: no run crashed the last session{}, so --skip-crashed leaves nothing out",
        inFlight > 0 ? " (it was ended from outside, with " + std::to_string(inFlight) + " in flight)" : ""));
  }
}

int run(const Arguments& args) {
  const std::string& file = args.text("FILE.h5");
  const std::unique_ptr<Crew> crew = Crew::join();
  if (crew && !crew->leads()) return crew->work(args);
  const Shard shard = shardOf(args);
  const bool retry = args.has("retry-failed");
  ExperimentInfo info;
  std::vector<RunKey> own;
  std::vector<RunKey> todo;
  {
    // Read and closed before the engine writes.
    const ResultFile results(file);
    info = results.info();
    own = shard.part(allRuns(info));
    todo = pendingRuns(results, own, retry);
  }
  if (!args.has("quiet")) note(fmt::format("tandem: {} of {} runs to do", todo.size(), own.size()));
  if (!info.imported()) nameOtherDevice(args, file, info);
  nameCrashed(args, file, info);
  EngineOptions given;
  given.shard = shard.index;
  given.shards = shard.count;
  given.force = args.has("force");
  given.skipCrashed = args.has("skip-crashed");
  return conduct(args, given, crew.get(), info, todo, file, [&](EngineOptions options) {
    options.allowPrograms = args.has("allow-programs");
    return resumeExperiment(file, args.catalogue(), args.dataDir(), options, retry);
  });
}

}  // namespace

Command command() {
  return {
      .name = "resume",
      .summary = "complete the missing runs of an interrupted experiment",
      .group = Group::Experiment,
      .rank = 20,
      .usage = {"tandem resume FILE.h5 [-j N] [--retry-failed] [--skip-crashed] [--shard I/N] [--force]\n"
                "      [--allow-programs]"},
      .details =
          "The experiment is planned again from the specification in the file; if something it depends on has\n"
          "changed since (an algorithm's parameters, the instance data), the difference is named and nothing is\n"
          "run. The result is the same, bit for bit, as that of an undisturbed experiment; unless --device names\n"
          "another device than the specification, which is recorded with each run.\n"
          "\n"
          "Another build of Tandem is such a difference, as it may compute other bits. --force goes on all the same;\n"
          "'tandem info' then shows which builds took part. The same holds for a plug-in that was built anew. Other\n"
          "differences cannot be forced.\n"
          "\n"
          "After a crash (SIGSEGV and the like, in a plug-in mostly) the run it came from is named; it is done again\n"
          "unless --skip-crashed records it as failed. A later --retry-failed does that run, too.\n"
          "\n"
          "Runs that have a journal ('tandem help run') go on from where they stopped, failed ones (--retry-failed)\n"
          "too: what was evaluated once is not evaluated again. Initial individuals (--start) are those kept in the\n"
          "file.\n"
          "\n"
          "A file made with --shard I/N is resumed with the same --shard; without it, all parts are done.\n"
          "\n"
          "A file whose problems are other programs (External) is resumed only if you say that you trust it: its\n"
          "commands are executed.",
      .examples = {{"tandem resume first.h5", "after Ctrl-C, a crash or a power cut"},
                   {"tandem resume first.h5 --retry-failed", "runs that failed are tried again"},
                   {"mpirun -n 8 tandem resume first.h5", "by eight processes, as in 'tandem run'"}},
      .declare =
          [](Options& o) {
            o.positional("FILE.h5", "result file of the experiment");
            o.flag("retry-failed", "do failed runs again");
            o.flag("skip-crashed", "record the run that crashed the last session as failed and do the others");
            declareShard(o);
            o.flag("force", "go on although the file was begun by another build of Tandem or of a plug-in");
            o.flag("allow-programs", "start the programs that the file names (problem External)");
            declareExecution(o);
            o.catalogue();
          },
      .run = run};
}

}  // namespace tandem::cli::resume
