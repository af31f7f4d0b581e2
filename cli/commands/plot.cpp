// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/error.h"

namespace tandem::cli::plot {
namespace {

constexpr const char* kCompanion = "tandem-figures";

// Beside this program first, so that two installations do not draw with each other's figures.
std::string companion() {
  std::error_code none;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", none);
  if (!none) {
    const auto beside = self.parent_path() / kCompanion;
    if (std::filesystem::exists(beside, none)) return beside.string();
  }
  return kCompanion;  // on PATH
}

int run(const Arguments& args) {
  std::vector<std::string> words = {kCompanion};
  const Options options = optionsOf(args.command());
  for (const OptionInfo& option : options.all()) {
    if (option.name == "help" || !args.has(option.name)) continue;
    const bool positional =
        option.kind == OptionInfo::Kind::Positional || option.kind == OptionInfo::Kind::PositionalList;
    if (option.kind == OptionInfo::Kind::Flag) {
      words.push_back("--" + option.name);
    } else if (positional) {
      for (const std::string& value : args.list(option.name)) words.push_back("--file=" + value);
    } else {
      for (const std::string& value : args.list(option.name)) words.push_back("--" + option.name + "=" + value);
    }
  }
  static_cast<void>(args.text("output"));  // refuses with an example
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  setenv("QT_QPA_PLATFORM", "offscreen", 0);
  const std::string program = companion();
  execvp(program.c_str(), argv.data());
  if (errno == ENOENT) {
    throw InputError(
        "The program tandem-figures, which draws, is not installed beside tandem nor on PATH; install the package "
        "tandem-gui, or build Tandem with Qt 6 and QCustomPlot (Debian: qt6-base-dev qt6-svg-dev libqcustomplot-dev).");
  }
  throw Error("Cannot start " + program + ": " + std::strerror(errno) + '.');
}

}  // namespace

Command command() {
  return {.name = "plot",
          .summary = "Draw a figure from result files",
          .group = Group::Results,
          .rank = 20,
          .usage = {"tandem plot FILE.h5... --kind KIND [--problem GLOB] [--task T] -o OUT.svg|pdf|png"},
          .details =
              "Lines are told apart by colour, dashes and markers, so that figures survive a black-and-white "
              "print. The note below a figure says what is drawn, of how many runs, and on which instance.",
          .examples = {{"tandem plot results.h5 --kind convergence -p CEC17-MTSO1-CI-HS -o convergence.pdf",
                        "median and quartiles against evaluations really spent"}},
          .declare =
              [](Options& o) {
                o.positionals("FILE.h5", "result files; the same problem in several files is drawn together")
                    .value("kind", "convergence", "what to draw (default: convergence)")
                    .list("problem,p", "PROBLEM", "problems to draw, names or globs (default: all in the files)")
                    .list("algorithm,a", "NAME", "algorithms to draw, names or globs (default: all in the files)")
                    .value("task,t", "T", "one task, from 1 (default: all)")
                    .value("metric,m", "METRIC", "metric (default: objective value, or IGD)")
                    .flag("total", "count the evaluations of all tasks together")
                    .flag("no-band", "medians without the quartile band")
                    .flag("log-x", "logarithmic evaluation axis")
                    .value("scale", "X", "pixels a point in PNG files (default: 2)")
                    .value("output,o", "FILE", "figure to write: .svg, .pdf or .png");
              },
          .run = run};
}

}  // namespace tandem::cli::plot
