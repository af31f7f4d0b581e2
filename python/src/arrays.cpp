// SPDX-License-Identifier: Apache-2.0
#include "arrays.h"

#include <algorithm>
#include <cstring>

namespace tandem::py {

namespace {

/// Frequently used parts of NumPy. Never freed: the interpreter may be gone before static objects are.
struct Numpy {
  PyObject* empty;
  PyObject* asarray;
  PyObject* float64;
  Numpy() {
    const nb::module_ numpy = nb::module_::import_("numpy");
    empty = numpy.attr("empty").inc_ref().ptr();
    asarray = numpy.attr("asarray").inc_ref().ptr();
    float64 = numpy.attr("float64").inc_ref().ptr();
  }
};
const Numpy& numpy() {
  static const Numpy* known = new Numpy;
  return *known;
}

/// The memory of an array of numbers as the buffer protocol shows it.
class Buffer {
 public:
  Buffer(nb::handle object, int flags) { held_ = PyObject_GetBuffer(object.ptr(), &view_, flags) == 0; }
  ~Buffer() {
    if (held_) PyBuffer_Release(&view_);
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  [[nodiscard]] bool held() const { return held_; }
  [[nodiscard]] bool doubles() const {
    return held_ && view_.itemsize == sizeof(double) && view_.format != nullptr && std::strcmp(view_.format, "d") == 0;
  }
  [[nodiscard]] const Py_buffer& view() const { return view_; }

 private:
  Py_buffer view_{};
  bool held_ = false;
};

/// Converts anything to float64.
nb::object asDoubles(nb::handle value, const std::string& what) {
  // NumPy would drop the imaginary parts with a warning only.
  const nb::object dtype = nb::getattr(value, "dtype", nb::none());
  if (nb::hasattr(dtype, "kind") && nb::cast<std::string>(nb::str(dtype.attr("kind"))) == "c") {
    throw nb::type_error((what + " holds complex numbers; real ones are needed.").c_str());
  }
  PyObject* result = PyObject_CallFunctionObjArgs(numpy().asarray, value.ptr(), numpy().float64, nullptr);
  if (result != nullptr) return nb::steal(result);
  nb::python_error error;
  const auto why = nb::cast<std::string>(nb::str(error.value()));
  const bool type = error.matches(PyExc_TypeError);
  const auto kind = nb::cast<std::string>(nb::str(nb::handle(value.type()).attr("__name__")));
  const std::string text = what + " is no array of numbers but of type '" + kind + "' (" + why + ").";
  if (type) throw nb::type_error(text.c_str());
  throw nb::value_error(text.c_str());
}

std::string shapeText(const Py_buffer& view) {
  std::string text = "(";
  for (int i = 0; i < view.ndim; ++i) text += (i > 0 ? ", " : "") + std::to_string(view.shape[i]);
  return text + (view.ndim == 1 ? ",)" : ")");
}

[[noreturn]] void refuse(const std::string& text) {
  throw nb::value_error(text.c_str());
}

void copyBuffer(const Py_buffer& view, MatView out, const std::string& what) {
  const bool column = view.ndim == 1 && out.cols == 1 && view.shape[0] == out.rows;
  const bool matrix = view.ndim == 2 && view.shape[0] == out.rows && view.shape[1] == out.cols;
  if (!column && !matrix) {
    const std::string n = std::to_string(out.rows);
    refuse(what + " has the shape " + shapeText(view) + " for " + n + " points; " +
           (out.cols == 1 ? "(" + n + ",) or (" + n + ", 1)" : "(" + n + ", " + std::to_string(out.cols) + ")") +
           " is needed.");
  }
  const char* from = static_cast<const char*>(view.buf);
  const Py_ssize_t down = view.strides[0];
  const Py_ssize_t right = matrix ? view.strides[1] : 0;
  for (int i = 0; i < out.rows; ++i) {
    double* to = out.row(i).data();
    for (int j = 0; j < out.cols; ++j) std::memcpy(to + j, from + i * down + j * right, sizeof(double));
  }
}

template <typename T>
nb::object copied(std::span<const T> values, std::initializer_list<Py_ssize_t> shape) {
  auto owner = std::make_shared<std::vector<T>>(values.begin(), values.end());
  std::vector<std::size_t> sizes(shape.begin(), shape.end());
  using Held = std::shared_ptr<std::vector<T>>;
  nb::capsule keeper(new Held(owner), [](void* held) noexcept { delete static_cast<Held*>(held); });
  return nb::cast(nb::ndarray<nb::numpy, T>(owner->data(), sizes.size(), sizes.data(), keeper),
                  nb::rv_policy::reference);
}

}  // namespace

nb::handle item(const nb::dict& words, const char* key) {
  PyObject* value = PyDict_GetItemString(words.ptr(), key);
  if (value == nullptr) throw nb::key_error(key);
  return value;
}

nb::object newArray(std::initializer_list<Py_ssize_t> shape, double*& data) {
  nb::object sizes = nb::steal(PyTuple_New(static_cast<Py_ssize_t>(shape.size())));
  Py_ssize_t place = 0;
  for (const Py_ssize_t size : shape) PyTuple_SetItem(sizes.ptr(), place++, PyLong_FromSsize_t(size));
  PyObject* result = PyObject_CallFunctionObjArgs(numpy().empty, sizes.ptr(), nullptr);
  if (result == nullptr) throw nb::python_error();
  nb::object array = nb::steal(result);
  const Buffer memory(array, PyBUF_C_CONTIGUOUS | PyBUF_WRITABLE);
  if (!memory.held()) throw nb::python_error();
  data = static_cast<double*>(memory.view().buf);
  return array;
}

nb::object arrayOf(std::span<const double> values, std::initializer_list<Py_ssize_t> shape) {
  double* data = nullptr;
  nb::object array = newArray(shape, data);
  std::ranges::copy(values, data);
  return array;
}

nb::object arrayOf(ConstMatView values) {
  double* data = nullptr;
  nb::object array = newArray({values.rows, values.cols}, data);
  for (int i = 0; i < values.rows; ++i) data = std::ranges::copy(values.row(i), data).out;
  return array;
}

nb::object arrayOf(std::span<const std::int64_t> values, std::initializer_list<Py_ssize_t> shape) {
  return copied(values, shape);
}

nb::object arrayOf(std::span<const int> values) {
  return copied(values, {static_cast<Py_ssize_t>(values.size())});
}

void copyInto(nb::handle value, MatView out, const std::string& what) {
  {
    const Buffer direct(value, PyBUF_STRIDES | PyBUF_FORMAT);
    if (direct.doubles()) {
      copyBuffer(direct.view(), out, what);
      return;
    }
    if (!direct.held()) PyErr_Clear();
  }
  const nb::object converted = asDoubles(value, what);
  const Buffer memory(converted, PyBUF_STRIDES | PyBUF_FORMAT);
  if (!memory.doubles()) throw nb::python_error();
  copyBuffer(memory.view(), out, what);
}

Matrix matrixOf(nb::handle value, const std::string& what) {
  const nb::object converted = asDoubles(value, what);
  const Buffer memory(converted, PyBUF_STRIDES | PyBUF_FORMAT);
  if (!memory.doubles()) throw nb::python_error();
  if (memory.view().ndim != 2) {
    refuse(what + " has the shape " + shapeText(memory.view()) + "; points in rows, (n, columns), are needed.");
  }
  Matrix values(static_cast<int>(memory.view().shape[0]), static_cast<int>(memory.view().shape[1]));
  copyBuffer(memory.view(), values, what);
  return values;
}

std::vector<double> vectorOf(nb::handle value, const std::string& what) {
  const nb::object converted = asDoubles(value, what);
  const Buffer memory(converted, PyBUF_STRIDES | PyBUF_FORMAT);
  if (!memory.doubles()) throw nb::python_error();
  if (memory.view().ndim != 1) {
    refuse(what + " has the shape " + shapeText(memory.view()) + "; a vector, (n,), is needed.");
  }
  std::vector<double> values(static_cast<std::size_t>(memory.view().shape[0]));
  copyBuffer(memory.view(), {values.data(), static_cast<int>(values.size()), 1}, what);
  return values;
}

}  // namespace tandem::py
