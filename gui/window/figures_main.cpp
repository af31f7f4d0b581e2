// SPDX-License-Identifier: GPL-3.0-or-later
// tandem-figures: draws figures from result files. `tandem plot` passes its arguments on to it, so that tandem itself
// needs no Qt.
#include <QApplication>
#include <QFontDatabase>
#include <QLocale>
#include <algorithm>
#include <boost/program_options.hpp>
#include <clocale>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "gui/rendering/renderer.h"
#include "gui/rendering/surface.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"
#include "tandem/figures/data_text.h"
#include "tandem/figures/kinds.h"
#include "tandem/figures/landscape.h"
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
  std::string width, height, font, title, yRange, data;
  double fontSize = 0.0, dpi = 0.0;
  bool logY = false, linearY = false, mean = false;
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
  add("log-y", po::bool_switch(&o.logY));
  add("linear-y", po::bool_switch(&o.linearY));
  add("y-range", po::value(&o.yRange));
  add("mean", po::bool_switch(&o.mean));
  add("title", po::value(&o.title));
  add("width", po::value(&o.width));
  add("height", po::value(&o.height));
  add("font", po::value(&o.font));
  add("font-size", po::value(&o.fontSize));
  add("dpi", po::value(&o.dpi));
  add("data", po::value(&o.data));
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

double numberIn(const std::string& text, const std::string& option, const char* form) {
  char* end = nullptr;
  const double v = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size() || !std::isfinite(v)) {
    throw InputError(option + " '" + text + "' should read " + form + '.');
  }
  return v;
}

/// Pixels of 1/96 inch of "3.5in", "9cm", "90mm", "250pt", "800px"; a plain number counts inches. 0 if empty.
double lengthIn(const std::string& text, const std::string& option) {
  if (text.empty()) return 0.0;
  double unit = 96.0;
  std::string number = text;
  for (const auto& [name, pixels] :
       {std::pair("in", 96.0), {"cm", 96.0 / 2.54}, {"mm", 96.0 / 25.4}, {"pt", 96.0 / 72.0}, {"px", 1.0}}) {
    if (!text.ends_with(name)) continue;
    unit = pixels;
    number.resize(text.size() - 2);
  }
  constexpr double kLeast = 48.0, kMost = 32000.0;
  const double v = unit * numberIn(number, option, "a length, for example 3.5in, 9cm, 90mm, 250pt or 800px");
  if (!(v >= kLeast && v <= kMost)) throw InputError(option + " '" + text + "' should lie between 0.5in and 333in.");
  return v;
}

/// Values' axis: scale and limits.
void readValueAxis(const Order& o, figures::FigureRequest& request) {
  if (o.logY && o.linearY) throw InputError("--log-y and --linear-y contradict each other; give one of them.");
  if (o.logY) request.y = figures::Scale::Log;
  if (o.linearY) request.y = figures::Scale::Linear;
  if (o.yRange.empty()) return;
  constexpr const char* kForm = "LOW:HIGH, for example 1e-8:100, or 0: and :5 for one end";
  const std::size_t colon = o.yRange.find(':');
  if (colon == std::string::npos) throw InputError("--y-range '" + o.yRange + "' should read " + kForm + '.');
  const std::string low = o.yRange.substr(0, colon), high = o.yRange.substr(colon + 1);
  if (!low.empty()) request.yLow = numberIn(low, "--y-range", kForm);
  if (!high.empty()) request.yHigh = numberIn(high, "--y-range", kForm);
  if (request.yLow >= request.yHigh) throw InputError("--y-range '" + o.yRange + "' should begin below its end.");
}

figures::Theme themeOf(const Order& o) {
  figures::Theme theme = figures::Theme::light();
  if (o.fontSize != 0.0) {
    if (!(o.fontSize >= 4.0 && o.fontSize <= 72.0)) throw InputError("--font-size should lie between 4 and 72 points.");
    theme.baseSize = o.fontSize;
  }
  if (o.font.empty()) return theme;
  const QString family = QString::fromStdString(o.font);
  const QStringList known = QFontDatabase::families();
  if (!known.contains(family, Qt::CaseInsensitive)) {
    std::vector<std::string> names;
    for (const QString& f : known) names.push_back(f.toStdString());
    std::string nearest;
    for (const std::string& name : nearestNames(o.font, names, 5)) nearest += (nearest.empty() ? "" : ", ") + name;
    throw InputError("There is no font '" + o.font + "' on this machine; there are " +
                     (nearest.empty() ? "none" : nearest) + " and others (fc-list names them).");
  }
  theme.family = family;
  return theme;
}

double scaleOf(const Order& o, bool scaleGiven) {
  if (o.dpi == 0.0) return o.scale;
  if (scaleGiven) throw InputError("--dpi and --scale say the same in two ways; give one of them.");
  if (!(o.dpi >= 24.0 && o.dpi <= 2400.0)) throw InputError("--dpi should lie between 24 and 2400.");
  return o.dpi / 96.0;
}

void checkDataName(const std::string& path) {
  if (path.empty() || path.ends_with(".json") || path.ends_with(".csv")) return;
  throw InputError("The file of --data, '" + path + "', must end in .csv or .json.");
}

void writeData(const figures::Figure& figure, const std::string& path) {
  const std::string text = path.ends_with(".json") ? figures::figureJson(figure) : figures::figureCsv(figure);
  figures::writeFile(QString::fromStdString(path), QByteArray::fromStdString(text));
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

void saveSurface(const Order& o, const Catalogue& catalogue, const figures::Theme& theme, double scale) {
  if (!o.data.empty())
    throw InputError(
        "--data goes with figures of curves, boxes and cells; for the values of a surface take --kind landscape "
        "--plane.");
  const std::vector<std::string> names = problemNames(o, catalogue);
  if (names.size() != 1) throw InputError("A surface shows one problem; name one with --problem NAME.");
  figures::Surface surface = figures::landscapeSurface(build(o, catalogue, names.front()), names.front(), landscape(o));
  if (!o.title.empty()) surface.title = o.title == "none" ? std::string() : o.title;
  figures::save(surface, o.camera, QString::fromStdString(o.output), theme, scale,
                {lengthIn(o.width, "--width"), lengthIn(o.height, "--height")});
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
  if (o.output.empty() && o.data.empty()) {
    throw InputError("No output file is given; add -o OUT.svg (or .pdf, .png), or --data OUT.csv for the numbers.");
  }
  checkDataName(o.data);
  const figures::Theme theme = themeOf(o);
  const double scale = scaleOf(o, !map["scale"].empty());
  const QSizeF wish(lengthIn(o.width, "--width"), lengthIn(o.height, "--height"));
  readValueAxis(o, o.request);
  o.request.mean = o.mean;
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
    saveSurface(o, catalogue, theme, scale);
    return 0;
  }
  figures::Figure figure = ofProblem(o.request.kind)
                               ? problemFigure(o, catalogue)
                               : figures::makeFigure(figures::loadRuns(o.selection), catalogue, o.request);
  if (!o.title.empty()) figure.title = o.title == "none" ? std::string() : o.title;
  // The picture first: it may be refused, and then neither is written.
  if (!o.output.empty()) figures::save(figure, QString::fromStdString(o.output), theme, scale, wish);
  if (!o.data.empty()) writeData(figure, o.data);
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
