// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <deque>
#include <limits>
#include <memory>

#include "store/columns.h"
#include "store/info.h"
#include "store/packed.h"

namespace tandem::store {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

template <typename Member>
struct StoredAs {
  using type = Member;
};
template <>
struct StoredAs<bool> {
  using type = std::uint8_t;
};
template <typename T>
struct StoredAs<std::vector<T>> {
  using type = T;
};
template <typename T, std::size_t N>
struct StoredAs<std::array<T, N>> {
  using type = T;
};
/// Elements of the dataset of a member.
template <typename Member>
using Stored = typename StoredAs<std::decay_t<Member>>::type;

/// The columns of one (problem, algorithm). Optional ones appear with the first run that needs them.
class CellWriter {
 public:
  CellWriter(const Node& runs, const Node& times, const Shape& shape)
      : runs_(runs),
        shape_(shape),
        status_(runs, "status", "repetition", "0 missing, 1 finished, 2 failed", {}),
        messageText_(runs, "message_text", "byte", "UTF-8 text of all messages", {}),
        messageIndex_(runs, "message_index", "repetition, (first byte, bytes)",
                      "where the message of a run (failure, warnings) lies in message_text", {2}),
        improvements_(runs, "improvements", "improvement, (objective, cv)", "every new best, of all runs and tasks",
                      {2}),
        improvementsAt_(runs, "improvements_evaluations", "improvement, (evaluations, evaluations of the task)",
                        "when the new best was found", {2}),
        improvementsIndex_(runs, "improvements_index", "repetition, task, (first row, rows)",
                           "where the log of a run and task lies in improvements", {shape.tasks, 2}) {
    visitColumns([&](const ColumnInfo& column, auto member, auto) {
      columns_.push_back(std::make_unique<NumberColumn<Stored<decltype(RunRecord().*member)>>>(
          column.times ? times : runs, column, shape));
    });
    for (const TraceInfo& trace : shape.traces) addTrace(trace);
    if (shape.fronts) addFronts();
    if (shape.decisions && !shape.fronts) {
      decisions_.emplace(runs, "decisions", "repetition, task, checkpoint, variable",
                         "best decisions in real units, padded with NaN",
                         std::vector{shape.tasks, shape.checkpoints, shape.maxDim});
    }
  }

  void append(const RunRecord& r) {
    const bool finished = r.status == RunStatus::Finished;
    status_.append(static_cast<std::uint8_t>(r.status));
    appendDevice(r);
    appendPair(messageIndex_, messageText_.rows(), static_cast<std::int64_t>(r.message.size()));
    messageText_.append({reinterpret_cast<const std::uint8_t*>(r.message.data()), r.message.size()});
    appendColumns(r, finished);
    appendImprovements(r, finished);
    appendTransfer(r);
    appendTraces(r, finished);
    appendState(r);
    if (shape_.fronts) appendFronts(r, finished);
    if (decisions_) appendDecisions(r, finished);
    ++rows_;
  }

  void finish() {
    status_.finish();
    messageText_.finish();
    messageIndex_.finish();
    improvements_.finish();
    improvementsAt_.finish();
    improvementsIndex_.finish();
    for (const auto& column : columns_) column->finish();
    if (device_) {
      device_->finish();
      runs_.setTexts("devices", devices_);
    }
    for (Reals& trace : traces_) trace.finish();
    for (auto* column : {&transfer_, &transferIndex_, &stateIndex_, &frontIndex_}) {
      if (*column) (*column)->finish();
    }
    for (auto* column : {&frontObjectives_, &frontCv_, &frontDecisions_, &decisions_, &state_}) {
      if (*column) (*column)->finish();
    }
  }

 private:
  using Ints = Column<std::int64_t>;
  using Reals = Column<double>;

