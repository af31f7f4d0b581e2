// SPDX-License-Identifier: Apache-2.0
#include "engine/journals.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "store/durable.h"
#include "store/info.h"
#include "tandem/error.h"
#include "tandem/rng.h"

namespace tandem {

namespace fs = std::filesystem;

namespace {

/// Whether values depend on what the run evaluated before: then batches stay whole, and their entries include the
/// state.
bool dependsOnState(const Problem& problem) {
  return !problem.mayCutBatches() && problem.makeState() != nullptr;
}

/// Whether such a state can be restored.
bool stateCanBeLoaded(const Problem& problem) {
  if (!dependsOnState(problem)) return true;
  const std::unique_ptr<ProblemState> saved = problem.makeState();
  const std::unique_ptr<ProblemState> loaded = problem.makeState();
  for (int t = 0; t < problem.taskCount(); ++t) {
    if (!loaded->load(t, saved->save(t))) return false;
  }
  return true;
}

std::uint32_t checksumWithoutBuild(ExperimentInfo info) {
  for (std::string* text : {&info.version, &info.revision, &info.compiler, &info.flags}) text->clear();
  for (ProblemRecord& problem : info.problems) problem.plugin.hash.clear();
  for (AlgorithmRecord& algorithm : info.algorithms) algorithm.plugin.hash.clear();
  return store::infoChecksum(info, store::Covers::Deciding);
}

std::uint64_t hashOf(std::span<const double> point) {
  return hashText({reinterpret_cast<const char*>(point.data()), point.size_bytes()});
}

store::JournalEntry entryOf(int task, ConstMatView x, ConstMatView objectives, ConstMatView constraints,
                            std::int64_t first) {
  store::JournalEntry entry;
  entry.first = first;
  entry.task = task;
  for (int i = 0; i < x.rows; ++i) {
    entry.points.push_back(hashOf(x.row(i)));
    for (const ConstMatView& values : {objectives, constraints}) {
      entry.values.insert(entry.values.end(), values.row(i).begin(), values.row(i).end());
    }
  }
  return entry;
}

}  // namespace

Journals::Journals(const Plan& plan, RunControl& control, Journal mode, std::string folder)
    : plan_(plan),
      control_(control),
      mode_(folder.empty() ? Journal::Off : mode),
      folder_(std::move(folder)),
      experiment_(checksumWithoutBuild(plan.info)) {
  for (std::size_t p = 0; p < plan.problems.size(); ++p) {
    const Problem& problem = *plan.problems[p];
    bool wanted = mode_ == Journal::On || (mode_ == Journal::Auto && problem.journaled());
    if (wanted && !stateCanBeLoaded(problem)) {
      notes_.push_back("No journal is kept of '" + plan.info.problems[p].name +
                       "': what it remembers during a run cannot be taken back (ProblemState::load).");
      wanted = false;
    }
    problems_.push_back(wanted ? 1 : 0);
  }
}

void Journals::prepare(const std::vector<RunKey>& pending) {
  if (mode_ == Journal::Off) return;
  const std::set<RunKey> open(pending.begin(), pending.end());
  std::error_code none;  // no folder yet
  for (fs::directory_iterator at(folder_, none), end; !none && at != end; at.increment(none)) {
    RunKey key;
    if (!store::journalKey(at->path().filename().string(), key) || !open.contains(key)) continue;
    if (store::journalHead(at->path().string(), owner(key, "")) == store::JournalHead::OtherExperiment) {
      throw InputError("'" + at->path().string() +
                       "' is the journal of another experiment; move it away, then resume.");
    }
  }
  if (std::ranges::any_of(problems_, [](char wanted) { return wanted != 0; })) store::makeFolder(folder_);
}

void Journals::requireFolder() const {
  if (std::ranges::none_of(problems_, [](char wanted) { return wanted != 0; }) || fs::is_directory(folder_)) return;
  throw InputError("it cannot see the folder of the journals, '" + folder_ +
                   "'; write the results to a folder that all machines share, or keep no journals (--no-journal).");
}

bool Journals::wanted(const RunKey& key) const {
  if (mode_ == Journal::Off) return false;
  return problems_[key.problem] != 0 || (mode_ == Journal::Auto && fs::exists(path(key)));
}

store::JournalOwner Journals::owner(const RunKey& key, const std::string& device) const {
  const ExperimentInfo& build = plan_.info;
  const std::string evaluator =
      fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", build.version, build.revision, build.compiler, build.flags, device,
                  build.problems[key.problem].plugin.hash, build.algorithms[key.algorithm].plugin.hash);
  return {experiment_, key, hashText(evaluator)};
}

