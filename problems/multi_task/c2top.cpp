// SPDX-License-Identifier: Apache-2.0
// Competitive two-task problems: the pairs of CEC17-MTSO, where the better of the two tasks' optima is sought. The
// cases differ in the gap between the optima.
#include "problems/multi_task/cec17_mtso.h"
#include "tandem/catalogue.h"

namespace tandem::prob::c2top {

namespace {

struct Case {
  double bias1, bias2;
};
constexpr Case kCases[] = {{10, 0}, {0, 10}, {1000, 0}, {0, 1000}};

class Builder final : public ProblemBuilder, public DataUser {
 public:
  Builder(Case biases, int k) : biases_(biases), k_(k) {}
  [[nodiscard]] std::vector<DataSet> dataSets() const override {
    return {cec17_mtso::dataSet(k_, "C2TOP", "Multi-task/Competitive-C2TOP/Tasks")};
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override {
    const InstanceArrays data = obtainInstance(request, dataSets(), [this] { return cec17_mtso::synthetic(k_); });
    auto tasks = cec17_mtso::tasks(k_, data, biases_.bias1, biases_.bias2);
    return {std::make_shared<FunctionProblem>(std::move(tasks), 200000), data.instance, data.checksum};
  }

 private:
  Case biases_;
  int k_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  int number = 0;
  for (const Case& biases : kCases) {
    ++number;
    for (int k = 1; k <= cec17_mtso::kProblems; ++k) {
      ProblemInfo info;
      info.name = "C2TOP-Case" + std::to_string(number) + "-P" + std::to_string(k);
      info.suite = "C2TOP";
      info.labels = MultiTask | SingleObjective | Competitive;
      info.citation = {"G. Li, Q. Zhang, Z. Wang", "Evolutionary competitive multitasking optimization",
                       "IEEE Transactions on Evolutionary Computation 26(2), 278-289", 2022,
                       "10.1109/TEVC.2022.3141819"};
      info.doc = std::string("CEC17-MTSO ") + cec17_mtso::className(k) + " with " +
                 std::to_string(static_cast<int>(biases.bias1 + biases.bias2)) + " added to task " +
                 (biases.bias1 > 0 ? "1" : "2");
      info.needsData = true;
      info.make = [biases, k] { return std::make_unique<Builder>(biases, k); };
      catalogue.problems.add(std::move(info));
    }
  }
}

}  // namespace tandem::prob::c2top
