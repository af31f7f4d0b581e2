// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gui/work/read_lock.h"
#include "gui/work/sentences.h"
#include "tandem/catalogue.h"
#include "tandem/store/result_file.h"

namespace tandem::gui {

/// The state shared by the places of the program: the catalogue (with the plug-ins) and the open result files.
class Session : public QObject {
  Q_OBJECT
 public:
  explicit Session(QObject* parent = nullptr);
  ~Session() override;
  [[nodiscard]] const Catalogue& catalogue() const { return *catalogue_; }
  /// For jobs on other threads, which may outlive the session.
  [[nodiscard]] std::shared_ptr<const Catalogue> sharedCatalogue() const { return catalogue_; }
  /// Searches for plug-ins again, including rebuilt ones; references into the previous catalogue stay valid, and
  /// running work continues with what it started with. Returns one line about the outcome.
  QString reloadPlugins();
  /// A sentence for each plug-in and plug-in folder that was left out when the catalogue was made.
  [[nodiscard]] const QStringList& complaints() const { return complaints_; }
  /// What the plug-ins registered: "algorithm NAME", "problem NAME", "metric NAME".
  [[nodiscard]] const QStringList& pluginEntries() const { return pluginEntries_; }
  /// Folders of plug-ins that the user added; those of TANDEM_PLUGIN_PATH, of the user and of the system are searched
  /// as well. Read when a session starts and by reloadPlugins().
  [[nodiscard]] static QStringList pluginFolders();
  static void setPluginFolders(const QStringList& folders);
  [[nodiscard]] const std::vector<std::shared_ptr<ResultFile>>& files() const { return files_; }
  [[nodiscard]] QStringList paths() const;
  /// Opens a result file, or rereads it if it is open. Throws what ResultFile throws.
  void open(const QString& path);
  /// The same off the GUI thread; emits `refused` instead of throwing.
  void openLater(const QStringList& paths);
  void close(const QString& path);
  /// Hold it while a job reads one of files(): an open file belongs to one thread at a time.
  [[nodiscard]] std::shared_ptr<ReadLock> readLock() const { return readLock_; }
  /// Recently opened or saved files, latest first, without those that are gone.
  [[nodiscard]] static QStringList recent();
  static void remember(const QString& path);

 signals:
  /// These are being read: earlier messages about them are out of date.
  void opening(const QStringList& paths);
  void filesChanged();
  /// A file could not be opened.
  void refused(const QString& path, const QString& sentence);
  /// An open file was removed, or replaced by another, while it was open. What was read stays.
  void vanished(const QString& path, bool replaced);
  /// Plug-ins were reloaded.
  void catalogueChanged();
  /// Official instance data were imported.
  void officialDataChanged();
  /// One line for the status bar.
  void said(const QString& text);

 private:
  [[nodiscard]] std::shared_ptr<const Catalogue> makeCatalogue();
  void take(std::shared_ptr<ResultFile> fresh);
  QStringList complaints_, pluginEntries_;
  std::shared_ptr<const Catalogue> catalogue_;
  std::vector<std::shared_ptr<const Catalogue>> before_;  // other places may have references into them
  std::shared_ptr<ReadLock> readLock_ = std::make_shared<ReadLock>();
  QFileSystemWatcher watcher_;
  std::vector<std::shared_ptr<ResultFile>> files_;
};

/// Runs `work` on a pool thread and then `done` on the thread of `context`, unless that is gone by then. `failed` gets
/// the sentence of an exception.
template <typename Result>
void runAsync(QObject* context, std::function<Result()> work, std::function<void(Result)> done,
              std::function<void(QString)> failed);

/// Non-template part: posts a closure to the context's thread if the context still exists.
void startJob(QObject* context, std::function<std::function<void()>()> job);

template <typename Result>
void runAsync(QObject* context, std::function<Result()> work, std::function<void(Result)> done,
              std::function<void(QString)> failed) {
  startJob(context, [work = std::move(work), done = std::move(done), failed = std::move(failed)] {
    try {
      auto result = std::make_shared<Result>(work());
      return std::function<void()>([result, done] { done(std::move(*result)); });
    } catch (const std::exception& e) {
      const QString sentence = sentenceOf(e);
      return std::function<void()>([sentence, failed] { failed(sentence); });
    }
  });
}

}  // namespace tandem::gui
