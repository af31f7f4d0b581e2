// SPDX-License-Identifier: Apache-2.0
#include "cli/running/instance.h"

namespace tandem::cli {

void declareInstance(Options& options) {
  options.value("instance", "official|synthetic|auto",
                "which data: official (imported), synthetic, or official where imported (default: auto)");
}

Instance instanceOf(const Arguments& args) {
  const std::string name = args.text("instance", "auto");
  return name == "official" ? Instance::Official : name == "synthetic" ? Instance::Synthetic : Instance::Auto;
}

BuiltProblem buildFromArguments(const Arguments& args, const std::string& name) {
  return buildProblem(args.catalogue(), name, args.assignments("param"), {instanceOf(args), args.dataDir()});
}

}  // namespace tandem::cli
