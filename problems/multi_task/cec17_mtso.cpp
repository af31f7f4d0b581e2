// SPDX-License-Identifier: Apache-2.0
// CEC 2017 competition on evolutionary multitasking, single-objective problems: pairs of functions whose optima
// coincide in the unified space completely (CI), in part (PI) or not at all (NI), with high, medium or low similarity
// (HS, MS, LS: rank correlation of the two tasks' values over a common sample).
#include "problems/multi_task/cec17_mtso.h"

#include <algorithm>

#include "tandem/catalogue.h"

namespace tandem::prob::cec17_mtso {

namespace {

enum Transformation { None = 0, Shifted = 1, Rotated = 2, Both = 3 };

struct TaskRow {
  Base function;
  int dim;
  double bound;  // the box is [-bound, bound]^D
  Transformation transformation;
  double firstHalf, secondHalf;  // published shift of the coordinates up to D/2 and of the others
};
struct Row {
  const char* name;
  const char* file;  // of the published data
  TaskRow tasks[2];
};
constexpr Row kRows[kProblems] = {
    {"CI-HS", "CI_H", {{Base::Griewank, 50, 100, Both, 0, 0}, {Base::Rastrigin, 50, 50, Both, 0, 0}}},
    {"CI-MS", "CI_M", {{Base::Ackley, 50, 50, Both, 0, 0}, {Base::Rastrigin, 50, 50, Both, 0, 0}}},
    {"CI-LS", "CI_L", {{Base::Ackley, 50, 50, Both, 42.096, 42.096}, {Base::Schwefel, 50, 500, None, 0, 0}}},
    {"PI-HS", "PI_H", {{Base::Rastrigin, 50, 50, Both, 0, 0}, {Base::Sphere, 50, 100, Shifted, 0, 20}}},
    {"PI-MS", "PI_M", {{Base::Ackley, 50, 50, Both, 0, 1}, {Base::Rosenbrock, 50, 50, None, 0, 0}}},
    {"PI-LS", "PI_L", {{Base::Ackley, 50, 50, Both, 0, 0}, {Base::Weierstrass, 25, 0.5, Both, 0, 0}}},
    {"NI-HS", "NI_H", {{Base::Rosenbrock, 50, 50, None, 0, 0}, {Base::Rastrigin, 50, 50, Both, 0, 0}}},
    {"NI-MS", "NI_M", {{Base::Griewank, 50, 100, Both, 10, 10}, {Base::Weierstrass, 50, 0.5, Both, 0, 0}}},
    {"NI-LS", "NI_L", {{Base::Rastrigin, 50, 50, Both, 0, 0}, {Base::Schwefel, 50, 500, None, 0, 0}}},
};

const Row& row(int k) {
  return kRows[k - 1];
}
std::string shiftName(int task) {
  return "GO_Task" + std::to_string(task);
}
std::string rotationName(int task) {
  return "Rotation_Task" + std::to_string(task);
}

class Builder final : public ProblemBuilder, public DataUser {
 public:
  explicit Builder(int k) : k_(k) {}
  [[nodiscard]] std::vector<DataSet> dataSets() const override {
    return {dataSet(k_, "CEC17-MTSO", "Multi-task/CEC17-MTSO/Tasks")};
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override {
    const InstanceArrays data = obtainInstance(request, dataSets(), [this] { return synthetic(k_); });
    return {std::make_shared<FunctionProblem>(tasks(k_, data), 100000), data.instance, data.checksum};
  }

 private:
  int k_;
};

}  // namespace

const char* className(int k) {
  return row(k).name;
}

DataSet dataSet(int k, const std::string& suite, const std::string& source) {
  DataSet set{suite, row(k).file, {}};
  const std::string file = source + "/" + row(k).file + ".mat";
  for (int t = 1; t <= 2; ++t) {
    const TaskRow& task = row(k).tasks[t - 1];
    const auto add = [&](const std::string& name, int rows) {
      set.items.push_back({name, file, rows, task.dim, matVariable(name)});
    };
    if ((task.transformation & Shifted) != 0) add(shiftName(t), 1);
    if ((task.transformation & Rotated) != 0) add(rotationName(t), task.dim);
  }
  return set;
}

namespace {

/// The construction of a row, with other numbers of variables if the caller wants them.
Arrays construct(const Row& row, Rng rng) {
  Arrays arrays;
  for (int t = 1; t <= 2; ++t) {
    const TaskRow& task = row.tasks[t - 1];
    if ((task.transformation & Shifted) != 0) {
      Matrix shift = constantRow(task.dim, task.firstHalf);
      for (int j = task.dim / 2; j < task.dim; ++j) shift(0, j) = task.secondHalf;
      arrays[shiftName(t)] = std::move(shift);
    }
    if ((task.transformation & Rotated) != 0) arrays[rotationName(t)] = randomRotation(task.dim, rng);
  }
  return arrays;
}

std::vector<FunctionTask> assemble(const Row& row, const InstanceArrays& data, double bias1, double bias2) {
  std::vector<FunctionTask> list;
  for (int t = 1; t <= 2; ++t) {
    const TaskRow& task = row.tasks[t - 1];
    const bool shifted = (task.transformation & Shifted) != 0;
    const bool rotated = (task.transformation & Rotated) != 0;
    list.push_back(makeTask(task.function, task.dim, -task.bound, task.bound,
                            shifted ? data.vector(shiftName(t)) : std::vector<double>{},
                            rotated ? data[rotationName(t)] : Matrix{}, t == 1 ? bias1 : bias2));
  }
  return list;
}

}  // namespace

Arrays synthetic(int k) {
  return construct(row(k), instanceStream("CEC17-MTSO", row(k).file));
}

std::vector<FunctionTask> tasks(int k, const InstanceArrays& data, double bias1, double bias2) {
  return assemble(row(k), data, bias1, bias2);
}

std::vector<FunctionTask> tasksOf(int k, int dim) {
  Row other = row(k);
  for (TaskRow& task : other.tasks) task.dim = std::max(1, task.dim * dim / 50);
  const std::string name = std::string(other.file) + " " + std::to_string(dim);
  InstanceArrays data;
  data.arrays = construct(other, instanceStream("CEC17-MTSO", name));
  return assemble(other, data, 0.0, 0.0);
}

std::string functionsOf(int k) {
  return std::string(functionName(row(k).tasks[0].function)) + " and " + functionName(row(k).tasks[1].function);
}

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (int k = 1; k <= kProblems; ++k) {
    ProblemInfo info;
    const std::string number = "CEC17-MTSO" + std::to_string(k);
    info.name = number + "-" + className(k);
    info.aliases = {number};
    info.suite = "CEC17-MTSO";
    info.labels = MultiTask | SingleObjective | Unconstrained;
    info.citation = {"B. Da, Y.-S. Ong, L. Feng, A. K. Qin, A. Gupta, Z. Zhu, C.-K. Ting, K. Tang, X. Yao",
                     "Evolutionary multitasking for single-objective continuous optimization: benchmark problems, "
                     "performance metric, and baseline results",
                     "arXiv:1706.03470", 2017, "10.48550/arXiv.1706.03470"};
    info.doc = functionsOf(k) + ", intersection and similarity as the name says";
    info.needsData = true;
    info.make = [k] { return std::make_unique<Builder>(k); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec17_mtso
