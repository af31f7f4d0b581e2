// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "cli/command.h"
#include "cli/delegate.h"
#include "cli/output.h"
#include "cli/results.h"
#include "tandem/editing/edit.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/store/baselines.h"

namespace tandem::cli::baselines {
namespace {

namespace fs = std::filesystem;

/// Precision kept (docs/baselines.md): five digits; of results with whole populations, which take ten times the room,
/// three and a half.
constexpr const char* kPrecision = "18 bits, lean";
constexpr const char* kPopulationPrecision = "12 bits, lean";

std::string precisionFor(const ExperimentInfo& info) {
  const bool populations = std::ranges::any_of(info.problems, [](const ProblemRecord& p) {
    return std::ranges::any_of(p.tasks, [](const TaskInfo& t) { return t.objectives > 1; });
  });
  return populations ? kPopulationPrecision : kPrecision;
}

/// The named ones, or all; throws InputError for an unknown name.
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

/// Does the missing runs of the specification, then keeps what a comparison needs.
int makeOne(const Arguments& args, const BaselineEntry& entry) {
  const fs::path target = fs::path(entry.specification).replace_extension(".h5");
  const fs::path folder = args.text("work", ".");
  const fs::path full = folder / target.filename();
  if (!entry.results.empty()) {
    print(fmt::format("{}: {} is there; remove it to make it anew\n", entry.name, entry.results));
    return 0;
  }
  fs::create_directories(folder);
  if (fs::equivalent(folder, target.parent_path())) {
    throw InputError("The full results of '" + entry.name +
                     "' must not grow where the baseline goes; give --work DIR.");
  }
  if (::access(target.parent_path().c_str(), W_OK) != 0) {  // refuse before hours are spent
    throw InputError("'" + target.parent_path().string() +
                     "' cannot be written; copy the specification to a folder of yours and set TANDEM_BASELINES_DIR.");
  }
  std::vector<std::string> words;
  for (const std::string option : {"threads", "parallel"}) {
    if (args.has(option)) words.push_back("--" + option + "=" + args.text(option));
  }
  if (args.has("quiet")) words.emplace_back("--quiet");
  int status = 0;
  if (resultsExist(full.string())) {
    words.push_back(full.string());
    status = delegate("resume", std::move(words), args);
  } else {
    words.insert(words.end(), {entry.specification, "--output=" + full.string()});
    status = delegate("run", std::move(words), args);
  }
  if (status != 0 && status != 1) return status;
  trimResults(full.string(), target.string(), 0, parsePrecision(precisionFor(ResultFile(full.string()).info())));
  print(fmt::format("{}: {}, {:.2f} MB\n", entry.name, target.string(),
                    1e-6 * static_cast<double>(fs::file_size(target))));
  return status;
}

int make(const Arguments& args) {
  if (args.list("NAME").empty()) args.refuse("Say which baselines to make; each takes hours (tandem baselines list).");
  int status = 0;
  for (const BaselineEntry& entry : chosen(args)) {
    const int one = makeOne(args, entry);
    if (one != 0 && one != 1) return one;
    status = std::max(status, one);
  }
  return status;
}

int run(const Arguments& args) {
  const std::string& what = args.text("list|make|verify");
  return what == "list" ? list(args) : what == "make" ? make(args) : verify(args);
}

}  // namespace

Command command() {
  return {
      .name = "baselines",
      .summary = "results that come with Tandem, to compare your own with",
      .group = Group::Results,
      .rank = 4,
      .usage = {"tandem baselines list|verify [NAME]...", "tandem baselines make NAME... [--work DIR] [-j N]"},
      .details =
          R"(30 runs of every method that fits, on official data, with the suites' own budgets (docs/baselines.md). They are
taken wherever a result file is, as baseline:NAME; 'tandem compare' and 'tandem recommend' use them all. They are in
$TANDEM_BASELINES_DIR if that is set, else where Tandem is installed, else in data/baselines of the source tree.

'verify' checks their checksums; 'tandem reproduce baseline:NAME --sample 5%' makes a sample of their runs again and
compares every value.

'make' runs the specification NAME.toml of that folder, which takes hours, and trims the results to NAME.h5
there. The full results grow in DIR/NAME.h5: after Ctrl-C, a kill or a crash the same command goes on with them.
Your own NAME.toml in a folder of your own becomes a baseline; the first lines say what it is: '# Baseline NAME:
...'. In the source tree scripts/baselines imports the official data and calls this.)",
      .examples = {{"tandem baselines list", "what there is"},
                   {"tandem table mine.h5 baseline:CEC17-MTSO", "beside one's own"},
                   {"tandem baselines make PEPVM --work /scratch -j 8", "makes one, or goes on"}},
      .declare =
          [](Options& o) {
            o.positional("list|make|verify", "what to do");
            o.positionals("NAME", "these only (default: all; make: none)");
            o.value("work", "DIR", "make: where the full results grow (default: the current folder)");
            o.value("threads,j", "N", "make: threads (default: all cores)");
            o.value("parallel", "auto|runs|evaluations", "make: what the threads share, as in 'tandem run'");
            o.flag("quiet,q", "make: no progress");
            o.catalogue();
          },
      .run = run};
}

}  // namespace tandem::cli::baselines
