// SPDX-License-Identifier: Apache-2.0
// CEC17-SO: the CEC 2017 real-parameter functions F1 and F3 to F30 (F2 was withdrawn), as errors f - f*.
#include "problems/single_task/cec17_so.h"

#include <memory>

namespace tandem::prob::cec17_so {
namespace {

using cec::Component;
using cec::Function;
using cec::Kind;
using cec::Part;

constexpr Part kZakharov{Base::Sphere, 1.0, Kind::Zakharov};
Part special(Kind kind, double share) {
  return {Base::Sphere, share, kind};
}
Component alone(Base base, double height, double delta, double bias) {
  return {{{base}}, height, delta, bias};
}
Component single(Part part, bool rotated = true) {
  return {{part}, 1.0, 10.0, 0.0, rotated};
}

// Hybrids that the last two compositions use again.
const std::vector<Part> kHybrid5 = {
    {Base::BentCigar, 0.2}, {Base::HgBat, 0.2}, {Base::Rastrigin, 0.3}, {Base::CecRosenbrock, 0.3}};
const std::vector<Part> kHybrid6 = {
    {Base::ExpandedScaffer, 0.2}, {Base::HgBat, 0.2}, {Base::CecRosenbrock, 0.3}, {Base::CecSchwefel, 0.3}};
const std::vector<Part> kHybrid7 = {{Base::Katsuura, 0.1},
                                    {Base::Ackley, 0.2},
                                    {Base::GriewankRosenbrock, 0.2},
                                    {Base::CecSchwefel, 0.2},
                                    {Base::Rastrigin, 0.3}};
const std::vector<Part> kHybrid8 = {
    {Base::Elliptic, 0.2}, {Base::Ackley, 0.2}, {Base::Rastrigin, 0.2}, {Base::HgBat, 0.2}, {Base::Discus, 0.2}};
const std::vector<Part> kHybrid9 = {{Base::BentCigar, 0.2},
                                    {Base::Rastrigin, 0.2},
                                    {Base::GriewankRosenbrock, 0.2},
                                    {Base::Weierstrass, 0.2},
                                    {Base::ExpandedScaffer, 0.2}};

std::vector<Function> makeFunctions() {
  using B = Base;
  return {
      {1, "Bent cigar", {single({B::BentCigar})}},
      {3, "Zakharov", {single(kZakharov)}},
      {4, "Rosenbrock", {single({B::CecRosenbrock})}},
      {5, "Rastrigin", {single({B::Rastrigin})}},
      // The published code does not rotate F6, and its rounding of F8 has no effect.
      {6, "Schaffer F7", {single(special(Kind::SchafferF7, 1.0), false)}},
      {7, "Lunacek bi-Rastrigin", {single(special(Kind::BiRastrigin, 1.0))}},
      {8, "Non-continuous Rastrigin", {single({B::Rastrigin})}},
      {9, "Levy", {single(special(Kind::Levy17, 1.0))}},
      {10, "Modified Schwefel", {single({B::CecSchwefel})}},
      {11, "Hybrid 1", {{{special(Kind::Zakharov, 0.2), {B::CecRosenbrock, 0.4}, {B::Rastrigin, 0.4}}}}},
      {12, "Hybrid 2", {{{{B::Elliptic, 0.3}, {B::CecSchwefel, 0.3}, {B::BentCigar, 0.4}}}}},
      {13, "Hybrid 3", {{{{B::BentCigar, 0.3}, {B::CecRosenbrock, 0.3}, special(Kind::BiRastrigin, 0.4)}}}},
      {14, "Hybrid 4", {{{{B::Elliptic, 0.2}, {B::Ackley, 0.2}, special(Kind::SchafferF7, 0.2), {B::Rastrigin, 0.4}}}}},
      {15, "Hybrid 5", {{kHybrid5}}},
      {16, "Hybrid 6", {{kHybrid6}}},
      {17, "Hybrid 7", {{kHybrid7}}},
      {18, "Hybrid 8", {{kHybrid8}}},
      {19, "Hybrid 9", {{kHybrid9}}},
      {20,
       "Hybrid 10",
       {{{{B::HgBat, 0.1},
          {B::Katsuura, 0.1},
          {B::Ackley, 0.2},
          {B::Rastrigin, 0.2},
          {B::CecSchwefel, 0.2},
          special(Kind::SchafferF7, 0.2)}}}},
      {21,
       "Composition 1",
       {alone(B::CecRosenbrock, 1, 10, 0), alone(B::Elliptic, 1e-6, 20, 100), alone(B::Rastrigin, 1, 30, 200)}},
      {22,
       "Composition 2",
       {alone(B::Rastrigin, 1, 10, 0), alone(B::Griewank, 10, 20, 100), alone(B::CecSchwefel, 1, 30, 200)}},
      {23,
       "Composition 3",
       {alone(B::CecRosenbrock, 1, 10, 0), alone(B::Ackley, 10, 20, 100), alone(B::CecSchwefel, 1, 30, 200),
        alone(B::Rastrigin, 1, 40, 300)}},
      {24,
       "Composition 4",
       {alone(B::Ackley, 10, 10, 0), alone(B::Elliptic, 1e-6, 20, 100), alone(B::Griewank, 10, 30, 200),
        alone(B::Rastrigin, 1, 40, 300)}},
      {25,
       "Composition 5",
       {alone(B::Rastrigin, 10, 10, 0), alone(B::HappyCat, 1, 20, 100), alone(B::Ackley, 10, 30, 200),
        alone(B::Discus, 1e-6, 40, 300), alone(B::CecRosenbrock, 1, 50, 400)}},
      {26,
       "Composition 6",
       {alone(B::ExpandedScaffer, 5e-4, 10, 0), alone(B::CecSchwefel, 1, 20, 100), alone(B::Griewank, 10, 20, 200),
        alone(B::CecRosenbrock, 1, 30, 300), alone(B::Rastrigin, 10, 40, 400)}},
      {27,
       "Composition 7",
       {alone(B::HgBat, 10, 10, 0), alone(B::Rastrigin, 10, 20, 100), alone(B::CecSchwefel, 2.5, 30, 200),
        alone(B::BentCigar, 1e-26, 40, 300), alone(B::Elliptic, 1e-6, 50, 400),
        alone(B::ExpandedScaffer, 5e-4, 60, 500)}},
      {28,
       "Composition 8",
       {alone(B::Ackley, 10, 10, 0), alone(B::Griewank, 10, 20, 100), alone(B::Discus, 1e-6, 30, 200),
        alone(B::CecRosenbrock, 1, 40, 300), alone(B::HappyCat, 1, 50, 400), alone(B::ExpandedScaffer, 5e-4, 60, 500)}},
      {29, "Composition 9", {{kHybrid5, 1, 10, 0}, {kHybrid6, 1, 30, 100}, {kHybrid7, 1, 50, 200}}},
      {30, "Composition 10", {{kHybrid5, 1, 10, 0}, {kHybrid8, 1, 30, 100}, {kHybrid9, 1, 50, 200}}},
  };
}

}  // namespace

const cec::Suite& suite() {
  static const std::vector<Function> functions = makeFunctions();
  static const cec::Suite theSuite{"CEC17-SO", "Single-task/CEC17-SO/input_data",
                                   functions,  {10, 30, 50, 100},
                                   50,         [](int dim) { return static_cast<std::int64_t>(10000) * dim; }};
  return theSuite;
}

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  cec::registerSuite(catalogue, suite(),
                     {"N. H. Awad, M. Z. Ali, P. N. Suganthan, J. J. Liang, B. Y. Qu",
                      "Problem Definitions and Evaluation Criteria for the CEC 2017 Special Session and Competition on "
                      "Single Objective Real-Parameter Numerical Optimization",
                      "Technical report, Nanyang Technological University", 2016, ""});
}

}  // namespace tandem::prob::cec17_so
