// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "device/coalescer.h"

namespace tandem {

namespace {

/// A problem whose values come from a device; everything else is the original's.
class DeviceProblem final : public Problem {
 public:
  DeviceProblem(std::shared_ptr<const Problem> original, int number, device::Coalescer& coalescer)
      : original_(std::move(original)), number_(number), coalescer_(coalescer) {
    tasks_ = original_->tasks();
    defaultBudget_ = original_->defaultBudget();
    defaultPopulation_ = original_->defaultPopulation();
    reevaluatesBest_ = original_->reevaluatesBest();
  }
  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override {
    const TaskBatch batch{task, x, objectives, constraints};
    evaluateTogether({&batch, 1}, ctx);
  }
  [[nodiscard]] bool gathersTasks() const override { return true; }
  void evaluateTogether(std::span<const TaskBatch> batches, EvalContext& ctx) const override {
    std::vector<device::Batch> list;
    list.reserve(batches.size());
    for (const TaskBatch& b : batches) {
      if (b.x.rows > 0) list.push_back({number_, b.task, b.x, b.objectives});
    }
    if (!list.empty()) coalescer_.compute(list, ctx.waited);
  }
  [[nodiscard]] Reference reference(int task) const override { return original_->reference(task); }

 private:
  std::shared_ptr<const Problem> original_;
  int number_;
  device::Coalescer& coalescer_;
};

}  // namespace

class DeviceSession::Impl {
 public:
  Impl(const DeviceChoice& asked, const std::vector<std::shared_ptr<const Problem>>& problems,
       const DeviceOptions& given)
      : choice(asked), options(given), originals(problems), labels(problems.size(), "cpu") {
    onDevice.resize(problems.size());
    if (!choice.opencl) return;
    std::vector<std::shared_ptr<const DeviceForm>> forms;
    for (std::size_t i = 0; i < problems.size(); ++i) {
      std::shared_ptr<const DeviceForm> form = problems[i]->deviceForm();
      const bool fits = form && (forms.empty() || forms.front()->library == form->library);
      if (fits) {
        numbers.emplace_back(isize(forms));
        forms.push_back(std::move(form));
        continue;
      }
      const std::string why = "the problem has no OpenCL form";
      if (!options.fallback) {
        throw DeviceError("Problem " + std::to_string(i + 1) + " (first task: " + problems[i]->tasks().front().name +
                          ") cannot be evaluated on " + deviceText(choice) +
                          ", as it has no OpenCL form; leave it out, use --device cpu, or allow the CPU with "
                          "--device-fallback.");
      }
      numbers.emplace_back();
      labels[i] = instead(why);
    }
    if (forms.empty()) return;
    try {
      program = device::openclDriver().open(choice, forms);
    } catch (const DeviceError& error) {
      if (!options.fallback) throw;
      labels.assign(labels.size(), instead(error.what()));
      return;
    }
    coalescer.emplace(*program, options);
    for (std::size_t i = 0; i < problems.size(); ++i) {
      if (!numbers[i]) continue;
      onDevice[i] = std::make_unique<DeviceProblem>(problems[i], *numbers[i], *coalescer);
      labels[i] =
          deviceText({true, choice.index, false}) + (choice.single ? " (single), " : " (double), ") + program->label();
    }
  }

  [[nodiscard]] std::string instead(const std::string& why) const {
    return "cpu (instead of " + deviceText(choice) + ": " + why + ")";
  }

  DeviceChoice choice;
  DeviceOptions options;
  std::vector<std::shared_ptr<const Problem>> originals;
  std::vector<std::string> labels;
  std::vector<std::optional<int>> numbers;  // of each problem among the forms
  std::unique_ptr<device::Program> program;
  std::optional<device::Coalescer> coalescer;
  std::vector<std::unique_ptr<DeviceProblem>> onDevice;
};

DeviceSession::DeviceSession(const DeviceChoice& choice, const std::vector<std::shared_ptr<const Problem>>& problems,
                             const DeviceOptions& options)
    : impl_(std::make_unique<Impl>(choice, problems, options)) {}
DeviceSession::~DeviceSession() = default;

const Problem& DeviceSession::problem(std::size_t i) const {
  if (impl_->onDevice[i]) return *impl_->onDevice[i];
  return *impl_->originals[i];
}
const std::string& DeviceSession::label(std::size_t i) const {
  return impl_->labels[i];
}
bool DeviceSession::onDevice(std::size_t i) const {
  return impl_->onDevice[i] != nullptr;
}
bool DeviceSession::onAnyDevice() const {
  return impl_->coalescer.has_value();
}
std::string DeviceSession::fallbackLabel(const DeviceError& error) const {
  return impl_->options.fallback ? impl_->instead(error.what()) : std::string();
}
DeviceSession::Counts DeviceSession::counts() const {
  return impl_->coalescer ? impl_->coalescer->counts() : Counts{};
}

DeviceSession::Member::Member(DeviceSession& session) : session_(session) {
  if (session_.impl_->coalescer) session_.impl_->coalescer->join();
}
DeviceSession::Member::~Member() {
  if (session_.impl_->coalescer) session_.impl_->coalescer->leave();
}

}  // namespace tandem
