// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/experiment/presets.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QUrl>

#include "gui/rendering/renderer.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

/// Presets are specifications that 'tandem run' can read.
QString folder() {
  return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/presets");
}

/// Encodes only what a file name cannot contain or what would hide the file: names of 80 letters of any alphabet must
/// not become too long for a file system.
QString pathOf(const QString& name) {
  QString file = name;
  file.replace('%', QLatin1String("%25")).replace('/', QLatin1String("%2F"));
  if (file.startsWith('.')) file.replace(0, 1, QLatin1String("%2E"));
  return folder() + '/' + file + QStringLiteral(".toml");
}

/// Name of a preset that comes with the program.
QString shippedName(const QString& file) {
  if (file == QLatin1String("demo"))
    return QCoreApplication::translate("tandem::gui::Presets", "Demonstration: multitask against single-task");
  if (file == QLatin1String("cec17-mtso-report-mfea"))
    return QCoreApplication::translate("tandem::gui::Presets", "MFEA as in the CEC17-MTSO report");
  if (file == QLatin1String("cec17-mtso-report-soea"))
    return QCoreApplication::translate("tandem::gui::Presets", "Single-task EA as in the CEC17-MTSO report");
  return file;
}

QList<Preset> presetsIn(const QString& place, bool shipped) {
  QList<Preset> list;
  for (const QFileInfo& file : QDir(place).entryInfoList({"*.toml"}, QDir::Files, QDir::Name)) {
    const QString name = file.completeBaseName();
    list.push_back({.name = shipped ? shippedName(name) : QUrl::fromPercentEncoding(name.toUtf8()),
                    .path = file.filePath(),
                    .shipped = shipped});
  }
  return list;
}

}  // namespace

QList<Preset> presets() {
  return presetsIn(folder(), false) + presetsIn(QStringLiteral(":/presets"), true);
}

bool presetExists(const QString& name) {
  return QFile::exists(pathOf(name));
}

void savePreset(const QString& name, const ExperimentSpec& spec) {
  if (!QDir().mkpath(folder()))
    throw InputError("The folder of presets, '" + folder().toStdString() + "', cannot be made.");
  figures::writeFile(pathOf(name), QByteArray::fromStdString(toToml(spec)));
}

void removePreset(const Preset& preset) {
  QFile file(preset.path);
  if (!file.remove())
    throw InputError("Cannot delete '" + preset.path.toStdString() + "': " + file.errorString().toStdString() + ".");
}

ExperimentSpec presetSpec(const Preset& preset) {
  QFile file(preset.path);
  if (!file.open(QIODevice::ReadOnly))
    throw InputError("Cannot read '" + preset.path.toStdString() + "': " + file.errorString().toStdString() + ".");
  return parseSpec(file.readAll().toStdString(), preset.path.toStdString());
}

}  // namespace tandem::gui
