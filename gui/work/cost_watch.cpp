// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/cost_watch.h"

namespace tandem::gui {
namespace {
constexpr double kSeconds = 2.0;  // that timing may take
}

CostWatch::CostWatch(Session& session) : session_(session) {
  delay_.setSingleShot(true);
  delay_.setInterval(400);
  connect(&delay_, &QTimer::timeout, this, &CostWatch::plan);
}

CostWatch::~CostWatch() {
  if (control_) control_->stop = true;
}

void CostWatch::setSpec(std::optional<ExperimentSpec> spec) {
  spec_ = std::move(spec);
  changed_ = true;
  if (control_) control_->stop = true;
  delay_.start();
}

void CostWatch::setHeld(bool held) {
  held_ = held;
  if (held && control_) control_->stop = true;
  if (!held && spec_) delay_.start();
}

void CostWatch::plan() {
  if (control_ || held_) return;  // over() comes back to it
  changed_ = false;
  if (!spec_) return;
  control_ = std::make_shared<RunControl>();
  const auto catalogue = session_.sharedCatalogue();
  runAsync<std::shared_ptr<const Plan>>(
      this, [spec = *spec_, catalogue] { return std::make_shared<const Plan>(makePlan(spec, *catalogue)); },
      [this](const std::shared_ptr<const Plan>& plan) {
        if (changed_ || held_) return over();
        Cost cost{.effort = effortOf(*plan)};
        for (const ProblemRecord& p : plan->info.problems) {
          const bool data = session_.catalogue().problems.find(p.name).needsData;
          cost.synthetic += data && p.instance == Instance::Synthetic ? 1 : 0;
        }
        emit planned(cost);
        time(plan, cost);
      },
      [this](const QString& sentence) {
        if (!changed_) emit refused(sentence);
        over();
      });
}

void CostWatch::time(const std::shared_ptr<const Plan>& plan, const Cost& cost) {
  const auto control = control_;
  const auto catalogue = session_.sharedCatalogue();  // the plan refers to it
  runAsync<TimeEstimate>(
      this, [plan, control, catalogue] { return estimateTime(*plan, kSeconds, control.get()); },
      [this, cost](const TimeEstimate& time) {
        if (!changed_ && !held_) {
          Cost timed = cost;
          timed.time = time;
          emit planned(timed);
        }
        over();
      },
      [this](const QString&) { over(); });
}

void CostWatch::over() {
  control_.reset();
  if (changed_ && !held_) delay_.start();
}

}  // namespace tandem::gui
