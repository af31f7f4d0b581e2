// SPDX-License-Identifier: Apache-2.0
// MaT-CEC17-SO: all functions of CEC17-SO in 10, 30 and 50 variables as the tasks of one problem.
#include <fmt/core.h>

#include "problems/single_task/cec17_so.h"

namespace tandem::prob::mat_cec17_so {
namespace {

constexpr int kDims[] = {10, 30, 50};

class Builder final : public ProblemBuilder, public DataUser {
 public:
  [[nodiscard]] std::vector<DataSet> dataSets() const override {
    std::vector<DataSet> sets;
    for (const int dim : kDims) {
      for (const cec::Function& f : suite().functions) sets.push_back(cec::dataSet(suite(), f, dim));
    }
    return sets;
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override {
    BuiltProblem built = buildFrom(request);
    if (built.problem != nullptr) return built;
    // Some of the official data are missing: all tasks from the generator rather than a mixture.
    return buildFrom({Instance::Synthetic, request.dataDir});
  }

 private:
  static const cec::Suite& suite() { return cec17_so::suite(); }

  /// No problem (null) if the tasks' data would be of both kinds.
  static BuiltProblem buildFrom(const BuildRequest& request) {
    std::vector<FunctionTask> tasks;
    BuiltProblem built;
    std::uint64_t checksum = 0;
    for (const int dim : kDims) {
      for (const cec::Function& f : suite().functions) {
        const InstanceArrays data = obtainInstance(request, cec::dataSet(suite(), f, dim),
                                                   [&f, dim] { return cec::synthetic(suite(), f, dim); });
        if (!tasks.empty() && data.instance != built.instance) return {};
        built.instance = data.instance;
        checksum = hashText(data.checksum, checksum);
        tasks.push_back(cec::makeCecTask(f, dim, data));
        tasks.back().name += fmt::format("-D{}", dim);
      }
    }
    built.checksum = fmt::format("{:016x}", checksum);
    built.problem = std::make_shared<FunctionProblem>(std::move(tasks), 3000 * 50 * 29);
    return built;
  }
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  ProblemInfo info;
  info.name = "MaT-CEC17-SO";
  info.suite = "MaT-CEC17-SO";
  info.labels = ManyTask | SingleObjective | Unconstrained;
  info.citation = {"N. H. Awad, M. Z. Ali, P. N. Suganthan, J. J. Liang, B. Y. Qu",
                   "Problem Definitions and Evaluation Criteria for the CEC 2017 Special Session and Competition on "
                   "Single Objective Real-Parameter Numerical Optimization",
                   "Technical report, Nanyang Technological University", 2016, ""};
  info.doc = "The 29 functions of CEC17-SO in 10, 30 and 50 variables: 87 tasks.";
  info.needsData = true;
  info.make = [] { return std::make_unique<Builder>(); };
  catalogue.problems.add(std::move(info));
}

}  // namespace tandem::prob::mat_cec17_so
