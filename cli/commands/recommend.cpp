// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/running/instance.h"
#include "cli/running/progress.h"
#include "tandem/editing/edit.h"
#include "tandem/error.h"
#include "tandem/numbers.h"
#include "tandem/similarity.h"
#include "tandem/specification/task_labels.h"
#include "tandem/store/baselines.h"
#include "tandem/tables/names.h"
#include "tandem/tables/rank_study.h"
#include "tandem/tables/table_cache.h"

namespace tandem::cli::recommend {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kResamples = 1000;
constexpr std::uint64_t kSeed = 1;
constexpr double kSimilar = 0.5;    ///< mean rank correlation of the tasks from which they count as similar
constexpr std::size_t kShown = 10;  ///< methods listed
constexpr std::size_t kFewProblems = 5;

enum class Kind { Plain, Constrained, Competitive };

Kind kindOf(Labels labels) {
  if ((labels & Constrained) != 0) return Kind::Constrained;
  return (labels & Competitive) != 0 && (labels & Unconstrained) == 0 ? Kind::Competitive : Kind::Plain;
}

/// The criteria that decide which of the stored problems count.
struct Scenario {
  bool multiObjective = false;
  Kind kind = Kind::Plain;
  std::optional<bool> many;
  std::optional<bool> similar;
  std::string optima;        ///< "CI", "PI", "NI": in the same place, partly, nowhere, according to names; empty: any
  std::int64_t perTask = 0;  ///< evaluations per task; 0: what the baselines had
  double share = 1.0;        ///< of the budget, where perTask is 0
};

std::string describe(const Scenario& s) {
  std::string text = s.multiObjective ? "multi-objective" : "single-objective";
  if (s.kind == Kind::Constrained) text += ", constrained";
  if (s.kind == Kind::Competitive) text += ", competitive";
  if (s.many) text += *s.many ? fmt::format(", {} tasks or more", kManyTasks) : ", few tasks";
  if (s.similar) text += *s.similar ? ", similar tasks" : ", dissimilar tasks";
  if (s.optima == "CI") text += ", optima in the same place";
  if (s.optima == "PI") text += ", optima in the same place in part of the variables";
  if (s.optima == "NI") text += ", optima in different places";
  return text;
}

struct Stored {
  const ResultFile* file = nullptr;
  int problem = 0;
  double similarity = std::numeric_limits<double>::quiet_NaN();  ///< NaN: not known
  [[nodiscard]] const ProblemRecord& record() const { return file->info().problems[problem]; }
  /// Whether only the last checkpoint can be used.
  [[nodiscard]] bool endOnly() const {
    const std::string& precision = file->info().precision;
    return record().multiObjective() && !precision.empty() && parsePrecision(precision).lean;
  }
  /// Measured, or else as stated by suites with the degree of similarity in their names ("-CI-HS": high).
  [[nodiscard]] std::optional<bool> similar() const {
    if (std::isfinite(similarity)) return similarity >= kSimilar;
    const std::string& name = record().name;
    if (record().multiObjective() || name.size() < 6 || name[name.size() - 3] != '-') return {};
    const std::string degree = name.substr(name.size() - 2);
    return degree == "HS"                     ? std::optional<bool>(true)
           : degree == "MS" || degree == "LS" ? std::optional<bool>(false)
                                              : std::nullopt;
  }
};

/// Mean over the pairs of tasks; NaN where it is not computed.
double meanSimilarity(const Problem& problem) {
  const Similarity similarity = taskSimilarity(problem);
  double sum = 0.0;
  int pairs = 0;
  for (int a = 0; a < similarity.correlation.rows(); ++a) {
    for (int b = 0; b < a; ++b, ++pairs) sum += similarity.correlation(a, b);
  }
  return pairs == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / pairs;
}

/// The available baselines, with the similarity of each problem's tasks if its data are the stored ones.
class Library {
 public:
  explicit Library(const Arguments& args, bool mayBeEmpty = false) {
    for (const BaselineEntry& entry : baselineEntries()) {
      if (entry.results.empty()) {
        notMade_.push_back(entry);
        continue;
      }
      names_.push_back(entry.name);
      const ResultFile& file = files_.emplace_back(entry.results);
      for (int p = 0; p < isize(file.info().problems); ++p) {
        const ProblemRecord& record = file.info().problems[p];
        Stored stored{&file, p};
        try {
          BuildRequest request;
          request.instance = record.instance;
          request.dataDir = args.dataDir();
          const BuiltProblem built = buildProblem(args.catalogue(), record.name, record.params, request);
          if (built.checksum == record.checksum) stored.similarity = meanSimilarity(*built.problem);
        } catch (const InputError&) {
          // Official data that are not imported here: the similarity stays unknown, and the user is told.
        }
        if (!stored.similar() && !record.multiObjective()) ++unknown_;
        problems_.push_back(stored);
      }
    }
    if (problems_.empty() && !mayBeEmpty) {
      const std::string folder = baselineFolder();
      throw InputError(
          fmt::format("There are no baselines{}, the only source of recommendations; set TANDEM_BASELINES_DIR to the "
                      "folder that has them.",
                      folder.empty() ? "" : " in '" + folder + "'"));
    }
  }
  [[nodiscard]] const std::deque<Stored>& problems() const { return problems_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const std::vector<BaselineEntry>& notMade() const { return notMade_; }
  [[nodiscard]] int unknown() const { return unknown_; }
  /// Values of metrics, which scenarios share.
  [[nodiscard]] TableCache& cache() const { return *cache_; }

 private:
  std::deque<ResultFile> files_;
  std::vector<std::string> names_;
  std::vector<BaselineEntry> notMade_;
  std::deque<Stored> problems_;
  int unknown_ = 0;
  std::unique_ptr<TableCache> cache_ = std::make_unique<TableCache>();
};

bool fits(const Stored& stored, const Scenario& s) {
  const ProblemRecord& record = stored.record();
  if (record.multiObjective() != s.multiObjective || kindOf(record.labels) != s.kind) return false;
  if (s.many && (isize(record.tasks) >= kManyTasks) != *s.many) return false;
  if (!s.optima.empty() && record.name.find("-" + s.optima + "-") == std::string::npos) return false;
  return !s.similar || stored.similar() == s.similar;
}

std::vector<Stored> chosen(const Library& library, const Scenario& s) {
  std::vector<Stored> out;
  for (const Stored& stored : library.problems()) {
    if (fits(stored, s)) out.push_back(stored);
  }
  return out;
}

/// The checkpoint (from 1) whose evaluations per task are nearest to the requested number.
int checkpointFor(const Stored& stored, const Scenario& s) {
  const ProblemRecord& record = stored.record();
  const int checkpoints = stored.file->info().checkpoints;
  if (stored.endOnly()) return checkpoints;
  const double own = static_cast<double>(record.budget) / static_cast<double>(record.tasks.size());
  const double share = s.perTask > 0 ? static_cast<double>(s.perTask) / own : s.share;
  return std::clamp(nearest(std::min(share, 1.0) * checkpoints), 1, checkpoints);
}

struct Method {
  std::string label;
  RankInterval rank;
  std::string twin;
  int helped = 0, neither = 0, harmed = 0;  ///< rows against the twin; all 0: there is none
};

struct Advice {
  std::vector<Method> methods;        ///< all, best first
  std::vector<std::string> problems;  ///< the problems they come from
  std::string metric;
  std::size_t withBest = 0;
  double least = 1.0, most = 0.0;  ///< share of the stored budgets that was used
  double leastEach = std::numeric_limits<double>::infinity(), mostEach = 0.0;  ///< the same in evaluations per task
  bool endOnly = false;                                                        ///< only the end of the runs can be used
  [[nodiscard]] std::size_t shown() const { return std::min(kShown, withBest); }
};

Advice advise(const std::vector<Stored>& stored, const Scenario& s, const Catalogue& catalogue, TableCache& cache) {
  Advice advice;
  // A table has one checkpoint: problems are grouped by file and checkpoint.
  std::map<std::pair<const ResultFile*, int>, std::vector<std::string>> groups;
  for (const Stored& p : stored) {
    const int checkpoints = p.file->info().checkpoints;
    const int k = checkpointFor(p, s);
    const double perTask = static_cast<double>(p.record().budget) / static_cast<double>(p.record().tasks.size());
    const double share = static_cast<double>(k) / checkpoints;
    advice.least = std::min(advice.least, share);
    advice.most = std::max(advice.most, share);
    advice.leastEach = std::min(advice.leastEach, share * perTask);
    advice.mostEach = std::max(advice.mostEach, share * perTask);
    advice.endOnly = advice.endOnly || p.endOnly();
    groups[{p.file, k}].push_back(fullProblemName(p.record().name, p.record().params));
    advice.problems.push_back(p.record().name);
  }
  std::vector<Table> tables;
  std::map<std::string, Method> methods;
  WorkProgress progress(stored.size(), "problems compared");
  for (const auto& [place, names] : groups) {
    const ResultSource source = sourceOf(*place.first);
    TableRequest request;
    request.checkpoint = place.second;
    for (const std::string& name : names) {  // fills the cache, one problem at a time, which may take a second each
      request.problems = {name};
      (void)makeTable(std::span(&source, 1), request, catalogue, &cache);
      progress.step();
    }
    request.problems = names;
    tables.push_back(makeTable(std::span(&source, 1), request, catalogue, &cache));
    advice.metric = tables.back().metric;
    request.test = TableTest::RankSum;
    request.correction = TableCorrection::Holm;
    request.base = "twin";
    try {
      for (const TableColumn& column : makeTable(std::span(&source, 1), request, catalogue, &cache).columns) {
        Method& method = methods[column.label];
        method.twin = column.twin;
        method.helped += column.wins;
        method.neither += column.ties;
        method.harmed += column.losses;
      }
    } catch (const InputError&) {
      // No method has its twin here, so there is no verdict.
    }
  }
  // Methods that were run on all the problems.
  std::vector<std::string> labels;
  for (const int c : completeColumns(tables.front())) labels.push_back(tables.front().columns[c].label);
  std::erase_if(labels, [&](const std::string& label) {
    return std::any_of(tables.begin(), tables.end(), [&](const Table& table) {
      const std::vector<int> complete = completeColumns(table);
      return std::none_of(complete.begin(), complete.end(), [&](int c) { return table.columns[c].label == label; });
    });
  });
  std::vector<RankBlock> blocks;
  for (const Table& table : tables) {
    std::vector<int> columns;
    for (const std::string& label : labels) {
      columns.push_back(
          static_cast<int>(std::find_if(table.columns.begin(), table.columns.end(),
                                        [&](const TableColumn& column) { return column.label == label; }) -
                           table.columns.begin()));
    }
    for (RankBlock& block : rankBlocks(table, columns)) blocks.push_back(std::move(block));
  }
  const std::vector<RankInterval> ranks = rankStudy(blocks, TableRanks::Mean, 0.95, kResamples, kSeed);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    Method method = methods[labels[i]];
    method.label = labels[i];
    method.rank = ranks[i];
    advice.withBest += ranks[i].withBest ? 1 : 0;
    advice.methods.push_back(std::move(method));
  }
  std::stable_sort(advice.methods.begin(), advice.methods.end(), [](const Method& a, const Method& b) {
    return a.rank.withBest != b.rank.withBest ? a.rank.withBest : a.rank.rank < b.rank.rank;
  });
  return advice;
}

std::string twinText(const Method& m) {
  if (m.twin.empty()) return "-";
  if (m.helped + m.neither + m.harmed == 0) return m.twin + " was not run";
  return fmt::format("{}: {}/{}/{}", m.twin, m.helped, m.neither, m.harmed);
}

std::vector<std::vector<std::string>> rowsOf(const Advice& advice) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < advice.shown(); ++i) {
    const Method& m = advice.methods[i];
    rows.push_back({m.label, fmt::format("{:.2f}", m.rank.rank),
                    fmt::format("{:.2f} to {:.2f}", m.rank.low, m.rank.high),
                    fmt::format("{:.0f} %", 100.0 * m.rank.first), twinText(m)});
  }
  return rows;
}

