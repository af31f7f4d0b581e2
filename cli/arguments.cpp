// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <cmath>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/error.h"
#include "tandem/plugin.h"

namespace tandem::cli {

namespace po = boost::program_options;
using Kind = OptionInfo::Kind;

namespace {
bool isPositional(const OptionInfo& option) {
  return option.kind == Kind::Positional || option.kind == Kind::PositionalList;
}

std::vector<std::string> choicesOf(const OptionInfo& option) {
  std::vector<std::string> choices;
  if (option.placeholder.find('|') == std::string::npos) return choices;
  std::size_t begin = 0;
  for (std::size_t end = 0; end != std::string::npos; begin = end + 1) {
    end = option.placeholder.find('|', begin);
    choices.push_back(option.placeholder.substr(begin, end - begin));
  }
  return choices;
}

std::string spoken(const OptionInfo& option) {
  return isPositional(option) ? option.placeholder : "--" + option.name;
}
}  // namespace

Options& Options::add(const std::string& names, Kind kind, const std::string& placeholder, const std::string& doc) {
  OptionInfo option{names, 0, kind, placeholder, doc};
  if (const auto comma = names.find(','); comma != std::string::npos && kind < Kind::Positional) {
    option.name = names.substr(0, comma);
    option.shortName = names.at(comma + 1);
  }
  all_.push_back(std::move(option));
  return *this;
}

Options& Options::flag(const std::string& names, const std::string& doc) {
  return add(names, Kind::Flag, "", doc);
}
Options& Options::value(const std::string& names, const std::string& placeholder, const std::string& doc) {
  return add(names, Kind::Value, placeholder, doc);
}
Options& Options::list(const std::string& names, const std::string& placeholder, const std::string& doc) {
  return add(names, Kind::List, placeholder, doc);
}
Options& Options::positional(const std::string& placeholder, const std::string& doc) {
  return add(placeholder, Kind::Positional, placeholder, doc);
}
Options& Options::positionals(const std::string& placeholder, const std::string& doc) {
  return add(placeholder, Kind::PositionalList, placeholder, doc);
}
Options& Options::catalogue() {
  value("data-dir", "DIR", "where imported official data are kept (default: $TANDEM_DATA_DIR)");
  return list("plugin-dir", "DIR", "also look for plug-ins here (and in $TANDEM_PLUGIN_PATH)");
}

const OptionInfo& Options::find(const std::string& name) const {
  const auto it = std::find_if(all_.begin(), all_.end(), [&](const OptionInfo& o) { return o.name == name; });
  if (it == all_.end()) throw Error("The option '" + name + "' is used but not declared; declare it in the command.");
  return *it;
}

Arguments::Arguments(const Command& command, const std::vector<std::string>& words) : command_(&command) {
  const Options options = optionsOf(command);
  po::options_description description;
  po::positional_options_description positions;
  // po names positionals like options; a blank keeps them from matching anything typed after "--".
  const auto poName = [](const OptionInfo& o) { return isPositional(o) ? " " + o.name : o.name; };
  for (const OptionInfo& o : options.all()) {
    const std::string names = o.shortName != 0 ? o.name + "," + o.shortName : poName(o);
    if (o.kind == Kind::Flag) {
      description.add_options()(names.c_str(), po::bool_switch());
    } else if (o.kind == Kind::Value || o.kind == Kind::Positional) {
      description.add_options()(names.c_str(), po::value<std::string>());
    } else {
      description.add_options()(names.c_str(), po::value<std::vector<std::string>>());
    }
    if (isPositional(o)) positions.add(poName(o).c_str(), o.kind == Kind::Positional ? 1 : -1);
  }

  po::variables_map map;
  try {
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::store(po::command_line_parser(words).options(description).positional(positions).style(style).run(), map);
  } catch (const po::unknown_option& e) {
    std::vector<std::string> known;
    for (const OptionInfo& o : options.all()) {
      if (!isPositional(o)) known.push_back(o.name);
    }
    std::string typed = e.get_option_name();
    typed.erase(0, typed.find_first_not_of('-'));
    const auto nearest = nearestNames(typed, known, 2);
    throw InputError("'tandem " + command.name + "' has no option '" + (typed.size() > 1 ? "--" : "-") + typed +
                     "'; the nearest are --" + join(nearest, ", --") + " (see 'tandem help " + command.name + "').");
  } catch (const po::too_many_positional_options_error&) {
    refuse("There are more arguments than 'tandem " + command.name + "' takes." +
           (command.surplus.empty() ? "" : " " + command.surplus));
  } catch (const po::multiple_occurrences& e) {
    refuse("The option '" + e.get_option_name() + "' may be given only once.");
  } catch (const po::error_with_option_name& e) {
    refuse("The option '" + e.get_option_name() + "' needs a value.");
  } catch (const po::error& e) {
    refuse(std::string("The arguments could not be understood: ") + e.what() + ".");
  }

  for (const OptionInfo& o : options.all()) {
    const auto it = map.find(poName(o));
    if (it == map.end() || it->second.empty()) continue;
    if (o.kind == Kind::Flag) {
      if (it->second.as<bool>()) values_[o.name] = {"true"};
      continue;
    }
    if (o.kind == Kind::Value || o.kind == Kind::Positional) {
      values_[o.name] = {it->second.as<std::string>()};
    } else {
      values_[o.name] = it->second.as<std::vector<std::string>>();
    }
    if (o.kind == Kind::List && std::ranges::find(values_[o.name], "") != values_[o.name].end()) {
      refuse(spoken(o) + " is given an empty name; leave it out, or name something.");
    }
    const auto choices = choicesOf(o);
    if (choices.empty()) continue;
    for (std::string& value : values_[o.name]) {
      const auto found = std::find_if(choices.begin(), choices.end(),
                                      [&](const std::string& c) { return normalName(c) == normalName(value); });
      if (found == choices.end()) refuse(spoken(o) + ": '" + value + "' is not one of " + join(choices, ", ") + ".");
      value = *found;
    }
  }
}

void Arguments::refuse(const std::string& sentence) const {
  std::string text = sentence;
  if (!command_->examples.empty()) text += "\nFor example: " + command_->examples.front().line;
  throw InputError(text);
}

bool Arguments::has(const std::string& name) const {
  return values_.contains(name);
}

const std::string& Arguments::text(const std::string& name) const {
  const auto it = values_.find(name);
  if (it != values_.end()) return it->second.front();
  const Options options = optionsOf(*command_);
  const OptionInfo& option = options.find(name);
  const std::string what = isPositional(option) ? option.placeholder : "--" + option.name + " " + option.placeholder;
  refuse("'tandem " + command_->name + "' needs " + what + ": " + option.doc + ".");
}

std::string Arguments::text(const std::string& name, const std::string& fallback) const {
  const auto it = values_.find(name);
  return it == values_.end() ? fallback : it->second.front();
}

std::vector<std::string> Arguments::list(const std::string& name) const {
  const auto it = values_.find(name);
  return it == values_.end() ? std::vector<std::string>{} : it->second;
}

std::vector<std::string> Arguments::atLeastOne(const std::string& name) const {
  (void)text(name);
  return list(name);
}

std::int64_t parseInteger(const std::string& text, std::int64_t min, std::int64_t max, const std::string& what) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::invalid_argument || end != text.data() + text.size()) {
    throw InputError(what + ": '" + text + "' is not a whole number.");
  }
  if (error != std::errc{} || value < min || value > max) {
    throw InputError(what + ": " + text + " is outside [" + std::to_string(min) + ", " + std::to_string(max) + "].");
  }
  return value;
}

