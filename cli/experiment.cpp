// SPDX-License-Identifier: Apache-2.0
#include "cli/experiment.h"

#include <fmt/format.h>

#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "tandem/experiment/command_line.h"

namespace tandem::cli {

void declareExecution(Options& options) {
  options.value("threads,j", "N", "runs at the same time (default: all cores; under mpirun each process's share)");
  options.flag("quiet,q", "no progress, complaints only");
}

namespace {
void noteCrew(const Arguments& args, const Crew& crew, int threads) {
  const MpiSession& session = crew.session();
  note(fmt::format("tandem: {} processes, {} {} in this one", session.size(), threads,
                   threads == 1 ? "thread" : "threads"));
  if (!args.has("threads") && session.unusedCores() > 0) {
    note(fmt::format("tandem: mpirun leaves {} {} of this machine to nobody; 'mpirun --bind-to none' would use all",
                     session.unusedCores(), session.unusedCores() == 1 ? "core" : "cores"));
  }
}
}  // namespace

int conduct(const Arguments& args, EngineOptions options, Crew* crew, const ExperimentInfo& info,
            const std::vector<RunKey>& todo, const std::string& file,
            const std::function<EngineOutcome(const EngineOptions&)>& execute) {
  const bool quiet = args.has("quiet");
  RunControl control;
  Progress progress(info, todo, quiet);
  const int threads = crew == nullptr ? 0 : crew->session().threads();
  options.threads = static_cast<int>(args.integer("threads", 1, 4096, threads));
  if (crew != nullptr) {
    options.transport = &crew->session();
    if (!quiet) noteCrew(args, *crew, options.threads);
  }
  options.control = &control;
  options.observer = &progress;
  EngineOutcome outcome;
  {
    const InterruptGuard guard(control);
    outcome = execute(options);
  }
  progress.close();

  const std::string name = shellQuoted(file);
  if (outcome.interrupted) {
    if (crew != nullptr) crew->hurry();
    note(fmt::format("tandem: interrupted after {} of {} runs; they are kept. Go on with: tandem resume {}",
                     outcome.finished, todo.size(), name));
    return 130;
  }
  if (!quiet) {
    note(fmt::format("tandem: {} {} in {}, results in {}", outcome.finished, outcome.finished == 1 ? "run" : "runs",
                     duration(progress.elapsed()), file));
  }
  if (outcome.failed > 0) {
    // Of earlier sessions too: the file is what counts.
    note(fmt::format("tandem: {} {} failed; see: tandem info {}", outcome.failed, outcome.failed == 1 ? "run" : "runs",
                     name));
    return 1;
  }
  return 0;
}

}  // namespace tandem::cli
