// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "store/columns.h"
#include "store/info.h"
#include "store/packed.h"
#include "tandem/error.h"

namespace tandem::store {

namespace {

/// Slices one block of stacked rows into the runs' own vectors.
template <typename T>
void deal(std::vector<RunRecord>& records, const std::vector<T>& rows, std::vector<T> RunRecord::*member) {
  const std::size_t each = rows.size() / records.size();
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].status != RunStatus::Finished) continue;
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(i * each);
    (records[i].*member).assign(first, first + static_cast<std::ptrdiff_t>(each));
  }
}

/// Reads a block of runs of one cell.
class CellReader {
 public:
  CellReader(const Node& runs, const Node& times, const Shape& shape, std::size_t first, std::size_t count)
      : runs_(runs), times_(times), shape_(shape), first_(first), count_(count) {}

  std::vector<RunRecord> read(CellDetail detail) {
    const auto status = runs_.readRows<std::uint8_t>("status", {}, first_, count_);
    records_.resize(count_);
    for (std::size_t i = 0; i < count_; ++i) {
      if (status[i] > 2) runs_.damaged("a run has an unknown status");
      records_[i].status = static_cast<RunStatus>(status[i]);
    }
    for (RunRecord& r : records_) {
      if (r.status != RunStatus::Finished) continue;
      r.tasks = static_cast<int>(shape_.tasks);
      r.checkpoints = static_cast<int>(shape_.checkpoints);
    }
    visitColumns([&](const ColumnInfo& column, auto member, auto) {
      if (detail == CellDetail::Everything || column.ofValues) readColumn(column, member);
    });
    if (detail == CellDetail::Everything) readDevices();
    if (shape_.fronts) readFronts(detail);
    readMessages();
    if (detail == CellDetail::Everything) {
      readImprovements();
      readTransfer();
      readTraces();
      readState();
      if (shape_.decisions && !shape_.fronts) readDecisions();
    }
    return std::move(records_);
  }

 private:
  template <typename Value>
  void readColumn(const ColumnInfo& column, Value RunRecord::*member) {
    const Node& node = column.times ? times_ : runs_;
    if (column.optional && !node.hasChild(column.name)) return;
    readInto(node, column, member);
  }
  template <typename T>
  void readInto(const Node& node, const ColumnInfo& column, std::vector<T> RunRecord::*member) {
    deal(records_, node.readRows<T>(column.name, extentOf(column.axes, shape_), first_, count_), member);
  }
  template <typename T, std::size_t N>
  void readInto(const Node& node, const ColumnInfo& column, std::array<T, N> RunRecord::*member) {
    const bool fewer = column.earlier > 0 && node.rowWidth(column.name) == column.earlier;
    const std::size_t parts = fewer ? column.earlier : N;
    const auto rows = node.readRows<T>(column.name, {parts}, first_, count_);
    for (std::size_t i = 0; i < count_; ++i) {
      if (keeps(column, i)) std::copy_n(&rows[i * parts], parts, (records_[i].*member).begin());
    }
  }
  template <typename T>
  void readInto(const Node& node, const ColumnInfo& column, T RunRecord::*member) {
    using Element = std::conditional_t<std::is_same_v<T, bool>, std::uint8_t, T>;
    const auto rows = node.readRows<Element>(column.name, {}, first_, count_);
    for (std::size_t i = 0; i < count_; ++i) {
      if (keeps(column, i)) records_[i].*member = static_cast<T>(rows[i]);
    }
  }
  [[nodiscard]] bool keeps(const ColumnInfo& column, std::size_t run) const {
    return column.ofFailed || records_[run].status == RunStatus::Finished;
  }

  std::vector<std::int64_t> ints(const char* name, const std::vector<std::size_t>& rowShape) const {
    return runs_.readRows<std::int64_t>(name, rowShape, first_, count_);
  }
  std::vector<double> reals(const char* name, const std::vector<std::size_t>& rowShape) const {
    return runs_.readRows<double>(name, rowShape, first_, count_);
  }

  /// Range of rows that an index of (first, rows) pairs covers; the pairs must follow one another.
  struct Range {
    std::size_t first = 0;
    std::size_t count = 0;
  };
  Range rangeOf(const std::vector<std::int64_t>& index, const char* dataset) const {
    if (index.empty()) return {};
    std::int64_t end = index[0];
    const auto rows = static_cast<std::int64_t>(runs_.rowCount(dataset));
    for (std::size_t i = 0; i < index.size(); i += 2) {
      if (index[i] != end || index[i + 1] < 0 || end < 0 || index[i + 1] > rows - end) {
        runs_.damaged(std::string("the index of '") + dataset + "' leads outside");
      }
      end += index[i + 1];
    }
    return {static_cast<std::size_t>(index[0]), static_cast<std::size_t>(end - index[0])};
  }