void Journals::discard(const RunKey& key) const {
  if (folder_.empty()) return;
  std::error_code ignored;  // most runs have none
  fs::remove(path(key), ignored);
}

void Journals::fail(std::exception_ptr reason) {
  {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(reason);
  }
  control_.stop = true;
  throw Cancelled();
}

void Journals::note(const RunKey& key, const std::string& what) {
  const std::lock_guard lock(mutex_);
  notes_.push_back(fmt::format("The journal of '{}' on '{}', repetition {}, {}.",
                               plan_.info.algorithms[key.algorithm].alias, plan_.info.problems[key.problem].name,
                               key.repetition + 1, what));
}

std::exception_ptr Journals::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

std::vector<std::string> Journals::notes() const {
  const std::lock_guard lock(mutex_);
  return notes_;
}

/// Records the pieces of a batch as they arrive.
class JournaledProblem::Pieces final : public BatchProgress {
 public:
  Pieces(const JournaledProblem& owner, int task, ConstMatView x, ConstMatView objectives, ConstMatView constraints,
         std::int64_t first)
      : owner_(owner), task_(task), x_(x), objectives_(objectives), constraints_(constraints), first_(first) {}

  void evaluated(int first, int count) override {
    kept_ = true;
    owner_.append(entryOf(task_, x_.rowRange(first, count), objectives_.rowRange(first, count),
                          constraints_.rowRange(first, count), first_ + first));
  }
  [[nodiscard]] bool kept() const { return kept_; }

 private:
  const JournaledProblem& owner_;
  int task_;
  ConstMatView x_, objectives_, constraints_;
  std::int64_t first_;
  std::atomic<bool> kept_{false};
};

JournaledProblem::JournaledProblem(const Problem& whole, Journals& journals, const RunKey& key,
                                   const std::string& device)
    : whole_(whole),
      journals_(journals),
      key_(key),
      stateful_(dependsOnState(whole)),
      journal_(journals.path(key), journals.owner(key, device)) {
  tasks_ = whole.tasks();
  defaultBudget_ = whole.defaultBudget();
  defaultPopulation_ = whole.defaultPopulation();
  costly_ = whole.costly();
  stochastic_ = whole.stochastic();
  reevaluatesBest_ = whole.reevaluatesBest();
  mayCutBatches_ = whole.mayCutBatches();
  title_ = whole.title();
  if (journal_.begunAnew()) journals_.note(key_, "was computed by another build or device and is begun anew");
  if (journal_.damaged()) journals_.note(key_, "is damaged; what comes after the damage is evaluated anew");
}

JournaledProblem::~JournaledProblem() {
  journals_.count(replayed_);
}

void JournaledProblem::evaluate(int task, ConstMatView x, MatView objectives, MatView constraints,
                                EvalContext& ctx) const {
  if (stateful_) {
    const TaskBatch only{task, x, objectives, constraints};
    evaluateWhole({&only, 1}, ctx);
    return;
  }
  const std::int64_t first = ctx.firstEvaluation;
  int open = 0;  // rows [open, i) are still to be evaluated
  for (int i = 0; i <= x.rows; ++i) {
    if (i < x.rows && !answer(task, x, i, objectives, constraints, first)) continue;
    if (open < i) {
      const int count = i - open;
      EvalContext own{ctx.workspace, ctx.noiseKey, first + open, 0.0, ctx.state};
      evaluateRows(task, x.rowRange(open, count), objectives.rowRange(open, count), constraints.rowRange(open, count),
                   own);
      ctx.waited += own.waited;
    }
    open = i + 1;
  }
}

