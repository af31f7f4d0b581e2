// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <csignal>
#include <exception>
#include <filesystem>
#include <new>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/running/crew.h"
#include "tandem/error.h"
#include "tandem/version.h"

namespace {

using namespace tandem;
using namespace tandem::cli;

int dispatch(const std::vector<std::string>& words) {
  if (words.empty()) {
    note(overviewText());
    note("Say what to do: give one of the commands above.");
    return 2;
  }
  const std::string& first = words.front();
  if (first == "--version" || first == "-V") {
    print("tandem " + versionText() + " (" + revisionText() + ")\n");
    return 0;
  }
  if (first == "help" || first == "--help" || first == "-h") {
    print(words.size() > 1 ? helpText(findCommand(words[1])) : overviewText());
    return 0;
  }
  if (first.starts_with("-")) {
    throw InputError("The option '" + first + "' comes before any command; the command goes first, for example: " +
                     "tandem list algorithms (see 'tandem help').");
  }
  const Command& command = findCommand(first);
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  // If help is requested, the rest of the line is ignored.
  for (const std::string& word : rest) {
    if (word == "--") break;
    if (word != "--help" && word != "-h") continue;
    print(helpText(command));
    return 0;
  }
  return command.run(Arguments(command, rest));
}

}  // namespace

int main(int argc, char** argv) {
  // A closed pipe shows as a failed write; a run must not die of a closed progress stream.
  std::signal(SIGPIPE, SIG_IGN);
  int status = 0;
  try {
    status = dispatch({argv + std::min(argc, 1), argv + argc});
    flushOutput();
  } catch (const OutputClosed&) {
    return status;
  } catch (const Cancelled&) {
    note("tandem: interrupted.");
    return 130;
  } catch (const std::filesystem::filesystem_error& e) {
    note("tandem: Cannot use '" + e.path1().string() + "': " + e.code().message() + ".");
    return 2;
  } catch (const std::bad_alloc&) {
    if (isWorkerProcess()) return 2;
    note("tandem: There is not enough memory for this; use fewer or smaller tasks, or less of the results at once.");
    return 2;
  } catch (const std::exception& e) {
    if (isWorkerProcess()) return 2;  // process 0 reports the same
    // Also for internal errors: 1 is reserved for "some runs failed", which scripts distinguish from "nothing was
    // done".
    note(std::string("tandem: ") + e.what());
    return 2;
  }
  return status;
}
