// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/device.h"
#include "tandem/error.h"

namespace tandem::cli::list {
namespace {

constexpr const char* kWhat = "algorithms|problems|metrics|suites|devices";

/// One line of a listing: the columns of text and CSV and the members of the JSON record, in one order.
struct Field {
  std::string name;
  nlohmann::ordered_json value;
};
using Row = std::vector<Field>;

std::string shown(const nlohmann::ordered_json& value, const char* separator) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array()) return join(value.get<std::vector<std::string>>(), separator);
  return value.dump();
}

class Filter {
 public:
  explicit Filter(const Arguments& args) : pattern_(args.text("match", "*")) {
    for (const std::string& name : args.list("label")) wanted_ |= labelFromName(name);
  }
  /// Every requested label must be present.
  [[nodiscard]] bool labels(Labels have) const { return (have & wanted_) == wanted_; }
  template <typename Info>
  [[nodiscard]] bool names(const Info& info) const {
    return globMatch(pattern_, info.name) ||
           std::any_of(info.aliases.begin(), info.aliases.end(), [&](const auto& a) { return globMatch(pattern_, a); });
  }
  [[nodiscard]] bool name(const std::string& name) const { return globMatch(pattern_, name); }

 private:
  std::string pattern_;
  Labels wanted_ = 0;
};

std::vector<Row> algorithms(const Catalogue& catalogue, const Filter& filter) {
  std::vector<Row> rows;
  std::vector<const AlgorithmInfo*> sorted;  // the catalogue's order is that of folders
  for (const AlgorithmInfo& a : catalogue.algorithms.all()) {
    if (filter.labels(a.labels) && filter.names(a)) sorted.push_back(&a);
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const AlgorithmInfo* a, const AlgorithmInfo* b) { return normalName(a->name) < normalName(b->name); });
  for (const AlgorithmInfo* entry : sorted) {
    const AlgorithmInfo& a = *entry;
    rows.push_back({{"name", a.name},
                    {"labels", labelNames(a.labels)},
                    {"family", a.family},
                    {"year", a.citation.year == 0 ? "" : std::to_string(a.citation.year)},
                    {"doi", a.citation.doi}});
  }
  return rows;
}

std::vector<Row> problems(const Catalogue& catalogue, const Filter& filter) {
  std::vector<Row> rows;
  for (const ProblemInfo& p : catalogue.problems.all()) {
    if (!filter.labels(p.labels) || !filter.names(p)) continue;
    rows.push_back({{"name", p.name}, {"suite", p.suite}, {"labels", labelNames(p.labels)}, {"about", p.doc}});
  }
  return rows;
}

std::vector<Row> metrics(const Catalogue& catalogue, const Filter& filter) {
  std::vector<Row> rows;
  for (const MetricInfo& m : catalogue.metrics.all()) {
    if (!filter.labels(m.labels) || !filter.names(m)) continue;
    rows.push_back({{"name", m.name},
                    {"labels", labelNames(m.labels)},
                    {"better", m.larger ? "larger" : "smaller"},
                    {"about", m.doc}});
  }
  return rows;
}

std::vector<Row> suites(const Catalogue& catalogue, const Filter& filter) {
  struct Suite {
    std::string name;
    int problems = 0;
    Labels labels = 0;
    bool needsData = false;
  };
  std::vector<Suite> found;  // in order of registration
  for (const ProblemInfo& p : catalogue.problems.all()) {
    if (!filter.labels(p.labels) || !filter.name(p.suite)) continue;
    auto it = std::find_if(found.begin(), found.end(), [&](const Suite& s) { return s.name == p.suite; });
    if (it == found.end()) it = found.insert(found.end(), Suite{p.suite});
    ++it->problems;
    it->labels |= p.labels;
    it->needsData = it->needsData || p.needsData;
  }
  std::vector<Row> rows;
  for (const Suite& s : found) {
    rows.push_back({{"name", s.name},
                    {"problems", s.problems},
                    {"labels", labelNames(s.labels)},
                    {"official data", s.needsData ? "import" : "built in"}});
  }
  return rows;
}

