// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "cli/command.h"
#include "cli/describe.h"
#include "cli/output.h"
#include "cli/results.h"
#include "tandem/editing/edit.h"
#include "tandem/engine/ledger.h"
#include "tandem/error.h"
#include "tandem/specification/command_line.h"
#include "tandem/tables/names.h"

namespace tandem::cli::info {
namespace {

using Json = nlohmann::ordered_json;

struct Failure {
  RunKey key;
  std::string message;
};

/// Messages of failed runs, warnings of finished ones, and devices, read once for both forms.
struct Messages {
  std::vector<Failure> failures;
  std::vector<Failure> warnings;
  std::map<std::string, int> devices;  ///< number of runs by device
};

Messages messagesOf(const ResultFile& file) {
  Messages messages;
  const ExperimentInfo& experiment = file.info();
  for (int p = 0; p < isize(experiment.problems); ++p) {
    for (int a = 0; a < isize(experiment.algorithms); ++a) {
      const CellData cell = file.cell(p, a);
      for (int r = 0; r < cell.repetitions; ++r) {
        const auto at = static_cast<std::size_t>(r);
        if (cell.status[at] != RunStatus::Missing) ++messages.devices[cell.device[at]];
        if (cell.status[at] == RunStatus::Failed) {
          messages.failures.push_back({{p, a, r}, cell.message[at]});
        } else if (cell.status[at] == RunStatus::Finished && !cell.message[at].empty()) {
          messages.warnings.push_back({{p, a, r}, cell.message[at]});
        }
      }
    }
  }
  return messages;
}

std::string messageSection(const ResultFile& file, const char* title, const std::vector<Failure>& items) {
  if (items.empty()) return "";
  constexpr std::size_t kShown = 20;
  const std::vector<std::string> names = problemNames(file.info().problems);
  std::string text = std::string("\n") + title + "\n";
  for (std::size_t i = 0; i < std::min(items.size(), kShown); ++i) {
    const RunKey& key = items[i].key;
    text += fmt::format("  {} on {}, repetition {}: {}\n", file.info().algorithms[key.algorithm].alias,
                        names[key.problem], key.repetition + 1, items[i].message);
  }
  if (items.size() > kShown) {
    text += fmt::format("  ... and {} more (--format json has them all)\n", items.size() - kShown);
  }
  return text;
}

std::string stateText(const ResultFile& file, const Counts& counts) {
  std::string text = fmt::format("{} of {} runs finished", counts.finished, counts.total());
  if (counts.failed > 0) text += fmt::format(", {} failed", counts.failed);
  if (counts.missing > 0) {
    text += fmt::format(", {} missing", counts.missing);
    const ExperimentInfo& info = file.info();
    const bool whole = !info.imported() && info.precision.empty() && misfitOf(info).empty();
    if (whole) text += fmt::format(" (tandem resume {})", shellQuoted(file.path()));
  } else if (!file.packed()) {
    text += file.info().imported() ? " (still in parts)" : " (still in parts; tandem resume packs them)";
  }
  return text;
}

std::string taskSummary(const ProblemRecord& problem) {
  // "2 x D=50" is clearer than two equal lines.
  std::vector<std::pair<std::string, int>> kinds;
  for (const TaskInfo& task : problem.tasks) {
    std::string kind = "D=" + std::to_string(task.dim);
    if (task.objectives > 1) kind += " M=" + std::to_string(task.objectives);
    if (task.constraints > 0) kind += " C=" + std::to_string(task.constraints);
    if (!kinds.empty() && kinds.back().first == kind) {
      ++kinds.back().second;
    } else {
      kinds.emplace_back(kind, 1);
    }
  }
  std::vector<std::string> texts;
  for (const auto& [kind, count] : kinds) texts.push_back(count == 1 ? kind : std::to_string(count) + " x " + kind);
  if (texts.size() > 4) {
    texts.resize(4);
    texts.emplace_back("...");
  }
  return join(texts, ", ");
}

std::string madeBy(const ExperimentInfo& e) {
  return labelled("started", e.started + (e.ended.empty() ? "" : ", ended " + e.ended)) +
         labelled("made by",
                  fmt::format("tandem {} ({}), {}, {}, on {}", e.version, e.revision, e.compiler, e.flags, e.host)) +
         labelled("seed", fmt::format("{} (random streams of version {})", e.seed, e.streams));
}

std::string pluginText(const ExperimentInfo& e) {
  std::set<std::string> lines;
  const auto take = [&](const PluginRecord& plugin) {
    if (!plugin.name.empty()) lines.insert(labelled("plug-in", plugin.name + " (SHA-1 " + plugin.hash + ")"));
  };
  for (const AlgorithmRecord& a : e.algorithms) take(a.plugin);
  for (const ProblemRecord& p : e.problems) take(p.plugin);
  return join({lines.begin(), lines.end()}, "");
}

std::string crashText(const ResultFile& file) {
  const ExperimentInfo& e = file.info();
  std::string text;
  for (const CrashedRun& run : crashedRuns(file.path())) {
    if (run.signal == 0 || run.key.problem >= isize(e.problems) || run.key.algorithm >= isize(e.algorithms)) continue;
    text +=
        labelled("crashed", fmt::format("'{}' on '{}', repetition {}, with signal {}; tandem resume does it again, "
                                        "--skip-crashed leaves it out",
                                        e.algorithms[run.key.algorithm].alias, e.problems[run.key.problem].shownName(),
                                        run.key.repetition + 1, run.signal));
  }
  return text;
}

std::string textOf(const ResultFile& file) {
  const ExperimentInfo& e = file.info();
  const Counts counts = countRuns(file);
  std::string text = file.path() + "\n";
  text += labelled("runs", stateText(file, counts)) + crashText(file);
  if (e.imported()) {
    text += labelled("origin", "imported from " + e.origin + "; what it does not store is unknown");
    text += labelled("seed", "unknown");
  } else {
    text += madeBy(e);
  }
  text += pluginText(e);
  if (!e.precision.empty()) text += labelled("precision", reductionText(e.precision));
  for (const std::string& line : continuationsOf(e)) text += labelled("continued by", line);
  text += labelled("repetitions", std::to_string(e.repetitions));
  text += labelled("checkpoints", std::to_string(e.checkpoints) + (e.saveDecisions ? ", decisions saved" : ""));
  if (const std::string misfit = misfitOf(e); !misfit.empty()) text += labelled("trimmed", misfit);
  if (!e.start.empty()) {
    text += labelled("started from", fmt::format("{} points of '{}' (hash {})", startPoints(e), e.start, e.startHash));
  }
  const Messages messages = messagesOf(file);
  for (const auto& [device, runs] : messages.devices) {
    text += labelled("evaluated by", fmt::format("{} ({} {})", device, runs, runs == 1 ? "run" : "runs"));
  }

  Columns algorithms({"algorithm", "name", "parameters"});
  for (const AlgorithmRecord& a : e.algorithms) {
    std::string params = paramText(a.params);
    if (a.budget > 0) params += (params.empty() ? "" : ", ") + ("budget=" + std::to_string(a.budget));
    if (a.population > 0) params += (params.empty() ? "" : ", ") + ("population=" + std::to_string(a.population));
    algorithms.row({a.alias, a.name, params});
  }
  text += "\nAlgorithms\n" + algorithms.text("  ");
  Columns problems({"problem", "tasks", "evaluations", "population", "instance", "parameters"});
  const std::vector<std::string> names = problemNames(e.problems);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const ProblemRecord& p = e.problems[i];
    problems.row({names[i], taskSummary(p), grouped(p.budget), std::to_string(p.population), instanceOf(p),
                  paramText(p.params)});
  }
  text += "\nProblems\n" + problems.text("  ");
  return text + messageSection(file, "Failed runs", messages.failures) +
         messageSection(file, "Warnings", messages.warnings);
}

/// Seconds and parts of the runs of one cell that were measured.
struct Cost {
  int runs = 0;
  double seconds = 0.0;
  std::array<double, kCostParts> parts{};
  void add(const Cost& other) {
    runs += other.runs;
    seconds += other.seconds;
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i] += other.parts[i];
  }
};

