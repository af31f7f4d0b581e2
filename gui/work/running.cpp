// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/running.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <cerrno>
#include <csignal>

namespace tandem::gui::running {
namespace {

constexpr const char* kGroup = "running";

QByteArray content(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

// Distinguishes a process from a later one with the same number, even after a reboot; empty if not on Linux.
QString markOf(qint64 pid) {
  const QByteArray stat = content(QStringLiteral("/proc/%1/stat").arg(pid));
  // The name, in brackets, may contain blanks; the start time is the 20th field after it.
  const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
  return fields.size() < 20 ? QString()
                            : QString::fromLatin1(content("/proc/sys/kernel/random/boot_id") + ' ' + fields[19]);
}

bool alive(qint64 pid, const QString& mark) {
  if (::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH) return false;
  const QString now = markOf(pid);
  return now.isEmpty() || now == mark;
}

bool unfinished(const QString& file) {
  return QFileInfo::exists(file + QStringLiteral(".parts/experiment.h5"));
}

QString entry(qint64 pid) {
  return QStringLiteral("%1/%2").arg(QLatin1String(kGroup)).arg(pid);
}

}  // namespace

void begin(const QString& file) {
  const qint64 pid = QCoreApplication::applicationPid();
  QSettings settings;
  settings.setValue(entry(pid), QStringList{QFileInfo(file).absoluteFilePath(), markOf(pid)});
  settings.sync();  // before anything can crash
}

void end() {
  QSettings settings;
  settings.remove(entry(QCoreApplication::applicationPid()));
  settings.sync();
}

QStringList cutOff() {
  QStringList files;
  QSettings settings;
  settings.beginGroup(kGroup);
  const QStringList keys = settings.childKeys();
  for (const QString& key : keys) {
    const QStringList value = settings.value(key).toStringList();
    if (value.size() == 2 && alive(key.toLongLong(), value[1])) continue;
    if (value.size() == 2 && unfinished(value[0])) {
      if (!files.contains(value[0])) files << value[0];
    } else {
      settings.remove(key);
    }
  }
  return files;
}

void forget(const QString& file) {
  QSettings settings;
  settings.beginGroup(kGroup);
  const QStringList keys = settings.childKeys();
  for (const QString& key : keys) {
    const QStringList value = settings.value(key).toStringList();
    if (value.value(0) == file && !alive(key.toLongLong(), value.value(1))) settings.remove(key);
  }
}

}  // namespace tandem::gui::running