  void readDevices() {
    if (!runs_.hasChild("device")) return;
    const std::vector<std::string> names = runs_.texts("devices");
    const auto device = runs_.readRows<std::uint8_t>("device", {}, first_, count_);
    for (std::size_t i = 0; i < count_; ++i) {
      if (device[i] >= names.size()) runs_.damaged("a run has an unknown device");
      records_[i].device = names[device[i]];
    }
  }

  void readMessages() {
    const auto index = ints("message_index", {2});
    const Range range = rangeOf(index, "message_text");
    const auto text = runs_.readRows<std::uint8_t>("message_text", {}, range.first, range.count);
    std::size_t at = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const auto size = static_cast<std::size_t>(index[2 * i + 1]);
      if (size > 0) records_[i].message.assign(reinterpret_cast<const char*>(text.data()) + at, size);
      at += size;
    }
  }

  void readImprovements() {
    const auto index = ints("improvements_index", {shape_.tasks, 2});
    const Range range = rangeOf(index, "improvements");
    const auto values = runs_.readRows<double>("improvements", {2}, range.first, range.count);
    const auto when = runs_.readRows<std::int64_t>("improvements_evaluations", {2}, range.first, range.count);
    std::size_t at = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const bool finished = records_[i].status == RunStatus::Finished;
      if (finished) records_[i].improvements.resize(shape_.tasks);
      for (std::size_t t = 0; t < shape_.tasks; ++t) {
        const auto size = static_cast<std::size_t>(index[2 * (i * shape_.tasks + t) + 1]);
        if (!finished && size > 0) runs_.damaged("a run that is not finished has improvements");
        for (std::size_t k = 0; k < size; ++k, ++at) {
          records_[i].improvements[t].push_back({when[2 * at], when[2 * at + 1], values[2 * at], values[2 * at + 1]});
        }
      }
    }
  }

  void readTransfer() {
    if (std::none_of(records_.begin(), records_.end(), [](const RunRecord& r) { return r.transferReported; })) return;
    if (!runs_.hasChild("transfer")) {
      readDenseTransfer();
      return;
    }
    const auto index = ints("transfer_index", {2});
    const Range range = rangeOf(index, "transfer");
    const auto rows = runs_.readRows<std::int64_t>("transfer", {6}, range.first, range.count);
    const std::int64_t* row = rows.data();
    for (std::size_t i = 0; i < count_; ++i) {
      const std::int64_t size = index[2 * i + 1];
      if (size > 0 && !records_[i].transferReported) runs_.damaged("a run that reports no transfers has some");
      for (std::int64_t k = 0; k < size; ++k, row += 6) {
        records_[i].transfer.push_back({row[0], row[1], row[2], {row[3], row[4], row[5]}});
      }
    }
  }

  /// Schemas 1 and 2: cumulative counters of all pairs at every checkpoint.
  void readDenseTransfer() {
    const std::size_t pairs = shape_.tasks * shape_.tasks;
    const std::vector rowShape{shape_.checkpoints, shape_.tasks, shape_.tasks};
    const auto made = ints("transfer_made", rowShape);
    const auto survived = ints("transfer_survived", rowShape);
    const auto improved = ints("transfer_improved", rowShape);
    for (std::size_t i = 0; i < count_; ++i) {
      if (!records_[i].transferReported) continue;
      for (std::size_t k = 0; k < shape_.checkpoints; ++k) {
        for (std::size_t pair = 0; pair < pairs; ++pair) {
          const std::size_t at = (i * shape_.checkpoints + k) * pairs + pair;
          const auto since = [&](const std::vector<std::int64_t>& all) {
            return all[at] - (k > 0 ? all[at - pairs] : 0);
          };
          const TransferCounts counts{since(made), since(survived), since(improved)};
          if (counts.made == 0 && counts.survived == 0 && counts.improved == 0) continue;
          records_[i].transfer.push_back({static_cast<std::int64_t>(k), static_cast<std::int64_t>(pair / shape_.tasks),
                                          static_cast<std::int64_t>(pair % shape_.tasks), counts});
        }
      }
    }
  }

  void readTraces() {
    for (const TraceInfo& trace : shape_.traces) {
      const std::size_t slots = shape_.traceValues(trace) / shape_.checkpoints;
      std::vector rowShape{slots, shape_.checkpoints};
      if (trace.per == TracePer::Run) {
        rowShape = {shape_.checkpoints};
      } else if (slots != shape_.tasks) {
        rowShape = {shape_.tasks, shape_.tasks, shape_.checkpoints};
      }
      const auto values = reals(("trace_" + trace.name).c_str(), rowShape);
      const std::size_t each = values.size() / count_;
      for (std::size_t i = 0; i < count_; ++i) {
        if (records_[i].status != RunStatus::Finished) continue;
        const auto first = values.begin() + static_cast<std::ptrdiff_t>(i * each);
        records_[i].traces.emplace_back(first, first + static_cast<std::ptrdiff_t>(each));
      }
    }
  }

  void readState() {
    if (!runs_.hasChild("state")) return;
    const auto index = ints("state_index", {shape_.tasks, 2});
    const Range range = rangeOf(index, "state");
    const auto values = runs_.readRows<double>("state", {}, range.first, range.count);
    auto next = values.begin();
    for (std::size_t i = 0; i < count_; ++i) {
      bool any = false;
      for (std::size_t t = 0; t < shape_.tasks; ++t) {
        const auto size = static_cast<std::ptrdiff_t>(index[2 * (i * shape_.tasks + t) + 1]);
        if (records_[i].status == RunStatus::Finished) records_[i].state.emplace_back(next, next + size);
        any = any || size > 0;
        next += size;
      }
      if (!any) records_[i].state.clear();
    }
  }

  void readFronts(CellDetail detail) {
    const auto index = ints("front_index", {shape_.tasks, shape_.checkpoints, 2});
    const Range range = rangeOf(index, "front_cv");
    const auto cv = runs_.readRows<double>("front_cv", {}, range.first, range.count);
    const auto objectives =
        runs_.readRows<double>("front_objectives", {shape_.maxObjectives}, range.first, range.count);
    std::vector<double> decisions;
    const bool withDecisions = shape_.decisions && detail == CellDetail::Everything;
    if (withDecisions) {
      decisions = runs_.readRows<double>("front_decisions", {shape_.maxDim}, range.first, range.count);
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const bool finished = records_[i].status == RunStatus::Finished;
      if (finished) records_[i].fronts.resize(shape_.cells());
      for (std::size_t c = 0; c < shape_.cells(); ++c) {
        const auto rows = static_cast<std::size_t>(index[2 * (i * shape_.cells() + c) + 1]);
        if (rows == 0) continue;
        if (!finished) runs_.damaged("a run that is not finished has populations");
        const std::size_t task = c / shape_.checkpoints;
        FrontRecord& front = records_[i].fronts[c];
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

  void readDecisions() {
    const auto values = reals("decisions", {shape_.tasks, shape_.checkpoints, shape_.maxDim});
    for (std::size_t i = 0; i < count_; ++i) {
      if (records_[i].status != RunStatus::Finished) continue;
      records_[i].decisions.resize(shape_.cells());
      for (std::size_t c = 0; c < shape_.cells(); ++c) {
        const double* row = values.data() + (i * shape_.cells() + c) * shape_.maxDim;
        records_[i].decisions[c].assign(row, row + shape_.dims[c / shape_.checkpoints]);
      }
    }
  }

  const Node& runs_;
  const Node& times_;
  const Shape& shape_;
  std::size_t first_;
  std::size_t count_;
  std::vector<RunRecord> records_;
};

/// Where the runs of a (problem, algorithm) are.
Node cellNode(const Node& root, const ExperimentInfo& info, const char* group, int problem, int algorithm) {
  Node node = root.child(group).child(indexName(static_cast<std::size_t>(problem)));
  return stacksRuns(info) ? std::move(node) : node.child(indexName(static_cast<std::size_t>(algorithm)));
}
/// Row of the first of them.
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
    const Node node = cellNode(root_, info_, "runs", key.problem, key.algorithm);
    column = node.readRows<std::uint8_t>("status", {}, firstRow(info_, key.algorithm),
                                         static_cast<std::size_t>(info_.repetitions));
    if (std::any_of(column.begin(), column.end(), [](std::uint8_t s) { return s > 2; })) {
      node.damaged("a run has an unknown status");
    }
  }
  return static_cast<RunStatus>(column[key.repetition]);
}

std::vector<RunRecord> PackedFile::read(int problem, int algorithm, int first, int count, CellDetail detail) const {
  const Hdf5Lock lock;
  const Shape shape = shapeOf(info_, problem, algorithm);
  const Node runs = cellNode(root_, info_, "runs", problem, algorithm);
  const Node times = cellNode(root_, info_, "times", problem, algorithm);
  CellReader reader(runs, times, shape, firstRow(info_, algorithm) + static_cast<std::size_t>(first),
                    static_cast<std::size_t>(count));
  std::vector<RunRecord> records = reader.read(detail);
  for (int i = 0; i < count; ++i) {
    RunRecord& r = records[i];
    r.problem = problem;
    r.algorithm = algorithm;
    r.repetition = first + i;
  }
  return records;
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
