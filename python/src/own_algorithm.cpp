// SPDX-License-Identifier: Apache-2.0
#include "own_algorithm.h"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <numeric>

#include "arrays.h"
#include "own_problem.h"
#include "population.h"
#include "tandem/error.h"
#include "tandem/operators.h"

namespace tandem::py {

using namespace nb::literals;

namespace {

using Points = nb::ndarray<double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using ConstPoints = nb::ndarray<const double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

/// The run as a Python algorithm sees it; valid while run() lasts.
class Context {
 public:
  explicit Context(RunContext& context) : context_(&context) {}
  RunContext& operator*() const {
    if (context_ == nullptr) throw Error("The context of a run cannot be used after run() has returned.");
    return *context_;
  }
  RunContext* operator->() const { return &**this; }
  void close() { context_ = nullptr; }

  /// A NumPy generator with its own stream, derived from the run's.
  nb::object generator() {
    if (!generator_.is_valid()) {
      const nb::module_ random = nb::module_::import_("numpy.random");
      Rng seeds = (**this).rng().derive(hashText("numpy"));
      generator_ = random.attr("Generator")(random.attr("PCG64")(nb::make_tuple(seeds.next(), seeds.next())));
    }
    return generator_;
  }

 private:
  RunContext* context_;
  nb::object generator_;
};

using Handle = std::shared_ptr<Context>;

/// Tags and tasks come from the algorithm, and the engine's tables are indexed with them.
void checkTags(const Context& ctx, const Population& pop) {
  const int tasks = ctx->taskCount();
  for (int i = 0; i < pop.size(); ++i) {
    if (pop.task(i) < 0 || pop.task(i) >= tasks || pop.donor(i) < kNotReported || pop.donor(i) >= tasks) {
      throw nb::value_error(("Individual " + std::to_string(i) + " carries task " + std::to_string(pop.task(i)) +
                             " and donor " + std::to_string(pop.donor(i)) + "; the tasks are 0 to " +
                             std::to_string(tasks - 1) + ", a donor may also be -1 (native) or -2 (not reported).")
                                .c_str());
    }
  }
  if (pop.dim() != ctx->maxDim() || pop.objectives() != ctx->maxObjectives()) {
    throw nb::value_error("The population was made for another run; make_population() makes one for this.");
  }
}

Purpose purposeOf(const std::string& name) {
  if (name == "offspring") return Purpose::Offspring;
  if (name == "initial") return Purpose::Initial;
  if (name == "surrogate") return Purpose::Surrogate;
  if (name == "restart") return Purpose::Restart;
  throw nb::value_error(("'" + name + "' is no purpose; take offspring, initial, surrogate or restart.").c_str());
}

int taskOf(const Context& ctx, int task) {
  if (task < 0 || task >= ctx->taskCount()) {
    throw nb::index_error(
        ("There is no task " + std::to_string(task) + "; they are 0 to " + std::to_string(ctx->taskCount() - 1) + ".")
            .c_str());
  }
  return task;
}

void evaluate(const Handle& ctx, const Individuals& pop, const std::optional<std::vector<int>>& rows,
              const std::string& purpose) {
  checkTags(*ctx, *pop);
  const Purpose why = purposeOf(purpose);
  if (rows) {
    for (const int row : *rows) {
      if (row < 0 || row >= pop->size()) {
        throw nb::index_error(("'rows' holds " + std::to_string(row) + ", but the population has rows 0 to " +
                               std::to_string(pop->size() - 1) + ".")
                                  .c_str());
      }
    }
  }
  RunContext& context = **ctx;
  const nb::gil_scoped_release free;
  if (rows) {
    context.evaluate(*pop, *rows, why);
  } else {
    context.evaluate(*pop, why);
  }
}

Individuals populationOf(nb::handle given) {
  if (nb::isinstance<Individuals>(given)) return nb::cast<Individuals>(given);
  const auto kind = nb::cast<std::string>(nb::str(nb::handle(given.type()).attr("__name__")));
  throw nb::type_error(("running() takes populations or lists of them, not '" + kind + "'.").c_str());
}

bool running(const Handle& ctx, const nb::args& given) {
  std::vector<Individuals> pops;
  for (const nb::handle one : given) {
    if (nb::isinstance<nb::list>(one) || nb::isinstance<nb::tuple>(one)) {
      for (const nb::handle each : one) pops.push_back(populationOf(each));
    } else {
      pops.push_back(populationOf(one));
    }
  }
  for (std::size_t i = 0; i < pops.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (pops[i].store == pops[j].store) throw nb::value_error("running() was given the same population twice.");
    }
  }
  for (const Individuals& pop : pops) checkTags(*ctx, *pop);
  RunContext& context = **ctx;
  // The engine takes them in one vector. They are moved there and back, so their memory, which arrays may show, stays.
  std::vector<Population> side;
  side.reserve(pops.size());
  for (Individuals& pop : pops) side.push_back(std::move(*pop));
  const auto back = [&] {
    for (std::size_t i = 0; i < pops.size(); ++i) *pops[i] = std::move(side[i]);
  };
  try {
    bool more = false;
    {
      const nb::gil_scoped_release free;
      more = context.running(side);
    }
    back();
    return more;
  } catch (...) {
    back();
    throw;
  }
}

std::vector<Individuals> handed(std::vector<Population>&& pops) {
  std::vector<Individuals> out;
  for (Population& pop : pops) out.emplace_back(std::move(pop));
  return out;
}

/// Runs a selection operator of the engine on a copy that becomes the population: arrays of the old one stay valid.
template <typename Operator>
void reselect(Individuals& pop, const Individuals& off, Operator&& select) {
  if (off->dim() != pop->dim() || off->objectives() != pop->objectives()) {
    throw nb::value_error("Survivors cannot be chosen from populations of different dimensions.");
  }
  Individuals next{Population(*pop)};
  select(*next, *off);
  pop = next;
}

ConstMatView viewOfPoints(const ConstPoints& p) {
  return {p.data(), static_cast<int>(p.shape(0)), static_cast<int>(p.shape(1))};
}
MatView viewOfPoints(const Points& p) {
  return {p.data(), static_cast<int>(p.shape(0)), static_cast<int>(p.shape(1))};
}

nb::tuple crossover(const Handle& ctx, const ConstPoints& a, const ConstPoints& b, double eta) {
  const ConstMatView p1 = viewOfPoints(a);
  const ConstMatView p2 = viewOfPoints(b);
  if (p1.rows != p2.rows || p1.cols != p2.cols) throw nb::value_error("sbx() takes two arrays of one shape.");
  double* first = nullptr;
  double* second = nullptr;
  const nb::object c1 = newArray({p1.rows, p1.cols}, first);
  const nb::object c2 = newArray({p1.rows, p1.cols}, second);
  const MatView o1(first, p1.rows, p1.cols);
  const MatView o2(second, p1.rows, p1.cols);
  RunContext& context = **ctx;
  for (int i = 0; i < p1.rows; ++i) {
    op::sbx(context.rng(), p1.row(i), p2.row(i), o1.row(i), o2.row(i), eta);
  }
  return nb::make_tuple(c1, c2);
}

void mutate(const Handle& ctx, const Points& points, double eta, double probability) {
  const MatView x = viewOfPoints(points);
  RunContext& context = **ctx;
  const double p = probability >= 0.0 ? probability : 1.0 / std::max(1, x.cols);
  for (int i = 0; i < x.rows; ++i) op::polynomialMutation(context.rng(), x.row(i), eta, p);
}

nb::object bestOf(const Handle& ctx, int task) {
  const BestSoFar best = (*ctx)->best(taskOf(*ctx, task));
  if (!best.known) return nb::none();
  nb::dict out;
  out["objective"] = best.objective;
  out["cv"] = best.cv;
  out["x"] = arrayOf(best.x, {static_cast<Py_ssize_t>(best.x.size())});
  return out;
}

/// A Python algorithm as the engine runs it.
class OwnAlgorithm final : public Algorithm {
 public:
  explicit OwnAlgorithm(std::shared_ptr<const OwnAlgorithmParts> parts)
      : parts_(std::move(parts)), values_(parts_->params) {}

