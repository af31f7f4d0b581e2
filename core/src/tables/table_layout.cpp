// SPDX-License-Identifier: Apache-2.0
#include "tables/table_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "tandem/editing/edit.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/tables/names.h"
#include "tandem/tables/table_view.h"

namespace tandem::layout {

namespace {

bool means(const std::string& pattern, const ProblemRecord& problem) {
  return meansProblem(pattern, problem.name, problem.params) ||
         (!problem.title.empty() && meansProblem(pattern, problem.title, problem.params));
}
bool means(const std::string& pattern, const AlgorithmRecord& algorithm) {
  return globMatch(pattern, algorithm.name) || globMatch(pattern, algorithm.alias);
}

std::vector<std::string> registeredAs(const std::string& text, const Catalogue& catalogue,
                                      const ProblemRecord* /*of*/) {
  return registeredProblems(text, catalogue);
}
std::vector<std::string> registeredAs(const std::string& text, const Catalogue& catalogue,
                                      const AlgorithmRecord* /*of*/) {
  return registeredAlgorithms(text, catalogue);
}

template <typename Record>
bool selected(const std::vector<std::string>& patterns, const Record& record) {
  return patterns.empty() || std::any_of(patterns.begin(), patterns.end(),
                                         [&](const std::string& pattern) { return means(pattern, record); });
}

/// The texts as single names, those that only the catalogue knows by registered name; throws InputError unless each
/// matches something in the results.
template <typename Record>
std::vector<std::string> patternsOf(std::span<const ResultSource> sources, const std::vector<std::string>& texts,
                                    const char* kind, std::vector<Record> ExperimentInfo::*list,
                                    const std::vector<std::string>& names, const Catalogue* catalogue) {
  std::vector<std::string> patterns;
  const auto there = [&](const std::string& pattern) {
    return std::ranges::any_of(sources, [&](const ResultSource& s) {
      return std::ranges::any_of(s.info.*list, [&](const Record& r) { return means(pattern, r); });
    });
  };
  for (const std::string& pattern : namesAmong(texts, names)) {
    if (there(pattern)) {
      patterns.push_back(pattern);
      continue;
    }
    const std::size_t before = patterns.size();
    if (catalogue != nullptr) {
      for (const std::string& name : registeredAs(pattern, *catalogue, static_cast<const Record*>(nullptr))) {
        if (there(name)) patterns.push_back(name);
      }
    }
    if (patterns.size() > before) continue;
    throw InputError(fmt::format("The results hold no {} '{}'; nearest: {}.", kind, pattern,
                                 fmt::join(nearestNames(pattern, names), ", ")));
  }
  return patterns;
}

/// What differs between the same problem in two files. The sentence is "Problem 'X' had a budget of ...".
struct Difference {
  std::string one, several, what;  // "had", "had", "a budget of ..."
  bool mixable = false;            // may share a row if requested
  [[nodiscard]] std::string sentence(const std::string& problem) const {
    return fmt::format("Problem '{}' {} {}", problem, one, what);
  }
};

/// Everything that makes a comparison doubtful, the most serious first.
std::vector<Difference> differences(const ProblemRecord& a, const std::string& fileA, const ProblemRecord& b,
                                    const std::string& fileB) {
  const auto shape = [](const ProblemRecord& p) {
    std::vector<std::pair<int, int>> tasks;
    for (const TaskInfo& t : p.tasks) tasks.emplace_back(t.dim, t.objectives);
    return tasks;
  };
  if (shape(a) != shape(b)) {
    return {{"has", "have", fmt::format("other tasks in {} than in {}", fileA, fileB), false}};
  }
  std::vector<Difference> found;
  if (a.instance != b.instance || a.checksum != b.checksum) {
    const std::string what =
        a.instance != b.instance
            ? fmt::format("the {} instance in {} and the {} one in {}", instanceName(a.instance), fileA,
                          instanceName(b.instance), fileB)
            : fmt::format("different {} instance data in {} and {}", instanceName(a.instance), fileA, fileB);
    found.push_back({"was", "were", "run on " + what, true});
  }
  if (a.budget != b.budget) {
    found.push_back({"had", "had",
                     fmt::format("a budget of {} evaluations in {} and {} in {}", a.budget, fileA, b.budget, fileB),
                     true});
  }
  return found;
}

// The same problem in two files: what differs decides whether the runs may share a row.
class Comparability {
 public:
  explicit Comparability(bool allowMixed) : allowMixed_(allowMixed) {}

  void check(const ProblemRecord& a, const std::string& fileA, const ProblemRecord& b, const std::string& fileB,
             const std::string& name) {
    for (const Difference& difference : differences(a, fileA, b, fileB)) {
      if (!difference.mixable) throw InputError(difference.sentence(name) + "; these runs cannot be compared.");
      if (!allowMixed_) {
        throw InputError(difference.sentence(name) +
                         "; a comparison would mislead (--allow-mixed compares them anyway).");
      }
      note(name, difference);
    }
    // Tables of other tools do not state the population.
    if (a.population != b.population && a.population > 0 && b.population > 0) {
      note(name,
           {"had", "had",
            fmt::format("{} individuals per task in {} and {} in {}", a.population, fileA, b.population, fileB), true});
    }
  }

