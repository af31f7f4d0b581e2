// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

#include <algorithm>

#include "tandem/error.h"
#include "tandem/moo.h"

namespace tandem::met {

namespace {

// Grows by rows; becomes a Matrix at the end.
class RowCollector {
 public:
  void add(std::span<const double> row, const std::string& problem) {
    if (cols_ == 0) cols_ = row.size();
    if (cols_ != row.size()) {
      throw InputError("The tasks of problem '" + problem +
                       "' differ in their number of objectives; metrics of competitive multitasking need the same.");
    }
    values_.insert(values_.end(), row.begin(), row.end());
  }
  void addFeasible(const FrontRecord& front, const std::string& problem) {
    for (int i = 0; i < front.objectives.rows(); ++i) {
      const auto row = front.objectives.row(i);
      const bool finite = std::all_of(row.begin(), row.end(), [](double x) { return std::isfinite(x); });
      if (front.cv[i] <= 0.0 && finite) add(row, problem);
    }
  }
  [[nodiscard]] Matrix matrix() const {
    if (cols_ == 0) return {};
    Matrix m(static_cast<int>(values_.size() / cols_), static_cast<int>(cols_));
    std::copy(values_.begin(), values_.end(), m.data());
    return m;
  }

 private:
  std::vector<double> values_;
  std::size_t cols_ = 0;
};

Matrix onlyIfSame(const Matrix& reference, int objectives, const std::string& problem) {
  if (!reference.empty() && objectives > 0 && reference.cols() != objectives) {
    throw InputError("The reference front of problem '" + problem + "' has " + std::to_string(reference.cols()) +
                     " objectives, the results have " + std::to_string(objectives) + ".");
  }
  return reference;
}

MetricOutput withReference(const MetricInput& input, int rows, const std::function<Matrix(int, Workspace&)>& reference,
                           const std::function<Matrix(const RunView&, Workspace&)>& points, const Indicator& indicator,
                           const WhenEmpty& empty) {
  Workspace ws;
  std::vector<Matrix> references;
  for (int row = 0; row < rows; ++row) references.push_back(reference(rows == 1 ? -1 : row, ws));
  const auto value = [&](const RunView& run) {
    const Matrix& target = references[run.task];
    if (target.empty()) return empty.reference;
    const Matrix found = points(run, ws);
    if (found.empty()) return empty.points;
    return indicator(onlyIfSame(target, found.cols(), input.problem.name), found, ws);
  };
  return rows == 1 ? perProblem(input, value) : perTask(input, value);
}

}  // namespace

Matrix nondominated(const Matrix& points, Workspace& ws) {
  Workspace::Frame frame(ws);
  const std::span<int> rows = frame.ints(points.rows());
  const int count = moo::nondominatedSubset(points, rows, ws);
  Matrix out(count, points.cols());
  for (int i = 0; i < count; ++i) {
    const auto source = points.row(rows[i]);
    std::copy(source.begin(), source.end(), out.row(i).begin());
  }
  return out;
}

Matrix runFront(const RunView& run, Workspace& ws) {
  RowCollector points;
  points.addFeasible(run.cell.fronts[run.index()], "");
  return nondominated(points.matrix(), ws);
}

Matrix mergedFront(const RunView& run, const ProblemRecord& problem, Workspace& ws) {
  RowCollector points;
  for (int t = 0; t < run.cell.tasks; ++t) {
    points.addFeasible(run.cell.fronts[run.cell.at(run.rep, t, run.checkpoint)], problem.name);
  }
  return nondominated(points.matrix(), ws);
}

Matrix jointFront(const MetricInput& input, int task, Workspace& ws) {
  RowCollector points;
  for (const CellData* cell : input.cells) {
    for (int rep = 0; rep < cell->repetitions; ++rep) {
      if (cell->status[rep] != RunStatus::Finished || cell->checkpoints == 0) continue;
      for (int t = std::max(task, 0); t < (task < 0 ? cell->tasks : task + 1); ++t) {
        points.addFeasible(cell->fronts[cell->at(rep, t, cell->checkpoints - 1)], input.problem.name);
      }
    }
  }
  return nondominated(points.matrix(), ws);
}

Matrix referenceFront(const MetricInput& input, int task, Workspace& ws) {
  const std::vector<Reference>& references = input.problem.references;
  if (task >= 0) {
    return task < isize(references) ? references[task].front : Matrix();
  }
  RowCollector points;
  for (const Reference& r : references) {
    if (r.front.empty()) return {};
    for (int i = 0; i < r.front.rows(); ++i) points.add(r.front.row(i), input.problem.name);
  }
  return nondominated(points.matrix(), ws);
}

MetricOutput perTaskIndicator(const MetricInput& input, const std::function<Matrix(int, Workspace&)>& reference,
                              const Indicator& indicator, const WhenEmpty& empty) {
  const auto perRow = [&](int row, Workspace& ws) { return reference(std::max(row, 0), ws); };
  return withReference(input, isize(input.problem.tasks), perRow, runFront, indicator, empty);
}

MetricOutput mergedIndicator(const MetricInput& input, const std::function<Matrix(int, Workspace&)>& reference,
                             const Indicator& indicator, const WhenEmpty& empty) {
  return withReference(
      input, 1, reference, [&](const RunView& run, Workspace& ws) { return mergedFront(run, input.problem, ws); },
      indicator, empty);
}

void VolumeOfNothing::declare(ParamVisitor& visitor) {
  visitor.choice(
      "undefined", undefined_,
      {.options = {"leave-out", "zero"},
       .doc = "what a run without a feasible point counts: nothing (undefined, ranked worst), or 0 as in MToP"});
}

double igdIndicator(const Matrix& reference, const Matrix& points, Workspace& ws) {
  return moo::igd(reference, points, ws);
}

double igdPlusIndicator(const Matrix& reference, const Matrix& points, Workspace& ws) {
  return moo::igdPlus(reference, points, ws);
}

double hypervolumeIndicator(const Matrix& joint, const Matrix& points, Workspace& ws) {
  Matrix scaled = points;
  for (int j = 0; j < joint.cols(); ++j) {
    double low = joint(0, j);
    double high = low;
    for (int i = 1; i < joint.rows(); ++i) {
      low = std::min(low, joint(i, j));
      high = std::max(high, joint(i, j));
    }
    // An empty range (the joint front is flat in this objective) becomes a millionth of the magnitude, at least 1e-6 as
    // in MToP: points that attain the value fill the box, others lie outside.
    if (high <= low) high = low + std::max(1e-6, 1e-6 * std::abs(low));
    const double shrink = std::isinf((high - low) * 1.1) ? 0.25 : 1.0;  // a range beyond the largest double
    const double range = (shrink * high - shrink * low) * 1.1;
    for (int i = 0; i < scaled.rows(); ++i) scaled(i, j) = (shrink * scaled(i, j) - shrink * low) / range;
  }
  const std::vector<double> reference(static_cast<std::size_t>(joint.cols()), 1.0);
  return moo::hypervolume(scaled, reference, ws);
}

namespace {

MetricOutput againstFronts(const MetricInput& input, const Indicator& indicator) {
  return perTaskIndicator(
      input, [&](int task, Workspace& ws) { return referenceFront(input, task, ws); }, indicator);
}

}  // namespace

MetricOutput igdValues(const MetricInput& input) {
  return againstFronts(input, igdIndicator);
}

MetricOutput igdPlusValues(const MetricInput& input) {
  return againstFronts(input, igdPlusIndicator);
}

MetricOutput hypervolumeValues(const MetricInput& input, const WhenEmpty& empty) {
  return perTaskIndicator(
      input, [&](int task, Workspace& ws) { return jointFront(input, task, ws); }, hypervolumeIndicator, empty);
}

Citation hypervolumeCitation() {
  return {.authors = "E. Zitzler, L. Thiele",
          .title = "Multiobjective Evolutionary Algorithms: A Comparative Case Study and the Strength Pareto Approach",
          .venue = "IEEE Transactions on Evolutionary Computation",
          .year = 1999,
          .doi = "10.1109/4235.797969"};
}

Citation igdCitation() {
  return {.authors = "C. A. Coello Coello, N. Cruz Cortes",
          .title = "Solving Multiobjective Optimization Problems Using an Artificial Immune System",
          .venue = "Genetic Programming and Evolvable Machines",
          .year = 2005,
          .doi = "10.1007/s10710-005-6164-x"};
}

Citation igdPlusCitation() {
  return {.authors = "H. Ishibuchi, H. Masuda, Y. Tanigaki, Y. Nojima",
          .title = "Modified Distance Calculation in Generational Distance and Inverted Generational Distance",
          .venue = "Evolutionary Multi-Criterion Optimization (EMO)",
          .year = 2015,
          .doi = "10.1007/978-3-319-15892-1_8"};
}

Citation spreadCitation() {
  return {.authors = "Y.-N. Wang, L.-H. Wu, X.-F. Yuan",
          .title =
              "Multi-objective self-adaptive differential evolution with elitist archive and crowding entropy-based "
              "diversity measure",
          .venue = "Soft Computing",
          .year = 2010,
          .doi = "10.1007/s00500-008-0394-9"};
}

}  // namespace tandem::met
