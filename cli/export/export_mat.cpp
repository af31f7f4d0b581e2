// SPDX-License-Identifier: Apache-2.0
#include "cli/export/export_mat.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "cli/export/export_mtop.h"
#include "cli/export/mat_values.h"
#include "cli/running/progress.h"
#include "tandem/error.h"
#include "tandem/store/keep.h"
#include "tandem/tables/names.h"

namespace tandem::cli {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

using mat::cells;
using mat::doubles;
using mat::number;
using mat::Shape;
using mat::text;
using mat::Variable;

template <typename Entry, typename NameOf>
Variable names(const char* name, const std::vector<Entry>& entries, const NameOf& nameOf) {
  std::vector<Variable> texts;
  for (const Entry& entry : entries) texts.push_back(text(nullptr, nameOf(entry)));
  const std::size_t count = texts.size();
  return cells(name, {count, 1}, std::move(texts));
}

/// [rep][task][checkpoint] of a cell in MATLAB's order: repetitions vary fastest.
template <typename Make>
auto columnMajor(const CellData& cell, const Make& make) {
  std::vector<decltype(make(std::size_t{0}))> out;
  for (int k = 0; k < cell.checkpoints; ++k) {
    for (int t = 0; t < cell.tasks; ++t) {
      for (int r = 0; r < cell.repetitions; ++r) out.push_back(make(cell.at(r, t, k)));
    }
  }
  return out;
}

Shape shapeOf(const CellData& cell) {
  return {static_cast<std::size_t>(cell.repetitions), static_cast<std::size_t>(cell.tasks),
          static_cast<std::size_t>(cell.checkpoints)};
}

std::vector<double> columnMajor(const Matrix& matrix) {
  std::vector<double> out;
  for (int j = 0; j < matrix.cols(); ++j) {
    for (int i = 0; i < matrix.rows(); ++i) out.push_back(matrix(i, j));
  }
  return out;
}

/// The runs of one algorithm on one problem, as the makers of variables need them.
struct Source {
  const ResultFile& file;
  int problem, algorithm;

