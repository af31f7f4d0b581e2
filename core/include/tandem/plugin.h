// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/export.h"

namespace tandem {

/// Folders searched for plug-ins, in this order: those given (--plugin-dir), those of TANDEM_PLUGIN_PATH (separated by
/// ':'), the user's ($XDG_DATA_HOME/tandem/plugins, else ~/.local/share/tandem/plugins) and the system's
/// (tandem/plugins beside the library). The last two only if they exist.
TANDEM_API std::vector<std::string> pluginDirs(const std::vector<std::string>& given = {});

/// Loads every *.so in the folders, each in the order of file names, and adds what they register to the catalogue. A
/// plug-in is added whole or not at all. Returns one sentence for each folder that cannot be read and each plug-in that
/// is left out: not a plug-in, made for another Tandem or compiler (detected without running its code), missing
/// symbols, an exception from its registration, a name already taken. Plug-ins are code and trusted as such; they stay
/// loaded until the process ends.
TANDEM_API std::vector<std::string> loadPlugins(Catalogue& catalogue, const std::vector<std::string>& dirs);

}  // namespace tandem
