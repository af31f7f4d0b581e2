// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/completion_script.h"
#include "cli/output.h"

namespace tandem::cli::completion {
namespace {

int run(const Arguments& args) {
  (void)args.text("bash");
  print(kBashCompletion);
  return 0;
}

}  // namespace

Command command() {
  return {.name = "completion",
          .summary = "script that completes commands, options and names in your shell",
          .group = Group::Shell,
          .rank = 10,
          .usage = {"tandem completion bash"},
          .examples = {{"source <(tandem completion bash)", "for this shell"},
                       {"tandem completion bash > ~/.local/share/bash-completion/completions/tandem", "permanently"}},
          .declare = [](Options& o) { o.positional("bash", "the shell; bash is the only one so far"); },
          .run = run};
}

}  // namespace tandem::cli::completion