  /// Calls each(run) for the finished ones, reading in batches.
  template <typename Each>
  void eachFinished(const Each& each) const {
    constexpr int kAtOnce = 200;
    const int all = file.info().repetitions;
    for (int first = 0; first < all; first += kAtOnce) {
      for (const RunRecord& run : file.runs(problem, algorithm, first, std::min(kAtOnce, all - first))) {
        if (run.status == RunStatus::Finished) each(run);
      }
    }
  }
};

/// [rep][task][checkpoint][variable], padded with NaN; nothing if no decisions were saved or there are fronts.
Variable decisionsOf(const Source& source, const CellData& cell) {
  const ExperimentInfo& info = source.file.info();
  const ProblemRecord& problem = info.problems[source.problem];
  if (!info.saveDecisions || problem.multiObjective()) return doubles(nullptr, {0, 0}, {});
  int widest = 0;
  for (const TaskInfo& task : problem.tasks) widest = std::max(widest, task.dim);
  Shape shape = shapeOf(cell);
  shape.push_back(static_cast<std::size_t>(widest));
  const std::size_t slots = shape[0] * shape[1] * shape[2];
  std::vector<double> values(slots * shape[3], kNan);
  source.eachFinished([&](const RunRecord& run) {
    for (int t = 0; t < cell.tasks; ++t) {
      for (int k = 0; k < cell.checkpoints; ++k) {
        const std::vector<double>& best = run.decisions[t * cell.checkpoints + k];
        const std::size_t at = static_cast<std::size_t>(run.repetition) + shape[0] * (t + shape[1] * k);
        for (std::size_t d = 0; d < best.size(); ++d) values[at + slots * d] = best[d];
      }
    }
  });
  return doubles(nullptr, shape, std::move(values));
}

/// Cells [rep][task][checkpoint] of individual x variable.
Variable frontDecisionsOf(const Source& source, const CellData& cell) {
  const ExperimentInfo& info = source.file.info();
  if (!info.saveDecisions || !info.problems[source.problem].multiObjective()) return doubles(nullptr, {0, 0}, {});
  const Shape shape = shapeOf(cell);
  std::vector<Variable> parts;
  for (std::size_t i = 0; i < shape[0] * shape[1] * shape[2]; ++i) parts.push_back(doubles(nullptr, {0, 0}, {}));
  source.eachFinished([&](const RunRecord& run) {
    for (int t = 0; t < cell.tasks; ++t) {
      for (int k = 0; k < cell.checkpoints; ++k) {
        const Matrix& points = run.fronts[t * cell.checkpoints + k].decisions;
        parts[static_cast<std::size_t>(run.repetition) + shape[0] * (t + shape[1] * k)] =
            doubles(nullptr, {static_cast<std::size_t>(points.rows()), static_cast<std::size_t>(points.cols())},
                    columnMajor(points));
      }
    }
  });
  return cells(nullptr, shape, std::move(parts));
}

/// One struct per trace: values [rep][checkpoint], [rep][task][checkpoint] or [rep][receiver][donor][checkpoint].
Variable tracesOf(const CellData& cell) {
  mat::Struct all(nullptr, {cell.traceInfo.size(), 1}, {"name", "per", "meaning", "values"});
  const auto reps = static_cast<std::size_t>(cell.repetitions);
  const auto points = static_cast<std::size_t>(cell.checkpoints);
  for (std::size_t i = 0; i < cell.traceInfo.size(); ++i) {
    const TraceInfo& trace = cell.traceInfo[i];
    const auto slots = static_cast<std::size_t>(traceSlots(trace.per, cell.tasks));
    const auto tasks = static_cast<std::size_t>(cell.tasks);
    const bool pairs = slots > tasks;
    const Shape shape = trace.per == TracePer::Run ? Shape{reps, points}
                        : pairs                    ? Shape{reps, tasks, tasks, points}
                                                   : Shape{reps, tasks, points};
    std::vector<double> values;
    for (std::size_t k = 0; k < points; ++k) {
      for (std::size_t s = 0; s < slots; ++s) {
        const std::size_t slot = pairs ? s % tasks * tasks + s / tasks : s;  // receivers vary faster than donors
        for (std::size_t r = 0; r < reps; ++r) values.push_back(cell.traces[i][(r * slots + slot) * points + k]);
      }
    }
    all.set("name", i, text(nullptr, trace.name));
    all.set("per", i, text(nullptr, tracePerName(trace.per)));
    all.set("meaning", i, text(nullptr, trace.doc));
    all.set("values", i, doubles(nullptr, shape, std::move(values)));
  }
  return all.take();
}

/// One row per count: repetition, checkpoint, donor, receiver (from 1), made, survived, improved.
Variable transferOf(const CellData& cell) {
  if (!cell.transferReported) return doubles(nullptr, {0, 0}, {});
  std::vector<std::array<double, 7>> rows;
  for (int r = 0; r < cell.repetitions; ++r) {
    for (const TransferRow& row : cell.transfer[r]) {
      rows.push_back({r + 1.0, static_cast<double>(row.checkpoint + 1), static_cast<double>(row.donor + 1),
                      static_cast<double>(row.receiver + 1), static_cast<double>(row.counts.made),
                      static_cast<double>(row.counts.survived), static_cast<double>(row.counts.improved)});
    }
  }
  std::vector<double> values;
  for (std::size_t c = 0; c < 7; ++c) {
    for (const auto& row : rows) values.push_back(row[c]);
  }
  return doubles(nullptr, {rows.size(), 7}, std::move(values));
}

/// Reference points of the hypervolume: one cell per problem, task x objective; NaN for a task without one.
Variable hypervolumeReferences(const ExperimentInfo& info) {
  std::vector<Variable> all;
  for (const ProblemRecord& problem : info.problems) {
    std::size_t widest = 0;
    for (const Reference& r : problem.references) widest = std::max(widest, r.hvReference.size());
    const std::size_t tasks = widest == 0 ? 0 : problem.references.size();
    std::vector<double> values;
    for (std::size_t m = 0; m < widest; ++m) {
      for (const Reference& r : problem.references) {
        values.push_back(m < r.hvReference.size() ? r.hvReference[m] : kNan);
      }
    }
    all.push_back(doubles(nullptr, {tasks, widest}, std::move(values)));
  }
  const std::size_t count = all.size();
  return cells("hvReferences", {count, 1}, std::move(all));
}

struct Quantity {
  const char* name;
  std::function<Variable(const Source&, const CellData&)> make;
};

const std::array<Quantity, 11>& quantities() {
  static const std::array<Quantity, 11> all{{
      {"status",
       [](const Source&, const CellData& c) {
         std::vector<double> values;
         for (const RunStatus s : c.status) values.push_back(static_cast<double>(s));
         return doubles(nullptr, {values.size(), 1}, values);
       }},
      {"seconds",
       [](const Source&, const CellData& c) {
         return doubles(nullptr, {c.seconds.size(), 1}, c.seconds);
       }},
      {"evaluations",
       [](const Source&, const CellData& c) {
         const auto reps = static_cast<std::size_t>(c.repetitions);
         const auto points = static_cast<std::size_t>(c.checkpoints);
         std::vector<double> values;
         for (std::size_t k = 0; k < points; ++k) {
           for (std::size_t r = 0; r < reps; ++r) {
             const std::int64_t count = c.evaluations[r * points + k];
             values.push_back(count == kUnknownCount ? kNan : static_cast<double>(count));
           }
         }
         return doubles(nullptr, {reps, points}, values);
       }},
      {"objective",
       [](const Source&, const CellData& c) {
         return doubles(nullptr, shapeOf(c), columnMajor(c, [&](std::size_t at) { return c.objective[at]; }));
       }},
      {"cv",
       [](const Source&, const CellData& c) {
         return doubles(nullptr, shapeOf(c), columnMajor(c, [&](std::size_t at) { return c.cv[at]; }));
       }},
      {"fronts",
       [](const Source&, const CellData& c) {
         if (c.fronts.empty()) return doubles(nullptr, {0, 0}, {});
         return cells(nullptr, shapeOf(c), columnMajor(c, [&](std::size_t at) {
                        const Matrix& points = c.fronts[at].objectives;
                        return doubles(
                            nullptr, {static_cast<std::size_t>(points.rows()), static_cast<std::size_t>(points.cols())},
                            columnMajor(points));
                      }));
       }},
      {"frontCv",
       [](const Source&, const CellData& c) {
         if (c.fronts.empty()) return doubles(nullptr, {0, 0}, {});
         return cells(nullptr, shapeOf(c), columnMajor(c, [&](std::size_t at) {
                        return doubles(nullptr, {c.fronts[at].cv.size(), 1}, c.fronts[at].cv);
                      }));
       }},
      {"decisions", decisionsOf},
      {"frontDecisions", frontDecisionsOf},
      {"traces", [](const Source&, const CellData& c) { return tracesOf(c); }},
      {"transfer", [](const Source&, const CellData& c) { return transferOf(c); }},
  }};
  return all;
}

/// Whether the file holds exactly that many complete elements. matio silently ignores failed writes (a full disk), so
/// its return value is not enough. A file of level 5 is a header of 128 bytes, then elements of a type, a length in
/// bytes (both 32 bits) and as many bytes.
bool isComplete(const std::string& path, int variables) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = in.tellg();
  std::streamoff at = 128;
  for (int i = 0; i < variables; ++i) {
    std::array<std::uint32_t, 2> tag{};
    in.seekg(at);
    if (!in.read(reinterpret_cast<char*>(tag.data()), sizeof tag)) return false;
    at += static_cast<std::streamoff>(sizeof tag) + tag[1];
  }
  return at == size;
}

}  // namespace

