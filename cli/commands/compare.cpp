// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/beside.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/temporary_folder.h"
#include "tandem/editing/edit.h"
#include "tandem/error.h"
#include "tandem/tables/names.h"
#include "tandem/tables/rank_study.h"
#include "tandem/tables/table_cache.h"
#include "tandem/tables/table_html.h"

namespace tandem::cli::compare {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kResamples = 1000;

std::string asGiven(const ProblemRecord& problem) {
  return fullProblemName(problem.name, problem.params);
}

/// Everything in the answer, in the order of the ranks.
struct Standing {
  int column = 0;
  RankInterval rank;
  bool own = false;
};

struct Comparison {
  Table table;  ///< signs against the base, Holm's correction
  Table friedman;
  bool ranked = false;  ///< Friedman's test was made: there are at least two problems
  std::vector<Standing> standings;
  std::vector<std::string> incomplete;  ///< columns missing a problem
  int base = 0;
};

/// A baseline without the methods that the user's results have: nothing is ranked twice.
ResultSource sourceBeside(const Beside& beside) {
  ResultSource source = sourceOf(beside.file);
  if (beside.doubled.empty()) return source;
  const std::vector<AlgorithmRecord> all = std::move(source.info.algorithms);
  source.info.algorithms.clear();
  std::vector<int> kept;
  for (int a = 0; a < isize(all); ++a) {
    if (std::ranges::find(beside.doubled, a) != beside.doubled.end()) continue;
    source.stamp += fmt::format(",{}", a);
    source.info.algorithms.push_back(all[a]);
    kept.push_back(a);
  }
  source.cell = [cell = std::move(source.cell), kept](int problem, int algorithm, CellDetail detail) {
    return cell(problem, kept[algorithm], detail);
  };
  return source;
}

/// What was left out of the baselines, as a sentence; empty: nothing.
std::string doubledText(const ResultFile& mine, const std::deque<Beside>& beside) {
  std::set<std::string> names;
  for (const Beside& b : beside) {
    for (const int a : b.doubled) names.insert(b.file.info().algorithms[a].alias);
  }
  if (names.empty()) return {};
  const bool one = names.size() == 1;
  return fmt::format("{} {} in {} with the same parameters; {} of the baselines {} left out.",
                     join({names.begin(), names.end()}, ", "), one ? "is" : "are", mine.path(), one ? "that" : "those",
                     one ? "is" : "are");
}

Comparison makeComparison(const Arguments& args, const ResultFile& mine, const std::deque<Beside>& beside) {
  std::vector<ResultSource> sources{sourceOf(mine)};
  TableRequest request;
  for (const Beside& b : beside) {
    sources.push_back(sourceBeside(b));
    for (const int p : b.problems) request.problems.push_back(asGiven(b.file.info().problems[p]));
  }
  request.metric = args.text("metric", "");
  request.test = TableTest::RankSum;
  request.correction = TableCorrection::Holm;
  request.base = args.text("base", "");
  request.checkpoint = static_cast<int>(args.integer("checkpoint", 1, 1'000'000'000, 0));
  TableCache cache;
  Comparison c;
  c.table = makeTable(sources, request, args.catalogue(), &cache);
  if (std::string text = doubledText(mine, beside); !text.empty()) c.table.notes.push_back(std::move(text));
  c.base = static_cast<int>(std::find(c.table.bases.begin(), c.table.bases.end(), -1) - c.table.bases.begin());
  const std::vector<int> columns = completeColumns(c.table);
  for (int i = 0; i < isize(c.table.columns); ++i) {
    if (std::find(columns.begin(), columns.end(), i) == columns.end()) c.incomplete.push_back(c.table.columns[i].label);
  }
  const std::vector<RankInterval> ranks =
      rankStudy(rankBlocks(c.table, columns), TableRanks::Mean, 0.95, kResamples, mine.info().seed);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool own = std::any_of(c.table.rows.begin(), c.table.rows.end(),
                                 [&](const TableRow& row) { return row.cells[columns[i]].source == 0; });
    c.standings.push_back({columns[i], ranks[i], own});
  }
  std::stable_sort(c.standings.begin(), c.standings.end(),
                   [](const Standing& a, const Standing& b) { return a.rank.rank < b.rank.rank; });
  if (request.problems.size() > 1) {
    request.test = TableTest::Friedman;
    request.correction = TableCorrection::None;
    c.friedman = makeTable(sources, request, args.catalogue(), &cache);
    c.ranked = true;
  }
  return c;
}

/// The ranks shown: the first ten, the user's methods with their neighbours, and their single-task twins.
std::vector<std::size_t> shownPlaces(const Comparison& c, bool all) {
  std::vector<bool> shown(c.standings.size(), all);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (i < 10) shown[i] = true;
    if (!c.standings[i].own) continue;
    for (std::size_t j = i < 2 ? 0 : i - 2; j < std::min(i + 3, shown.size()); ++j) shown[j] = true;
    const std::string& twin = c.table.columns[c.standings[i].column].twin;
    for (std::size_t j = 0; j < shown.size(); ++j) {
      if (!twin.empty() && normalName(c.table.columns[c.standings[j].column].name) == normalName(twin)) shown[j] = true;
    }
  }
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i]) places.push_back(i);
  }
  return places;
}

