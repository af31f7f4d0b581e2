// SPDX-License-Identifier: Apache-2.0
// MGA-DSM-GTOP: five of ESA's trajectory problems with swing-bys and one deep-space manoeuvre per arc: Cassini 2,
// Rosetta, SAGAS, Messenger and Messenger with its resonant swing-bys at Mercury (full).
#include <iterator>
#include <numbers>

#include "problems/base/real_world/gravity_assists.h"
#include "tandem/catalogue.h"

namespace tandem::prob::mga_dsm_gtop {
namespace {

using gravity_assists::Goal;
using gravity_assists::Mission;
using std::numbers::pi;

// The best known points: published ones (M. Schlueter et al., GTOPX, SoftwareX 14, 2021), refined within the bounds
// here. Rosetta's published one swings by lower than the bounds allow.
constexpr double kCassiniLower[] = {-1000, 3,    0,    0,    100,  100,  30,  400, 800, 0.01, 0.01,
                                    0.01,  0.01, 0.01, 1.05, 1.05, 1.15, 1.7, -pi, -pi, -pi,  -pi};
constexpr double kCassiniUpper[] = {0,   5,   1,   1, 400, 500, 300, 1600, 2200, 0.9, 0.9,
                                    0.9, 0.9, 0.9, 6, 6,   6.5, 291, pi,   pi,   pi,  pi};
constexpr double kCassiniBest[] = {-779.8924127666949, 3.269389647409544,  0.5294072982620153, 0.3817518330583798,
                                   168.17065633202697, 424.05822532196214, 53.307541883486955, 589.7717695982103,
                                   2199.9996323931764, 0.7743202248712234, 0.535144107639617,  0.010162517088505118,
                                   0.1433201370538468, 0.3421417868570917, 1.3587804082950377, 1.0500000365985789,
                                   1.306777401549787,  69.81255309408974,  -1.593182343257587, -1.9595665251506131,
                                   -1.554766475466112, -1.513431340153325};
constexpr double kRosettaLower[] = {1460, 3,    0,    0,    300,  150,  150,  300, 700, 0.01, 0.01,
                                    0.01, 0.01, 0.01, 1.06, 1.06, 1.06, 1.06, -pi, -pi, -pi,  -pi};
constexpr double kRosettaUpper[] = {1825, 5,   1,   1, 500, 800, 800, 800, 1850, 0.9, 0.9,
                                    0.9,  0.9, 0.9, 9, 9,   9,   9,   pi,  pi,   pi,  pi};
constexpr double kRosettaBest[] = {1542.6446249821843,  4.477846807802772,
                                   0.7316969999604197,  0.8783636909853185,
                                   365.2423479990397,   707.7843604966915,
                                   257.4148874378398,   730.4834819776781,
                                   1849.9497255950182,  0.5121512126363832,
                                   0.8107205666200967,  0.27620959801461054,
                                   0.11921013968458966, 0.43745340052242815,
                                   2.6557952267983103,  1.06,
                                   3.1981428835328103,  1.06,
                                   -1.2521879607805153, 1.7882930590960644,
                                   -1.5951291063799549, -1.9754634876380632};
constexpr double kSagasLower[] = {7000, 0, 0, 0, 50, 300, 0.01, 0.01, 1.05, 8, -pi, -pi};
constexpr double kSagasUpper[] = {9100, 7, 1, 1, 2000, 2000, 0.9, 0.9, 7, 500, pi, pi};
constexpr double kSagasBest[] = {7020.097773959713, 5.345409031219937,  0.00044791146531990403, 0.5003795931454204,
                                 789.416933623275,  483.99605597910636, 0.4946202297893238,     0.01000002313330108,
                                 1.050000000001363, 10.852411464143685, -1.5721145324773682,    1.945338616720961};
constexpr double kMessengerLower[] = {1000, 1,    0,    0,   30,  30,  30,  30,  0.01,
                                      0.01, 0.01, 0.01, 1.1, 1.1, 1.1, -pi, -pi, -pi};
constexpr double kMessengerUpper[] = {4000, 5, 1, 1, 400, 400, 400, 400, 0.99, 0.99, 0.99, 0.99, 6, 6, 6, pi, pi, pi};
constexpr double kMessengerBest[] = {
    1171.4092641038278, 1.4168132332580001,  0.3783570073014123, 0.5004442066664679, 400,
    178.66046419546373, 299.2579908715266,   180.67651755257637, 0.2363065549484861, 0.010000020741917606,
    0.8326710792110908, 0.31306357640726074, 1.7737122734164033, 3.0356505189774374, 1.1,
    1.3504977766775044, 1.0946916926625878,  1.3446410194505756};
constexpr double kFullLower[] = {1900, 2.5,  0,    0,   100, 100,  100,  100,  100, 100, 0.01, 0.01, 0.01,
                                 0.01, 0.01, 0.01, 1.1, 1.1, 1.05, 1.05, 1.05, -pi, -pi, -pi,  -pi,  -pi};
constexpr double kFullUpper[] = {2200, 5,    1,    1, 500, 500, 500, 500, 500, 600, 0.99, 0.99, 0.99,
                                 0.99, 0.99, 0.99, 6, 6,   6,   6,   6,   pi,  pi,  pi,   pi,   pi};
constexpr double kFullBest[] = {2037.877944231302,  4.0500008224564,    0.5567207189317488, 0.6347060395350893,
                                451.6515235302954,  224.69397913608748, 221.43845147388635, 266.07334053818516,
                                357.9592643644033,  534.104141940618,   0.4824139356481002, 0.7338168797875068,
                                0.6993383207278733, 0.7406169083439316, 0.8287229977338253, 0.902861728211844,
                                1.723746546066106,  1.1000003071070756, 1.0500001320552612, 1.0500009389467573,
                                1.0500027322063312, 2.767483564549047,  1.5734209552833907, 2.6293078361972464,
                                1.6228812025142547, 1.6094624014701875};

const Mission kMissions[] = {
    {.name = "Cassini 2",
     .bodies = 6,
     .sequence = {3, 2, 2, 3, 5, 6},
     .goal = Goal::TotalRendezvous,
     .lower = kCassiniLower,
     .upper = kCassiniUpper,
     .bestPoint = kCassiniBest},
    {.name = "Rosetta",
     .bodies = 6,
     .sequence = {3, 3, 4, 3, 3, gravity_assists::kComet},
     .goal = Goal::Rendezvous,
     .comet = {3.502949728362754, 0.6319356, 7.12723, 50.92302, 11.36788, 0.0},
     .cometEpoch = 52504.23754000012 - 51544,
     .lower = kRosettaLower,
     .upper = kRosettaUpper,
     .bestPoint = kRosettaBest},
    {.name = "SAGAS",
     .bodies = 3,
     .sequence = {3, 3, 5},
     .goal = Goal::TimeToReach,
     .distance = 50,
     .mostTotal = 6.782,
     .mostOnBoard = 1.782,
     .lower = kSagasLower,
     .upper = kSagasUpper,
     .bestPoint = kSagasBest},
    {.name = "Messenger",
     .bodies = 5,
     .sequence = {3, 3, 2, 2, 1},
     .goal = Goal::TotalRendezvous,
     .lower = kMessengerLower,
     .upper = kMessengerUpper,
     .bestPoint = kMessengerBest},
    {.name = "Messenger full",
     .bodies = 7,
     .sequence = {3, 2, 2, 1, 1, 1, 1},
     .goal = Goal::Insertion,
     .periapsis = 2640,
     .eccentricity = 0.704,
     .lower = kFullLower,
     .upper = kFullUpper,
     .bestPoint = kFullBest},
};

class Builder final : public ProblemBuilder {
 public:
  void params(ParamVisitor& v) override {
    v.choice("hyperbola", hyperbola_,
             {.options = {"platform", "kepler"},
              .doc = "arcs that leave the Sun: as MToP follows them, by the ellipse's equation, or as they are"});
    v.integer("generations", generations_,
              {.min = 1, .max = 1000000, .doc = "default budget in evaluations of the population"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    constexpr std::int64_t kPopulation = 100;
    const auto rule = hyperbola_ == "kepler" ? astro::Hyperbola::Kepler : astro::Hyperbola::Platform;
    const std::int64_t budget = generations_ * kPopulation * std::ssize(kMissions);
    return {gravity_assists::makeProblem(kMissions, true, rule, budget), Instance::Official, {}};
  }

 private:
  std::string hyperbola_ = "platform";
  int generations_ = 500;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  ProblemInfo info;
  info.name = "MGA-DSM-GTOP";
  info.suite = "MGA-DSM-GTOP";
  info.labels = MultiTask | ManyTask | SingleObjective | Unconstrained;
  info.citation = {"Z. Yuan, G. Dai, L. Peng, M. Wang, Z. Song, X. Chen",
                   "Scenario-based self-learning transfer framework for multi-task optimization problems",
                   "Knowledge-Based Systems 325, 113824", 2025, "10.1016/j.knosys.2025.113824"};
  info.doc =
      "Interplanetary trajectories with deep-space manoeuvres: Cassini 2, Rosetta, SAGAS, Messenger, Messenger full; "
      "arcs that leave the Sun are followed as MToP does unless told otherwise.";
  info.make = [] { return std::make_unique<Builder>(); };
  catalogue.problems.add(std::move(info));
}

}  // namespace tandem::prob::mga_dsm_gtop
