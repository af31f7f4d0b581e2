// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

#include "arrays.h"
#include "session.h"
#include "tandem/error.h"
#include "tandem/params.h"

namespace tandem::py {

using namespace nb::literals;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// A callback's view of a run at a generation boundary. Everything it returns is a copy.
class Live {
 public:
  Live(const LiveView& view, Algorithm& algorithm, const std::string& name)
      : view_(&view), algorithm_(algorithm), name_(name) {}
  const LiveView& operator*() const {
    if (view_ == nullptr) throw Error("What a callback gets can be looked at during the call only.");
    return *view_;
  }
  void close() { view_ = nullptr; }
  /// Algorithms that keep to their parameters read them again between two generations.
  void set(const ParamValues& values) const {
    static_cast<void>(**this);
    setParams(algorithm_, values, name_);
  }
  [[nodiscard]] std::vector<ParamInfo> params() const {
    static_cast<void>(**this);
    return describeParams(algorithm_);
  }

 private:
  const LiveView* view_;
  Algorithm& algorithm_;
  const std::string& name_;
};

/// Best objective of each task in the populations shown ("better" as everywhere: less violation first).
nb::object bestNow(const Live& live) {
  const LiveView& view = *live;
  std::vector<double> best(static_cast<std::size_t>(view.record->tasks), kNaN);
  for (int t = 0; t < view.record->tasks; ++t) {
    const std::vector<Improvement>& log = view.record->improvements[t];
    if (!log.empty()) best[t] = log.back().objective;
  }
  return arrayOf(best, {static_cast<Py_ssize_t>(best.size())});
}

nb::list populationsNow(const Live& live) {
  nb::list out;
  for (const Population& pop : (*live).populations) {
    nb::dict one;
    one["x"] = arrayOf(pop.x());
    one["objectives"] = arrayOf(pop.objs());
    one["cv"] = arrayOf(pop.cvs(), {pop.size()});
    one["task"] = arrayOf(pop.taskColumn());
    out.append(one);
  }
  return out;
}

struct RunHandle {
  std::shared_ptr<const PlannedExperiment> planned;
  RunRecord record;
  std::string status;
};

/// One run of a plan of one problem and one algorithm, on the calling thread. The GIL is taken only for Python's parts.
class SingleRun {
 public:
  SingleRun(std::shared_ptr<const PlannedExperiment> planned, int repetition, nb::object callback,
            const nb::object& start)
      : planned_(std::move(planned)), callback_(std::move(callback)) {
    const Plan& plan = planned_->plan;
    if (plan.problems.size() != 1 || plan.algorithms.size() != 1) {
      throw InputError("A single run takes one problem and one algorithm; te.Experiment takes several.");
    }
    request_.problem = plan.problems[0].get();
    request_.algorithm = plan.algorithms[0]->name;
    request_.problemKey = plan.problemKeys[0];
    request_.seed = plan.info.seed;
    request_.repetition = repetition;
    request_.budget = plan.info.problems[0].budget;
    request_.population = plan.info.problems[0].population;
    request_.checkpoints = plan.info.checkpoints;
    request_.saveDecisions = plan.info.saveDecisions;
    request_.timeLimit = plan.spec.timeLimit;
    request_.control = &control_;
    request_.observer = [this](const LiveView& view) { observe(view); };
    takeStart(start);
    algorithm_ = plan.algorithms[0]->make();
    setParams(*algorithm_, plan.algorithmParams[0], plan.algorithms[0]->name);
  }

  RunHandle run() {
    const Raised raised;
    RunHandle out{planned_, {}, "finished"};
    try {
      const nb::gil_scoped_release free;
      out.record = executeRun(*algorithm_, request_);
    } catch (const Cancelled&) {
      if (trouble_) std::rethrow_exception(trouble_);
      raised.rethrow();
      throw;
    }
    if (stopped_) out.status = "stopped";
    if (out.record.status == RunStatus::Failed) {
      raised.rethrow();
      throw Error(out.record.message);
    }
    return out;
  }

 private:
  void takeStart(const nb::object& start) {
    if (start.is_none()) return;
    const std::vector<TaskInfo>& tasks = request_.problem->tasks();
    if (nb::len(start) != tasks.size()) {
      throw InputError("'start' holds one array of points a task: " + std::to_string(tasks.size()) + ", not " +
                       std::to_string(nb::len(start)) + ".");
    }
    for (std::size_t t = 0; t < tasks.size(); ++t) {
      Matrix points = matrixOf(start[t], "'start' of task " + std::to_string(t));
      if (points.cols() != tasks[t].dim) {
        throw InputError("'start' of task " + std::to_string(t) + " has " + std::to_string(points.cols()) +
                         " columns; the task has " + std::to_string(tasks[t].dim) + " variables.");
      }
      for (int i = 0; i < points.rows(); ++i) checkStart(tasks[t], static_cast<int>(t), points.row(i));
      request_.start.push_back(std::move(points));
    }
  }

