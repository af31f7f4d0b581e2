// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tandem/catalogue.h"

/// Official instance data of the suites in a catalogue (defined in tandem_catalog). `dataDir` "" is defaultDataDir().
namespace tandem {

enum class DataState {
  Missing,   ///< not imported; after an import: not in the checkout
  Imported,  ///< present and, unless only listed, intact
  Damaged,   ///< present but unusable; after an import: refused
};

/// One archive: the data behind one problem or several.
struct DataStatus {
  std::string suite;
  std::string name;  ///< within the suite
  std::string file;  ///< the archive in the data folder
  DataState state = DataState::Missing;
  std::uint64_t bytes = 0;
  std::string checksum;  ///< of whole archives (verify, import)
  std::string message;   ///< why it is missing or damaged; one sentence that names the file
};

/// All data sets, by suite and name; checks only the files' presence and size.
TANDEM_API std::vector<DataStatus> listData(const Catalogue& catalogue, const std::string& dataDir = "");
/// Reads every archive and checks it.
TANDEM_API std::vector<DataStatus> verifyData(const Catalogue& catalogue, const std::string& dataDir = "");
/// Reads everything the catalogue's suites need from a checkout of MToP, checks it file by file and keeps it in the
/// data folder. Refused sets leave an earlier import unchanged. Throws InputError if `checkout` is not a checkout or
/// the data folder cannot be written. `progress` is called after each set with the number done and the total.
TANDEM_API std::vector<DataStatus> importData(
    const Catalogue& catalogue, const std::string& checkout, const std::string& dataDir = "",
    const std::function<void(std::size_t done, std::size_t total, const DataStatus&)>& progress = {});

}  // namespace tandem