  /// One sentence per difference, however many problems it concerns.
  [[nodiscard]] std::vector<std::string> notes() const {
    constexpr std::size_t kNamed = 4;
    std::vector<std::string> all;
    for (const auto& [d, problems] : noted_) {
      if (problems.size() == 1) {
        all.push_back(d.sentence(problems[0]) + ".");
        continue;
      }
      const std::size_t named = problems.size() > kNamed + 1 ? kNamed : problems.size();
      all.push_back(fmt::format(
          "Problems '{}'{} {} {}.", fmt::join(problems.begin(), problems.begin() + static_cast<int>(named), "', '"),
          named < problems.size() ? fmt::format(" and {} more", problems.size() - named) : "", d.several, d.what));
    }
    return all;
  }

 private:
  void note(const std::string& name, const Difference& difference) {
    auto same = std::find_if(noted_.begin(), noted_.end(), [&](const auto& n) {
      return n.first.what == difference.what && n.first.one == difference.one;
    });
    if (same == noted_.end()) same = noted_.insert(same, {difference, {}});
    if (std::find(same->second.begin(), same->second.end(), name) == same->second.end()) same->second.push_back(name);
  }
  bool allowMixed_;
  std::vector<std::pair<Difference, std::vector<std::string>>> noted_;  // with the problems concerned
};

void makeLabelsUnique(Layout& layout, std::span<const ResultSource> sources, const std::vector<int>& firstSource) {
  std::multiset<std::string> names;
  for (const Column& c : layout.columns) names.insert(c.label);
  std::set<std::string> taken;
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    std::string& label = layout.columns[i].label;
    if (names.count(label) > 1) {
      const std::filesystem::path file(sources[firstSource[i]].name);
      label = fmt::format("{} @{}", label, file.stem().string());
    }
    const std::string stem = label;
    for (int k = 2; !taken.insert(label).second; ++k) label = fmt::format("{} #{}", stem, k);
  }
}

}  // namespace

bool importedCounts(const ExperimentInfo& info) {
  return info.imported() && info.origin != "MToP";
}

bool sameAlgorithm(const AlgorithmRecord& a, const AlgorithmRecord& b) {
  return a.name == b.name && a.alias == b.alias && a.budget == b.budget && a.population == b.population &&
         std::equal(a.params.begin(), a.params.end(), b.params.begin(), b.params.end(),
                    [](const ParamInfo& x, const ParamInfo& y) { return x.name == y.name && x.value == y.value; });
}

