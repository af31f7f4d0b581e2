// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <deque>
#include <string>
#include <vector>

#include "tandem/store/result_file.h"

/// Baselines to compare one's own results with: for `tandem compare` and `tandem run --with-baselines`.
namespace tandem::cli {

/// A baseline, and which of its problems match those of the user's file.
struct Beside {
  std::string name;
  ResultFile file;
  std::vector<int> problems;
  std::vector<int> doubled;  ///< its algorithms that the user's file also has, with the same parameters
};

/// The baselines that share problems with `mine`, a file called `name`; `asked`: only these, or all if empty. The
/// checkpoint (from 1) to compare; 0: the last. Problems that no baseline has are named on stderr. Throws InputError if
/// there is none, or with every reason why runs cannot be compared and what to do.
std::deque<Beside> findBeside(const ExperimentInfo& mine, const std::string& name,
                              const std::vector<std::string>& asked = {}, int checkpoint = 0);

}  // namespace tandem::cli
