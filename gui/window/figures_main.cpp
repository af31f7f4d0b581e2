// SPDX-License-Identifier: GPL-3.0-or-later
// tandem-figures: draws figures from result files. `tandem plot` passes its arguments on to it, so that tandem itself
// needs no Qt.
#include <QApplication>
#include <QLocale>
#include <algorithm>
#include <boost/program_options.hpp>
#include <clocale>
#include <cstdio>
#include <iostream>

#include "gui/figures/kinds.h"
#include "gui/figures/landscape.h"
#include "gui/rendering/renderer.h"
#include "gui/rendering/surface.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"
#include "tandem/plugin.h"
#include "tandem/registry.h"

namespace po = boost::program_options;
using namespace tandem;

namespace {

struct Order {
  figures::Selection selection;
  std::vector<std::string> problems, algorithms, params, pluginDirs;
  figures::FigureRequest request;
  std::string output, instance = "auto", dataDir;
  int task = 0, repetition = 0, checkpoint = 0, samples = 0;
  double scale = 2.0;
  figures::Camera camera;
  std::string ranks;
  bool total = false, noBand = false, logX = false, joint = false, taskBlocks = false, plane = false, real = false;
};

po::options_description describe(Order& o) {
  po::options_description d("tandem-figures FILE.h5... --kind KIND -o OUT.svg|pdf|png (see tandem help plot)");
  const auto add = [&d](const char* names, const po::value_semantic* value) { d.add_options()(names, value, ""); };
  add("file", po::value(&o.selection.files));
  add("kind", po::value(&o.request.kind));
  add("problem,p", po::value(&o.problems)->composing());
  add("algorithm,a", po::value(&o.algorithms)->composing());
  add("task,t", po::value(&o.task));
  add("metric,m", po::value(&o.request.metric));
  add("repetition", po::value(&o.repetition));
  add("checkpoint", po::value(&o.checkpoint));
  add("total", po::bool_switch(&o.total));
  add("no-band", po::bool_switch(&o.noBand));
  add("log-x", po::bool_switch(&o.logX));
  add("joint", po::bool_switch(&o.joint));
  add("task-blocks", po::bool_switch(&o.taskBlocks));
  add("base", po::value(&o.request.base));
  add("alpha", po::value(&o.request.alpha));
  add("ranks", po::value(&o.ranks));
  add("tolerance", po::value(&o.request.tolerance));
  add("trace", po::value(&o.request.trace));
  add("plugin-dir", po::value(&o.pluginDirs)->composing());
  add("plane", po::bool_switch(&o.plane));
  add("real-units", po::bool_switch(&o.real));
  add("samples", po::value(&o.samples));
  add("param", po::value(&o.params)->composing());
  add("azimuth", po::value(&o.camera.azimuth));
  add("elevation", po::value(&o.camera.elevation));
  add("instance", po::value(&o.instance));
  add("data-dir", po::value(&o.dataDir));
  add("scale", po::value(&o.scale));
  add("output,o", po::value(&o.output));
  d.add_options()("help,h", "");
  return d;
}

ParamValues parameters(const Order& o) {
  ParamValues values;
  for (const std::string& text : o.params) {
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos)
      throw InputError("--param '" + text + "' should read name=value, for example --param dim=30.");
    values[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return values;
}

bool ofProblem(const std::string& kind) {
  return kind == "landscape" || kind == "similarity" || kind == "feasible" || kind == "surface";
}

figures::LandscapeOptions landscape(const Order& o) {
  return {.task = o.task - 1, .plane = o.plane, .unified = !o.real, .samples = o.samples};
}

BuiltProblem build(const Order& o, const Catalogue& catalogue, const std::string& name) {
  BuildRequest request{.instance = Instance::Auto, .dataDir = o.dataDir};
  if (o.instance == "official") request.instance = Instance::Official;
  if (o.instance == "synthetic") request.instance = Instance::Synthetic;
  return buildProblem(catalogue, name, parameters(o), request);
}

figures::Figure oneProblem(const Order& o, const Catalogue& catalogue, const std::string& name) {
  const BuiltProblem built = build(o, catalogue, name);
  if (o.request.kind == "similarity") return figures::similarityFigure(built, name, o.samples > 0 ? o.samples : 2000);
  return o.request.kind == "feasible" ? figures::feasibleFigure(built, name, landscape(o))
                                      : figures::landscapeFigure(built, name, landscape(o));
}

std::vector<std::string> problemNames(const Order& o, const Catalogue& catalogue) {
  if (o.problems.empty()) {
    throw InputError("A " + o.request.kind + " figure shows problems of the catalogue; name some with --problem GLOB.");
  }
  std::vector<std::string> names;
  for (const std::string& pattern : namesIn(o.problems)) {
    const auto matches = catalogue.problems.match(pattern);
    if (matches.empty()) (void)catalogue.problems.find(pattern);  // refuses with the nearest names
    for (const ProblemInfo* p : matches) {
      if (std::find(names.begin(), names.end(), p->name) == names.end()) names.push_back(p->name);
    }
  }
  return names;
}

figures::Figure problemFigure(const Order& o, const Catalogue& catalogue) {
  const std::vector<std::string> names = problemNames(o, catalogue);
  if (names.size() == 1) return oneProblem(o, catalogue, names.front());
  constexpr std::size_t kMostPanels = 24;
  figures::Figure all;
  for (const std::string& name : names) {
    figures::Figure part = oneProblem(o, catalogue, name);
    if (all.panels.size() + part.panels.size() > kMostPanels) {
      throw InputError("More than " + std::to_string(kMostPanels) +
                       " panels would be needed; choose fewer problems with --problem, or one task with --task.");
    }
    for (figures::Panel& panel : part.panels) {
      panel.title = name + (panel.title.empty() ? "" : ", " + panel.title);
      all.panels.push_back(std::move(panel));
    }
    all.note = part.note;
    all.legend = part.legend;
  }
  return all;
}

void saveSurface(const Order& o, const Catalogue& catalogue) {
  const std::vector<std::string> names = problemNames(o, catalogue);
  if (names.size() != 1) throw InputError("A surface shows one problem; name one with --problem NAME.");
  figures::save(figures::landscapeSurface(build(o, catalogue, names.front()), names.front(), landscape(o)), o.camera,
                QString::fromStdString(o.output), figures::Theme::light(), o.scale);
}

int draw(int argc, char** argv) {
  Order o;
  const po::options_description options = describe(o);
  po::variables_map map;
  po::store(po::command_line_parser(argc, argv)
                .options(options)
                .positional(po::positional_options_description().add("file", -1))
                .run(),
            map);
  po::notify(map);
  if (map.count("help") != 0) {
    std::cout << options << '\n';
    return 0;
  }
  if (o.output.empty()) throw InputError("No output file is given; add -o OUT.svg (or .pdf, .png).");
  o.request.task = o.task - 1;
  o.request.repetition = o.repetition - 1;
  o.request.checkpoint = o.checkpoint - 1;
  o.request.totalEvaluations = o.total;
  o.request.band = !o.noBand;
  o.request.logX = o.logX;
  o.request.joint = o.joint;
  o.request.taskBlocks = o.taskBlocks;
  o.request.ranks = o.ranks == "median" ? TableRanks::Median : TableRanks::Mean;
  if (!o.problems.empty()) o.selection.problems = o.problems;
  if (!o.algorithms.empty()) o.selection.algorithms = o.algorithms;
  Catalogue catalogue = builtinCatalogue();
  for (const std::string& left : loadPlugins(catalogue, pluginDirs(o.pluginDirs))) {
    std::fprintf(stderr, "tandem plot: %s\n", left.c_str());
  }
  if (o.request.kind == "surface") {
    saveSurface(o, catalogue);
    return 0;
  }
  const figures::Figure figure = ofProblem(o.request.kind)
                                     ? problemFigure(o, catalogue)
                                     : figures::makeFigure(figures::loadRuns(o.selection), catalogue, o.request);
  figures::save(figure, QString::fromStdString(o.output), figures::Theme::light(), o.scale);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  // Notes of Qt about the session (no XDG_RUNTIME_DIR, ...) mean nothing to somebody on a cluster node.
  qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtCriticalMsg || type == QtFatalMsg) std::fprintf(stderr, "%s\n", qPrintable(text));
  });
  int count = 1;
  QApplication application(count, argv);
  // QApplication takes over the user's locale; figures and numbers in them are the same everywhere.
  std::setlocale(LC_NUMERIC, "C");
  QLocale::setDefault(QLocale::c());
  try {
    return draw(argc, argv);
  } catch (const po::error& e) {
    std::fprintf(stderr, "tandem plot: %s; see tandem help plot\n", e.what());
  } catch (const std::exception& e) {
    std::fprintf(stderr, "tandem plot: %s\n", e.what());
  }
  return 2;
}
