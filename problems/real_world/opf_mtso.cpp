// SPDX-License-Identifier: Apache-2.0
// OPF-MTSO: optimal power flow of IEEE 30- and 57-bus systems, one objective each.
#include "problems/base/real_world/optimal_power_flow.h"
#include "tandem/catalogue.h"

namespace tandem::prob::opf_mtso {
namespace {

using power::Aim;

struct Row {
  const char* name;
  Aim aim;
  const char* doc;
};
constexpr Row kRows[] = {
    {"OPF-MTSO1", Aim::Cost, "fuel cost ($/h)"},
    {"OPF-MTSO2", Aim::Stability, "voltage stability (worst L-index)"},
    {"OPF-MTSO3", Aim::Emission, "emission (t/h)"},
    {"OPF-MTSO4", Aim::Loss, "active power loss (MW)"},
    {"OPF-MTSO5", Aim::Deviation, "voltage deviation of the load buses"},
};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(Aim aim) : aim_(aim) {}
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {power::makeProblem({power::thermal30({aim_}), power::thermal57({aim_})}, 200000), Instance::Official, {}};
  }

 private:
  Aim aim_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = row.name;
    info.suite = "OPF-MTSO";
    info.labels = MultiTask | SingleObjective | Constrained;
    info.citation = {"Y. Li, W. Gong, S. Li", "Multitask Evolution Strategy with Knowledge-Guided External Sampling",
                     "IEEE Transactions on Evolutionary Computation", 2023, "10.1109/TEVC.2023.3330265"};
    info.doc = std::string("Optimal power flow, IEEE 30- and 57-bus systems: ") + row.doc +
               " (after at most ten Newton steps, converged or not).";
    info.make = [aim = row.aim] { return std::make_unique<Builder>(aim); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::opf_mtso