const std::vector<std::string> kHeader{"start with", "mean rank", "95 % interval", "first",
                                       "twin: helped/no evidence/harmed"};

/// What a reader must know before acting on it.
std::vector<std::string> cautions(const Advice& advice) {
  std::vector<std::string> out;
  if (advice.problems.size() < kFewProblems) {
    out.push_back(
        fmt::format("Only {} {}: the intervals say how certain the ranks are on {}, but little about other problems.",
                    advice.problems.size(), advice.problems.size() == 1 ? "problem" : "problems",
                    advice.problems.size() == 1 ? "it" : "them"));
  }
  if (advice.withBest > advice.shown()) {
    out.push_back(fmt::format("{} of {} methods cannot be told from the best; the first {} are shown.", advice.withBest,
                              advice.methods.size(), advice.shown()));
  } else {
    out.push_back(
        fmt::format("{} of {} methods cannot be told from the best.", advice.withBest, advice.methods.size()));
  }
  if (advice.endOnly) out.emplace_back("Only final populations are stored: nothing is known about smaller budgets.");
  return out;
}

std::string budgetText(const Advice& advice) {
  const auto range = [](double low, double high, const auto& text) {
    return low == high ? text(low) : text(low) + " to " + text(high);
  };
  return fmt::format("after {} % of the budget, {} evaluations per task",
                     range(advice.least, advice.most, [](double v) { return fmt::format("{:.0f}", 100.0 * v); }),
                     range(advice.leastEach, advice.mostEach, [](double v) { return grouped(nearest(v)); }));
}

