// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "store/columns.h"
#include "tandem/editing/reproduce.h"

namespace tandem {

namespace {

/// Equal bit for bit, except that all NaNs are equal.
bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}
bool same(std::int64_t a, std::int64_t b) {
  return a == b;
}
bool same(bool a, bool b) {
  return a == b;
}

/// Whether a column reads as it does from a file that lacks it.
template <typename Values>
bool isFill(const Values& values) {
  if constexpr (std::is_arithmetic_v<Values>) {
    return same(values, Values{});
  } else {
    using T = typename Values::value_type;
    constexpr T fill = store::isVector<Values> ? store::fillOf<T>() : T{};
    return std::ranges::all_of(values, [](T value) { return same(value, fill); });
  }
}

/// Holds the first difference found.
class Comparison {
 public:
  std::optional<RunDifference> found;

  /// The place of what follows, both from 0; -1: none.
  void at(int checkpoint, int task) {
    checkpoint_ = checkpoint;
    task_ = task;
  }
  void texts(const std::string& variable, const std::string& stored, const std::string& computed) {
    if (found || stored == computed) return;
    found = RunDifference{{}, checkpoint_, task_, variable, stored, computed};
  }
  template <typename Number>
  void numbers(const std::string& variable, Number stored, Number computed) {
    if (!found && !same(stored, computed)) texts(variable, fmt::format("{}", stored), fmt::format("{}", computed));
  }
  void counts(const std::string& variable, std::size_t stored, std::size_t computed) {
    if (!found && stored != computed) texts(variable, std::to_string(stored), std::to_string(computed));
  }
  /// `count` values from `first` on; whatever lies outside a vector is missing.
  template <typename Values>
  void slices(const std::string& variable, const Values& stored, const Values& computed, std::size_t first,
              std::size_t count) {
    for (std::size_t i = first; i < first + count && !found; ++i) {
      const bool inStored = i < stored.size();
      const bool inComputed = i < computed.size();
      if (!inStored && !inComputed) return;
      const std::string name = count == 1 ? variable : fmt::format("{} [{}]", variable, i - first + 1);
      if (inStored && inComputed) {
        numbers(name, stored[i], computed[i]);
      } else {
        texts(name, inStored ? fmt::format("{}", stored[i]) : "nothing",
              inComputed ? fmt::format("{}", computed[i]) : "nothing");
      }
    }
  }
  template <typename Values>
  void all(const std::string& variable, const Values& stored, const Values& computed) {
    slices(variable, stored, computed, 0, std::max(stored.size(), computed.size()));
  }

