// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/export_folder.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

namespace tandem::gui {
namespace {
constexpr const char* kFolder = "export/folder";
}

QString askExport(QWidget* parent, const QString& title, const QString& name, const QString& filter) {
  const QString folder = QSettings().value(kFolder).toString();
  const bool there = !folder.isEmpty() && QFileInfo(folder).isDir();
  QString path = QFileDialog::getSaveFileName(parent, title, there ? QDir(folder).filePath(name) : name, filter);
  if (!path.isEmpty()) QSettings().setValue(kFolder, QFileInfo(path).absolutePath());
  return path;
}

}  // namespace tandem::gui
