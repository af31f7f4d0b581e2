// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/describe.h"
#include "cli/output.h"
#include "cli/results.h"
#include "tandem/error.h"
#include "tandem/experiment/command_line.h"

namespace tandem::cli::info {
namespace {

using Json = nlohmann::ordered_json;

struct Failure {
  RunKey key;
  std::string message;
};

/// Messages of failed runs and warnings of finished ones, read once for both forms.
struct Messages {
  std::vector<Failure> failures;
  std::vector<Failure> warnings;
};

Messages messagesOf(const ResultFile& file) {
  Messages messages;
  const ExperimentInfo& experiment = file.info();
  for (int p = 0; p < static_cast<int>(experiment.problems.size()); ++p) {
    for (int a = 0; a < static_cast<int>(experiment.algorithms.size()); ++a) {
      const CellData cell = file.cell(p, a);
      for (int r = 0; r < cell.repetitions; ++r) {
        const auto at = static_cast<std::size_t>(r);
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
  std::string text = std::string("\n") + title + "\n";
  for (std::size_t i = 0; i < std::min(items.size(), kShown); ++i) {
    const RunKey& key = items[i].key;
    text += fmt::format(
        "  {} on {}, repetition {}: {}\n", file.info().algorithms[static_cast<std::size_t>(key.algorithm)].alias,
        file.info().problems[static_cast<std::size_t>(key.problem)].name, key.repetition + 1, items[i].message);
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
    text += fmt::format(", {} missing (tandem resume {})", counts.missing, shellQuoted(file.path()));
  } else if (!file.packed()) {
    text += " (still in parts; tandem resume packs them)";
  }
  return text;
}

std::string taskSummary(const ProblemRecord& problem) {
  // "2 x D=50" says more than two equal lines.
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
         labelled("seed", std::to_string(e.seed));
}

std::string textOf(const ResultFile& file) {
  const ExperimentInfo& e = file.info();
  const Counts counts = countRuns(file);
  std::string text = file.path() + "\n";
  text += labelled("runs", stateText(file, counts));
  if (e.imported()) {
    text += labelled("origin", "imported from " + e.origin + "; what it does not store is unknown");
    text += labelled("seed", "unknown");
  } else {
    text += madeBy(e);
  }
  if (!e.precision.empty()) text += labelled("precision", "reduced to " + e.precision);
  text += labelled("repetitions", std::to_string(e.repetitions));
  text += labelled("checkpoints", std::to_string(e.checkpoints) + (e.saveDecisions ? ", decisions saved" : ""));

  Columns algorithms({"algorithm", "name", "parameters"});
  for (const AlgorithmRecord& a : e.algorithms) algorithms.row({a.alias, a.name, paramText(a.params)});
  text += "\nAlgorithms\n" + algorithms.text("  ");
  Columns problems({"problem", "tasks", "evaluations", "population", "instance", "parameters"});
  for (const ProblemRecord& p : e.problems) {
    problems.row({p.name, taskSummary(p), grouped(p.budget), std::to_string(p.population), instanceName(p.instance),
                  paramText(p.params)});
  }
  text += "\nProblems\n" + problems.text("  ");
  const Messages messages = messagesOf(file);
  return text + messageSection(file, "Failed runs", messages.failures) +
         messageSection(file, "Warnings", messages.warnings);
}

Json messageRecords(const ExperimentInfo& e, const std::vector<Failure>& items) {
  Json records = Json::array();
  for (const Failure& item : items) {
    records.push_back({{"problem", e.problems[static_cast<std::size_t>(item.key.problem)].name},
                       {"algorithm", e.algorithms[static_cast<std::size_t>(item.key.algorithm)].alias},
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
  record["failures"] = messageRecords(file.info(), messages.failures);
  record["warnings"] = messageRecords(file.info(), messages.warnings);
  return record;
}

int run(const Arguments& args) {
  const ResultFile file(args.text("FILE.h5"));
  if (args.has("spec")) {
    if (file.info().imported()) {
      throw InputError("'" + file.path() + "' was imported from " + file.info().origin +
                       ": there is no specification that would run it again.");
    }
    print(file.info().specification);
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
          .usage = {"tandem info FILE.h5 [--format text|json] [--spec]"},
          .details = "Works while the experiment runs, too.",
          .examples = {{"tandem info first.h5", "provenance, progress, failures"},
                       {"tandem info first.h5 --spec > again.toml", "the specification, to run it again"}},
          .declare =
              [](Options& o) {
                o.positional("FILE.h5", "result file of an experiment");
                o.value("format,f", "text|json", "default: text");
                o.flag("spec", "print the specification only (TOML)");
              },
          .run = run};
}

}  // namespace tandem::cli::info
