// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/editing/edit.h"
#include "tandem/store/result_file.h"

namespace tandem::cli::trim {
namespace {

int run(const Arguments& args) {
  const std::string& file = args.text("FILE.h5");
  if (!args.has("checkpoints") && !args.has("precision") && !args.has("lean"))
    args.refuse("Say what to trim: --checkpoints, --precision or --lean.");
  const auto checkpoints = static_cast<int>(args.integer("checkpoints", 1, 100'000, 0));
  Precision precision = args.has("precision") ? parsePrecision(args.text("precision")) : Precision{};
  precision.lean = args.has("lean");
  std::string mark;
  if (checkpoints > 0) mark += "-" + std::to_string(checkpoints);
  if (precision.singles) mark += "-float";
  if (precision.digits > 0) mark += "-" + std::to_string(precision.digits) + "digits";
  if (precision.bits > 0) mark += "-" + std::to_string(precision.bits) + "bits";
  if (precision.lean) mark += "-lean";
  std::filesystem::path beside(file);
  beside.replace_filename(beside.stem().string() + mark + beside.extension().string());
  const std::string output = args.text("output", beside.string());
  trimResults(file, output, checkpoints, precision);
  print(output + "\n");
  if (const std::string why = misfitOf(ResultFile(output).info()); !why.empty() && checkpoints > 0) {
    note(fmt::format("tandem: {}: '{}' can be compared and drawn, but neither resumed, reproduced nor extended.", why,
                     output));
  }
  return 0;
}

}  // namespace

Command command() {
  return {
      .name = "trim",
      .summary = "a smaller result file: fewer checkpoints, fewer digits",
      .group = Group::Experiment,
      .rank = 70,
      .usage = {"tandem trim FILE.h5 [--checkpoints K] [--precision float|DIGITS|BITSbits] [--lean] [-o OUT.h5]"},
      .details =
          R"(--checkpoints keeps the first checkpoint, the last, and those nearest to equal shares of the budget between them.
--precision rounds objectives, violations, populations, decisions and logs to 32-bit floats, to so many significant
digits, or up to so many significant bits (18bits: five digits). Bits need the least room, decimal digits hardly less
than all of them.
--lean leaves out what comparisons of checkpoints do without: every improvement between checkpoints (which ERT and
figures of runtimes take), transfer, traces, decisions, cost; and of multi-objective runs all populations but the last
ones. Seconds keep three digits.
The file says how it was reduced, and is never merged with files trimmed differently. Where K is above two and does
not divide the number recorded, or methods have traces, it does not equal a file recorded with K: it says so, too, and
is neither extended, resumed nor reproduced.
Prints the name of the file it made. FILE.h5 stays as it is.)",
      .examples = {{"tandem trim first.h5 -k 10 -o small.h5", "ten checkpoints instead of fifty"},
                   {"tandem trim first.h5 --precision 6", "six significant digits"},
                   {"tandem trim first.h5 --precision 18bits --lean", "as small as a baseline"}},
      .declare =
          [](Options& o) {
            o.positional("FILE.h5", "result file of an experiment");
            o.value("checkpoints,k", "K", "how many to keep (default: all)");
            o.value("precision", "PRECISION", "float, 6 (significant digits) or 18bits (default: in full)");
            o.flag("lean", "without logs of improvements, transfer, traces, decisions, earlier populations");
            o.value("output,o", "OUT.h5", "the file to make (default: FILE-K.h5, FILE-float.h5, ...)");
          },
      .run = run};
}

}  // namespace tandem::cli::trim
