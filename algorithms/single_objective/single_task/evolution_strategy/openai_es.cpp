// SPDX-License-Identifier: Apache-2.0
// Evolution strategy of OpenAI, one isotropic search distribution per task: mirrored sampling, centred ranks, gradient
// steps by Adam. T. Salimans, J. Ho, X. Chen, S. Sidor, I. Sutskever, Evolution strategies as a scalable alternative to
// reinforcement learning, arXiv:1703.03864, 2017; Adam: D. P. Kingma, J. Ba, arXiv:1412.6980, 2014.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_es.h"

namespace tandem::alg::openai_es {
namespace {

/// Mean of a task's search distribution and the moments of its gradient.
struct State {
  explicit State(int dim) : mean(dim), first(mean.size()), second(mean.size()) {}
  std::vector<double> mean, first, second;
};

class OpenAiEs final : public Algorithm {
  double sigma_ = 0.3;
  double sigmaDecay_ = 0.2;
  double rate_ = 0.01;
  double rateDecay_ = 0.1;
  double beta1_ = 0.9;
  double beta2_ = 0.999;
  bool mirrored_ = true;

  void params(ParamVisitor& p) override {
    p.real("sigma", sigma_, {.min = 1e-12, .max = 10, .doc = "step size in the unit box at the start"});
    p.real("sigmaDecay", sigmaDecay_, {.min = 1e-12, .max = 1, .doc = "share of sigma that is left at the end"});
    p.real("learningRate", rate_, {.min = 1e-12, .max = 10, .doc = "step length of Adam at the start"});
    p.real("rateDecay", rateDecay_,
           {.min = 1e-12, .max = 1, .doc = "share of the step length that is left at the end"});
    p.real("beta1", beta1_, {.min = 0, .max = 0.999999, .doc = "decay of the first moment in Adam"});
    p.real("beta2", beta2_, {.min = 0, .max = 0.999999, .doc = "decay of the second moment in Adam"});
    p.boolean("mirrored", mirrored_, "samples in pairs on either side of the mean");
    p.trace("sigma", {.doc = "step size", .per = TracePer::Run, .min = 0});
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize() + ctx.populationSize() % 2;
    std::vector<State> states;
    std::vector<Population> samples;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      states.emplace_back(ctx.task(t).dim);
      op::startMean(ctx, t, states.back().mean);
      samples.push_back(ctx.makePopulation(n, t));
    }
    Matrix noise(n, ctx.maxDim());
    while (ctx.running(samples)) {
      const double progress = std::min(ctx.progress(), 1.0);
      const double sigma = sigma_ * std::pow(sigmaDecay_, progress);
      const double rate = rate_ * std::pow(rateDecay_, progress);
      ctx.trace("sigma", sigma);
      for (int t = 0; t < isize(states); ++t) {
        const MatView z = noise.view().leftCols(isize(states[t].mean));
        draw(ctx, z, states[t].mean, sigma, samples[t]);
        ctx.evaluate(samples[t]);
        step(ctx, samples[t], ctx.task(t), z, sigma, rate, states[t]);
      }
    }
  }

  /// Every other row of noise is the mirror image of the one before, or all are drawn.
  void draw(RunContext& ctx, MatView z, std::span<const double> mean, double sigma, Population& sample) const {
    Workspace::Frame frame(ctx.workspace());
    const int step = mirrored_ ? 2 : 1;
    const std::span<double> normals = frame.doubles(std::size_t{1} * z.rows / step * z.cols);
    const MatView drawn(normals.data(), z.rows / step, z.cols);
    ctx.rng().fillNormal(normals);
    for (int i = 0; i < z.rows; ++i) {
      const std::span<const double> from = drawn.row(i / step);
      const double sign = i % step == 1 ? -1.0 : 1.0;
      const std::span<double> row = z.row(i);
      const std::span<double> x = sample.x(i);
      for (int j = 0; j < z.cols; ++j) row[j] = sign * from[j];
      for (int j = 0; j < z.cols; ++j) x[j] = mean[j] + sigma * row[j];
    }
  }

  /// Gradient of the expected centred rank, one step of Adam along it.
  void step(RunContext& ctx, const Population& sample, const TaskInfo& task, MatView z, double sigma, double rate,
            State& state) const {
    Workspace::Frame frame(ctx.workspace());
    const int n = sample.size();
    const std::span<int> order = frame.ints(n);
    const std::span<double> gradient = frame.doubles(state.mean.size());
    op::rankWithPenalty(ctx.workspace(), sample, task, order);
    std::ranges::fill(gradient, 0.0);
    for (int r = 0; r < n; ++r) {
      const double utility = (n - 1.0 - r) / (n - 1.0) - 0.5;
      const std::span<const double> row = z.row(order[r]);
      for (int j = 0; j < isize(row); ++j) gradient[j] += utility * row[j] / (n * sigma);
    }
    const double correction1 = 1.0 - std::pow(beta1_, ctx.generation());
    const double correction2 = 1.0 - std::pow(beta2_, ctx.generation());
    for (int j = 0; j < isize(gradient); ++j) {
      state.first[j] = beta1_ * state.first[j] + (1.0 - beta1_) * gradient[j];
      state.second[j] = beta2_ * state.second[j] + (1.0 - beta2_) * gradient[j] * gradient[j];
      state.mean[j] += rate * (state.first[j] / correction1) / (std::sqrt(state.second[j] / correction2) + 1e-8);
    }
    if (task.bounded) op::clip(state.mean);
  }
};

}  // namespace

TANDEM_ALGORITHM(OpenAiEs, .name = "OpenAI-ES", .family = "single-task, evolution strategy",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 2,
                 .citation = {"T. Salimans, J. Ho, X. Chen, S. Sidor, I. Sutskever",
                              "Evolution strategies as a scalable alternative to reinforcement learning",
                              "arXiv:1703.03864", 2017, "10.48550/arXiv.1703.03864"},
                 .doc = "Isotropic search distribution that follows the gradient of the expected rank with Adam.",
                 .deviations =
                     "Step size and learning rate decay over the budget, as in the multitasking literature. "
                     "Sampling is mirrored, as in the paper (parameter mirrored; the reference code draws "
                     "independent samples). An odd population size is raised by one.")

}  // namespace tandem::alg::openai_es
