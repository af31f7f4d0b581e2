// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tandem/catalogue.h"

namespace tandem::cli {

struct Command;

/// One option or positional argument as declared. The placeholder says what is expected and drives checking and
/// completion: "text|csv" is a choice; ALGO, PROBLEM, METRIC, NAME, FILE, FILE.h5 and DIR complete accordingly.
struct OptionInfo {
  enum class Kind { Flag, Value, List, Positional, PositionalList };
  std::string name;    ///< long name without dashes; for a positional, its placeholder
  char shortName = 0;  ///< 0: none
  Kind kind = Kind::Flag;
  std::string placeholder;  ///< "FILE", "N", "text|json|csv"
  std::string doc;          ///< one line
};

/// The options a command takes. Names are "long" or "long,l".
class Options {
 public:
  Options& flag(const std::string& names, const std::string& doc);
  /// May be given once.
  Options& value(const std::string& names, const std::string& placeholder, const std::string& doc);
  /// May be repeated.
  Options& list(const std::string& names, const std::string& placeholder, const std::string& doc);
  /// The next argument without a dash; looked up by its placeholder.
  Options& positional(const std::string& placeholder, const std::string& doc);
  /// All remaining arguments without a dash.
  Options& positionals(const std::string& placeholder, const std::string& doc);
  /// --data-dir and --plugin-dir, for every command that uses the catalogue.
  Options& catalogue();

  [[nodiscard]] const std::vector<OptionInfo>& all() const { return all_; }
  [[nodiscard]] const OptionInfo& find(const std::string& name) const;

 private:
  Options& add(const std::string& names, OptionInfo::Kind kind, const std::string& placeholder, const std::string& doc);
  std::vector<OptionInfo> all_;
};

/// What the user typed, checked against the declaration. Every error is an InputError that names the option and says
/// what is valid.
class Arguments {
 public:
  /// Parses the words after the command's name. Throws InputError for unknown options (nearest names), missing values,
  /// repeated single options, surplus arguments and values that are not among a choice.
  Arguments(const Command& command, const std::vector<std::string>& words);

  [[nodiscard]] bool has(const std::string& name) const;
  /// Value of an option or positional; throws InputError with an example if missing.
  [[nodiscard]] const std::string& text(const std::string& name) const;
  [[nodiscard]] std::string text(const std::string& name, const std::string& fallback) const;
  /// All values given; may be empty.
  [[nodiscard]] std::vector<std::string> list(const std::string& name) const;
  /// All values given; throws InputError with an example if there is none.
  [[nodiscard]] std::vector<std::string> atLeastOne(const std::string& name) const;
  /// A whole number in [min, max]; fallback if not given.
  [[nodiscard]] std::int64_t integer(const std::string& name, std::int64_t min, std::int64_t max,
                                     std::int64_t fallback) const;
  /// A whole number in [0, 2^64).
  [[nodiscard]] std::uint64_t natural(const std::string& name, std::uint64_t fallback) const;
  /// A number in [min, max]; fallback if not given.
  [[nodiscard]] double real(const std::string& name, double min, double max, double fallback) const;
  /// `name=value` items of a repeatable option, e.g. --param.
  [[nodiscard]] ParamValues assignments(const std::string& name) const;

  /// Built-in entries and plug-ins; made on first use.
  [[nodiscard]] const Catalogue& catalogue() const;
  /// --data-dir, or "" for the default.
  [[nodiscard]] std::string dataDir() const;
  [[nodiscard]] const Command& command() const { return *command_; }
  /// The sentence for a missing or wrong argument, with the command's first example.
  [[noreturn]] void refuse(const std::string& sentence) const;

 private:
  const Command* command_;
  std::map<std::string, std::vector<std::string>> values_;
  mutable std::unique_ptr<Catalogue> catalogue_;
};

/// Whole text as a number; throws InputError "<what>: '<text>' is not ..." otherwise. For option values and files.
std::int64_t parseInteger(const std::string& text, std::int64_t min, std::int64_t max, const std::string& what);

}  // namespace tandem::cli
