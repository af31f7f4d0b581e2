// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/output.h"
#include "tandem/version.h"

/// Writes docs/cli.md from the commands themselves, so that the two cannot drift apart.
namespace tandem::cli::manual {
namespace {

constexpr const char* kIntroduction = R"(<!-- SPDX-License-Identifier: Apache-2.0 -->
# The command line

This page is written by the program: `tandem manual > docs/cli.md`. `tandem help COMMAND` shows the same text.

Standard output carries the answer and nothing else; progress and complaints go to standard error, so every command can
be used in a pipe. Names of algorithms, problems, metrics, labels and parameters ignore case, and `-`, `_` and blank are
alike; patterns may hold `*` and `?` (quote them, or the shell may expand them to file names).

| exit status | meaning |
|---|---|
| 0 | done |
| 1 | done, but some runs failed (they are recorded with their message); `reproduce`: a run differs, or the file is damaged |
| 2 | wrong usage or input; nothing was done, or only a part |
| 130 | interrupted; finished runs are kept |

)";

/// Escaped, so that troff shows it unchanged.
std::string troff(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool lineStart = i == 0 || text[i - 1] == '\n';
    if (lineStart && (text[i] == '.' || text[i] == '\'')) out += "\\&";
    if (text[i] == '\\') {
      out += "\\e";
    } else if (text[i] == '-') {
      out += "\\-";
    } else {
      out += text[i];
    }
  }
  return out;
}

/// One page for all commands: what `tandem help` and `tandem help COMMAND` say.
std::string manPage() {
  const auto verbatim = [](const std::string& text) { return ".nf\n" + troff(text) + ".fi\n"; };
  std::string page = R"(.TH TANDEM 1 "" "tandem )" + versionText() +
                     "\" \"User Commands\"\n.SH NAME\ntandem \\- evolutionary multitasking: algorithms, benchmark "
                     "problems, experiments\n.SH DESCRIPTION\n" +
                     verbatim(overviewText());
  for (const Command& c : allCommands()) {
    if (!c.hidden) page += ".SH \"TANDEM " + troff(c.name) + "\"\n" + verbatim(helpText(c));
  }
  return page +
         ".SH EXIT STATUS\n0: done; 1: some runs failed; 2: wrong usage or input; 130: interrupted, finished runs are "
         "kept.\n";
}

int run(const Arguments& args) {
  if (args.has("man")) {
    print(manPage());
    return 0;
  }
  print(kIntroduction);
  print("| command | what it does |\n|---|---|\n");
  for (const Command& c : allCommands()) {
    if (!c.hidden) print("| [`" + c.name + "`](#tandem-" + c.name + ") | " + c.summary + " |\n");
  }
  for (const Command& c : allCommands()) {
    if (c.hidden) continue;
    print("\n## tandem " + c.name + "\n\n```text\n" + helpText(c) + "```\n");
  }
  return 0;
}

}  // namespace

Command command() {
  return {.name = "manual",
          .summary = "the user guide of all commands in Markdown",
          .group = Group::Shell,
          .hidden = true,
          .usage = {"tandem manual [--man] > docs/cli.md"},
          .examples = {{"tandem manual > docs/cli.md", "after a change to a command"}},
          .declare = [](Options& o) { o.flag("man", "as a manual page (troff)"); },
          .run = run};
}

}  // namespace tandem::cli::manual
