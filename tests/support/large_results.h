// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tandem/rng.h"
#include "tandem/store/result_file.h"

/// Large made-up results, for measurements.
namespace tandem::test {

/// Problems of two tasks each, ten checkpoints, some dozens of improvements per run and task.
inline void writeLarge(const std::string& path, int problems, int algorithms, int repetitions) {
  ExperimentInfo info;
  info.version = "0.1.0";
  info.seed = 1;
  info.repetitions = repetitions;
  info.checkpoints = 10;
  info.specification = "seed = 1\n";
  for (int p = 0; p < problems; ++p) {
    ProblemRecord r;
    r.name = "Problem-with-a-rather-long-name-" + std::to_string(p + 1);
    r.labels = MultiTask | SingleObjective | Unconstrained;
    r.budget = 100000;
    r.population = 100;
    for (int t = 0; t < 2; ++t) {
      r.tasks.push_back({.name = "T", .dim = 2, .objectives = 1, .lower = {0, 0}, .upper = {1, 1}});
    }
    r.references.resize(2);
    info.problems.push_back(r);
  }
  for (int a = 0; a < algorithms; ++a) {
    const std::string name = "Algorithm-" + std::to_string(a + 1);
    info.algorithms.push_back({.name = name, .alias = name + " (rmp=0.3, variant " + std::to_string(a) + ")"});
  }
  ResultWriter writer(path, info, false);
  Rng rng(1);
  constexpr int kSteps = 40;
  for (int p = 0; p < problems; ++p) {
    std::vector<RunRecord> batch;
    for (int a = 0; a < algorithms; ++a) {
      for (int rep = 0; rep < repetitions; ++rep) {
        RunRecord r;
        r.problem = p;
        r.algorithm = a;
        r.repetition = rep;
        r.status = RunStatus::Finished;
        r.seconds = 0.5;
        r.tasks = 2;
        r.checkpoints = info.checkpoints;
        r.improvements.resize(2);
        r.ledger.assign(r.improvements.size() * kLedgerPurposes, 100);
        for (int k = 1; k <= info.checkpoints; ++k) r.evaluations.push_back(std::int64_t{10000} * k);
        for (int t = 0; t < 2; ++t) {
          const double end = std::exp(rng.normal() + 0.02 * a);
          for (int k = 1; k <= info.checkpoints; ++k) {
            r.taskEvaluations.push_back(std::int64_t{5000} * k);
            r.objective.push_back(end * (1.0 + 10.0 / k));
            r.cv.push_back(0.0);
          }
          for (int i = 1; i <= kSteps; ++i) {
            const std::int64_t spent = 10 + 1200 * i;
            r.improvements[t].push_back({2 * spent, spent, end * (1.0 + 40.0 / i), 0.0});
          }
        }
        batch.push_back(std::move(r));
      }
    }
    writer.commit(batch);
  }
  writer.pack("2026-01-01T00:00:00Z");
}

}  // namespace tandem::test