Cost costOf(const CellData& cell) {
  Cost cost;
  for (std::size_t r = 0; r < cell.cost.size(); ++r) {
    double sum = 0.0;
    for (const double seconds : cell.cost[r]) sum += seconds;
    if (cell.status[r] == RunStatus::Missing || sum == 0.0) continue;
    cost.add({1, cell.seconds[r], cell.cost[r]});
  }
  return cost;
}

/// Calls take(problem, algorithm, cost) for every cell.
template <typename Take>
void eachCost(const ResultFile& file, const Take& take) {
  const ExperimentInfo& e = file.info();
  const std::vector<std::string> names = problemNames(e.problems);
  for (std::size_t p = 0; p < e.problems.size(); ++p) {
    for (std::size_t a = 0; a < e.algorithms.size(); ++a) {
      const Cost cost = costOf(file.cell(static_cast<int>(p), static_cast<int>(a)));
      if (cost.runs > 0) take(names[p], e.algorithms[a].alias, cost);
    }
  }
}

std::string costText(const ResultFile& file) {
  Columns columns(
      {"problem", "algorithm", "runs", "s per run", "algorithm", "evaluation", "waiting", "recording", "model"});
  const auto row = [&](const std::string& problem, const std::string& algorithm, const Cost& cost) {
    std::vector<std::string> fields{problem, algorithm, std::to_string(cost.runs),
                                    fmt::format("{:.3g}", cost.seconds / cost.runs)};
    for (const double part : cost.parts) fields.push_back(fmt::format("{:.1f} %", 100.0 * part / cost.seconds));
    columns.row(std::move(fields));
  };
  Cost all;
  eachCost(file, [&](const std::string& problem, const std::string& algorithm, const Cost& cost) {
    row(problem, algorithm, cost);
    all.add(cost);
  });
  if (all.runs == 0) return "No run in this file has its cost measured.\n";
  row("all", "", all);
  return columns.text();
}

