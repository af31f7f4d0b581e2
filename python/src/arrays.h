// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
// Here, so that every file has it: otherwise the same cast would mean two things.
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tandem/matrix.h"

/// Numbers between NumPy and the engine. All of it needs the GIL.
namespace tandem::py {

namespace nb = nanobind;

/// The value of a key that must be present.
nb::handle item(const nb::dict& words, const char* key);

/// A fresh array of float64; `data` is its memory.
nb::object newArray(std::initializer_list<Py_ssize_t> shape, double*& data);
/// A copy of the values as an array of float64 of that shape.
nb::object arrayOf(std::span<const double> values, std::initializer_list<Py_ssize_t> shape);
nb::object arrayOf(ConstMatView values);
nb::object arrayOf(std::span<const std::int64_t> values, std::initializer_list<Py_ssize_t> shape);
nb::object arrayOf(std::span<const int> values);

/// Copies what a function returned into `out`: rows x cols, or for one column also (rows,). Accepts anything NumPy can
/// convert to numbers (lists, float32, views with any stride). Throws nb::value_error or nb::type_error with one
/// sentence that begins with `what`, such as "the function of task 1".
void copyInto(nb::handle value, MatView out, const std::string& what);

/// Points in rows: any two-dimensional array of numbers. A single row is refused.
Matrix matrixOf(nb::handle value, const std::string& what);
/// One-dimensional numbers.
std::vector<double> vectorOf(nb::handle value, const std::string& what);

/// A view of memory that `owner` keeps alive; no copy.
template <typename T, typename Owner>
nb::object viewOf(T* data, std::initializer_list<std::size_t> shape, const std::shared_ptr<Owner>& owner) {
  using Held = std::shared_ptr<Owner>;
  nb::capsule keeper(new Held(owner), [](void* held) noexcept { delete static_cast<Held*>(held); });
  return nb::cast(nb::ndarray<nb::numpy, T>(data, shape.size(), shape.begin(), keeper), nb::rv_policy::reference);
}

}  // namespace tandem::py
