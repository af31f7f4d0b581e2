// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <sstream>
#include <utility>

#include "store/info.h"
#include "tandem/store/result_file.h"

namespace tandem {

namespace {

/// Collects the first difference found.
class Comparison {
 public:
  Comparison(std::string nameA, std::string nameB) : nameA_(std::move(nameA)), nameB_(std::move(nameB)) {}
  std::string sentence;

  void compare(const std::string& what, const std::string& a, const std::string& b) {
    if (!sentence.empty() || a == b) return;
    sentence = fmt::format("{} is {} in {}, {} in {}", what, shown(a), nameA_, shown(b), nameB_);
  }
  void compare(const std::string& what, std::int64_t a, std::int64_t b) {
    compare(what, std::to_string(a), std::to_string(b));
  }
  void differ(const std::string& what) {
    if (sentence.empty()) sentence = fmt::format("{} differ between {} and {}", what, nameA_, nameB_);
  }

 private:
  static std::string shown(const std::string& text) { return text.empty() ? "nothing" : text; }
  std::string nameA_, nameB_;
};

std::string textOf(const ParamValues& values) {
  std::string text;
  for (const auto& [name, value] : values) text += (text.empty() ? "" : ", ") + name + "=" + value;
  return text;
}

std::string namesOf(const std::vector<AlgorithmRecord>& algorithms) {
  std::string text;
  for (const AlgorithmRecord& a : algorithms) text += (text.empty() ? "" : ", ") + a.alias;
  return text;
}
std::string namesOf(const std::vector<ProblemRecord>& problems) {
  std::string text;
  for (const ProblemRecord& p : problems) text += (text.empty() ? "" : ", ") + p.name;
  return text;
}

/// The first lines that differ, one of each text; a missing line is empty.
std::pair<std::string, std::string> firstDifference(const std::string& a, const std::string& b) {
  std::istringstream inA(a);
  std::istringstream inB(b);
  std::string lineA;
  std::string lineB;
  while (inA || inB) {
    if (!std::getline(inA, lineA)) lineA.clear();
    if (!std::getline(inB, lineB)) lineB.clear();
    if (lineA != lineB) break;
  }
  return {lineA, lineB};
}

/// Of an algorithm or a problem.
void comparePlugins(Comparison& c, const std::string& of, const PluginRecord& a, const PluginRecord& b) {
  const auto named = [](const PluginRecord& p) { return p.name.empty() ? "none" : "'" + p.name + "'"; };
  c.compare("the plug-in" + of, named(a), named(b));
  c.compare("the content (SHA-1) of the plug-in '" + a.name + "'" + of, a.hash, b.hash);
}

std::string startOf(const ExperimentInfo& info) {
  return info.start.empty() ? "" : fmt::format("'{}' ({})", info.start, info.startHash);
}

/// "1, 4, 8 of 8".
std::string trimmingOf(const ExperimentInfo& info) {
  const Trimming& t = info.trimming;
  return t.recorded > 0 ? fmt::format("{} of {}", fmt::join(t.kept, ", "), t.recorded) : "none";
}

void compareProblems(Comparison& c, const ProblemRecord& a, const ProblemRecord& b) {
  const std::string of = " of problem '" + a.name + "'";
  comparePlugins(c, of, a.plugin, b.plugin);
  c.compare("the instance" + of, instanceName(a.instance), instanceName(b.instance));
  c.compare("the data checksum" + of, a.checksum, b.checksum);
  c.compare("the parameters" + of, textOf(a.params), textOf(b.params));
  c.compare("the budget" + of, a.budget, b.budget);
  c.compare("the population size" + of, a.population, b.population);
  c.compare("the number of tasks" + of, static_cast<std::int64_t>(a.tasks.size()),
            static_cast<std::int64_t>(b.tasks.size()));
}

void compareAlgorithms(Comparison& c, const AlgorithmRecord& a, const AlgorithmRecord& b) {
  c.compare("the method '" + a.alias + "'", a.name, b.name);
  comparePlugins(c, " of '" + a.alias + "'", a.plugin, b.plugin);
  c.compare("the budget of '" + a.alias + "'", a.budget, b.budget);
  c.compare("the population size of '" + a.alias + "'", a.population, b.population);
  const std::string of = "' of '" + a.alias + "'";
  if (a.params.size() != b.params.size()) c.differ("the declared parameters of '" + a.alias + "'");
  for (std::size_t i = 0; i < std::min(a.params.size(), b.params.size()); ++i) {
    c.compare("parameter " + std::to_string(i + 1) + " of '" + a.alias + "'", a.params[i].name, b.params[i].name);
    c.compare("parameter '" + a.params[i].name + of, a.params[i].value, b.params[i].value);
  }
}

}  // namespace

std::string differenceOf(const ExperimentInfo& a, const std::string& nameA, const ExperimentInfo& b,
                         const std::string& nameB) {
  Comparison c(nameA, nameB);
  c.compare("the origin", a.imported() ? "import from " + a.origin : "Tandem",
            b.imported() ? "import from " + b.origin : "Tandem");
  c.compare("the precision of the numbers", a.precision.empty() ? "full" : a.precision,
            b.precision.empty() ? "full" : b.precision);
  c.compare("the source of the initial individuals", startOf(a), startOf(b));
  c.compare("the version of the random streams", a.streams, b.streams);
  c.compare("the schema version", a.schema, b.schema);
  c.compare("the Tandem version", a.version, b.version);
  c.compare("the git revision of Tandem", a.revision, b.revision);
  c.compare("the compiler", a.compiler, b.compiler);
  c.compare("the compiler flags", a.flags, b.flags);
  c.compare("the seed", std::to_string(a.seed), std::to_string(b.seed));
  c.compare("the number of repetitions", a.repetitions, b.repetitions);
  c.compare("the number of checkpoints", a.checkpoints, b.checkpoints);
  c.compare("the trimming of checkpoints", trimmingOf(a), trimmingOf(b));
  c.compare("the saving of decisions", a.saveDecisions ? "on" : "off", b.saveDecisions ? "on" : "off");
  c.compare("the list of problems", namesOf(a.problems), namesOf(b.problems));
  c.compare("the list of algorithms", namesOf(a.algorithms), namesOf(b.algorithms));
  for (std::size_t i = 0; i < std::min(a.problems.size(), b.problems.size()); ++i) {
    compareProblems(c, a.problems[i], b.problems[i]);
  }
  for (std::size_t i = 0; i < std::min(a.algorithms.size(), b.algorithms.size()); ++i) {
    compareAlgorithms(c, a.algorithms[i], b.algorithms[i]);
  }
  if (c.sentence.empty() && a.specification != b.specification) {
    const auto [lineA, lineB] = firstDifference(a.specification, b.specification);
    c.compare("a line of the specification", lineA, lineB);
  }
  if (c.sentence.empty() &&
      store::infoChecksum(a, store::Covers::Deciding) != store::infoChecksum(b, store::Covers::Deciding)) {
    c.differ("the definitions of problems or algorithms");
  }
  return c.sentence;
}

}  // namespace tandem
