// SPDX-License-Identifier: Apache-2.0
// How a suite may describe where an array is in the published files.
#include <charconv>
#include <cmath>
#include <string_view>

#include "problems/base/instances/instance_data.h"
#include "problems/base/instances/source_files.h"
#include "tandem/error.h"

namespace tandem::prob {

namespace {

[[noreturn]] void refuse(SourceFiles& files, const DataItem& item, const std::string& why) {
  refuseSource(files.path(item.source), why);
}

Matrix shaped(const DataItem& item, const std::vector<double>& values) {
  Matrix m(item.rows, item.cols);
  std::copy_n(values.begin(), m.values().size(), m.values().begin());
  return m;
}

std::size_t expectedCount(const DataItem& item) {
  return static_cast<std::size_t>(item.rows) * static_cast<std::size_t>(item.cols);
}

DataReader text(bool mayGoOn) {
  return [mayGoOn](SourceFiles& files, const DataItem& item) {
    const std::size_t count = expectedCount(item);
    const std::vector<double> values = files.numbers(item.source, mayGoOn ? std::size_t{1} << 22U : count);
    if (values.size() < count) {
      refuse(files, item, "has " + std::to_string(values.size()) + " numbers instead of " + std::to_string(count));
    }
    return shaped(item, values);
  };
}

/// Follows "name{3}.field(2).field".
const MatValue& follow(SourceFiles& files, const DataItem& item, const std::string& path) {
  const auto missing = [&]() { refuse(files, item, "has no variable '" + path + "'"); };
  std::size_t at = path.find_first_of(".{(");
  const auto& variables = files.matFile(item.source);
  const auto it = variables.find(path.substr(0, at));
  if (it == variables.end()) missing();
  const MatValue* value = &it->second;
  std::size_t element = 0;  // of a struct array, chosen by "(k)"
  while (at != std::string::npos) {
    const char mark = path[at];
    const std::size_t next = path.find_first_of(".{(", at + 1);
    const std::string word = path.substr(at + 1, next == std::string::npos ? next : next - at - 1);
    if (mark == '.') {
      const MatValue* found = nullptr;
      for (const auto& [name, column] : value->fields) {
        if (name == word && element < column.size()) found = &column[element];
      }
      if (found == nullptr) missing();
      value = found;
      element = 0;
    } else {
      std::size_t index = 0;
      std::from_chars(word.data(), word.data() + word.size(), index);
      if (index == 0) missing();
      if (mark == '{') {
        if (index > value->cells.size()) missing();
        value = &value->cells[index - 1];
      } else {
        element = index - 1;
      }
    }
    at = next;
  }
  return *value;
}

std::string shapeText(const std::vector<std::size_t>& dims) {
  std::string text;
  for (const std::size_t d : dims) text += (text.empty() ? "" : " x ") + std::to_string(d);
  return text;
}

}  // namespace

DataReader textNumbers() {
  return text(false);
}
DataReader textLeading() {
  return text(true);
}

DataReader matVariable(std::string path) {
  return [path = std::move(path)](SourceFiles& files, const DataItem& item) {
    const MatValue& value = follow(files, item, path);
    const auto rows = static_cast<std::size_t>(item.rows);
    const auto cols = static_cast<std::size_t>(item.cols);
    const std::vector<std::size_t>& dims = value.dims;
    const bool flat = dims.size() == 2 && dims[0] == rows && dims[1] == cols;
    const bool cube = dims.size() == 3 && dims[0] == rows && dims[1] * dims[2] == cols;
    if ((!flat && !cube) || value.numbers.size() != rows * cols) {
      refuse(files, item,
             "has '" + path + "' of shape " + shapeText(dims) + " where numbers of shape " + shapeText({rows, cols}) +
                 " are expected");
    }
    Matrix m(item.rows, item.cols);
    const std::size_t inner = flat ? 1 : dims[2];
    const std::size_t middle = flat ? cols : dims[1];
    std::size_t k = 0;
    for (std::size_t c = 0; c < inner; ++c) {
      for (std::size_t b = 0; b < middle; ++b) {
        for (std::size_t a = 0; a < rows; ++a)
          m(static_cast<int>(a), static_cast<int>(b * inner + c)) = value.numbers[k++];
      }
    }
    return m;
  };
}

std::string cellPath(std::string variable, int index) {
  return variable.append(1, '{').append(std::to_string(index)).append(1, '}');
}

DataReader matChoice(std::string path, std::vector<std::string> names) {
  return [path = std::move(path), names = std::move(names)](SourceFiles& files, const DataItem& item) {
    const MatValue& value = follow(files, item, path);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (value.text == names[i]) return Matrix(1, 1, static_cast<double>(i));
    }
    refuse(files, item,
           "has '" + path + "' = '" + value.text.substr(0, 40) + "', which is not a function of the suite");
  };
}

Arrays readSources(SourceFiles& files, const DataSet& set) {
  Arrays arrays;
  for (const DataItem& item : set.items) {
    Matrix m = item.read(files, item);
    if (m.rows() != item.rows || m.cols() != item.cols) refuse(files, item, "has an array of the wrong shape");
    for (const double v : m.values()) {
      if (!(std::fabs(v) <= 1e15)) refuse(files, item, "holds NaN, infinite or absurdly large numbers");
    }
    if (item.kind == DataItem::Kind::Permutation) {
      std::vector<bool> seen(m.values().size());
      for (const double v : m.values()) {
        const bool whole = v >= 1.0 && v <= static_cast<double>(seen.size()) && v == std::floor(v);
        if (!whole || seen[static_cast<std::size_t>(v) - 1]) {
          refuse(files, item, "does not hold a permutation of 1.." + std::to_string(seen.size()));
        }
        seen[static_cast<std::size_t>(v) - 1] = true;
      }
    }
    arrays[item.name] = std::move(m);
  }
  return arrays;
}

}  // namespace tandem::prob
