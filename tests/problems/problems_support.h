// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/data_import.h"
#include "temporary_folder.h"

namespace tandem::test {

inline const Catalogue& builtins() {
  static const Catalogue catalogue = builtinCatalogue();
  return catalogue;
}

inline std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

/// The official data of TANDEM_MTO_DATA_DIR, imported once per program into a temporary folder.
struct OfficialData {
  TemporaryFolder folder;
  std::vector<DataStatus> sets;
  static const OfficialData* get() {
    static const OfficialData* data = [] {
      const std::string checkout = environment("TANDEM_MTO_DATA_DIR");
      if (checkout.empty()) return static_cast<OfficialData*>(nullptr);
      static OfficialData imported;
      imported.sets = importData(builtins(), checkout, imported.folder.path());
      return &imported;
    }();
    return data;
  }
};

/// One row at a time or all at once; constraints are returned beside the objectives.
struct Values {
  Matrix objectives;
  Matrix constraints;
};
inline Values evaluate(const Problem& problem, int task, const Matrix& x, std::uint64_t noiseKey = 1) {
  const TaskInfo& info = problem.tasks()[task];
  Values values{Matrix(x.rows(), info.objectives), Matrix(x.rows(), info.constraints)};
  Workspace workspace;
  EvalContext context{workspace, noiseKey, 0};
  const std::unique_ptr<ProblemState> state = problem.makeState();
  context.state = state.get();
  problem.evaluate(task, x, values.objectives, values.constraints, context);
  return values;
}

}  // namespace tandem::test
