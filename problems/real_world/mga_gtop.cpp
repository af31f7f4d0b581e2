// SPDX-License-Identifier: Apache-2.0
// MGA-GTOP: two of ESA's trajectory problems with powered swing-bys: Cassini 1 (to Saturn, with the least impulse) and
// GTOC 1 (into an asteroid, with the greatest effect; values are negative).
#include <iterator>

#include "problems/base/real_world/gravity_assists.h"
#include "tandem/catalogue.h"

namespace tandem::prob::mga_gtop {
namespace {

using gravity_assists::Goal;
using gravity_assists::Mission;

// The best known points: published ones (M. Schlueter et al., GTOPX, SoftwareX 14, 2021), refined within the bounds.
constexpr double kCassiniLower[] = {-1000, 30, 100, 30, 400, 1000};
constexpr double kCassiniUpper[] = {0, 400, 470, 400, 2000, 6000};
constexpr double kCassiniBest[] = {-789.7839440876364, 158.3237323616005,  449.38588114548,
                                   54.716205677735196, 1024.6961236194054, 4552.813287435269};
constexpr double kGtoc1Lower[] = {3000, 14, 14, 14, 14, 100, 366, 300};
constexpr double kGtoc1Upper[] = {10000, 400, 2000, 2000, 2000, 9000, 9000, 9000};
constexpr double kGtoc1Best[] = {6810.405212758596,  168.3747003114608,  1079.474094957464,  56.387317484760715,
                                 1044.0928803073857, 3820.8418246987494, 1044.3272460619871, 3397.213549252732};

const Mission kMissions[] = {
    {.name = "Cassini 1",
     .bodies = 6,
     .sequence = {3, 2, 2, 3, 5, 6},
     .goal = Goal::Insertion,
     .periapsis = 108950,
     .eccentricity = 0.98,
     .leastPeriapsis = {0, 6351.8, 6778.1, 3797, 671492, 70000},
     .penalty = {0, 0.01, 0.01, 0.01, 0.001, 0.01},
     .lower = kCassiniLower,
     .upper = kCassiniUpper,
     .bestPoint = kCassiniBest},
    {.name = "GTOC 1",
     .bodies = 8,
     .sequence = {3, 2, 3, 2, 3, 5, -6, gravity_assists::kComet},
     .goal = Goal::Impact,
     .launchSpeed = 2.5,
     .leastPeriapsis = {0, 6351.8, 6778.1, 6000, 600000, 70000},
     .penalty = {0, 0.01, 0.01, 0.01, 0.001, 0.01},
     .mass = 1500,
     .specificImpulse = 2500,
     .comet = {2.5897261, 0.2734625, 6.40734, 128.34711, 264.78691, 320.479555},
     .cometEpoch = 53600 - 51544,
     .lower = kGtoc1Lower,
     .upper = kGtoc1Upper,
     .bestPoint = kGtoc1Best},
};

class Builder final : public ProblemBuilder {
 public:
  void params(ParamVisitor& v) override {
    v.integer("generations", generations_,
              {.min = 1, .max = 1000000, .doc = "default budget in evaluations of the population"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    constexpr std::int64_t kPopulation = 100;
    const std::int64_t budget = generations_ * kPopulation * std::ssize(kMissions);
    return {gravity_assists::makeProblem(kMissions, false, astro::Hyperbola::Kepler, budget), Instance::Official, {}};
  }

 private:
  int generations_ = 500;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  ProblemInfo info;
  info.name = "MGA-GTOP";
  info.suite = "MGA-GTOP";
  info.labels = MultiTask | SingleObjective | Unconstrained;
  info.citation = {"Z. Yuan, G. Dai, L. Peng, M. Wang, Z. Song, X. Chen",
                   "Scenario-based self-learning transfer framework for multi-task optimization problems",
                   "Knowledge-Based Systems 325, 113824", 2025, "10.1016/j.knosys.2025.113824"};
  info.doc = "Interplanetary trajectories with powered swing-bys: Cassini 1 and GTOC 1 of ESA's GTOP data base.";
  info.make = [] { return std::make_unique<Builder>(); };
  catalogue.problems.add(std::move(info));
}

}  // namespace tandem::prob::mga_gtop