  void params(ParamVisitor& p) override {
    for (OwnParam& v : values_) {
      const char* name = v.name.c_str();
      switch (v.type) {
        case ParamType::Real:
          p.real(name, v.real, {v.reals.min, v.reals.max, v.doc.c_str()});
          break;
        case ParamType::Integer:
          p.integer(name, v.integer, {v.integers.min, v.integers.max, v.doc.c_str()});
          break;
        case ParamType::Boolean:
          p.boolean(name, v.boolean, v.doc.c_str());
          break;
        case ParamType::Choice:
          p.choice(name, v.text, {v.options, v.doc.c_str()});
          break;
        case ParamType::Text:
          p.text(name, v.text, v.doc.c_str());
          break;
      }
    }
    for (const OwnTrace& t : parts_->traces) p.trace(t.name.c_str(), {t.doc.c_str(), t.per, t.min, t.max});
  }

  void run(RunContext& ctx) override {
    const nb::gil_scoped_acquire gil;
    const Handle handle = std::make_shared<Context>(ctx);
    struct Closing {
      Context& context;
      ~Closing() { context.close(); }
    } const closing{*handle};
    try {
      const nb::object self = parts_->factory();
      for (const OwnParam& v : values_) set(self, v);
      self.attr("run")(handle);
    } catch (nb::python_error& error) {
      if (error.matches(cancelledType())) throw Cancelled();
      const std::string text = Raised::text(error);
      if (!error.matches(PyExc_Exception)) throw Cancelled();  // KeyboardInterrupt, SystemExit
      throw Error(text);
    }
  }

