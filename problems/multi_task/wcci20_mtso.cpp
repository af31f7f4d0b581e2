// SPDX-License-Identifier: Apache-2.0
// WCCI 2020 competition, two-task single-objective problems: pairs of CEC 2014 functions that share a rotation and
// differ in their shift; with the values as published, as errors (EV), and as competitive problems (CCPLX).
#include "problems/base/functions/function_problem.h"
#include "problems/base/instances/instance_data.h"
#include "tandem/catalogue.h"

namespace tandem::prob::wcci20_mtso {

namespace {

constexpr int kProblems = 10;
constexpr int kDim = 50;

/// CEC 2014 function number of each task, and the published range of the shifts.
struct Row {
  int functions[2];
  double shift;
};
constexpr Row kRows[kProblems] = {
    {{6, 6}, 10},   {{7, 7}, 10},   {{17, 17}, 10}, {{13, 13}, 50}, {{15, 15}, 50},
    {{21, 21}, 50}, {{22, 22}, 50}, {{5, 5}, 70},   {{11, 16}, 70}, {{20, 21}, 70},
};

/// What is added to f - f* of the two tasks besides the CEC 2014 bias of 100 times the function number.
struct Variant {
  const char* name;
  const char* suite;
  bool keepsBias;
  double bias1, bias2;
  Labels label;
};
constexpr Variant kVariants[] = {
    {"WCCI20-MTSO", "WCCI20-MTSO", true, 0, 0, Unconstrained},
    {"WCCI20-MTSO-EV", "WCCI20-MTSO-EV", false, 0, 0, Unconstrained},
    {"CCPLX-Case1-P", "CCPLX", true, 1000, 0, Competitive},
    {"CCPLX-Case2-P", "CCPLX", true, 0, 1000, Competitive},
};

/// A CEC 2014 function is a single base or a hybrid of several.
struct CecFunction {
  int number;
  const char* name;
  std::vector<HybridPart> parts;
};
const CecFunction& cec14(int number) {
  static const std::vector<CecFunction> functions = {
      {5, "Ackley", {{Base::Ackley, 1}}},
      {6, "Weierstrass", {{Base::Weierstrass, 1}}},
      {7, "Griewank", {{Base::Griewank, 1}}},
      {11, "Modified Schwefel", {{Base::CecSchwefel, 1}}},
      {13, "HappyCat", {{Base::HappyCat, 1}}},
      {15, "Expanded Griewank plus Rosenbrock", {{Base::GriewankRosenbrock, 1}}},
      {16, "Expanded Scaffer F6", {{Base::ExpandedScaffer, 1}}},
      {17, "Hybrid 1", {{Base::CecSchwefel, 0.3}, {Base::Rastrigin, 0.3}, {Base::Elliptic, 0.4}}},
      {20,
       "Hybrid 4",
       {{Base::HgBat, 0.2}, {Base::Discus, 0.2}, {Base::GriewankRosenbrock, 0.3}, {Base::Rastrigin, 0.3}}},
      {21,
       "Hybrid 5",
       {{Base::ExpandedScaffer, 0.1},
        {Base::HgBat, 0.2},
        {Base::CecRosenbrock, 0.2},
        {Base::CecSchwefel, 0.2},
        {Base::Elliptic, 0.3}}},
      {22,
       "Hybrid 6",
       {{Base::Katsuura, 0.1},
        {Base::HappyCat, 0.2},
        {Base::GriewankRosenbrock, 0.2},
        {Base::CecSchwefel, 0.2},
        {Base::Ackley, 0.3}}},
  };
  for (const CecFunction& f : functions) {
    if (f.number == number) return f;
  }
  return functions.front();
}
bool hybrid(int number) {
  return cec14(number).parts.size() > 1;
}

std::string arrayName(const char* what, int task) {
  return what + std::to_string(task);
}

DataSet dataSet(int k) {
  const std::string number = std::to_string(k);
  DataSet set{"WCCI20-MTSO", "benchmark_" + number, {}};
  const std::string folder = "Multi-task/WCCI20-MTSO/Tasks/";
  for (int t = 1; t <= 2; ++t) {
    for (const auto& [what, rows] : {std::pair{"bias_", 1}, std::pair{"matrix_", kDim}}) {
      const std::string name = arrayName(what, t);
      set.items.push_back({name, folder + "benchmark_" + number + "/" + name, rows, kDim, textNumbers()});
    }
    const int function = kRows[k - 1].functions[t - 1];
    if (hybrid(function)) {
      set.items.push_back({arrayName("shuffle_", t),
                           folder + "shuffle/shuffle_data_" + std::to_string(function) + "_D50.txt", 1, kDim,
                           textNumbers(), DataItem::Kind::Permutation});
    }
  }
  return set;
}

Arrays synthetic(int k) {
  Rng rng = instanceStream("WCCI20-MTSO", std::to_string(k));
  const Row& row = kRows[k - 1];
  Arrays arrays;
  const Matrix rotation = randomRotation(kDim, rng);
  for (int t = 1; t <= 2; ++t) {
    arrays[arrayName("matrix_", t)] = rotation;
    arrays[arrayName("bias_", t)] = uniformRow(kDim, -row.shift, row.shift, rng);
    const int function = row.functions[t - 1];
    if (hybrid(function)) {
      // The order belongs to the function, not to the task.
      Rng stream = instanceStream("WCCI20-MTSO shuffle", std::to_string(function));
      arrays[arrayName("shuffle_", t)] = permutationRow(kDim, stream);
    }
  }
  return arrays;
}

FunctionTask makeCecTask(int number, double bias, int t, const InstanceArrays& data) {
  const CecFunction& function = cec14(number);
  FunctionTask task;
  task.name = function.name;
  task.dim = kDim;
  task.lower = -100.0;
  task.upper = 100.0;
  task.bias = bias;
  task.shift = data.vector(arrayName("bias_", t));
  task.rotation = data[arrayName("matrix_", t)];
  task.optimum = task.shift;
  if (hybrid(number)) {
    const std::vector<double> order = data.vector(arrayName("shuffle_", t));
    const std::vector<int> coordinates(order.begin(), order.end());
    task.objective = makeHybrid(function.parts, coordinates);
    task.deviceParts = deviceParts(function.parts, coordinates);
  } else {
    task.objective = makeFunction(function.parts[0].base, kDim);
    task.deviceParts = {devicePart(function.parts[0].base, kDim)};
    task.scale.assign(kDim, cecShrinkRate(function.parts[0].base));
  }
  return task;
}

class Builder final : public ProblemBuilder, public DataUser {
 public:
  Builder(const Variant& variant, int k) : variant_(variant), k_(k) {}
  [[nodiscard]] std::vector<DataSet> dataSets() const override { return {dataSet(k_)}; }
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override {
    const InstanceArrays data = obtainInstance(request, dataSets(), [this] { return synthetic(k_); });
    std::vector<FunctionTask> tasks;
    for (int t = 1; t <= 2; ++t) {
      const int number = kRows[k_ - 1].functions[t - 1];
      const double bias = (variant_.keepsBias ? 100.0 * number : 0.0) + (t == 1 ? variant_.bias1 : variant_.bias2);
      tasks.push_back(makeCecTask(number, bias, t, data));
    }
    return {std::make_shared<FunctionProblem>(std::move(tasks), 200000), data.instance, data.checksum};
  }