/// How two columns compare row by row: counts of better, neither, worse, for `column` against the base.
std::string signsOf(const TableColumn& column, bool isBase) {
  return isBase ? "base" : fmt::format("{}/{}/{}", column.wins, column.ties, column.losses);
}

std::vector<std::string> header() {
  return {"place", "", "algorithm", "mean rank", "95 % interval", "first", "+/=/-"};
}

std::vector<std::string> line(const Comparison& c, std::size_t place) {
  const Standing& s = c.standings[place];
  const TableColumn& column = c.table.columns[s.column];
  return {std::to_string(place + 1),
          s.own ? ">" : "",
          column.label,
          fmt::format("{:.2f}", s.rank.rank),
          fmt::format("{:.2f} to {:.2f}", s.rank.low, s.rank.high),
          fmt::format("{:.0f} %", 100.0 * s.rank.first),
          signsOf(column, s.column == c.base)};
}

/// Sentences on the user's methods: rank, critical difference, twin.
std::vector<std::string> verdicts(const Comparison& c) {
  std::vector<std::string> out;
  const std::size_t count = c.standings.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Standing& s = c.standings[i];
    if (!s.own) continue;
    const TableColumn& column = c.table.columns[s.column];
    out.push_back(fmt::format("{} is number {} of {}: mean rank {:.2f} (95 % interval {:.2f} to {:.2f}){}",
                              column.label, i + 1, count, s.rank.rank, s.rank.low, s.rank.high,
                              i > 0 && s.rank.withBest ? ", which these runs cannot tell from the first" : ""));
    if (c.ranked) {
      int above = 0;
      int below = 0;
      int together = 0;
      for (const TableColumn& other : c.friedman.columns) {
        const double difference = c.friedman.columns[s.column].meanRank - other.meanRank;
        if (difference > c.friedman.criticalDifference) {
          ++above;
        } else if (difference < -c.friedman.criticalDifference) {
          ++below;
        } else {
          ++together;
        }
      }
      out.push_back(fmt::format(
          "  by Nemenyi's critical difference ({:.2f} at 5 %): {} better, {} worse, {} not told apart from it",
          c.friedman.criticalDifference, above, below, together - 1));
    }
    if (column.twin.empty()) continue;
    for (std::size_t j = 0; j < count; ++j) {
      const TableColumn& twin = c.table.columns[c.standings[j].column];
      if (normalName(twin.name) != normalName(column.twin)) continue;
      std::string verdict = fmt::format("  its single-task twin {} is number {}", twin.label, j + 1);
      if (s.column == c.base) {
        verdict += fmt::format(": transfer helped on {} tasks, harmed on {}, no evidence on {} (rank-sum, Holm)",
                               twin.losses, twin.wins, twin.ties);
      }
      out.push_back(verdict);
    }
  }
  return out;
}

Json record(const Comparison& c) {
  Json places = Json::array();
  for (std::size_t i = 0; i < c.standings.size(); ++i) {
    const Standing& s = c.standings[i];
    const TableColumn& column = c.table.columns[s.column];
    Json entry = {{"place", i + 1},           {"algorithm", column.label},   {"own", s.own},
                  {"mean_rank", s.rank.rank}, {"low", s.rank.low},           {"high", s.rank.high},
                  {"first", s.rank.first},    {"with_best", s.rank.withBest}};
    if (s.column != c.base) {
      entry.update({{"better", column.wins}, {"neither", column.ties}, {"worse", column.losses}});
    }
    places.push_back(std::move(entry));
  }
  Json out = {{"metric", c.table.metric},
              {"rows", c.table.rows.size()},
              {"base", c.table.columns[c.base].label},
              {"places", std::move(places)}};
  if (c.ranked) out["critical_difference"] = c.friedman.criticalDifference;
  out["notes"] = c.table.notes;
  return out;
}

/// The report of the user's file together with those methods of the baselines that the table of ranks shows.
void writeReport(const Arguments& args, const Comparison& c, const ResultFile& mine, const std::deque<Beside>& beside) {
  const TemporaryFolder folder;
  std::deque<ResultFile> parts;
  std::vector<const ResultFile*> files{&mine};
  for (const Beside& b : beside) {
    Arrangement wanted;
    wanted.problems = b.problems;
    for (const std::size_t place : shownPlaces(c, false)) {
      const Standing& s = c.standings[place];
      if (s.own) continue;
      const std::string& label = c.table.columns[s.column].label;
      for (int a = 0; a < isize(b.file.info().algorithms); ++a) {
        if (std::ranges::find(b.doubled, a) != b.doubled.end()) continue;
        const std::string& alias = b.file.info().algorithms[a].alias;
        if (label != alias && !label.starts_with(alias + " @")) continue;
        wanted.algorithms.push_back(a);
        wanted.aliases.push_back(alias);
        break;
      }
    }
    if (wanted.algorithms.empty()) continue;
    const std::string path = folder.path() + "/baseline-" + b.name + ".h5";
    arrangeResults(b.file.path(), path, wanted);
    files.push_back(&parts.emplace_back(path));
  }
  std::string preface = "<h2>Among all</h2>\n<ul>";
  for (const std::string& sentence : verdicts(c)) preface += "<li>" + htmlEscaped(sentence) + "</li>\n";
  preface += "</ul>\n<div class=\"wide\"><table class=\"numbers\"><thead><tr>";
  for (const std::string& cell : header()) preface += "<th>" + htmlEscaped(cell) + "</th>";
  preface += "</tr></thead><tbody>\n";
  for (std::size_t i = 0; i < c.standings.size(); ++i) {
    preface += "<tr>";
    for (const std::string& cell : line(c, i)) preface += "<td>" + htmlEscaped(cell) + "</td>";
    preface += "</tr>\n";
  }
  preface +=
      "</tbody></table></div>\n<p class=\"notes\">The pages below show the first ten and the neighbours of your "
      "own.</p>\n";
  writeFile(args.text("output"),
            reportHtml(files, args.catalogue(),
                       {.base = c.table.columns[c.base].name, .figures = !args.has("no-figures"), .preface = preface}));
}

