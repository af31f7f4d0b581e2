// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <deque>
#include <string>
#include <vector>

#include "tandem/store/result_file.h"

/// Baselines that one's own results stand beside: for `tandem compare` and `tandem run --with-baselines`.
namespace tandem::cli {

/// A baseline and which of its problems stand beside those of the user's file.
struct Beside {
  std::string name;
  ResultFile file;
  std::vector<int> problems;
  std::vector<int> doubled;  ///< its algorithms that the user's file has as well, all parameters alike
};

/// The baselines that have problems of `mine`, which `name` calls; `asked`: these only, or, empty, all. Checkpoint
/// (from 1) that is to be compared; 0: the last. Problems that none has are named on stderr. Throws InputError if there
/// is none, or with every reason why runs cannot be compared and what to do.
std::deque<Beside> findBeside(const ExperimentInfo& mine, const std::string& name,
                              const std::vector<std::string>& asked = {}, int checkpoint = 0);

}  // namespace tandem::cli
