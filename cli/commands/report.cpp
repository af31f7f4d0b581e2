// SPDX-License-Identifier: Apache-2.0
#include "cli/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/editing/reproduce.h"
#include "tandem/error.h"
#include "tandem/tables/table_html.h"

namespace tandem::cli::report {
namespace {

/// The findings of a `tandem reproduce` certificate on one of the files, as a section of the page.
std::string certificateHtml(const std::string& file, const std::vector<ResultFile>& results) {
  std::ifstream in(file);
  if (!in) throw InputError(fmt::format("'{}' cannot be read.", file));
  const auto c = nlohmann::json::parse(in, nullptr, false);
  const auto text = [&c](const char* key) {
    const auto at = c.find(key);
    if (at == c.end() || at->is_null()) return std::string("-");
    return at->is_string() ? at->get<std::string>() : at->dump();
  };
  if (!c.is_object() || text("certificate") != "tandem reproduce") {
    throw InputError(fmt::format("'{}' is not a certificate; make one with tandem reproduce --certificate.", file));
  }
  const std::string hash = text("file_sha1");
  if (std::ranges::none_of(results, [&](const ResultFile& r) { return resultHash(r.path()) == hash; })) {
    throw InputError(
        fmt::format("'{}' certifies another file ('{}', SHA-1 {}); make one of this with tandem reproduce.", file,
                    text("file"), hash));
  }
  const bool equal = text("equal") == "true";
  std::string out = fmt::format(
      "<h2>Reproduction</h2>\n<p{}>{} of {} finished runs of {} were repeated: {}.</p>\n",
      equal ? "" : " class=\"warning\"", text("reproduced_runs"), text("finished_runs"), htmlEscaped(text("file")),
      equal ? "every stored value is the same" : text("different_runs") + " differ, or the file is damaged");
  out += "<table>\n";
  for (const auto& [name, key] : {std::pair{"SHA-1 of the file", "file_sha1"},
                                  {"made with", "made_with"},
                                  {"reproduced with", "reproduced_with"},
                                  {"machine", "host"},
                                  {"processor", "processor"},
                                  {"threads", "threads"},
                                  {"when", "ended"},
                                  {"precision", "precision"}}) {
    out += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name, htmlEscaped(text(key)));
  }
  return out + "</table>\n";
}

int run(const Arguments& args) {
  const std::string output = args.text("output");
  std::vector<ResultFile> files;
  for (const std::string& name : args.atLeastOne("FILE.h5")) files.emplace_back(name);
  std::vector<const ResultFile*> pointers;
  for (const ResultFile& file : files) pointers.push_back(&file);
  ReportOptions options{.base = args.text("base", ""),
                        .figures = !args.has("no-figures"),
                        .preface = "",
                        .allowMixed = args.has("allow-mixed")};
  if (args.has("certificate")) options.preface = certificateHtml(args.text("certificate"), files);
  const std::string html = reportHtml(pointers, args.catalogue(), options);
  output == "-" ? print(html) : writeFile(output, html);
  return 0;
}

}  // namespace

Command command() {
  return {.name = "report",
          .summary = "one HTML page: provenance, tables with tests, figures, transfer",
          .group = Group::Results,
          .rank = 25,
          .usage = {"tandem report FILE.h5... [--base ALGO] [--no-figures] [--allow-mixed] [--certificate C.json]\n"
                    "      -o OUT.html"},
          .details =
              "The page holds everything it shows (no network, no other files), opens offline and prints. Tables are\n"
              "tested with Holm's correction; each multitask algorithm whose single-task twin was also run gets a\n"
              "verdict on whether transfer helped or harmed. Tables of more than seven columns are printed in parts.",
          .examples = {{"tandem report first.h5 -o first.html", "everything"},
                       {"tandem report first.h5 --base GA --no-figures -o first.html", "tested against GA, quick"}},
          .declare =
              [](Options& o) {
                o.positionals("FILE.h5", "result files; what they have in common is compared");
                o.value("base", "ALGO", "algorithm that the others are tested against; default: the first");
                o.flag("no-figures", "tables only");
                o.flag("allow-mixed", "compare different instances or budgets of a problem anyway");
                o.value("certificate", "C.json", "also show what 'tandem reproduce --certificate' found about FILE.h5");
                o.value("output,o", "OUT.html", "page to write; '-': standard output");
                o.catalogue();
              },
          .run = run};
}

}  // namespace tandem::cli::report