int forProblem(const Arguments& args) {
  const std::string& name = args.text("PROBLEM");
  const BuiltProblem built = buildFromArguments(args, name);
  const Problem& problem = *built.problem;
  Scenario s;
  bool constrained = false;
  for (const TaskInfo& task : problem.tasks()) {
    s.multiObjective = s.multiObjective || task.objectives > 1;
    constrained = constrained || task.constraints > 0;
  }
  // A problem described by a file has no labels.
  const bool listed = args.catalogue().problems.contains(name);
  const Kind labelled = listed ? kindOf(args.catalogue().problems.find(name).labels) : Kind::Plain;
  s.kind = constrained ? Kind::Constrained : labelled == Kind::Competitive ? labelled : Kind::Plain;
  if (problem.taskCount() == 1) {
    throw InputError("'" + name +
                     "' has one task; the baselines are of problems with several, and cannot say what suits it.");
  }
  s.many = problem.taskCount() >= kManyTasks;
  const std::int64_t budget = args.integer("budget", 1, 1'000'000'000'000, problem.defaultBudget());
  s.perTask = std::max<std::int64_t>(1, budget / problem.taskCount());
  const double similarity = meanSimilarity(problem);
  if (std::isfinite(similarity)) s.similar = similarity >= kSimilar;
  const std::string asked = describe(s);

  const Library library(args);
  std::vector<std::string> relaxed;
  std::vector<Stored> stored = chosen(library, s);
  if (stored.empty() && s.similar) {
    s.similar.reset();
    relaxed.emplace_back("similarity");
    stored = chosen(library, s);
  }
  if (stored.empty() && s.many) {
    s.many.reset();
    relaxed.emplace_back("the number of tasks");
    stored = chosen(library, s);
  }
  if (stored.empty() && s.kind == Kind::Competitive) {
    s.kind = Kind::Plain;
    relaxed.emplace_back("competition between tasks");
    stored = chosen(library, s);
  }
  if (stored.empty()) {
    throw InputError(
        fmt::format("The baselines ({}) say nothing about such problems: {}.", join(library.names(), ", "), asked));
  }
  const Advice advice = advise(stored, s, args.catalogue(), library.cache());
  if (args.text("format", "text") == "json") {
    Json methods = Json::array();
    for (const Method& m : advice.methods) {
      methods.push_back({{"algorithm", m.label},
                         {"mean_rank", m.rank.rank},
                         {"low", m.rank.low},
                         {"high", m.rank.high},
                         {"first", m.rank.first},
                         {"with_best", m.rank.withBest},
                         {"twin", m.twin},
                         {"helped", m.helped},
                         {"no_evidence", m.neither},
                         {"harmed", m.harmed}});
    }
    const Json out = {
        {"scenario", asked},       {"similarity", std::isfinite(similarity) ? Json(similarity) : Json(nullptr)},
        {"disregarded", relaxed},  {"problems", advice.problems},
        {"metric", advice.metric}, {"methods", std::move(methods)}};
    print(out.dump(2) + "\n");
    return 0;
  }
  print(fmt::format("{}: {}{}\n", name, asked,
                    std::isfinite(similarity) ? fmt::format(" (mean rank correlation {:.2f})", similarity) : ""));
  print(fmt::format("from {} {} of the baselines, {} {}: {}\n\n", advice.problems.size(),
                    advice.problems.size() == 1 ? "problem" : "problems", advice.metric, budgetText(advice),
                    join(advice.problems, ", ")));
  Columns columns(kHeader);
  for (const auto& row : rowsOf(advice)) columns.row(row);
  print(columns.text() + "\n");
  if (!relaxed.empty()) {
    print(fmt::format("The baselines have no such problem; disregarded: {}.\n", join(relaxed, ", ")));
  }
  if (advice.most >= 1.0 && s.perTask > 0) {
    double longest = 0.0;
    for (const Stored& p : stored) {
      longest =
          std::max(longest, static_cast<double>(p.record().budget) / static_cast<double>(p.record().tasks.size()));
    }
    if (static_cast<double>(s.perTask) > 1.5 * longest) {
      print(fmt::format("They stop at {:.0f} evaluations per task; what {} would show is not known.\n", longest,
                        grouped(s.perTask)));
    }
  }
  for (const std::string& caution : cautions(advice)) print(caution + "\n");
  if (library.unknown() > 0) {
    print(fmt::format("The similarity of {} stored problems is not known: their data are not imported here.\n",
                      library.unknown()));
  }
  return 0;
}

