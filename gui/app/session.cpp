// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/session.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <algorithm>

namespace tandem::gui {

Session::Session(QObject* parent) : QObject(parent), catalogue_(std::make_shared<Catalogue>(builtinCatalogue())) {}

QStringList Session::paths() const {
  QStringList list;
  for (const auto& file : files_) list << QString::fromStdString(file->path());
  return list;
}

void Session::open(const QString& path) {
  auto fresh = std::make_shared<ResultFile>(path.toStdString());
  const auto same =
      std::find_if(files_.begin(), files_.end(), [&](const auto& f) { return f->path() == fresh->path(); });
  if (same == files_.end()) {
    files_.push_back(std::move(fresh));
  } else {
    *same = std::move(fresh);
  }
  emit filesChanged();
}

void Session::close(const QString& path) {
  std::erase_if(files_, [&](const auto& f) { return QString::fromStdString(f->path()) == path; });
  emit filesChanged();
}

void startJob(QObject* context, std::function<std::function<void()>()> job) {
  const QPointer<QObject> guard(context);
  QThreadPool::globalInstance()->start([guard, job = std::move(job)] {
    auto after = job();
    // Delivered through the application, so that the context may die meanwhile: the guard is read on its own thread.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard, after = std::move(after)] {
          if (guard) after();
        },
        Qt::QueuedConnection);
  });
}

}  // namespace tandem::gui
