// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <type_traits>
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

/// What a trace has one value for: the whole run, each task, or each pair (receiver, donor) of tasks.
enum class TracePer { Run, Task, Pair };
struct TraceSpec {
  const char* doc = "";
  TracePer per = TracePer::Task;
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
};

/// Algorithms, problems and metrics declare each parameter once, in a `params(ParamVisitor&)` method, as a call with
/// the name, the member that holds the value (its initial value is the default), range and meaning. The same
/// declaration serves the specification, the command line, the GUI form, the result file and the catalogue.
class TANDEM_API ParamVisitor {
 public:
  virtual ~ParamVisitor();
  virtual void real(const char* name, double& value, const RealSpec& spec) = 0;
  virtual void integer(const char* name, int& value, const IntSpec& spec) = 0;
  virtual void boolean(const char* name, bool& value, const char* doc) = 0;
  virtual void choice(const char* name, std::string& value, const ChoiceSpec& spec) = 0;
  /// The same, bound to an enumeration whose values count up from 0 in the order of the options.
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void choice(const char* name, Enum& value, const ChoiceSpec& spec) {
    value = static_cast<Enum>(pick(name, static_cast<std::size_t>(value), spec));
  }
  /// Free text, such as a command or a file name.
  virtual void text(const char* name, std::string& value, const char* doc) = 0;
  /// Of two parameters already declared, the first is a lower and the second an upper bound; crossing values are
  /// refused.
  virtual void ordered(const char* lowName, double low, const char* highName, double high);
  /// A quantity that the algorithm reports while it runs (RunContext::trace). Letters, digits, '_' and '-' only.
  virtual void trace(const char* name, const TraceSpec& spec);

 private:
  std::size_t pick(const char* name, std::size_t index, const ChoiceSpec& spec);
};

enum class ParamType { Real, Integer, Boolean, Choice, Text };

/// One declared parameter as data. Values are texts that parse back to the same value (for reals, the shortest such
/// text).
struct ParamInfo {
  std::string name;
  ParamType type = ParamType::Real;
  std::string value;  ///< current value; of a fresh object: the default
  double min = 0.0;
  double max = 0.0;
  std::vector<std::string> options;
  std::string doc;
};

/// One declared trace as data.
struct TraceInfo {
  std::string name;
  TracePer per = TracePer::Task;
  double min = 0.0;
  double max = 0.0;
  std::string doc;
  bool operator==(const TraceInfo&) const = default;
};
/// "run", "task" or "pair".
TANDEM_API const char* tracePerName(TracePer per);

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

/// Declared traces, in order of declaration. Throws Error if a name occurs twice or contains other characters.
TANDEM_API std::vector<TraceInfo> describeTraces(Parameterised& object);

/// Sets the named parameters (names ignore case and treat '-', '_' and space alike). Throws InputError naming `owner`,
/// the parameter, and the cure when a name is unknown (nearest names), a value does not parse, it is out of range, or
/// bounds cross.
TANDEM_API void setParams(Parameterised& object, const ParamValues& values, const std::string& owner);

/// Text form of a real that parses back exactly, as short as possible ("0.3", "1e-08").
TANDEM_API std::string formatReal(double value);

}  // namespace tandem
