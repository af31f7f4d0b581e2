// SPDX-License-Identifier: Apache-2.0
#include "cli/report.h"

#include "cli/command.h"
#include "cli/output.h"

namespace tandem::cli::report {
namespace {

int run(const Arguments& args) {
  const std::string output = args.text("output");
  std::vector<ResultFile> files;
  for (const std::string& name : args.atLeastOne("FILE.h5")) files.emplace_back(name);
  std::vector<const ResultFile*> pointers;
  for (const ResultFile& file : files) pointers.push_back(&file);
  const std::string html =
      reportHtml(pointers, args.catalogue(), {.base = args.text("base", ""), .figures = !args.has("no-figures")});
  output == "-" ? print(html) : writeFile(output, html);
  return 0;
}

}  // namespace

Command command() {
  return {
      .name = "report",
      .summary = "one HTML page: provenance, tables with tests, figures, transfer",
      .group = Group::Results,
      .rank = 25,
      .usage = {"tandem report FILE.h5... [--base ALGO] [--no-figures] -o OUT.html"},
      .details =
          "The page holds everything it shows (no network, no other files), opens offline and prints. Tables "
          "are tested with Holm's correction; each multitask algorithm whose single-task twin was run, too, "
          "gets the verdict whether transfer helped or harmed. Tables of more than seven columns are printed in parts.",
      .examples = {{"tandem report first.h5 -o first.html", "everything"},
                   {"tandem report first.h5 --base GA --no-figures -o first.html", "tested against GA, quick"}},
      .declare =
          [](Options& o) {
            o.positionals("FILE.h5", "result files; what they have in common is compared");
            o.value("base", "ALGO", "algorithm that the others are tested against; default: the first");
            o.flag("no-figures", "tables only");
            o.value("output,o", "OUT.html", "page to write; '-': standard output");
            o.catalogue();
          },
      .run = run};
}

}  // namespace tandem::cli::report
