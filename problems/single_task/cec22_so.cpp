// SPDX-License-Identifier: Apache-2.0
// CEC22-SO: the CEC 2022 bound-constrained functions F1 to F12, as errors f - f*.
#include "problems/base/functions/cec_components.h"

namespace tandem::prob::cec22_so {
namespace {

using cec::Component;
using cec::Function;
using cec::Kind;
using cec::Part;

Part special(Kind kind, double share) {
  return {Base::Sphere, share, kind};
}
Component alone(Base base, double height, double delta, double bias, bool rotated = true) {
  return {{{base}}, height, delta, bias, rotated};
}

std::vector<Function> makeFunctions() {
  using B = Base;
  return {
      {1, "Zakharov", {{{special(Kind::Zakharov, 1.0)}}}},
      {2, "Rosenbrock", {{{{B::CecRosenbrock}}}}},
      // The published code does not rotate F3, and its rounding of F4 has no effect.
      {3, "Schaffer F7", {{{special(Kind::SchafferF7, 1.0)}, 1.0, 10.0, 0.0, false}}},
      {4, "Non-continuous Rastrigin", {{{{B::Rastrigin}}}}},
      {5, "Levy", {{{{B::Levy}}}}},
      {6, "Hybrid 1", {{{{B::BentCigar, 0.4}, {B::HgBat, 0.4}, {B::Rastrigin, 0.2}}}}},
      {7,
       "Hybrid 2",
       {{{{B::HgBat, 0.1},
          {B::Katsuura, 0.2},
          {B::Ackley, 0.2},
          {B::Rastrigin, 0.2},
          {B::CecSchwefel, 0.1},
          special(Kind::SchafferF7, 0.2)}}}},
      {8,
       "Hybrid 3",
       {{{{B::Katsuura, 0.3},
          {B::HappyCat, 0.2},
          {B::GriewankRosenbrock, 0.2},
          {B::CecSchwefel, 0.1},
          {B::Ackley, 0.2}}}}},
      {9,
       "Composition 1",
       {alone(B::CecRosenbrock, 1, 10, 0), alone(B::Elliptic, 1e-6, 20, 200), alone(B::BentCigar, 1e-26, 30, 300),
        alone(B::Discus, 1e-6, 40, 100), alone(B::Elliptic, 1e-6, 50, 400, false)}},
      {10,
       "Composition 2",
       {alone(B::CecSchwefel, 1, 20, 0, false), alone(B::Rastrigin, 1, 10, 200), alone(B::HgBat, 1, 10, 100)}},
      {11,
       "Composition 3",
       {alone(B::ExpandedScaffer, 5e-4, 20, 0), alone(B::CecSchwefel, 1, 20, 200), alone(B::Griewank, 10, 30, 300),
        alone(B::CecRosenbrock, 1, 30, 400), alone(B::Rastrigin, 10, 20, 200)}},
      {12,
       "Composition 4",
       {alone(B::HgBat, 10, 10, 0), alone(B::Rastrigin, 10, 20, 300), alone(B::CecSchwefel, 2.5, 30, 500),
        alone(B::BentCigar, 1e-26, 40, 100), alone(B::Elliptic, 1e-6, 50, 400),
        alone(B::ExpandedScaffer, 5e-4, 60, 200)}},
  };
}

const cec::Suite& suite() {
  static const std::vector<Function> functions = makeFunctions();
  static const cec::Suite theSuite{
      "CEC22-SO", "Single-task/CEC22-SO/Data",
      functions,  {10, 20},
      20,         [](int dim) { return static_cast<std::int64_t>(dim == 10 ? 200000 : 1000000); }};
  return theSuite;
}

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  cec::registerSuite(catalogue, suite(),
                     {"A. Kumar, K. V. Price, A. W. Mohamed, A. A. Hadi, P. N. Suganthan",
                      "Problem Definitions and Evaluation Criteria for the CEC 2022 Special Session and Competition on "
                      "Single Objective Bound Constrained Numerical Optimization",
                      "Technical report, Nanyang Technological University", 2021, ""});
}

}  // namespace tandem::prob::cec22_so
