// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/command.h"
#include "cli/describe.h"
#include "cli/output.h"
#include "cli/running/instance.h"
#include "tandem/error.h"
#include "tandem/similarity.h"
#include "tandem/tables/names.h"

namespace tandem::cli::show {
namespace {

using Json = nlohmann::ordered_json;

/// What is shown for one entry, in both forms.
struct Sheet {
  std::string text;
  Json record;
};

std::string parameterSection(const std::vector<ParamInfo>& params) {
  if (params.empty()) return "\nParameters: none\n";
  Columns columns({"name", "default", "range", "meaning"});
  for (const ParamInfo& p : params) columns.row({p.name, p.value, rangeText(p), p.doc});
  return "\nParameters\n" + columns.text("  ");
}

std::string traceSection(const std::vector<TraceInfo>& traces) {
  if (traces.empty()) return "";
  Columns columns({"trace", "per", "range", "meaning"});
  for (const TraceInfo& t : traces) {
    columns.row({t.name, tracePerName(t.per), rangeText(ParamInfo{.min = t.min, .max = t.max}), t.doc});
  }
  return "\nTraces (tandem plot --kind trace)\n" + columns.text("  ");
}

Json traceRecords(const std::vector<TraceInfo>& traces) {
  Json records = Json::array();
  const auto limit = [](double v) { return std::isfinite(v) ? Json(v) : Json(nullptr); };
  for (const TraceInfo& t : traces) {
    records.push_back({{"name", t.name},
                       {"per", tracePerName(t.per)},
                       {"min", limit(t.min)},
                       {"max", limit(t.max)},
                       {"meaning", t.doc}});
  }
  return records;
}

template <typename Info>
void common(Sheet& sheet, const Info& info, const char* kind) {
  sheet.text = info.name + " (" + kind + ")\n";
  sheet.record = {{"kind", kind},
                  {"name", info.name},
                  {"aliases", info.aliases},
                  {"about", info.doc},
                  {"labels", labelNames(info.labels)}};
  sheet.text += labelled("about", info.doc);
  sheet.text += labelled("also called", join(info.aliases, ", "));
  sheet.text += labelled("labels", join(labelNames(info.labels), ", "));
  sheet.record["reference"] = citationRecord(info.citation);
}

std::string needsText(const AlgorithmInfo& info) {
  std::vector<std::string> needs;
  if (info.minTasks > 1) needs.push_back(fmt::format("{} or more tasks", info.minTasks));
  if (info.maxTasks < 1 << 20) needs.push_back(fmt::format("at most {} tasks", info.maxTasks));
  if (info.minPopulation > 1) needs.push_back(fmt::format("at least {} individuals per task", info.minPopulation));
  const std::string text = join(needs, "; ");
  return text.empty() || info.whyTaskLimit.empty() ? text : text + " (" + info.whyTaskLimit + ")";
}

Sheet algorithmSheet(const AlgorithmInfo& info) {
  Sheet sheet;
  common(sheet, info, "algorithm");
  const auto params = describeParams(*info.make());
  sheet.text += labelled("family", info.family);
  sheet.text += labelled("twin", info.twin.empty() ? "" : info.twin + " (the same method without transfer)");
  sheet.text += labelled("needs", needsText(info));
  sheet.text += labelled("reference", citationText(info.citation));
  sheet.text += labelled("deviations", info.deviations);
  sheet.text += parameterSection(params);
  const std::vector<TraceInfo> traces = describeTraces(*info.make());
  sheet.text += traceSection(traces);
  sheet.record["traces"] = traceRecords(traces);
  sheet.record["family"] = info.family;
  sheet.record["twin"] = info.twin;
  sheet.record["minPopulation"] = info.minPopulation;
  sheet.record["minTasks"] = info.minTasks;
  sheet.record["maxTasks"] = info.maxTasks < 1 << 20 ? Json(info.maxTasks) : Json(nullptr);
  sheet.record["deviations"] = info.deviations;
  sheet.record["parameters"] = paramRecords(params, "default");
  return sheet;
}

Sheet metricSheet(const MetricInfo& info) {
  Sheet sheet;
  common(sheet, info, "metric");
  const auto params = describeParams(*info.make());
  sheet.text += labelled("better is", info.larger ? "larger" : "smaller");
  sheet.text += labelled("values", info.perTask ? "one per task" : "one per problem");
  if (info.relative) sheet.text += labelled("relative", "depends on which algorithms are compared");
  sheet.text += labelled("reference", citationText(info.citation));
  sheet.text += parameterSection(params);
  sheet.record["better"] = info.larger ? "larger" : "smaller";
  sheet.record["perTask"] = info.perTask;
  sheet.record["relative"] = info.relative;
  sheet.record["parameters"] = paramRecords(params, "default");
  return sheet;
}

std::string instanceText(const ProblemInfo& info, const BuiltProblem& built) {
  if (built.own) return "of your own, nothing to import";
  if (!info.needsData) return "defined by formulas alone, nothing to import";
  std::string text = instanceName(built.instance);
  if (!built.checksum.empty()) text += ", checksum " + built.checksum;
  if (built.instance == Instance::Synthetic) {
    text += " (a generator that follows the published construction; official data: 'tandem help data')";
  }
  return text;
}

std::string tasksSection(const Problem& problem) {
  Columns columns({"task", "name", "D", "M", "C", "bounds", "optimum"});
  constexpr int kShown = 60;
  for (int t = 0; t < std::min(problem.taskCount(), kShown); ++t) {
    const TaskInfo& task = problem.tasks()[t];
    const Reference reference = problem.reference(t);
    const std::string known = reference.hasOptimum       ? formatReal(reference.optimum)
                              : !reference.front.empty() ? fmt::format("front of {} points", reference.front.rows())
                                                         : "unknown";
    columns.row({std::to_string(t + 1), task.name, std::to_string(task.dim), std::to_string(task.objectives),
                 std::to_string(task.constraints), boundsText(task), known});
  }
  std::string text = "\nTasks (D variables, M objectives, C constraints)\n" + columns.text("  ");
  if (problem.taskCount() > kShown) {
    text += fmt::format("  ... and {} more (--format json has them all)\n", problem.taskCount() - kShown);
  }
  return text;
}

std::string similaritySection(const Similarity& similarity) {
  const Matrix& rho = similarity.correlation;
  if (rho.empty()) return "";
  std::string text =
      fmt::format("\nSimilarity of tasks (Spearman rank correlation over {} uniform points of the unified space)\n",
                  similarity.points);
  constexpr int kShown = 12;
  if (rho.rows() == 2) return text + fmt::format("  {:.4f}\n", rho(0, 1));
  if (rho.rows() > kShown) {
    std::vector<double> values;
    for (int a = 0; a < rho.rows(); ++a) {
      for (int b = 0; b < a; ++b) values.push_back(rho(a, b));
    }
    std::sort(values.begin(), values.end());
    return text + fmt::format("  least {:.4f}, median {:.4f}, greatest {:.4f} (--format json has all pairs)\n",
                              values.front(), values[values.size() / 2], values.back());
  }
  std::vector<std::string> header{""};
  for (int a = 0; a < rho.rows(); ++a) header.push_back("T" + std::to_string(a + 1));
  Columns columns(header);
  for (int a = 0; a < rho.rows(); ++a) {
    std::vector<std::string> row{"T" + std::to_string(a + 1)};
    for (int b = 0; b < rho.cols(); ++b) row.push_back(fmt::format("{:.4f}", rho(a, b)));
    columns.row(std::move(row));
  }
  return text + columns.text("  ");
}

Json referenceRecord(const Reference& reference) {
  return {{"optimum", reference.hasOptimum ? Json(reference.optimum) : Json(nullptr)},
          {"frontPoints", reference.front.rows()},
          {"hvReference", reference.hvReference}};
}

/// What is known about a problem only once it is built: its instance, tasks, defaults and the similarity of its tasks.
void addBuilt(Sheet& sheet, const ProblemInfo& info, const BuiltProblem& built, const std::string& parameters) {
  const Problem& problem = *built.problem;
  const Similarity similarity = taskSimilarity(problem);

  sheet.text += labelled("instance", instanceText(info, built));
  sheet.text += labelled("budget", grouped(problem.defaultBudget()) + " evaluations of all tasks together (default)");
  sheet.text += labelled("population", std::to_string(problem.defaultPopulation()) + " individuals per task (default)");
  if (problem.stochastic()) sheet.text += labelled("noise", "the same point has different values");
  sheet.text += labelled("reference", citationText(info.citation));
  sheet.text += parameters + tasksSection(problem) + similaritySection(similarity);

  sheet.record["instance"] = instanceOf(built);
  sheet.record["checksum"] = built.checksum;
  sheet.record["defaultBudget"] = problem.defaultBudget();
  sheet.record["defaultPopulation"] = problem.defaultPopulation();
  sheet.record["stochastic"] = problem.stochastic();
  Json tasks = Json::array();
  for (int t = 0; t < problem.taskCount(); ++t) {
    Json record = taskRecord(problem.tasks()[t]);
    record.update(referenceRecord(problem.reference(t)));
    tasks.push_back(std::move(record));
  }
  sheet.record["tasks"] = std::move(tasks);
  Json rho = Json::array();
  for (int a = 0; a < similarity.correlation.rows(); ++a) {
    const auto row = similarity.correlation.row(a);
    rho.push_back(std::vector<double>(row.begin(), row.end()));
  }
  sheet.record["similarity"] = rho.empty() ? Json(nullptr) : std::move(rho);
}

/// The parameters of the entry, with the values given. The text of a description would not be legible there.
std::vector<ParamInfo> valuesGiven(const ProblemInfo& info, const ParamValues& given) {
  std::vector<ParamInfo> params = describeParams(*info.make());
  for (ParamInfo& p : params) {
    const auto value = given.find(p.name);
    if (value != given.end())
      p.value = value->second.find('\n') == std::string::npos ? value->second : "(as in the file)";
  }
  return params;
}

Sheet problemSheet(const Arguments& args, const ProblemInfo& info, const ParamValues& given) {
  Sheet sheet;
  common(sheet, info, "problem");
  const ConfiguredProblem configured = configureProblem(info, given);
  const auto params = valuesGiven(info, configured.params);
  sheet.text += labelled("suite", info.suite);
  sheet.record["suite"] = info.suite;
  sheet.record["hasOfficialData"] = info.needsData;
  sheet.record["parameters"] = paramRecords(params, "value");
  if (info.explicitOnly && given.empty()) {
    // Such a problem cannot be built from defaults, but its parameters can be shown.
    sheet.text += labelled("reference", citationText(info.citation));
    sheet.text += parameterSection(params) + "\nTasks: known once the parameters are given (--param NAME=VALUE)\n";
    sheet.record["tasks"] = nullptr;
    return sheet;
  }
  const BuiltProblem built = configured.builder->build({instanceOf(args), args.dataDir()});
  if (!built.problem->title().empty()) sheet.text += labelled("title", built.problem->title());
  sheet.record["title"] = built.problem->title();
  addBuilt(sheet, info, built, parameterSection(params));
  return sheet;
}

Sheet suiteSheet(const Catalogue& catalogue, const std::string& name) {
  Sheet sheet;
  Columns columns({"name", "labels", "about"});
  Json names = Json::array();
  Citation citation;
  bool needsData = false;
  for (const ProblemInfo& p : catalogue.problems.all()) {
    if (p.suite != name) continue;
    columns.row({p.name, join(labelNames(p.labels), ", "), p.doc});
    names.push_back(p.name);
    if (citation.title.empty()) citation = p.citation;
    needsData = needsData || p.needsData;
  }
  sheet.text = name + " (suite)\n";
  sheet.text += labelled("problems", std::to_string(names.size()));
  sheet.text += labelled("data", needsData ? "official data can be imported (see 'tandem help data')"
                                           : "defined by formulas alone, nothing to import");
  sheet.text += labelled("reference", citationText(citation));
  sheet.text += "\nProblems\n" + columns.text("  ");
  sheet.record = {{"kind", "suite"},
                  {"name", name},
                  {"hasOfficialData", needsData},
                  {"reference", citationRecord(citation)},
                  {"problems", std::move(names)}};
  return sheet;
}

std::string suiteNamed(const Catalogue& catalogue, const std::string& name) {
  for (const ProblemInfo& p : catalogue.problems.all()) {
    if (normalName(p.suite) == normalName(name)) return p.suite;
  }
  return "";
}

/// The problem of that name, or described by a file of that name.
std::optional<ProblemChoice> problemNamed(const Catalogue& catalogue, const std::string& name,
                                          const ParamValues& params) {
  const auto describes = [&](const ProblemInfo& p) { return !p.fileEnding.empty() && name.ends_with(p.fileEnding); };
  const auto& all = catalogue.problems.all();
  if (!catalogue.problems.contains(name) && std::none_of(all.begin(), all.end(), describes)) return {};
  return chooseProblem(catalogue, name, params);
}

[[noreturn]] void refuseUnknown(const Catalogue& catalogue, const std::string& name) {
  std::vector<std::string> names;
  const auto add = [&](const auto& registry) {
    for (const auto& entry : registry.all()) {
      names.push_back(entry.name);
      names.insert(names.end(), entry.aliases.begin(), entry.aliases.end());
    }
  };
  add(catalogue.algorithms);
  add(catalogue.metrics);
  add(catalogue.problems);
  for (const auto& p : catalogue.problems.all()) {
    if (std::find(names.begin(), names.end(), p.suite) == names.end()) names.push_back(p.suite);
  }
  throw InputError("No algorithm, problem, metric or suite is called '" + name + "'; the nearest names are " +
                   join(nearestNames(name, names), ", ") + " (see 'tandem help list').");
}

int run(const Arguments& args) {
  const std::string& name = args.text("NAME");
  const Catalogue& catalogue = args.catalogue();
  // A name may stand for several things (an algorithm and a suite, say): all are shown.
  std::vector<Sheet> sheets;
  if (catalogue.algorithms.contains(name)) sheets.push_back(algorithmSheet(catalogue.algorithms.find(name)));
  if (const std::optional<ProblemChoice> choice = problemNamed(catalogue, name, args.assignments("param"))) {
    sheets.push_back(problemSheet(args, *choice->info, choice->params));
  }
  if (catalogue.metrics.contains(name)) sheets.push_back(metricSheet(catalogue.metrics.find(name)));
  const std::string suite = suiteNamed(catalogue, name);
  if (!suite.empty()) sheets.push_back(suiteSheet(catalogue, suite));
  if (sheets.empty()) refuseUnknown(catalogue, name);

  if (args.text("format", "text") == "json") {
    Json records = Json::array();
    for (Sheet& sheet : sheets) records.push_back(std::move(sheet.record));
    print(records.dump(2) + "\n");
    return 0;
  }
  for (std::size_t i = 0; i < sheets.size(); ++i) print((i == 0 ? "" : "\n") + sheets[i].text);
  return 0;
}

}  // namespace

Command command() {
  return {.name = "show",
          .summary = "everything about an algorithm, problem, metric or suite",
          .group = Group::Explore,
          .rank = 20,
          .usage = {"tandem show NAME [--format text|json]"},
          .details =
              "Labels, reference, parameters with default, range and meaning; for a problem also its tasks,\n"
              "the instance in use, default budget and population, and how similar its tasks are. --format json gives\n"
              "a list with one record for each entry of that name.",
          .examples = {{"tandem show MFEA", "an algorithm"},
                       {"tandem show CEC17-MTSO1-CI-HS", "a problem with its tasks"},
                       {"tandem show Sphere --param dim=30", "a problem with another dimension"},
                       {"tandem show WCCI20-MaTSO1 --param 'tasks=1|3|7'", "some tasks of a problem"},
                       {"tandem show mine.toml", "a problem that a file describes (docs/composer.md)"},
                       {"tandem show CEC17-MTSO", "a suite"}},
          .declare =
              [](Options& o) {
                o.positional("NAME", "name of an algorithm, problem, metric or suite");
                o.list("param", "NAME=VALUE", "parameter of the problem");
                declareInstance(o);
                o.value("format,f", "text|json", "default: text");
                o.catalogue();
              },
          .run = run};
}

}  // namespace tandem::cli::show
