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
#include <vector>

#include "tandem/catalogue.h"

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
  const tandem::Catalogue catalogue = tandem::builtinCatalogue();
  const std::map<std::string, std::string> pages = {{"algorithms.md", tandem::algorithmsPage(catalogue)},
                                                    {"problems.md", tandem::problemsPage(catalogue)},
                                                    {"metrics.md", tandem::metricsPage(catalogue)}};
  int stale = 0;
  for (const auto& [name, text] : pages) {
    const std::string file = args.back() + "/" + name;
    if (!check) {
      std::ofstream(file) << text;
      continue;
    }
    std::ifstream in(file);
    const std::string there{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (there == text) continue;
    fmt::print(stderr, "{} is not current: run scripts/catalogue and commit.\n", file);
    ++stale;
  }
  return stale == 0 ? 0 : 1;
}
