// SPDX-License-Identifier: Apache-2.0
#include "population.h"

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "arrays.h"
#include "tandem/error.h"

namespace tandem::py {

using namespace nb::literals;

namespace {

std::size_t size(int n) {
  return static_cast<std::size_t>(n);
}

nb::object matrixView(const Individuals& p, MatView view) {
  return viewOf(view.data, {size(view.rows), size(view.cols)}, p.store);
}

void checkRows(const std::vector<int>& rows, int limit, const char* what) {
  for (const int row : rows) {
    if (row < 0 || row >= limit) {
      throw nb::index_error((std::string(what) + " holds the row " + std::to_string(row) +
                             ", but there are rows 0 to " + std::to_string(limit - 1) + " only.")
                                .c_str());
    }
  }
}

ColumnId columnOf(const Individuals& p, const std::string& name) {
  const ColumnId id = p->findColumn(name);
  if (id.index < 0) throw nb::key_error(("The population has no column '" + name + "'; add_column() adds it.").c_str());
  return id;
}

void checkSize(int n) {
  if (n < 0 || n > 10'000'000) throw nb::value_error("A population has between 0 and ten million individuals.");
}

}  // namespace

void bindPopulation(nb::module_& m) {
  nb::class_<Individuals>(m, "Population",
                          "Individuals as arrays: row i of each belongs to individual i. The arrays are views of the "
                          "engine's memory (no copy, writable). select(), append() and resize() give the population "
                          "other memory; arrays taken before show the old one, so take them anew.")
      .def("__len__", [](const Individuals& p) { return p->size(); })
      .def_prop_ro(
          "dim", [](const Individuals& p) { return p->dim(); }, "Width of the unified space.")
      .def_prop_ro(
          "x", [](const Individuals& p) { return matrixView(p, p->x()); },
          "Decisions in the unified space [0, 1]: float64 [n, dim], writable view.")
      .def_prop_ro(
          "objectives", [](const Individuals& p) { return matrixView(p, p->objs()); },
          "Objectives (minimised): float64 [n, M], writable view; infinite before evaluation.")
      .def_prop_ro(
          "f",
          [](const Individuals& p) {
            const MatView view = p->objs();
            if (view.cols != 1) throw nb::value_error("There are several objectives; take 'objectives' ([n, M]).");
            return viewOf(view.data, {size(view.rows)}, p.store);
          },
          "The single objective: float64 [n], writable view.")
      .def_prop_ro(
          "cv",
          [](const Individuals& p) { return viewOf(p->empty() ? nullptr : &p->cv(0), {size(p->size())}, p.store); },
          "Constraint violation, 0 = feasible: float64 [n], writable view.")
      .def_prop_ro(
          "task",
          [](const Individuals& p) { return viewOf(p->empty() ? nullptr : &p->task(0), {size(p->size())}, p.store); },
          "Task (from 0) on which each individual is evaluated: int32 [n], writable view.")
      .def_prop_ro(
          "donor",
          [](const Individuals& p) { return viewOf(p->empty() ? nullptr : &p->donor(0), {size(p->size())}, p.store); },
          "Task whose knowledge went into each individual; -1 native, -2 not reported: int32 [n], writable view. The "
          "engine counts transfers from these tags.")
      .def_prop_ro(
          "born",
          [](const Individuals& p) {
            return viewOf<const std::int64_t>(p->empty() ? nullptr : &p->born(0), {size(p->size())}, p.store);
          },
          "Number (from 1) of the evaluation of each individual, 0 = never: int64 [n], read-only view.")
      .def(
          "add_column",
          [](const Individuals& p, const std::string& name, int width, double fill) {
            if (width < 1 || width > 1'000'000) throw nb::value_error("A column is between 1 and a million wide.");
            return matrixView(p, p->column(p->addColumn(name, width, fill)));
          },
          "name"_a, "width"_a = 1, "fill"_a = 0.0,
          "Adds a named column (velocity, F, ...): float64 [n, width], writable view; the present one if there is one.")
      .def(
          "column",
          [](const Individuals& p, const std::string& name) { return matrixView(p, p->column(columnOf(p, name))); },
          "name"_a, "A column that add_column() added: float64 [n, width], writable view.")
      .def(
          "like",
          [](const Individuals& p, int n) {
            checkSize(n);
            return Individuals(p->like(n));
          },
          "n"_a, "A new population of n individuals with the same dimensions and columns.")
      .def(
          "copy", [](const Individuals& p) { return Individuals(Population(*p)); }, "A copy with memory of its own.")
      .def(
          "resize",
          [](Individuals& p, int n) {
            checkSize(n);
            Individuals next{Population(*p)};
            next->resize(n);
            p = next;
          },
          "n"_a, "Keeps the first n; new individuals are zero and not evaluated.")
      .def(
          "append",
          [](Individuals& p, const Individuals& other) {
            if (other->dim() != p->dim() || other->objectives() != p->objectives()) {
              throw nb::value_error("Populations of different dimensions cannot be joined.");
            }
            Individuals next{Population(*p)};
            next->append(*other);
            p = next;
          },
          "other"_a, "Adds all individuals of the other population.")
      .def(
          "select",
          [](Individuals& p, const Individuals& other, const std::vector<int>& order) {
            if (other->dim() != p->dim() || other->objectives() != p->objectives()) {
              throw nb::value_error("Survivors cannot be chosen from populations of different dimensions.");
            }
            checkRows(order, p->size() + other->size(), "'order'");
            Individuals next{Population(*p)};
            next->select(*other, order);
            p = next;
          },
          "other"_a, "order"_a,
          "Survivors: the named rows of [this | other]; an index of len(this) or more means the other.")
      .def(
          "gather",
          [](Individuals& p, const std::vector<int>& order) {
            checkRows(order, p->size(), "'order'");
            Individuals next{Population(*p)};
            next->gather(order);
            p = next;
          },
          "order"_a, "Keeps the named rows, in that order.")
      .def(
          "set_origin",
          [](const Individuals& p, int row, int task, int donor) {
            checkRows({row}, p->size(), "set_origin()");
            p->setOrigin(row, task, donor);
          },
          "row"_a, "task"_a, "donor"_a, "Puts an individual on a task and tags whose knowledge went into it.")
      .def("__repr__", [](const Individuals& p) {
        return "<Population of " + std::to_string(p->size()) + " individuals, " + std::to_string(p->dim()) +
               " variables, " + std::to_string(p->objectives()) + " objectives>";
      });
}

}  // namespace tandem::py
