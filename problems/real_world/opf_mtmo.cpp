// SPDX-License-Identifier: Apache-2.0
// OPF-MTMO: optimal power flow of IEEE 30- and 57-bus systems, two to four objectives.
#include "problems/base/real_world/optimal_power_flow.h"
#include "tandem/catalogue.h"

namespace tandem::prob::opf_mtmo {
namespace {

using power::Aim;

struct Row {
  const char* name;
  std::vector<Aim> aims;
  std::vector<double> hvReference30;
  std::vector<double> hvReference57;
  const char* doc;
};
const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {"OPF-MTMO1", {Aim::Cost, Aim::Emission}, {1000, 1}, {50000, 5}, "fuel cost and emission"},
      {"OPF-MTMO2",
       {Aim::Cost, Aim::Emission, Aim::Loss},
       {1000, 1, 10},
       {50000, 5, 15},
       "fuel cost, emission and power loss"},
      {"OPF-MTMO3",
       {Aim::Cost, Aim::Emission, Aim::Deviation},
       {1000, 1, 1},
       {50000, 5, 1},
       "fuel cost, emission and voltage deviation"},
      {"OPF-MTMO4",
       {Aim::Cost, Aim::Emission, Aim::Loss, Aim::Deviation},
       {1000, 1, 10, 1},
       {50000, 5, 15, 1},
       "fuel cost, emission, power loss and voltage deviation"},
  };
  return all;
}

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row) {}
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {
        power::makeProblem(
            {power::thermal30(row_.aims, row_.hvReference30), power::thermal57(row_.aims, row_.hvReference57)}, 200000),
        Instance::Official,
        {}};
  }

 private:
  const Row& row_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : rows()) {
    ProblemInfo info;
    info.name = row.name;
    info.suite = "OPF-MTMO";
    info.labels = MultiTask | MultiObjective | Constrained;
    info.citation = {"Y. Li, W. Gong",
                     "Multiobjective Multitask Optimization with Multiple Knowledge Types and Transfer Adaptation",
                     "IEEE Transactions on Evolutionary Computation", 2024, "10.1109/TEVC.2024.3353319"};
    info.doc = std::string("Optimal power flow, IEEE 30- and 57-bus systems: ") + row.doc +
               " (after at most ten Newton steps, converged or not).";
    info.make = [&row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::opf_mtmo
