// SPDX-License-Identifier: Apache-2.0
#include "tandem/editing/edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <set>
#include <sstream>
#include <type_traits>

#include "editing/precision.h"
#include "editing/rewrite.h"
#include "store/columns.h"
#include "store/info.h"
#include "tandem/error.h"
#include "tandem/store/result_file.h"

namespace tandem {

namespace fs = std::filesystem;

namespace {

/// A text as part of a file name: no separators, no leading dot, nothing that leads out of the folder.
std::string safeName(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '+' || c == '=' || (c == '.' && !safe.empty());
    if (good) {
      safe += c;
    } else if (!safe.empty() && safe.back() != '_') {
      safe += '_';
    }
  }
  while (!safe.empty() && safe.back() == '_') safe.pop_back();
  return safe.empty() ? "part" : safe.substr(0, 100);
}

std::vector<std::string> partNames(const ExperimentInfo& info, SplitBy by) {
  std::vector<std::string> names;
  if (by == SplitBy::Algorithm) {
    for (const AlgorithmRecord& a : info.algorithms) names.push_back(safeName(a.alias));
  } else if (by == SplitBy::Problem) {
    for (const ProblemRecord& p : info.problems) names.push_back(safeName(problemKey(p.name, p.params)));
  } else {
    const auto width = std::to_string(info.repetitions).size();
    for (int r = 1; r <= info.repetitions; ++r) names.push_back(fmt::format("{:0{}d}", r, width));
  }
  std::set<std::string> taken;
  for (std::string& name : names) {
    const std::string base = name;
    for (int i = 2; !taken.insert(name).second; ++i) name = base + "_" + std::to_string(i);
  }
  return names;
}

/// Index of the old checkpoint that becomes the j-th (from 0) of `wanted`.
std::size_t oldCheckpoint(std::size_t j, std::size_t wanted, std::size_t recorded) {
  if (j == 0 && wanted > 1) return 0;
  return ((j + 1) * recorded + wanted - 1) / wanted - 1;
}

/// The kept checkpoints of an array over [outer][checkpoint][inner].
template <typename T>
void keepCheckpoints(std::vector<T>& values, std::size_t outer, std::size_t recorded, std::size_t wanted) {
  if (values.empty()) return;
  const std::size_t inner = values.size() / (outer * recorded);
  std::vector<T> kept;
  kept.reserve(outer * wanted * inner);
  for (std::size_t o = 0; o < outer; ++o) {
    for (std::size_t j = 0; j < wanted; ++j) {
      const std::size_t from = (o * recorded + oldCheckpoint(j, wanted, recorded)) * inner;
      // Copied, not moved: a checkpoint may serve twice.
      for (std::size_t i = 0; i < inner; ++i) kept.push_back(values[from + i]);
    }
  }
  values = std::move(kept);
}

/// Counters are those since the previous checkpoint: they are added up at the next checkpoint kept.
void keepTransfer(std::vector<TransferRow>& rows, std::size_t recorded, std::size_t wanted) {
  std::map<std::tuple<std::size_t, std::int64_t, std::int64_t>, TransferCounts> sums;
  for (const TransferRow& row : rows) {
    std::size_t kept = 0;
    while (kept + 1 < wanted && oldCheckpoint(kept, wanted, recorded) < static_cast<std::size_t>(row.checkpoint))
      ++kept;
    TransferCounts& sum = sums[{kept, row.donor, row.receiver}];
    sum.made += row.counts.made;
    sum.survived += row.counts.survived;
    sum.improved += row.counts.improved;
  }
  rows.clear();
  for (const auto& [place, counts] : sums) {
    const auto& [checkpoint, donor, receiver] = place;
    rows.push_back({static_cast<std::int64_t>(checkpoint), donor, receiver, counts});
  }
}

void trim(RunRecord& r, std::size_t wanted) {
  if (r.status != RunStatus::Finished) return;
  const auto recorded = static_cast<std::size_t>(r.checkpoints);
  const auto tasks = static_cast<std::size_t>(r.tasks);
  store::visitColumns([&](const store::ColumnInfo& column, auto member, auto) {
    if constexpr (store::isVector<std::decay_t<decltype(r.*member)>>) {
      auto& values = r.*member;
      if (store::byCheckpoint(column.axes)) keepCheckpoints(values, values.size() / recorded, recorded, wanted);
    }
  });
  keepCheckpoints(r.fronts, tasks, recorded, wanted);
  keepCheckpoints(r.decisions, tasks, recorded, wanted);
  keepTransfer(r.transfer, recorded, wanted);
  for (std::vector<double>& trace : r.traces) keepCheckpoints(trace, trace.size() / recorded, recorded, wanted);
  r.checkpoints = static_cast<int>(wanted);
}

/// Says in the file if it will not equal one recorded with as many checkpoints.
void noteTrimming(ExperimentInfo& info, int wanted) {
  if (info.imported()) return;
  constexpr int kEnds = 2;  // the first and the last are recorded whatever their number
  Trimming& trimming = info.trimming;
  const bool between = wanted > kEnds && (trimming.between || info.checkpoints % wanted != 0);
  if (!between && !store::traced(info)) {
    trimming = {};
  } else if (wanted < info.checkpoints) {
    if (trimming.recorded == 0) {
      trimming.recorded = info.checkpoints;
      trimming.kept.resize(info.checkpoints);
      std::iota(trimming.kept.begin(), trimming.kept.end(), 1);
    }
    keepCheckpoints(trimming.kept, 1, info.checkpoints, wanted);
    trimming.between = between;
  }
}

}  // namespace

