// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/editing/import.h"

namespace tandem::cli::import_results {
namespace {

int run(const Arguments& args) {
  const std::string& input = args.text("MTOData.mat");
  const std::string& output = args.text("output");
  const ImportOutcome outcome = importMtop(input, output, args.catalogue());
  for (const std::string& text : outcome.notes) note(fmt::format("tandem: {}", text));
  std::string summary = fmt::format("tandem: {} runs imported into {}", outcome.runs, output);
  if (outcome.missing > 0) summary += fmt::format(", {} are empty in {}", outcome.missing, input);
  note(summary);
  return 0;
}

}  // namespace

Command command() {
  return {
      .name = "import",
      .summary = "a result file of what MToP saved",
      .group = Group::Results,
      .rank = 50,
      .usage = {"tandem import MTOData.mat -o FILE.h5"},
      .details =
          R"(Reads the struct MTOData of a MATLAB file (save -v6 or -v7; -v7.3 is refused) as MToP's experiments write it.
What MToP does not store reads unknown: seed, versions, instance data, evaluations really spent, transfer. The file
serves table, plot, report, export, merge, split and trim, beside other files too; it cannot be resumed. Tables that put
it beside results of known instance data need --allow-mixed. `tandem export --format mat` is the way back.)",
      .examples = {{"tandem import MTOData.mat -o mtop.h5", "then: tandem table mtop.h5"},
                   {"tandem table mtop.h5 own.h5 --allow-mixed", "beside one's own runs"}},
      .declare =
          [](Options& o) {
            o.positional("MTOData.mat", "what MToP saved");
            o.value("output,o", "FILE.h5", "result file to make");
            o.catalogue();
          },
      .run = run};
}

}  // namespace tandem::cli::import_results
