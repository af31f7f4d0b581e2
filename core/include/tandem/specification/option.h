// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "tandem/device.h"
#include "tandem/params.h"

/// The one description of an option, for files, command line, help, completion, window and Python. Types that users
/// fill in have a function
///
///     visitOptions(object, visit)   // visit(const Option&, member&) for each option, in the order of its description
///
/// (specification/options.h, tables/options.h), and enumerations a function namesOf(Enum), so that an option is added
/// in one place. Reading, writing and declaring are visitors; they tell an option's kind by the member's type.
namespace tandem {

struct Option {
  const char* name;               ///< in files and Python: "save_decisions"
  const char* meaning;            ///< one line in lower case, without full stop
  const char* words = "";         ///< on the command line: "repetitions,r"; empty: the name with '-' for '_'
  const char* placeholder = "N";  ///< of the value in help; enumerations list their names instead
  const char* otherwise = "";     ///< what holds when it is not given, if the default itself does not say: "the last"
  double low = 0.0;               ///< range of numbers; with low < 1 and an `otherwise`, whole numbers are typed from 1
  double high = std::numeric_limits<double>::infinity();
  double scale = 1.0;      ///< the command line takes the value multiplied by this (percent: 100)
  const char* range = "";  ///< what a real number must be, in words: "a number of seconds, 0 for none"
  int rank = 0;            ///< position in the help; ties in the order of the description
  bool written = true;     ///< whether files hold it: some are left out when they say nothing
  bool shared = false;     ///< declared together with other commands' options (--device, --instance)
};

/// "repetitions,r", "save-decisions".
inline std::string commandWords(const Option& option) {
  std::string words = option.words;
  if (words.empty()) {
    words = option.name;
    std::replace(words.begin(), words.end(), '_', '-');
  }
  return words;
}
/// "repetitions", "save-decisions".
inline std::string commandName(const Option& option) {
  const std::string words = commandWords(option);
  return words.substr(0, words.find(','));
}
/// "-r" where there is a short form, else "--save-decisions".
inline std::string commandFlag(const Option& option) {
  const std::string words = commandWords(option);
  const std::size_t comma = words.find(',');
  return comma == std::string::npos ? "--" + words : "-" + words.substr(comma + 1);
}
/// The least whole number that may be typed: the one below it means "otherwise" and is expressed by omitting the
/// option.
inline double leastTyped(const Option& option) {
  return *option.otherwise != 0 ? std::max(1.0, option.low) : option.low;
}

template <typename Enum>
struct NamedValue {
  Enum value;
  const char* name;
};

/// The value of a name; a value may have several names.
template <typename Enum>
std::optional<Enum> valueNamed(std::string_view name) {
  for (const auto& each : namesOf(Enum{})) {
    if (name == each.name) return each.value;
  }
  return std::nullopt;
}
/// The first name of a value; empty if it has none.
template <typename Enum>
const char* nameOf(Enum value) {
  for (const auto& each : namesOf(Enum{})) {
    if (each.value == value) return each.name;
  }
  return "";
}
/// The first name of each value: "mean|median".
template <typename Enum>
std::string choicesOf(std::string_view between = "|", std::string_view beforeLast = "|", std::string_view quote = "") {
  std::vector<const char*> names;
  for (const auto& each : namesOf(Enum{})) {
    if (nameOf(each.value) == std::string_view(each.name)) names.push_back(each.name);
  }
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 < names.size() ? between : beforeLast;
    text.append(quote).append(names[i]).append(quote);
  }
  return text;
}

/// A value as written in files and on command lines (a file quotes everything but numbers and booleans).
template <typename T>
std::string optionText(const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    return std::to_string(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    return formatReal(value);
  } else if constexpr (std::is_enum_v<T>) {
    return nameOf(value);
  } else if constexpr (std::is_same_v<T, DeviceChoice>) {
    return deviceText(value);
  } else {
    return value;
  }
}

}  // namespace tandem
