// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/output.h"
#include "tandem/editing/edit.h"

namespace tandem::cli::split {
namespace {

int run(const Arguments& args) {
  const std::string by = args.text("by");
  const SplitBy part = by == "algorithm" ? SplitBy::Algorithm
                       : by == "problem" ? SplitBy::Problem
                                         : SplitBy::Repetition;
  for (const std::string& name : splitResults(args.text("FILE.h5"), part, args.text("output", ""))) print(name + "\n");
  return 0;
}

}  // namespace

Command command() {
  return {.name = "split",
          .summary = "a result file for each algorithm, problem or repetition",
          .group = Group::Experiment,
          .rank = 60,
          .usage = {"tandem split FILE.h5 --by algorithm|problem|repetition [-o DIR]"},
          .details =
              R"(Prints the names of the files it made: FILE-PART.h5, beside FILE.h5 or in DIR. None of them may exist.
'tandem merge' puts them together again. By repetition, a part keeps the number of repetitions and
lacks the others.)",
          .examples = {{"tandem split first.h5 --by algorithm", "first-MFEA.h5, first-GA.h5"}},
          .declare =
              [](Options& o) {
                o.positional("FILE.h5", "result file of an experiment");
                o.value("by", "algorithm|problem|repetition", "what to split it by");
                o.value("output,o", "DIR", "folder for the files (default: that of FILE.h5)");
              },
          .run = run};
}

}  // namespace tandem::cli::split
