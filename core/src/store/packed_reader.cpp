// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>
#include <type_traits>

#include "store/columns.h"
#include "store/info.h"
#include "store/packed.h"
#include "tandem/error.h"

namespace tandem::store {

namespace {

/// Reads a block of runs of one cell: run by run, for rewriting or inspecting them, or stacked as in the file, for
/// tables and figures.
class CellReader {
 public:
  CellReader(const Node& runs, const Node& times, const Shape& shape, std::size_t first, std::size_t count)
      : runs_(runs), times_(times), shape_(shape), first_(first), count_(count) {
    for (const std::uint8_t status : runs_.readRows<std::uint8_t>("status", {}, first_, count_)) {
      if (status > 2) runs_.damaged("a run has an unknown status");
      status_.push_back(static_cast<RunStatus>(status));
    }
  }

  std::vector<RunRecord> read() {
    std::vector<RunRecord> records(count_);
    for (std::size_t i = 0; i < count_; ++i) {
      records[i].status = status_[i];
      if (!finished(i)) continue;
      records[i].tasks = static_cast<int>(shape_.tasks);
      records[i].checkpoints = static_cast<int>(shape_.checkpoints);
      records[i].improvements.resize(shape_.tasks);
      if (shape_.fronts) records[i].fronts.resize(shape_.cells());
    }
    visitColumns([&](const ColumnInfo& column, auto member, auto) {
      readColumn(
          column, [&](std::size_t i) -> auto& { return records[i].*member; });
    });
    readDevices([&](std::size_t i) -> auto& { return records[i].device; });
    readMessages([&](std::size_t i) -> auto& { return records[i].message; });
    readImprovements([&](std::size_t i, std::size_t t) -> auto& { return records[i].improvements[t]; });
    std::vector<bool> reports;
    for (const RunRecord& r : records) reports.push_back(r.transferReported);
    readTransfer(
        reports, [&](std::size_t i) -> auto& { return records[i].transfer; });
    if (shape_.fronts) {
      readFronts(
          shape_.decisions, [&](std::size_t i, std::size_t c) -> auto& { return records[i].fronts[c]; });
    }
    readTraces(records);
    readState(records);
    if (shape_.decisions && !shape_.fronts) readDecisions(records);
    return records;
  }

  CellData cell(CellDetail detail) {
    const bool everything = detail == CellDetail::Everything;
    CellData cell = emptyCell(shape_);
    cell.status = status_;
    visitColumns([&](const ColumnInfo& column, auto, auto inCell) {
      if constexpr (!std::is_null_pointer_v<decltype(inCell)>) {
        if (everything || column.ofValues) readStacked(column, cell.*inCell);
      }
    });
    readMessages([&](std::size_t i) -> auto& { return cell.message[i]; });
    if (shape_.fronts) {
      readFronts(
          everything && shape_.decisions, [&](std::size_t i, std::size_t c) -> auto& {
            return cell.fronts[i * shape_.cells() + c];
          });
    }
    if (detail == CellDetail::Values) return cell;
    readImprovements([&](std::size_t i, std::size_t t) -> auto& { return cell.improvements[i * shape_.tasks + t]; });
    if (!everything) return cell;
    readDevices([&](std::size_t i) -> auto& { return cell.device[i]; });
    const std::vector<bool> reports = readReports();
    cell.transferReported = std::ranges::find(reports, true) != reports.end();
    if (cell.transferReported) cell.transfer.resize(count_);
    readTransfer(
        reports, [&](std::size_t i) -> auto& { return cell.transfer[i]; });
    for (int i = 0; i < isize(shape_.traces); ++i) {
      runs_.readRowsInto<double>("trace_" + shape_.traces[i].name, traceExtent(shape_.traces[i]), first_, count_,
                                 cell.traces[i]);
      blank(cell.traces[i]);
    }
    return cell;
  }

 private:
  [[nodiscard]] bool finished(std::size_t run) const { return status_[run] == RunStatus::Finished; }
  [[nodiscard]] bool keeps(const ColumnInfo& column, std::size_t run) const { return column.ofFailed || finished(run); }
  [[nodiscard]] const Node& nodeOf(const ColumnInfo& column) const { return column.times ? times_ : runs_; }
  [[nodiscard]] bool lacks(const ColumnInfo& column) const {
    return column.optional && !nodeOf(column).hasChild(column.name);
  }

