// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTimer>
#include <QWidget>
#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tandem/editing/edit.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace tandem::gui {

class Notice;

/// Long jobs on files, one after another, with progress and Cancel. Hidden while there are none.
class JobStrip : public QWidget {
  Q_OBJECT
 public:
  using Files = std::vector<std::string>;
  explicit JobStrip(QWidget* parent = nullptr);
  /// Cancels the job in progress, leaving nothing half-written.
  ~JobStrip() override;
  /// `work` runs on a pool thread and returns the files it made; then `done` runs on this thread.
  void add(const QString& what, std::function<Files(const Progress&)> work, std::function<void(const Files&)> done);
  /// A failure is shown by the notice until another job starts.
  void tellFailures(Notice& notice) const;
  [[nodiscard]] bool busy() const { return state_ != nullptr; }

 signals:
  void started(const QString& what);
  void finished(const QString& what);
  void failed(const QString& what, const QString& sentence);
  void cancelled(const QString& what);

 private:
  struct Job {
    QString what;
    std::function<Files(const Progress&)> work;
    std::function<void(const Files&)> done;
  };
  struct State {  // shared with the pool thread
    std::atomic<double> done{0.0};
    std::atomic<bool> cancel{false};
  };
  void next();
  void look();
  std::deque<Job> waiting_;
  std::shared_ptr<State> state_;
  QTimer timer_;
  QLabel* what_;
  QProgressBar* bar_;
  QPushButton* cancel_;
};

}  // namespace tandem::gui
