// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <QWidget>
#include <vector>

#include "gui/pages/results/table_job.h"
#include "gui/work/open_results.h"

class QListWidget;

namespace tandem::gui {

class Notice;
class Session;

/// The open files: which of them are shown, and messages about them (in the notice of the page).
class FilesPanel : public QWidget {
  Q_OBJECT
 public:
  FilesPanel(Session& session, Notice& notice);
  /// Asks for files to be opened.
  void open();
  [[nodiscard]] OpenFiles shown() const;
  /// The one that stays where two cannot be compared: opened last, unless the reader chose another one.
  [[nodiscard]] const QString& first() const { return first_; }
  /// The file marked in the list, else the first one; empty: none is open.
  [[nodiscard]] QString marked() const;
  /// Says which files cannot be shown beside the others, and offers remedies.
  void setLeftOut(const std::vector<LeftOut>& files);

 signals:
  /// Other files are shown, or another one is the first.
  void changed();
  /// Files are to be compared although their instances or budgets differ.
  void mixedWanted();

 private:
  void connectAll();
  void filesChanged();
  void list();
  void hideFiles(const QStringList& paths, bool hidden);
  void closeFiles(const QStringList& paths);
  void showMenu(const QPoint& at);
  [[nodiscard]] QStringList chosen() const;

  Session& session_;
  Notice& notice_;
  QListWidget* files_;
  QStringList known_, hidden_;  // all seen so far; those that are not to be shown
  QStringList leftOut_;         // that are not in the table
  QString first_;
};

}  // namespace tandem::gui
