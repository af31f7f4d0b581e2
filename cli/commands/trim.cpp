// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/experiment/edit.h"

namespace tandem::cli::trim {
namespace {

int run(const Arguments& args) {
  const std::string& file = args.text("FILE.h5");
  (void)args.text("checkpoints");
  const auto checkpoints = static_cast<int>(args.integer("checkpoints", 1, 100'000, 1));
  std::filesystem::path beside(file);
  beside.replace_filename(beside.stem().string() + "-" + std::to_string(checkpoints) + beside.extension().string());
  const std::string output = args.text("output", beside.string());
  trimResults(file, output, checkpoints);
  print(output + "\n");
  return 0;
}

}  // namespace

Command command() {
  return {
      .name = "trim",
      .summary = "a smaller result file with fewer checkpoints",
      .group = Group::Experiment,
      .rank = 70,
      .usage = {"tandem trim FILE.h5 --checkpoints K [-o OUT.h5]"},
      .details = R"(Keeps the first checkpoint, the last, and those nearest to equal shares of the budget between them;
prints the name of the file it made. FILE.h5 stays as it is.)",
      .examples = {{"tandem trim first.h5 -k 10 -o small.h5", "ten checkpoints instead of fifty"}},
      .declare =
          [](Options& o) {
            o.positional("FILE.h5", "result file of an experiment");
            o.value("checkpoints,k", "K", "how many to keep");
            o.value("output,o", "OUT.h5", "the file to make (default: FILE-K.h5)");
          },
      .run = run};
}

}  // namespace tandem::cli::trim
