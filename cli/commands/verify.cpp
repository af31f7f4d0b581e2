// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstring>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/results.h"
#include "cli/running/isolated.h"
#include "tandem/editing/edit.h"
#include "tandem/error.h"

namespace tandem::cli::verify {
namespace {

int check(const std::string& path) {
  const ResultFile file(path);
  const std::vector<std::string> findings = file.verify();
  for (const std::string& finding : findings) print(finding + "\n");
  if (!findings.empty()) {
    note(fmt::format("tandem: '{}' is damaged ({} {}).", file.path(), findings.size(),
                     findings.size() == 1 ? "finding" : "findings"));
    return 2;
  }
  const Counts counts = countRuns(file);
  if (!file.info().precision.empty()) note("tandem: the file is " + reductionText(file.info().precision) + ".");
  if (file.info().imported()) note("tandem: it was imported from " + file.info().origin + ".");
  print(fmt::format("{} is sound: {} of {} runs finished, {} failed, {} missing\n", file.path(), counts.finished,
                    counts.total(), counts.failed, counts.missing));
  return 0;
}

int run(const Arguments& args) {
  const std::string path = args.text("FILE.h5");
  // The HDF5 library is not proof against every damaged or forged file.
  const IsolatedOutcome outcome = isolated([&] {
    try {
      const int status = check(path);
      flushOutput();
      return status;
    } catch (const OutputClosed&) {
      return 0;
    } catch (const std::exception& e) {
      note(std::string("tandem: ") + e.what());
      return 2;
    }
  });
  if (outcome.signal == 0) return outcome.status;
  throw InputError(
      fmt::format("'{}' is damaged: reading it ended in a crash ({}). Do not open it with other commands; "
                  "restore it from a copy or run the experiment again.",
                  path, strsignal(outcome.signal)));
}

}  // namespace

Command command() {
  return {.name = "verify",
          .summary = "check a result file against its checksums",
          .group = Group::Experiment,
          .rank = 40,
          .usage = {"tandem verify FILE.h5"},
          .details =
              "One line for each finding and status 2 if there is any. The file is read in a process of its own,\n"
              "so that nothing in it can bring the command down: verify a stranger's file first.",
          .examples = {{"tandem verify first.h5", "after copying it, for example"}},
          .declare = [](Options& o) { o.positional("FILE.h5", "result file of an experiment"); },
          .run = run};
}

}  // namespace tandem::cli::verify
