// SPDX-License-Identifier: Apache-2.0
#include "editing/rewrite.h"

#include <filesystem>

#include "store/durable.h"
#include "store/info.h"
#include "store/paths.h"
#include "tandem/error.h"
#include "tandem/store/result_file.h"

namespace tandem::edit {

void refuseExisting(const std::string& output) {
  if (std::filesystem::exists(output) || resultsExist(output)) {
    throw InputError("'" + output + "' exists; choose another name.");
  }
}

void writeResults(const std::string& output, ExperimentInfo info, const store::RunSource& source,
                  const Progress& progress) {
  refuseExisting(output);
  if (!info.trimming.between && !store::traced(info)) info.trimming = {};  // what was unlike a run of as many is gone
  info.schema = store::schemaFor(info);
  if (!std::filesystem::is_directory(store::folderOf(output))) {
    throw InputError("There is no folder '" + store::folderOf(output) + "'; make it first.");
  }
  const std::string temporary = output + ".part";
  const double total = static_cast<double>(info.problems.size() * info.algorithms.size()) * info.repetitions;
  double done = 0.0;
  const auto watched = [&](int problem, int algorithm, int first, int count) {
    if (progress && !progress(total > 0.0 ? done / total : 1.0)) throw Cancelled();
    done += count;
    return source(problem, algorithm, first, count);
  };
  try {
    store::writePacked(temporary, info, watched,
                       [&](int problem) { return store::plausibleBlock(store::shapeOf(info, problem, 0)); });
    store::renameDurably(temporary, output);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    throw;
  }
}

ExperimentSpec specificationOf(const ExperimentInfo& info, const std::string& file) {
  ExperimentSpec spec = parseSpec(info.specification, file + " (specification)");
  if (spec.algorithms.size() != info.algorithms.size() || spec.problems.size() != info.problems.size()) {
    throw InputError("'" + file + "' is damaged: its specification does not fit its problems and algorithms.");
  }
  return spec;
}

}  // namespace tandem::edit
