// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

#include <algorithm>
#include <filesystem>
#include <regex>

#include "cli/command_table.h"
#include "cli/output.h"
#include "tandem/error.h"

namespace tandem::cli {

const std::vector<Command>& allCommands() {
  static const std::vector<Command> commands = [] {
    std::vector<Command> all = commandTable();
    std::stable_sort(all.begin(), all.end(), [](const Command& a, const Command& b) {
      return a.group != b.group ? a.group < b.group : a.rank < b.rank;
    });
    return all;
  }();
  return commands;
}

const Command& findCommand(const std::string& name) {
  std::vector<std::string> names;
  for (const Command& command : allCommands()) {
    if (command.name == name) return command;
    if (!command.hidden) names.push_back(command.name);
  }
  std::vector<std::string> nearest;  // those that mention it ('figure' in plot and report), then by spelling
  constexpr std::size_t kShown = 3, kLongEnough = 5;
  for (const Command& command : allCommands()) {
    const bool speaks = name.size() >= kLongEnough && command.summary.find(name) != std::string::npos;
    if (speaks && !command.hidden && nearest.size() < kShown) nearest.push_back(command.name);
  }
  for (const std::string& other : nearestNames(name, names, kShown)) {
    const bool isThere = std::ranges::find(nearest, other) != nearest.end();
    if (!isThere && nearest.size() < kShown) nearest.push_back(other);
  }
  throw InputError("There is no command '" + name + "'; the nearest are " + join(nearest, ", ") +
                   " (see 'tandem help').");
}

Options optionsOf(const Command& command) {
  Options options;
  if (command.declare) command.declare(options);
  options.flag("help,h", "show this text");
  return options;
}

namespace {

/// "what is shown; default: mean" with "mean|std": "what is shown: mean, std; default: mean".
std::string withChoices(const std::string& doc, const std::string& choices) {
  std::string listed;
  for (const char c : choices) listed += c == '|' ? std::string(", ") : std::string(1, c);
  if (doc.starts_with("default: ")) return listed + "; " + doc;
  std::size_t end = doc.find("; default: ");
  if (end == std::string::npos) end = std::min(doc.find(" (default: "), doc.size());
  return doc.substr(0, end) + ": " + listed + doc.substr(end);
}

}  // namespace

std::string helpText(const Command& command) {
  std::string text = "tandem " + command.name + " - " + command.summary + "\n\nUsage:\n";
  for (const std::string& line : command.usage) text += "  " + line + "\n";
  Columns arguments;
  Columns options;
  bool hasArguments = false;
  const Options declared = optionsOf(command);
  for (const OptionInfo& o : declared.all()) {
    if (o.kind == OptionInfo::Kind::Positional || o.kind == OptionInfo::Kind::PositionalList) {
      arguments.row({o.kind == OptionInfo::Kind::Positional ? o.placeholder : o.placeholder + "...", o.doc});
      hasArguments = true;
      continue;
    }
    std::string left = o.shortName != 0 ? std::string("-") + o.shortName + ", " : "    ";
    left += "--" + o.name;
    // A long choice goes into the description, where it can be wrapped.
    constexpr std::size_t kWidestChoice = 32;
    std::string doc = o.doc;
    if (o.placeholder.size() > kWidestChoice) {
      left += " WHICH";
      doc = withChoices(doc, o.placeholder);
    } else if (!o.placeholder.empty()) {
      left += " " + o.placeholder;
    }
    if (o.kind == OptionInfo::Kind::List) left += " ...";
    constexpr std::size_t kDocWidth = 76;
    for (std::string rest = doc; !rest.empty();) {
      std::size_t end = rest.size() <= kDocWidth ? rest.size() : rest.rfind(' ', kDocWidth);
      if (end == std::string::npos || end == 0) end = rest.size();
      options.row({left, rest.substr(0, end)});
      left.clear();
      rest.erase(0, std::min(rest.size(), end + 1));
    }
  }
  if (hasArguments) text += "\nArguments:\n" + arguments.text("  ");
  text += "\nOptions:\n" + options.text("  ");
  if (!command.details.empty()) text += "\n" + withDocumentPaths(command.details) + "\n";
  if (!command.examples.empty()) {
    text += "\nExamples:\n";
    for (const Example& example : command.examples) {
      text += "  # " + example.meaning + "\n  " + example.line + "\n";
    }
  }
  return text;
}

namespace {

/// Path of docs/NAME on this machine: among the installed documents, or in the source tree.
std::string documentPath(const std::string& name) {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::canonical("/proc/self/exe", error);
  const std::filesystem::path installed = program.parent_path().parent_path() / "share/doc/tandem" / name;
  return !error && std::filesystem::exists(installed, error) ? installed.string() : "docs/" + name;
}

}  // namespace

std::string withDocumentPaths(const std::string& text) {
  static const std::regex mention("docs/([a-z-]+\\.md)");
  std::string out;
  auto rest = text.cbegin();
  for (std::sregex_iterator it(text.begin(), text.end(), mention), end; it != end; ++it) {
    out.append(rest, (*it)[0].first);
    out += documentPath((*it)[1]);
    rest = (*it)[0].second;
  }
  return out.append(rest, text.cend());
}

std::string overviewText() {
  static constexpr const char* kTitles[] = {"Look around",   "Run experiments", "Use results",
                                            "Official data", "Extend",          "Shell"};
  std::string text =
      "tandem - many optimization tasks at once, by algorithms that share knowledge between them\n\n"
      "Usage:\n  tandem COMMAND [ARGUMENTS]\n  tandem help COMMAND     its options, with examples\n"
      "  tandem --version\n";
  for (std::size_t group = 0; group < std::size(kTitles); ++group) {
    Columns columns;
    bool any = false;
    for (const Command& command : allCommands()) {
      if (command.hidden || static_cast<std::size_t>(command.group) != group) continue;
      columns.row({command.name, command.summary});
      any = true;
    }
    if (any) text += std::string("\n") + kTitles[group] + ":\n" + columns.text("  ");
  }
  text +=
      "\nFirst steps:\n"
      "  tandem list suites\n"
      "  tandem run -a MFEA,GA -p 'CEC17-MTSO*' -r 5 -o first.h5\n"
      "  tandem table first.h5 --base GA --test rank-sum\n";
  return text;
}

}  // namespace tandem::cli
