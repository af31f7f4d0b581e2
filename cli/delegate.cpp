// SPDX-License-Identifier: Apache-2.0
#include "cli/delegate.h"

#include <algorithm>

#include "cli/command.h"

namespace tandem::cli {

int delegate(const std::string& name, std::vector<std::string> words, const Arguments& from) {
  const Command& command = findCommand(name);
  const Options options = optionsOf(command);
  for (const std::string option : {"data-dir", "plugin-dir"}) {
    if (std::ranges::none_of(options.all(), [&](const OptionInfo& o) { return o.name == option; })) continue;
    for (const std::string& value : from.list(option)) words.push_back("--" + option + "=" + value);
  }
  return command.run(Arguments(command, words));
}

}  // namespace tandem::cli
