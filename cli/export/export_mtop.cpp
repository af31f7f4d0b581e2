// SPDX-License-Identifier: Apache-2.0
// MTOData as MToP's own windows and metrics read it. Obj: task x record, or a cell per task of record x individual x
// objective; CV and Dec likewise; populations that differ in size are filled up by repeating individuals, as MToP does.
#include "cli/export/export_mtop.h"

#include <algorithm>
#include <limits>

#include "tandem/tables/names.h"

namespace tandem::cli {

namespace {

using mat::Shape;
using mat::Variable;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// An array filled by its indices, first index fastest; up to four.
template <typename Value>
Variable filled(const Shape& shape, const Value& value) {
  std::vector<double> values;
  Shape full = shape;
  full.resize(4, 1);
  values.reserve(full[0] * full[1] * full[2] * full[3]);
  for (std::size_t l = 0; l < full[3]; ++l) {
    for (std::size_t k = 0; k < full[2]; ++k) {
      for (std::size_t j = 0; j < full[1]; ++j) {
        for (std::size_t i = 0; i < full[0]; ++i) values.push_back(value(i, j, k, l));
      }
    }
  }
  return mat::doubles(nullptr, shape, std::move(values));
}

std::size_t widest(const ProblemRecord& problem) {
  std::size_t width = 0;
  for (const TaskInfo& task : problem.tasks) width = std::max(width, static_cast<std::size_t>(task.dim));
  return width;
}

Variable boundsOf(const ProblemRecord& problem, std::vector<double> TaskInfo::*bound) {
  std::vector<Variable> rows;
  for (const TaskInfo& task : problem.tasks) rows.push_back(mat::rowOf(task.*bound));
  return mat::cells(nullptr, {1, problem.tasks.size()}, std::move(rows));
}

Variable problemsOf(const ExperimentInfo& info) {
  mat::Struct all(nullptr, {1, info.problems.size()},
                  {"Name", "T", "M", "Optimum", "D", "N", "Fnc", "Lb", "Ub", "maxFE"});
  const std::vector<std::string> titles = problemNames(info.problems);
  for (std::size_t p = 0; p < info.problems.size(); ++p) {
    const ProblemRecord& problem = info.problems[p];
    std::vector<double> objectives;
    std::vector<double> dims;
    std::vector<Variable> fronts;
    for (std::size_t t = 0; t < problem.tasks.size(); ++t) {
      objectives.push_back(problem.tasks[t].objectives);
      dims.push_back(problem.tasks[t].dim);
      if (!problem.multiObjective()) continue;
      const Matrix& front = problem.references[t].front;
      if (front.rows() == 0) {  // as MToP: the reference point of the hypervolume
        fronts.push_back(mat::rowOf(problem.references[t].hvReference));
        continue;
      }
      fronts.push_back(filled({static_cast<std::size_t>(front.rows()), static_cast<std::size_t>(front.cols())},
                              [&](std::size_t i, std::size_t j, std::size_t, std::size_t) {
                                return front(static_cast<int>(i), static_cast<int>(j));
                              }));
    }
    const std::size_t count = fronts.size();
    all.set("Name", p, mat::text(nullptr, titles[p]));
    all.set("T", p, mat::number(nullptr, static_cast<double>(problem.tasks.size())));
    all.set("M", p, mat::rowOf(objectives));
    all.set("Optimum", p, count == 0 ? mat::rowOf({}) : mat::cells(nullptr, {1, count}, std::move(fronts)));
    all.set("D", p, mat::rowOf(dims));
    all.set("N", p, mat::number(nullptr, problem.population));
    all.set("Fnc", p, mat::rowOf({}));  // functions cannot be stored; MToP's metrics do not use them
    all.set("Lb", p, boundsOf(problem, &TaskInfo::lower));
    all.set("Ub", p, boundsOf(problem, &TaskInfo::upper));
    all.set("maxFE", p, mat::number(nullptr, static_cast<double>(problem.budget)));
  }
  return all.take();
}

Variable algorithmsOf(const ExperimentInfo& info) {
  mat::Struct all(nullptr, {1, info.algorithms.size()}, {"Name", "Para"});
  for (std::size_t a = 0; a < info.algorithms.size(); ++a) {
    const AlgorithmRecord& algorithm = info.algorithms[a];
    std::vector<Variable> parameters;
    for (const ParamInfo& p : algorithm.params) {
      parameters.push_back(mat::text(nullptr, p.doc.empty() ? p.name : p.name + ": " + p.doc));
      parameters.push_back(mat::text(nullptr, p.value));
    }
    const std::size_t count = parameters.size();
    all.set("Name", a, mat::text(nullptr, algorithm.alias));
    all.set("Para", a, mat::cells(nullptr, {count == 0 ? std::size_t{0} : 1, count}, std::move(parameters)));
  }
  return all.take();
}

/// The runs of a multi-objective problem.
class Fronts {
 public:
  Fronts(const RunRecord& run, const ProblemRecord& problem) : run_(run), problem_(problem), width_(widest(problem)) {
    for (const FrontRecord& front : run.fronts) size_ = std::max(size_, front.cv.size());
  }
  [[nodiscard]] Variable objectives() const {
    std::vector<Variable> tasks;
    for (std::size_t t = 0; t < taskCount(); ++t) {
      // Not that of the first population: lean files have the last one only.
      const auto wide = static_cast<std::size_t>(problem_.tasks[t].objectives);
      tasks.push_back(filled({records(), size_, wide}, [&](std::size_t k, std::size_t i, std::size_t m, std::size_t) {
        const FrontRecord& front = at(t, k);
        return front.cv.empty() ? kNan : front.objectives(row(front, i), static_cast<int>(m));
      }));
    }
    return mat::cells(nullptr, {taskCount(), 1}, std::move(tasks));
  }
  [[nodiscard]] Variable violations() const {
    return filled({taskCount(), records(), size_}, [&](std::size_t t, std::size_t k, std::size_t i, std::size_t) {
      const FrontRecord& front = at(t, k);
      return front.cv.empty() ? kNan : front.cv[row(front, i)];
    });
  }
  [[nodiscard]] Variable decisions() const {
    return filled({taskCount(), records(), size_, width_},
                  [&](std::size_t t, std::size_t k, std::size_t i, std::size_t d) {
                    const FrontRecord& front = at(t, k);
                    const bool there = !front.cv.empty() && d < static_cast<std::size_t>(front.decisions.cols());
                    return there ? front.decisions(row(front, i), static_cast<int>(d)) : kNan;
                  });
  }