void JournaledProblem::evaluateTogether(std::span<const TaskBatch> batches, EvalContext& ctx) const {
  evaluateWhole(batches, ctx);
}

bool JournaledProblem::answer(int task, ConstMatView x, int row, MatView objectives, MatView constraints,
                              std::int64_t firstEvaluation) const {
  const std::int64_t evaluation = firstEvaluation + row;
  const store::JournalEntry* entry = journal_.find(evaluation);
  if (entry == nullptr) return false;
  const auto at = static_cast<int>(evaluation - entry->first);
  const int width = objectives.cols + constraints.cols;
  if (entry->task != task || entry->width() != width || entry->points[at] != hashOf(x.row(row))) {
    // The method is not deterministic, against the rules; its recorded evaluations are no longer of use.
    if (!strayed_)
      journals_.note(key_,
                     fmt::format("holds other points from evaluation {} on than the run asks for", evaluation + 1));
    strayed_ = true;
    try {
      journal_.forgetFrom(evaluation);
    } catch (const std::exception&) {
      journals_.fail(std::current_exception());
    }
    return false;
  }
  const double* values = entry->values.data() + static_cast<std::ptrdiff_t>(at) * width;
  std::copy_n(values, objectives.cols, objectives.row(row).begin());
  std::copy_n(values + objectives.cols, constraints.cols, constraints.row(row).begin());
  ++replayed_;
  return true;
}

void JournaledProblem::evaluateRows(int task, ConstMatView x, MatView objectives, MatView constraints,
                                    EvalContext& ctx) const {
  Pieces pieces(*this, task, x, objectives, constraints, ctx.firstEvaluation);
  ctx.progress = &pieces;
  whole_.evaluate(task, x, objectives, constraints, ctx);
  if (!pieces.kept()) pieces.evaluated(0, x.rows);
}

void JournaledProblem::evaluateWhole(std::span<const TaskBatch> batches, EvalContext& ctx) const {
  std::int64_t next = ctx.firstEvaluation;
  bool known = true;
  for (const TaskBatch& batch : batches) {
    for (int i = 0; known && i < batch.x.rows; ++i) {
      known = answer(batch.task, batch.x, i, batch.objectives, batch.constraints, next);
    }
    next += batch.x.rows;
  }
  if (known) {
    const store::JournalEntry* last = stateful_ ? journal_.find(next - 1) : nullptr;
    for (int t = 0; last != nullptr && t < isize(last->state); ++t) ctx.state->load(t, last->state[t]);
    return;
  }
  next = ctx.firstEvaluation;
  if (whole_.gathersTasks()) {
    whole_.evaluateTogether(batches, ctx);
  } else {
    whole_.evaluate(batches[0].task, batches[0].x, batches[0].objectives, batches[0].constraints, ctx);
  }
  for (std::size_t b = 0; b < batches.size(); ++b) {
    const TaskBatch& batch = batches[b];
    store::JournalEntry entry = entryOf(batch.task, batch.x, batch.objectives, batch.constraints, next);
    next += batch.x.rows;
    for (int t = 0; stateful_ && b + 1 == batches.size() && t < taskCount(); ++t) {
      entry.state.push_back(ctx.state->save(t));
    }
    append(entry);
  }
}

void JournaledProblem::append(const store::JournalEntry& entry) const {
  try {
    journal_.append(entry);
  } catch (const std::exception&) {
    journals_.fail(std::current_exception());
  }
}

}  // namespace tandem