  /// As --start takes points of a table: silently clamped, they would not be those given.
  static void checkStart(const TaskInfo& task, int t, std::span<const double> x) {
    constexpr double kRounding = 1e-6;  // of the range, as there
    for (int j = 0; j < task.dim; ++j) {
      const std::string where =
          "'start' of task " + std::to_string(t) + " holds " + formatReal(x[j]) + " as variable " + std::to_string(j);
      if (!std::isfinite(x[j])) throw InputError(where + ", not a finite number.");
      const double slack = kRounding * (task.upper[j] - task.lower[j]);
      if (!task.bounded || (x[j] >= task.lower[j] - slack && x[j] <= task.upper[j] + slack)) continue;
      throw InputError(where + ", outside of [" + formatReal(task.lower[j]) + ", " + formatReal(task.upper[j]) + "].");
    }
  }

  /// At each generation boundary: the callback, and occasionally a check for Ctrl-C.
  void observe(const LiveView& view) {
    const bool calls = !callback_.is_none();
    const auto now = std::chrono::steady_clock::now();
    if (!calls && now - looked_ < std::chrono::milliseconds(50)) return;
    looked_ = now;
    const nb::gil_scoped_acquire gil;
    try {
      if (PyErr_CheckSignals() != 0) throw nb::python_error();
      if (calls) {
        const auto live = std::make_shared<Live>(view, *algorithm_, request_.algorithm);
        struct Closing {
          Live& live;
          ~Closing() { live.close(); }
        } const closing{*live};
        stopped_ = nb::cast<bool>(nb::bool_(callback_(live))) || stopped_;
      }
    } catch (...) {
      trouble_ = std::current_exception();
      throw Cancelled();
    }
    // The run ends at its next boundary as if its budget were spent, with everything recorded.
    if (stopped_) request_.budget = std::min(request_.budget, view.evaluations);
  }

  std::shared_ptr<const PlannedExperiment> planned_;
  nb::object callback_;
  RunControl control_;
  RunRequest request_;
  std::unique_ptr<Algorithm> algorithm_;
  std::chrono::steady_clock::time_point looked_{};
  std::exception_ptr trouble_;
  bool stopped_ = false;
};

Py_ssize_t length(std::size_t n) {
  return static_cast<Py_ssize_t>(n);
}

int lastOf(const RunRecord& r) {
  return r.checkpoints - 1;
}

nb::object curvesOf(const RunRecord& r, const std::vector<double>& values) {
  return arrayOf(values, {r.tasks, r.checkpoints});
}

/// Per task the best decisions in real units: [dim], or for several objectives the final population's [n, dim].
nb::list decisionsOf(const RunRecord& r) {
  nb::list out;
  for (int t = 0; t < r.tasks; ++t) {
    const std::size_t at = static_cast<std::size_t>(t) * r.checkpoints + lastOf(r);
    if (!r.fronts.empty()) {
      out.append(arrayOf(r.fronts[at].decisions.view()));
    } else if (!r.decisions.empty()) {
      out.append(arrayOf(r.decisions[at], {length(r.decisions[at].size())}));
    } else {
      out.append(nb::none());
    }
  }
  return out;
}

nb::list frontsOf(const RunRecord& r, int checkpoint) {
  nb::list out;
  if (r.fronts.empty()) return out;
  for (int t = 0; t < r.tasks; ++t) {
    const FrontRecord& front = r.fronts[static_cast<std::size_t>(t) * r.checkpoints + checkpoint];
    out.append(nb::make_tuple(arrayOf(front.objectives.view()), arrayOf(front.cv, {length(front.cv.size())})));
  }
  return out;
}

nb::list improvementsOf(const RunRecord& r) {
  nb::list out;
  for (const std::vector<Improvement>& log : r.improvements) {
    double* data = nullptr;
    const nb::object array = newArray({length(log.size()), 4}, data);
    for (const Improvement& i : log) {
      *data++ = static_cast<double>(i.evaluations);
      *data++ = static_cast<double>(i.taskEvaluations);
      *data++ = i.objective;
      *data++ = i.cv;
    }
    out.append(array);
  }
  return out;
}

nb::object transferOf(const RunRecord& r) {
  if (!r.transferReported) return nb::none();
  std::vector<std::int64_t> out;
  for (const TransferCounts& c : transferMatrix(r.transfer, r.tasks, lastOf(r))) {
    out.insert(out.end(), {c.made, c.survived, c.improved});
  }
  return arrayOf(std::span<const std::int64_t>(out), {r.tasks, r.tasks, 3});
}

nb::dict tracesOf(const RunHandle& h) {
  nb::dict out;
  const std::vector<TraceInfo>& infos = h.planned->plan.info.algorithms[0].traces;
  for (std::size_t i = 0; i < h.record.traces.size() && i < infos.size(); ++i) {
    const std::vector<double>& values = h.record.traces[i];
    const Py_ssize_t slots = length(values.size()) / std::max(1, h.record.checkpoints);
    out[infos[i].name.c_str()] = arrayOf(values, {slots, h.record.checkpoints});
  }
  return out;
}

nb::dict costOf(const RunRecord& r) {
  nb::dict out;
  for (int part = 0; part < kCostParts; ++part) out[costPartName(static_cast<CostPart>(part))] = r.cost[part];
  return out;
}

}  // namespace