Json costRecords(const ResultFile& file) {
  Json records = Json::array();
  eachCost(file, [&](const std::string& problem, const std::string& algorithm, const Cost& cost) {
    Json record = {{"problem", problem}, {"algorithm", algorithm}, {"runs", cost.runs}, {"seconds", cost.seconds}};
    for (int i = 0; i < kCostParts; ++i) {
      record["parts"][costPartName(static_cast<CostPart>(i))] = cost.parts[i];
    }
    records.push_back(std::move(record));
  });
  return records;
}

Json messageRecords(const ExperimentInfo& e, const std::vector<Failure>& items) {
  Json records = Json::array();
  const std::vector<std::string> names = problemNames(e.problems);
  for (const Failure& item : items) {
    records.push_back({{"problem", names[item.key.problem]},
                       {"algorithm", e.algorithms[item.key.algorithm].alias},
                       {"repetition", item.key.repetition + 1},
                       {"message", item.message}});
  }
  return records;
}

Json recordOf(const ResultFile& file) {
  const Counts counts = countRuns(file);
  Json record = experimentRecord(file.info());
  record["file"] = file.path();
  record["packed"] = file.packed();
  record["runs"] = {
      {"total", counts.total()}, {"finished", counts.finished}, {"failed", counts.failed}, {"missing", counts.missing}};
  const Messages messages = messagesOf(file);
  record["devices"] = messages.devices;
  record["cost"] = costRecords(file);
  record["failures"] = messageRecords(file.info(), messages.failures);
  record["warnings"] = messageRecords(file.info(), messages.warnings);
  return record;
}

