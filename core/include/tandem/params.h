// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "tandem/export.h"

namespace tandem {

struct RealSpec {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  const char* doc = "";
};
struct IntSpec {
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  const char* doc = "";
};
struct ChoiceSpec {
  std::vector<std::string> options;
  const char* doc = "";
};

/// Algorithms, problems and metrics declare each parameter once, in a `params(ParamVisitor&)` method, as a call with
/// the name, the member that holds the value (its initial value is the default) and range and meaning. The same
/// declaration serves the specification, the command line, the GUI form, the result file and the catalogue.
class TANDEM_API ParamVisitor {
 public:
  virtual ~ParamVisitor();
  virtual void real(const char* name, double& value, const RealSpec& spec) = 0;
  virtual void integer(const char* name, int& value, const IntSpec& spec) = 0;
  virtual void boolean(const char* name, bool& value, const char* doc) = 0;
  virtual void choice(const char* name, std::string& value, const ChoiceSpec& spec) = 0;
  /// Free text, such as a command or a file name.
  virtual void text(const char* name, std::string& value, const char* doc) = 0;
};

enum class ParamType { Real, Integer, Boolean, Choice, Text };

/// One declared parameter as data. Values are texts that parse back to the same value (%.17g, shortest for reals).
struct ParamInfo {
  std::string name;
  ParamType type = ParamType::Real;
  std::string value;  ///< current value; of a fresh object: the default
  double min = 0.0;
  double max = 0.0;
  std::vector<std::string> options;
  std::string doc;
};

/// name -> value as text, as the user gave them. Ordered, so that identical sets have identical texts.
using ParamValues = std::map<std::string, std::string>;

/// Anything with parameters.
class TANDEM_API Parameterised {
 public:
  virtual ~Parameterised();
  virtual void params(ParamVisitor& /*visitor*/) {}
};

/// Declared parameters with their current values, in order of declaration.
TANDEM_API std::vector<ParamInfo> describeParams(Parameterised& object);

/// Sets the named parameters (names ignore case and treat '-', '_' and space alike). Throws InputError naming `owner`,
/// the parameter, and the cure when a name is unknown (nearest names), a value does not parse, or it is out of range.
TANDEM_API void setParams(Parameterised& object, const ParamValues& values, const std::string& owner);

/// Text form of a real that parses back exactly, as short as possible ("0.3", "1e-08").
TANDEM_API std::string formatReal(double value);

}  // namespace tandem
