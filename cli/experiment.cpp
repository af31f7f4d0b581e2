// SPDX-License-Identifier: Apache-2.0
#include "cli/experiment.h"

#include <fmt/format.h>

#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "tandem/experiment/command_line.h"

namespace tandem::cli {

void declareExecution(Options& options) {
  options.value("threads,j", "N", "runs at the same time (default: all cores); the results do not depend on it");
  options.flag("quiet,q", "no progress, complaints only");
}

int conduct(const Arguments& args, EngineOptions options, const ExperimentInfo& info, const std::vector<RunKey>& todo,
            const std::string& file, const std::function<EngineOutcome(const EngineOptions&)>& execute) {
  const bool quiet = args.has("quiet");
  RunControl control;
  Progress progress(info, todo, quiet);
  options.threads = static_cast<int>(args.integer("threads", 1, 4096, 0));
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