std::vector<std::string> splitNames(const ExperimentInfo& info, const std::string& file, SplitBy by,
                                    const std::string& folder) {
  fs::path stem(file);
  if (stem.extension() == ".h5") stem.replace_extension();
  const fs::path base = folder.empty() ? stem : fs::path(folder) / stem.filename();
  std::vector<std::string> names;
  for (const std::string& part : partNames(info, by)) names.push_back(base.string() + "-" + part + ".h5");
  return names;
}

std::vector<std::string> splitResults(const std::string& file, SplitBy by, const std::string& folder,
                                      const Progress& progress) {
  const ResultFile input(file);
  const ExperimentSpec spec = edit::specificationOf(input.info(), input.path());
  std::vector<std::string> outputs = splitNames(input.info(), input.path(), by, folder);
  for (const std::string& output : outputs) edit::refuseExisting(output);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    ExperimentInfo info = input.info();
    ExperimentSpec partSpec = spec;
    const int part = static_cast<int>(i);
    if (by == SplitBy::Algorithm) {
      info.algorithms = {input.info().algorithms[i]};
      partSpec.algorithms = {spec.algorithms[i]};
    } else if (by == SplitBy::Problem) {
      info.problems = {input.info().problems[i]};
      partSpec.problems = {spec.problems[i]};
    }
    if (by != SplitBy::Repetition) info.specification = toToml(partSpec);
    const auto source = [&](int problem, int algorithm, int first, int count) {
      std::vector<RunRecord> runs = input.runs(by == SplitBy::Problem ? part : problem,
                                               by == SplitBy::Algorithm ? part : algorithm, first, count);
      for (RunRecord& r : runs) {
        if (by == SplitBy::Repetition && r.repetition != part) r = RunRecord{};
      }
      return runs;
    };
    Progress ofPart;
    if (progress) {
      ofPart = [&, i](double done) {
        return progress((static_cast<double>(i) + done) / static_cast<double>(outputs.size()));
      };
    }
    try {
      edit::writeResults(outputs[i], info, source, ofPart);
    } catch (...) {  // all parts or none
      std::error_code ignored;
      for (std::size_t made = 0; made < i; ++made) fs::remove(outputs[made], ignored);
      throw;
    }
  }
  return outputs;
}

std::string misfitOf(const ExperimentInfo& info) {
  return store::misfit(info);
}

std::vector<std::string> continuationsOf(const ExperimentInfo& info) {
  std::vector<std::string> lines;
  std::istringstream in(info.continued);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

void trimResults(const std::string& file, const std::string& output, int checkpoints, const Progress& progress) {
  trimResults(file, output, checkpoints, Precision{}, progress);
}

void trimResults(const std::string& file, const std::string& output, int checkpoints, const Precision& precision,
                 const Progress& progress) {
  const ResultFile input(file);
  ExperimentInfo info = input.info();
  if (checkpoints == 0 && precision.reduces()) checkpoints = info.checkpoints;
  if (precision.reduces()) {
    const Precision before = info.precision.empty() ? Precision{} : parsePrecision(info.precision);
    if (precision.rounds() && before.rounds() && edit::bitsOf(precision) > edit::bitsOf(before)) {
      throw InputError(fmt::format("'{}' was reduced to {} already; {} cannot be had from it.", input.path(),
                                   info.precision, precisionText(precision)));
    }
    Precision both = precision.rounds() ? precision : before;
    both.lean = precision.lean || before.lean;
    info.precision = precisionText(both);
  }
  if (checkpoints < 1 || checkpoints > info.checkpoints) {
    throw InputError(
        fmt::format("'{}' has {} checkpoints; {} cannot be kept.", input.path(), info.checkpoints, checkpoints));
  }
  noteTrimming(info, checkpoints);
  ExperimentSpec spec = edit::specificationOf(info, input.path());
  spec.checkpoints = checkpoints;
  info.checkpoints = checkpoints;
  info.specification = toToml(spec);
  if (precision.lean) {
    for (AlgorithmRecord& algorithm : info.algorithms) algorithm.traces.clear();
    info.saveDecisions = false;
    spec.saveDecisions = false;
    info.specification = toToml(spec);
  }
  const auto source = [&](int problem, int algorithm, int first, int count) {
    std::vector<RunRecord> runs = input.runs(problem, algorithm, first, count);
    for (RunRecord& r : runs) {
      trim(r, static_cast<std::size_t>(checkpoints));
      edit::reduce(r, precision);
    }
    return runs;
  };
  edit::writeResults(output, info, source, progress);
}

}  // namespace tandem