  /// A column into the member of each run that `of` names: a vector, an array or a number.
  template <typename Of>
  void readColumn(const ColumnInfo& column, const Of& of) {
    using Values = std::decay_t<decltype(of(0))>;
    if (lacks(column)) return;
    if constexpr (isVector<Values>) {
      const std::vector<std::size_t> extent = extentOf(column.axes, shape_);
      const auto rows =
          nodeOf(column).template readRows<typename Values::value_type>(column.name, extent, first_, count_);
      const std::size_t each = rows.size() / count_;
      for (std::size_t i = 0; i < count_; ++i) {
        const auto from = rows.begin() + static_cast<std::ptrdiff_t>(i * each);
        if (finished(i)) of(i).assign(from, from + static_cast<std::ptrdiff_t>(each));
      }
    } else {
      readNumbers(column, of);
    }
  }
  template <typename Of>
  void readNumbers(const ColumnInfo& column, const Of& of) {
    using Values = std::decay_t<decltype(of(0))>;
    const Node& node = nodeOf(column);
    if constexpr (std::is_arithmetic_v<Values>) {
      using Stored = std::conditional_t<std::is_same_v<Values, bool>, std::uint8_t, Values>;
      const auto rows = node.readRows<Stored>(column.name, {}, first_, count_);
      for (std::size_t i = 0; i < count_; ++i) {
        if (keeps(column, i)) of(i) = static_cast<Values>(rows[i]);
      }
    } else {
      const std::size_t all = std::tuple_size_v<Values>;
      const std::size_t parts =
          column.earlier > 0 && node.rowWidth(column.name) == column.earlier ? column.earlier : all;
      const auto rows = node.readRows<typename Values::value_type>(column.name, {parts}, first_, count_);
      for (std::size_t i = 0; i < count_; ++i) {
        if (keeps(column, i)) std::copy_n(&rows[i * parts], parts, of(i).begin());
      }
    }
  }

  /// A column of a cell: numbers of all runs, as in the file, or one array or number per run.
  template <typename T>
  void readStacked(const ColumnInfo& column, std::vector<T>& rows) {
    if (lacks(column)) return;
    if constexpr (std::is_arithmetic_v<T>) {
      nodeOf(column).readRowsInto<T>(column.name, extentOf(column.axes, shape_), first_, count_, rows);
      if (!column.ofFailed) blank(rows);
    } else {
      readNumbers(
          column, [&](std::size_t i) -> auto& { return rows[i]; });
    }
  }
  /// Runs that are not finished have no values, whatever a file holds.
  template <typename T>
  void blank(std::vector<T>& rows) const {
    const std::size_t each = rows.size() / count_;
    for (std::size_t i = 0; i < count_; ++i) {
      if (!finished(i)) std::fill_n(rows.begin() + static_cast<std::ptrdiff_t>(i * each), each, fillOf<T>());
    }
  }

  /// Which runs report their transfers.
  [[nodiscard]] std::vector<bool> readReports() const {
    const auto rows = runs_.readRows<std::uint8_t>("transfer_reported", {}, first_, count_);
    std::vector<bool> reports;
    for (std::size_t i = 0; i < count_; ++i) reports.push_back(rows[i] != 0 && finished(i));
    return reports;
  }

  std::vector<std::int64_t> ints(const char* name, const std::vector<std::size_t>& rowShape) const {
    return runs_.readRows<std::int64_t>(name, rowShape, first_, count_);
  }
  std::vector<double> reals(const char* name, const std::vector<std::size_t>& rowShape) const {
    return runs_.readRows<double>(name, rowShape, first_, count_);
  }

  /// Range of rows covered by an index of (first, rows) pairs, which must be consecutive. Whether there are that many
  /// rows is checked when they are read.
  struct Range {
    std::size_t first = 0;
    std::size_t count = 0;
  };
  Range rangeOf(const std::vector<std::int64_t>& index, const char* dataset) const {
    if (index.empty()) return {};
    std::int64_t end = index[0];
    for (std::size_t i = 0; i < index.size(); i += 2) {
      if (index[i] != end || end < 0 || index[i + 1] < 0 ||
          index[i + 1] > std::numeric_limits<std::int64_t>::max() - end) {
        runs_.damaged(std::string("the index of '") + dataset + "' leads outside");
      }
      end += index[i + 1];
    }
    return {static_cast<std::size_t>(index[0]), static_cast<std::size_t>(end - index[0])};
  }

