// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "editing/rewrite.h"
#include "store/codec.h"
#include "tandem/editing/edit.h"
#include "tandem/error.h"
#include "tandem/store/result_file.h"
#include "tandem/tables/names.h"

namespace tandem {

namespace {

/// Where a cell of the merged experiment is in one of the inputs; -1: not there.
struct Input {
  ResultFile file;
  std::vector<int> problems;    // merged index -> own index
  std::vector<int> algorithms;  // merged index -> own index
};

class Merger {
 public:
  Merger(const std::vector<std::string>& names, bool force) : force_(force) {
    for (const std::string& name : names) add(name);
    for (Input& input : inputs_) {
      input.problems.resize(info_.problems.size(), -1);
      input.algorithms.resize(info_.algorithms.size(), -1);
    }
    info_.specification = toToml(spec_);
  }

  [[nodiscard]] const ExperimentInfo& info() const { return info_; }

  [[nodiscard]] std::vector<RunRecord> runs(int problem, int algorithm, int first, int count) const {
    std::vector<RunRecord> merged(static_cast<std::size_t>(count));
    std::vector<const Input*> from(merged.size(), nullptr);
    for (const Input& input : inputs_) {
      const int p = input.problems[problem];
      const int a = input.algorithms[algorithm];
      if (p < 0 || a < 0) continue;
      std::vector<RunRecord> own = input.file.runs(p, a, first, count);
      for (std::size_t i = 0; i < own.size(); ++i) {
        RunRecord& r = own[i];
        r.problem = problem;
        r.algorithm = algorithm;
        if (r.status == RunStatus::Missing) continue;
        if (merged[i].status == RunStatus::Finished) {
          if (r.status == RunStatus::Finished && !same(merged[i], r)) {
            throw InputError(fmt::format(
                "Repetition {} of '{}' on '{}' has different results in '{}' and '{}'; they cannot be one experiment.",
                r.repetition + 1, info_.algorithms[algorithm].alias, problemNames(info_.problems)[problem],
                from[i]->file.path(), input.file.path()));
          }
        } else if (merged[i].status == RunStatus::Missing || r.status == RunStatus::Finished) {
          merged[i] = std::move(r);
          from[i] = &input;
        }
      }
    }
    return merged;
  }

 private:
  static bool same(RunRecord a, RunRecord b) {
    a.seconds = b.seconds = 0.0;
    a.cost = b.cost = {};
    return store::encodeRecord(a) == store::encodeRecord(b);
  }

  void add(const std::string& name) {
    ResultFile file(name);
    const ExperimentInfo& other = file.info();
    ExperimentSpec spec = edit::specificationOf(other, name);
    if (inputs_.empty()) {
      info_ = other;
      info_.problems.clear();
      info_.algorithms.clear();
      spec_ = spec;
      spec_.problems.clear();
      spec_.algorithms.clear();
    }
    compareSettings(other, spec, name);
    std::vector<int> problems(info_.problems.size(), -1);
    std::vector<int> algorithms(info_.algorithms.size(), -1);
    for (std::size_t i = 0; i < other.problems.size(); ++i) {
      const std::size_t at = place(other.problems[i], spec.problems[i], name);
      problems.resize(std::max(problems.size(), at + 1), -1);
      problems[at] = static_cast<int>(i);
    }
    for (std::size_t i = 0; i < other.algorithms.size(); ++i) {
      const std::size_t at = place(other.algorithms[i], spec.algorithms[i], name);
      algorithms.resize(std::max(algorithms.size(), at + 1), -1);
      algorithms[at] = static_cast<int>(i);
    }
    takeTimes(other);
    inputs_.push_back({std::move(file), std::move(problems), std::move(algorithms)});
  }

  /// Everything but the lists of problems and algorithms must agree.
  void compareSettings(ExperimentInfo other, ExperimentSpec spec, const std::string& name) const {
    if (inputs_.empty()) return;
    ExperimentInfo own = info_;
    for (ExperimentInfo* info : {&own, &other}) {
      info->problems.clear();
      info->algorithms.clear();
      info->specification.clear();
    }
    refuse(differenceOf(own, quoted(firstName()), other, quoted(name)), name);
    ExperimentSpec ownSpec = spec_;
    for (ExperimentSpec* s : {&ownSpec, &spec}) {
      s->problems.clear();
      s->algorithms.clear();
    }
    own.specification = toToml(ownSpec);
    other.specification = toToml(spec);
    refuse(differenceOf(own, quoted(firstName()), other, quoted(name)), name);
  }