/// A scenario of the page: the lists after a quarter of the budget and at its end.
void section(const std::vector<Stored>& stored, Scenario s, const Catalogue& catalogue, TableCache& cache) {
  const std::string title = describe(s);
  const bool endOnly = std::ranges::any_of(stored, [](const Stored& p) { return p.endOnly(); });
  for (const double share : {0.25, 1.0}) {
    if (share < 1.0 && endOnly) continue;
    s.share = share;
    const Advice advice = advise(stored, s, catalogue, cache);
    print(fmt::format("\n## {}{}: {}\n\n{} on {}.\n\n", static_cast<char>(title[0] - 'a' + 'A'), title.substr(1),
                      share < 1.0 ? "small budget, expensive evaluations" : "large budget, cheap evaluations",
                      advice.metric + " " + budgetText(advice), join(advice.problems, ", ")));
    print("| " + join(kHeader, " | ") + " |\n|---|---|---|---|---|\n");
    for (const auto& row : rowsOf(advice)) print("| " + join(row, " | ") + " |\n");
    print("\n" + join(cautions(advice), " ") + "\n");
  }
}

/// Every scenario for which the page has results; the others go into `empty`.
void sections(const Library& library, const Catalogue& catalogue, std::vector<std::string>& empty) {
  for (const bool multi : {false, true}) {
    for (const Kind kind : {Kind::Plain, Kind::Constrained, Kind::Competitive}) {
      for (const bool many : {false, true}) {
        const Scenario plain{.multiObjective = multi, .kind = kind, .many = many};
        const std::size_t all = chosen(library, plain).size();
        std::vector<Scenario> scenarios{plain, plain, plain};
        scenarios[1].similar = true;
        scenarios[2].similar = false;
        for (const char* optima : {"CI", "PI", "NI"}) scenarios.emplace_back(plain).optima = optima;
        for (const Scenario& s : scenarios) {
          const std::vector<Stored> stored = chosen(library, s);
          const bool whole = !s.similar && s.optima.empty();
          if (stored.empty()) {
            // Remarks on the optima in a suite's names do not make a separate kind of problem.
            if (whole || (all > 0 && s.similar && !multi)) empty.push_back(describe(s));
          } else if (whole || stored.size() < all) {  // else it excludes nothing and adds nothing
            section(stored, s, catalogue, library.cache());
          }
        }
      }
    }
  }
}

