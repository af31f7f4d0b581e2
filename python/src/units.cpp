// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <set>

#include "arrays.h"
#include "session.h"
#include "tandem/error.h"
#include "tandem/specification/command_line.h"
#include "tandem/specification/options.h"

namespace tandem::py {

using namespace nb::literals;

namespace {

/// Python's handles to its own units.
struct OwnProblemHandle {
  std::shared_ptr<const OwnProblemParts> parts;
};
struct OwnAlgorithmHandle {
  std::shared_ptr<const OwnAlgorithmParts> parts;
};

/// For Python's garbage collector: functions often refer back to the object that has them. Anything an experiment
/// also holds is in use.
void visitParts(const OwnProblemParts& parts, const std::function<int(PyObject*)>& visit) {
  if (visit(parts.state.ptr()) != 0) return;
  for (const OwnTask& task : parts.tasks) {
    if (visit(task.function.ptr()) != 0) return;
  }
}
void visitParts(const OwnAlgorithmParts& parts, const std::function<int(PyObject*)>& visit) {
  visit(parts.factory.ptr());
}

template <typename Handle>
int traverse(PyObject* self, visitproc visit, void* arg) {
#if PY_VERSION_HEX >= 0x03090000
  Py_VISIT(Py_TYPE(self));
#endif
  if (!nb::inst_ready(self)) return 0;
  const Handle* handle = nb::inst_ptr<Handle>(self);
  int stop = 0;
  if (handle->parts.use_count() == 1) {
    visitParts(*handle->parts, [&](PyObject* object) {
      if (object != nullptr && stop == 0) stop = visit(object, arg);
      return stop;
    });
  }
  return stop;
}

template <typename Handle>
int clear(PyObject* self) {
  nb::inst_ptr<Handle>(self)->parts.reset();
  return 0;
}

template <typename Handle>
PyType_Slot* collectorSlots() {
  static PyType_Slot slots[] = {{Py_tp_traverse, reinterpret_cast<void*>(traverse<Handle>)},
                                {Py_tp_clear, reinterpret_cast<void*>(clear<Handle>)},
                                {0, nullptr}};
  return slots;
}

template <typename T>
T get(const nb::dict& words, const char* key) {
  T value{};
  if (!nb::try_cast<T>(item(words, key), value)) {
    throw nb::type_error(("'" + std::string(key) + "' has the wrong type.").c_str());
  }
  return value;
}
std::string text(const nb::dict& words, const char* key) {
  return get<std::string>(words, key);
}

OwnTask taskOf(const nb::dict& words) {
  OwnTask task;
  task.info.name = text(words, "name");
  task.info.dim = get<int>(words, "dim");
  task.info.objectives = get<int>(words, "objectives");
  task.info.constraints = get<int>(words, "constraints");
  task.info.lower = vectorOf(item(words, "lower"), "'lower'");
  task.info.upper = vectorOf(item(words, "upper"), "'upper'");
  task.info.bounded = get<bool>(words, "bounded");
  task.function = nb::borrow(item(words, "function"));
  if (!item(words, "optimum").is_none()) {
    task.reference.hasOptimum = true;
    task.reference.optimum = get<double>(words, "optimum");
  }
  if (!item(words, "front").is_none()) task.reference.front = matrixOf(item(words, "front"), "'front'");
  if (!item(words, "reference_point").is_none()) {
    task.reference.hvReference = vectorOf(item(words, "reference_point"), "'reference_point'");
  }
  return task;
}

OwnProblemHandle ownProblem(const nb::dict& words) {
  auto parts = std::make_unique<OwnProblemParts>();
  parts->name = text(words, "name");
  parts->suite = text(words, "suite");
  parts->doc = text(words, "doc");
  parts->checksum = text(words, "checksum");
  parts->budget = get<std::int64_t>(words, "budget");
  parts->population = get<int>(words, "population");
  parts->stochastic = get<bool>(words, "stochastic");
  parts->state = nb::borrow(item(words, "state"));
  for (const nb::handle task : item(words, "tasks")) parts->tasks.push_back(taskOf(nb::cast<nb::dict>(task)));
  return {pythonOwned(std::move(parts))};
}

OwnParam paramOf(const nb::dict& words) {
  OwnParam p;
  p.name = text(words, "name");
  p.doc = text(words, "doc");
  const std::string kind = text(words, "kind");
  if (kind == "real") {
    p.real = get<double>(words, "default");
    p.reals.min = get<double>(words, "min");
    p.reals.max = get<double>(words, "max");
  } else if (kind == "integer") {
    p.type = ParamType::Integer;
    p.integer = get<int>(words, "default");
    p.integers.min = get<std::int64_t>(words, "min");
    p.integers.max = get<std::int64_t>(words, "max");
  } else if (kind == "boolean") {
    p.type = ParamType::Boolean;
    p.boolean = get<bool>(words, "default");
  } else if (kind == "choice") {
    p.type = ParamType::Choice;
    p.text = text(words, "default");
    p.options = get<std::vector<std::string>>(words, "options");
  } else {
    p.type = ParamType::Text;
    p.text = text(words, "default");
  }
  return p;
}

OwnTrace traceOf(const nb::dict& words) {
  const std::string per = text(words, "per");
  return {text(words, "name"), text(words, "doc"),
          per == "run"    ? TracePer::Run
          : per == "pair" ? TracePer::Pair
                          : TracePer::Task,
          get<double>(words, "min"), get<double>(words, "max")};
}

OwnAlgorithmHandle ownAlgorithm(const nb::dict& words) {
  auto parts = std::make_unique<OwnAlgorithmParts>();
  AlgorithmInfo& info = parts->info;
  info.name = text(words, "name");
  info.family = text(words, "family");
  info.twin = text(words, "twin");
  info.doc = text(words, "doc");
  info.deviations = text(words, "deviations");
  info.minPopulation = get<int>(words, "min_population");
  info.minTasks = get<int>(words, "min_tasks");
  info.maxTasks = get<int>(words, "max_tasks");
  for (const std::string& label : get<std::vector<std::string>>(words, "labels")) info.labels |= labelFromName(label);
  const auto citation = get<nb::dict>(words, "citation");
  info.citation = {text(citation, "authors"), text(citation, "title"), text(citation, "venue"),
                   get<int>(citation, "year"), text(citation, "doi")};
  for (const nb::handle p : item(words, "params")) parts->params.push_back(paramOf(nb::cast<nb::dict>(p)));
  for (const nb::handle t : item(words, "traces")) parts->traces.push_back(traceOf(nb::cast<nb::dict>(t)));
  parts->factory = nb::borrow(item(words, "factory"));
  // Errors in the declaration are reported here, not in the first run.
  const std::shared_ptr<const OwnAlgorithmParts> shared = pythonOwned(std::move(parts));
  const std::unique_ptr<Algorithm> probe = entryOf(shared).make();
  describeParams(*probe);
  describeTraces(*probe);
  return {shared};
}

ParamValues paramsOf(const nb::handle words) {
  ParamValues values;
  for (const auto& [key, value] : nb::cast<nb::dict>(words)) {
    values[nb::cast<std::string>(key)] = nb::cast<std::string>(value);
  }
  return values;
}

}  // namespace

OwnUnits ownUnits(nb::handle problems, nb::handle algorithms) {
  OwnUnits units;
  for (const nb::handle p : problems) units.problems.push_back(nb::cast<OwnProblemHandle>(p).parts);
  for (const nb::handle a : algorithms) units.algorithms.push_back(nb::cast<OwnAlgorithmHandle>(a).parts);
  return units;
}

namespace {

/// Parts that register_units() added, so that a unit itself may be given as well as its name. Under the GIL.
std::set<const void*>& registeredParts() {
  static auto* parts = new std::set<const void*>;
  return *parts;
}

template <typename Registry, typename Parts>
void addOwn(Registry& registry, const std::shared_ptr<const Parts>& parts, const char* kind, const std::string& name) {
  if (registeredParts().contains(parts.get())) return;
  if (registry.contains(name)) {
    throw InputError("There is " + std::string(kind) + " called '" + name + "' already; give yours another name.");
  }
  registry.add(entryOf(parts));
}

void addAll(Catalogue& catalogue, const OwnUnits& units) {
  for (const auto& parts : units.problems) addOwn(catalogue.problems, parts, "a problem", parts->name);
  for (const auto& parts : units.algorithms) addOwn(catalogue.algorithms, parts, "an algorithm", parts->info.name);
}

/// An option of an experiment is called here what the command line calls it: "max_evaluations".
std::string pythonName(const Option& option) {
  std::string name = commandName(option);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

nb::list experimentOptions() {
  nb::list out;
  visitOptions(ExperimentSpec(), [&](const Option& option, const auto& value) {
    using T = std::decay_t<decltype(value)>;
    int bits = 0;
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
      bits = std::min(std::numeric_limits<T>::digits, std::numeric_limits<std::int64_t>::digits);
    }
    out.append(nb::make_tuple(pythonName(option), bits, static_cast<int>(leastTyped(option))));
  });
  return out;
}

}  // namespace

std::shared_ptr<const Catalogue> catalogueWith(const OwnUnits& units) {
  auto catalogue = std::make_shared<Catalogue>(processCatalogue());
  addAll(*catalogue, units);
  return catalogue;
}

ExperimentSpec specOf(const nb::dict& words, const Catalogue& catalogue) {
  ExperimentSpec spec;
  if (!item(words, "toml").is_none()) spec = parseSpec(text(words, "toml"), text(words, "toml_name"));
  if (nb::len(item(words, "algorithms")) > 0) spec.algorithms.clear();  // arguments beside a specification win
  if (nb::len(item(words, "problems")) > 0) spec.problems.clear();
  for (const nb::handle entry : item(words, "algorithms")) {
    if (nb::isinstance<nb::str>(entry)) {
      for (AlgorithmEntry& e : parseAlgorithms({nb::cast<std::string>(entry)}, catalogue)) {
        spec.algorithms.push_back(std::move(e));
      }
    } else {
      spec.algorithms.push_back({nb::cast<std::string>(entry[0]), nb::cast<std::string>(entry[1]), paramsOf(entry[2])});
    }
  }
  for (const nb::handle entry : item(words, "problems")) {
    if (nb::isinstance<nb::str>(entry)) {
      for (ProblemEntry& e : parseProblems({nb::cast<std::string>(entry)}, catalogue)) {
        spec.problems.push_back(std::move(e));
      }
    } else {
      spec.problems.push_back({nb::cast<std::string>(entry[0]), paramsOf(entry[1])});
    }
  }
  visitOptions(spec, [&](const Option& option, auto& value) {
    using T = std::decay_t<decltype(value)>;
    const std::string key = pythonName(option);
    if (!words.contains(key.c_str()) || item(words, key.c_str()).is_none()) return;
    if constexpr (std::is_enum_v<T>) {
      const std::string name = text(words, key.c_str());
      const auto known = valueNamed<T>(name);
      if (!known) throw InputError("'" + name + "' is no " + key + "; take " + choicesOf<T>(", ", " or ") + ".");
      value = *known;
    } else if constexpr (std::is_same_v<T, DeviceChoice>) {
      value = parseDevice(text(words, key.c_str()), key);
    } else {
      value = get<T>(words, key.c_str());
    }
  });
  return spec;
}

std::shared_ptr<const PlannedExperiment> plannedExperiment(const nb::dict& words, nb::handle problems,
                                                           nb::handle algorithms) {
  auto planned = std::make_unique<PlannedExperiment>();
  planned->catalogue = catalogueWith(ownUnits(problems, algorithms));
  planned->plan = makePlan(specOf(words, *planned->catalogue), *planned->catalogue, text(words, "data_dir"));
  return pythonOwned(std::move(planned));
}

void bindUnits(nb::module_& m) {
  nb::class_<OwnProblemHandle>(m, "OwnProblem", "A problem of Python's in the engine's form; made by te.Problem.",
                               nb::type_slots(collectorSlots<OwnProblemHandle>()))
      .def("__init__",
           [](OwnProblemHandle* self, const nb::dict& words) { new (self) OwnProblemHandle(ownProblem(words)); })
      .def_prop_ro("name", [](const OwnProblemHandle& h) { return h.parts->name; });
  nb::class_<OwnAlgorithmHandle>(m, "OwnAlgorithm", "An algorithm of Python's in the engine's form.",
                                 nb::type_slots(collectorSlots<OwnAlgorithmHandle>()))
      .def("__init__",
           [](OwnAlgorithmHandle* self, const nb::dict& words) { new (self) OwnAlgorithmHandle(ownAlgorithm(words)); })
      .def_prop_ro("name", [](const OwnAlgorithmHandle& h) { return h.parts->info.name; });
  m.def("experiment_options", &experimentOptions,
        "Options of an experiment: (name, bits of a whole number or 0, the least one that may be given).");
  m.def(
      "register_units",
      [](nb::handle problems, nb::handle algorithms) {
        const OwnUnits units = ownUnits(problems, algorithms);
        addAll(processCatalogue(), units);
        for (const auto& parts : units.problems) registeredParts().insert(parts.get());
        for (const auto& parts : units.algorithms) registeredParts().insert(parts.get());
      },
      "problems"_a, "algorithms"_a);
}

}  // namespace tandem::py
