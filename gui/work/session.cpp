// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/session.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFileInfo>
#include <QPointer>
#include <QRunnable>
#include <QSettings>
#include <QThreadPool>
#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>

#include "gui/work/background.h"
#include "tandem/plugin.h"

namespace tandem::gui {
namespace {

constexpr int kMostRecent = 10;
constexpr const char* kPluginFolders = "plugins/folders";

// The entries after the first `builtin` ones: registries keep the order in which they were filled.
template <typename Entry>
void listAdded(QStringList& list, const QString& kind, const Registry<Entry>& registry, std::size_t builtin) {
  const auto& all = registry.all();
  for (std::size_t i = builtin; i < all.size(); ++i) list << kind + ' ' + QString::fromStdString(all[i].name);
}

}  // namespace

std::shared_ptr<const Catalogue> Session::makeCatalogue() {
  auto catalogue = std::make_shared<Catalogue>(builtinCatalogue());
  complaints_.clear();
  pluginEntries_.clear();
  const std::size_t algorithms = catalogue->algorithms.size();
  const std::size_t problems = catalogue->problems.size();
  const std::size_t metrics = catalogue->metrics.size();
  std::vector<std::string> folders;
  for (const QString& folder : pluginFolders()) folders.push_back(folder.toStdString());
  for (const std::string& sentence : loadPlugins(*catalogue, pluginDirs(folders))) {
    complaints_ << QString::fromStdString(sentence);
  }
  listAdded(pluginEntries_, tr("algorithm"), catalogue->algorithms, algorithms);
  listAdded(pluginEntries_, tr("problem"), catalogue->problems, problems);
  listAdded(pluginEntries_, tr("metric"), catalogue->metrics, metrics);
  return catalogue;
}

QString Session::reloadPlugins() {
  before_.push_back(catalogue_);
  catalogue_ = makeCatalogue();
  emit catalogueChanged();
  QString loaded = pluginEntries_.isEmpty() ? tr("No plug-in is loaded.")
                                            : tr("Loaded: %1").arg(pluginEntries_.join(QStringLiteral(", ")));
  emit said(loaded);
  return loaded;
}

QStringList Session::pluginFolders() {
  return QSettings().value(kPluginFolders).toStringList();
}

void Session::setPluginFolders(const QStringList& folders) {
  QSettings().setValue(kPluginFolders, folders);
}

Session::Session(QObject* parent) : QObject(parent), catalogue_(makeCatalogue()) {
  connect(&watcher_, &QFileSystemWatcher::fileChanged, this, [this](const QString& path) {
    if (paths().contains(path)) emit vanished(path, QFileInfo::exists(path));
  });
}

Session::~Session() {
  readLock_->endReading();
}

QStringList Session::paths() const {
  QStringList list;
  for (const auto& file : files_) list << QString::fromStdString(file->path());
  return list;
}

void Session::open(const QString& path) {
  emit opening({path});
  take(std::make_shared<ResultFile>(path.toStdString()));
}

void Session::openLater(const QStringList& paths) {
  emit opening(paths);
  for (const QString& path : paths) {
    runAsync<std::shared_ptr<ResultFile>>(
        this, [path] { return std::make_shared<ResultFile>(path.toStdString()); },
        [this](const std::shared_ptr<ResultFile>& fresh) { take(fresh); },
        [this, path](const QString& sentence) { emit refused(path, sentence); });
  }
}

void Session::take(std::shared_ptr<ResultFile> fresh) {
  const QString path = QString::fromStdString(fresh->path());
  const auto same =
      std::find_if(files_.begin(), files_.end(), [&](const auto& f) { return f->path() == fresh->path(); });
  if (same == files_.end()) {
    files_.push_back(std::move(fresh));
  } else {
    *same = std::move(fresh);
  }
  if (QFileInfo(path).isFile()) watcher_.addPath(path);
  remember(path);
  emit filesChanged();
}

void Session::close(const QString& path) {
  std::erase_if(files_, [&](const auto& f) { return QString::fromStdString(f->path()) == path; });
  watcher_.removePath(path);
  emit filesChanged();
}

QStringList Session::recent() {
  QStringList list = QSettings().value("recent").toStringList();
  list.removeIf([](const QString& path) { return !QFileInfo::exists(path) && !QFileInfo::exists(path + ".parts"); });
  return list;
}

void Session::remember(const QString& path) {
  const QString full = QFileInfo(path).absoluteFilePath();
  QStringList list = QSettings().value("recent").toStringList();
  list.removeAll(full);
  list.prepend(full);
  QSettings().setValue("recent", list.mid(0, kMostRecent));
}

namespace {

/// Delivers the results of jobs on the thread of the window, in the order in which they end. Our own queue, as
/// ThreadSanitizer knows nothing of how Debian's Qt orders its threads.
class Deliveries : public QObject {
 public:
  void add(std::function<void()> delivery) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(delivery));
    }
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));  // one event for each
  }

 protected:
  void customEvent(QEvent* /*event*/) override {
    std::function<void()> delivery;
    {
      const std::lock_guard lock(mutex_);
      delivery = std::move(waiting_.front());
      waiting_.pop_front();
    }
    delivery();
  }

 private:
  std::mutex mutex_;
  std::deque<std::function<void()>> waiting_;
};

/// Never deleted: a job may end after the application.
Deliveries& deliveries() {
  static auto* all = new Deliveries;
  return *all;
}

class Job : public QRunnable {
 public:
  Job(QObject* context, std::function<std::function<void()>()> work) : context_(context), work_(std::move(work)) {
    written_.store(true, std::memory_order_release);
  }
  void run() override {
    (void)written_.load(std::memory_order_acquire);  // ThreadSanitizer does not see Qt hand it over
    stepBack(Background::Reading);
    // The context may be destroyed meanwhile; the guard is read on its own thread.
    deliveries().add([guard = context_, after = work_()] {
      if (guard) after();
    });
  }

 private:
  QPointer<QObject> context_;
  std::function<std::function<void()>()> work_;
  std::atomic<bool> written_{false};
};

}  // namespace

void startJob(QObject* context, std::function<std::function<void()>()> job) {
  deliveries();                                                            // made on this thread
  QThreadPool::globalInstance()->start(new Job(context, std::move(job)));  // which deletes it
}

}  // namespace tandem::gui
