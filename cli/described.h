// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

#include "cli/arguments.h"
#include "tandem/specification/option.h"

/// Described options (tandem/specification/option.h) on the command line: declared with help and choices, and read.
namespace tandem::cli {

/// How the help of a command states defaults: "meaning (default: 30)", or "meaning; default: 30".
enum class DefaultStyle { InParentheses, BehindSemicolon };

template <typename T>
void declareOption(Options& options, const Option& option, const T& usual,
                   DefaultStyle style = DefaultStyle::InParentheses) {
  const std::string words = commandWords(option);
  if constexpr (std::is_same_v<T, bool>) {
    options.flag(words, option.meaning);
  } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
    options.list(words, option.placeholder, option.meaning);
  } else {
    std::string otherwise = option.otherwise;
    if constexpr (std::is_floating_point_v<T>) {
      if (otherwise.empty()) otherwise = optionText(option.scale * usual);
    } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      if (otherwise.empty()) otherwise = optionText(usual);
    }
    std::string help = option.meaning;
    if (!otherwise.empty()) {
      help += style == DefaultStyle::InParentheses ? " (default: " + otherwise + ")"
                                                   : (help.empty() ? "default: " : "; default: ") + otherwise;
    }
    std::string placeholder = option.placeholder;
    if constexpr (std::is_enum_v<T>) placeholder = choicesOf<T>();
    options.value(words, placeholder, help);
  }
}

/// The typed value, if any.
template <typename T>
void readOption(const Arguments& args, const Option& option, T& value) {
  const std::string name = commandName(option);
  if (!args.has(name)) return;
  if constexpr (std::is_same_v<T, bool>) {
    value = true;
  } else if constexpr (std::is_same_v<T, std::uint64_t>) {
    value = args.natural(name, value);
  } else if constexpr (std::is_integral_v<T>) {
    value = static_cast<T>(args.integer(name, static_cast<std::int64_t>(leastTyped(option)),
                                        static_cast<std::int64_t>(option.high), value));
  } else if constexpr (std::is_floating_point_v<T>) {
    value = args.real(name, option.low, option.high, value) / option.scale;
  } else if constexpr (std::is_enum_v<T>) {
    value = valueNamed<T>(args.text(name)).value_or(value);  // the choice has been checked
  } else if constexpr (std::is_same_v<T, DeviceChoice>) {
    value = parseDevice(args.text(name), "--" + name);
  } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
    value = args.list(name);
  } else {
    value = args.text(name);
  }
}

/// Declares the options of an object in the order of their ranks, except those declared elsewhere (Option::shared).
template <typename Described>
void declareOptions(Options& options, const Described& usual, DefaultStyle style = DefaultStyle::InParentheses) {
  std::vector<std::pair<int, std::function<void()>>> all;
  visitOptions(usual, [&](const Option& option, const auto& value) {
    if (!option.shared)
      all.emplace_back(option.rank,
                       [&options, option, &value, style] { declareOption(options, option, value, style); });
  });
  std::ranges::stable_sort(all, {}, [](const auto& each) { return each.first; });
  for (const auto& [rank, declare] : all) declare();
}

/// Declares one option of an object by its name, for commands that share it.
template <typename Described>
void declareNamed(Options& options, const Described& usual, std::string_view name) {
  visitOptions(usual, [&](const Option& option, const auto& value) {
    if (name == option.name) declareOption(options, option, value);
  });
}

template <typename Described>
void readOptions(const Arguments& args, Described& object) {
  visitOptions(object, [&](const Option& option, auto& value) { readOption(args, option, value); });
}

}  // namespace tandem::cli
