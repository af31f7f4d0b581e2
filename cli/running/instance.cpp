// SPDX-License-Identifier: Apache-2.0
#include "cli/running/instance.h"

#include "cli/described.h"
#include "tandem/specification/options.h"

namespace tandem::cli {

void declareInstance(Options& options) {
  declareNamed(options, ExperimentSpec(), "instance");
}

Instance instanceOf(const Arguments& args) {
  return valueNamed<Instance>(args.text("instance", "")).value_or(Instance::Auto);
}

BuiltProblem buildFromArguments(const Arguments& args, const std::string& name) {
  return buildProblem(args.catalogue(), name, args.assignments("param"), {instanceOf(args), args.dataDir()});
}

}  // namespace tandem::cli