void writeMat(const ResultFile& file, const std::string& path) {
  keepResults(path);
  std::error_code none;
  if (std::filesystem::exists(path, none) && !std::filesystem::is_regular_file(path, none)) {
    throw InputError("'" + path +
                     "' is not a regular file, and a MATLAB file cannot be written to anything else; name a file.");
  }
  const std::string temporary = path + ".part";
  const auto fail = [&](int reason) {
    std::remove(temporary.c_str());
    throw InputError("The file '" + path + "' cannot be written: " + std::strerror(reason) + ".");
  };
  errno = 0;
  std::unique_ptr<mat_t, int (*)(mat_t*)> mat(Mat_CreateVer(temporary.c_str(), nullptr, MAT_FT_MAT5), Mat_Close);
  if (!mat) fail(errno == 0 ? EACCES : errno);
  int written = 0;
  const auto write = [&](const Variable& variable) {
    errno = 0;
    ++written;
    if (Mat_VarWrite(mat.get(), variable.get(), MAT_COMPRESSION_ZLIB) != 0) fail(errno == 0 ? EIO : errno);
  };
  const ExperimentInfo& info = file.info();
  write(mtoData(file));
  write(names("problems", problemNames(info.problems), [](const std::string& title) { return title; }));
  write(names("algorithms", info.algorithms, [](const AlgorithmRecord& a) { return a.alias; }));
  write(
      names("instances", info.problems, [](const ProblemRecord& p) { return std::string(instanceName(p.instance)); }));
  write(hypervolumeReferences(info));
  write(text("specification", info.specification));
  write(number("seed", info.imported() ? kNan : static_cast<double>(info.seed)));
  write(number("repetitions", info.repetitions));
  write(number("checkpoints", info.checkpoints));
  WorkProgress progress(quantities().size() * info.problems.size() * info.algorithms.size(), "cells");
  for (const Quantity& quantity : quantities()) {
    std::vector<Variable> elements;
    for (int a = 0; a < isize(info.algorithms); ++a) {
      for (int p = 0; p < isize(info.problems); ++p) {
        elements.push_back(quantity.make({file, p, a}, file.cell(p, a)));
        progress.step();
      }
    }
    write(cells(quantity.name, {info.problems.size(), info.algorithms.size()}, std::move(elements)));
  }
  errno = 0;
  if (Mat_Close(mat.release()) != 0) fail(errno == 0 ? EIO : errno);
  if (!isComplete(temporary, written)) fail(errno == 0 ? ENOSPC : errno);
  if (std::rename(temporary.c_str(), path.c_str()) != 0) fail(errno);
}

}  // namespace tandem::cli
