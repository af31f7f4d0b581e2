// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/results.h"
#include "tandem/editing/edit.h"

namespace tandem::cli::merge {
namespace {

int run(const Arguments& args) {
  const std::string& output = args.text("OUT.h5");
  const std::vector<std::string> inputs = args.atLeastOne("IN.h5");
  mergeResults(output, inputs, {}, args.has("force"));
  const Counts counts = countRuns(ResultFile(output));
  note(fmt::format("tandem: {} {} merged into {}: {} of {} runs finished, {} failed, {} missing", inputs.size(),
                   inputs.size() == 1 ? "file" : "files", output, counts.finished, counts.total(), counts.failed,
                   counts.missing));
  return 0;
}

}  // namespace

Command command() {
  return {.name = "merge",
          .summary = "one result file from several: shards, or more problems or algorithms",
          .group = Group::Experiment,
          .rank = 50,
          .usage = {"tandem merge OUT.h5 IN.h5... [--force]"},
          .details =
              R"(The files must share their settings (seed, repetitions, checkpoints, version, instances, parameters of
an algorithm of the same name); otherwise the difference is named and nothing is written. A finished
run is preferred to a failed one. The inputs stay as they are; OUT.h5 must not exist.

Files made with different builds of one plug-in are refused; --force merges them, and 'tandem info OUT.h5' then
tells which builds took part.)",
          .examples = {{"tandem merge all.h5 part1.h5 part2.h5", "the shards of a cluster job"}},
          .declare =
              [](Options& o) {
                o.positional("OUT.h5", "the file to make");
                o.positionals("IN.h5", "the files to put together");
                o.flag("force", "merge although some of the files were made with another build of a plug-in");
              },
          .run = run};
}

}  // namespace tandem::cli::merge
