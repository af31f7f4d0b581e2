// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <map>

#include "gui/work/session.h"
#include "tandem/editing/edit.h"

class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace tandem::gui {

class JobStrip;
class Notice;

/// The open files down to the single run, and what can be done with them: merge, split, trim, reorder, rename, import,
/// export. Originals never change: what is moved, renamed or left out here is written to a new file.
class DataPage : public QWidget {
  Q_OBJECT
 public:
  explicit DataPage(Session& session);
  /// Asks whether unwritten changes to these files may be lost. True if there are none.
  [[nodiscard]] bool mayLoseChanges(const QStringList& paths);

 private:
  QWidget* buttons();
  void refresh();
  void fillFile(QTreeWidgetItem& top, const ResultFile& file);
  void fillRuns(QTreeWidgetItem& problem);
  void renamed(QTreeWidgetItem* item, int column);
  void move(int by);
  void leaveOut();
  void undo();
  void merge();
  void split(SplitBy by);
  void trim();
  void saveArrangement();
  void update();
  [[nodiscard]] QStringList selected() const;
  [[nodiscard]] std::shared_ptr<ResultFile> fileOf(const QString& path) const;
  [[nodiscard]] Arrangement& pending(const QString& path);

  Session& session_;
  std::map<QString, Arrangement> pending_;  // files with unwritten changes
  Notice* notice_;
  QTreeWidget* tree_;
  JobStrip* jobs_;
  std::vector<QPushButton*> needFile_, needEntry_;
  QPushButton *merge_ = nullptr, *save_ = nullptr, *undo_ = nullptr;
  bool filling_ = false;
};

}  // namespace tandem::gui
