// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "cli/arguments.h"
#include "tandem/problem.h"

/// What commands that build problems have in common: --instance, --param, --data-dir.
namespace tandem::cli {

void declareInstance(Options& options);
Instance instanceOf(const Arguments& args);
/// Builds the named problem with --param, --instance and --data-dir.
BuiltProblem buildFromArguments(const Arguments& args, const std::string& name);

}  // namespace tandem::cli
