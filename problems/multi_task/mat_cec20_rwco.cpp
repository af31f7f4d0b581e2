// SPDX-License-Identifier: Apache-2.0
// MaT-CEC20-RWCO: 42 of the functions of CEC20-RWCO as the tasks of one problem.
#include "problems/single_task/cec20_rwco.h"

namespace tandem::prob::mat_cec20_rwco {
namespace {

/// Without the two large separation problems, the power systems and the dairy feeds.
std::vector<int> chosen() {
  std::vector<int> numbers;
  for (const auto& [first, last] : {std::pair{1, 5}, std::pair{8, 33}, std::pair{44, 54}}) {
    for (int k = first; k <= last; ++k) numbers.push_back(k);
  }
  return numbers;
}

class Builder final : public ProblemBuilder, public DataUser {
 public:
  [[nodiscard]] std::vector<DataSet> dataSets() const override {
    return {cec20_rwco::dataSet(cec20_rwco::rows()[50])};  // the feeds, the only tables among them
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override {
    return cec20_rwco::buildTasks(request, chosen(), std::int64_t{42} * 100 * 500);
  }
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  ProblemInfo info;
  info.name = "MaT-CEC20-RWCO";
  info.suite = "MaT-CEC20-RWCO";
  info.labels = ManyTask | SingleObjective | Constrained;
  info.citation = cec20_rwco::citation();
  info.doc = "RC01 to RC05, RC08 to RC33 and RC44 to RC54 of CEC20-RWCO: 42 tasks.";
  info.needsData = true;
  info.make = [] { return std::make_unique<Builder>(); };
  catalogue.problems.add(std::move(info));
}

}  // namespace tandem::prob::mat_cec20_rwco
