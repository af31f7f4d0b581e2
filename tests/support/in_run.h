// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <functional>

#include "tandem/algorithm.h"
#include "tandem/engine/run.h"
#include "tandem/operators.h"
#include "toy_problems.h"

namespace tandem::test {

/// Runs a piece of code as an algorithm, so that it has a context: one task of 6 variables, 20 individuals.
inline void inRun(const std::function<void(RunContext&)>& body) {
  class Piece final : public Algorithm {
   public:
    explicit Piece(const std::function<void(RunContext&)>& code) : code_(code) {}
    void run(RunContext& ctx) override {
      code_(ctx);
      if (ctx.evaluations() == 0) op::initUniform(ctx, 1, 0);  // a run without evaluations counts as failed
    }

   private:
    const std::function<void(RunContext&)>& code_;
  };
  ToyProblem problem;
  problem.add(6, sphere);
  RunRequest request;
  request.problem = &problem;
  request.problemKey = "toy";
  request.budget = 100000;
  request.population = 20;
  request.checkpoints = 1;
  Piece piece(body);
  const RunRecord record = executeRun(piece, request);
  EXPECT_EQ(record.status, RunStatus::Finished) << record.message;
}

}  // namespace tandem::test
