// SPDX-License-Identifier: Apache-2.0
// MaT-Classic: the five classic-control tasks of MaT-Gym, evaluated natively. The problem itself (policy, normaliser,
// objective) is that of MaT-Gym; see problems/base/control/policy.h for the paper.
#include <array>
#include <cmath>

#include "problems/base/control/classic.h"
#include "problems/base/control/policy.h"
#include "tandem/catalogue.h"

namespace tandem::prob::mat_classic {
namespace {

using namespace control;

struct Row {
  const char* name;
  int observations, actions;
  double startScale;
};
constexpr Row kRows[] = {
    {"MountainCarContinuous-v0", 2, 1, 0.5 / 0.6},
    {"MountainCar-v0", 2, 3, 0.5 / 0.6},
    {"Pendulum-v1", 3, 1, 1.0 / 0.6},
    {"CartPole-v1", 4, 2, 0.5 / 0.6},
    {"Acrobot-v1", 6, 3, 0.5 / 0.6},
};

class Policies final : public Problem {
 public:
  explicit Policies(const PolicyOptions& options) : rollouts_(options.rollouts) {
    for (const Row& row : kRows) {
      const PolicyShape& shape = shapes_.emplace_back(PolicyShape{.observations = row.observations,
                                                                  .actions = row.actions,
                                                                  .hidden = options.hidden,
                                                                  .layers = options.layers});
      tasks_.push_back(policyTask(row.name, shape, row.startScale));
    }
    defaultBudget_ = std::int64_t{50} * 500 * taskCount();
    defaultPopulation_ = 50;
    stochastic_ = true;
    reevaluatesBest_ = true;
  }

  [[nodiscard]] std::unique_ptr<ProblemState> makeState() const override {
    return std::make_unique<Normalisers>(shapes_);
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& ctx) const override {
    switch (task) {
      case 0:
        return evaluateIn<MountainCarContinuous>(task, x, objectives, ctx);
      case 1:
        return evaluateIn<MountainCar>(task, x, objectives, ctx);
      case 2:
        return evaluateIn<Pendulum>(task, x, objectives, ctx);
      case 3:
        return evaluateIn<CartPole>(task, x, objectives, ctx);
      default:
        return evaluateIn<Acrobot>(task, x, objectives, ctx);
    }
  }

 private:
  template <typename Environment>
  void evaluateIn(int task, ConstMatView x, MatView objectives, EvalContext& ctx) const {
    auto& normalisers = static_cast<Normalisers&>(*ctx.state);
    Moments seen(Environment::kObservations);
    for (int i = 0; i < x.rows; ++i) {
      Rng rng = ctx.noise(i);
      double reward = 0.0;
      for (int k = 0; k < rollouts_; ++k) reward += episode<Environment>(task, x.row(i), normalisers, rng, seen, ctx);
      objectives(i, 0) = -reward / rollouts_;
    }
    normalisers.merge(task, seen);
  }

  /// Undiscounted reward of one episode; `seen` collects the observation before each action.
  template <typename Environment>
  double episode(int task, std::span<const double> variables, const Normalisers& normalisers, Rng& rng, Moments& seen,
                 EvalContext& ctx) const {
    Workspace::Frame frame(ctx.workspace);
    const PolicyShape& shape = shapes_[task];
    const std::span<double> units = frame.doubles(std::size_t{2} * shape.hidden);
    std::array<double, Environment::kObservations> raw{};
    std::array<double, Environment::kObservations> scaled{};
    std::array<double, Environment::kActions> outputs{};
    Environment environment;
    environment.reset(rng);
    double total = 0.0;
    bool ended = false;
    for (int step = 0; step < Environment::kSteps && !ended; ++step) {
      environment.observe(raw);
      seen.add(raw);
      normalisers.apply(task, raw, scaled);
      shape.respond(variables, scaled, units, outputs);
      double action = 0.0;
      if constexpr (Environment::kDiscrete) {
        action = drawn(rng, outputs);
      } else {
        action = Environment::kHighest * std::tanh(outputs[0]);
      }
      double reward = 0.0;
      ended = environment.step(action, reward);
      total += reward;
    }
    return total;
  }

  /// An action by the softmax of the outputs.
  static int drawn(Rng& rng, std::span<const double> outputs) {
    const double highest = std::ranges::max(outputs);
    double sum = 0.0;
    for (const double v : outputs) sum += std::exp(v - highest);
    double left = rng.uniform() * sum;
    for (int a = 0; a < isize(outputs) - 1; ++a) {
      left -= std::exp(outputs[a] - highest);
      if (left < 0.0) return a;
    }
    return isize(outputs) - 1;
  }

  std::vector<PolicyShape> shapes_;
  int rollouts_;
};

class Builder final : public ProblemBuilder {
  PolicyOptions options_;

 public:
  void params(ParamVisitor& p) override { options_.params(p); }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    BuiltProblem built;
    built.problem = std::make_shared<Policies>(options_);
    built.instance = Instance::Official;  // nothing to import
    return built;
  }
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  ProblemInfo info;
  info.name = "MaT-Classic";
  info.suite = "MaT-Gym";
  info.labels = ManyTask | SingleObjective | Unconstrained;
  info.citation = {"Y. Li, J. Liu, W. Gong, Q. Gu, Y. Zhao, Y.-S. Ong",
                   "Breaking multi-task curse: reward-weighted evolution for black-box many-task optimization",
                   "International Conference on Machine Learning", 2026, ""};
  info.doc = "Neural policies for the five classic-control environments of Gymnasium, evaluated natively.";
  info.make = [] { return std::make_unique<Builder>(); };
  catalogue.problems.add(std::move(info));
}

}  // namespace tandem::prob::mat_classic
