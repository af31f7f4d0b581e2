// SPDX-License-Identifier: GPL-3.0-or-later
// tandem-figures: draws figures from result files. `tandem plot` passes its arguments on to it, so that tandem itself
// needs no Qt.
#include <QApplication>
#include <boost/program_options.hpp>
#include <cstdio>
#include <iostream>

#include "gui/plots/convergence.h"
#include "gui/plots/renderer.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"

namespace po = boost::program_options;
using namespace tandem;

namespace {

int draw(int argc, char** argv) {
  figures::Selection selection;
  std::string kind, output, metric;
  int task = 0;
  double scale = 2.0;
  po::options_description shown("tandem plot FILE.h5... --kind KIND -o OUT.svg|pdf|png");
  shown.add_options()("kind", po::value(&kind)->default_value("convergence"), "what to draw: convergence")(
      "problem,p", po::value(&selection.problems)->composing(), "problems to draw (globs)")(
      "algorithm,a", po::value(&selection.algorithms)->composing(), "algorithms to draw (globs)")(
      "task,t", po::value(&task), "task to draw, from 1; all if left out")("metric,m", po::value(&metric),
                                                                           "metric; default: objective value, or IGD")(
      "total", po::bool_switch(), "count the evaluations of all tasks together")(
      "no-band", po::bool_switch(), "medians only")("log-x", po::bool_switch(), "logarithmic evaluation axis")(
      "scale", po::value(&scale)->default_value(2.0, "2"), "pixels a point in PNG files")(
      "output,o", po::value(&output), "file to write: .svg, .pdf or .png")("help,h", "this text");
  po::options_description all;
  all.add(shown).add_options()("file", po::value(&selection.files), "");
  po::variables_map map;
  po::store(po::command_line_parser(argc, argv)
                .options(all)
                .positional(po::positional_options_description().add("file", -1))
                .run(),
            map);
  po::notify(map);
  if (map.count("help") != 0) {
    std::cout << shown << '\n';
    return 0;
  }
  if (output.empty()) throw InputError("No output file is given; add -o OUT.svg (or .pdf, .png).");
  const Catalogue catalogue = builtinCatalogue();
  const auto runs = figures::loadRuns(selection);
  figures::ConvergenceOptions options{.metric = metric,
                                      .task = task - 1,
                                      .totalEvaluations = map["total"].as<bool>(),
                                      .band = !map["no-band"].as<bool>(),
                                      .logX = map["log-x"].as<bool>()};
  figures::save(figures::convergenceFigure(runs.front(), catalogue, options), QString::fromStdString(output),
                figures::Theme::light(), scale);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  int count = 1;
  QApplication application(count, argv);
  try {
    return draw(argc, argv);
  } catch (const po::error& e) {
    std::fprintf(stderr, "tandem plot: %s; see tandem plot --help\n", e.what());
  } catch (const std::exception& e) {
    std::fprintf(stderr, "tandem plot: %s\n", e.what());
  }
  return 2;
}
