// SPDX-License-Identifier: Apache-2.0
#include "tandem/data_import.h"

#include <filesystem>
#include <map>
#include <utility>

#include "problems/base/instances/instance_data.h"
#include "problems/base/instances/source_files.h"
#include "tandem/error.h"

namespace tandem {

namespace fs = std::filesystem;

namespace {

/// All data sets that the catalogue's problems use, each once, by suite and name.
std::map<std::pair<std::string, std::string>, prob::DataSet> allSets(const Catalogue& catalogue) {
  std::map<std::pair<std::string, std::string>, prob::DataSet> sets;
  for (const ProblemInfo& info : catalogue.problems.all()) {
    if (!info.needsData) continue;
    const std::unique_ptr<ProblemBuilder> builder = info.make();
    const auto* user = dynamic_cast<const prob::DataUser*>(builder.get());
    if (user == nullptr) continue;
    for (prob::DataSet& set : user->dataSets()) sets.try_emplace({set.suite, set.name}, std::move(set));
  }
  return sets;
}

DataStatus present(const prob::DataSet& set, const std::string& dataDir) {
  DataStatus status{set.suite, set.name, prob::archivePath(dataDir, set), DataState::Missing, 0, "", ""};
  std::error_code error;
  const std::uintmax_t size = fs::file_size(status.file, error);
  if (error) return status;
  status.state = DataState::Imported;
  status.bytes = size;
  return status;
}

}  // namespace

std::vector<DataStatus> listData(const Catalogue& catalogue, const std::string& dataDir) {
  std::vector<DataStatus> list;
  for (const auto& [key, set] : allSets(catalogue)) list.push_back(present(set, dataDir));
  return list;
}

std::vector<DataStatus> verifyData(const Catalogue& catalogue, const std::string& dataDir) {
  std::vector<DataStatus> list;
  for (const auto& [key, set] : allSets(catalogue)) {
    DataStatus status = present(set, dataDir);
    if (status.state == DataState::Imported) {
      try {
        status.checksum = prob::arraysChecksum(prob::readArchive(status.file, set));
      } catch (const Error& error) {
        status.state = DataState::Damaged;
        status.message = error.what();
      }
    }
    list.push_back(std::move(status));
  }
  return list;
}

std::vector<DataStatus> importData(const Catalogue& catalogue, const std::string& checkout, const std::string& dataDir,
                                   const std::function<void(std::size_t, std::size_t, const DataStatus&)>& progress) {
  prob::SourceFiles files(checkout);
  const auto sets = allSets(catalogue);
  std::vector<DataStatus> list;
  for (const auto& [key, set] : sets) {
    DataStatus status = present(set, dataDir);
    const prob::DataItem* absent = nullptr;
    for (const prob::DataItem& item : set.items) {
      if (absent == nullptr && !files.has(item.source)) absent = &item;
    }
    if (absent != nullptr) {
      status.state = DataState::Missing;
      status.message = "The checkout has no file '" + files.path(absent->source) + "'.";
    } else {
      prob::Arrays arrays;
      try {
        arrays = prob::readSources(files, set);
        status.state = DataState::Imported;
      } catch (const InputError& error) {
        status.state = DataState::Damaged;
        status.message = error.what();
      }
      if (status.state == DataState::Imported) {
        prob::writeArchive(status.file, arrays);
        status.checksum = prob::arraysChecksum(arrays);
        status.bytes = fs::file_size(status.file);
      }
    }
    list.push_back(status);
    if (progress) progress(list.size(), sets.size(), status);
  }
  return list;
}

}  // namespace tandem
