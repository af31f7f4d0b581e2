// SPDX-License-Identifier: Apache-2.0
// The generation loop of a single-objective method allocates nothing: counted with replaced allocation functions.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <new>
#include <string>

#include "tandem/catalogue.h"
#include "tandem/engine/run.h"
#include "toy_problems.h"

namespace {
std::atomic<std::int64_t> allocations{0};

void* countedOrNull(std::size_t size, std::size_t alignment) noexcept {
  ++allocations;
  return alignment <= alignof(std::max_align_t)
             ? std::malloc(size)
             : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

void* counted(std::size_t size, std::size_t alignment) {
  void* p = countedOrNull(size, alignment);
  if (p == nullptr) throw std::bad_alloc();
  return p;
}
}  // namespace

void* operator new(std::size_t size) {
  return counted(size, 1);
}
void* operator new[](std::size_t size) {
  return counted(size, 1);
}
void* operator new(std::size_t size, std::align_val_t a) {
  return counted(size, static_cast<std::size_t>(a));
}
void* operator new[](std::size_t size, std::align_val_t a) {
  return counted(size, static_cast<std::size_t>(a));
}
// The non-throwing forms too (std::stable_sort gets its buffer from them): AddressSanitizer brings its own, and would
// see its memory freed with std::free.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return countedOrNull(size, 1);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return countedOrNull(size, 1);
}
void* operator new(std::size_t size, std::align_val_t a, const std::nothrow_t&) noexcept {
  return countedOrNull(size, static_cast<std::size_t>(a));
}
void* operator new[](std::size_t size, std::align_val_t a, const std::nothrow_t&) noexcept {
  return countedOrNull(size, static_cast<std::size_t>(a));
}
// Where GCC inlines only one half of the pair, it believes that they do not match.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
void operator delete(void* p) noexcept {
  std::free(p);
}
void operator delete[](void* p) noexcept {
  std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
  std::free(p);
}
void operator delete[](void* p, std::size_t) noexcept {
  std::free(p);
}
void operator delete(void* p, std::align_val_t) noexcept {
  std::free(p);
}
void operator delete[](void* p, std::align_val_t) noexcept {
  std::free(p);
}
void operator delete(void* p, std::size_t, std::align_val_t) noexcept {
  std::free(p);
}
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept {
  std::free(p);
}
#pragma GCC diagnostic pop

namespace tandem {
namespace {

/// Methods whose loop may allocate, with the reason. Keep it short.
const std::map<std::string, std::string>& exceptions() {
  static const std::map<std::string, std::string> table = {
      {"IPOP-CMA-ES", "a restart makes a larger strategy"},
  };
  return table;
}

TEST(Allocations, TheCounterCounts) {
  const std::int64_t before = allocations;
  auto* p = new double[1000];
  static_cast<volatile double*>(p)[0] = 1.0;
  delete[] p;
  EXPECT_GT(allocations, before);
}

TEST(Allocations, NoneInTheGenerationLoop) {
  const Catalogue catalogue = builtinCatalogue();
  test::ToyProblem problem;
  problem.add(10, test::rastrigin).add(8, test::sphere);
  for (const AlgorithmInfo& info : catalogue.algorithms.all()) {
    if ((info.labels & SingleObjective) == 0 || !whyUnsuitable(info, problem, 20).empty()) continue;
    const std::unique_ptr<Algorithm> algorithm = info.make();
    std::int64_t warm = -1;
    std::int64_t end = 0;
    // Networks are trained briefly: what allocates does so right away.
    for (const ParamInfo& parameter : describeParams(*algorithm)) {
      if (parameter.name == "rounds") setParams(*algorithm, {{"rounds", "200"}}, info.name);
    }
    RunRequest request;
    request.problem = &problem;
    request.problemKey = "toy";
    request.budget = 20LL * 2 * 200;
    request.population = 20;
    request.checkpoints = 5;
    request.observer = [&](const LiveView& view) {
      // The first half of the budget is warm-up: buffers reach their largest size.
      if (warm < 0 && 2 * view.evaluations > view.budget) warm = allocations;
      end = allocations;
    };
    const RunRecord record = executeRun(*algorithm, request);
    ASSERT_EQ(record.status, RunStatus::Finished) << info.name << ": " << record.message;
    ASSERT_GE(warm, 0) << info.name;
    if (exceptions().contains(info.name)) continue;
    EXPECT_EQ(end - warm, 0) << info.name << " allocates in its generation loop";
  }
}

}  // namespace
}  // namespace tandem
