// SPDX-License-Identifier: Apache-2.0
// MaT-Gym: neural policies for eighteen environments of Gymnasium, run by a Python process (scripts/gymnasium installs
// it). Y. Li, J. Liu, W. Gong, Q. Gu, Y. Zhao, Y.-S. Ong, Breaking multi-task curse: reward-weighted evolution for
// black-box many-task optimization, ICML 2026.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <sstream>

#include "problems/base/control/gymnasium_worker_text.h"
#include "problems/base/control/policy.h"
#include "problems/base/external/external_process.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"

namespace tandem::prob::mat_gym {
namespace {

using namespace control;

struct Row {
  const char* name;
  int observations, actions, steps;
  double sigma;  // for a search that starts with 0.3 in a box of width 2
};
constexpr Row kRows[] = {
    {"MountainCarContinuous-v0", 2, 1, 999, 0.5},
    {"MountainCar-v0", 2, 3, 200, 0.5},
    {"Pendulum-v1", 3, 1, 200, 1.0},
    {"CartPole-v1", 4, 2, 500, 0.5},
    {"Acrobot-v1", 6, 3, 500, 0.5},
    {"LunarLander-v3", 8, 4, 1000, 0.5},
    {"BipedalWalker-v3", 24, 4, 1600, 0.5},
    {"InvertedPendulum-v5", 4, 1, 1000, 0.3},
    {"InvertedDoublePendulum-v5", 9, 1, 1000, 0.3},
    {"Reacher-v5", 10, 2, 50, 0.3},
    {"Pusher-v5", 23, 7, 100, 0.3},
    {"HalfCheetah-v5", 17, 6, 1000, 0.3},
    {"Hopper-v5", 11, 3, 1000, 0.3},
    {"Walker2d-v5", 17, 6, 1000, 0.3},
    {"Swimmer-v5", 8, 2, 1000, 0.3},
    {"Ant-v5", 105, 8, 1000, 0.1},
    {"Humanoid-v5", 348, 17, 1000, 0.3},
    {"HumanoidStandup-v5", 348, 17, 1000, 0.3},
};
constexpr double kSeconds = 3600.0;  // for a batch; a Humanoid steps slowly

/// The Python that scripts/gymnasium installed, or the one that the user names.
std::string gymnasiumPython() {
  if (const char* named = std::getenv("TANDEM_GYM_PYTHON"); named != nullptr && *named != '\0') return named;
  std::string path = defaultDataDir() + "/gymnasium/bin/python";
  if (!std::filesystem::exists(path)) {
    throw InputError(
        "MaT-Gym needs Gymnasium: run scripts/gymnasium, or name a Python that has gymnasium[box2d,mujoco] by "
        "TANDEM_GYM_PYTHON; MaT-Classic has five of its tasks without it.");
  }
  return path;
}

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

void appendRow(std::string& text, std::span<const double> values) {
  for (const double v : values) text += fmt::format("{:.17g} ", v);
  text.back() = '\n';
}

class Environments final : public Problem {
 public:
  Environments(std::string python, const PolicyOptions& options)
      : python_(std::move(python)), rollouts_(options.rollouts) {
    for (const Row& row : kRows) {
      const PolicyShape& shape = shapes_.emplace_back(PolicyShape{.observations = row.observations,
                                                                  .actions = row.actions,
                                                                  .hidden = options.hidden,
                                                                  .layers = options.layers});
      tasks_.push_back(policyTask(row.name, shape, row.sigma / 0.6));
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
    auto& normalisers = static_cast<Normalisers&>(*ctx.state);
    const PolicyShape& shape = shapes_[task];
    const auto seed = ctx.noise(0).next() >> 33U;
    std::string question = fmt::format("evaluate {} {} {} {} {} {} {}\n", kRows[task].name, shape.hidden, shape.layers,
                                       rollouts_, seed, x.rows, kRows[task].steps);
    appendRow(question, normalisers.mean(task));
    appendRow(question, normalisers.deviation(task));
    for (int i = 0; i < x.rows; ++i) appendRow(question, x.row(i));

    std::unique_ptr<ExternalProcess> worker = take();
    worker->send(question);
    std::vector<double> values(x.rows);
    read(*worker, values);
    for (int i = 0; i < x.rows; ++i) objectives(i, 0) = -values[i];
    Moments seen(shape.observations);
    read(*worker, {&seen.count, 1});
    read(*worker, seen.mean);
    read(*worker, seen.squares);
    normalisers.merge(task, seen);
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(worker));
  }

 private:
  /// A process that waits for work; threads that evaluate at the same time each have their own.
  [[nodiscard]] std::unique_ptr<ExternalProcess> take() const {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<ExternalProcess> worker = std::move(idle_.back());
        idle_.pop_back();
        return worker;
      }
    }
    const char* loader = R"(import sys; exec(compile(sys.stdin.read(int(sys.stdin.readline())), "worker", "exec")))";
    auto worker = std::make_unique<ExternalProcess>(quoted(python_) + " -uc " + quoted(loader), kSeconds);
    const std::string script = kGymnasiumWorkerText;
    worker->send(std::to_string(script.size()) + "\n" + script);
    if (!worker->line().starts_with("ready")) throw Error("'" + python_ + "' did not start Gymnasium.");
    return worker;
  }

  static void read(ExternalProcess& worker, std::span<double> values) {
    std::istringstream line(worker.line());
    std::string word;
    for (double& v : values) {
      if (!(line >> word)) throw Error("The Gymnasium process answered too few numbers.");
      v = std::strtod(word.c_str(), nullptr);
    }
  }

  std::string python_;
  int rollouts_;
  std::vector<PolicyShape> shapes_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<ExternalProcess>> idle_;
};

class Builder final : public ProblemBuilder {
  PolicyOptions options_;

 public:
  void params(ParamVisitor& p) override { options_.params(p); }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    BuiltProblem built;
    built.problem = std::make_shared<Environments>(gymnasiumPython(), options_);
    built.instance = Instance::Official;  // nothing to import
    return built;
  }
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  ProblemInfo info;
  info.name = "MaT-Gym";
  info.suite = "MaT-Gym";
  info.labels = ManyTask | SingleObjective | Unconstrained;
  info.citation = {"Y. Li, J. Liu, W. Gong, Q. Gu, Y. Zhao, Y.-S. Ong",
                   "Breaking multi-task curse: reward-weighted evolution for black-box many-task optimization",
                   "International Conference on Machine Learning", 2026, ""};
  info.doc = "Neural policies for eighteen environments of Gymnasium, played by a Python process (scripts/gymnasium).";
  info.explicitOnly = true;
  info.make = [] { return std::make_unique<Builder>(); };
  catalogue.problems.add(std::move(info));
}

}  // namespace tandem::prob::mat_gym
