// SPDX-License-Identifier: Apache-2.0
#include "store/info.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/info_parts.h"
#include "tandem/error.h"

namespace tandem::store {

namespace {

constexpr const char* kFormat = "tandem-experiment";
constexpr std::string_view kLean = ", lean";  // suffix of the precision of files that hold only what comparisons need
constexpr int kStackedSchema = 6;             // in which these are written
constexpr std::int64_t kMostProblems = 100000;
constexpr std::int64_t kMostAlgorithms = 10000;

}  // namespace

std::string indexName(std::size_t i) {
  return fmt::format("{:04d}", i);
}

bool traced(const ExperimentInfo& info) {
  return std::ranges::any_of(info.algorithms, [](const AlgorithmRecord& a) { return !a.traces.empty(); });
}

void takeBuild(ExperimentInfo& now, const ExperimentInfo& stored) {
  now.version = stored.version;
  now.revision = stored.revision;
  now.compiler = stored.compiler;
  now.flags = stored.flags;
}

int schemaFor(const ExperimentInfo& info) {
  // Datasets of traces differ between algorithms and cannot be stacked.
  if (info.precision.ends_with(kLean) && !traced(info) && !info.algorithms.empty()) return kStackedSchema;
  if (info.streams > 1) return kStackedSchema - 1;
  return info.start.empty() ? kStackedSchema - 3 : kStackedSchema - 2;
}

bool stacksRuns(const ExperimentInfo& info) {
  return info.schema >= kStackedSchema;
}

std::string misfit(const ExperimentInfo& info) {
  const Trimming& trimming = info.trimming;
  if (trimming.recorded == 0) return {};
  return fmt::format("{} of {} checkpoints were kept, {}", info.checkpoints, trimming.recorded,
                     trimming.between ? "at which no run records" : "with traces that are means over shorter spans");
}

void writeInfo(const Node& root, const ExperimentInfo& info) {
  root.setText("format", kFormat);
  root.setInt("schema", info.schema);
  root.setText("tandem_version", info.version);
  root.setText("git_revision", info.revision);
  root.setText("compiler", info.compiler);
  root.setText("compiler_flags", info.flags);
  root.setText("host", info.host);
  root.setText("started", info.started);
  root.setText("ended", info.ended);
  if (!info.continued.empty()) root.setText("continued", info.continued);
  if (info.streams > 1) root.setInt("streams", info.streams);
  root.setUnsigned("seed", info.seed);
  root.setInt("repetitions", info.repetitions);
  root.setInt("checkpoints", info.checkpoints);
  root.setInt("save_decisions", info.saveDecisions ? 1 : 0);
  root.setText("specification", info.specification);
  if (info.schema > 1) {
    root.setText("origin", info.origin);
    root.setText("precision", info.precision);
  }
  if (info.trimming.recorded > 0) {
    root.setInt("trimmed_from", info.trimming.recorded);
    const std::vector<std::int64_t> kept(info.trimming.kept.begin(), info.trimming.kept.end());
    root.setInts("trimmed_kept", kept);
    root.setInt("trimmed_between", info.trimming.between ? 1 : 0);
  }
  if (!info.start.empty()) {
    root.setText("start", info.start);
    root.setText("start_hash", info.startHash);
  }
  std::vector<std::string> instances;
  for (const ProblemRecord& p : info.problems) {
    instances.push_back(p.name + ": " + instanceName(p.instance) + (p.checksum.empty() ? "" : " " + p.checksum));
  }
  root.setTexts("instances", instances);
  root.setInt("metadata_crc32", infoChecksum(info));
  root.setInt("times_crc32", timesChecksum(info));
  const Node problems = root.makeChild("problems");
  problems.setInt("count", static_cast<std::int64_t>(info.problems.size()));
  for (std::size_t i = 0; i < info.problems.size(); ++i) {
    writeProblem(problems.makeChild(indexName(i)), info.problems[i]);
  }
  const Node algorithms = root.makeChild("algorithms");
  algorithms.setInt("count", static_cast<std::int64_t>(info.algorithms.size()));
  for (std::size_t i = 0; i < info.algorithms.size(); ++i) {
    writeAlgorithm(algorithms.makeChild(indexName(i)), info.algorithms[i], stacksRuns(info));
  }
}

ExperimentInfo readInfo(const Node& root) {
  if (!root.hasAttribute("format") || !root.hasAttribute("schema") || root.text("format") != kFormat) {
    throw InputError("'" + root.path() + "' is an HDF5 file, but not a result file of Tandem.");
  }
  ExperimentInfo info;
  info.schema = static_cast<int>(root.integer("schema", 1, 1'000'000));
  if (info.schema > kSchema) {
    throw InputError("'" + root.path() + "' has schema version " + std::to_string(info.schema) +
                     ", this Tandem reads up to " + std::to_string(kSchema) + "; use a newer Tandem.");
  }
  info.version = root.text("tandem_version");
  info.revision = root.text("git_revision");
  info.compiler = root.text("compiler");
  info.flags = root.text("compiler_flags");
  info.host = root.text("host");
  info.started = root.text("started");
  info.ended = root.text("ended");
  if (root.hasAttribute("continued")) info.continued = root.text("continued");
  if (root.hasAttribute("streams")) info.streams = static_cast<int>(root.integer("streams", 1, 1'000'000));
  info.seed = root.unsignedInteger("seed");
  info.repetitions = static_cast<int>(root.integer("repetitions", 1, 10'000'000));
  info.checkpoints = static_cast<int>(root.integer("checkpoints", 1, 1'000'000));
  info.saveDecisions = root.integer("save_decisions", 0, 1) != 0;
  info.specification = root.text("specification");
  if (info.schema > 1) {
    info.origin = root.text("origin");
    info.precision = root.text("precision");
  }
  if (root.hasAttribute("trimmed_from")) {
    info.trimming.recorded = static_cast<int>(root.integer("trimmed_from", info.checkpoints, 1'000'000));
    info.trimming.between = root.integer("trimmed_between", 0, 1) != 0;
    const auto count = static_cast<std::size_t>(info.checkpoints);
    for (const std::int64_t k : root.integers("trimmed_kept", count)) info.trimming.kept.push_back(static_cast<int>(k));
  }
  if (root.hasAttribute("start")) {
    info.start = root.text("start");
    info.startHash = root.text("start_hash");
  }
  const Node problems = root.child("problems");
  const std::int64_t problemCount = problems.integer("count", 0, kMostProblems);
  for (std::int64_t i = 0; i < problemCount; ++i) {
    info.problems.push_back(readProblem(problems.child(indexName(static_cast<std::size_t>(i)))));
  }
  const Node algorithms = root.child("algorithms");
  const std::int64_t algorithmCount = algorithms.integer("count", 0, kMostAlgorithms);
  for (std::int64_t i = 0; i < algorithmCount; ++i) {
    info.algorithms.push_back(readAlgorithm(algorithms.child(indexName(static_cast<std::size_t>(i)))));
  }
  if (root.integer("metadata_crc32", 0, 0xffffffffLL) != infoChecksum(info) ||
      root.integer("times_crc32", 0, 0xffffffffLL) != timesChecksum(info)) {
    root.damaged("the description of the experiment does not match its checksum");
  }
  return info;
}

}  // namespace tandem::store
