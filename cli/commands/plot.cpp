// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/command.h"
#include "cli/figures.h"
#include "cli/output.h"
#include "tandem/error.h"

namespace tandem::cli::plot {
namespace {

constexpr const char* kCompanion = "tandem-figures";

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
  if (!args.has("data")) static_cast<void>(args.text("output"));  // refuses with an example
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  setenv("QT_QPA_PLATFORM", "offscreen", 0);
  const std::string program = figuresProgram();
  execvp(program.c_str(), argv.data());
  if (errno == ENOENT) {
    throw InputError(
        "The program tandem-figures, which draws, is not installed beside tandem nor on PATH; install the package "
        "tandem-emt-gui, or build Tandem with Qt 6 and QCustomPlot (Debian: qt6-base-dev qt6-svg-dev "
        "libqcustomplot-dev).");
  }
  throw Error("Cannot start " + program + ": " + std::strerror(errno) + '.');
}

}  // namespace

Command command() {
  return {
      .name = "plot",
      .summary = "draw a figure from result files",
      .group = Group::Results,
      .rank = 20,
      .usage = {"tandem plot FILE.h5... --kind KIND [--problem GLOB] [--task T] -o OUT.svg|pdf|png"},
      .details =
          "Lines are told apart by colour, dashes and markers, so that figures survive a black-and-white print.\n"
          "The note below a figure says what is drawn, of how many runs, and on which instance.\n"
          "Texts never overlap: long names lose their middle and a key below gives them whole, and a figure grows with "
          "what\n"
          "it shows. Where --width or --height leaves no room, the figure is refused with what it needs.\n"
          "An algorithm has the same colour in all figures of a file, whatever else is drawn.\n"
          "The kinds landscape, feasible, surface and similarity show a problem and need no result file.",
      .examples =
          {{"tandem plot results.h5 --kind convergence -p CEC17-MTSO1-CI-HS -o convergence.pdf",
            "median and quartiles against evaluations really spent"},
           {"tandem plot results.h5 --kind critical-difference -o ranks.svg", "mean ranks with Nemenyi's test"},
           {"tandem plot results.h5 -p CEC17-MTSO1-CI-HS --width 3.5in --font-size 8 --title none -o column.pdf",
            "one column of a paper"},
           {"tandem plot results.h5 --kind box --data box.csv", "the numbers of a figure, for other programs"},
           {"tandem plot --kind landscape -p CEC17-MTSO1-CI-HS -o tasks.png", "slices through the tasks"},
           {"tandem plot --kind surface -p Sphere --param dim=2 -o sphere.pdf", "a task as a surface"}},
      .declare =
          [](Options& o) {
            o.positionals("FILE.h5", "result files; the same problem in several files is drawn together")
                .value("kind",
                       "convergence|box|violin|pareto|ecdf|ecdf-difference|performance-profile|data-profile|"
                       "critical-difference|rank-heatmap|verdict|attainment|power|transfer|trace|ledger|landscape|"
                       "feasible|"
                       "surface|similarity",
                       "what to draw (default: convergence)")
                .list("problem,p", "PROBLEM", "problems to draw, names or globs (default: all in the files)")
                .list("algorithm,a", "NAME", "algorithms to draw, names or globs (default: all in the files)")
                .value("task,t", "T", "one task, from 1 (default: all)")
                .value("metric,m", "METRIC", "metric (default: as of 'tandem table')")
                .value("repetition", "R",
                       "run to draw, from 1 (default: pareto the one with the median metric, convergence none)")
                .value("checkpoint", "K", "box, violin, pareto, transfer: checkpoint, from 1 (default: the last)")
                .flag("total", "convergence: count the evaluations of all tasks together")
                .flag("no-band", "convergence: medians without the quartile band")
                .flag("log-x", "convergence: logarithmic evaluation axis")
                .flag("log-y",
                      "convergence, box, violin, trace: logarithmic axis of values (default: where they span decades)")
                .flag("linear-y", "convergence, box, violin, trace: linear axis of values")
                .value("y-range", "LOW:HIGH", "limits of the axis of values; one of them may be left out")
                .flag("mean",
                      "convergence, trace: mean with its confidence band (level 1 - alpha) instead of the median")
                .value("base", "NAME",
                       "ecdf-difference, power, verdict: algorithm to compare with (default: the first; verdict: twin)")
                .flag("joint", "ecdf: a target counts once every task of the problem has reached its own")
                .value("tolerance", "X", "profiles: share of the way to the best that may be missing (default: 0.01)")
                .value("alpha", "X", "level of tests and bands (default: 0.05; critical-difference: 0.05 or 0.1)")
                .value("ranks", "mean|median",
                       "critical-difference, rank-heatmap: what of the runs is ranked, as in 'tandem table' (default: "
                       "mean)")
                .flag("task-blocks", "critical-difference: every task a block, not every problem")
                .value("trace", "NAME", "trace: the quantity to draw, as 'tandem show' lists it (default: all)")
                .flag("plane", "landscape: two variables instead of a line through the box")
                .flag("real-units", "landscape, feasible, surface: real units instead of the unified space")
                .value("samples", "N", "of a problem: number of samples (an axis)")
                .list("param", "NAME=VALUE", "of a problem: its parameters")
                .value("azimuth", "DEGREES", "surface: turned by (default: -37.5)")
                .value("elevation", "DEGREES", "surface: looked down on by (default: 32)")
                .value("instance", "auto|official|synthetic", "of a problem: instance data (default: auto)")
                .catalogue()
                .value("title", "TEXT", "title of the figure instead of its own; none: without")
                .value("width", "LENGTH",
                       "width: 3.5in, 9cm, 90mm, 250pt, 800px (default: what the figure shows asks for)")
                .value("height", "LENGTH", "height, likewise")
                .value("font", "FAMILY", "font of all texts (default: DejaVu Sans)")
                .value("font-size", "POINTS",
                       "size of axis labels and names; titles are larger, notes smaller (default: 9)")
                .value("dpi", "N", "pixels an inch in PNG files (default: 192)")
                .value("scale", "X", "the same as pixels a 96th of an inch")
                .value("data", "FILE",
                       "also write the numbers that the figure shows: .csv or .json; alone, without -o, too")
                .value("output,o", "FILE", "figure to write: .svg, .pdf or .png");
          },
      .run = run};
}

}  // namespace tandem::cli::plot
