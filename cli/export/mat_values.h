// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <matio.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Variables of a MATLAB file to be written: owners of matio's objects. Column-major, as in MATLAB.
namespace tandem::cli::mat {

struct VariableDeleter {
  void operator()(matvar_t* variable) const { Mat_VarFree(variable); }
};
using Variable = std::unique_ptr<matvar_t, VariableDeleter>;
using Shape = std::vector<std::size_t>;

Variable doubles(const char* name, Shape shape, std::vector<double> values);
Variable number(const char* name, double value);
/// A row of numbers.
Variable rowOf(std::vector<double> values);
/// The text is UTF-8; characters beyond U+FFFF become their number ("U+1F600").
Variable text(const char* name, const std::string& value);
/// A cell array; takes ownership of the elements (column-major order).
Variable cells(const char* name, Shape shape, std::vector<Variable> elements);

/// A struct array. Fields are set element by element.
class Struct {
 public:
  Struct(const char* name, Shape shape, const std::vector<const char*>& fields);
  void set(const char* field, std::size_t element, Variable value);
  Variable take() { return std::move(variable_); }

 private:
  Variable variable_;
};

}  // namespace tandem::cli::mat
