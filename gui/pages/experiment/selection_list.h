// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <vector>

#include "gui/models/entry_model.h"
#include "gui/work/session.h"

class QAction;
class QLabel;
class QTableView;

namespace tandem::gui {

class Hint;

/// The algorithms or problems chosen for an experiment: parameters of one or many, copies, names, order.
class SelectionList : public QWidget {
  Q_OBJECT
 public:
  SelectionList(Session& session, bool algorithms);
  [[nodiscard]] EntryModel& model() { return model_; }
  [[nodiscard]] const EntryModel& model() const { return model_; }
  /// Once nothing in this list is left to undo, Undo asks for the previous form.
  void setFormUndo(bool there);

 signals:
  void formUndoWanted();
  /// One line for the status bar.
  void said(const QString& text);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QAction* action(const char* name, const char* icon, const QString& text, const QKeySequence& keys, const QString& tip,
                  void (SelectionList::*slot)());
  [[nodiscard]] std::vector<int> rows() const;
  [[nodiscard]] std::vector<AlgorithmEntry> chosen(const std::vector<int>& rows) const;
  [[nodiscard]] QString titleOf(const std::vector<AlgorithmEntry>& entries) const;
  void select(const std::vector<int>& rows);
  void edit();
  void duplicate();
  void rename();
  void up();
  void down();
  void remove();
  void removeAll();
  void selectAll();
  void undo();
  void update();
  void fitColumns();

  Session& session_;
  bool algorithms_;
  EntryModel model_;
  QLabel* title_;
  QTableView* view_;
  Hint* hint_;
  std::vector<QAction*> needSelection_, needRows_;
  QAction* undo_ = nullptr;
  bool formUndo_ = false;
};

}  // namespace tandem::gui