 private:
  [[nodiscard]] std::size_t taskCount() const { return static_cast<std::size_t>(run_.tasks); }
  [[nodiscard]] std::size_t records() const { return static_cast<std::size_t>(run_.checkpoints); }
  [[nodiscard]] const FrontRecord& at(std::size_t t, std::size_t k) const { return run_.fronts[t * records() + k]; }
  static int row(const FrontRecord& front, std::size_t i) { return static_cast<int>(i % front.cv.size()); }

  const RunRecord& run_;
  const ProblemRecord& problem_;
  std::size_t width_;
  std::size_t size_ = 0;
};

void setRun(mat::Struct& results, std::size_t element, const RunRecord& run, const ProblemRecord& problem,
            bool decisions) {
  if (run.status != RunStatus::Finished) {
    for (const char* field : {"Obj", "CV"}) results.set(field, element, mat::rowOf({}));
    if (decisions) results.set("Dec", element, mat::rowOf({}));
    return;
  }
  const auto tasks = static_cast<std::size_t>(run.tasks);
  const auto records = static_cast<std::size_t>(run.checkpoints);
  const std::size_t width = widest(problem);
  if (problem.multiObjective()) {
    const Fronts fronts(run, problem);
    results.set("Obj", element, fronts.objectives());
    results.set("CV", element, fronts.violations());
    if (decisions) results.set("Dec", element, fronts.decisions());
    return;
  }
  const auto values = [&](const std::vector<double>& source) {
    return filled({tasks, records},
                  [&](std::size_t t, std::size_t k, std::size_t, std::size_t) { return source[t * records + k]; });
  };
  results.set("Obj", element, values(run.objective));
  results.set("CV", element, values(run.cv));
  if (!decisions) return;
  results.set("Dec", element,
              filled({tasks, records, width}, [&](std::size_t t, std::size_t k, std::size_t d, std::size_t) {
                const std::vector<double>& best = run.decisions[t * records + k];
                return d < best.size() ? best[d] : kNan;
              }));
}

}  // namespace

mat::Variable mtoData(const ResultFile& file) {
  const ExperimentInfo& info = file.info();
  const std::size_t problems = info.problems.size();
  const std::size_t algorithms = info.algorithms.size();
  const auto reps = static_cast<std::size_t>(info.repetitions);
  std::vector<const char*> fields{"Obj", "CV"};
  if (info.saveDecisions) fields.push_back("Dec");
  mat::Struct results(nullptr, {problems, algorithms, reps}, fields);
  std::vector<double> seconds(problems * algorithms * reps, kNan);
  for (std::size_t a = 0; a < algorithms; ++a) {
    for (std::size_t p = 0; p < problems; ++p) {
      // Many runs at a time (every read costs), but not all (their logs may be long).
      constexpr int kAtOnce = 200;
      for (int first = 0; first < info.repetitions; first += kAtOnce) {
        const int count = std::min(kAtOnce, info.repetitions - first);
        for (const RunRecord& run : file.runs(static_cast<int>(p), static_cast<int>(a), first, count)) {
          const std::size_t element = p + problems * (a + algorithms * static_cast<std::size_t>(run.repetition));
          setRun(results, element, run, info.problems[p], info.saveDecisions);
          if (run.status != RunStatus::Missing) seconds[element] = run.seconds;
        }
      }
    }
  }
  mat::Struct data("MTOData", {1, 1}, {"Reps", "Problems", "Algorithms", "Results", "RunTimes"});
  data.set("Reps", 0, mat::number(nullptr, info.repetitions));
  data.set("Problems", 0, problemsOf(info));
  data.set("Algorithms", 0, algorithmsOf(info));
  data.set("Results", 0, results.take());
  data.set("RunTimes", 0, mat::doubles(nullptr, {problems, algorithms, reps}, std::move(seconds)));
  return data.take();
}

}  // namespace tandem::cli
