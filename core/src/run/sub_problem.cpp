// SPDX-License-Identifier: Apache-2.0
#include "run/sub_problem.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "tandem/device.h"
#include "tandem/error.h"

namespace tandem {

namespace {

constexpr int kMostTasks = 1'000'000;

/// The state of the whole problem; only the chosen tasks are kept.
class SubState final : public ProblemState {
 public:
  SubState(std::unique_ptr<ProblemState> whole, std::vector<int> tasks)
      : whole_(std::move(whole)), tasks_(std::move(tasks)) {}
  [[nodiscard]] std::vector<double> save(int task) const override { return whole_->save(tasks_[task]); }
  bool load(int task, std::span<const double> saved) override { return whole_->load(tasks_[task], saved); }
  [[nodiscard]] std::string remark() const override { return whole_->remark(); }
  [[nodiscard]] ProblemState* whole() const { return whole_.get(); }

 private:
  std::unique_ptr<ProblemState> whole_;
  std::vector<int> tasks_;
};

class SubProblem final : public Problem {
 public:
  SubProblem(std::shared_ptr<const Problem> whole, std::vector<int> tasks, const std::string& title)
      : whole_(std::move(whole)), chosen_(std::move(tasks)) {
    for (const int t : chosen_) tasks_.push_back(whole_->tasks()[t]);
    // Whole numbers, so that all tasks together get exactly the budget of the problem.
    defaultBudget_ = (whole_->defaultBudget() * taskCount() + whole_->taskCount() - 1) / whole_->taskCount();
    defaultPopulation_ = whole_->defaultPopulation();
    costly_ = whole_->costly();
    journaled_ = whole_->journaled();
    mayCutBatches_ = whole_->mayCutBatches();
    stochastic_ = whole_->stochastic();
    reevaluatesBest_ = whole_->reevaluatesBest();
    title_ = title;
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override {
    inWhole(ctx, [&] { whole_->evaluate(chosen_[task], x, objectives, constraints, ctx); });
  }
  [[nodiscard]] bool gathersTasks() const override { return whole_->gathersTasks(); }
  void evaluateTogether(std::span<const TaskBatch> batches, EvalContext& ctx) const override {
    std::vector<TaskBatch> theirs(batches.begin(), batches.end());
    for (TaskBatch& batch : theirs) batch.task = chosen_[batch.task];
    inWhole(ctx, [&] { whole_->evaluateTogether(theirs, ctx); });
  }
  [[nodiscard]] std::shared_ptr<const DeviceForm> deviceForm() const override {
    const std::shared_ptr<const DeviceForm> all = whole_->deviceForm();
    if (all == nullptr) return nullptr;
    auto form = std::make_shared<DeviceForm>();
    form->library = all->library;
    for (const int t : chosen_) form->tasks.push_back(all->tasks[t]);
    return form;
  }
  [[nodiscard]] Reference reference(int task) const override { return whole_->reference(chosen_[task]); }
  [[nodiscard]] std::unique_ptr<ProblemState> makeState() const override {
    std::unique_ptr<ProblemState> state = whole_->makeState();
    if (state == nullptr) return nullptr;
    return std::make_unique<SubState>(std::move(state), chosen_);
  }

 private:
  /// The whole problem sees its own state.
  template <typename Work>
  static void inWhole(EvalContext& ctx, const Work& work) {
    ProblemState* const state = ctx.state;
    if (state != nullptr) ctx.state = static_cast<SubState*>(state)->whole();
    try {
      work();
    } catch (...) {
      ctx.state = state;
      throw;
    }
    ctx.state = state;
  }

  std::shared_ptr<const Problem> whole_;
  std::vector<int> chosen_;
};

}  // namespace

bool TaskSelection::looksLike(const std::string& text) {
  return text.find_first_of("|-", text.empty() ? 0 : 1) != std::string::npos;
}

TaskSelection::TaskSelection(const std::string& text, const std::string& problem) {
  const auto refuse = [&](const std::string& why) {
    throw InputError("'" + problem + "': tasks=" + text + " " + why + "; write for example tasks=1|3|7-9.");
  };
  std::set<int> taken;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto number = [&] {
    int value = 0;
    const auto [next, error] = std::from_chars(at, end, value);
    if (error != std::errc{} || value < 1 || value > kMostTasks) refuse("is no choice of tasks");
    at = next;
    return value;
  };
  for (;;) {
    const int first = number();
    int last = first;
    if (at != end && *at == '-') {
      ++at;
      last = number();
      if (last < first) refuse("has a range that ends before it begins");
    }
    for (int t = first; t <= last; ++t) {
      if (!taken.insert(t).second) refuse("names task " + std::to_string(t) + " twice");
      tasks_.push_back(t - 1);
    }
    if (at == end) return;
    if (*at++ != '|') refuse("is no choice of tasks");
  }
}

std::string TaskSelection::text(bool marked) const {
  std::string text;
  for (std::size_t i = 0; i < tasks_.size();) {
    std::size_t last = i;
    while (last + 1 < tasks_.size() && tasks_[last + 1] == tasks_[last] + 1) ++last;
    if (last < i + 2) last = i;  // two neighbours are not shorter as a range
    if (!text.empty()) text += '|';
    text += std::to_string(tasks_[i] + 1);
    if (last > i || (marked && tasks_.size() == 1)) text.append(1, '-').append(std::to_string(tasks_[last] + 1));
    i = last + 1;
  }
  return text;
}

std::shared_ptr<const Problem> makeSubProblem(std::shared_ptr<const Problem> whole, const TaskSelection& selection,
                                              const std::string& name, const std::string& title) {
  const int most = *std::ranges::max_element(selection.tasks());
  if (most >= whole->taskCount()) {
    const std::string count = whole->taskCount() == 1 ? "one task" : std::to_string(whole->taskCount()) + " tasks";
    throw InputError("'" + name + "' has " + count + ", so there is no task " + std::to_string(most + 1) + " (tasks=" +
                     selection.text(false) + "); choose from 1 to " + std::to_string(whole->taskCount()) + ".");
  }
  return std::make_shared<SubProblem>(std::move(whole), selection.tasks(), title);
}

}  // namespace tandem
