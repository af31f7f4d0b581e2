// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <cstdint>
#include <cstring>
#include <memory>

#include "arrays.h"
#include "session.h"

/// A table as an Arrow stream (the C data and stream interfaces, https://arrow.apache.org/docs/format/), for whatever
/// reads __arrow_c_stream__: pyarrow, polars, pandas, duckdb. The structures are those of the specification.
namespace tandem::py {

using namespace nb::literals;

namespace {

extern "C" {
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};
struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema*);
  int (*get_next)(ArrowArrayStream*, ArrowArray*);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};
}

struct Column {
  std::string name;
  const char* format = "g";           // g: float64, l: int64, U: text with 64-bit offsets
  std::vector<std::int64_t> numbers;  // values of l, offsets of U
  std::vector<double> reals;
  std::string text;
};
struct Frame {
  std::vector<Column> columns;
  std::int64_t rows = 0;
};
using Shared = std::shared_ptr<const Frame>;

/// What one exported structure keeps alive.
struct SchemaKeep {
  Shared frame;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
};
struct ArrayKeep {
  Shared frame;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  std::vector<std::vector<const void*>> buffers;
};
struct StreamKeep {
  Shared frame;
  bool given = false;
};

template <typename Structure, typename Keep>
void releaseWith(Structure* s) {
  for (std::int64_t i = 0; i < s->n_children; ++i) {
    if (s->children[i]->release != nullptr) s->children[i]->release(s->children[i]);
  }
  delete static_cast<Keep*>(s->private_data);
  s->release = nullptr;
}
// A child's memory belongs to its parent; a consumer may move a child away, so the child holds the frame itself.
template <typename Structure>
void releaseChild(Structure* s) {
  delete static_cast<Shared*>(s->private_data);
  s->release = nullptr;
}
struct ArrayChildKeep {
  Shared frame;
  std::vector<const void*> buffers;
};
void releaseArrayChild(ArrowArray* s) {
  delete static_cast<ArrayChildKeep*>(s->private_data);
  s->release = nullptr;
}

void fillSchema(const Shared& frame, ArrowSchema& out) {
  auto keep = std::make_unique<SchemaKeep>();
  keep->frame = frame;
  keep->children.resize(frame->columns.size());
  for (std::size_t i = 0; i < frame->columns.size(); ++i) {
    const Column& c = frame->columns[i];
    keep->children[i] = {
        c.format,         c.name.c_str(), nullptr, 2 /* nullable */, 0, nullptr, nullptr, releaseChild<ArrowSchema>,
        new Shared(frame)};
    keep->pointers.push_back(&keep->children[i]);
  }
  out = {"+s",
         "",
         nullptr,
         0,
         static_cast<std::int64_t>(keep->pointers.size()),
         keep->pointers.data(),
         nullptr,
         releaseWith<ArrowSchema, SchemaKeep>,
         nullptr};
  out.private_data = keep.release();
}

void fillArray(const Shared& frame, ArrowArray& out) {
  auto keep = std::make_unique<ArrayKeep>();
  keep->frame = frame;
  keep->children.resize(frame->columns.size());
  for (std::size_t i = 0; i < frame->columns.size(); ++i) {
    const Column& c = frame->columns[i];
    auto child = std::make_unique<ArrayChildKeep>();
    child->frame = frame;
    child->buffers = {nullptr};
    if (c.format[0] == 'g') {
      child->buffers.push_back(c.reals.data());
    } else {
      child->buffers.push_back(c.numbers.data());
      if (c.format[0] == 'U') child->buffers.push_back(c.text.data());
    }
    keep->children[i] = {frame->rows,
                         0,
                         0,
                         static_cast<std::int64_t>(child->buffers.size()),
                         0,
                         child->buffers.data(),
                         nullptr,
                         nullptr,
                         releaseArrayChild,
                         nullptr};
    keep->children[i].private_data = child.release();
    keep->pointers.push_back(&keep->children[i]);
  }
  keep->buffers.push_back({nullptr});
  out = {frame->rows,
         0,
         0,
         1,
         static_cast<std::int64_t>(keep->pointers.size()),
         keep->buffers[0].data(),
         keep->pointers.data(),
         nullptr,
         releaseWith<ArrowArray, ArrayKeep>,
         nullptr};
  out.private_data = keep.release();
}

int getSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  fillSchema(static_cast<StreamKeep*>(stream->private_data)->frame, *out);
  return 0;
}
int getNext(ArrowArrayStream* stream, ArrowArray* out) {
  auto* keep = static_cast<StreamKeep*>(stream->private_data);
  if (keep->given) {
    *out = {};
    return 0;
  }
  keep->given = true;
  fillArray(keep->frame, *out);
  return 0;
}
const char* lastError(ArrowArrayStream* /*stream*/) {
  return nullptr;
}
void releaseStream(ArrowArrayStream* stream) {
  delete static_cast<StreamKeep*>(stream->private_data);
  stream->release = nullptr;
}

constexpr const char* kStreamName = "arrow_array_stream";

void destroyCapsule(PyObject* capsule) {
  auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, kStreamName));
  if (stream == nullptr) return;
  if (stream->release != nullptr) stream->release(stream);
  delete stream;
}

Column columnOf(const std::string& name, nb::handle values) {
  Column column;
  column.name = name;
  if (nb::isinstance<nb::list>(values)) {
    column.format = "U";
    column.numbers.push_back(0);
    for (const nb::handle value : values) {
      column.text += nb::cast<std::string>(value);
      column.numbers.push_back(static_cast<std::int64_t>(column.text.size()));
    }
    return column;
  }
  const auto kind = nb::cast<std::string>(nb::str(values.attr("dtype").attr("kind")));
  if (kind == "i" || kind == "u" || kind == "b") {
    column.format = "l";
    for (const nb::handle value : values.attr("tolist")()) {
      column.numbers.push_back(nb::cast<std::int64_t>(nb::int_(value)));
    }
    return column;
  }
  column.reals = vectorOf(values, "column '" + name + "'");
  return column;
}

std::int64_t rowsOf(const Column& c) {
  if (c.format[0] == 'g') return static_cast<std::int64_t>(c.reals.size());
  return static_cast<std::int64_t>(c.numbers.size()) - (c.format[0] == 'U' ? 1 : 0);
}

nb::object arrowStream(const nb::dict& columns) {
  auto frame = std::make_shared<Frame>();
  for (const auto& [name, values] : columns) frame->columns.push_back(columnOf(nb::cast<std::string>(name), values));
  if (!frame->columns.empty()) frame->rows = rowsOf(frame->columns[0]);
  for (const Column& c : frame->columns) {
    if (rowsOf(c) != frame->rows) throw nb::value_error("The columns of a frame must have one length.");
  }
  auto stream = std::make_unique<ArrowArrayStream>();
  *stream = {getSchema, getNext, lastError, releaseStream, new StreamKeep{frame}};
  PyObject* capsule = PyCapsule_New(stream.get(), kStreamName, destroyCapsule);
  if (capsule == nullptr) {
    stream->release(stream.get());
    throw nb::python_error();
  }
  static_cast<void>(stream.release());  // the capsule owns it now
  return nb::steal(capsule);
}

}  // namespace

void bindArrow(nb::module_& m) {
  m.def("arrow_stream", &arrowStream, "columns"_a,
        "An Arrow stream of one batch: name -> list of texts, or array of integers or reals.");
}

}  // namespace tandem::py