  template <typename Of>
  void readDevices(const Of& of) {
    if (!runs_.hasChild("device")) return;
    const std::vector<std::string> names = runs_.texts("devices");
    const auto device = runs_.readRows<std::uint8_t>("device", {}, first_, count_);
    for (std::size_t i = 0; i < count_; ++i) {
      if (device[i] >= names.size()) runs_.damaged("a run has an unknown device");
      of(i) = names[device[i]];
    }
  }

  template <typename Of>
  void readMessages(const Of& of) {
    const auto index = ints("message_index", {2});
    const Range range = rangeOf(index, "message_text");
    const auto text = runs_.readRows<std::uint8_t>("message_text", {}, range.first, range.count);
    std::size_t at = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const auto size = static_cast<std::size_t>(index[2 * i + 1]);
      if (size > 0) of(i).assign(reinterpret_cast<const char*>(text.data()) + at, size);
      at += size;
    }
  }

  /// Into the logs that `of` names, by run and task.
  template <typename Of>
  void readImprovements(const Of& of) {
    const auto index = ints("improvements_index", {shape_.tasks, 2});
    const Range range = rangeOf(index, "improvements");
    const auto values = runs_.readRows<double>("improvements", {2}, range.first, range.count);
    const auto when = runs_.readRows<std::int64_t>("improvements_evaluations", {2}, range.first, range.count);
    std::size_t at = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      for (std::size_t t = 0; t < shape_.tasks; ++t) {
        const auto size = static_cast<std::size_t>(index[2 * (i * shape_.tasks + t) + 1]);
        if (size == 0) continue;
        if (!finished(i)) runs_.damaged("a run that is not finished has improvements");
        std::vector<Improvement>& log = of(i, t);
        log.reserve(size);
        for (std::size_t k = 0; k < size; ++k, ++at) {
          log.push_back({when[2 * at], when[2 * at + 1], values[2 * at], values[2 * at + 1]});
        }
      }
    }
  }

  template <typename Of>
  void readTransfer(const std::vector<bool>& reports, const Of& of) {
    if (std::ranges::find(reports, true) == reports.end()) return;
    if (!runs_.hasChild("transfer")) {
      readDenseTransfer(reports, of);
      return;
    }
    const auto index = ints("transfer_index", {2});
    const Range range = rangeOf(index, "transfer");
    const auto rows = runs_.readRows<std::int64_t>("transfer", {6}, range.first, range.count);
    const std::int64_t* row = rows.data();
    for (std::size_t i = 0; i < count_; ++i) {
      const std::int64_t size = index[2 * i + 1];
      if (size > 0 && !reports[i]) runs_.damaged("a run that reports no transfers has some");
      for (std::int64_t k = 0; k < size; ++k, row += 6) {
        of(i).push_back({row[0], row[1], row[2], {row[3], row[4], row[5]}});
      }
    }
  }

  /// Schemas 1 and 2: cumulative counters of all pairs at every checkpoint.
  template <typename Of>
  void readDenseTransfer(const std::vector<bool>& reports, const Of& of) {
    const std::size_t pairs = shape_.tasks * shape_.tasks;
    const std::vector rowShape{shape_.checkpoints, shape_.tasks, shape_.tasks};
    const auto made = ints("transfer_made", rowShape);
    const auto survived = ints("transfer_survived", rowShape);
    const auto improved = ints("transfer_improved", rowShape);
    for (std::size_t i = 0; i < count_; ++i) {
      if (!reports[i]) continue;
      for (std::size_t k = 0; k < shape_.checkpoints; ++k) {
        for (std::size_t pair = 0; pair < pairs; ++pair) {
          const std::size_t at = (i * shape_.checkpoints + k) * pairs + pair;
          const auto since = [&](const std::vector<std::int64_t>& all) {
            return all[at] - (k > 0 ? all[at - pairs] : 0);
          };
          const TransferCounts counts{since(made), since(survived), since(improved)};
          if (counts.made == 0 && counts.survived == 0 && counts.improved == 0) continue;
          of(i).push_back({static_cast<std::int64_t>(k), static_cast<std::int64_t>(pair / shape_.tasks),
                           static_cast<std::int64_t>(pair % shape_.tasks), counts});
        }
      }
    }
  }