std::string ledgerText(const ResultFile& file) {
  const ExperimentInfo& e = file.info();
  std::vector<std::string> header{"problem", "algorithm", "task"};
  for (const char* name : kPurposeNames) header.emplace_back(name);
  header.insert(header.end(), {"total", "share"});
  Columns columns(header);
  const std::vector<std::string> names = problemNames(e.problems);
  bool any = false;
  for (std::size_t p = 0; p < e.problems.size(); ++p) {
    for (std::size_t a = 0; a < e.algorithms.size(); ++a) {
      const std::vector<double> ledger = meanLedger(file.cell(static_cast<int>(p), static_cast<int>(a)));
      const double all = std::accumulate(ledger.begin(), ledger.end(), 0.0);
      any = any || !ledger.empty();
      constexpr auto kWide = static_cast<std::size_t>(kLedgerPurposes);
      for (std::size_t t = 0; t < ledger.size() / kWide; ++t) {
        std::vector<std::string> row{names[p], e.algorithms[a].alias, std::to_string(t + 1)};
        double total = 0.0;
        for (std::size_t i = 0; i < kWide; ++i) {
          const double v = ledger[t * kWide + i];
          total += v;
          row.push_back(v == std::floor(v) ? grouped(static_cast<long long>(v)) : fmt::format("{:.1f}", v));
        }
        row.push_back(total == std::floor(total) ? grouped(static_cast<long long>(total))
                                                 : fmt::format("{:.1f}", total));
        row.push_back(fmt::format("{:.1f} %", all > 0.0 ? 100.0 * total / all : 0.0));
        columns.row(row);
      }
    }
  }
  if (!any) {
    throw InputError("'" + file.path() + "' does not say what evaluations were spent on" +
                     (e.imported() ? ": it was imported." : ": it has no finished run."));
  }
  return "Evaluations by task and purpose, mean of the finished runs; share: of all tasks\n\n" + columns.text();
}

int run(const Arguments& args) {
  const ResultFile file(args.text("FILE.h5"));
  if (args.has("ledger")) {
    print(ledgerText(file));
    return 0;
  }
  if (args.has("spec")) {
    if (file.info().imported()) {
      throw InputError("'" + file.path() + "' was imported from " + file.info().origin +
                       ": there is no specification that would run it again.");
    }
    print(file.info().specification);
  } else if (args.has("cost")) {
    print(args.text("format", "text") == "json" ? costRecords(file).dump(2) + "\n" : costText(file));
  } else if (args.text("format", "text") == "json") {
    print(recordOf(file).dump(2) + "\n");
  } else {
    print(textOf(file));
  }
  return 0;
}

}  // namespace

Command command() {
  return {.name = "info",
          .summary = "what a result file holds, where it came from, how far it got",
          .group = Group::Experiment,
          .rank = 30,
          .usage = {"tandem info FILE.h5 [--format text|json] [--spec] [--ledger] [--cost]"},
          .details =
              "Works while the experiment runs, too.\n"
              "\n"
              "--cost says where the wall time of the runs went: the algorithm itself, evaluation, waiting (for other\n"
              "runs on a device, for the user), recording (checkpoints, telemetry, live views), model (learning and\n"
              "applying what is known of other tasks). Writing the file is not part of a run.",
          .examples = {{"tandem info first.h5", "provenance, progress, failures"},
                       {"tandem info first.h5 --ledger", "evaluations by task and purpose"},
                       {"tandem info first.h5 --cost", "is it the evaluation that takes the time?"},
                       {"tandem info first.h5 --spec > again.toml", "the specification, to run it again"}},
          .declare =
              [](Options& o) {
                o.positional("FILE.h5", "result file of an experiment");
                o.value("format,f", "text|json", "default: text");
                o.flag("ledger", "what the evaluations of each task were spent on");
                o.flag("spec", "print the specification only (TOML)");
                o.flag("cost", "print where the time of the runs went");
              },
          .run = run};
}

}  // namespace tandem::cli::info
