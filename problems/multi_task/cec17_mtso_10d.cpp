// SPDX-License-Identifier: Apache-2.0
// CEC17-MTSO in few dimensions, as studies of learned and model-based methods use it: the same functions, boxes and
// published shifts, rotations of our own.
#include "problems/multi_task/cec17_mtso.h"
#include "tandem/catalogue.h"

namespace tandem::prob::cec17_mtso_10d {
namespace {

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(int k) : k_(k) {}
  void params(ParamVisitor& v) override {
    v.integer("dim", dim_, {.min = 2, .max = 1000, .doc = "variables; the second task of PI-LS has half as many"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {std::make_shared<FunctionProblem>(cec17_mtso::tasksOf(k_, dim_), std::int64_t{2000} * dim_),
            Instance::Official, ""};
  }

 private:
  int k_;
  int dim_ = 10;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (int k = 1; k <= cec17_mtso::kProblems; ++k) {
    ProblemInfo info;
    info.name = "CEC17-10D-MTSO" + std::to_string(k) + "-" + cec17_mtso::className(k);
    info.aliases = {"CEC17-10D-MTSO" + std::to_string(k)};
    info.suite = "CEC17-10D-MTSO";
    info.labels = MultiTask | SingleObjective | Unconstrained;
    info.citation = {"B. Da, Y.-S. Ong, L. Feng, A. K. Qin, A. Gupta, Z. Zhu, C.-K. Ting, K. Tang, X. Yao",
                     "Evolutionary multitasking for single-objective continuous optimization: benchmark problems, "
                     "performance metric, and baseline results",
                     "arXiv:1706.03470", 2017, "10.48550/arXiv.1706.03470"};
    info.doc = cec17_mtso::functionsOf(k) + " in ten dimensions (another number: dim)";
    info.make = [k] { return std::make_unique<Builder>(k); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec17_mtso_10d