 private:
  int checkpoint_ = -1;
  int task_ = -1;
};

void compareMatrices(Comparison& c, const std::string& variable, const Matrix& stored, const Matrix& computed) {
  if (c.found) return;
  c.counts(variable + ", rows", static_cast<std::size_t>(stored.rows()), static_cast<std::size_t>(computed.rows()));
  c.counts(variable + ", columns", static_cast<std::size_t>(stored.cols()), static_cast<std::size_t>(computed.cols()));
  for (int i = 0; i < stored.rows() && !c.found; ++i) {
    for (int j = 0; j < stored.cols() && !c.found; ++j) {
      if (same(stored(i, j), computed(i, j))) continue;
      c.numbers(fmt::format("{} [{}, {}]", variable, i + 1, j + 1), stored(i, j), computed(i, j));
    }
  }
}

/// The counters of one checkpoint, which are contiguous.
std::vector<TransferRow> transferAt(const RunRecord& r, int checkpoint) {
  std::vector<TransferRow> rows;
  for (const TransferRow& row : r.transfer) {
    if (row.checkpoint == checkpoint) rows.push_back(row);
  }
  return rows;
}

void compareTransfer(Comparison& c, const RunRecord& stored, const RunRecord& computed, int checkpoint) {
  if (stored.transfer.empty() && computed.transfer.empty()) return;
  const std::vector<TransferRow> a = transferAt(stored, checkpoint);
  const std::vector<TransferRow> b = transferAt(computed, checkpoint);
  c.counts("transfer, pairs of tasks", a.size(), b.size());
  for (std::size_t i = 0; i < std::min(a.size(), b.size()) && !c.found; ++i) {
    const std::string pair = fmt::format("transfer, pair {}, ", i + 1);
    c.numbers(pair + "donor", a[i].donor, b[i].donor);
    c.numbers(pair + "receiver", a[i].receiver, b[i].receiver);
    const std::string from = fmt::format("transfer from task {} to task {}, ", a[i].donor + 1, a[i].receiver + 1);
    c.numbers(from + "made", a[i].counts.made, b[i].counts.made);
    c.numbers(from + "survived", a[i].counts.survived, b[i].counts.survived);
    c.numbers(from + "improved", a[i].counts.improved, b[i].counts.improved);
  }
}

/// What a checkpoint holds for one task.
void compareTask(Comparison& c, const RunRecord& stored, const RunRecord& computed, std::size_t cell) {
  c.slices("evaluations of the task", stored.taskEvaluations, computed.taskEvaluations, cell, 1);
  c.slices("objective", stored.objective, computed.objective, cell, 1);
  c.slices("constraint violation", stored.cv, computed.cv, cell, 1);
  if (cell < std::min(stored.fronts.size(), computed.fronts.size())) {
    const FrontRecord& a = stored.fronts[cell];
    const FrontRecord& b = computed.fronts[cell];
    compareMatrices(c, "objectives of the population", a.objectives, b.objectives);
    c.all("constraint violation of the population", a.cv, b.cv);
    compareMatrices(c, "decisions of the population", a.decisions, b.decisions);
  }
  if (cell < std::min(stored.decisions.size(), computed.decisions.size())) {
    c.all("decision", stored.decisions[cell], computed.decisions[cell]);
  }
}

void compareTraces(Comparison& c, const RunRecord& stored, const RunRecord& computed, std::size_t checkpoint,
                   std::size_t checkpoints) {
  for (std::size_t i = 0; i < std::min(stored.traces.size(), computed.traces.size()) && !c.found; ++i) {
    const std::vector<double>& a = stored.traces[i];
    const std::vector<double>& b = computed.traces[i];
    for (std::size_t at = checkpoint; at < std::max(a.size(), b.size()) && !c.found; at += checkpoints) {
      c.slices(fmt::format("trace {}, slot {}", i + 1, at / checkpoints + 1), a, b, at, 1);
    }
  }
}

/// What belongs to no checkpoint.
void compareRest(Comparison& c, const RunRecord& stored, const RunRecord& computed) {
  c.at(-1, -1);
  c.counts("populations", stored.fronts.size(), computed.fronts.size());
  c.counts("decisions", stored.decisions.size(), computed.decisions.size());
  c.counts("traces", stored.traces.size(), computed.traces.size());
  c.texts("transfer", stored.transferReported ? "reported" : "not reported",
          computed.transferReported ? "reported" : "not reported");
  c.counts("improvement logs", stored.improvements.size(), computed.improvements.size());
  for (std::size_t t = 0; t < std::min(stored.improvements.size(), computed.improvements.size()) && !c.found; ++t) {
    const auto& a = stored.improvements[t];
    const auto& b = computed.improvements[t];
    c.at(-1, static_cast<int>(t));
    for (std::size_t i = 0; i < std::min(a.size(), b.size()) && !c.found; ++i) {
      const std::string step = fmt::format("improvement {}, ", i + 1);
      c.numbers(step + "evaluations", a[i].evaluations, b[i].evaluations);
      c.numbers(step + "evaluations of the task", a[i].taskEvaluations, b[i].taskEvaluations);
      c.numbers(step + "objective", a[i].objective, b[i].objective);
      c.numbers(step + "constraint violation", a[i].cv, b[i].cv);
    }
    c.counts("improvements", a.size(), b.size());
  }
  c.at(-1, -1);
  c.counts("problem states", stored.state.size(), computed.state.size());
  for (std::size_t t = 0; t < std::min(stored.state.size(), computed.state.size()) && !c.found; ++t) {
    c.at(-1, static_cast<int>(t));
    c.all("state of the problem", stored.state[t], computed.state[t]);
  }
  c.at(-1, -1);
  c.all("ledger of evaluations", stored.ledger, computed.ledger);
  c.numbers("objectives that are not finite", stored.nonFinite, computed.nonFinite);
  // Every other recorded quantity, under the name of its column.
  store::visitColumns([&](const store::ColumnInfo& column, auto member, auto) {
    if (column.times || (column.optional && isFill(stored.*member))) return;
    if constexpr (std::is_arithmetic_v<std::decay_t<decltype(stored.*member)>>) {
      c.numbers(column.name, stored.*member, computed.*member);
    } else {
      c.all(column.name, stored.*member, computed.*member);
    }
  });
  c.texts("message", stored.message, computed.message);
}

const char* statusText(RunStatus status) {
  return status == RunStatus::Finished ? "finished" : status == RunStatus::Failed ? "failed" : "missing";
}

}  // namespace

std::optional<RunDifference> firstDifference(const RunRecord& stored, const RunRecord& computed) {
  Comparison c;
  const auto described = [](const RunRecord& r) {
    return r.status == RunStatus::Failed ? "failed: " + r.message : std::string(statusText(r.status));
  };
  if (stored.status != computed.status) c.texts("status", described(stored), described(computed));
  c.texts("device", stored.device, computed.device);
  c.numbers("tasks", std::int64_t{stored.tasks}, std::int64_t{computed.tasks});
  c.numbers("checkpoints", std::int64_t{stored.checkpoints}, std::int64_t{computed.checkpoints});
  if (!c.found) {
    const auto checkpoints = static_cast<std::size_t>(stored.checkpoints);
    for (int k = 0; k < stored.checkpoints && !c.found; ++k) {
      const auto at = static_cast<std::size_t>(k);
      c.at(k, -1);
      c.slices("evaluations", stored.evaluations, computed.evaluations, at, 1);
      for (int t = 0; t < stored.tasks && !c.found; ++t) {
        c.at(k, t);
        compareTask(c, stored, computed, static_cast<std::size_t>(t) * checkpoints + at);
      }
      c.at(k, -1);
      compareTraces(c, stored, computed, at, checkpoints);
      compareTransfer(c, stored, computed, k);
    }
    compareRest(c, stored, computed);
  }
  if (c.found) c.found->run = {stored.problem, stored.algorithm, stored.repetition};
  return c.found;
}

std::string differenceText(const RunDifference& d) {
  std::string place;
  if (d.checkpoint >= 0) place += fmt::format("checkpoint {}, ", d.checkpoint + 1);
  if (d.task >= 0) place += fmt::format("task {}, ", d.task + 1);
  return fmt::format("{}{}: {} is stored, {} was computed", place, d.variable, d.stored.empty() ? "nothing" : d.stored,
                     d.computed.empty() ? "nothing" : d.computed);
}

}  // namespace tandem