Layout join(std::span<const ResultSource> sources, const std::vector<std::string>& wantedProblems,
            const std::vector<std::string>& wantedAlgorithms, bool allowMixed, const Catalogue* catalogue) {
  if (sources.empty()) throw InputError("There is nothing to compare; name at least one result file.");
  std::vector<std::string> problemsThere;
  std::vector<std::string> algorithmsThere;
  for (const ResultSource& s : sources) {
    const std::vector<std::string> shown = problemNames(s.info.problems);
    problemsThere.insert(problemsThere.end(), shown.begin(), shown.end());
    for (const auto& p : s.info.problems) problemsThere.push_back(fullProblemName(p.name, p.params));
    for (const auto& a : s.info.algorithms) algorithmsThere.insert(algorithmsThere.end(), {a.alias, a.name});
  }
  const std::vector<std::string> problems =
      patternsOf(sources, wantedProblems, "problem", &ExperimentInfo::problems, problemsThere, catalogue);
  const std::vector<std::string> algorithms =
      patternsOf(sources, wantedAlgorithms, "algorithm", &ExperimentInfo::algorithms, algorithmsThere, catalogue);
  std::vector<const ProblemRecord*> all;  // selected or not, so that a name means one problem of the files
  for (const ResultSource& s : sources) {
    for (const ProblemRecord& p : s.info.problems) all.push_back(&p);
  }
  Comparability comparability(allowMixed);
  Layout layout;
  std::vector<int> columnSource;  // where a column first occurs
  for (int s = 0; s < isize(sources); ++s) {
    const ExperimentInfo& info = sources[s].info;
    std::vector<std::pair<int, std::size_t>> lines;  // problem of this source -> its line
    for (int p = 0; p < isize(info.problems); ++p) {
      const ProblemRecord& problem = info.problems[p];
      if (!selected(problems, problem)) continue;
      std::size_t line = 0;
      while (line < layout.lines.size() && (layout.lines[line].problem->name != problem.name ||
                                            layout.lines[line].problem->params != problem.params)) {
        ++line;
      }
      if (line == layout.lines.size()) {
        layout.lines.push_back(
            {&problem, std::vector<Origin>(layout.columns.size()), s, p, problemNameAmong(problem, all)});
      } else {
        comparability.check(*layout.lines[line].problem, sources[layout.lines[line].source].name, problem,
                            sources[s].name, layout.lines[line].name);
      }
      lines.emplace_back(p, line);
    }
    for (int a = 0; a < isize(info.algorithms); ++a) {
      const AlgorithmRecord& record = info.algorithms[a];
      if (!selected(algorithms, record)) continue;
      const auto fits = [&](std::size_t column) {
        return sameAlgorithm(*layout.columns[column].record, record) &&
               std::all_of(lines.begin(), lines.end(),
                           [&](const auto& entry) { return layout.lines[entry.second].origins[column].source < 0; });
      };
      std::size_t column = 0;
      while (column < layout.columns.size() && !fits(column)) ++column;
      if (column == layout.columns.size()) {
        layout.columns.push_back({record.alias, &record});
        columnSource.push_back(s);
        for (Line& line : layout.lines) line.origins.emplace_back();
      }
      for (const auto& [p, line] : lines) layout.lines[line].origins[column] = {s, p, a};
    }
  }
  if (layout.lines.empty() || layout.columns.empty()) {
    throw InputError("The selection holds no runs; choose other problems or algorithms.");
  }
  makeLabelsUnique(layout, sources, columnSource);
  layout.notes = comparability.notes();
  std::set<std::string> versions;
  for (const ResultSource& s : sources) {
    if (!s.info.imported()) versions.insert(s.info.version + " " + s.info.revision);
    if (s.info.imported()) {
      // Tables state the evaluations of all tasks together behind each value; what MToP saves does not.
      const auto single = [](const ProblemRecord& p) { return isize(p.tasks) == 1; };
      const char* unknown = !importedCounts(s.info) ? "seed, instance data and evaluations spent"
                            : std::ranges::all_of(s.info.problems, single)
                                ? "seed and instance data"
                                : "seed, instance data and the evaluations of each task";
      layout.notes.push_back(fmt::format("{} was imported from {}: {} are unknown.", s.name, s.info.origin, unknown));
    }
    if (!s.info.precision.empty()) {
      const bool alike =
          std::ranges::all_of(sources, [&](const ResultSource& o) { return o.info.precision == s.info.precision; });
      layout.notes.push_back(fmt::format("{} is {}{}.", s.name, reductionText(s.info.precision),
                                         alike ? "" : "; whatever stands beside it is reduced likewise"));
    }
  }
  if (versions.size() > 1) {
    layout.notes.push_back(fmt::format("The files were written by different versions: {}.", fmt::join(versions, ", ")));
  }
  return layout;
}

int findColumn(const Layout& layout, const std::string& name) {
  std::vector<std::string> names;
  std::vector<int> hits;
  for (int pass = 0; pass < 2 && hits.empty(); ++pass) {
    for (int c = 0; c < isize(layout.columns); ++c) {
      const Column& column = layout.columns[c];
      if (pass == 0) names.push_back(column.label);
      const std::string& candidate = pass == 0 ? column.label : column.record->name;
      if (normalName(candidate) == normalName(name)) hits.push_back(c);
    }
  }
  if (hits.size() == 1) return hits[0];
  if (hits.empty()) {
    throw InputError(fmt::format("No algorithm '{}' is compared here; nearest: {}.", name,
                                 fmt::join(nearestNames(name, names), ", ")));
  }
  throw InputError(fmt::format("'{}' stands for several columns; say which: {}.", name, fmt::join(names, ", ")));
}

}  // namespace tandem::layout

namespace tandem {

std::vector<Misfit> misfits(std::span<const ResultSource> sources, const TableRequest& request, int first) {
  std::vector<Misfit> found(sources.size());
  std::vector<int> order;
  for (int s = 0; s < isize(sources); ++s) order.push_back(s);
  if (first > 0 && first < isize(order)) std::rotate(order.begin(), order.begin() + first, order.begin() + first + 1);
  std::vector<int> fitting;
  const auto against = [&](const ResultSource& there, const ResultSource& here) {
    for (const ProblemRecord& b : here.info.problems) {
      if (!layout::selected(request.problems, b)) continue;
      for (const ProblemRecord& a : there.info.problems) {
        if (a.name != b.name || a.params != b.params) continue;
        for (const layout::Difference& difference : layout::differences(a, there.name, b, here.name)) {
          if (!difference.mixable || !request.allowMixed) {
            return Misfit{difference.sentence(problemNameAmong(b, {&a, &b})), difference.mixable};
          }
        }
      }
    }
    return Misfit{};
  };
  for (const int s : order) {
    for (const int other : fitting) {
      if (found[s].why.empty()) found[s] = against(sources[other], sources[s]);
    }
    if (found[s].why.empty()) fitting.push_back(s);
  }
  return found;
}

}  // namespace tandem
