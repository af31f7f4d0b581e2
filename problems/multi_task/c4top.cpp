// SPDX-License-Identifier: Apache-2.0
// Competitive four-task problems: every choice of four out of six transformed functions, in lexicographic order. The
// functions' biases determine which task is best; the last problems are moved so that the best bias is 0.
#include "problems/base/functions/function_problem.h"
#include "problems/base/instances/instance_data.h"
#include "tandem/catalogue.h"

namespace tandem::prob::c4top {

namespace {

struct Function {
  Base base;
  int dim;
  double bound;
  double bias;
  int moved;       // the coordinates after this many have their optimum at ...
  double optimum;  // ... here, the others at 0
  bool stretched;  // transformed with condition 2 (along random axes), else not rotated
};
constexpr Function kFunctions[6] = {
    {Base::Rastrigin, 50, 50, 0, 50, 0, false},  {Base::Griewank, 50, 100, 150, 50, 0, false},
    {Base::Sphere, 50, 50, 100, 40, 20, true},   {Base::Rosenbrock, 50, 50, 50, 50, 0, false},
    {Base::Ackley, 50, 100, 25, 20, -20, false}, {Base::Weierstrass, 40, 0.5, 10, 10, 0.25, false},
};

/// The k-th (from 1) of the fifteen choices.
std::vector<int> choice(int k) {
  for (int a = 0; a < 6; ++a) {
    for (int b = a + 1; b < 6; ++b) {
      for (int c = b + 1; c < 6; ++c) {
        for (int d = c + 1; d < 6; ++d) {
          if (--k == 0) return {a, b, c, d};
        }
      }
    }
  }
  return {};
}

std::string arrayName(const char* what, int function) {
  return std::string(what).append(std::to_string(function + 1));
}

DataSet dataSet() {
  DataSet set{"C4TOP", "matrices", {}};
  const std::string folder = "Multi-task/Competitive-C4TOP/Data/";
  for (int f = 0; f < 6; ++f) {
    const int dim = kFunctions[f].dim;
    set.items.push_back(
        {arrayName("M", f), folder + "M_matrix.mat", dim, dim, matVariable(cellPath("M_matrix", f + 1))});
    set.items.push_back({arrayName("O", f), folder + "O_matrix.mat", 1, dim, matVariable(cellPath("O_matrix", f + 1))});
  }
  return set;
}

Arrays synthetic() {
  Rng rng = instanceStream("C4TOP", "matrices");
  Arrays arrays;
  for (int f = 0; f < 6; ++f) {
    const Function& row = kFunctions[f];
    Matrix shift = constantRow(row.dim, 0.0);
    for (int j = row.moved; j < row.dim; ++j) shift(0, j) = row.optimum;
    arrays[arrayName("O", f)] = std::move(shift);
    Matrix m = Matrix::identity(row.dim);
    if (row.stretched) {
      // R^T diag(1..2) R
      const Matrix r = randomRotation(row.dim, rng);
      for (int i = 0; i < row.dim; ++i) {
        for (int j = 0; j < row.dim; ++j) {
          m(i, j) = 0.0;
          for (int k = 0; k < row.dim; ++k)
            m(i, j) += r(k, i) * (1.0 + static_cast<double>(k) / (row.dim - 1)) * r(k, j);
        }
      }
    }
    arrays[arrayName("M", f)] = std::move(m);
  }
  return arrays;
}

class Builder final : public ProblemBuilder, public DataUser {
 public:
  explicit Builder(int k) : k_(k) {}
  [[nodiscard]] std::vector<DataSet> dataSets() const override { return {dataSet()}; }
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override {
    const InstanceArrays data = obtainInstance(request, dataSets(), synthetic);
    double least = kFunctions[1].bias;
    for (const int f : choice(k_)) least = std::min(least, kFunctions[f].bias);
    std::vector<FunctionTask> tasks;
    for (const int f : choice(k_)) {
      const Function& row = kFunctions[f];
      tasks.push_back(makeTask(row.base, row.dim, -row.bound, row.bound, data.vector(arrayName("O", f)),
                               data[arrayName("M", f)], row.bias - least));
    }
    return {std::make_shared<FunctionProblem>(std::move(tasks), 200000), data.instance, data.checksum};
  }

 private:
  int k_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (int k = 1; k <= 15; ++k) {
    ProblemInfo info;
    info.name = "C4TOP" + std::to_string(k);
    info.suite = "C4TOP";
    info.labels = MultiTask | SingleObjective | Competitive;
    info.citation = {"G. Li, Q. Zhang, Z. Wang", "Evolutionary competitive multitasking optimization",
                     "IEEE Transactions on Evolutionary Computation 26(2), 278-289", 2022, "10.1109/TEVC.2022.3141819"};
    for (const int f : choice(k))
      info.doc += (info.doc.empty() ? "" : ", ") + std::string(functionName(kFunctions[f].base));
    info.needsData = true;
    info.make = [k] { return std::make_unique<Builder>(k); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::c4top