  [[nodiscard]] std::vector<std::size_t> traceExtent(const TraceInfo& trace) const {
    const std::size_t slots = shape_.traceValues(trace) / shape_.checkpoints;
    if (trace.per == TracePer::Run) return {shape_.checkpoints};
    if (slots == shape_.tasks) return {slots, shape_.checkpoints};
    return {shape_.tasks, shape_.tasks, shape_.checkpoints};
  }

  void readTraces(std::vector<RunRecord>& records) {
    for (const TraceInfo& trace : shape_.traces) {
      const auto values = reals(("trace_" + trace.name).c_str(), traceExtent(trace));
      const std::size_t each = values.size() / count_;
      for (std::size_t i = 0; i < count_; ++i) {
        const auto from = values.begin() + static_cast<std::ptrdiff_t>(i * each);
        if (finished(i)) records[i].traces.emplace_back(from, from + static_cast<std::ptrdiff_t>(each));
      }
    }
  }

  void readState(std::vector<RunRecord>& records) {
    if (!runs_.hasChild("state")) return;
    const auto index = ints("state_index", {shape_.tasks, 2});
    const Range range = rangeOf(index, "state");
    const auto values = runs_.readRows<double>("state", {}, range.first, range.count);
    auto next = values.begin();
    for (std::size_t i = 0; i < count_; ++i) {
      bool any = false;
      for (std::size_t t = 0; t < shape_.tasks; ++t) {
        const auto size = static_cast<std::ptrdiff_t>(index[2 * (i * shape_.tasks + t) + 1]);
        if (finished(i)) records[i].state.emplace_back(next, next + size);
        any = any || size > 0;
        next += size;
      }
      if (!any) records[i].state.clear();
    }
  }

  /// Into the populations that `of` names, by run and its cells.
  template <typename Of>
  void readFronts(bool withDecisions, const Of& of) {
    const auto index = ints("front_index", {shape_.tasks, shape_.checkpoints, 2});
    const Range range = rangeOf(index, "front_cv");
    const auto cv = runs_.readRows<double>("front_cv", {}, range.first, range.count);
    const auto objectives =
        runs_.readRows<double>("front_objectives", {shape_.maxObjectives}, range.first, range.count);
    std::vector<double> decisions;
    if (withDecisions) {
      decisions = runs_.readRows<double>("front_decisions", {shape_.maxDim}, range.first, range.count);
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      for (std::size_t c = 0; c < shape_.cells(); ++c) {
        const auto rows = static_cast<std::size_t>(index[2 * (i * shape_.cells() + c) + 1]);
        if (rows == 0) continue;
        if (!finished(i)) runs_.damaged("a run that is not finished has populations");
        const std::size_t task = c / shape_.checkpoints;
        FrontRecord& front = of(i, c);
        front.cv.assign(cv.begin() + static_cast<std::ptrdiff_t>(at),
                        cv.begin() + static_cast<std::ptrdiff_t>(at + rows));
        front.objectives = block(objectives, at, rows, shape_.maxObjectives, shape_.objectives[task]);
        if (withDecisions) front.decisions = block(decisions, at, rows, shape_.maxDim, shape_.dims[task]);
        at += rows;
      }
    }
  }

  /// `rows` rows from row `at` of a padded table, without the padding.
  static Matrix block(const std::vector<double>& table, std::size_t at, std::size_t rows, std::size_t width,
                      std::size_t cols) {
    Matrix m(static_cast<int>(rows), static_cast<int>(cols));
    for (std::size_t r = 0; r < rows; ++r) {
      const double* row = table.data() + (at + r) * width;
      std::copy(row, row + cols, m.row(static_cast<int>(r)).begin());
    }
    return m;
  }

  void readDecisions(std::vector<RunRecord>& records) {
    const auto values = reals("decisions", {shape_.tasks, shape_.checkpoints, shape_.maxDim});
    for (std::size_t i = 0; i < count_; ++i) {
      if (!finished(i)) continue;
      records[i].decisions.resize(shape_.cells());
      for (std::size_t c = 0; c < shape_.cells(); ++c) {
        const double* row = values.data() + (i * shape_.cells() + c) * shape_.maxDim;
        records[i].decisions[c].assign(row, row + shape_.dims[c / shape_.checkpoints]);
      }
    }
  }