  std::size_t place(const ProblemRecord& problem, const ProblemEntry& entry, const std::string& name) {
    const std::string key = problemKey(problem.name, problem.params);
    for (std::size_t i = 0; i < info_.problems.size(); ++i) {
      if (problemKey(info_.problems[i].name, info_.problems[i].params) != key) continue;
      ExperimentInfo a, b;
      a.problems = {info_.problems[i]};
      b.problems = {problem};
      b.problems[0].plugin = accepted(info_.problems[i].plugin, problem.plugin, name);
      refuse(differenceOf(a, quoted(problemFrom_[i]), b, quoted(name)) + cure(a.problems[0], b.problems[0]), name);
      return i;
    }
    info_.problems.push_back(problem);
    spec_.problems.push_back(entry);
    problemFrom_.push_back(name);
    return info_.problems.size() - 1;
  }

  std::size_t place(const AlgorithmRecord& algorithm, const AlgorithmEntry& entry, const std::string& name) {
    for (std::size_t i = 0; i < info_.algorithms.size(); ++i) {
      if (info_.algorithms[i].alias != algorithm.alias) continue;
      ExperimentInfo a, b;
      a.algorithms = {info_.algorithms[i]};
      b.algorithms = {algorithm};
      b.algorithms[0].plugin = accepted(info_.algorithms[i].plugin, algorithm.plugin, name);
      refuse(differenceOf(a, quoted(algorithmFrom_[i]), b, quoted(name)) + cure(a.algorithms[0], b.algorithms[0]),
             name);
      return i;
    }
    info_.algorithms.push_back(algorithm);
    spec_.algorithms.push_back(entry);
    algorithmFrom_.push_back(name);
    return info_.algorithms.size() - 1;
  }

  void takeTimes(const ExperimentInfo& other) {
    if (info_.host.find(other.host) == std::string::npos) info_.host += ", " + other.host;
    if (info_.continued.find(other.continued) == std::string::npos) info_.continued += other.continued;
    info_.started = std::min(info_.started, other.started);
    info_.ended = std::max(info_.ended, other.ended);
  }

  /// Another build of a plug-in is accepted if the user allows it, and is noted.
  PluginRecord accepted(const PluginRecord& known, const PluginRecord& plugin, const std::string& name) {
    if (!force_ || known.name != plugin.name || known.hash == plugin.hash) return plugin;
    const std::string line = fmt::format("plug-in {} ({}): runs of {}\n", plugin.name, plugin.hash, name);
    if (info_.continued.find(line) == std::string::npos) info_.continued += line;
    return known;
  }

  template <typename Record>
  static std::string cure(const Record& a, const Record& b) {
    const bool rebuilt = a.plugin.name == b.plugin.name && a.plugin.hash != b.plugin.hash;
    return rebuilt ? "; --force merges all the same and records it" : "";
  }

  [[nodiscard]] const std::string& firstName() const { return inputs_.front().file.path(); }
  static std::string quoted(const std::string& name) { return "'" + name + "'"; }
  static void refuse(const std::string& difference, const std::string& name) {
    if (!difference.empty()) throw InputError("'" + name + "' cannot be merged: " + difference + ".");
  }

  ExperimentInfo info_;
  ExperimentSpec spec_;
  std::vector<Input> inputs_;
  std::vector<std::string> problemFrom_, algorithmFrom_;
  bool force_;
};

}  // namespace

void mergeResults(const std::string& output, const std::vector<std::string>& inputs, const Progress& progress,
                  bool force) {
  if (inputs.empty()) throw InputError("There is nothing to merge; name the files.");
  edit::refuseExisting(output);
  const Merger merger(inputs, force);
  edit::writeResults(
      output, merger.info(),
      [&](int problem, int algorithm, int first, int count) { return merger.runs(problem, algorithm, first, count); },
      progress);
}

}  // namespace tandem
