// SPDX-License-Identifier: Apache-2.0
#include "cli/running/experiment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "cli/described.h"
#include "cli/output.h"
#include "cli/running/interrupt.h"
#include "cli/running/progress.h"
#include "tandem/error.h"
#include "tandem/specification/command_line.h"
#include "tandem/specification/options.h"

namespace tandem::cli {

void declareDevice(Options& options) {
  for (const char* name : {"device", "device_fallback"}) declareNamed(options, ExperimentSpec(), name);
}

void setDevice(const Arguments& args, EngineOptions& options) {
  if (args.has("device")) options.device = parseDevice(args.text("device"), "--device");
  options.deviceFallback = args.has("device-fallback");
  options.inFlight = static_cast<int>(args.integer("in-flight", 1, 4096, 0));
}

void declareExecution(Options& options) {
  options.value("threads,j", "N", "runs at the same time (default: all cores; under mpirun each process's share)");
  options.value("parallel", "auto|runs|evaluations", "what the threads share (default: auto); no result depends on it");
  declareDevice(options);
  options.value("in-flight", "N", "runs at the same time when a device evaluates; most of them wait (default: 32)");
  options.flag("no-lock", "take no lock, for file systems without locks; nobody else may write the same results");
  options.flag("journal", "keep every evaluation while its run is in flight (default: for External problems)");
  options.flag("no-journal", "keep no journal");
  options.flag("quiet,q", "no progress, only warnings and errors");
}

namespace {
void noteCrew(const Arguments& args, const Crew& crew, int threads) {
  const MpiSession& session = crew.session();
  note(fmt::format("tandem: {} processes, {} {} in this one", session.size(), threads,
                   threads == 1 ? "thread" : "threads"));
  if (!args.has("threads") && session.unusedCores() > 0) {
    note(fmt::format("tandem: mpirun leaves {} {} of this machine unused; 'mpirun --bind-to none' would use all",
                     session.unusedCores(), session.unusedCores() == 1 ? "core" : "cores"));
  }
}
}  // namespace

void declareShard(Options& options) {
  options.value("shard", "I/N", "do only the I-th of N parts (I from 1)");
}

Shard shardOf(const Arguments& args) {
  if (!args.has("shard")) return {};
  const std::string& text = args.text("shard");
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) {
    throw InputError("--shard: '" + text + "' should read I/N, for example --shard 1/4 for the first of four.");
  }
  const auto count = static_cast<int>(parseInteger(text.substr(slash + 1), 1, 1'000'000, "--shard, number of shards"));
  const auto index = static_cast<int>(parseInteger(text.substr(0, slash), 1, count, "--shard, which one"));
  return {index - 1, count};
}

std::vector<RunKey> Shard::part(const std::vector<RunKey>& runs) const {
  std::vector<RunKey> own;
  for (auto i = static_cast<std::size_t>(index); i < runs.size(); i += static_cast<std::size_t>(count)) {
    own.push_back(runs[i]);
  }
  return own;
}

Parallel parallelOf(const Arguments& args) {
  const std::string text = args.text("parallel", "auto");
  return text == "runs" ? Parallel::Runs : text == "evaluations" ? Parallel::Evaluations : Parallel::Auto;
}

Journal journalOf(const Arguments& args) {
  if (args.has("journal") && args.has("no-journal")) args.refuse("--journal and --no-journal exclude each other.");
  return args.has("journal") ? Journal::On : args.has("no-journal") ? Journal::Off : Journal::Auto;
}

namespace {
/// Runs that never ask their context hold threads that only the end of the process can end.
[[noreturn]] void leave(int abandoned, Crew* crew, int status) {
  note(fmt::format("tandem: {} {} did not notice that it was over; this process ends without waiting for {}", abandoned,
                   abandoned == 1 ? "run" : "runs", abandoned == 1 ? "it" : "them"));
  if (crew != nullptr) crew->leave(status);
  std::fflush(nullptr);
  std::_Exit(status);
}
}  // namespace

std::string resumeCommand(const Arguments& args, const ExperimentInfo& info, const std::string& file) {
  std::vector<std::string> words{"tandem", "resume", file};
  for (const char* option : {"shard", "data-dir"}) {
    if (args.has(option)) words.insert(words.end(), {std::string("--") + option, args.text(option)});
  }
  for (const std::string& folder : args.list("plugin-dir")) words.insert(words.end(), {"--plugin-dir", folder});
  if (args.has("no-lock")) words.emplace_back("--no-lock");
  const auto starts = [](const ProblemRecord& p) { return p.suite == "External"; };
  if (std::ranges::any_of(info.problems, starts)) words.emplace_back("--allow-programs");
  return shellLine(words);
}

int conduct(const Arguments& args, EngineOptions options, Crew* crew, const ExperimentInfo& info,
            const std::vector<RunKey>& todo, const std::string& file,
            const std::function<EngineOutcome(const EngineOptions&)>& execute) {
  const bool quiet = args.has("quiet");
  RunControl control;
  Progress progress(info, todo, quiet);
  const int threads = crew == nullptr ? 0 : crew->session().threads();
  options.threads = static_cast<int>(args.integer("threads", 1, 4096, threads));
  setDevice(args, options);
  if (crew != nullptr) {
    options.transport = &crew->session();
    if (!quiet) noteCrew(args, *crew, options.threads);
  }
  options.parallel = parallelOf(args);
  options.journal = journalOf(args);
  options.control = &control;
  options.observer = &progress;
  options.noLock = args.has("no-lock");
  options.nameCrashes = true;
  EngineOutcome outcome;
  {
    const InterruptGuard guard(control);
    outcome = execute(options);
  }
  progress.close();
  for (const std::string& sentence : outcome.notes) note("tandem: " + sentence);
  if (outcome.replayed > 0 && !quiet) {
    note(fmt::format("tandem: {} evaluations came from the journals of runs that were in flight",
                     grouped(outcome.replayed)));
  }

  const std::string name = shellQuoted(file);
  int status = 0;
  if (outcome.interrupted) {
    if (crew != nullptr) Crew::hurry();
    note(fmt::format("tandem: interrupted after {} of {} runs{}. Go on with: {}", outcome.finished, todo.size(),
                     outcome.finished > 0 ? "; they are kept" : "", resumeCommand(args, info, file)));
    status = 130;
  } else if (!quiet) {
    note(fmt::format("tandem: {} {} in {}, results in {}", outcome.finished, outcome.finished == 1 ? "run" : "runs",
                     duration(progress.elapsed()), file));
  }
  if (const std::string warnings = progress.warnings(); !warnings.empty()) {
    note(fmt::format("tandem: {} (all: tandem info {})", warnings, name));
  }
  if (outcome.failed > 0 && status == 0) {
    // Includes earlier sessions: the file is what counts.
    note(fmt::format("tandem: {} {} failed; see: tandem info {}", outcome.failed, outcome.failed == 1 ? "run" : "runs",
                     name));
    status = 1;
  }
  if (outcome.abandoned > 0) leave(outcome.abandoned, crew, status);
  return status;
}

}  // namespace tandem::cli
