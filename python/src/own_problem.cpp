// SPDX-License-Identifier: Apache-2.0
#include "own_problem.h"

#include <algorithm>
#include <optional>

#include "arrays.h"
#include "tandem/error.h"

namespace tandem::py {

namespace {

thread_local Raised* listener = nullptr;

/// What a problem keeps during a run: an object of the user's, or nothing.
class OwnState final : public ProblemState {
 public:
  explicit OwnState(nb::object object) : object_(std::move(object)) {}
  ~OwnState() override {
    const nb::gil_scoped_acquire gil;
    object_.reset();
  }
  OwnState(const OwnState&) = delete;
  OwnState& operator=(const OwnState&) = delete;

  [[nodiscard]] std::vector<double> save(int task) const override {
    const nb::gil_scoped_acquire gil;
    if (!object_.is_valid() || !nb::hasattr(object_, "save")) return {};
    try {
      return vectorOf(object_.attr("save")(task), "What save() of the problem's state returned");
    } catch (nb::python_error& error) {
      throw Error(Raised::text(error));
    } catch (const nb::builtin_exception& error) {
      throw Error(error.what());
    }
  }
  [[nodiscard]] const nb::object& object() const { return object_; }

 private:
  nb::object object_;
};

class OwnProblem final : public Problem {
 public:
  explicit OwnProblem(std::shared_ptr<const OwnProblemParts> parts) : parts_(std::move(parts)) {
    for (const OwnTask& task : parts_->tasks) tasks_.push_back(task.info);
    for (std::size_t t = 0; t < tasks_.size(); ++t) {
      labels_.push_back("What the function of task " + std::to_string(t + 1) + " ('" + tasks_[t].name + "') of '" +
                        parts_->name + "' returned");
    }
    defaultBudget_ = parts_->budget;
    defaultPopulation_ = parts_->population;
    stochastic_ = parts_->stochastic;
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override {
    const nb::gil_scoped_acquire gil;
    try {
      call(task, x, objectives, constraints, ctx);
    } catch (nb::python_error& error) {
      throw Error(Raised::text(error));
    } catch (const nb::builtin_exception& error) {  // what a function returned is invalid
      throw Error(error.what());
    }
  }

  [[nodiscard]] Reference reference(int task) const override { return parts_->tasks[task].reference; }

  /// Always one, so that batches are not split: the pieces would wait for each other's GIL.
  [[nodiscard]] std::unique_ptr<ProblemState> makeState() const override {
    const nb::gil_scoped_acquire gil;
    if (parts_->state.is_none()) return std::make_unique<OwnState>(nb::object());
    try {
      return std::make_unique<OwnState>(parts_->state());
    } catch (nb::python_error& error) {
      throw Error(Raised::text(error));
    }
  }

 private:
  void call(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const {
    double* data = nullptr;
    const nb::object points = newArray({x.rows, x.cols}, data);  // a copy: the function may keep it
    for (int i = 0; i < x.rows; ++i) data = std::ranges::copy(x.row(i), data).out;
    const nb::object& function = parts_->tasks[task].function;
    const auto* state = static_cast<const OwnState*>(ctx.state);
    const bool withState = state != nullptr && state->object().is_valid();
    PyObject* answer = PyObject_CallFunctionObjArgs(function.ptr(), points.ptr(),
                                                    withState ? state->object().ptr() : nullptr, nullptr);
    if (answer == nullptr) throw nb::python_error();
    const nb::object result = nb::steal(answer);
    if (constraints.cols == 0) {
      copyInto(result, objectives, labels_[task]);
      return;
    }
    if (!PyTuple_Check(result.ptr()) || PyTuple_Size(result.ptr()) != 2) {
      throw nb::type_error((labels_[task] + " is no pair (F, G), which a task with constraints is to give.").c_str());
    }
    copyInto(PyTuple_GetItem(result.ptr(), 0), objectives, labels_[task] + " as F");
    copyInto(PyTuple_GetItem(result.ptr(), 1), constraints, labels_[task] + " as G");
  }

  std::shared_ptr<const OwnProblemParts> parts_;
  std::vector<std::string> labels_;
};

class OwnBuilder final : public ProblemBuilder {
 public:
  explicit OwnBuilder(std::shared_ptr<const OwnProblemParts> parts) : parts_(std::move(parts)) {}
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {makeOwnProblem(parts_), Instance::Official, parts_->checksum, true};
  }

 private:
  std::shared_ptr<const OwnProblemParts> parts_;
};

Labels labelsOf(const OwnProblemParts& parts) {
  constexpr std::size_t kMany = 5;  // as the plan counts
  const auto any = [&](auto&& property) { return std::ranges::any_of(parts.tasks, property); };
  Labels labels = parts.tasks.size() == 1 ? SingleTask : parts.tasks.size() < kMany ? MultiTask : ManyTask;
  labels |= any([](const OwnTask& t) { return t.info.objectives > 1; }) ? MultiObjective : SingleObjective;
  return labels | (any([](const OwnTask& t) { return t.info.constraints > 0; }) ? Constrained : Unconstrained);
}

}  // namespace

Raised::Raised() {
  listener = this;
}
Raised::~Raised() {
  listener = nullptr;
}
std::string Raised::text(nb::python_error& error) {
  std::string text = error.what();
  if (listener != nullptr && !listener->first_) listener->first_ = std::make_exception_ptr(error);
  return text;
}
void Raised::rethrow() const {
  if (first_) std::rethrow_exception(first_);
}

std::shared_ptr<const Problem> makeOwnProblem(std::shared_ptr<const OwnProblemParts> parts) {
  return std::make_shared<OwnProblem>(std::move(parts));
}

ProblemInfo entryOf(const std::shared_ptr<const OwnProblemParts>& parts) {
  ProblemInfo info;
  info.name = parts->name;
  info.suite = parts->suite;
  info.labels = labelsOf(*parts);
  info.doc = parts->doc;
  info.make = [parts] { return std::make_unique<OwnBuilder>(parts); };
  return info;
}

}  // namespace tandem::py