  struct AnyColumn {
    virtual ~AnyColumn() = default;
    virtual void finish() = 0;
  };
  template <typename T>
  struct NumberColumn final : AnyColumn {
    NumberColumn(const Node& group, const ColumnInfo& column, const Shape& shape)
        : values(group, column.name, column.axes, column.meaning, extentOf(column.axes, shape)) {}
    void finish() override { values.finish(); }
    Column<T> values;
  };

  void appendColumns(const RunRecord& r, bool finished) {
    int next = 0;
    visitColumns([&](const ColumnInfo& column, auto member, auto) {
      using T = Stored<decltype(r.*member)>;
      auto& out = static_cast<NumberColumn<T>&>(*columns_[next++]).values;
      if constexpr (isVector<std::decay_t<decltype(r.*member)>>) {
        appendOr(out, r.*member, finished, valuesOf(column.axes, shape_), fillOf<T>());
      } else if constexpr (std::is_same_v<T, std::uint8_t>) {
        out.append(r.*member ? 1 : 0);
      } else {
        out.append(r.*member);
      }
    });
  }

  static void appendPair(Ints& column, std::int64_t first, std::int64_t second) {
    const std::int64_t pair[2] = {first, second};
    column.append(pair);
  }
  template <typename T>
  static void appendOr(Column<T>& column, const std::vector<T>& values, bool there, std::size_t size, T fill) {
    if (there) {
      column.append(values);
    } else {
      column.append(std::vector<T>(size, fill));
    }
  }

  /// The dataset appears with the first run that a device evaluated.
  void appendDevice(const RunRecord& r) {
    const auto known = std::find(devices_.begin(), devices_.end(), r.device);
    const auto number = static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(known - devices_.begin(), 255));
    if (known == devices_.end() && devices_.size() < 256) devices_.push_back(r.device);
    if (!device_ && number > 0) {
      device_.emplace(runs_, "device", "repetition", "what evaluated the run: its place in the attribute 'devices'",
                      std::vector<std::size_t>{});
      device_->append(std::vector<std::uint8_t>(rows_, 0));
    }
    if (device_) device_->append(number);
  }

  void appendImprovements(const RunRecord& r, bool finished) {
    for (std::size_t t = 0; t < shape_.tasks; ++t) {
      const std::size_t count = finished ? r.improvements[t].size() : 0;
      appendPair(improvementsIndex_, improvements_.rows(), static_cast<std::int64_t>(count));
      for (std::size_t i = 0; i < count; ++i) {
        const Improvement& entry = r.improvements[t][i];
        const double values[2] = {entry.objective, entry.cv};
        improvements_.append(values);
        appendPair(improvementsAt_, entry.evaluations, entry.taskEvaluations);
      }
    }
  }

  /// The datasets appear with the first run that reports its transfers.
  void appendTransfer(const RunRecord& r) {
    if (r.transferReported && !transfer_) {
      transfer_.emplace(runs_, "transfer", "row, (checkpoint, donor, receiver, made, survived, improved)",
                        "offspring by donor and receiver since the checkpoint before; pairs without any have no row",
                        std::vector<std::size_t>{6});
      transferIndex_.emplace(runs_, "transfer_index", "repetition, (first row, rows)",
                             "where the counters of a run lie in transfer", std::vector<std::size_t>{2});
      for (std::size_t i = 0; i < rows_; ++i) appendPair(*transferIndex_, 0, 0);
    }
    if (!transfer_) return;
    appendPair(*transferIndex_, transfer_->rows(), static_cast<std::int64_t>(r.transfer.size()));
    for (const TransferRow& row : r.transfer) {
      const std::int64_t values[6] = {row.checkpoint,  row.donor,           row.receiver,
                                      row.counts.made, row.counts.survived, row.counts.improved};
      transfer_->append(values);
    }
  }

