// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "tandem/algorithm.h"
#include "tandem/engine/run.h"
#include "toy_problems.h"

namespace tandem::test {

/// A piece of code run as an algorithm on a problem with any number of tasks, with its traces and all its populations.
struct SeveralTasks {
  int population = 20;
  std::int64_t budget = 100000;
  int checkpoints = 1;
  std::uint64_t seed = 1;
  std::function<void(ParamVisitor&)> declare = {};
  /// Populations at each call of running(): element g is what generation g left.
  std::vector<std::vector<Population>> seen = {};

  RunRecord run(const Problem& problem, const std::function<void(RunContext&)>& body) {
    class Piece final : public Algorithm {
     public:
      Piece(const SeveralTasks& setting, const std::function<void(RunContext&)>& code)
          : setting_(setting), code_(code) {}
      void params(ParamVisitor& p) override {
        if (setting_.declare) setting_.declare(p);
      }
      void run(RunContext& ctx) override { code_(ctx); }

     private:
      const SeveralTasks& setting_;
      const std::function<void(RunContext&)>& code_;
    };
    seen.clear();
    RunRequest request;
    request.problem = &problem;
    request.problemKey = "toy";
    request.budget = budget;
    request.population = population;
    request.checkpoints = checkpoints;
    request.seed = seed;
    request.observer = [&](const LiveView& view) {
      seen.emplace_back(view.populations.begin(), view.populations.end());
    };
    Piece piece(*this, body);
    RunRecord record = executeRun(piece, request);
    EXPECT_EQ(record.status, RunStatus::Finished) << record.message;
    return record;
  }
};

}  // namespace tandem::test
