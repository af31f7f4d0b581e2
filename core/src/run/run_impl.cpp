// SPDX-License-Identifier: Apache-2.0
#include "run/run_impl.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

#include "base/wide.h"
#include "run/bounds_kernels.h"
#include "tandem/error.h"

namespace tandem {

namespace {
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kWorst = std::numeric_limits<double>::infinity();
constexpr int kNativePurpose = 1;
constexpr int kTransferPurpose = 2;
// The improvement log is exact; its memory is reserved ahead so that the generation loop does not allocate.
constexpr std::size_t kImprovementsReserved = 4096;
constexpr int kMostIdleGenerations = 10000;
constexpr int kMostUnpaid = 10000;  // calls of evaluate() in one iteration after a strict budget is spent

std::uint64_t streamKey(const RunRequest& request) {
  // The algorithm is left out on purpose: repetition r has the same stream under every algorithm (paired comparisons).
  return mix64(hashText(request.problemKey, request.seed) ^ mix64(static_cast<std::uint64_t>(request.repetition)));
}
}  // namespace

RunContext::Impl::Impl(const RunRequest& req, std::vector<TraceInfo> traces)
    : request(req),
      tasks(req.problem->tasks()),
      rng(streamKey(req), Rng::Streams::Eight),
      clock(req.costView),
      transfer_(isize(tasks)),
      traces_(req.telemetry ? std::move(traces) : std::vector<TraceInfo>(), isize(tasks), req.checkpoints),
      state_(req.problem->makeState()),
      start_(std::chrono::steady_clock::now()) {
  const std::size_t count = tasks.size();
  for (const TaskInfo& task : tasks) {
    maxDim = std::max(maxDim, task.dim);
    maxObjectives = std::max(maxObjectives, task.objectives);
  }
  noiseKey_ = mix64(streamKey(req) ^ hashText("evaluation noise"));
  taskEvaluations.assign(count, 0);
  best.resize(count);
  for (Best& b : best) b.x.resize(maxDim);
  renewsBest_ = req.problem->reevaluatesBest() && maxObjectives == 1;
  unifyStart();

  const auto k = static_cast<std::size_t>(req.checkpoints);
  record_.repetition = req.repetition;
  record_.tasks = static_cast<int>(count);
  record_.checkpoints = req.checkpoints;
  record_.evaluations.assign(k, 0);
  record_.taskEvaluations.assign(count * k, 0);
  record_.objective.assign(count * k, kNaN);
  record_.cv.assign(count * k, kNaN);
  if (maxObjectives > 1) record_.fronts.resize(count * k);
  if (req.saveDecisions && maxObjectives == 1) record_.decisions.resize(count * k);
  record_.improvements.resize(count);
  if (maxObjectives == 1) {
    for (auto& log : record_.improvements) log.reserve(kImprovementsReserved);
  }
  if (maxObjectives > 1) {
    fronts_.resize(count);
    frontRows_.resize(count);
  }
  // Reserved ahead, so that the generation loop does not allocate; beyond this it grows occasionally.
  constexpr std::size_t kRowsReserved = 1 << 14;
  record_.transfer.reserve(std::min(count * count * k, kRowsReserved));
  if (req.telemetry) counted_.reserve(kRowsReserved);  // of a generation's evaluations
  record_.ledger.assign(count * kLedgerPurposes, 0);
  recorded_.assign(k, 0);
}

void RunContext::Impl::checkControl() {
  if (request.timeLimit > 0.0) {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start_;
    if (spent.count() > request.timeLimit) {
      throw Error("The run exceeded its time limit of " + formatReal(request.timeLimit) + " seconds (--time-limit).");
    }
  }
  if (request.control == nullptr) return;
  if (request.control->pause.load()) {
    const CostClock::Scope scope(clock, CostPart::Waiting);
    while (request.control->pause.load() && !request.control->stop.load()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  if (request.control->stop.load()) throw Cancelled();
}

void RunContext::Impl::evaluate(Population& pop, std::span<const int> rows, Purpose purpose) {
  const CostClock::Scope scope(clock, CostPart::Evaluation);
  checkControl();
  if (request.strictBudget) rows = withinBudget(pop, rows);
  const int taskCount = isize(tasks);
  // Counting sort by task keeps index order within a task and gives every task one batch.
  Workspace::Frame frame(workspace);
  const std::span<int> start = frame.ints(tasks.size() + 1);
  std::ranges::fill(start, 0);
  for (const int row : rows) {
    const int task = pop.task(row);
    if (task < 0 || task >= taskCount) {
      throw Error("An individual is of task " + std::to_string(task) + ", but the problem has " +
                  std::to_string(taskCount) + " tasks; this is a fault of the algorithm.");
    }
    ++start[static_cast<std::size_t>(task) + 1];
  }
  for (std::size_t t = 0; t < tasks.size(); ++t) start[t + 1] += start[t];
  const std::span<int> sorted = frame.ints(rows.size());
  const std::span<int> next = frame.ints(tasks.size());
  std::copy(start.begin(), start.end() - 1, next.begin());
  for (const int row : rows) {
    sorted[next[pop.task(row)]++] = row;
  }
  const auto group = [&](std::size_t t) {
    const auto first = static_cast<std::size_t>(start[t]);
    return sorted.subspan(first, static_cast<std::size_t>(start[t + 1]) - first);
  };
  if (!request.problem->gathersTasks()) {
    for (std::size_t t = 0; t < tasks.size(); ++t) {
      if (group(t).empty()) continue;
      Workspace::Frame own(workspace);
      const TaskBatch batch = decode(pop, group(t), static_cast<int>(t), own);
      EvalContext context = evalContext();
      request.problem->evaluate(batch.task, batch.x, batch.objectives, batch.constraints, context);
      clock.move(CostPart::Evaluation, CostPart::Waiting, context.waited);
      absorb(pop, group(t), batch, purpose);
    }
    return;
  }
  std::vector<TaskBatch> batches;
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    if (!group(t).empty()) batches.push_back(decode(pop, group(t), static_cast<int>(t), frame));
  }
  EvalContext context = evalContext();
  request.problem->evaluateTogether(batches, context);
  clock.move(CostPart::Evaluation, CostPart::Waiting, context.waited);
  for (const TaskBatch& batch : batches) absorb(pop, group(static_cast<std::size_t>(batch.task)), batch, purpose);
}

/// The rows that the budget has room for; the others count as worst. A re-evaluation of the best comes first.
std::span<const int> RunContext::Impl::withinBudget(Population& pop, std::span<const int> rows) {
  std::int64_t room = request.budget - evaluations;
  for (int t = 0; renewsBest_ && t < isize(tasks); ++t) {
    if (best[t].known && std::ranges::any_of(rows, [&](int row) { return pop.task(row) == t; })) --room;
  }
  const auto kept = static_cast<std::size_t>(std::clamp<std::int64_t>(room, 0, isize(rows)));
  for (const int row : rows.subspan(kept)) {
    for (int m = 0; m < maxObjectives; ++m) pop.obj(row, m) = kWorst;
    pop.cv(row) = kWorst;
    pop.born(row) = 0;
  }
  if (kept == 0 && !rows.empty() && ++unpaid_ > kMostUnpaid) {
    throw Error(
        "The algorithm asked for evaluations " + std::to_string(kMostUnpaid) +
        " times after its budget was spent, without a turn of its loop in between; it cannot work with a strict "
        "budget (--strict-budget).");
  }
  return rows.first(kept);
}

TaskBatch RunContext::Impl::decode(const Population& pop, std::span<const int> rows, int task,
                                   Workspace::Frame& frame) {
  const TaskInfo& info = tasks[task];
  const int n = isize(rows);
  const int all = n + (renewsBest(task) ? 1 : 0);
  const MatView real = frame.matrix(all, info.dim);
  const wide::Kernels* const kernels = wide::kernels();
  const auto toBounds = kernels != nullptr ? kernels->toBounds : tandem::toBounds;
  for (int i = 0; i < all; ++i) {
    const double* const from = i < n ? pop.x(rows[i]).data() : best[task].x.data();
    if (!toBounds(from, info.lower.data(), info.upper.data(), info.bounded, info.dim, real.row(i).data())) {
      throw Error((request.algorithm.empty() ? "The algorithm" : "'" + request.algorithm + "'") +
                  " asked for the evaluation of a point that is not finite (NaN or infinity) on task " +
                  std::to_string(task + 1) + "; this is a fault of the algorithm.");
    }
  }
  return {task, real, frame.matrix(all, info.objectives), frame.matrix(all, info.constraints)};
}

void RunContext::Impl::absorb(Population& pop, std::span<const int> rows, const TaskBatch& batch, Purpose purpose) {
  const int task = batch.task;
  const TaskInfo& info = tasks[task];
  const MatView objectives = batch.objectives;
  const MatView constraints = batch.constraints;
  const bool renewed = batch.x.rows > isize(rows);
  if (renewed) renewBest(batch, purpose);
  const int n = isize(rows);
  for (int i = 0; i < n; ++i) {
    const int row = rows[i];
    bool finite = true;
    for (int m = 0; m < maxObjectives; ++m) {
      double value = m < info.objectives ? objectives(i, m) : 0.0;
      if (!std::isfinite(value)) {
        value = kWorst;
        finite = false;
      }
      pop.obj(row, m) = value;
    }
    if (!finite) ++record_.nonFinite;
    double cv = 0.0;
    for (int c = 0; c < info.constraints; ++c) {
      const double g = constraints(i, c);
      // A constraint that cannot be computed is infinitely violated.
      cv += std::isnan(g) ? kWorst : std::max(0.0, g);
      nanConstraints_ += std::isnan(g) ? 1 : 0;
    }
    // A value that is not finite never wins, whatever its constraints.
    pop.cv(row) = finite ? cv : kWorst;
    pop.born(row) = ++evaluations;
    ++taskEvaluations[task];

    int donor = pop.donor(row);
    if (donor < kNotReported || donor >= isize(tasks)) {
      throw Error("An individual names task " + std::to_string(donor + 1) + " as the donor of its knowledge, but the " +
                  "problem has " + std::to_string(isize(tasks)) + " tasks; this is a fault of the algorithm.");
    }
    if (donor != kNotReported) record_.transferReported = true;
    if (donor < 0 || donor == task) donor = task;  // the diagonal: native
    int spentOn = static_cast<int>(purpose) + 1;   // Surrogate, Restart
    if (purpose == Purpose::Initial || generation == 0) {
      spentOn = 0;
    } else if (purpose == Purpose::Offspring) {
      spentOn = donor == task ? kNativePurpose : kTransferPurpose;
    }
    ++record_.ledger[static_cast<std::size_t>(task) * kLedgerPurposes + static_cast<std::size_t>(spentOn)];
    if (generation > 0 && request.telemetry) ++transfer_.at(donor, task).made;
    if (maxObjectives == 1) offer(pop, row, task, donor);
  }
  if (renewed) {  // counted last: the individuals of the batch are numbered without a gap
    ++evaluations;
    ++taskEvaluations[task];
  }
}

/// The last row of the batch is the best so far, re-evaluated: that value counts from now on.
void RunContext::Impl::renewBest(const TaskBatch& batch, Purpose purpose) {
  const int row = batch.x.rows - 1;
  Best& b = best[batch.task];
  b.objective = batch.objectives(row, 0);
  b.cv = 0.0;
  for (int c = 0; c < batch.constraints.cols; ++c) b.cv += std::max(0.0, batch.constraints(row, c));
  if (!std::isfinite(b.objective) || std::isnan(b.cv)) {
    b.objective = kWorst;
    b.cv = kWorst;
    ++record_.nonFinite;
  }
  record_.improvements[batch.task].push_back({evaluations, taskEvaluations[batch.task], b.objective, b.cv});
  const int spentOn = purpose == Purpose::Initial || generation == 0 ? 0 : kNativePurpose;
  ++record_.ledger[static_cast<std::size_t>(batch.task) * kLedgerPurposes + spentOn];
}

void RunContext::Impl::offer(const Population& pop, int row, int task, int donor) {
  Best& b = best[task];
  if (b.known && !better(pop.obj(row), pop.cv(row), b.objective, b.cv)) return;
  b.known = true;
  b.objective = pop.obj(row);
  b.cv = pop.cv(row);
  std::ranges::copy(pop.x(row), b.x.begin());
  record_.improvements[task].push_back({evaluations, taskEvaluations[task], b.objective, b.cv});
  if (generation > 0 && request.telemetry) ++transfer_.at(donor, task).improved;
}

bool RunContext::Impl::running(std::span<const Population> pops) {
  const CostClock::Scope scope(clock, CostPart::Recording);
  checkControl();
  if (generation > 0 && request.telemetry) {
    counted_.assign(evaluations - boundary_, 0);
    for (const Population& pop : pops) countSurvivors(pop);
  }
  idle_ = generation > 0 && evaluations == boundary_ ? idle_ + 1 : 0;
  if (idle_ >= kMostIdleGenerations) {
    throw Error("The algorithm went through " + std::to_string(kMostIdleGenerations) +
                " generations without evaluating anything and would never end; this is a fault of the algorithm.");
  }
  boundary_ = evaluations;
  unpaid_ = 0;
  const bool more = evaluations < request.budget;
  // A distribution-based method calls this before its first evaluation: nothing to record yet.
  if (evaluations > 0) {
    if (maxObjectives > 1) keepFronts(pops);
    recordCheckpoints(!more);
  }
  if (request.observer) {
    request.observer({pops, evaluations, request.budget, generation, &record_});
  }
  ++generation;
  return more;
}

void RunContext::Impl::countSurvivors(const Population& pop) {
  for (int i = 0; i < pop.size(); ++i) {
    if (pop.born(i) <= boundary_ || pop.born(i) > evaluations) continue;
    // An individual that occurs several times (decomposition copies it to each subproblem it improves) counts once.
    std::uint8_t& counted = counted_[pop.born(i) - boundary_ - 1];
    if (counted != 0) continue;
    counted = 1;
    const int task = pop.task(i);
    const int donor = pop.donor(i) < 0 ? task : pop.donor(i);
    ++transfer_.at(donor, task).survived;
  }
}

void RunContext::Impl::recordCheckpoints(bool last) {
  const int count = request.checkpoints;
  if (count == 1) {
    record(0);
    return;
  }
  if (recorded_.front() == 0) record(0);
  for (int k = 1; k < count - 1; ++k) {
    const double due = (k + 1.0) * static_cast<double>(request.budget) / count;
    if (recorded_[k] == 0 && static_cast<double>(evaluations) >= due) record(k);
  }
  if (last) record(count - 1);
}

void RunContext::Impl::record(int k) {
  const auto at = static_cast<std::size_t>(k);
  const auto width = static_cast<std::size_t>(request.checkpoints);
  recorded_[at] = 1;
  record_.evaluations[at] = evaluations;
  transfer_.drain(k, record_.transfer);
  traces_.record(k);
  record_.traces = traces_.values();  // for live views
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    record_.taskEvaluations[t * width + at] = taskEvaluations[t];
    if (maxObjectives > 1) {
      record_.fronts[t * width + at] = fronts_[t];
      const std::vector<double>& cv = fronts_[t].cv;
      record_.cv[t * width + at] = cv.empty() ? kNaN : *std::ranges::min_element(cv);
    }
    const Best& b = best[t];
    if (!b.known) continue;
    record_.objective[t * width + at] = b.objective;
    record_.cv[t * width + at] = b.cv;
    if (record_.decisions.empty()) continue;
    std::vector<double>& out = record_.decisions[t * width + at];
    out.resize(tasks[t].dim);
    for (std::size_t j = 0; j < out.size(); ++j) {
      const double x = tasks[t].bounded ? std::clamp(b.x[j], 0.0, 1.0) : b.x[j];
      out[j] = tasks[t].lower[j] + x * (tasks[t].upper[j] - tasks[t].lower[j]);
    }
  }
}

/// The current populations by task: the record of checkpoints, and of the end if an algorithm ends by itself.
void RunContext::Impl::keepFronts(std::span<const Population> pops) {
  std::ranges::fill(frontRows_, 0);
  // Individuals beyond a strict budget were never members.
  const auto counts = [&](const Population& pop, int i) { return !request.strictBudget || pop.born(i) > 0; };
  for (const Population& pop : pops) {
    for (int i = 0; i < pop.size(); ++i) frontRows_[pop.task(i)] += counts(pop, i) ? 1 : 0;
  }
  for (int t = 0; t < isize(tasks); ++t) {
    FrontRecord& front = fronts_[t];
    if (front.objectives.rows() != frontRows_[t]) {
      front.objectives = Matrix(frontRows_[t], tasks[t].objectives);
      front.cv.resize(frontRows_[t]);
      if (request.saveDecisions) front.decisions = Matrix(frontRows_[t], tasks[t].dim);
    }
    frontRows_[t] = 0;
  }
  for (const Population& pop : pops) {
    for (int i = 0; i < pop.size(); ++i) {
      if (!counts(pop, i)) continue;
      const int t = pop.task(i);
      const TaskInfo& info = tasks[t];
      FrontRecord& front = fronts_[t];
      const int to = frontRows_[t]++;
      for (int m = 0; m < info.objectives; ++m) front.objectives(to, m) = pop.obj(i, m);
      front.cv[to] = pop.cv(i);
      for (int j = 0; request.saveDecisions && j < info.dim; ++j) {
        const double x = info.bounded ? std::clamp(pop.x(i)[j], 0.0, 1.0) : pop.x(i)[j];
        front.decisions(to, j) = info.lower[j] + x * (info.upper[j] - info.lower[j]);
      }
    }
  }
}

/// The user's initial individuals in the unified space; variables beyond the task's own are in the middle.
void RunContext::Impl::unifyStart() {
  startPoints.resize(tasks.size());
  for (int t = 0; t < std::min(isize(tasks), isize(request.start)); ++t) {
    const Matrix& given = request.start[t];
    startPoints[t] = Matrix(given.rows(), maxDim, 0.5);
    for (int i = 0; i < given.rows(); ++i) {
      for (int j = 0; j < tasks[t].dim; ++j) {
        const double range = tasks[t].upper[j] - tasks[t].lower[j];
        startPoints[t](i, j) = range > 0.0 ? (given(i, j) - tasks[t].lower[j]) / range : 0.5;
        if (tasks[t].bounded) startPoints[t](i, j) = std::clamp(startPoints[t](i, j), 0.0, 1.0);
      }
    }
  }
}

/// An optimum that is beaten is none; whoever measures errors by it must know.
std::string RunContext::Impl::beatenOptima() const {
  std::string text;
  for (int t = 0; maxObjectives == 1 && t < isize(tasks); ++t) {
    if (!best[t].known || best[t].cv > 0.0) continue;
    const Reference reference = request.problem->reference(t);
    const double margin = 1e-6 * std::max(1.0, std::abs(reference.optimum));  // stated with few digits
    if (!reference.hasOptimum || !(best[t].objective < reference.optimum - margin)) continue;
    text += (text.empty() ? "Task " : "; task ") + std::to_string(t + 1) + " reached " + formatReal(best[t].objective) +
            ", below the optimum " + formatReal(reference.optimum) + " that the problem states";
  }
  return text.empty() ? text : text + ".";
}

RunRecord RunContext::Impl::finish() {
  record_.generations = std::max<std::int64_t>(0, generation - 1);
  // The end of a run is always recorded: an algorithm may stop by itself, at any point.
  if (evaluations > 0) {
    for (int k = 0; k < request.checkpoints; ++k) {
      if (recorded_[k] == 0) record(k);
    }
    const int last = request.checkpoints - 1;
    if (record_.evaluations[last] != evaluations) record(last);
  }
  record_.traces = traces_.take();
  if (state_) {
    for (int t = 0; t < isize(tasks); ++t) record_.state.push_back(state_->save(t));
    if (std::ranges::all_of(record_.state, [](const auto& values) { return values.empty(); })) record_.state.clear();
  }
  record_.transferReported = record_.transferReported && request.telemetry;
  if (!record_.transferReported) record_.transfer.clear();
  std::string& message = record_.message;
  if (evaluations < request.budget) {
    message = "The algorithm ended by itself after " + std::to_string(evaluations) + " of " +
              std::to_string(request.budget) + " evaluations.";
  }
  if (record_.nonFinite > 0) {
    if (!message.empty()) message += ' ';
    message += std::to_string(record_.nonFinite) + " objective values were NaN or infinite and counted as worst.";
  }
  if (nanConstraints_ > 0) {
    if (!message.empty()) message += ' ';
    message += std::to_string(nanConstraints_) + " constraint values were NaN and counted as violated without measure.";
  }
  if (const std::string beaten = beatenOptima(); !beaten.empty()) {
    if (!message.empty()) message += ' ';
    message += beaten;
  }
  if (const std::string remark = state_ ? state_->remark() : std::string(); !remark.empty()) {
    if (!message.empty()) message += ' ';
    message += remark;
  }
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start_;
  record_.seconds = spent.count();
  record_.cost = clock.seconds(record_.seconds);
  return std::move(record_);
}

}  // namespace tandem