  void addTrace(const TraceInfo& trace) {
    const std::size_t slots = shape_.traceValues(trace) / shape_.checkpoints;
    const std::string doc = trace.doc + " (mean since the checkpoint before)";
    const std::string name = "trace_" + trace.name;
    if (trace.per == TracePer::Run) {
      traces_.emplace_back(runs_, name, "repetition, checkpoint", doc, std::vector{shape_.checkpoints});
    } else if (slots == shape_.tasks) {
      traces_.emplace_back(runs_, name, "repetition, task, checkpoint", doc, std::vector{slots, shape_.checkpoints});
    } else {
      traces_.emplace_back(runs_, name, "repetition, receiver, donor, checkpoint", doc,
                           std::vector{shape_.tasks, shape_.tasks, shape_.checkpoints});
    }
  }

  void appendTraces(const RunRecord& r, bool finished) {
    for (int i = 0; i < isize(shape_.traces); ++i) {
      const bool there = finished && !r.traces.empty();
      appendOr(traces_[i], there ? r.traces[i] : std::vector<double>(), there, shape_.traceValues(shape_.traces[i]),
               kNan);
    }
  }

  /// The datasets appear with the first run of a problem that has a state.
  void appendState(const RunRecord& r) {
    if (!r.state.empty() && !state_) {
      state_.emplace(runs_, "state", "number", "what the problem's state of the runs and tasks held at the end",
                     std::vector<std::size_t>{});
      stateIndex_.emplace(runs_, "state_index", "repetition, task, (first number, numbers)",
                          "where the state of a run and task lies in state", std::vector<std::size_t>{shape_.tasks, 2});
      for (std::size_t i = 0; i < rows_ * shape_.tasks; ++i) appendPair(*stateIndex_, 0, 0);
    }
    if (!state_) return;
    for (int t = 0; t < static_cast<int>(shape_.tasks); ++t) {
      const std::vector<double> none;
      const std::vector<double>& values = r.state.empty() ? none : r.state[t];
      appendPair(*stateIndex_, state_->rows(), static_cast<std::int64_t>(values.size()));
      state_->append(values);
    }
  }

  void addFronts() {
    frontIndex_.emplace(runs_, "front_index", "repetition, task, checkpoint, (first row, rows)",
                        "where the population of a run, task and checkpoint lies in front_objectives",
                        std::vector<std::size_t>{shape_.tasks, shape_.checkpoints, 2});
    frontObjectives_.emplace(runs_, "front_objectives", "individual, objective",
                             "objectives of the populations at the checkpoints, padded with NaN",
                             std::vector{shape_.maxObjectives});
    frontCv_.emplace(runs_, "front_cv", "individual", "constraint violations of the same individuals",
                     std::vector<std::size_t>{});
    if (shape_.decisions) {
      frontDecisions_.emplace(runs_, "front_decisions", "individual, variable",
                              "decisions of the same individuals in real units, padded with NaN",
                              std::vector{shape_.maxDim});
    }
  }

  static void appendPadded(Reals& column, std::span<const double> values, std::size_t width) {
    std::vector<double> row(values.begin(), values.end());
    row.resize(width, kNan);
    column.append(row);
  }

  void appendFronts(const RunRecord& r, bool finished) {
    for (std::size_t i = 0; i < shape_.cells(); ++i) {
      const int rows = finished ? isize(r.fronts[i].cv) : 0;
      appendPair(*frontIndex_, frontCv_->rows(), rows);
      if (rows == 0) continue;
      const FrontRecord& front = r.fronts[i];
      frontCv_->append(front.cv);
      for (int row = 0; row < rows; ++row) {
        appendPadded(*frontObjectives_, front.objectives.row(row), shape_.maxObjectives);
        if (frontDecisions_) appendPadded(*frontDecisions_, front.decisions.row(row), shape_.maxDim);
      }
    }
  }

  void appendDecisions(const RunRecord& r, bool finished) {
    for (std::size_t i = 0; i < shape_.cells(); ++i) {
      appendPadded(*decisions_, finished ? std::span<const double>(r.decisions[i]) : std::span<const double>(),
                   shape_.maxDim);
    }
  }