/// The page docs/recommendations.md.
int page(const Arguments& args) {
  const Library library(args, true);
  print(
      "<!-- SPDX-License-Identifier: Apache-2.0 -->\n# Which algorithms to start with\n\n"
      "Written by the program from the baselines (`scripts/recommendations`), without human judgement. "
      "`tandem recommend PROBLEM` says the same for a problem of yours.\n\n");
  print(fmt::format(
      "**Rule.** The problems of the baselines that fit a scenario are taken. Methods that were run on all of them are "
      "ranked on each task by the mean of their runs (default metric), averaged over the tasks of a problem and ranked "
      "again, then averaged over problems, as in `tandem table --test friedman`. {} bootstrap resamples draw problems, "
      "then runs. Start with the methods whose difference from the best mean rank has a 95 % interval that reaches 0, "
      "in "
      "the order of mean ranks; at most {} are shown. *First*: share of the resamples in which nobody ranks better. "
      "*Twin*: tasks on which the method is better, not told apart, worse than its own single-task twin (rank-sum, "
      "Holm): "
      "whether transfer pays.\n\n"
      "Similar: the mean Spearman rank correlation of the tasks' landscapes is at least {} (`tandem show PROBLEM` "
      "prints "
      "it); where the data to measure it are not at hand, HS, MS and LS in the names of CEC17's problems, which agree "
      "with "
      "it, stand for at least {} (HS) and less. CI, PI and NI in the names say where the optima are. Small budget: "
      "after a "
      "quarter of the suites' own; large: at its end.\n\n",
      kResamples, kShown, kSimilar, kSimilar));
  print("Baselines: " + (library.names().empty() ? "none" : join(library.names(), ", ")) + ".\n");
  std::vector<std::string> empty;
  sections(library, args.catalogue(), empty);
  print("\n## What the data do not support\n");
  if (!library.notMade().empty()) {
    print("\nThese baselines are specified and were not made:\n\n");
    for (const BaselineEntry& entry : library.notMade()) print("- " + entry.name + ": " + entry.about + "\n");
  }
  print("\nSo far nothing is recommended for problems that are\n\n");
  for (const std::string& scenario : empty) print("- " + scenario + "\n");
  print(
      "\nNor for other budgets than those between a quarter and the whole of the suites' own, tasks of very different "
      "dimensions, noise, and parameters other than the defaults.");
  if (library.unknown() > 0) {
    print(fmt::format(" How similar the tasks of {} problems are was not known when this page was written.",
                      library.unknown()));
  }
  print("\n");
  return 0;
}

