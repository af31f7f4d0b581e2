// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/operators.h"
#include "tandem/operators_dropout.h"
#include "tandem/params.h"
#include "tandem/population.h"
#include "tandem/run_context.h"

namespace tandem::op {

/// How an optimiser under ScenarioTransfer makes offspring of task t: each method sizes and fills `off` and tags its
/// rows.
class TANDEM_API ScenarioBreeding {
 public:
  virtual ~ScenarioBreeding();
  /// Without transfer.
  virtual void native(RunContext& ctx, const Population& pop, Population& off) const = 0;
  /// From the union of the task's population and that of the source: `both` holds pop, then source.
  virtual void crossed(RunContext& ctx, const Population& both, int t, int s, Population& off) const = 0;
  /// From the given rows of pop and the step from the best of the task to the best of the source.
  virtual void towards(RunContext& ctx, const Population& pop, std::span<const int> rows, std::span<const double> step,
                       int s, Population& off) const = 0;
  /// Native offspring replace their parents one to one instead of entering elitist selection.
  [[nodiscard]] virtual bool oneToOne() const = 0;
};

/// Scenario-based self-learning transfer (Yuan et al. 2025) around any optimiser: every generation each task is paired
/// with a random source, describes the scenario (progress and dispersion of both populations, distance between them,
/// time) and lets an ActionLearner choose: no transfer; shape (the best of each three source individuals, moved so that
/// the centres coincide); crossed (parents from both populations); towards (a few individuals moved along the step
/// between the bests).
class TANDEM_API ScenarioTransfer {
 public:
  void params(ParamVisitor& p);
  void run(RunContext& ctx, const ScenarioBreeding& breeding) const;

 private:
  enum Action { None, Shape, Crossed, Towards };
  static constexpr int kActions = 4;
  static constexpr int kState = 6;

  /// What the scenario needs to know about a population.
  struct Summary {
    double best = 0.0;        // objective
    double mean = 0.0;        // objective
    double dispersion = 0.0;  // mean distance between the best tenth
    std::vector<double> centre;
    std::vector<double> sorted;  // all decision variables
  };
  static void summarise(RunContext& ctx, const Population& pop, Summary& out);
  static std::array<double, kState> scenario(const RunContext& ctx, const Summary& target, const Summary& targetOld,
                                             const Summary& source, const Summary& sourceOld);
  static double reward(const Summary& before, const Summary& after, double progress);
  static void act(RunContext& ctx, int action, const ScenarioBreeding& breeding, const Population& pop,
                  const Population& source, Population& both, Population& off);
  static void moveShape(RunContext& ctx, const Population& pop, const Population& source, int t, int s,
                        Population& off);

  int threshold_ = 150;
  int gap_ = 50;
  double gamma_ = 0.9;
  double epsilon_ = 0.8;
  int rounds_ = 80000;
  Form form_ = Form::Paper;
};

}  // namespace tandem::op
