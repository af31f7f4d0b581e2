// SPDX-License-Identifier: Apache-2.0
// OPF-CMTMO: competing ways to supply the IEEE 30-bus system: six thermal units, or three with wind and solar. The
// solar cost is drawn anew for each evaluation.
#include "problems/base/real_world/optimal_power_flow.h"
#include "tandem/catalogue.h"

namespace tandem::prob::opf_cmtmo {
namespace {

using power::Aim;

struct Row {
  const char* name;
  std::vector<Aim> aims;
  std::vector<double> hvReference;
  const char* doc;
};
const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {"OPF-CMTMO1", {Aim::Cost, Aim::Emission}, {1000, 2}, "cost and emission"},
      {"OPF-CMTMO2", {Aim::Cost, Aim::Emission, Aim::Loss}, {1000, 2, 10}, "cost, emission and power loss"},
      {"OPF-CMTMO3", {Aim::Cost, Aim::Emission, Aim::Deviation}, {1000, 2, 1}, "cost, emission and voltage deviation"},
      {"OPF-CMTMO4",
       {Aim::Cost, Aim::Emission, Aim::Loss, Aim::Deviation},
       {1000, 2, 10, 1},
       "cost, emission, power loss and voltage deviation"},
  };
  return all;
}

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row) {}
  void params(ParamVisitor& v) override {
    v.choice("solar", solar_,
             {.options = {"drawn", "typical"},
              .doc = "irradiance: 8000 draws for each evaluation, or the distribution's quantiles, without noise"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {power::makeProblem(
                {power::thermal30(row_.aims, row_.hvReference), power::windSolar30(row_.aims, row_.hvReference)},
                100000, solar_ == "typical" ? power::Sun::Typical : power::Sun::Drawn),
            Instance::Official,
            {}};
  }

 private:
  const Row& row_;
  std::string solar_ = "drawn";
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : rows()) {
    ProblemInfo info;
    info.name = row.name;
    info.suite = "OPF-CMTMO";
    info.labels = MultiTask | MultiObjective | Constrained | Competitive;
    info.citation = {
        "Y. Li, X. Wu, W. Gong, M. Xu, Y. Wang, Q. Gu",
        "Evolutionary Competitive Multiobjective Multitasking: One-Pass Optimization of Heterogeneous Pareto Solutions",
        "IEEE Transactions on Evolutionary Computation 29(6), 2757-2770", 2025, "10.1109/TEVC.2024.3524508"};
    info.doc = std::string("Optimal power flow, IEEE 30-bus system, thermal or with wind and sun: ") + row.doc +
               " (after at most ten Newton steps, converged or not).";
    info.make = [&row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::opf_cmtmo