int run(const Arguments& args) {
  if (args.has("all")) {
    if (args.has("PROBLEM")) args.refuse("--all covers every scenario; leave the problem out.");
    return page(args);
  }
  return forProblem(args);
}

}  // namespace

Command command() {
  return {
      .name = "recommend",
      .summary = "which algorithms to start with, judging by the baselines",
      .group = Group::Explore,
      .rank = 30,
      .usage = {"tandem recommend PROBLEM [--budget N]", "tandem recommend --all"},
      .details =
          R"(Takes from the baselines the problems that are like PROBLEM: as many objectives, constrained or not, competitive
or not, few tasks or many (five or more), tasks similar or not (mean Spearman rank correlation of their
landscapes at least 0.5), after as many evaluations per task as the budget allows. Where there is none,
similarity is disregarded first, then the number of tasks, then competition; the output says what was
disregarded.

Methods are ranked there as in 'tandem table --test friedman'. It lists those that cannot be told from the best: the
interval of the difference of their mean ranks, from a bootstrap that draws problems, then runs, reaches 0. Beside them:
how often no method ranked better, and on how many tasks the method was better than, not told apart from or worse than
its own single-task twin. --all writes the page docs/recommendations.md.)",
      .examples = {{"tandem recommend CEC17-MTSO1-CI-HS", "for a problem of the catalogue"},
                   {"tandem recommend mine.toml --budget 20000", "for a described problem and a small budget"}},
      .declare =
          [](Options& o) {
            o.positional("PROBLEM", "name of a problem, or its description (docs/composer.md)");
            o.value("budget,e", "N", "evaluations of all tasks together (default: the problem's)");
            o.flag("all", "every scenario, as a page in Markdown");
            declareInstance(o);
            o.value("format,f", "text|json", "default: text");
            o.catalogue();
          },
      .run = run};
}

}  // namespace tandem::cli::recommend
