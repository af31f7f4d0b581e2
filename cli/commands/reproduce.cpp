// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/running/interrupt.h"
#include "cli/running/progress.h"
#include "tandem/editing/reproduce.h"
#include "tandem/error.h"
#include "tandem/numbers.h"

namespace tandem::cli::reproduce {
namespace {

/// "5%" or "0.05".
double shareOf(const Arguments& args) {
  if (!args.has("sample")) return 1.0;
  std::string text = args.text("sample");
  const bool percent = text.ends_with('%');
  if (percent) text.pop_back();
  std::size_t end = 0;
  double share = 0.0;
  try {
    share = std::stod(text, &end);
  } catch (const std::exception&) {
    end = 0;
  }
  if (percent) share /= 100.0;
  if (end == 0 || end != text.size() || !(share > 0.0 && share <= 1.0)) {
    throw InputError(
        fmt::format("--sample: '{}' is not a share of the runs; give one above 0% and at most 100%, for "
                    "example 5%.",
                    args.text("sample")));
  }
  return share;
}

/// The answer, one line per finding; differences in full.
void printOutcome(const Reproduction& r, std::size_t asked) {
  for (const std::string& damage : r.damages) print(fmt::format("damaged: {}\n", damage));
  for (const ReproducedRun& run : r.runs) {
    if (!run.difference) continue;
    print(fmt::format("different: {} on {}, repetition {}, {}\n", run.algorithm, run.problem, run.key.repetition + 1,
                      differenceText(*run.difference)));
  }
  const int equal = isize(r.runs) - r.different();
  if (r.equal()) {
    print(fmt::format("{} is reproduced: {} of its {} finished runs done again, all equal\n", r.file, r.runs.size(),
                      r.finished));
  } else {
    print(fmt::format("{} is not reproduced: {} of {} runs done again, {} equal, {} different\n", r.file, r.runs.size(),
                      asked, equal, r.different()));
  }
}

int run(const Arguments& args) {
  const std::string& file = args.text("FILE.h5");
  ExperimentInfo info;
  std::vector<RunKey> runs;
  {
    const ResultFile results(file);
    info = results.info();
    runs = sampleRuns(results, shareOf(args), args.natural("sample-seed", 1));
  }
  if (runs.empty()) throw InputError(fmt::format("'{}' has no finished run, so there is nothing to reproduce.", file));
  const bool quiet = args.has("quiet");
  if (!quiet) note(fmt::format("tandem: {} {} to do again", runs.size(), runs.size() == 1 ? "run" : "runs"));
  RunControl control;
  Progress progress(info, runs, quiet);
  Reproduction outcome;
  {
    const InterruptGuard guard(control);
    outcome = reproduceRuns(file, runs, args.catalogue(), args.dataDir(),
                            {.threads = static_cast<int>(args.integer("threads", 1, 4096, 0)),
                             .allowPrograms = args.has("allow-programs"),
                             .control = &control,
                             .observer = &progress});
  }
  progress.close();
  if (!quiet && outcome.storedBuild != outcome.build) {
    note(fmt::format("tandem: the file was made with {}, its runs repeated with {}", outcome.storedBuild,
                     outcome.build));
  }
  printOutcome(outcome, runs.size());
  if (args.has("certificate")) {
    const std::string text = certificateText(outcome);
    args.text("certificate") == "-" ? print(text) : writeFile(args.text("certificate"), text);
  }
  if (outcome.different() > 0 || !outcome.damages.empty()) return 1;
  return outcome.interrupted ? 130 : 0;
}

}  // namespace

Command command() {
  return {.name = "reproduce",
          .summary = "repeat stored runs and compare them bit for bit",
          .group = Group::Experiment,
          .rank = 45,
          .usage = {"tandem reproduce FILE.h5 [--sample 5%] [-j N] [--certificate OUT.json]"},
          .details =
              "The experiment is planned again from the specification in the file and its runs are repeated: equal,\n"
              "or the first difference of each run that differs, with its checkpoint, its task, what differs and both\n"
              "values. The file's checksums are checked, too. Status 1 if anything differs or is damaged. Failed runs\n"
              "have no results and are left out, and so are wall-clock times.\n"
              "\n"
              "--sample repeats a share of the runs: the same ones each time (--sample-seed chooses others), spread\n"
              "over all pairs of algorithm and problem.\n"
              "\n"
              "--certificate writes what was done and found as JSON: hashes of the file and of each run, both builds,\n"
              "machine, threads, times (docs/results.md). 'tandem report --certificate OUT.json' shows it.\n"
              "\n"
              "Another build of Tandem will do; both builds are named. Instance data, parameters and plug-ins (by\n"
              "the hash of their files) must be those that the file was made with.",
          .examples = {{"tandem reproduce first.h5", "everything again"},
                       {"tandem reproduce first.h5 --sample 5% --certificate first.json", "one run in twenty"}},
          .declare =
              [](Options& o) {
                o.positional("FILE.h5", "result file of an experiment");
                o.value("sample", "SHARE", "share of the finished runs, as 5% or 0.05 (default: all)");
                o.value("sample-seed", "SEED", "chooses another sample (default: 1)");
                o.value("certificate", "OUT.json", "where the certificate goes; '-': standard output");
                o.value("threads,j", "N", "threads (default: all cores)");
                o.flag("allow-programs", "start the programs that the file names (problem External)");
                o.flag("quiet,q", "no progress");
                o.catalogue();
              },
          .run = run};
}

}  // namespace tandem::cli::reproduce
