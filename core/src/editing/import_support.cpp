// SPDX-License-Identifier: Apache-2.0
#include "editing/import_support.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "tandem/error.h"
#include "tandem/specification/spec.h"

namespace tandem::edit {

std::string readImported(const std::string& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error || !std::filesystem::is_regular_file(file)) throw InputError("'" + file + "' cannot be read.");
  if (size > kMostImported) {
    throw InputError(
        fmt::format("'{}' is larger than {} MiB, the most that is imported at once; save its problems in "
                    "several files and merge them here.",
                    file, kMostImported >> 20U));
  }
  std::string content(static_cast<std::size_t>(size), '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(content.data(), static_cast<std::streamsize>(size));
  if (static_cast<std::uintmax_t>(in.gcount()) != size) throw InputError("'" + file + "' cannot be read to its end.");
  return content;
}

void describeImported(ExperimentInfo& info) {
  for (std::string* text :
       {&info.version, &info.revision, &info.compiler, &info.flags, &info.host, &info.started, &info.ended}) {
    *text = "unknown";
  }
  info.seed = 0;
  ExperimentSpec spec;  // for splitting and merging; cannot be run again
  spec.seed = 0;
  spec.repetitions = info.repetitions;
  spec.checkpoints = info.checkpoints;
  spec.saveDecisions = info.saveDecisions;
  for (const AlgorithmRecord& a : info.algorithms) spec.algorithms.push_back({a.name, a.alias, {}});
  for (const ProblemRecord& p : info.problems) spec.problems.push_back({p.name, {}});
  info.specification = toToml(spec);
}

}  // namespace tandem::edit
