// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/results.h"

namespace tandem::cli::verify {
namespace {

int run(const Arguments& args) {
  const ResultFile file(args.text("FILE.h5"));
  const std::vector<std::string> findings = file.verify();
  for (const std::string& finding : findings) print(finding + "\n");
  if (!findings.empty()) {
    note(fmt::format("tandem: '{}' is damaged ({} {}).", file.path(), findings.size(),
                     findings.size() == 1 ? "finding" : "findings"));
    return 2;
  }
  const Counts counts = countRuns(file);
  if (!file.info().precision.empty()) note("tandem: its numbers were reduced to " + file.info().precision + ".");
  if (file.info().imported()) note("tandem: it was imported from " + file.info().origin + ".");
  print(fmt::format("{} is sound: {} of {} runs finished, {} failed, {} missing\n", file.path(), counts.finished,
                    counts.total(), counts.failed, counts.missing));
  return 0;
}

}  // namespace

Command command() {
  return {.name = "verify",
          .summary = "check a result file against its checksums",
          .group = Group::Experiment,
          .rank = 40,
          .usage = {"tandem verify FILE.h5"},
          .details = "One line for each finding and status 2 if there is any.",
          .examples = {{"tandem verify first.h5", "after a copy, say"}},
          .declare = [](Options& o) { o.positional("FILE.h5", "result file of an experiment"); },
          .run = run};
}

}  // namespace tandem::cli::verify
