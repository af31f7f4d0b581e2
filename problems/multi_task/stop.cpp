// SPDX-License-Identifier: Apache-2.0
// Sequential transfer problems taken as many-task problems: a target task and 49 source tasks whose optima lie at
// prescribed distances from the target's. A name such as Levy-Te-hm4-d30 says: target function; sources of the same
// family (Ta) or of all families (Te); optima close (hh), mixed (hm) or far (hl); dimension.
#include <cmath>

#include "problems/base/instances/many_task_builder.h"

namespace tandem::prob::stop {

namespace {

constexpr int kTasks = 50;

struct Family {
  const char* name;
  Base base;
  double bound;
};
constexpr Family kFamilies[] = {
    {"Sphere", Base::Sphere, 100},     {"Ellipsoid", Base::Ellipsoid, 50}, {"Schwefel", Base::Schwefel222, 30},
    {"Quartic", Base::Quartic, 5},     {"Ackley", Base::Ackley, 32},       {"Rastrigin", Base::Rastrigin, 10},
    {"Griewank", Base::Griewank, 200}, {"Levy", Base::Levy, 20},
};

/// How the distances of the sources' optima (largest coordinate difference in the unified space) are distributed.
enum class Spread {
  Close,       ///< hh2: within 0.5, closer is likelier
  Uniform,     ///< hm1: uniform on [0, 1]
  Increasing,  ///< hm2: on [0, 1], closer is likelier
  Decreasing,  ///< hm3: on [0, 1], farther is likelier
  Triangular,  ///< hm4: on [0, 1], mostly around 0.5
  Far,         ///< hl2: beyond 0.5, farther is likelier
  Farthest,    ///< hl1: close to 1
};
double distance(Spread spread, double p) {
  switch (spread) {
    case Spread::Close:
      return 0.5 * (1.0 - std::sqrt(1.0 - p));
    case Spread::Uniform:
      return p;
    case Spread::Increasing:
      return 1.0 - std::sqrt(1.0 - p);
    case Spread::Decreasing:
      return std::sqrt(p);
    case Spread::Triangular:
      return p < 0.5 ? std::sqrt(0.5 * p) : 1.0 - std::sqrt(0.5 * (1.0 - p));
    case Spread::Far:
      return 0.5 + 0.5 * std::sqrt(p);
    case Spread::Farthest:
      return 0.9 + 0.1 * p;
  }
  return 0.0;
}

struct Row {
  int target;  // family, from 0
  bool inter;  // Te
  const char* spreadName;
  Spread spread;
  int dim;
};
constexpr Row kRows[] = {
    {0, false, "hh2", Spread::Close, 50},      {1, true, "hh2", Spread::Close, 25},
    {2, false, "hh2", Spread::Close, 30},      {3, true, "hh2", Spread::Close, 50},
    {4, false, "hm1", Spread::Uniform, 25},    {5, true, "hm2", Spread::Increasing, 50},
    {6, false, "hm3", Spread::Decreasing, 25}, {7, true, "hm4", Spread::Triangular, 30},
    {0, false, "hl1", Spread::Farthest, 25},   {5, true, "hl2", Spread::Far, 30},
    {4, false, "hl2", Spread::Far, 50},        {1, true, "hl1", Spread::Farthest, 50},
};

std::string fullName(const Row& row) {
  return std::string(kFamilies[row.target].name) + (row.inter ? "-Te-" : "-Ta-") + row.spreadName + "-d" +
         std::to_string(row.dim);
}
std::string arrayName(const char* what, int task) {
  return std::string(what).append(std::to_string(task));
}

Arrays synthetic(const Row& row, int tasks) {
  Rng rng = instanceStream("STOP", fullName(row));
  Arrays arrays;
  const auto real = [](const Family& family, double unified) { return family.bound * (2.0 * unified - 1.0); };
  // One coordinate of the target lies on the boundary, so that a source can be at any distance up to 1.
  const Matrix target = [&] {
    Matrix u = uniformRow(row.dim, 0.0, 1.0, rng);
    u(0, rng.below(row.dim)) = 0.0;
    return u;
  }();
  for (int t = 1; t <= tasks; ++t) {
    Rng stream = rng.derive(static_cast<std::uint64_t>(t));
    const int family = t == 1 || !row.inter ? row.target : stream.below(static_cast<int>(std::size(kFamilies)));
    Matrix x = target;
    if (t > 1) {
      const double d = distance(row.spread, tasks > 2 ? (t - 2.0) / (tasks - 2.0) : 0.5);
      for (double& u : x.values()) u = u == 0.0 ? d : std::clamp(u + d * stream.uniform(-1.0, 1.0), 0.0, 1.0);
    }
    for (double& v : x.values()) v = real(kFamilies[family], v);
    arrays[arrayName("name", t)] = Matrix(1, 1, family);
    arrays[arrayName("x", t)] = std::move(x);
  }
  return arrays;
}

ManyTaskRecipe recipe(int k) {
  const Row row = kRows[k - 1];
  ManyTaskRecipe r;
  r.published = kTasks;
  r.budgetPerTask = 50000;
  r.data = {"STOP", fullName(row), {}};
  const std::string file = "Multi-task/STOP/Tasks/" + fullName(row) + "-k49.mat";
  std::vector<std::string> names;
  for (const Family& family : kFamilies) names.emplace_back(family.name);
  for (int t = 1; t <= kTasks; ++t) {
    const std::string owner = t == 1 ? "target" : arrayName("sources(", t - 1).append(1, ')');
    r.data.items.push_back({arrayName("name", t), file, 1, 1, matChoice(owner + ".name", names)});
    r.data.items.push_back({arrayName("x", t), file, 1, row.dim, matVariable(owner + ".x_best")});
  }
  r.synthetic = [row](int tasks) { return synthetic(row, tasks); };
  r.task = [row](int t, const InstanceArrays& data) {
    const auto family = static_cast<std::size_t>(data[arrayName("name", t)](0, 0));
    const Family& f = kFamilies[std::min(family, std::size(kFamilies) - 1)];
    FunctionTask task = makeTask(f.base, row.dim, -f.bound, f.bound, data.vector(arrayName("x", t)));
    task.noisy = f.base == Base::Quartic;
    return task;
  };
  return r;
}

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  int number = 0;
  for (const Row& row : kRows) {
    const int k = ++number;
    ProblemInfo info;
    info.name = "STOP" + std::to_string(k);
    info.suite = "STOP";
    info.labels = ManyTask | SingleObjective | Unconstrained;
    info.citation = {"X. Xue, C. Yang, L. Feng, K. Zhang, L. Song, K. C. Tan",
                     "A scalable test problem generator for sequential transfer optimization",
                     "IEEE Transactions on Cybernetics 55(5), 2110-2123", 2025, "10.1109/TCYB.2025.3547565"};
    info.doc = fullName(row) + ": one target and 49 source tasks";
    info.needsData = true;
    info.make = [k] { return std::make_unique<ManyTaskBuilder>(recipe(k)); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::stop
