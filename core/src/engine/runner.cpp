// SPDX-License-Identifier: Apache-2.0
#include "engine/runner.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>

#include "engine/split_problem.h"
#include "tandem/error.h"

namespace tandem {

Runner::Runner(const Plan& plan, RunControl& control, const EngineOptions& options, DeviceSession* device,
               Journals& journals)
    : plan_(plan),
      control_(control),
      live_(options.live),
      problems_(plan.problems),
      device_(device),
      journals_(journals) {
  // With a device there are many more runs than threads anyway.
  if (device != nullptr) return;
  if (options.parallel == Parallel::Runs || threadCount(options) < 2) return;
  for (auto& problem : problems_) problem = splitProblem(problem, options.parallel);
}

RunRecord Runner::execute(const RunKey& key) {
  try {
    return attempt(key, "");
  } catch (const DeviceError& error) {
    // Only if the CPU may take over: the whole run is repeated, so that all of it comes from the CPU.
    return attempt(key, device_->fallbackLabel(error));
  }
}

RunRecord Runner::attempt(const RunKey& key, const std::string& fallback) {
  RunRecord record;
  const auto p = static_cast<std::size_t>(key.problem);
  const bool onDevice = device_ != nullptr && device_->onDevice(p) && fallback.empty();
  const auto start = std::chrono::steady_clock::now();
  try {
    RunRequest wanted = request(key);
    std::optional<DeviceSession::Member> member;
    if (onDevice) {
      wanted.problem = &device_->problem(p);
      member.emplace(*device_);
    }
    std::optional<JournaledProblem> journaled;
    if (journals_.wanted(key)) {
      journaled.emplace(*wanted.problem, journals_, key, onDevice ? device_->label(p) : "cpu");
      wanted.problem = &*journaled;
    }
    record = executeRun(*makeAlgorithm(key), wanted);
  } catch (const Cancelled&) {
    throw;
  } catch (const DeviceError& error) {
    if (!device_->fallbackLabel(error).empty()) throw;
    record.message = error.what();
    record.status = RunStatus::Failed;
  } catch (const std::exception& e) {
    record.message = e.what();
    record.status = RunStatus::Failed;
  } catch (...) {
    record.message = "The run threw something that is not an exception.";
    record.status = RunStatus::Failed;
  }
  if (record.status == RunStatus::Failed && record.seconds == 0.0) {
    record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  if (!fallback.empty()) {
    record.device = fallback;
  } else if (device_ != nullptr) {
    record.device = device_->label(p);
  }
  record.problem = key.problem;
  record.algorithm = key.algorithm;
  record.repetition = key.repetition;
  return record;
}

std::unique_ptr<Algorithm> Runner::makeAlgorithm(const RunKey& key) const {
  const auto a = static_cast<std::size_t>(key.algorithm);
  std::unique_ptr<Algorithm> algorithm = plan_.algorithms[a]->make();
  setParams(*algorithm, plan_.algorithmParams[a], plan_.algorithms[a]->name);
  return algorithm;
}

RunRequest Runner::request(const RunKey& key) {
  const auto p = static_cast<std::size_t>(key.problem);
  RunRequest request;
  request.problem = problems_[p].get();
  request.algorithm = plan_.algorithms[key.algorithm]->name;
  request.problemKey = plan_.problemKeys[p];
  request.seed = plan_.info.seed;
  request.repetition = key.repetition;
  const AlgorithmRecord& entry = plan_.info.algorithms[key.algorithm];
  request.budget = budgetOf(plan_.info.problems[p], entry);
  request.population = populationOf(plan_.info.problems[p], entry);
  request.checkpoints = plan_.info.checkpoints;
  request.saveDecisions = plan_.info.saveDecisions;
  request.start = plan_.info.problems[p].start;
  request.timeLimit = plan_.spec.timeLimit;
  request.strictBudget = plan_.spec.strictBudget;
  request.control = &control_;
  if (live_) {
    request.observer = [this, key](const LiveView& view) { live_(key, view); };
  }
  return request;
}

std::unique_ptr<DeviceSession> openDevice(const Plan& plan, const EngineOptions& options) {
  const DeviceChoice choice = options.device.value_or(plan.spec.device);
  if (!choice.opencl) return nullptr;
  return std::make_unique<DeviceSession>(choice, plan.problems,
                                         DeviceOptions{.fallback = options.deviceFallback || plan.spec.deviceFallback});
}

int runsAtOnce(const EngineOptions& options, const DeviceSession* device) {
  constexpr int kInFlight = 32;
  if (device != nullptr && device->onAnyDevice()) return options.inFlight > 0 ? options.inFlight : kInFlight;
  return options.parallel == Parallel::Evaluations ? 1 : threadCount(options);
}

double secondsAllowed(const Plan& plan, const DeviceSession* device) {
  const double limit = plan.spec.timeLimit * (device != nullptr ? 2.0 : 1.0);  // the CPU may repeat a run
  return limit > 0.0 ? limit + std::clamp(0.1 * limit, 1.0, 60.0) : std::numeric_limits<double>::infinity();
}

RunRecord lateRecord(const Plan& plan, const RunKey& key, double spent) {
  RunRecord record;
  record.problem = key.problem;
  record.algorithm = key.algorithm;
  record.repetition = key.repetition;
  record.status = RunStatus::Failed;
  record.seconds = spent;
  record.message = "The run exceeded its time limit of " + formatReal(plan.spec.timeLimit) +
                   " seconds (--time-limit) and did not notice: a loop in '" + plan.algorithms[key.algorithm]->name +
                   "', or an evaluation of '" + plan.info.problems[key.problem].shownName() +
                   "', never asks its context; it was left alone.";
  return record;
}

}  // namespace tandem
