// SPDX-License-Identifier: Apache-2.0
#include "problems/base/functions/functions.h"

#include <cmath>

#include "problems/base/functions/function_terms.h"
#include "problems/base/functions/tile.h"
#include "tandem/error.h"

namespace tandem::prob {

namespace {

/// Coefficient i (from 1) of a function on dim coordinates.
template <typename F>
std::vector<double> table(int dim, F&& coefficient) {
  std::vector<double> values(static_cast<std::size_t>(dim));
  for (int i = 1; i <= dim; ++i) values[i - 1] = coefficient(i);
  return values;
}

/// Values of body(at, dim, table), which reads coordinate i of some points through at(i).
template <typename F>
TileFunction fromTerm(F body, std::vector<double> table) {
  return [body, table = std::move(table)](ConstMatView z, std::span<double> f, Workspace&) {
    forColumns(z, f, [&](auto at) { return body(at, z.rows, table.data()); });
  };
}

/// Calls use(name, body) with the function's template in function_terms.h.
template <typename Use>
auto withTerm(Base base, const Use& use) {
#define TANDEM_USE(name) return use(#name, [](auto at, int dim, terms::Table t) { return terms::name(at, dim, t); })
  switch (base) {
    case Base::Sphere:
      TANDEM_USE(sphere);
    case Base::Rosenbrock:
      TANDEM_USE(rosenbrock);
    case Base::Ackley:
      TANDEM_USE(ackley);
    case Base::Rastrigin:
      TANDEM_USE(rastrigin);
    case Base::Griewank:
      TANDEM_USE(griewank);
    case Base::Weierstrass:
      TANDEM_USE(weierstrass);
    case Base::Schwefel:
      TANDEM_USE(schwefel);
    case Base::Schwefel12:
      TANDEM_USE(schwefel12);
    case Base::Elliptic:
    case Base::Ellipsoid:
      TANDEM_USE(weightedSquares);
    case Base::Schwefel222:
      TANDEM_USE(schwefel222);
    case Base::Quartic:
      TANDEM_USE(weightedQuartic);
    case Base::Levy:
      TANDEM_USE(levy);
    case Base::BentCigar:
    case Base::Discus:
      TANDEM_USE(unequalSphere);
    case Base::CecRosenbrock:
      TANDEM_USE(cecRosenbrock);
    case Base::CecSchwefel:
      TANDEM_USE(cecSchwefel);
    case Base::Katsuura:
      TANDEM_USE(katsuura);
    case Base::HappyCat:
      TANDEM_USE(happyCat);
    case Base::HgBat:
      TANDEM_USE(hgBat);
    case Base::GriewankRosenbrock:
      TANDEM_USE(griewankRosenbrock);
    case Base::ExpandedScaffer:
      TANDEM_USE(expandedScaffer);
  }
#undef TANDEM_USE
  throw Error("makeFunction: unknown function.");
}

}  // namespace

const char* functionName(Base base) {
  switch (base) {
    case Base::Sphere:
      return "Sphere";
    case Base::Rosenbrock:
      return "Rosenbrock";
    case Base::Ackley:
      return "Ackley";
    case Base::Rastrigin:
      return "Rastrigin";
    case Base::Griewank:
      return "Griewank";
    case Base::Weierstrass:
      return "Weierstrass";
    case Base::Schwefel:
      return "Schwefel";
    case Base::Schwefel12:
      return "Schwefel 1.2";
    case Base::Elliptic:
      return "Elliptic";
    case Base::Schwefel222:
      return "Schwefel 2.22";
    case Base::Ellipsoid:
      return "Ellipsoid";
    case Base::Quartic:
      return "Quartic";
    case Base::Levy:
      return "Levy";
    case Base::BentCigar:
      return "Bent cigar";
    case Base::Discus:
      return "Discus";
    case Base::CecRosenbrock:
      return "Rosenbrock";
    case Base::CecSchwefel:
      return "Modified Schwefel";
    case Base::Katsuura:
      return "Katsuura";
    case Base::HappyCat:
      return "HappyCat";
    case Base::HgBat:
      return "HGBat";
    case Base::GriewankRosenbrock:
      return "Expanded Griewank plus Rosenbrock";
    case Base::ExpandedScaffer:
      return "Expanded Scaffer F6";
  }
  throw Error("functionName: unknown function.");
}

std::vector<double> functionTable(Base base, int dim) {
  switch (base) {
    case Base::Griewank:
      return table(dim, [](int i) { return std::sqrt(static_cast<double>(i)); });
    case Base::Elliptic:
      return table(dim,
                   [dim](int i) { return dim == 1 ? 1e6 : std::pow(1e6, (i - 1) / static_cast<double>(dim - 1)); });
    case Base::Ellipsoid:
      return table(dim, [dim](int i) { return static_cast<double>(dim + 1 - i); });
    case Base::Quartic:
      return table(dim, [](int i) { return static_cast<double>(i); });
    case Base::BentCigar:
      return {1.0, 1e6};
    case Base::Discus:
      return {1e6, 1.0};
    case Base::Katsuura:
      return {10.0 / std::pow(static_cast<double>(dim), 1.2)};
    default:
      return {};
  }
}

TileFunction makeFunction(Base base, int dim) {
  return withTerm(base, [&](const char*, auto body) { return fromTerm(body, functionTable(base, dim)); });
}

const char* termName(Base base) {
  return withTerm(base, [](const char* name, auto) { return name; });
}

double optimumCoordinate(Base base) {
  if (base == Base::Rosenbrock) return 1.0;
  if (base == Base::Schwefel) return 420.968746359982;
  return 0.0;
}

}  // namespace tandem::prob
