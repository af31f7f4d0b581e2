// SPDX-License-Identifier: Apache-2.0
#include "engine/split_problem.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <vector>

#include "base/handover.h"
#include "engine/in_flight.h"

namespace tandem {

namespace {

// Parallel::Auto splits a batch that takes longer than the first, into pieces that take no less than the second.
constexpr double kWorthCutting = 1e-3;
constexpr double kShortestPiece = 2e-4;
constexpr int kPiecesPerThread = 4;

double steadySeconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

class SplitProblem final : public Problem {
 public:
  SplitProblem(std::shared_ptr<const Problem> whole, Parallel parallel, double (*now)())
      : whole_(std::move(whole)), parallel_(parallel), now_(now == nullptr ? steadySeconds : now) {
    tasks_ = whole_->tasks();
    defaultBudget_ = whole_->defaultBudget();
    defaultPopulation_ = whole_->defaultPopulation();
    costly_ = whole_->costly();
    stochastic_ = whole_->stochastic();
    journaled_ = whole_->journaled();
    reevaluatesBest_ = whole_->reevaluatesBest();
    title_ = whole_->title();
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override {
    if (parallel_ == Parallel::Auto && x.rows > 1 && secondsPerRow_.load(std::memory_order_relaxed) == 0.0) {
      // Nothing is known yet, and the first batch of a costly problem may take hours: time one row.
      evaluateCut(task, x, objectives, constraints, 0, 1, ctx);
      evaluateCut(task, x, objectives, constraints, 1, x.rows - 1, ctx);
      return;
    }
    evaluateCut(task, x, objectives, constraints, 0, x.rows, ctx);
  }
  [[nodiscard]] Reference reference(int task) const override { return whole_->reference(task); }
  [[nodiscard]] std::unique_ptr<ProblemState> makeState() const override { return whole_->makeState(); }

 private:
  /// Rows [first, first + count) of the batch of ctx.
  void evaluatePiece(int task, ConstMatView x, MatView objectives, MatView constraints, int first, int count,
                     const EvalContext& ctx, EvalContext& own) const {
    own.firstEvaluation = ctx.firstEvaluation + first;
    {
      const Stopwatch watch(*this, count);
      whole_->evaluate(task, x.rowRange(first, count), objectives.rowRange(first, count),
                       constraints.rowRange(first, count), own);
    }
    if (ctx.progress != nullptr) ctx.progress->evaluated(first, count);
  }

  /// The same, in as many pieces as worthwhile.
  void evaluateCut(int task, ConstMatView x, MatView objectives, MatView constraints, int begin, int count,
                   EvalContext& ctx) const {
    const int rows = pieceRows(count);
    if (rows >= count) {
      EvalContext own{ctx.workspace, ctx.noiseKey, 0, 0.0, ctx.state};
      evaluatePiece(task, x, objectives, constraints, begin, count, ctx, own);
      ctx.waited += own.waited;
      return;
    }
    const int pieces = (count + rows - 1) / rows;
    std::vector<std::exception_ptr> failures(static_cast<std::size_t>(pieces));
    // For ThreadSanitizer, as in threads.cpp.
    Handover out;
    Handover back;
    out.give();
    const FlyingRun* run = flyingRun();
    // Isolated: a thread that waits for the last piece must not begin another run meanwhile.
    oneapi::tbb::this_task_arena::isolate([&] {
      oneapi::tbb::parallel_for(0, pieces, [&](int piece) {
        out.take();
        const HelpsRun helps(run);
        const int first = piece * rows;
        EvalContext own{scratch_.local(), ctx.noiseKey, 0, 0.0, ctx.state};
        try {
          evaluatePiece(task, x, objectives, constraints, begin + first, std::min(rows, count - first), ctx, own);
        } catch (...) {
          failures[piece] = std::current_exception();
        }
        back.give();
      });
    });
    back.take();
    // The first in the order of rows, not of time: the same message every time.
    for (const std::exception_ptr& failure : failures) {
      if (failure) std::rethrow_exception(failure);
    }
  }

  /// Learns the seconds per row: falls at once but rises slowly, as a thread that had to wait for a core proves
  /// nothing.
  class Stopwatch {
   public:
    Stopwatch(const SplitProblem& owner, int rows) : owner_(owner), rows_(rows), start_(owner.now_()) {}
    ~Stopwatch() {
      const double each = (owner_.now_() - start_) / std::max(1, rows_);
      const double known = owner_.secondsPerRow_.load(std::memory_order_relaxed);
      owner_.secondsPerRow_.store(known == 0.0 ? each : std::min(each, 1.2 * known), std::memory_order_relaxed);
    }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

   private:
    const SplitProblem& owner_;
    int rows_;
    double start_;
  };

  [[nodiscard]] int pieceRows(int rows) const {
    const int pieces = kPiecesPerThread * oneapi::tbb::this_task_arena::max_concurrency();
    const int even = std::max(1, (rows + pieces - 1) / pieces);
    if (parallel_ == Parallel::Evaluations) return even;
    const double each = secondsPerRow_.load(std::memory_order_relaxed);
    if (each * rows < kWorthCutting) return rows;
    return std::max(even, static_cast<int>(std::min<double>(rows, std::ceil(kShortestPiece / each))));
  }

  std::shared_ptr<const Problem> whole_;
  Parallel parallel_;
  double (*now_)();
  // Only decides how batches are split, on which no result depends.
  mutable std::atomic<double> secondsPerRow_{0.0};
  mutable oneapi::tbb::enumerable_thread_specific<Workspace> scratch_;
};

}  // namespace

std::shared_ptr<const Problem> splitProblem(std::shared_ptr<const Problem> whole, Parallel parallel, double (*now)()) {
  if (!whole->mayCutBatches()) return whole;
  return std::make_shared<SplitProblem>(std::move(whole), parallel, now);
}

}  // namespace tandem
