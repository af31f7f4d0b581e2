// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/results.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/store/baselines.h"

namespace tandem::cli::baselines {
namespace {

/// The named ones, or all; throws InputError for a name that there is not.
std::vector<BaselineEntry> chosen(const Arguments& args) {
  std::vector<BaselineEntry> entries = baselineEntries();
  const std::vector<std::string> names = args.list("NAME");
  if (entries.empty())
    throw InputError("There are no baselines; set TANDEM_BASELINES_DIR to the folder that has them.");
  if (names.empty()) return entries;
  std::vector<BaselineEntry> out;
  for (const std::string& name : names) {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const BaselineEntry& entry) {
      return normalName(entry.name) == normalName(name);
    });
    if (found == entries.end()) throw InputError("There is no baseline '" + name + "' (tandem baselines list).");
    out.push_back(*found);
  }
  return out;
}

int list(const Arguments& args) {
  Columns columns({"name", "MB", "problems", "algorithms", "runs", "about"});
  for (const BaselineEntry& entry : chosen(args)) {
    if (entry.results.empty()) {
      columns.row({entry.name, "not made", "", "", "", entry.about});
      continue;
    }
    const ResultFile file(entry.results);
    const ExperimentInfo& info = file.info();
    columns.row({entry.name,
                 fmt::format("{:.2f}", 1e-6 * static_cast<double>(std::filesystem::file_size(entry.results))),
                 std::to_string(info.problems.size()), std::to_string(info.algorithms.size()),
                 std::to_string(info.repetitions), entry.about});
  }
  print(columns.text());
  return 0;
}

int verify(const Arguments& args) {
  int status = 0;
  for (const BaselineEntry& entry : chosen(args)) {
    if (entry.results.empty()) continue;
    const ResultFile file(entry.results);
    const std::vector<std::string> findings = file.verify();
    for (const std::string& finding : findings) print(finding + "\n");
    if (!findings.empty()) {
      status = 2;
      continue;
    }
    const Counts counts = countRuns(file);
    print(fmt::format("{} is sound: {} of {} runs finished, {} failed\n", entry.name, counts.finished, counts.total(),
                      counts.failed));
  }
  return status;
}

int run(const Arguments& args) {
  return args.text("list|verify") == "list" ? list(args) : verify(args);
}

}  // namespace

Command command() {
  return {
      .name = "baselines",
      .summary = "results that come with Tandem, to stand beside one's own",
      .group = Group::Results,
      .rank = 4,
      .usage = {"tandem baselines list|verify [NAME]..."},
      .details =
          R"(30 runs of every method that fits, on official data, with the suites' own budgets (docs/baselines.md). They are
taken wherever a result file is, as baseline:NAME; 'tandem compare' and 'tandem recommend' use them all. They lie in
$TANDEM_BASELINES_DIR if that is set, else where Tandem is installed, else in data/baselines of the source tree, where
scripts/baselines makes them. 'verify' checks their checksums; 'tandem reproduce baseline:NAME --sample 5%' makes a sample of
their runs again and compares every value.)",
      .examples = {{"tandem baselines list", "what there is"},
                   {"tandem table mine.h5 baseline:CEC17-MTSO", "beside one's own"}},
      .declare =
          [](Options& o) {
            o.positional("list|verify", "what to do");
            o.positionals("NAME", "these only (default: all)");
          },
      .run = run};
}

}  // namespace tandem::cli::baselines