 private:
  Variant variant_;
  int k_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Variant& variant : kVariants) {
    for (int k = 1; k <= kProblems; ++k) {
      const Row& row = kRows[k - 1];
      ProblemInfo info;
      info.name = variant.name + std::to_string(k);
      info.suite = variant.suite;
      info.labels = MultiTask | SingleObjective | variant.label;
      if (variant.label == Competitive) {
        info.citation = {
            "Y. Li, W. Gong, S. Li",
            "Evolutionary competitive multitasking optimization via improved adaptive differential evolution",
            "Expert Systems with Applications 217, 119550", 2023, "10.1016/j.eswa.2023.119550"};
      } else {
        info.citation = {"L. Feng, K. Qin, A. Gupta, Y. Yuan, Y.-S. Ong, X. Chi",
                         "IEEE CEC/WCCI 2020 competition on evolutionary multi-task optimization",
                         "IEEE World Congress on Computational Intelligence", 2020, ""};
      }
      info.doc = std::string("CEC 2014 functions ") + cec14(row.functions[0]).name + " and " +
                 cec14(row.functions[1]).name + (variant.keepsBias ? "" : ", as errors f - f*");
      info.needsData = true;
      info.make = [variant, k] { return std::make_unique<Builder>(variant, k); };
      catalogue.problems.add(std::move(info));
    }
  }
}

}  // namespace tandem::prob::wcci20_mtso
