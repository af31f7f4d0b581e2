// SPDX-License-Identifier: Apache-2.0
// The catalogue pages of the documentation, made from the registry so that they cannot lag behind it.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/columns.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"

namespace tandem {
namespace {

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string cell(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped.push_back('\\');
    escaped.push_back(c);
  }
  return escaped;
}

std::string reference(const Citation& c) {
  std::string text = fmt::format("{}. {}. {}, {}.", c.authors, c.title, c.venue, c.year);
  if (!c.doi.empty()) text += fmt::format(" [doi:{0}](https://doi.org/{0})", c.doi);
  return text;
}

std::string range(const ParamInfo& p) {
  if (!p.options.empty()) return fmt::format("{}", fmt::join(p.options, ", "));
  const auto bound = [](double v) { return std::abs(v) >= 9e18 || std::isinf(v) ? std::string("-") : formatReal(v); };
  return fmt::format("{} to {}", bound(p.min), bound(p.max));
}

void parameters(std::string& page, Parameterised& object) {
  const std::vector<ParamInfo> params = describeParams(object);
  if (params.empty()) return;
  page += "| parameter | default | range | meaning |\n|---|---|---|---|\n";
  for (const ParamInfo& p : params) {
    page += fmt::format("| `{}` | {} | {} | {} |\n", p.name, p.value, cell(range(p)), cell(p.doc));
  }
  page += "\n";
}

/// Entries grouped by a text, both in alphabetical order.
template <typename Entry, typename Group>
std::map<std::string, std::vector<const Entry*>> grouped(const Registry<Entry>& registry, const Group& group) {
  std::map<std::string, std::vector<const Entry*>> groups;
  for (const Entry& e : registry.all()) groups[group(e)].push_back(&e);
  for (auto& [name, members] : groups) {
    std::ranges::sort(members, {}, [](const Entry* e) { return lower(e->name); });
  }
  return groups;
}

const char* kNotice = "<!-- Generated from the registry by scripts/catalogue; do not edit. -->\n\n";

std::string algorithmsPage(const Catalogue& catalogue) {
  std::string page = fmt::format("# Algorithms\n\n{}{} algorithms. `tandem show NAME` prints the same.\n\n", kNotice,
                                 catalogue.algorithms.size());
  for (const auto& [family, members] : grouped(catalogue.algorithms, [](const AlgorithmInfo& a) { return a.family; })) {
    page += fmt::format("## {}\n\n", family);
    for (const AlgorithmInfo* a : members) {
      page += fmt::format("### {}\n\n{}\n\n", a->name, a->doc);
      page += fmt::format("- labels: {}\n", fmt::join(labelNames(a->labels), ", "));
      if (!a->twin.empty()) page += fmt::format("- single-task twin: {}\n", a->twin);
      page += fmt::format("- smallest population per task: {}\n", a->minPopulation);
      if (!a->whyTaskLimit.empty()) page += fmt::format("- tasks: {}\n", a->whyTaskLimit);
      page += fmt::format("- reference: {}\n", reference(a->citation));
      if (!a->deviations.empty()) page += fmt::format("- deviations: {}\n", a->deviations);
      page += "\n";
      parameters(page, *a->make());
    }
  }
  return page;
}

std::string problemsPage(const Catalogue& catalogue) {
  std::string page = fmt::format(
      "# Problems\n\n{}{} problems. T = tasks, D = variables, M = objectives, C = constraints; sizes "
      "with default parameters.\n\n",
      kNotice, catalogue.problems.size());
  for (const auto& [suite, members] : grouped(catalogue.problems, [](const ProblemInfo& p) { return p.suite; })) {
    page += fmt::format("## {} ({})\n\n", suite, members.size());
    const ProblemInfo& first = *members.front();
    page +=
        fmt::format("- labels: {}\n- instance data: {}\n- reference: {}\n\n", fmt::join(labelNames(first.labels), ", "),
                    first.needsData ? "official (to import) or synthetic" : "built in", reference(first.citation));
    parameters(page, *first.make());
    page += "| problem | T | D | M | C | budget | population | about |\n|---|---|---|---|---|---|---|---|\n";
    for (const ProblemInfo* p : members) {
      if (p->explicitOnly) {
        page += fmt::format("| {} | - | - | - | - | - | - | {} |\n", p->name, cell(p->doc));
        continue;
      }
      const BuiltProblem built = p->make()->build({Instance::Synthetic, ""});
      const auto span = [&](auto member) {
        int low = built.problem->tasks().front().*member;
        int high = low;
        for (const TaskInfo& t : built.problem->tasks()) {
          low = std::min(low, t.*member);
          high = std::max(high, t.*member);
        }
        return low == high ? std::to_string(low) : fmt::format("{}-{}", low, high);
      };
      page += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", p->name, built.problem->taskCount(),
                          span(&TaskInfo::dim), span(&TaskInfo::objectives), span(&TaskInfo::constraints),
                          built.problem->defaultBudget(), built.problem->defaultPopulation(), cell(p->doc));
    }
    page += "\n";
  }
  return page;
}

