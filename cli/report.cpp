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
#include "tandem/engine/ledger.h"
#include "tandem/error.h"
#include "tandem/tables/names.h"
#include "tandem/tables/table_cache.h"
#include "tandem/tables/table_html.h"

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
@media print { nav { display: none; } body { max-width: none; margin: 0; font-size: 10pt; } h2, h3 { break-after: avoid; }
  .wide tbody th { white-space: normal; } tfoot { display: table-row-group; } img { max-height: 23cm; }
  section.problem { break-before: page; } img, tr { break-inside: avoid; } .wide { overflow: visible; } }
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

class Report {
 public:
  Report(const ResultFile& file, const Catalogue& catalogue, const ReportOptions& options)
      : file_(file),
        info_(file.info()),
        catalogue_(catalogue),
        options_(options),
        source_(sourceOf(file)),
        names_(problemNames(info_.problems)) {}

  std::string html() {
    const std::string title = std::filesystem::path(file_.path()).stem().string();
    std::string body = fmt::format("<h1>{}</h1>\n", htmlEscaped(title));
    body += contents() + provenance() + comparisons() + problems() + failures();
    if (info_.imported()) {
      body += "<h2 id=\"specification\">Specification</h2>\n<p>Not known: the results were imported.</p>\n";
    } else {
      body += fmt::format(
          "<h2 id=\"specification\">Specification</h2>\n<p>Save as a file and run it again: <code>tandem run FILE.toml "
          "-o "
          "again.h5</code></p>\n<pre>{}</pre>\n",
          htmlEscaped(info_.specification));
    }
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n"
        "<body>\n{}</body>\n</html>\n",
        htmlEscaped(title), kStyle, body);
  }

 private:
  std::string contents() const {
    std::string out = "<nav>\n<a href=\"#comparison\">Comparison</a>\n";
    for (std::size_t p = 0; p < info_.problems.size(); ++p) {
      out += fmt::format("<a href=\"#problem-{}\">{}</a>\n", p + 1, htmlEscaped(names_[p]));
    }
    return out + "<a href=\"#specification\">Specification</a>\n</nav>\n";
  }

  std::string provenance() const {
    const Counts counts = countRuns(file_);
    std::string state = fmt::format("{} of {} runs finished", counts.finished, counts.total());
    if (counts.failed > 0) state += fmt::format(", {} failed", counts.failed);
    if (counts.missing > 0) state += fmt::format(", {} missing", counts.missing);
    std::string out = simpleTable(
        {}, {{"runs", state},
             {"origin", info_.imported() ? "imported from " + info_.origin + "; what it does not store is unknown"
                                         : "run by Tandem"},
             {"started", info_.ended.empty() ? info_.started : fmt::format("{}, ended {}", info_.started, info_.ended)},
             {"made by", info_.imported() ? "unknown"
                                          : fmt::format("tandem {} ({}), {}, {}, on {}", info_.version, info_.revision,
                                                        info_.compiler, info_.flags, info_.host)},
             {"seed", info_.imported() ? "unknown" : std::to_string(info_.seed)},
             {"precision", info_.precision.empty() ? "full" : "reduced to " + info_.precision},
             {"repetitions", std::to_string(info_.repetitions)}});
    std::vector<std::vector<std::string>> rows;
    for (const AlgorithmRecord& a : info_.algorithms) {
      rows.push_back({a.alias, a.name, a.twin.empty() ? "-" : a.twin, paramText(a.params)});
    }
    out += "<h2>Algorithms</h2>\n" + simpleTable({"algorithm", "name", "single-task twin", "parameters"}, rows);
    rows.clear();
    for (std::size_t i = 0; i < info_.problems.size(); ++i) {
      const ProblemRecord& p = info_.problems[i];
      std::string dims;
      for (const TaskInfo& t : p.tasks) dims += fmt::format("{}{}", dims.empty() ? "" : ", ", t.dim);
      rows.push_back({names_[i], std::to_string(p.tasks.size()), dims, grouped(p.budget), std::to_string(p.population),
                      instanceName(p.instance), p.checksum.empty() ? "-" : p.checksum.substr(0, 16),
                      paramText(p.params)});
    }
    out += "<h2>Problems</h2>\n" +
           simpleTable(
               {"problem", "tasks", "dimensions", "evaluations", "population", "instance", "data", "parameters"}, rows);
    return out;
  }

  // A table, or nothing if it cannot be made of this experiment.
  std::string section(const std::string& title, const TableRequest& request) const {
    try {
      const Table table = makeTable({&source_, 1}, request, catalogue_, &cache_);
      return fmt::format("<h3>{}</h3>\n<div class=\"wide\">{}</div>\n", htmlEscaped(title), htmlTable(table));
    } catch (const InputError& e) {
      return fmt::format("<h3>{}</h3>\n<p class=\"notes\">{}</p>\n", htmlEscaped(title), htmlEscaped(e.what()));
    }
  }

  std::string comparisons() const {
    const bool several = info_.algorithms.size() > 1;
    bool single = false;
    bool multi = false;
    for (const ProblemRecord& p : info_.problems) (p.multiObjective() ? multi : single) = true;
    const bool twins = std::any_of(info_.algorithms.begin(), info_.algorithms.end(), [&](const AlgorithmRecord& a) {
      return !a.twin.empty() &&
             std::any_of(info_.algorithms.begin(), info_.algorithms.end(),
                         [&](const AlgorithmRecord& b) { return normalName(b.name) == normalName(a.twin); });
    });
    std::string out = "<h2 id=\"comparison\">Comparison</h2>\n";
    std::vector<std::pair<std::string, std::string>> metrics;  // metric, title
    if (single) metrics.emplace_back("Obj", "Objective");
    if (multi) metrics.insert(metrics.end(), {{"IGD", "Inverted generational distance"}, {"HV", "Hypervolume"}});
    for (const auto& [metric, title] : metrics) {
      TableRequest r;
      r.metric = metric;
      r.show = TableShow::MeanStd;
      if (several) {
        r.test = TableTest::RankSum;
        r.correction = TableCorrection::Holm;
        r.base = options_.base;
      }
      out += section(title, r);
      if (several) {
        r.show = TableShow::Median;
        r.effect = TableEffect::A12;
        r.overall = info_.problems.size() > 1;
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
      if (several && info_.problems.size() > 1) out += section(fmt::format("{}: mean ranks", title), r);
    }
    if (several && info_.problems.size() > 1)
      out += figure({"--kind=critical-difference"}, "Critical difference of mean ranks");
    return out;
  }

  std::string problems() const {
    std::string out;
    WorkProgress progress(info_.problems.size(), "problems");
    for (int p = 0; p < isize(info_.problems); ++p) {
      const ProblemRecord& problem = info_.problems[p];
      out += fmt::format("<section class=\"problem\" id=\"problem-{}\">\n<h2>{}</h2>\n", p + 1, htmlEscaped(names_[p]));
      const std::string which = fmt::format("--problem={}", fullProblemName(problem.name, problem.params));
      out += figure({"--kind=convergence", which}, "Convergence");
      if (problem.multiObjective()) out += figure({"--kind=pareto", which}, "Fronts");
      out += figure({"--kind=box", which}, "Final values");
      if (!problem.multiObjective() && !info_.imported()) {
        out += figure({"--kind=ecdf", which}, "Share of targets reached");
      }
      out += transfer(p) + ledger(p, which) + "</section>\n";
      progress.step();
    }
    return out;
  }

  // Offspring by donor and receiver up to the last checkpoint, all runs together; the native ones beside them.
  std::string transfer(int p) const {
    std::vector<std::vector<std::string>> rows;
    for (int a = 0; a < isize(info_.algorithms); ++a) {
      const CellData cell = file_.cell(p, a);
      if (!cell.transferReported || cell.transfer.empty() || cell.tasks < 2 || cell.tasks > 10) continue;
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
              {info_.algorithms[a].alias,
               donor == receiver ? fmt::format("native on T{}", receiver + 1)
                                 : fmt::format("T{} to T{}", donor + 1, receiver + 1),
               grouped(sum.made), grouped(sum.survived),
               fmt::format("{:.1f} %", 100.0 * static_cast<double>(sum.survived) / static_cast<double>(sum.made)),
               grouped(sum.improved)});
        }
      }
    }
    if (rows.empty()) return "";
    return "<h3>Transfer</h3>\n<p class=\"notes\">Offspring of all runs; algorithms that do not report transfer are "
           "not "
           "listed.</p>\n" +
           simpleTable({"algorithm", "offspring", "made", "survived", "survival", "improved the best"}, rows,
                       "numbers");
  }

  // What the evaluations were spent on: a table and a figure.
  std::string ledger(int p, const std::string& which) const {
    std::vector<std::vector<std::string>> rows;
    for (int a = 0; a < isize(info_.algorithms); ++a) {
      const std::vector<double> spent = meanLedger(file_.cell(p, a));
      const double all = std::accumulate(spent.begin(), spent.end(), 0.0);
      constexpr auto kWide = static_cast<std::size_t>(kLedgerPurposes);
      if (spent.size() > 10 * kWide) return figure({"--kind=ledger", which}, "Evaluations by purpose");
      for (std::size_t t = 0; t < spent.size() / kWide; ++t) {
        std::vector<std::string> row{info_.algorithms[a].alias, fmt::format("T{}", t + 1)};
        double total = 0.0;
        for (std::size_t i = 0; i < kWide; ++i) {
          total += spent[t * kWide + i];
          row.push_back(grouped(std::llround(spent[t * kWide + i])));
        }
        row.push_back(grouped(std::llround(total)));
        row.push_back(fmt::format("{:.1f} %", all > 0.0 ? 100.0 * total / all : 0.0));
        rows.push_back(std::move(row));
      }
    }
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
    for (int p = 0; p < isize(info_.problems); ++p) {
      for (int a = 0; a < isize(info_.algorithms); ++a) {
        const CellData cell = file_.cell(p, a);
        for (int r = 0; r < cell.repetitions; ++r) {
          const auto at = static_cast<std::size_t>(r);
          if (cell.message[at].empty()) continue;
          rows.push_back({names_[p], info_.algorithms[a].alias, std::to_string(r + 1), statusName(cell.status[at]),
                          cell.message[at]});
        }
      }
    }
    if (rows.empty()) return "";
    return "<h2>Failures and warnings</h2>\n" +
           simpleTable({"problem", "algorithm", "repetition", "status", "message"}, rows);
  }

  std::string figure(std::vector<std::string> options, const std::string& title) const {
    if (!options_.figures || !whyNoFigures_.empty()) return "";
    std::string folder = (std::filesystem::temp_directory_path() / "tandem-report-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr)
      throw Error("No temporary folder can be made; set TMPDIR to a writable one.");
    const std::string path = folder + "/figure.svg";
    options.push_back("--file=" + file_.path());
    options.push_back("--output=" + path);
    std::string why = drawFigure(options);
    std::string svg;
    if (why.empty()) svg = readFile(path, 50'000'000);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    if (why.empty()) {
      return fmt::format("<h3>{0}</h3>\n<img alt=\"{0}\" src=\"data:image/svg+xml;base64,{1}\">\n", htmlEscaped(title),
                         base64(svg));
    }
    if (why.find("not installed") != std::string::npos) whyNoFigures_ = why;
    return fmt::format("<p class=\"warning\">No figure '{}': {}.</p>\n", htmlEscaped(title), htmlEscaped(why));
  }

  const ResultFile& file_;
  const ExperimentInfo& info_;
  const Catalogue& catalogue_;
  const ReportOptions& options_;
  ResultSource source_;
  std::vector<std::string> names_;    // of the problems, as tables call them
  mutable TableCache cache_;          // the tables of a metric differ in their tests
  mutable std::string whyNoFigures_;  // said once
};

}  // namespace

std::string reportHtml(const ResultFile& file, const Catalogue& catalogue, const ReportOptions& options) {
  return Report(file, catalogue, options).html();
}

}  // namespace tandem::cli