std::vector<Row> devices(const Filter& filter) {
  std::vector<Row> rows;
  try {
    for (const DeviceInfo& d : listDevices()) {
      if (!filter.name(d.name)) continue;
      rows.push_back({{"device", deviceText({true, d.index, false})},
                      {"name", d.name},
                      {"vendor", d.vendor},
                      {"version", d.version},
                      {"driver", d.driver},
                      {"double", d.doubles ? "yes" : "no"},
                      {"MiB", d.memory >> 20U},
                      {"units", d.units}});
    }
  } catch (const DeviceError& error) {
    note(std::string("tandem: ") + error.what());  // finding none is an answer, not a failure
  }
  return rows;
}

void printRows(const std::vector<Row>& rows, const std::string& format) {
  if (format == "json") {
    nlohmann::ordered_json records = nlohmann::ordered_json::array();
    for (const Row& row : rows) {
      nlohmann::ordered_json record = nlohmann::ordered_json::object();
      for (const auto& [key, value] : row) record[key] = value;
      records.push_back(std::move(record));
    }
    print(records.dump(2) + "\n");
    return;
  }
  if (rows.empty()) return;
  std::vector<std::string> header;
  for (const auto& field : rows.front()) header.push_back(field.name);
  Columns columns(header);
  std::string csv = csvLine(header);
  for (const Row& row : rows) {
    std::vector<std::string> texts;
    for (const auto& field : row) texts.push_back(shown(field.value, format == "csv" ? ";" : ", "));
    csv += csvLine(texts);
    columns.row(std::move(texts));
  }
  print(format == "csv" ? csv : columns.text());
}

int run(const Arguments& args) {
  const std::string& what = args.text(kWhat);
  const Filter filter(args);
  if (what == "devices") {
    printRows(devices(filter), args.text("format", "text"));
    return 0;
  }
  const Catalogue& catalogue = args.catalogue();
  const auto rows = what == "algorithms" ? algorithms(catalogue, filter)
                    : what == "problems" ? problems(catalogue, filter)
                    : what == "metrics"  ? metrics(catalogue, filter)
                                         : suites(catalogue, filter);
  printRows(rows, args.text("format", "text"));
  if (rows.empty()) note("Nothing matches; without --label and --match everything is listed.");
  return 0;
}

}  // namespace

Command command() {
  return {.name = "list",
          .summary = "list algorithms, problems, metrics, suites or OpenCL devices",
          .group = Group::Explore,
          .rank = 10,
          .usage = {"tandem list algorithms|problems|metrics|suites|devices [--label LABEL]... [--match GLOB] "
                    "[--format text|json|csv]"},
          .details =
              "Labels: single-task, multi-task, many-task; single-objective, multi-objective; none, competitive,\n"
              "constrained. --label may be repeated; only entries with all of the labels are listed. Names ignore\n"
              "case, and '-', '_' and blank are alike. 'devices' lists what --device can name, with vendor, version,\n"
              "driver, double precision, memory and compute units.",
          .surplus = "To list a part of them, write --match 'GLOB'.",
          .examples = {{"tandem list algorithms", "everything that can be run"},
                       {"tandem list devices", "the OpenCL devices of this machine"},
                       {"tandem list problems --match 'CEC17-MTSO*'", "the problems of a suite"},
                       {"tandem list algorithms --label multi-task --label single-objective --format csv",
                        "multitask algorithms, for a spreadsheet"}},
          .declare =
              [](Options& o) {
                o.positional(kWhat, "what to list");
                o.list("label,l", "LABEL", "only entries with this label");
                o.value("match,m", "GLOB", "only names that match, e.g. 'MFEA*'");
                o.value("format,f", "text|json|csv", "default: text");
                o.catalogue();
              },
          .run = run};
}

}  // namespace tandem::cli::list