  static nb::handle cancelledType() {
    static PyObject* type = nb::module_::import_("tandem_emt._core").attr("Cancelled").inc_ref().ptr();
    return type;
  }

 private:
  static void set(const nb::object& self, const OwnParam& v) {
    const char* name = v.name.c_str();
    switch (v.type) {
      case ParamType::Real:
        nb::setattr(self, name, nb::float_(v.real));
        break;
      case ParamType::Integer:
        nb::setattr(self, name, nb::int_(v.integer));
        break;
      case ParamType::Boolean:
        nb::setattr(self, name, nb::bool_(v.boolean));
        break;
      case ParamType::Choice:
      case ParamType::Text:
        nb::setattr(self, name, nb::str(v.text.c_str()));
        break;
    }
  }

  std::shared_ptr<const OwnAlgorithmParts> parts_;
  std::vector<OwnParam> values_;
};

nb::object taskView(const TaskInfo& task) {
  nb::dict out;
  out["name"] = task.name;
  out["dim"] = task.dim;
  out["objectives"] = task.objectives;
  out["constraints"] = task.constraints;
  out["lower"] = arrayOf(task.lower, {static_cast<Py_ssize_t>(task.lower.size())});
  out["upper"] = arrayOf(task.upper, {static_cast<Py_ssize_t>(task.upper.size())});
  out["bounded"] = task.bounded;
  return out;
}

}  // namespace

AlgorithmInfo entryOf(const std::shared_ptr<const OwnAlgorithmParts>& parts) {
  AlgorithmInfo info = parts->info;
  info.make = [parts] { return std::make_unique<OwnAlgorithm>(parts); };
  return info;
}

