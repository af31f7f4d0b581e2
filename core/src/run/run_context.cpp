// SPDX-License-Identifier: Apache-2.0
#include "tandem/run_context.h"

#include <new>
#include <numeric>

#include "run/run_impl.h"
#include "tandem/device.h"
#include "tandem/error.h"

namespace tandem {

namespace {
constexpr const char* kOutOfMemory =
    "The run ran out of memory; take fewer threads (-j), or a smaller population (-n).";
}  // namespace

RunContext::RunContext(Impl& impl) : impl_(impl) {}

int RunContext::taskCount() const {
  return isize(impl_.tasks);
}
const TaskInfo& RunContext::task(int t) const {
  return impl_.tasks[t];
}
int RunContext::maxDim() const {
  return impl_.maxDim;
}
int RunContext::maxObjectives() const {
  return impl_.maxObjectives;
}
int RunContext::populationSize() const {
  return impl_.request.population;
}
std::int64_t RunContext::budget() const {
  return impl_.request.budget;
}
std::int64_t RunContext::evaluations() const {
  return impl_.evaluations;
}
std::int64_t RunContext::evaluations(int task) const {
  return impl_.taskEvaluations[task];
}
double RunContext::progress() const {
  return static_cast<double>(impl_.evaluations) / static_cast<double>(impl_.request.budget);
}
int RunContext::generation() const {
  return static_cast<int>(impl_.generation);
}
Rng& RunContext::rng() {
  return impl_.rng;
}
Workspace& RunContext::workspace() {
  return impl_.workspace;
}

Population RunContext::makePopulation(int n, int task) const {
  Population pop(n, impl_.maxDim, impl_.maxObjectives);
  pop.setTask(task);
  return pop;
}

void RunContext::evaluate(Population& pop, Purpose purpose) {
  Workspace::Frame frame(impl_.workspace);
  const std::span<int> all = frame.ints(pop.size());
  std::iota(all.begin(), all.end(), 0);
  impl_.evaluate(pop, all, purpose);
}

void RunContext::evaluate(Population& pop, std::span<const int> rows, Purpose purpose) {
  impl_.evaluate(pop, rows, purpose);
}

bool RunContext::running(const Population& pop) {
  return impl_.running({&pop, 1});
}
bool RunContext::running(std::span<const Population> pops) {
  return impl_.running(pops);
}
bool RunContext::running() {
  return impl_.running({});
}

BestSoFar RunContext::best(int task) const {
  const Impl::Best& b = impl_.best[task];
  return {b.known, b.objective, b.cv, b.x};
}

void RunContext::trace(const char* name, double value) {
  impl_.trace(name, TracePer::Run, value, -1, -1);
}
void RunContext::trace(const char* name, double value, int task) {
  impl_.trace(name, TracePer::Task, value, task, -1);
}
void RunContext::trace(const char* name, double value, int receiver, int donor) {
  impl_.trace(name, TracePer::Pair, value, receiver, donor);
}

ConstMatView RunContext::startPoints(int task) const {
  return impl_.startPoints[task];
}

RunContext::ModelTime::ModelTime(RunContext& ctx)
    : impl_(ctx.impl_), before_(static_cast<int>(impl_.clock.enter(CostPart::Model))) {}
RunContext::ModelTime::~ModelTime() {
  impl_.clock.enter(static_cast<CostPart>(before_));
}

RunRecord executeRun(Algorithm& algorithm, const RunRequest& request) {
  RunContext::Impl impl(request, describeTraces(algorithm));
  RunContext context(impl);
  std::string failure;
  try {
    algorithm.run(context);
  } catch (const Cancelled&) {
    throw;
  } catch (const DeviceError&) {
    throw;  // the engine may try again without the device
  } catch (const std::bad_alloc&) {
    failure = kOutOfMemory;
  } catch (const std::exception& e) {
    failure = e.what();
  } catch (...) {
    failure = "The algorithm threw something that is not an exception.";
  }
  if (failure.empty() && impl.evaluations == 0) failure = "The algorithm ended without a single evaluation.";
  RunRecord record = impl.finish();
  record.status = failure.empty() ? RunStatus::Finished : RunStatus::Failed;
  if (!failure.empty()) record.message = failure;
  return record;
}

}  // namespace tandem