int run(const Arguments& args) {
  const ResultFile mine(args.text("FILE.h5"));
  const std::deque<Beside> beside =
      findBeside(mine.info(), mine.path(), args.has("baseline") ? args.list("baseline") : std::vector<std::string>(),
                 static_cast<int>(args.integer("checkpoint", 1, 1'000'000'000, 0)));
  const Comparison c = makeComparison(args, mine, beside);
  if (args.text("format", "text") == "json") {
    print(record(c).dump(2) + "\n");
  } else {
    std::vector<std::string> names;
    for (const Beside& b : beside) names.push_back(b.name);
    print(fmt::format("{} beside {}: {} on {} {}, {} algorithms\n\n", mine.path(), join(names, ", "), c.table.metric,
                      c.table.rows.size(), c.table.rows.size() == 1 ? "row" : "rows", c.standings.size()));
    Columns columns(header());
    std::size_t before = 0;
    for (const std::size_t place : shownPlaces(c, args.has("all"))) {
      if (place > before) columns.row({"...", "", "", "", "", "", ""});
      columns.row(line(c, place));
      before = place + 1;
    }
    print(columns.text());
    print(
        fmt::format("\nfirst: share of {} bootstrap resamples (problems, then runs) in which nobody ranks better.\n"
                    "+/=/-: tasks on which it is better, neither, worse than {} (rank-sum, Holm, 5 %).\n\n",
                    kResamples, c.table.columns[c.base].label));
    for (const std::string& sentence : verdicts(c)) print(sentence + "\n");
    for (const std::string& text : c.table.notes) print("Note: " + text + "\n");
  }
  if (!c.incomplete.empty()) {
    note("tandem: not ranked, since they lack a problem: " + join(c.incomplete, ", "));
  }
  if (args.has("output")) writeReport(args, c, mine, beside);
  return 0;
}

}  // namespace

Command command() {
  return {
      .name = "compare",
      .summary = "your results beside the baselines: where they rank among all",
      .group = Group::Results,
      .rank = 5,
      .usage = {"tandem compare FILE.h5 [--baseline NAME]... [--base ALGO] [-o REPORT.html]"},
      .details =
          R"(Takes the problems of FILE.h5 from the baselines ('tandem baselines list'): no other method has to be run. A
problem must have the same parameters, instance data and budget there; otherwise the difference is named, with
what to do, and nothing is compared. Problems that no baseline has are left out with a note. A method that
FILE.h5 has with the same parameters and population as a baseline appears once, as yours; with different ones it
appears twice, told apart by the name of the file. All numbers are rounded as those of the baselines are.

Ranks are those of 'tandem table --test friedman': of the mean of the runs on each task, averaged over the tasks
of a problem and ranked again, then averaged over problems. Their intervals come from a bootstrap that draws
problems, then runs (docs/statistics.md); with fewer than five problems they say little about other problems.
Signs are those of 'tandem table'. With several methods in FILE.h5 the signs are against --base, by default the
first.

The full table: tandem table FILE.h5 baseline:NAME)",
      .examples = {{"tandem compare mine.h5", "place among all methods that were run on these problems"},
                   {"tandem compare mine.h5 -o mine.html", "with a report: tables, critical difference, verdicts"},
                   {"tandem compare mine.h5 --checkpoint 5", "after a quarter of the budget"}},
      .declare =
          [](Options& o) {
            o.positional("FILE.h5", "your own results");
            o.list("baseline", "NAME", "compare only with these (default: all that have the problems)");
            o.value("metric,m", "METRIC", "default: as in 'tandem table'");
            o.value("base", "ALGO", "algorithm that signs refer to (default: the first of FILE.h5)");
            o.value("checkpoint", "K", "compare after the K-th record (from 1); default: the last");
            o.flag("all", "show every place");
            o.value("format,f", "text|json", "default: text");
            o.flag("no-figures", "report without figures");
            o.value("output,o", "REPORT.html", "also write a report");
            o.catalogue();
          },
      .run = run};
}

}  // namespace tandem::cli::compare
