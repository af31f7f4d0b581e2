// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/command.h"
#include "cli/figures.h"
#include "cli/output.h"
#include "tandem/error.h"
#include "tandem/figures/order.h"

namespace tandem::cli::plot {
namespace {

constexpr const char* kCompanion = "tandem-figures";

/// The words as tandem-figures reads them, with the same table.
std::vector<std::string> wordsOf(const Arguments& args) {
  std::vector<std::string> words;
  const Options options = optionsOf(args.command());
  for (const OptionInfo& option : options.all()) {
    if (option.name == "help" || !args.has(option.name)) continue;
    const bool positional =
        option.kind == OptionInfo::Kind::Positional || option.kind == OptionInfo::Kind::PositionalList;
    if (option.kind == OptionInfo::Kind::Flag) {
      words.push_back("--" + option.name);
    } else {
      const std::string name = positional ? "file" : option.name;
      for (const std::string& value : args.list(option.name)) words.push_back("--" + name + "=" + value);
    }
  }
  return words;
}

int draw(std::vector<std::string> words) {
  words.insert(words.begin(), kCompanion);
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
        "libqcustomplot-dev). The numbers of a figure need neither: --data OUT.csv without -o.");
  }
  throw Error("Cannot start " + program + ": " + std::strerror(errno) + '.');
}

int run(const Arguments& args) {
  if (!args.has("data")) static_cast<void>(args.text("output"));  // refuses with an example
  const std::vector<std::string> words = wordsOf(args);
  const figures::FigureOrder order = figures::readOrder(words);
  if (!order.output.empty()) return draw(words);
  writeFile(order.data, figures::figureData(figures::orderedFigure(order, args.catalogue()), order.data));
  return 0;
}

}  // namespace

Command command() {
  return {
      .name = "plot",
      .summary = "draw a figure from result files",
      .group = Group::Results,
      .rank = 20,
      .usage = {"tandem plot [FILE.h5...] [--kind KIND] [--problem GLOB] [--task T] -o OUT.svg|pdf|png | --data "
                "OUT.csv|json"},
      .details =
          "Lines are told apart by colour, dashes and markers, so that figures survive printing in black and\n"
          "white. The note below a figure says what is drawn, of how many runs, and on which instance. Texts\n"
          "never overlap: long names are shortened in the middle and given in full in a key below, and a figure\n"
          "grows with what it shows. Where --width or --height leaves too little room, the figure is refused,\n"
          "with the size that it needs. An algorithm has the same colour in all figures of a file, whatever else\n"
          "is drawn. The kinds landscape, feasible, surface and similarity show a problem and need no result\n"
          "file.",
      .examples =
          {{"tandem plot results.h5 --kind convergence -p CEC17-MTSO1-CI-HS -o convergence.pdf",
            "median and quartiles against evaluations really spent"},
           {"tandem plot results.h5 --kind critical-difference -o ranks.svg", "mean ranks with Nemenyi's test"},
           {"tandem plot results.h5 -p CEC17-MTSO1-CI-HS --width 3.5in --font-size 8 --title none -o column.pdf",
            "one column of a paper"},
           {"tandem plot results.h5 --kind box --data box.csv", "the numbers of a figure, for other programs"},
           {"tandem plot sweep.h5 --kind run-box --x rmp --runs 'method=MFEA' -o rmp.svg",
            "a result over the values of a parameter"},
           {"tandem plot sweep.h5 --kind bubble --x seconds --y objective:2 --size transfers --colour rmp -o runs.svg",
            "every run as a bubble"},
           {"tandem plot --kind landscape -p CEC17-MTSO1-CI-HS -o tasks.png", "slices through the tasks"},
           {"tandem plot --kind surface -p Sphere --param dim=2 -o sphere.pdf", "a task as a surface"}},
      .declare =
          [](Options& o) {
            o.positionals("FILE.h5", "result files; the same problem in several files is drawn together");
            for (const figures::OrderOption& option : figures::orderOptions()) {
              if (option.placeholder.empty()) {
                o.flag(option.name, option.doc);
              } else if (option.many) {
                o.list(option.name, option.placeholder, option.doc);
              } else {
                o.value(option.name, option.placeholder, option.doc);
              }
            }
          },
      .run = run};
}

}  // namespace tandem::cli::plot
