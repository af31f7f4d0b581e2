// SPDX-License-Identifier: Apache-2.0
#include "cli/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <numeric>
#include <set>

#include "cli/describe.h"
#include "cli/figures.h"
#include "cli/output.h"
#include "cli/results.h"
#include "cli/running/progress.h"
#include "cli/temporary_folder.h"
#include "tandem/editing/edit.h"
#include "tandem/engine/ledger.h"
#include "tandem/error.h"
#include "tandem/tables/names.h"
#include "tandem/tables/table_cache.h"
#include "tandem/tables/table_html.h"
#include "tandem/tables/table_view.h"

namespace tandem::cli {

namespace {

constexpr const char* kStyle = R"(
body { font: 15px/1.45 system-ui, sans-serif; color: #1b1b1b; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; border-bottom: 1px solid #bbb; }
h3 { font-size: 1.05rem; margin-top: 1.6rem; }
table { border-collapse: collapse; margin: .8rem 0; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .6rem; text-align: left; vertical-align: top; }
.numbers td, .numbers thead th:not(:first-child) { text-align: right; white-space: nowrap; }
.effect { font-size: .82em; font-weight: normal; color: #555; }
nav { columns: 3 16rem; margin: 1rem 0; } nav a { display: block; color: #0b5394; text-decoration: none; }
thead th { border-bottom: 2px solid #444; } tfoot tr:first-child > * { border-top: 1px solid #444; }
tbody tr:nth-child(even) { background: #f5f5f5; }
caption { text-align: left; color: #444; padding-bottom: .4rem; max-width: 70rem; }
.best { font-weight: bold; } .notes { color: #444; } .warning { color: #8a1c00; }
img { max-width: 100%; } pre { background: #f5f5f5; padding: .8rem; overflow-x: auto; }
.wide { overflow-x: auto; } .wide tbody th { white-space: nowrap; }
.parts { display: none; }
@page { margin: 1.5cm; }
@media print { nav { display: none; } body { max-width: none; margin: 0; padding: 0; font-size: 10pt; }
  h2, h3 { break-after: avoid; } tfoot { display: table-row-group; } img { max-height: 23cm; }
  section.problem { break-before: page; } img, tr { break-inside: avoid; } .wide { overflow: visible; }
  .whole { display: none; } .parts { display: block; } table { font-size: 7pt; max-width: 100%; }
  th, td { padding: 1pt 3pt; overflow-wrap: anywhere; } caption { font-size: 9pt; max-width: none; }
  .wide tbody th, .numbers td, .numbers thead th:not(:first-child) { white-space: normal; }
  h1, h2, h3, p, li { overflow-wrap: anywhere; } pre { white-space: pre-wrap; overflow-wrap: anywhere; } }
)";

std::string base64(std::string_view bytes) {
  constexpr const char* kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += i + j > bytes.size() ? '=' : kDigits[group >> (18U - 6U * static_cast<unsigned>(j)) & 63U];
    }
  }
  return out;
}

std::string simpleTable(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
                        const char* kind = "") {
  std::string out =
      fmt::format("<div class=\"wide\"><table{}>\n", *kind != 0 ? fmt::format(" class=\"{}\"", kind) : "");
  if (!header.empty()) {
    out += "<thead><tr>";
    for (const std::string& h : header) out += fmt::format("<th>{}</th>", htmlEscaped(h));
    out += "</tr></thead>\n";
  }
  out += "<tbody>\n";
  for (const auto& row : rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const char* tag = i == 0 ? "th" : "td";
      out += fmt::format("<{0}>{1}</{0}>", tag, htmlEscaped(row[i]));
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

/// A problem of the files, by its name in tables.
struct ReportedProblem {
  const ProblemRecord* record = nullptr;
  std::string title;
  std::vector<std::pair<int, int>> places;  ///< file, and its index there
};

class Report {
 public:
  Report(const std::vector<const ResultFile*>& files, const Catalogue& catalogue, const ReportOptions& options)
      : files_(files), catalogue_(catalogue), options_(options) {
    std::vector<const ProblemRecord*> all;
    for (const ResultFile* file : files_) {
      sources_.push_back(sourceOf(*file));
      for (const ProblemRecord& p : file->info().problems) all.push_back(&p);
    }
    for (int f = 0; f < isize(files_); ++f) {
      const ExperimentInfo& info = files_[f]->info();
      for (int p = 0; p < isize(info.problems); ++p) {
        const ProblemRecord& record = info.problems[p];
        auto same = std::find_if(problems_.begin(), problems_.end(), [&](const ReportedProblem& r) {
          return r.record->name == record.name && r.record->params == record.params;
        });
        if (same == problems_.end()) {
          same = problems_.insert(same, {&record, problemNameAmong(record, all), {}});
        }
        same->places.emplace_back(f, p);
      }
      for (const AlgorithmRecord& a : info.algorithms) algorithms_.push_back(&a);
    }
  }

  std::string html() {
    std::vector<std::string> stems;
    for (int f = 0; f < isize(files_); ++f) stems.push_back(stem(f));
    const std::string title = join(stems, ", ");
    std::string body = fmt::format("<h1>{}</h1>\n", htmlEscaped(title));
    body += options_.preface + contents();
    for (int f = 0; f < isize(files_); ++f) body += provenance(f);
    body += comparisons() + problems() + failures() + "<h2 id=\"specification\">Specification</h2>\n";
    for (int f = 0; f < isize(files_); ++f) body += specification(f);
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n"
        "<body>\n{}</body>\n</html>\n",
        htmlEscaped(title), kStyle, body);
  }

 private:
  [[nodiscard]] bool several() const { return files_.size() > 1; }
  [[nodiscard]] std::string stem(int f) const { return std::filesystem::path(files_[f]->path()).stem().string(); }
  /// The algorithm of a file, distinguished from one of the same name in another.
  [[nodiscard]] std::string nameOf(int f, int a) const {
    const std::string& alias = files_[f]->info().algorithms[a].alias;
    const auto same = std::count_if(algorithms_.begin(), algorithms_.end(),
                                    [&](const AlgorithmRecord* other) { return other->alias == alias; });
    return same > 1 ? alias + " @" + stem(f) : alias;
  }

  std::string contents() const {
    std::string out = "<nav>\n<a href=\"#comparison\">Comparison</a>\n";
    for (std::size_t p = 0; p < problems_.size(); ++p) {
      out += fmt::format("<a href=\"#problem-{}\">{}</a>\n", p + 1, htmlEscaped(problems_[p].title));
    }
    return out + "<a href=\"#specification\">Specification</a>\n</nav>\n";
  }

  std::string specification(int f) const {
    const ExperimentInfo& info = files_[f]->info();
    const std::string title = several() ? fmt::format("<h3>{}</h3>\n", htmlEscaped(stem(f))) : "";
    if (info.imported()) return title + "<p>Not known: the results were imported.</p>\n";
    return title + fmt::format(
                       "<p>Save as a file and run it again: <code>tandem run FILE.toml -o again.h5</code></p>\n"
                       "<pre>{}</pre>\n",
                       htmlEscaped(info.specification));
  }

  std::string provenance(int f) const {
    const ExperimentInfo& info = files_[f]->info();
    const std::vector<std::string> titles = problemNames(info.problems);
    const Counts counts = countRuns(*files_[f]);
    std::string state = fmt::format("{} of {} runs finished", counts.finished, counts.total());
    if (counts.failed > 0) state += fmt::format(", {} failed", counts.failed);
    if (counts.missing > 0) state += fmt::format(", {} missing", counts.missing);
    std::string out = several() ? fmt::format("<h2>{}</h2>\n", htmlEscaped(files_[f]->path())) : "";
    out += simpleTable(
        {}, {{"runs", state},
             {"origin", info.imported() ? "imported from " + info.origin + "; what it does not store is unknown"
                                        : "run by Tandem"},
             {"started", info.ended.empty() ? info.started : fmt::format("{}, ended {}", info.started, info.ended)},
             {"made by", info.imported() ? "unknown"
                                         : fmt::format("tandem {} ({}), {}, {}, on {}", info.version, info.revision,
                                                       info.compiler, info.flags, info.host)},
             {"seed", info.imported() ? "unknown" : std::to_string(info.seed)},
             {"precision", info.precision.empty() ? "full" : reductionText(info.precision)},
             {"repetitions", std::to_string(info.repetitions)}});
    std::vector<std::vector<std::string>> rows;
    for (const AlgorithmRecord& a : info.algorithms) {
      rows.push_back({a.alias, a.name, a.twin.empty() ? "-" : a.twin, paramText(a.params)});
    }
    const char* level = several() ? "h3" : "h2";
    out += fmt::format("<{0}>Algorithms</{0}>\n", level) +
           simpleTable({"algorithm", "name", "single-task twin", "parameters"}, rows);
    rows.clear();
    for (std::size_t i = 0; i < info.problems.size(); ++i) {
      const ProblemRecord& p = info.problems[i];
      std::string dims;
      for (const TaskInfo& t : p.tasks) dims += fmt::format("{}{}", dims.empty() ? "" : ", ", t.dim);
      rows.push_back({titles[i], std::to_string(p.tasks.size()), dims, grouped(p.budget), std::to_string(p.population),
                      instanceOf(p), p.checksum.empty() ? "-" : p.checksum.substr(0, 16), paramText(p.params)});
    }
    out += fmt::format("<{0}>Problems</{0}>\n", level) +
           simpleTable(
               {"problem", "tasks", "dimensions", "evaluations", "population", "instance", "data", "parameters"}, rows);
    return out;
  }

  /// Paper does not scroll: a table with many columns is printed in parts that fit a page.
  static std::string printable(const Table& table) {
    constexpr int kColumnsOfAPage = 7;
    const std::string whole = htmlTable(table);
    const int columns = isize(table.columns);
    if (columns <= kColumnsOfAPage) return fmt::format("<div class=\"wide\">{}</div>\n", whole);
    std::vector<int> rows(table.rows.size());
    std::iota(rows.begin(), rows.end(), 0);
    std::string parts;
    for (int from = 0; from < columns; from += kColumnsOfAPage) {
      std::vector<int> some(static_cast<std::size_t>(std::min(kColumnsOfAPage, columns - from)));
      std::iota(some.begin(), some.end(), from);
      Table part = reordered(table, rows, some);
      if (from + kColumnsOfAPage < columns) part.notes.clear();  // said once, at the end
      part.caption =
          fmt::format("{}Columns {} to {} of {}.", from == 0 ? table.caption + " " : std::string("(Continued.) "),
                      from + 1, from + isize(some), columns);
      parts += htmlTable(part);
    }
    return fmt::format("<div class=\"wide whole\">{}</div>\n<div class=\"parts\">{}</div>\n", whole, parts);
  }

  // A table, or nothing if it cannot be made for this experiment.
  std::string section(const std::string& title, const TableRequest& request) const {
    try {
      const Table table = makeTable(sources_, request, catalogue_, &cache_);
      return fmt::format("<h3>{}</h3>\n{}", htmlEscaped(title), printable(table));
    } catch (const InputError& e) {
      return fmt::format("<h3>{}</h3>\n<p class=\"notes\">{}</p>\n", htmlEscaped(title), htmlEscaped(e.what()));
    }
  }

  std::string comparisons() const {
    const bool compared = algorithms_.size() > 1;
    bool single = false;
    bool multi = false;
    for (const ReportedProblem& p : problems_) (p.record->multiObjective() ? multi : single) = true;
    const bool twins = std::any_of(algorithms_.begin(), algorithms_.end(), [&](const AlgorithmRecord* a) {
      return !a->twin.empty() && std::any_of(algorithms_.begin(), algorithms_.end(), [&](const AlgorithmRecord* b) {
        return normalName(b->name) == normalName(a->twin);
      });
    });
    std::string out = "<h2 id=\"comparison\">Comparison</h2>\n";
    std::vector<std::pair<std::string, std::string>> metrics;  // metric, title
    if (single) metrics.emplace_back("Obj", "Objective");
    if (multi) metrics.insert(metrics.end(), {{"IGD", "Inverted generational distance"}, {"HV", "Hypervolume"}});
    for (const auto& [metric, title] : metrics) {
      TableRequest r;
      r.metric = metric;
      r.allowMixed = options_.allowMixed;
      r.show = TableShow::MeanStd;
      if (compared) {
        r.test = TableTest::RankSum;
        r.correction = TableCorrection::Holm;
        r.base = options_.base;
      }
      out += section(title, r);
      if (compared) {
        r.show = TableShow::Median;
        r.effect = TableEffect::A12;
        r.overall = problems_.size() > 1;
        out += section(fmt::format("{}: sizes of the differences", title), r);
        r.effect = TableEffect::None;
        r.overall = false;
      }
      r.show = TableShow::Median;
      r.test = TableTest::RankSum;
      r.base = "twin";
      if (twins) {
        out += section(fmt::format("{}: did transfer help or harm?", title), r);
        if (single != multi) {
          out += figure({"--kind=verdict", "--metric=" + metric}, fmt::format("{}: when it helped or harmed", title));
        }
      }
      r.show = TableShow::Mean;
      r.test = TableTest::Friedman;
      r.base = options_.base;
      if (compared && problems_.size() > 1) out += section(fmt::format("{}: mean ranks", title), r);
    }
    if (compared && problems_.size() > 1)
      out += figure({"--kind=critical-difference"}, "Critical difference of mean ranks");
    return out;
  }

  std::string problems() const {
    std::string out;
    WorkProgress progress(problems_.size(), "problems");
    for (std::size_t p = 0; p < problems_.size(); ++p) {
      const ProblemRecord& problem = *problems_[p].record;
      out += fmt::format("<section class=\"problem\" id=\"problem-{}\">\n<h2>{}</h2>\n", p + 1,
                         htmlEscaped(problems_[p].title));
      const std::string which = "--problem=" + fullProblemName(problem.name, problem.params);
      const bool imported = std::any_of(problems_[p].places.begin(), problems_[p].places.end(),
                                        [&](const auto& place) { return files_[place.first]->info().imported(); });
      out += figure({"--kind=convergence", which}, "Convergence");
      if (problem.multiObjective()) out += figure({"--kind=pareto", which}, "Fronts");
      out += figure({"--kind=box", which}, "Final values");
      if (!problem.multiObjective() && !imported) {
        out += figure({"--kind=ecdf", which}, "Share of targets reached");
      }
      out += transfer(problems_[p]) + ledger(problems_[p], which) + "</section>\n";
      progress.step();
    }
    return out;
  }

  /// Calls each(name, cell) for every algorithm that was run on the problem.
  template <typename Each>
  void eachCell(const ReportedProblem& problem, const Each& each) const {
    for (const auto& [f, p] : problem.places) {
      for (int a = 0; a < isize(files_[f]->info().algorithms); ++a) each(nameOf(f, a), files_[f]->cell(p, a));
    }
  }

  // Offspring by donor and receiver up to the last checkpoint, all runs together, including native ones.
  std::string transfer(const ReportedProblem& problem) const {
    std::vector<std::vector<std::string>> rows;
    eachCell(problem, [&](const std::string& name, const CellData& cell) {
      if (!cell.transferReported || cell.transfer.empty() || cell.tasks < 2 || cell.tasks > 10) return;
      for (int donor = 0; donor < cell.tasks; ++donor) {
        for (int receiver = 0; receiver < cell.tasks; ++receiver) {
          TransferCounts sum;
          for (const auto& run : cell.transfer) {
            for (const TransferRow& row : run) {
              if (row.donor != donor || row.receiver != receiver) continue;
              sum.made += row.counts.made;
              sum.survived += row.counts.survived;
              sum.improved += row.counts.improved;
            }
          }
          if (sum.made == 0) continue;
          rows.push_back(
              {name,
               donor == receiver ? fmt::format("native on T{}", receiver + 1)
                                 : fmt::format("T{} to T{}", donor + 1, receiver + 1),
               grouped(sum.made), grouped(sum.survived),
               fmt::format("{:.1f} %", 100.0 * static_cast<double>(sum.survived) / static_cast<double>(sum.made)),
               grouped(sum.improved)});
        }
      }
    });
    if (rows.empty()) return "";
    return "<h3>Transfer</h3>\n<p class=\"notes\">Offspring of all runs; algorithms that do not report transfer are "
           "not "
           "listed.</p>\n" +
           simpleTable({"algorithm", "offspring", "made", "survived", "survival", "improved the best"}, rows,
                       "numbers");
  }

  // What the evaluations were spent on: a table and a figure.
  std::string ledger(const ReportedProblem& problem, const std::string& which) const {
    std::vector<std::vector<std::string>> rows;
    bool many = false;
    eachCell(problem, [&](const std::string& name, const CellData& cell) {
      const std::vector<double> spent = meanLedger(cell);
      const double all = std::accumulate(spent.begin(), spent.end(), 0.0);
      constexpr auto kWide = static_cast<std::size_t>(kLedgerPurposes);
      many = many || spent.size() > 10 * kWide;
      for (std::size_t t = 0; t < spent.size() / kWide; ++t) {
        std::vector<std::string> row{name, fmt::format("T{}", t + 1)};
        double total = 0.0;
        for (std::size_t i = 0; i < kWide; ++i) {
          total += spent[t * kWide + i];
          row.push_back(grouped(std::llround(spent[t * kWide + i])));
        }
        row.push_back(grouped(std::llround(total)));
        row.push_back(fmt::format("{:.1f} %", all > 0.0 ? 100.0 * total / all : 0.0));
        rows.push_back(std::move(row));
      }
    });
    if (many) return figure({"--kind=ledger", which}, "Evaluations by purpose");
    if (rows.empty()) return "";
    std::vector<std::string> header{"algorithm", "task"};
    for (const char* name : kPurposeNames) header.emplace_back(name);
    header.insert(header.end(), {"total", "share"});
    return figure({"--kind=ledger", which}, "Evaluations by purpose") +
           "<p class=\"notes\">Mean evaluations of the finished runs; share of all tasks.</p>\n" +
           simpleTable(header, rows, "numbers");
  }

  std::string failures() const {
    std::vector<std::vector<std::string>> rows;
    for (const ReportedProblem& problem : problems_) {
      eachCell(problem, [&](const std::string& name, const CellData& cell) {
        for (int r = 0; r < cell.repetitions; ++r) {
          if (cell.message[r].empty()) continue;
          rows.push_back({problem.title, name, std::to_string(r + 1), statusName(cell.status[r]), cell.message[r]});
        }
      });
    }
    if (rows.empty()) return "";
    return "<h2>Failures and warnings</h2>\n" +
           simpleTable({"problem", "algorithm", "repetition", "status", "message"}, rows);
  }

  std::string figure(std::vector<std::string> options, const std::string& title) const {
    if (!options_.figures || !whyNoFigures_.empty()) return "";
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/figure.svg";
    for (const ResultFile* file : files_) options.push_back("--file=" + file->path());
    if (options_.allowMixed) options.emplace_back("--allow-mixed");
    options.push_back("--output=" + path);
    std::string why = drawFigure(options);
    std::string svg;
    if (why.empty() && !std::filesystem::exists(path)) why = "tandem-figures wrote nothing";
    if (why.empty()) svg = readFile(path, 50'000'000);
    if (why.empty()) {
      return fmt::format("<h3>{0}</h3>\n<img alt=\"{0}\" src=\"data:image/svg+xml;base64,{1}\">\n", htmlEscaped(title),
                         base64(svg));
    }
    if (why.find("not installed") != std::string::npos) whyNoFigures_ = why;
    why[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(why[0])));
    return fmt::format("<p class=\"warning\">No figure '{}'. {}.</p>\n", htmlEscaped(title), htmlEscaped(why));
  }

  const std::vector<const ResultFile*>& files_;
  const Catalogue& catalogue_;
  const ReportOptions& options_;
  std::vector<ResultSource> sources_;
  std::vector<ReportedProblem> problems_;
  std::vector<const AlgorithmRecord*> algorithms_;  // of all files
  mutable TableCache cache_;                        // the tables of a metric differ in their tests
  mutable std::string whyNoFigures_;                // said once
};

}  // namespace

std::string reportHtml(const std::vector<const ResultFile*>& files, const Catalogue& catalogue,
                       const ReportOptions& options) {
  return Report(files, catalogue, options).html();
}

}  // namespace tandem::cli
