// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "cli/arguments.h"

namespace tandem::cli {

/// Section of a command in the overview that `tandem help` prints.
enum class Group { Explore, Experiment, Results, Data, Extend, Shell };

struct Example {
  std::string line;     ///< what to type, "tandem ..." included
  std::string meaning;  ///< what it does, in a few words
};

/// A subcommand. One file per command: cli/commands/<file>.cpp defines
///
///     namespace tandem::cli::<file> { Command command(); }
///
/// and the build generates the table of all of them (a file without command() is a link error). The file's name need
/// not be the command's ("export" cannot be a namespace name in C++). Errors are exceptions: main() prints their
/// sentence on stderr and ends the program with status 2 (Cancelled: 130). run() returns the exit status: 0 done, 1
/// some runs failed, 2 bad usage or input, 130 interrupted.
struct Command {
  std::string name = {};
  std::string summary = {};             ///< one line for the overview, no full stop
  Group group = Group::Results;         ///< section of the overview
  int rank = 50;                        ///< order within the section
  bool hidden = false;                  ///< not in the overview (plumbing)
  std::vector<std::string> usage = {};  ///< each one a full line: "tandem info FILE.h5"
  std::string details = {};             ///< paragraphs after the options: formats, rules; may be empty
  std::string surplus = {};             ///< a sentence with the remedy for a surplus argument; may be empty
  std::vector<Example> examples = {};   ///< at least one; the first is shown when an argument is missing
  std::function<void(Options&)> declare = {};
  std::function<int(const Arguments&)> run = {};
};

/// All commands in the order of the overview.
const std::vector<Command>& allCommands();
/// The named one, or throws InputError with the nearest names.
const Command& findCommand(const std::string& name);
/// Declared options of a command, --help included.
Options optionsOf(const Command& command);
/// The text with "docs/NAME.md" replaced by the path of the installed document, if any.
std::string withDocumentPaths(const std::string& text);
/// The output of `tandem help COMMAND`.
std::string helpText(const Command& command);
/// The output of `tandem help`.
std::string overviewText();

}  // namespace tandem::cli
