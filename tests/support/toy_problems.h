// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "tandem/problem.h"

namespace tandem::test {

/// Tasks made from a lambda each, for tests: f(x, objectives, constraints) in real units.
class ToyProblem : public Problem {
 public:
  using Function = std::function<void(std::span<const double>, std::span<double>, std::span<double>)>;
  ToyProblem& add(int dim, const Function& f, double low = -5.0, double high = 5.0, int objectives = 1,
                  int constraints = 0) {
    const auto d = static_cast<std::size_t>(dim);
    tasks_.push_back({"toy" + std::to_string(tasks_.size() + 1), dim, objectives, constraints,
                      std::vector<double>(d, low), std::vector<double>(d, high), true});
    functions_.push_back(f);
    return *this;
  }
  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext&) const override {
    for (int i = 0; i < x.rows; ++i) {
      functions_[task](x.row(i), objectives.row(i), constraints.row(i));
    }
  }

 private:
  std::vector<Function> functions_;
};

inline void sphere(std::span<const double> x, std::span<double> f, std::span<double> /*g*/) {
  f[0] = 0.0;
  for (const double v : x) f[0] += (v - 1.0) * (v - 1.0);
}

inline void rastrigin(std::span<const double> x, std::span<double> f, std::span<double> /*g*/) {
  f[0] = 0.0;
  for (const double v : x) f[0] += v * v - 10.0 * std::cos(2.0 * std::numbers::pi * v) + 10.0;
}

/// ZDT1-like: two objectives on [0, 1]^D.
inline void zdt1(std::span<const double> x, std::span<double> f, std::span<double> /*g*/) {
  double sum = 0.0;
  for (std::size_t j = 1; j < x.size(); ++j) sum += x[j];
  const double g = 1.0 + (x.size() > 1 ? 9.0 * sum / static_cast<double>(x.size() - 1) : 0.0);
  f[0] = x[0];
  f[1] = g * (1.0 - std::sqrt(x[0] / g));
}

}  // namespace tandem::test