  const Node& runs_;
  const Shape& shape_;
  std::size_t rows_ = 0;
  Column<std::uint8_t> status_, messageText_;
  Ints messageIndex_;
  Reals improvements_;
  Ints improvementsAt_, improvementsIndex_;
  std::vector<std::unique_ptr<AnyColumn>> columns_;  // in the order of visitColumns()
  std::vector<std::string> devices_{"cpu"};
  std::optional<Column<std::uint8_t>> device_;
  std::deque<Reals> traces_;
  std::optional<Ints> transfer_, transferIndex_, stateIndex_, frontIndex_;
  std::optional<Reals> frontObjectives_, frontCv_, frontDecisions_, decisions_, state_;
};

}  // namespace

int plausibleBlock(const Shape& shape) {
  // A population of 100 per checkpoint, a few hundred improvements per task: good enough for bounding the memory.
  std::size_t doubles = 64 + 5 * shape.cells() + 1000 * shape.tasks + 24 * shape.checkpoints * shape.tasks;
  if (shape.fronts) doubles += shape.cells() * 100 * (shape.maxObjectives + 1 + (shape.decisions ? shape.maxDim : 0));
  if (shape.decisions && !shape.fronts) doubles += shape.cells() * shape.maxDim;
  return static_cast<int>(std::clamp<std::size_t>((std::size_t{2} << 20) / doubles, 1, 256));
}

void writePacked(const std::string& path, const ExperimentInfo& info, const RunSource& source,
                 const std::function<int(int problem)>& block) {
  const Hdf5Lock lock;
  Node root = Node::createFile(path);
  writeInfo(root, info);
  const Node runs = root.makeChild("runs");
  const Node times = root.makeChild("times");
  const bool stacked = stacksRuns(info);
  runs.setText("description",
               stacked ? "group PPPP: problem by its number in /problems; run i of its datasets is repetition i % "
                         "repetitions of algorithm i / repetitions, by their numbers in /algorithms"
                       : "group PPPP/AAAA: problem and algorithm by their numbers in /problems and /algorithms");
  times.setText("description", "wall-clock data, the only data that differ between two executions");
  for (int p = 0; p < isize(info.problems); ++p) {
    Node problemRuns = runs.makeChild(indexName(static_cast<std::size_t>(p)));
    Node problemTimes = times.makeChild(indexName(static_cast<std::size_t>(p)));
    problemRuns.setText("problem", info.problems[p].name);
    const auto append = [&](CellWriter& writer, int algorithm) {
      const int step = std::max(1, block(p));
      for (int first = 0; first < info.repetitions; first += step) {
        const int count = std::min(step, info.repetitions - first);
        for (const RunRecord& record : source(p, algorithm, first, count)) writer.append(record);
        root.checkWritten();
      }
    };
    if (stacked) {
      problemRuns.stackRuns(info.repetitions);
      problemTimes.stackRuns(info.repetitions);
      const Shape shape = shapeOf(info, p, 0);
      CellWriter writer(problemRuns, problemTimes, shape);
      for (int a = 0; a < isize(info.algorithms); ++a) append(writer, a);
      writer.finish();
      continue;
    }
    for (int a = 0; a < isize(info.algorithms); ++a) {
      const Shape shape = shapeOf(info, p, a);
      const Node cellRuns = problemRuns.makeChild(indexName(static_cast<std::size_t>(a)));
      const Node cellTimes = problemTimes.makeChild(indexName(static_cast<std::size_t>(a)));
      cellRuns.setText("problem", info.problems[p].name);
      cellRuns.setText("algorithm", info.algorithms[a].alias);
      CellWriter writer(cellRuns, cellTimes, shape);
      append(writer, a);
      writer.finish();
    }
  }
  root.closeFile();
}

}  // namespace tandem::store
