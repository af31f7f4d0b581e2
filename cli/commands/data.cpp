// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/data_import.h"
#include "tandem/error.h"

namespace tandem::cli::data {
namespace {

const char* stateName(DataState state) {
  switch (state) {
    case DataState::Imported:
      return "imported";
    case DataState::Damaged:
      return "damaged";
    case DataState::Missing:
      break;
  }
  return "missing";
}

void printStatus(const std::vector<DataStatus>& sets, const std::string& format) {
  if (format == "json") {
    nlohmann::ordered_json records = nlohmann::ordered_json::array();
    for (const DataStatus& s : sets) {
      records.push_back({{"suite", s.suite},
                         {"set", s.name},
                         {"state", stateName(s.state)},
                         {"bytes", s.bytes},
                         {"checksum", s.checksum},
                         {"file", s.file},
                         {"message", s.message}});
    }
    print(records.dump(2) + "\n");
    return;
  }
  const std::vector<std::string> header{"suite", "set", "state", "bytes", "checksum", "file"};
  Columns columns(header);
  std::string csv = csvLine(header);
  for (const DataStatus& s : sets) {
    std::vector<std::string> row{s.suite, s.name, stateName(s.state), std::to_string(s.bytes), s.checksum, s.file};
    csv += csvLine(row);
    columns.row(std::move(row));
  }
  print(format == "csv" ? csv : columns.text());
}

/// The summary: how many of each, and the reason for each damaged one.
int conclude(const std::vector<DataStatus>& sets) {
  std::size_t imported = 0;
  std::size_t damaged = 0;
  for (const DataStatus& s : sets) {
    imported += s.state == DataState::Imported ? 1 : 0;
    damaged += s.state == DataState::Damaged ? 1 : 0;
    if (!s.message.empty()) note("tandem: " + s.message);
  }
  std::string text = fmt::format("tandem: {} of {} data sets imported", imported, sets.size());
  if (damaged > 0) text += fmt::format(", {} damaged", damaged);
  note(text);
  return damaged > 0 ? 2 : 0;
}

int importSets(const Arguments& args) {
  const bool terminal = stderrIsTerminal();
  const auto sets = importData(args.catalogue(), args.text("MTOP_CHECKOUT"), args.dataDir(),
                               [&](std::size_t done, std::size_t total, const DataStatus& s) {
                                 if (!terminal) return;
                                 std::fputs(fmt::format("\r{}/{} {}\033[K", done, total, s.name).c_str(), stderr);
                                 if (done == total) std::fputs("\r\033[K", stderr);
                               });
  printStatus(sets, args.text("format", "text"));
  const int status = conclude(sets);
  for (const DataStatus& s : sets) {
    if (s.state == DataState::Imported) return status;
  }
  throw InputError("Nothing could be imported from '" + args.text("MTOP_CHECKOUT") +
                   "'; give the folder of a checkout of MToP (https://github.com/intLyc/MTO-Platform).");
}

int run(const Arguments& args) {
  const std::string& action = args.text("import|list|verify");
  if (action == "import") return importSets(args);
  if (args.has("MTOP_CHECKOUT")) args.refuse("'tandem data " + action + "' takes no folder; use --data-dir.");
  const auto sets =
      action == "verify" ? verifyData(args.catalogue(), args.dataDir()) : listData(args.catalogue(), args.dataDir());
  printStatus(sets, args.text("format", "text"));
  return conclude(sets);
}

}  // namespace

Command command() {
  return {.name = "data",
          .summary = "official instance data: import, list, verify",
          .group = Group::Data,
          .rank = 10,
          .usage = {"tandem data import MTOP_CHECKOUT [--data-dir DIR]", "tandem data list|verify [--data-dir DIR]"},
          .details =
              "Some suites come with data that their authors published and that are not ours to ship. 'import' reads\n"
              "them from a checkout of MToP (git clone https://github.com/intLyc/MTO-Platform), checks them and keeps\n"
              "them in --data-dir, else $TANDEM_DATA_DIR, else $XDG_DATA_HOME/tandem, else ~/.local/share/tandem.\n"
              "Without them such suites run on synthetic instances: a seeded generator that follows the published\n"
              "construction. Every listing and result file says which instance was used. 'list' only checks what is\n"
              "there, 'verify' reads everything; status 2 if something is damaged.",
          .examples = {{"tandem data import ~/MTO-Platform", "once, after cloning MToP"},
                       {"tandem data list", "what is there"},
                       {"tandem data verify", "is it intact"}},
          .declare =
              [](Options& o) {
                o.positional("import|list|verify", "what to do");
                o.positional("MTOP_CHECKOUT", "folder of a checkout of MToP (import)");
                o.value("format,f", "text|json|csv", "default: text");
                o.catalogue();
              },
          .run = run};
}

}  // namespace tandem::cli::data
