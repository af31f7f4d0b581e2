// SPDX-License-Identifier: Apache-2.0
#include "store/crc32.h"
#include "store/info.h"
#include "store/info_parts.h"

namespace tandem::store {

namespace {

/// Unambiguous byte stream of fields, for the checksum.
class Digest {
 public:
  std::uint32_t crc = 0;
  void add(const void* data, std::size_t size) { crc = crc32(crc, data, size); }
  void add(double v) { add(&v, sizeof v); }
  void add(std::int64_t v) { add(&v, sizeof v); }
  void add(const std::string& text) {
    add(static_cast<std::int64_t>(text.size()));
    add(text.data(), text.size());
  }
  void add(const std::vector<double>& values) {
    add(static_cast<std::int64_t>(values.size()));
    add(values.data(), values.size() * sizeof(double));
  }
  void add(const ParamValues& values) {
    for (const auto& [name, value] : values) {
      add(name);
      add(value);
    }
  }
};

}  // namespace

std::uint32_t timesChecksum(const ExperimentInfo& info) {
  Digest d;
  for (const std::string* text : {&info.host, &info.started, &info.ended}) d.add(*text);
  if (!info.continued.empty()) d.add(info.continued);
  if (info.trimming.recorded > 0) {
    d.add(std::int64_t{info.trimming.recorded});
    for (const int kept : info.trimming.kept) d.add(std::int64_t{kept});
    d.add(std::int64_t{info.trimming.between ? 1 : 0});
  }
  return d.crc;
}

std::uint32_t infoChecksum(const ExperimentInfo& info, Covers covers) {
  Digest d;
  d.add(std::int64_t{info.schema});
  for (const std::string* text : {&info.version, &info.revision, &info.compiler, &info.flags, &info.specification}) {
    d.add(*text);
  }
  d.add(static_cast<std::int64_t>(info.seed));
  d.add(std::int64_t{info.repetitions});
  d.add(std::int64_t{info.checkpoints});
  d.add(std::int64_t{info.saveDecisions ? 1 : 0});
  for (const ProblemRecord& p : info.problems) {
    d.add(p.name);
    d.add(p.suite);
    d.add(static_cast<std::int64_t>(p.labels));
    d.add(p.params);
    d.add(p.budget);
    d.add(std::int64_t{p.population});
    d.add(std::string(instanceName(p.instance)));
    d.add(p.checksum);
    for (const TaskInfo& t : p.tasks) {
      d.add(t.name);
      for (const int n : {t.dim, t.objectives, t.constraints, t.bounded ? 1 : 0}) d.add(std::int64_t{n});
      d.add(t.lower);
      d.add(t.upper);
    }
    for (const Reference& r : p.references) {
      d.add(std::int64_t{r.hasOptimum ? 1 : 0});
      d.add(r.hasOptimum ? r.optimum : 0.0);
      d.add(r.optimumPoint);
      d.add(std::int64_t{r.front.rows()});
      d.add(r.front.values().data(), r.front.values().size_bytes());
      d.add(r.hvReference);
    }
  }
  for (const AlgorithmRecord& a : info.algorithms) {
    d.add(a.name);
    d.add(a.alias);
    d.add(a.twin);
    for (const ParamInfo& p : a.params) {
      d.add(p.name);
      d.add(p.value);
      if (covers == Covers::Deciding) continue;
      d.add(p.min);
      d.add(p.max);
      d.add(joinedLines(p.options));
      d.add(p.doc);
    }
  }
  if (info.schema > 1) {
    d.add(info.origin);
    d.add(info.precision);
  }
  if (!info.start.empty()) {
    d.add(info.startHash);
    for (const ProblemRecord& p : info.problems) {
      for (const Matrix& points : p.start) {
        d.add(std::int64_t{points.rows()});
        d.add(points.values().data(), points.values().size_bytes());
      }
    }
  }
  if (info.schema > 2) {
    for (const AlgorithmRecord& a : info.algorithms) {
      d.add(static_cast<std::int64_t>(a.traces.size()));
      for (const TraceInfo& t : a.traces) {
        d.add(t.name);
        d.add(std::string(tracePerName(t.per)));
        if (covers == Covers::Deciding) continue;
        d.add(t.min);
        d.add(t.max);
        d.add(t.doc);
      }
    }
  }
  // Defaults add nothing, so that the checksums of files from before these existed do not change.
  if (info.streams > 1) d.add("streams " + std::to_string(info.streams));
  for (const ProblemRecord& p : info.problems) {
    if (!p.title.empty()) d.add("title " + p.title);
    if (!p.plugin.name.empty()) d.add(pluginLine(p.plugin));
  }
  for (const AlgorithmRecord& a : info.algorithms) {
    if (a.budget > 0) d.add(a.budget);
    if (a.population > 0) d.add(std::int64_t{a.population});
    if (!a.plugin.name.empty()) d.add(pluginLine(a.plugin));
  }
  return d.crc;
}

}  // namespace tandem::store