void bindOwnAlgorithms(nb::module_& m) {
  nb::class_<Context>(m, "Context", "A run as an algorithm sees it. Valid while run() lasts.")
      .def_prop_ro("task_count", [](const Handle& c) { return (*c)->taskCount(); })
      .def_prop_ro(
          "tasks",
          [](const Handle& c) {
            nb::list out;
            for (int t = 0; t < (*c)->taskCount(); ++t) out.append(taskView((*c)->task(t)));
            return out;
          },
          "What may be known of the tasks: name, dim, objectives, constraints, lower, upper, bounded.")
      .def_prop_ro(
          "max_dim", [](const Handle& c) { return (*c)->maxDim(); }, "Width of the unified space.")
      .def_prop_ro("max_objectives", [](const Handle& c) { return (*c)->maxObjectives(); })
      .def_prop_ro(
          "population_size", [](const Handle& c) { return (*c)->populationSize(); }, "Individuals per task.")
      .def_prop_ro(
          "budget", [](const Handle& c) { return (*c)->budget(); }, "Evaluations of all tasks together.")
      .def_prop_ro("evaluations", [](const Handle& c) { return (*c)->evaluations(); })
      .def_prop_ro(
          "progress", [](const Handle& c) { return (*c)->progress(); }, "evaluations / budget")
      .def_prop_ro("generation", [](const Handle& c) { return (*c)->generation(); })
      .def_prop_ro(
          "rng", [](const Handle& c) { return c->generator(); },
          "numpy.random.Generator with the run's own stream: the same seed and repetition, the same numbers.")
      .def(
          "uniform", [](const Handle& c) { return (*c)->rng().uniform(); }, "Engine's stream: uniform in [0, 1).")
      .def(
          "below",
          [](const Handle& c, int n) {
            if (n < 1) throw nb::value_error("below() takes a number of at least 1.");
            return (*c)->rng().below(n);
          },
          "n"_a, "Engine's stream: uniform integer in [0, n).")
      .def(
          "chance", [](const Handle& c, double p) { return (*c)->rng().chance(p); }, "p"_a)
      .def("normal", [](const Handle& c) { return (*c)->rng().normal(); })
      .def(
          "permutation",
          [](const Handle& c, int n) {
            if (n < 0) throw nb::value_error("permutation() takes a number of at least 0.");
            std::vector<int> order(static_cast<std::size_t>(n));
            (*c)->rng().permutation(order);
            return arrayOf(order);
          },
          "n"_a, "Engine's stream: a permutation of 0..n-1, int32 [n].")
      .def(
          "make_population",
          [](const Handle& c, int n, int task) {
            if (n < 0 || n > 10'000'000)
              throw nb::value_error("A population has between 0 and ten million individuals.");
            return Individuals((*c)->makePopulation(n, taskOf(*c, task)));
          },
          "n"_a, "task"_a = 0, "n individuals, not evaluated.")
      .def(
          "init_uniform",
          [](const Handle& c, int n, int task) { return Individuals(op::initUniform(**c, n, taskOf(*c, task))); },
          "n"_a, "task"_a, "n uniform random individuals of a task, evaluated.")
      .def(
          "init_per_task", [](const Handle& c) { return handed(op::initPerTask(**c)); },
          "One population of population_size uniform individuals a task, evaluated: the same start for every "
          "algorithm.")
      .def(
          "init_multifactorial", [](const Handle& c) { return Individuals(op::initMultifactorial(**c)); },
          "Multifactorial start (Gupta et al. 2016): every individual is evaluated on every task and gets the one it "
          "is "
          "best at.")
      .def(
          "init_multifactorial_once", [](const Handle& c) { return Individuals(op::initMultifactorialOnce(**c)); },
          "population_size individuals a task in one population, each evaluated on its own task only.")
      .def("evaluate", &evaluate, "population"_a, "rows"_a = nb::none(), "purpose"_a = "offspring",
           "Evaluates the individuals (or the named rows), each on its own task, and counts. purpose: offspring, "
           "initial, surrogate, restart.")
      .def("running", &running, "populations"_a,
           "Generation boundary: takes all current populations (or lists of them), records, answers whether budget is "
           "left. Once a turn, as the condition of the loop.")
      .def("best", &bestOf, "task"_a, "Best so far of a task: objective, cv, x (unified space, [max_dim]); or None.")
      .def(
          "trace",
          [](const Handle& c, const std::string& name, double value, const std::optional<int>& task,
             const std::optional<int>& donor) {
            if (task && donor) {
              (*c)->trace(name.c_str(), value, taskOf(*c, *task), taskOf(*c, *donor));
            } else if (task) {
              (*c)->trace(name.c_str(), value, taskOf(*c, *task));
            } else {
              (*c)->trace(name.c_str(), value);
            }
          },
          "name"_a, "value"_a, "task"_a = nb::none(), "donor"_a = nb::none(),
          "Reports a declared quantity of the run, of a task, or of a pair of tasks.")
      .def(
          "start_points", [](const Handle& c, int task) { return arrayOf((*c)->startPoints(taskOf(*c, task))); },
          "task"_a, "Initial individuals that the user gave, in the unified space: float64 [n, max_dim].")
      .def("sbx", &crossover, "p1"_a, "p2"_a, "eta"_a = 2.0,
           "Simulated binary crossover of rows of p1 with rows of p2 ([n, dim] each): two arrays of children. Not "
           "clipped.")
      .def("polynomial_mutation", &mutate, nb::arg("x").noconvert(), "eta"_a = 5.0, "probability"_a = -1.0,
           "Polynomial mutation of the rows of x ([n, dim], float64, contiguous) in place; probability per variable "
           "(negative: 1 / dim). Not clipped.")
      .def(
          "select_elitist",
          [](const Handle& c, Individuals& pop, const Individuals& off) {
            reselect(pop, off, [&](Population& p, const Population& o) { op::selectElitist(**c, p, o); });
          },
          "population"_a, "offspring"_a, "The best len(population) of both stay, sorted.")
      .def(
          "select_per_task",
          [](const Handle& c, Individuals& pop, const Individuals& off, int perTask) {
            checkTags(*c, *pop);
            checkTags(*c, *off);
            if (perTask < 1) throw nb::value_error("select_per_task() keeps at least one individual a task.");
            reselect(pop, off, [&](Population& p, const Population& o) { op::selectPerTask(**c, p, o, perTask); });
          },
          "population"_a, "offspring"_a, "per_task"_a, "Per task the best of both stay, task by task, each sorted.")
      .def(
          "select_one_to_one",
          [](const Handle&, Individuals& pop, const Individuals& off) {
            if (pop->size() != off->size()) {
              throw nb::value_error("select_one_to_one() compares populations of one size.");
            }
            reselect(pop, off, [](Population& p, const Population& o) { op::selectOneToOne(p, o); });
          },
          "population"_a, "offspring"_a, "Each offspring replaces the individual of its row unless it is worse.");
}

}  // namespace tandem::py
