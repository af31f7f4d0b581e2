// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/editing/import.h"

namespace tandem::cli::import_results {
namespace {

bool isTable(const std::string& file) {
  return file.ends_with(".csv") || file.ends_with(".CSV");
}

int run(const Arguments& args) {
  const std::string& input = args.text("FILE");
  const std::string& output = args.text("output");
  const ImportOutcome outcome =
      isTable(input) ? importCsv(input, output, args.catalogue()) : importMtop(input, output, args.catalogue());
  for (const std::string& text : outcome.notes) note(fmt::format("tandem: {}", text));
  std::string summary =
      fmt::format("tandem: {} {} imported into {}", outcome.runs, outcome.runs == 1 ? "run" : "runs", output);
  if (outcome.missing > 0) summary += fmt::format(", {} missing in {}", outcome.missing, input);
  note(summary);
  return 0;
}

}  // namespace

Command command() {
  return {
      .name = "import",
      .summary = "a result file from what MToP or another tool saved",
      .group = Group::Results,
      .rank = 50,
      .usage = {"tandem import MTOData.mat -o FILE.h5", "tandem import RESULTS.csv -o FILE.h5"},
      .details =
          R"(Reads the struct MTOData of a MATLAB file (save -v6 or -v7; -v7.3 is refused) as MToP's experiments write it.
What MToP does not store is unknown: seed, versions, instance data, evaluations really spent, transfer. The file
works with table, plot, report, export, merge, split and trim, also beside other files; it cannot be resumed.
Tables that put it beside results of known instance data need --allow-mixed. `tandem export --format mat`
converts back.

A table (FILE.csv) of any tool: the first line names the columns, in any order: problem, task (from 1),
algorithm, repetition (from 1), evaluations (of all tasks together), value (objective, minimised), and cv
(constraint violation) if there is one. A row holds the best after that many evaluations; where only final
values are known, one row per task and run. Inf is the worst value or violation, as Tandem exports it. For a
problem with a single task the evaluations are then known (ERT); for several tasks, only those of all together
(ERT:axis=all). Known names get the catalogue's spelling, and a problem's parameters may follow its name
(Sphere:dim=6); bounds stay unknown. Single-objective results only.)",
      .examples = {{"tandem import MTOData.mat -o mtop.h5", "then: tandem table mtop.h5"},
                   {"tandem import theirs.csv -o theirs.h5", "results of another tool"},
                   {"tandem table mtop.h5 own.h5 --allow-mixed", "beside your own runs"}},
      .declare =
          [](Options& o) {
            o.positional("FILE", "what MToP saved, or a table (.csv)");
            o.value("output,o", "FILE.h5", "result file to make");
            o.catalogue();
          },
      .run = run};
}

}  // namespace tandem::cli::import_results
