// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include "arrays.h"
#include "session.h"
#include "tandem/error.h"
#include "tandem/plugin.h"

namespace tandem::py {

using namespace nb::literals;

Catalogue& processCatalogue() {
  static auto* catalogue = new Catalogue(builtinCatalogue());
  return *catalogue;
}

namespace {

nb::list textsOf(const std::vector<std::string>& texts) {
  nb::list out;
  for (const std::string& text : texts) out.append(text);
  return out;
}

nb::dict citationOf(const Citation& c) {
  nb::dict out;
  out["authors"] = c.authors;
  out["title"] = c.title;
  out["venue"] = c.venue;
  out["year"] = c.year;
  out["doi"] = c.doi;
  return out;
}

const char* typeName(ParamType type) {
  switch (type) {
    case ParamType::Real:
      return "real";
    case ParamType::Integer:
      return "integer";
    case ParamType::Boolean:
      return "boolean";
    case ParamType::Choice:
      return "choice";
    case ParamType::Text:
      break;
  }
  return "text";
}

nb::list paramsOf(Parameterised& object) {
  nb::list out;
  for (const ParamInfo& p : describeParams(object)) {
    nb::dict one;
    one["name"] = p.name;
    one["type"] = typeName(p.type);
    one["default"] = p.value;
    one["min"] = p.min;
    one["max"] = p.max;
    one["options"] = textsOf(p.options);
    one["doc"] = p.doc;
    out.append(one);
  }
  return out;
}

template <typename Info>
nb::dict common(const Info& info) {
  nb::dict out;
  out["name"] = info.name;
  out["aliases"] = textsOf(info.aliases);
  out["labels"] = textsOf(labelNames(info.labels));
  out["doc"] = info.doc;
  out["citation"] = citationOf(info.citation);
  const auto object = info.make();
  out["params"] = paramsOf(*object);
  return out;
}

template <typename Info>
nb::list namesOf(const Registry<Info>& registry, const std::string& match, const std::vector<std::string>& labels) {
  Labels wanted = 0;
  for (const std::string& label : labels) wanted |= labelFromName(label);
  nb::list out;
  for (const Info& info : registry.all()) {
    if ((info.labels & wanted) != wanted) continue;
    if (!match.empty() && !globMatch(match, info.name)) continue;
    out.append(info.name);
  }
  return out;
}

nb::dict algorithmInfo(const std::string& name) {
  const AlgorithmInfo& info = processCatalogue().algorithms.find(name);
  nb::dict out = common(info);
  out["family"] = info.family;
  out["twin"] = info.twin;
  out["deviations"] = info.deviations;
  nb::list traces;
  const std::unique_ptr<Algorithm> object = info.make();
  for (const TraceInfo& t : describeTraces(*object)) {
    nb::dict one;
    one["name"] = t.name;
    one["per"] = tracePerName(t.per);
    one["doc"] = t.doc;
    traces.append(one);
  }
  out["traces"] = traces;
  return out;
}

nb::dict problemInfo(const std::string& name) {
  const ProblemInfo& info = processCatalogue().problems.find(name);
  nb::dict out = common(info);
  out["suite"] = info.suite;
  return out;
}

nb::dict metricInfo(const std::string& name) {
  const MetricInfo& info = processCatalogue().metrics.find(name);
  nb::dict out = common(info);
  out["larger"] = info.larger;
  out["per_task"] = info.perTask;
  return out;
}

/// A built problem for evaluation by hand.
struct BuiltHandle {
  std::shared_ptr<const Catalogue> catalogue;
  BuiltProblem built;
  std::string name;
};

int checkedTask(const BuiltHandle& h, int task) {
  if (task < 0 || task >= h.built.problem->taskCount()) {
    throw nb::index_error(("'" + h.name + "' has the tasks 0 to " + std::to_string(h.built.problem->taskCount() - 1) +
                           ", not " + std::to_string(task) + ".")
                              .c_str());
  }
  return task;
}

nb::object evaluateBatch(const BuiltHandle& h, nb::handle points, int task, bool constraints) {
  const TaskInfo& info = h.built.problem->tasks()[checkedTask(h, task)];
  const Matrix x = matrixOf(points, "'X'");
  if (x.cols() != info.dim) {
    throw nb::value_error(("'X' has " + std::to_string(x.cols()) + " columns; task " + std::to_string(task) + " of '" +
                           h.name + "' has " + std::to_string(info.dim) + " variables.")
                              .c_str());
  }
  Matrix f(x.rows(), info.objectives);
  Matrix g(x.rows(), info.constraints);
  Raised raised;
  try {
    const nb::gil_scoped_release free;
    Workspace workspace;
    const std::unique_ptr<ProblemState> state = h.built.problem->makeState();
    EvalContext context{workspace};
    context.state = state.get();
    h.built.problem->evaluate(task, x, f, g, context);
  } catch (const Error&) {
    raised.rethrow();
    throw;
  }
  if (!constraints) return arrayOf(f);
  return nb::make_tuple(arrayOf(f), arrayOf(g));
}

nb::list tasksOf(const BuiltHandle& h) {
  nb::list out;
  for (const TaskInfo& task : h.built.problem->tasks()) {
    nb::dict one;
    one["name"] = task.name;
    one["dim"] = task.dim;
    one["objectives"] = task.objectives;
    one["constraints"] = task.constraints;
    one["lower"] = arrayOf(task.lower, {static_cast<Py_ssize_t>(task.lower.size())});
    one["upper"] = arrayOf(task.upper, {static_cast<Py_ssize_t>(task.upper.size())});
    one["bounded"] = task.bounded;
    out.append(one);
  }
  return out;
}

nb::dict referenceOf(const BuiltHandle& h, int task) {
  const Reference r = h.built.problem->reference(checkedTask(h, task));
  nb::dict out;
  out["optimum"] = r.hasOptimum ? nb::cast(r.optimum) : nb::none();
  out["x"] = r.optimumPoint.empty() ? nb::object(nb::none())
                                    : arrayOf(r.optimumPoint, {static_cast<Py_ssize_t>(r.optimumPoint.size())});
  out["front"] = r.front.empty() ? nb::object(nb::none()) : arrayOf(r.front.view());
  return out;
}

}  // namespace

void bindCatalogue(nb::module_& m) {
  const auto none = std::vector<std::string>();
  m.def(
      "algorithm_names",
      [](const std::string& match, const std::vector<std::string>& labels) {
        return namesOf(processCatalogue().algorithms, match, labels);
      },
      "match"_a = "", "labels"_a = none);
  m.def(
      "problem_names",
      [](const std::string& match, const std::vector<std::string>& labels) {
        return namesOf(processCatalogue().problems, match, labels);
      },
      "match"_a = "", "labels"_a = none);
  m.def(
      "metric_names",
      [](const std::string& match, const std::vector<std::string>& labels) {
        return namesOf(processCatalogue().metrics, match, labels);
      },
      "match"_a = "", "labels"_a = none);
  m.def("algorithm_info", &algorithmInfo, "name"_a);
  m.def("problem_info", &problemInfo, "name"_a);
  m.def("metric_info", &metricInfo, "name"_a);
  m.def(
      "load_plugins",
      [](const std::vector<std::string>& dirs) { return loadPlugins(processCatalogue(), pluginDirs(dirs)); },
      "dirs"_a = none,
      "Loads plug-ins (from the folders given, TANDEM_PLUGIN_PATH and the usual places); one sentence for each that is "
      "left out. Plug-ins are code.");
  m.def(
      "build_problem",
      [](const std::string& name, const nb::dict& params, nb::handle own, const std::string& instance,
         const std::string& dataDir) {
        ParamValues values;
        for (const auto& [key, value] : params) values[nb::cast<std::string>(key)] = nb::cast<std::string>(value);
        const OwnUnits units = ownUnits(own, nb::list());
        auto handle = std::make_unique<BuiltHandle>();
        handle->catalogue = catalogueWith(units);
        const Instance wanted = instance == "official"    ? Instance::Official
                                : instance == "synthetic" ? Instance::Synthetic
                                                          : Instance::Auto;
        handle->built = buildProblem(*handle->catalogue, name, values, {wanted, dataDir});
        handle->name = handle->catalogue->problems.find(name).name;
        return handle;
      },
      "name"_a, "params"_a, "own"_a, "instance"_a, "data_dir"_a);
  nb::class_<BuiltHandle>(m, "BuiltProblem", "A problem ready to be evaluated by hand.")
      .def_prop_ro("name", [](const BuiltHandle& h) { return h.name; })
      .def_prop_ro("tasks", &tasksOf, "Per task: name, dim, objectives, constraints, lower, upper, bounded.")
      .def_prop_ro("instance", [](const BuiltHandle& h) { return instanceName(h.built.instance); })
      .def_prop_ro("max_evaluations", [](const BuiltHandle& h) { return h.built.problem->defaultBudget(); })
      .def_prop_ro("population", [](const BuiltHandle& h) { return h.built.problem->defaultPopulation(); })
      .def("evaluate", &evaluateBatch, "X"_a, "task"_a = 0, "constraints"_a = false,
           "Objectives of the points: X [n, dim] in real units, task from 0 -> F [n, M], with constraints=True (F, G).")
      .def("reference", &referenceOf, "task"_a = 0, "What metrics know: optimum, x, front; None where it is unknown.");
}

}  // namespace tandem::py