  const Node& runs_;
  const Node& times_;
  const Shape& shape_;
  std::size_t first_;
  std::size_t count_;
  std::vector<RunStatus> status_;
};

/// Row of the first of the runs of an algorithm.
std::size_t firstRow(const ExperimentInfo& info, int algorithm) {
  return stacksRuns(info) ? static_cast<std::size_t>(algorithm) * static_cast<std::size_t>(info.repetitions) : 0;
}

}  // namespace

PackedFile::PackedFile(const std::string& path, std::set<std::string>* opened) : root_(Node::openFile(path)) {
  root_.noteOpened(opened);
  info_ = readInfo(root_);
  status_.resize(info_.problems.size() * info_.algorithms.size());
}

RunStatus PackedFile::status(const RunKey& key) const {
  std::vector<std::uint8_t>& column = status_[cellIndex(key.problem, key.algorithm)];
  if (column.empty()) {
    const Hdf5Lock lock;
    const Node node = cellNode(runs_, key.problem, key.algorithm);
    column = node.readRows<std::uint8_t>("status", {}, firstRow(info_, key.algorithm),
                                         static_cast<std::size_t>(info_.repetitions));
    if (std::any_of(column.begin(), column.end(), [](std::uint8_t s) { return s > 2; })) {
      node.damaged("a run has an unknown status");
    }
  }
  return static_cast<RunStatus>(column[key.repetition]);
}

Node PackedFile::cellNode(Groups& groups, int problem, int algorithm) const {
  if (!groups.all) groups.all = root_.child(groups.name);
  const std::string ofProblem = indexName(static_cast<std::size_t>(problem));
  if (stacksRuns(info_)) return groups.all->child(ofProblem);
  if (groups.problem != problem) {
    groups.ofProblem = groups.all->child(ofProblem);
    groups.problem = problem;
  }
  return groups.ofProblem->child(indexName(static_cast<std::size_t>(algorithm)));
}

std::vector<RunRecord> PackedFile::read(int problem, int algorithm, int first, int count) const {
  const Hdf5Lock lock;
  const Shape shape = shapeOf(info_, problem, algorithm);
  const Node runs = cellNode(runs_, problem, algorithm);
  const Node times = cellNode(times_, problem, algorithm);
  CellReader reader(runs, times, shape, firstRow(info_, algorithm) + static_cast<std::size_t>(first),
                    static_cast<std::size_t>(count));
  std::vector<RunRecord> records = reader.read();
  for (int i = 0; i < count; ++i) {
    RunRecord& r = records[i];
    r.problem = problem;
    r.algorithm = algorithm;
    r.repetition = first + i;
  }
  return records;
}

CellData PackedFile::cell(int problem, int algorithm, CellDetail detail) const {
  const Hdf5Lock lock;
  const Shape shape = shapeOf(info_, problem, algorithm);
  const Node runs = cellNode(runs_, problem, algorithm);
  const Node times = cellNode(times_, problem, algorithm);
  return CellReader(runs, times, shape, firstRow(info_, algorithm), shape.repetitions).cell(detail);
}

std::vector<std::string> PackedFile::findings() const {
  const Hdf5Lock lock;
  std::set<std::string> opened;
  const PackedFile file(root_.path(), &opened);
  std::vector<std::string> found = file.readAll();
  for (const std::string& dataset : opened) {
    std::string finding = file.root_.checksumFinding(dataset);
    if (!finding.empty()) found.push_back(std::move(finding));
  }
  return found;
}

std::vector<std::string> PackedFile::readAll() const {
  std::vector<std::string> found;
  for (int p = 0; p < isize(info_.problems); ++p) {
    for (int a = 0; a < isize(info_.algorithms); ++a) {
      const int step = plausibleBlock(shapeOf(info_, p, a));
      try {
        for (int first = 0; first < info_.repetitions; first += step) {
          for (RunRecord& r : read(p, a, first, std::min(step, info_.repetitions - first))) {
            if (r.status == RunStatus::Missing) continue;
            const std::string wrong = prepareRecord(r, info_);
            if (!wrong.empty()) {
              found.push_back(fmt::format("Run {} of '{}' on '{}': {}", r.repetition + 1, info_.algorithms[a].alias,
                                          info_.problems[p].name, wrong));
            }
          }
        }
      } catch (const Error& e) {
        found.emplace_back(e.what());
      }
    }
  }
  return found;
}

}  // namespace tandem::store