void bindRun(nb::module_& m) {
  nb::class_<Live>(m, "Live", "A run at a generation boundary, as a callback sees it; valid during the call.")
      .def_prop_ro("evaluations", [](const Live& l) { return (*l).evaluations; })
      .def_prop_ro("budget", [](const Live& l) { return (*l).budget; })
      .def_prop_ro("generation", [](const Live& l) { return (*l).generation; })
      .def_prop_ro("best", &bestNow, "Best objective so far of each task: float64 [task]; NaN where there is none.")
      .def_prop_ro("populations", &populationsNow,
                   "The current populations: dictionaries of x [n, dim], objectives [n, M], cv [n], task [n] (copies).")
      .def_prop_ro(
          "params",
          [](const Live& l) {
            nb::dict out;
            for (const ParamInfo& p : l.params()) out[p.name.c_str()] = p.value;
            return out;
          },
          "Parameters of the algorithm as texts.")
      .def(
          "set_params",
          [](const Live& l, const nb::dict& words) {
            ParamValues values;
            for (const auto& [key, value] : words) values[nb::cast<std::string>(key)] = nb::cast<std::string>(value);
            l.set(values);
          },
          "values"_a, "Sets parameters (name -> text) for the generations to come.");
  nb::class_<RunHandle>(m, "RunRecord", "Everything recorded of one run.")
      .def_prop_ro("status", [](const RunHandle& h) { return h.status; })
      .def_prop_ro("problem", [](const RunHandle& h) { return h.planned->plan.info.problems[0].name; })
      .def_prop_ro("algorithm", [](const RunHandle& h) { return h.planned->plan.info.algorithms[0].alias; })
      .def_prop_ro("message", [](const RunHandle& h) { return h.record.message; })
      .def_prop_ro("seconds", [](const RunHandle& h) { return h.record.seconds; })
      .def_prop_ro(
          "cost", [](const RunHandle& h) { return costOf(h.record); }, "Seconds by part.")
      .def_prop_ro("generations", [](const RunHandle& h) { return h.record.generations; })
      .def_prop_ro("non_finite", [](const RunHandle& h) { return h.record.nonFinite; })
      .def_prop_ro("X", [](const RunHandle& h) { return decisionsOf(h.record); })
      .def_prop_ro("objective", [](const RunHandle& h) { return curvesOf(h.record, h.record.objective); })
      .def_prop_ro("cv", [](const RunHandle& h) { return curvesOf(h.record, h.record.cv); })
      .def_prop_ro("evaluations",
                   [](const RunHandle& h) {
                     return arrayOf(std::span<const std::int64_t>(h.record.evaluations), {h.record.checkpoints});
                   })
      .def_prop_ro("task_evaluations",
                   [](const RunHandle& h) {
                     return arrayOf(std::span<const std::int64_t>(h.record.taskEvaluations),
                                    {h.record.tasks, h.record.checkpoints});
                   })
      .def(
          "fronts",
          [](const RunHandle& h, int checkpoint) {
            const int k = checkpoint < 0 ? checkpoint + h.record.checkpoints : checkpoint;
            if (k < 0 || k >= h.record.checkpoints) throw nb::index_error("There is no such checkpoint.");
            return frontsOf(h.record, k);
          },
          "checkpoint"_a = -1)
      .def_prop_ro("improvements", [](const RunHandle& h) { return improvementsOf(h.record); })
      .def_prop_ro("transfer", [](const RunHandle& h) { return transferOf(h.record); })
      .def_prop_ro("traces", &tracesOf)
      .def_prop_ro("ledger", [](const RunHandle& h) {
        return arrayOf(std::span<const std::int64_t>(h.record.ledger), {h.record.tasks, kLedgerPurposes});
      });
  m.def(
      "run_one",
      [](const nb::dict& words, nb::handle problems, nb::handle algorithms, int repetition, const nb::object& callback,
         const nb::object& start) {
        return SingleRun(plannedExperiment(words, problems, algorithms), repetition, callback, start).run();
      },
      "words"_a, "problems"_a, "algorithms"_a, "repetition"_a, "callback"_a.none(), "start"_a.none());
}

}  // namespace tandem::py
