// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include <type_traits>

#include "arrays.h"
#include "session.h"
#include "tandem/error.h"
#include "tandem/store/result_file.h"

namespace tandem::py {

using namespace nb::literals;

namespace {

using Cell = std::shared_ptr<const CellData>;

std::size_t size(int n) {
  return static_cast<std::size_t>(n);
}

/// Read-only view of the cell's numbers; None where an imported cell lacks them.
template <typename T>
nb::object cellView(const Cell& cell, const std::vector<T>& values, std::initializer_list<std::size_t> shape) {
  std::size_t wanted = 1;
  for (const std::size_t n : shape) wanted *= n;
  if (values.size() != wanted) return nb::none();
  return viewOf<const T>(values.data(), shape, cell);
}

nb::object curves(const Cell& cell, const std::vector<double>& values) {
  return cellView(cell, values, {size(cell->repetitions), size(cell->tasks), size(cell->checkpoints)});
}

const char* statusName(RunStatus status) {
  return status == RunStatus::Finished ? "finished" : status == RunStatus::Failed ? "failed" : "missing";
}

nb::dict tracesOf(const Cell& cell) {
  nb::dict out;
  for (std::size_t i = 0; i < cell->traces.size() && i < cell->traceInfo.size(); ++i) {
    const std::vector<double>& values = cell->traces[i];
    const std::size_t runs = size(cell->repetitions) * size(cell->checkpoints);
    if (runs == 0) continue;
    out[cell->traceInfo[i].name.c_str()] =
        cellView(cell, values, {size(cell->repetitions), values.size() / runs, size(cell->checkpoints)});
  }
  return out;
}

nb::object transferOf(const Cell& cell) {
  if (!cell->transferReported) return nb::none();
  std::vector<std::int64_t> out;
  for (const std::vector<TransferRow>& rows : cell->transfer) {
    for (const TransferCounts& c : transferMatrix(rows, cell->tasks, cell->checkpoints - 1)) {
      out.insert(out.end(), {c.made, c.survived, c.improved});
    }
  }
  return arrayOf(std::span<const std::int64_t>(out), {cell->repetitions, cell->tasks, cell->tasks, 3});
}

int checked(int index, int limit, const char* what) {
  const int i = index < 0 ? index + limit : index;
  if (i < 0 || i >= limit) {
    throw nb::index_error(("There is no " + std::string(what) + " " + std::to_string(index) + "; there are " +
                           std::to_string(limit) + ".")
                              .c_str());
  }
  return i;
}

nb::object frontOf(const Cell& cell, int repetition, int task, int checkpoint, bool decisions) {
  if (cell->fronts.empty()) throw InputError("A single-objective problem has no fronts; take 'objective'.");
  const FrontRecord& front =
      cell->fronts[cell->at(checked(repetition, cell->repetitions, "repetition"), checked(task, cell->tasks, "task"),
                            checked(checkpoint, cell->checkpoints, "checkpoint"))];
  const Matrix& m = decisions ? front.decisions : front.objectives;
  return viewOf<const double>(m.data(), {size(m.rows()), size(m.cols())}, cell);
}

nb::list improvementsOf(const Cell& cell, int repetition) {
  const int r = checked(repetition, cell->repetitions, "repetition");
  nb::list out;
  for (int t = 0; t < cell->tasks; ++t) {
    double* data = nullptr;
    const std::size_t at = size(r) * size(cell->tasks) + size(t);
    const std::size_t rows = at < cell->improvements.size() ? cell->improvements[at].size() : 0;
    const nb::object array = newArray({static_cast<Py_ssize_t>(rows), 4}, data);
    for (std::size_t i = 0; i < rows; ++i) {
      const Improvement& step = cell->improvements[at][i];
      *data++ = static_cast<double>(step.evaluations);
      *data++ = static_cast<double>(step.taskEvaluations);
      *data++ = step.objective;
      *data++ = step.cv;
    }
    out.append(array);
  }
  return out;
}

nb::list problemsOf(const ExperimentInfo& info) {
  nb::list out;
  for (const ProblemRecord& p : info.problems) {
    nb::dict one;
    one["name"] = p.name;
    one["suite"] = p.suite;
    one["labels"] = labelNames(p.labels);
    one["instance"] = instanceName(p.instance);
    one["max_evaluations"] = p.budget;
    one["population"] = p.population;
    nb::list tasks;
    for (std::size_t t = 0; t < p.tasks.size(); ++t) {
      nb::dict task;
      task["name"] = p.tasks[t].name;
      task["dim"] = p.tasks[t].dim;
      task["objectives"] = p.tasks[t].objectives;
      task["constraints"] = p.tasks[t].constraints;
      const bool known = t < p.references.size();
      task["optimum"] = known && p.references[t].hasOptimum ? nb::cast(p.references[t].optimum) : nb::none();
      task["front"] =
          known && !p.references[t].front.empty() ? arrayOf(p.references[t].front.view()) : nb::object(nb::none());
      tasks.append(task);
    }
    one["tasks"] = tasks;
    nb::dict params;
    for (const auto& [name, value] : p.params) params[name.c_str()] = value;
    one["params"] = params;
    out.append(one);
  }
  return out;
}

nb::list algorithmsOf(const ExperimentInfo& info) {
  nb::list out;
  for (const AlgorithmRecord& a : info.algorithms) {
    nb::dict one;
    one["name"] = a.name;
    one["alias"] = a.alias;
    one["twin"] = a.twin;
    nb::dict params;
    for (const ParamInfo& p : a.params) params[p.name.c_str()] = p.value;
    one["params"] = params;
    out.append(one);
  }
  return out;
}

nb::dict infoOf(const ResultFile& file) {
  const ExperimentInfo& info = file.info();
  nb::dict out;
  out["version"] = info.version;
  out["revision"] = info.revision;
  out["host"] = info.host;
  out["started"] = info.started;
  out["ended"] = info.ended;
  out["streams"] = info.streams;
  out["seed"] = info.seed;
  out["repetitions"] = info.repetitions;
  out["checkpoints"] = info.checkpoints;
  out["specification"] = info.specification;
  out["origin"] = info.origin;
  out["packed"] = file.packed();
  out["missing"] = file.missing().size();
  out["failed"] = file.failed().size();
  out["problems"] = problemsOf(info);
  out["algorithms"] = algorithmsOf(info);
  return out;
}

}  // namespace

void bindResults(nb::module_& m) {
  nb::class_<CellData>(m, "Cell", "All runs of one algorithm on one problem. Arrays are read-only views, not copies.")
      .def_prop_ro("repetitions", [](const Cell& c) { return c->repetitions; })
      .def_prop_ro("tasks", [](const Cell& c) { return c->tasks; })
      .def_prop_ro("checkpoints", [](const Cell& c) { return c->checkpoints; })
      .def_prop_ro(
          "objective", [](const Cell& c) { return curves(c, c->objective); },
          "Best so far: float64 [repetition, task, checkpoint]; NaN where a run failed or is missing.")
      .def_prop_ro(
          "cv", [](const Cell& c) { return curves(c, c->cv); },
          "Violation of the best: float64 [repetition, task, checkpoint].")
      .def_prop_ro(
          "evaluations",
          [](const Cell& c) {
            return cellView(c, c->evaluations, {size(c->repetitions), size(c->checkpoints)});
          },
          "Evaluations of all tasks together: int64 [repetition, checkpoint].")
      .def_prop_ro(
          "task_evaluations",
          [](const Cell& c) {
            return cellView(c, c->taskEvaluations, {size(c->repetitions), size(c->tasks), size(c->checkpoints)});
          },
          "Evaluations of each task: int64 [repetition, task, checkpoint].")
      .def_prop_ro(
          "seconds", [](const Cell& c) { return cellView(c, c->seconds, {size(c->repetitions)}); },
          "float64 [repetition]")
      .def_prop_ro(
          "status",
          [](const Cell& c) {
            std::vector<std::string> out;
            for (const RunStatus s : c->status) out.emplace_back(statusName(s));
            return out;
          },
          "finished, failed or missing, per repetition.")
      .def_prop_ro(
          "messages", [](const Cell& c) { return c->message; },
          "Per repetition why it failed (with Python's traceback), or a warning.")
      .def_prop_ro(
          "transfer", &transferOf,
          "Offspring made, survived and improved the best by whose knowledge went in: int64 [repetition, donor, "
          "receiver, 3] at the end of the runs; None if the algorithm does not tell.")
      .def_prop_ro("traces", &tracesOf, "name -> float64 [repetition, slot, checkpoint].")
      .def(
          "front", [](const Cell& c, int r, int t, int k) { return frontOf(c, r, t, k, false); }, "repetition"_a,
          "task"_a = 0, "checkpoint"_a = -1, "Population's objectives at a checkpoint: float64 [n, M].")
      .def(
          "front_decisions", [](const Cell& c, int r, int t, int k) { return frontOf(c, r, t, k, true); },
          "repetition"_a, "task"_a = 0, "checkpoint"_a = -1,
          "Its decisions in real units: [n, dim]; empty unless they were saved.")
      .def("improvements", &improvementsOf, "repetition"_a,
           "Per task every improvement: float64 [n, 4] of evaluations, evaluations of the task, objective, cv.");
  nb::class_<ResultFile>(m, "ResultFile", "An experiment's file; te.open() opens it.")
      .def(nb::init<const std::string&>(), "path"_a)
      .def_prop_ro("path", &ResultFile::path)
      .def_prop_ro("info", &infoOf)
      .def(
          "cell",
          [](const ResultFile& f, int problem, int algorithm) {
            const int p = checked(problem, isize(f.info().problems), "problem");
            const int a = checked(algorithm, isize(f.info().algorithms), "algorithm");
            return std::make_shared<CellData>(f.cell(p, a));
          },
          "problem"_a, "algorithm"_a)
      .def("verify", &ResultFile::verify);
}

}  // namespace tandem::py
