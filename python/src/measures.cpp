// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/string.h>

#include "arrays.h"
#include "session.h"
#include "tandem/error.h"
#include "tandem/moo.h"
#include "tandem/stats.h"

/// Indicators and tests on arrays.
namespace tandem::py {

using namespace nb::literals;

namespace {

Py_ssize_t length(std::size_t n) {
  return static_cast<Py_ssize_t>(n);
}

Matrix points(nb::handle value, const char* name) {
  Matrix m = matrixOf(value, name);
  for (const double v : m.values()) {
    if (std::isnan(v)) throw nb::value_error((std::string(name) + " holds NaN; leave such points out.").c_str());
  }
  return m;
}

void sameWidth(const Matrix& a, int columns, const char* what) {
  if (a.cols() != columns) {
    throw nb::value_error((std::string(what) + " has " + std::to_string(columns) + " objectives, the points have " +
                           std::to_string(a.cols()) + ".")
                              .c_str());
  }
}

double hypervolumeOf(nb::handle f, nb::handle reference) {
  const Matrix p = points(f, "'F'");
  const std::vector<double> r = vectorOf(reference, "'reference'");
  sameWidth(p, isize(r), "'reference'");
  const nb::gil_scoped_release free;
  Workspace ws;
  return moo::hypervolume(p, r, ws);
}

nb::object contributionsOf(nb::handle f, nb::handle reference) {
  const Matrix p = points(f, "'F'");
  const std::vector<double> r = vectorOf(reference, "'reference'");
  sameWidth(p, isize(r), "'reference'");
  std::vector<double> out(static_cast<std::size_t>(p.rows()));
  {
    const nb::gil_scoped_release free;
    Workspace ws;
    moo::hypervolumeContributions(p, r, out, ws);
  }
  return arrayOf(out, {length(out.size())});
}

template <double (*Indicator)(ConstMatView, ConstMatView, Workspace&)>
double againstFront(nb::handle f, nb::handle front) {
  const Matrix p = points(f, "'F'");
  const Matrix r = points(front, "'front'");
  sameWidth(p, r.cols(), "'front'");
  const nb::gil_scoped_release free;
  Workspace ws;
  return Indicator(r, p, ws);
}

nb::object sortOf(nb::handle f, nb::handle cv) {
  const Matrix p = points(f, "'F'");
  std::vector<int> front(static_cast<std::size_t>(p.rows()));
  Workspace ws;
  if (cv.is_none()) {
    moo::nondominatedSort(p, front, ws);
  } else {
    const std::vector<double> violation = vectorOf(cv, "'cv'");
    if (violation.size() != front.size()) throw nb::value_error("'cv' holds one violation a point.");
    moo::nondominatedSort(p, violation, front, ws);
  }
  return arrayOf(front);
}

nb::object subsetOf(nb::handle f) {
  const Matrix p = points(f, "'F'");
  std::vector<int> rows(static_cast<std::size_t>(p.rows()));
  Workspace ws;
  rows.resize(static_cast<std::size_t>(moo::nondominatedSubset(p, rows, ws)));
  return arrayOf(rows);
}

nb::object crowdingOf(nb::handle f) {
  const Matrix p = points(f, "'F'");
  std::vector<int> front(static_cast<std::size_t>(p.rows()));
  std::vector<double> distance(static_cast<std::size_t>(p.rows()));
  Workspace ws;
  const int fronts = moo::nondominatedSort(p, front, ws);
  moo::crowdingDistance(p, front, fronts, distance, ws);
  return arrayOf(distance, {length(distance.size())});
}

nb::dict testOf(const stats::TestResult& r) {
  nb::dict out;
  out["statistic"] = r.statistic;
  out["p"] = r.p;
  out["exact"] = r.exact;
  return out;
}

nb::dict friedmanOf(nb::handle blocks) {
  const Matrix b = matrixOf(blocks, "'blocks'");
  if (b.rows() < 1 || b.cols() < 2) throw nb::value_error("'blocks' needs one row and two columns at least.");
  const stats::FriedmanResult r = stats::friedman(b);
  nb::dict out;
  out["chi_square"] = r.chiSquare;
  out["p"] = r.p;
  out["iman_davenport"] = r.imanDavenportF;
  out["iman_davenport_p"] = r.imanDavenportP;
  out["mean_ranks"] = arrayOf(r.meanRanks, {length(r.meanRanks.size())});
  return out;
}

nb::dict intervalOf(const stats::Interval& i) {
  nb::dict out;
  out["estimate"] = i.estimate;
  out["low"] = i.low;
  out["high"] = i.high;
  return out;
}

}  // namespace

void bindMeasures(nb::module_& m) {
  m.def("hypervolume", &hypervolumeOf, "F"_a, "reference"_a,
        "Exact hypervolume dominated by the points F [n, M] (minimised) and bounded by the reference point [M].");
  m.def("hypervolume_contributions", &contributionsOf, "F"_a, "reference"_a,
        "Hypervolume that is lost without each point: float64 [n].");
  m.def("igd", &againstFront<moo::igd>, "F"_a, "front"_a,
        "Mean distance from the points of the reference front [k, M] to the nearest of F [n, M].");
  m.def("igd_plus", &againstFront<moo::igdPlus>, "F"_a, "front"_a,
        "IGD with the dominance-aware distance of Ishibuchi et al. 2015.");
  m.def("spread", &againstFront<moo::spread>, "F"_a, "front"_a, "Generalised spread (Zhou et al. 2006).");
  m.def("non_dominated_sort", &sortOf, "F"_a, "cv"_a = nb::none(),
        "Number of the front (from 0) of each row of F [n, M]: int32 [n]; with cv under the feasibility rule (Deb "
        "2002).");
  m.def("non_dominated", &subsetOf, "F"_a, "Rows of F [n, M] that no row dominates, ascending: int32.");
  m.def("crowding_distance", &crowdingOf, "F"_a, "Crowding distance of each row of F [n, M] within its front.");
  m.def(
      "das_dennis", [](int objectives, int divisions) { return arrayOf(moo::dasDennis(objectives, divisions).view()); },
      "objectives"_a, "divisions"_a, "Points of the unit simplex in multiples of 1/divisions (Das and Dennis 1998).");
  m.def(
      "rank_sum",
      [](nb::handle a, nb::handle b) { return testOf(stats::rankSum(vectorOf(a, "'a'"), vectorOf(b, "'b'"))); }, "a"_a,
      "b"_a, "Wilcoxon's rank-sum test of two samples, two-sided: statistic (U of a), p, exact.");
  m.def(
      "signed_rank",
      [](nb::handle a, nb::handle b) { return testOf(stats::signedRank(vectorOf(a, "'a'"), vectorOf(b, "'b'"))); },
      "a"_a, "b"_a, "Wilcoxon's signed-rank test of paired samples, two-sided: statistic (V of a - b), p, exact.");
  m.def("friedman", &friedmanOf, "blocks"_a,
        "Friedman's test: blocks in rows, treatments in columns, smaller is better. chi_square, p, iman_davenport, "
        "iman_davenport_p, mean_ranks [k].");
  m.def(
      "holm",
      [](nb::handle p) {
        const std::vector<double> adjusted = stats::holm(vectorOf(p, "'p'"));
        return arrayOf(adjusted, {length(adjusted.size())});
      },
      "p"_a, "Holm's adjusted p values, in the order given.");
  m.def(
      "a12", [](nb::handle a, nb::handle b) { return stats::varghaDelaney(vectorOf(a, "'a'"), vectorOf(b, "'b'")); },
      "a"_a, "b"_a, "Vargha and Delaney's A12: chance that a value of a is larger than one of b, ties half.");
  m.def("nemenyi", &stats::nemenyiCriticalDifference, "treatments"_a, "blocks"_a, "alpha"_a = 0.05,
        "Critical difference of mean ranks.");
  m.def(
      "median_difference",
      [](nb::handle a, nb::handle b, double level, int resamples, std::uint64_t seed) {
        Rng rng(seed);
        return intervalOf(stats::medianDifference(vectorOf(a, "'a'"), vectorOf(b, "'b'"), level, resamples, rng));
      },
      "a"_a, "b"_a, "level"_a = 0.95, "resamples"_a = 2000, "seed"_a = 1,
      "median(a) - median(b) with its bootstrap interval: estimate, low, high.");
}

}  // namespace tandem::py
