// SPDX-License-Identifier: GPL-3.0-or-later
// tandem-figures: draws figures from result files. `tandem plot` passes its arguments on to it, so that tandem itself
// needs no Qt.
#include <QApplication>
#include <QFontDatabase>
#include <QLocale>
#include <clocale>
#include <cstdio>

#include "gui/rendering/renderer.h"
#include "gui/rendering/surface.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"
#include "tandem/figures/landscape.h"
#include "tandem/figures/order.h"
#include "tandem/plugin.h"
#include "tandem/registry.h"

using namespace tandem;

namespace {

figures::Theme themeOf(const figures::FigureOrder& o) {
  figures::Theme theme = figures::Theme::light();
  if (o.fontSize != 0.0) theme.baseSize = o.fontSize;
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

void writeData(const figures::Figure& figure, const std::string& path) {
  figures::writeFile(QString::fromStdString(path), QByteArray::fromStdString(figures::figureData(figure, path)));
}

void saveSurface(const figures::FigureOrder& o, const Catalogue& catalogue, const figures::Theme& theme) {
  if (!o.data.empty()) static_cast<void>(figures::orderedFigure(o, catalogue));  // only to refuse invalid orders
  figures::checkRequest(o.request);
  const std::vector<std::string> names = figures::orderedProblems(o, catalogue);
  if (names.size() != 1) throw InputError("A surface shows one problem; name one with --problem NAME.");
  const BuiltProblem built = buildProblem(catalogue, names.front(), o.params, o.build);
  figures::Surface surface = figures::landscapeSurface(built, names.front(),
                                                       {.task = o.request.task,
                                                        .plane = o.request.plane,
                                                        .unified = !o.request.realUnits,
                                                        .samples = o.request.samples});
  if (!o.title.empty()) surface.title = o.title == "none" ? std::string() : o.title;
  figures::save(surface, {.azimuth = o.azimuth, .elevation = o.elevation}, QString::fromStdString(o.output), theme,
                o.scale, {o.width, o.height});
}

int draw(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 1 && (words[0] == "--help" || words[0] == "-h")) {
    std::puts("tandem-figures FILE.h5... --kind KIND -o OUT.svg|pdf|png (see tandem help plot)");
    return 0;
  }
  const figures::FigureOrder order = figures::readOrder(words);
  const figures::Theme theme = themeOf(order);
  Catalogue catalogue = builtinCatalogue();
  for (const std::string& left : loadPlugins(catalogue, pluginDirs(order.pluginDirs))) {
    std::fprintf(stderr, "tandem plot: %s\n", left.c_str());
  }
  if (figures::figureKind(order.request.kind).surface) {
    saveSurface(order, catalogue, theme);
    return 0;
  }
  const figures::Figure figure = figures::orderedFigure(order, catalogue);
  // The picture first: if it is refused, neither is written.
  if (!order.output.empty()) {
    figures::save(figure, QString::fromStdString(order.output), theme, order.scale, {order.width, order.height});
  }
  if (!order.data.empty()) writeData(figure, order.data);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  // Qt's notes about the session (no XDG_RUNTIME_DIR, ...) mean nothing to somebody on a cluster node.
  qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtCriticalMsg || type == QtFatalMsg) std::fprintf(stderr, "%s\n", qPrintable(text));
  });
  int count = 1;
  QApplication application(count, argv);
  // QApplication adopts the user's locale; figures and the numbers in them must be the same everywhere.
  std::setlocale(LC_NUMERIC, "C");
  QLocale::setDefault(QLocale::c());
  try {
    return draw(argc, argv);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "tandem plot: %s\n", e.what());
  }
  return 2;
}