std::int64_t Arguments::integer(const std::string& name, std::int64_t min, std::int64_t max,
                                std::int64_t fallback) const {
  return has(name) ? parseInteger(text(name), min, max, "--" + name) : fallback;
}

std::uint64_t Arguments::natural(const std::string& name, std::uint64_t fallback) const {
  if (!has(name)) return fallback;
  const std::string& given = text(name);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
  if (error != std::errc{} || end != given.data() + given.size()) {
    throw InputError("--" + name + ": '" + given + "' is not a whole number from 0 to 18446744073709551615.");
  }
  return value;
}

double Arguments::real(const std::string& name, double min, double max, double fallback) const {
  if (!has(name)) return fallback;
  const std::string& given = text(name);
  double value = 0.0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
  if (error != std::errc{} || end != given.data() + given.size() || !std::isfinite(value)) {
    throw InputError("--" + name + ": '" + given + "' is not a number.");
  }
  if (value < min || value > max) {
    throw InputError("--" + name + ": " + given + " is outside [" + formatReal(min) + ", " + formatReal(max) + "].");
  }
  return value;
}

ParamValues Arguments::assignments(const std::string& name) const {
  ParamValues values;
  for (const std::string& item : list(name)) {
    const auto equals = item.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw InputError("--" + name + ": '" + item + "' should read name=value, for example --" + name + " dim=30.");
    }
    const std::string key = item.substr(0, equals);
    if (!values.emplace(key, item.substr(equals + 1)).second) {
      throw InputError("--" + name + ": '" + key + "' is given twice; give it once.");
    }
  }
  return values;
}

const Catalogue& Arguments::catalogue() const {
  if (!catalogue_) {
    catalogue_ = std::make_unique<Catalogue>(builtinCatalogue());
    for (const std::string& complaint : loadPlugins(*catalogue_, pluginDirs(list("plugin-dir")))) {
      note("tandem: " + complaint);
    }
  }
  return *catalogue_;
}

std::string Arguments::dataDir() const {
  return text("data-dir", "");
}

}  // namespace tandem::cli
