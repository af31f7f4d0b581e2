// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gmock/gmock.h>

#include <fstream>
#include <string>
#include <vector>

#include "cli_program.h"
#include "engine_fixture.h"

/// Experiments under mpirun.
namespace tandem::testing {

inline std::vector<std::string> mpirun(int processes) {
  return {"mpirun", "--oversubscribe", "-n", std::to_string(processes)};
}
/// What Open MPI needs where tests run as root.
inline const std::vector<std::string> kAsRoot{"OMPI_ALLOW_RUN_AS_ROOT=1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1"};

inline std::vector<std::string> experiment(const std::string& file, int repetitions,
                                           const std::vector<std::string>& more = {}, int evaluations = 8000) {
  std::vector<std::string> words{"run",
                                 "-a",
                                 "MFEA,GA",
                                 "-p",
                                 "CEC17-MTSO1,Sphere:dim=4",
                                 "-r",
                                 std::to_string(repetitions),
                                 "-e",
                                 std::to_string(evaluations),
                                 "-k",
                                 "5",
                                 "--instance",
                                 "synthetic",
                                 "--save-decisions",
                                 "-o",
                                 file};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// Processes started by this one that are still running, in the order of their start.
inline std::vector<pid_t> childrenOf(pid_t parent) {
  const std::string id = std::to_string(parent);
  std::ifstream in("/proc/" + id + "/task/" + id + "/children");
  std::vector<pid_t> children;
  for (pid_t child = 0; in >> child;) children.push_back(child);
  return children;
}

inline int finishedRuns(const std::string& file) {
  if (!resultsExist(file)) return 0;
  const ResultFile results(file);
  const ExperimentInfo& info = results.info();
  const std::size_t all = info.problems.size() * info.algorithms.size() * static_cast<std::size_t>(info.repetitions);
  return static_cast<int>(all - results.missing().size());
}

}  // namespace tandem::testing