/// What holds of several metrics; what is said of MToP is tested in tests/metrics/mtop_values.cpp.
constexpr const char* kMetricRules =
    "\n## Runs without a value\n\n"
    "A run that failed, has no feasible solution or no finite value is undefined: it is ranked worst, and means are "
    "those of "
    "the other runs (docs/statistics.md).\n\n"
    "- **Scores** (Obj-MTS, IGD-MTS, IGD+-MTS, HV-MTS) leave undefined runs out of the mean and the standard deviation "
    "of a "
    "task; the score of a run is undefined where one of its tasks is, and so is that of an algorithm (`variant=score`) "
    "with "
    "such a run.\n"
    "- **Obj-UV** counts 0 for a task that has the same value everywhere.\n"
    "- **Obj-NBR** ranks by undefined runs first; a task that nobody solved is won by nobody.\n"
    "- **HV, HV-RefPoint, HV-CMT** of a run without a feasible point are undefined, not 0: an average over zeros would "
    "say "
    "how often a run failed as much as how good the others are. `HV:undefined=zero` counts 0, for tables beside "
    "published "
    "ones that did; so do HV-RefPoint, HV-CMT and HV-MTS.\n"
    "- **Points that are not finite** and infeasible ones are left out of populations before anything is measured.\n\n"
    "## Beside MToP\n\n"
    "The 23 metrics that MToP has agree with its own functions to 1e-12 on made-up results wherever both are defined "
    "(`tests/metrics/mtop_values.cpp`). The differences:\n\n"
    "- The scores have MToP's definition with `variant=mean` (a value per run), and equal it only where no run is "
    "undefined: "
    "MToP takes the mean without undefined runs and the standard deviation with them, so that one undefined run leaves "
    "every score of the problem undefined.\n"
    "- Obj-UV of a problem with a constant task is undefined in MToP. Infinite objectives and violations that are no "
    "number are values there, and undefined here.\n"
    "- MToP's HV is 0 where no point is feasible (`undefined=zero` gives that), and so is its Spread, which is the "
    "best "
    "value. With four objectives and more it estimates HV from random points; Tandem is exact.\n"
    "- FR is a rate in MToP, and 0 or 1 for each run here: the mean is the rate.\n"
    "- MToP takes points that are not finite into account, and gives nothing for a population of one point.\n";

std::string metricsPage(const Catalogue& catalogue) {
  std::string page = fmt::format(
      "# Metrics\n\n{}{} metrics. Relative ones depend on which algorithms are compared and are "
      "computed anew for every set.\n\n",
      kNotice, catalogue.metrics.size());
  page += "| metric | for | better | rows | relative | definition | source |\n|---|---|---|---|---|---|---|\n";
  std::vector<const MetricInfo*> metrics;
  for (const MetricInfo& m : catalogue.metrics.all()) metrics.push_back(&m);
  std::ranges::sort(metrics, {}, [](const MetricInfo* m) { return lower(m->name); });
  for (const MetricInfo* m : metrics) {
    page += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", m->name, fmt::join(labelNames(m->labels), ", "),
                        m->larger ? "larger" : "smaller", m->perTask ? "task" : "problem", m->relative ? "yes" : "no",
                        cell(m->doc), m->citation.title.empty() ? "" : cell(reference(m->citation)));
  }
  return page + kMetricRules;
}

/// "R, T, 5" of "repetition, task, (initial, native, transfer, surrogate, restart)".
std::string shapeText(std::string_view axes) {
  std::string text;
  while (!axes.empty()) {
    const bool parts = axes.front() == '(';
    const std::size_t end = parts ? axes.find(')') + 1 : std::min(axes.size(), axes.find(','));
    const std::string_view axis = axes.substr(0, end);
    text += text.empty() ? "" : ", ";
    text += parts                  ? std::to_string(std::ranges::count(axis, ',') + 1)
            : axis == "repetition" ? "R"
            : axis == "task"       ? "T"
                                   : "K";
    axes.remove_prefix(std::min(axes.size(), end + 2));
  }
  return text;
}

/// The page of result files, with a row for each recorded quantity that it does not mention yet. The page is written by
/// hand, so its words can be improved there.
std::string resultsPage(std::string page) {
  const std::size_t table = page.find("| dataset | shape | meaning |");
  if (table == std::string::npos) throw Error("The page of result files has no table of its datasets.");
  std::size_t end = page.find("\n\n", table) + 1;
  store::visitColumns([&](const store::ColumnInfo& column, auto, auto) {
    const std::string name = fmt::format("`{}`", column.name);
    if (column.times || page.find(name) != std::string::npos) return;
    const std::string row = fmt::format("| {} | {} | {} |\n", name, shapeText(column.axes), cell(column.meaning));
    page.insert(end, row);
    end += row.size();
  });
  return page;
}

}  // namespace
}  // namespace tandem

/// tandem_catalogue_pages FOLDER writes the pages, --check FOLDER compares them and exits with 1 if one is not current.
int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  const bool check = args.size() == 2 && args[0] == "--check";
  if (!check && args.size() != 1) {
    fmt::print(stderr, "Usage: tandem_catalogue_pages [--check] FOLDER\n");
    return 2;
  }
  const std::string folder = args.back() + "/";
  const auto textOf = [&folder](const std::string& name) {
    std::ifstream in(folder + name);
    return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  };
  const tandem::Catalogue catalogue = tandem::builtinCatalogue();
  const std::map<std::string, std::string> pages = {{"algorithms.md", tandem::algorithmsPage(catalogue)},
                                                    {"problems.md", tandem::problemsPage(catalogue)},
                                                    {"metrics.md", tandem::metricsPage(catalogue)},
                                                    {"results.md", tandem::resultsPage(textOf("results.md"))}};
  int stale = 0;
  for (const auto& [name, text] : pages) {
    const std::string file = folder + name;
    if (!check) {
      std::ofstream(file) << text;
      continue;
    }
    if (textOf(name) == text) continue;
    fmt::print(stderr, "{} is not current: run scripts/catalogue and commit.\n", file);
    ++stale;
  }
  return stale == 0 ? 0 : 1;
}
