// SPDX-License-Identifier: Apache-2.0
#include "cli/export/mat_values.h"

#include <fmt/format.h>

#include <cstdint>

#include "tandem/error.h"
#include "tandem/matrix.h"
#include "tandem/unicode.h"

namespace tandem::cli::mat {

namespace {

Variable checked(matvar_t* variable) {
  if (variable == nullptr) throw Error("There is not enough memory to build the MATLAB file.");
  return Variable(variable);
}

}  // namespace

// matio copies its arguments but takes them without const: hence parameters by value.
Variable doubles(const char* name, Shape shape, std::vector<double> values) {
  static double nothing = 0.0;  // matio wants an address for empty arrays, too
  return checked(Mat_VarCreate(name, MAT_C_DOUBLE, MAT_T_DOUBLE, isize(shape), shape.data(),
                               values.empty() ? &nothing : values.data(), 0));
}

Variable number(const char* name, double value) {
  return doubles(name, {1, 1}, {value});
}

Variable rowOf(std::vector<double> values) {
  const std::size_t size = values.size();
  return doubles(nullptr, {size == 0 ? std::size_t{0} : 1, size}, std::move(values));
}

// In a form that MATLAB, Octave and SciPy all read: bytes for ASCII, else UTF-16, whose length MATLAB counts in units.
// Octave cuts or refuses texts in UTF-8; SciPy refuses a whole file for one character beyond the first 65,536 in
// UTF-16, so these (rare scripts, pictures) are spelled out.
Variable text(const char* name, const std::string& value) {
  std::u16string units;
  bool ascii = true;
  for (const char32_t c : charactersOf(value)) {
    ascii = ascii && c < 0x80;
    if (c < 0x10000) {
      units += static_cast<char16_t>(c);
      continue;
    }
    for (const char letter : fmt::format("U+{:X}", static_cast<std::uint32_t>(c))) {
      units += static_cast<char16_t>(letter);
    }
  }
  Shape shape{units.empty() ? std::size_t{0} : 1, units.size()};
  if (!ascii) return checked(Mat_VarCreate(name, MAT_C_CHAR, MAT_T_UTF16, 2, shape.data(), units.data(), 0));
  std::string bytes = value;
  return checked(Mat_VarCreate(name, MAT_C_CHAR, MAT_T_UTF8, 2, shape.data(), bytes.data(), 0));
}

Variable cells(const char* name, Shape shape, std::vector<Variable> elements) {
  Variable cell = checked(Mat_VarCreate(name, MAT_C_CELL, MAT_T_CELL, isize(shape), shape.data(), nullptr, 0));
  for (std::size_t i = 0; i < elements.size(); ++i) {
    Mat_VarSetCell(cell.get(), static_cast<int>(i), elements[i].release());
  }
  return cell;
}

Struct::Struct(const char* name, Shape shape, const std::vector<const char*>& fields) {
  std::vector<const char*> names = fields;
  variable_ =
      checked(Mat_VarCreateStruct(name, isize(shape), shape.data(), names.data(), static_cast<unsigned>(names.size())));
}

void Struct::set(const char* field, std::size_t element, Variable value) {
  Mat_VarSetStructFieldByName(variable_.get(), field, element, value.release());
}

}  // namespace tandem::cli::mat
