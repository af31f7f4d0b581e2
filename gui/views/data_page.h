// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "gui/app/session.h"

class QTreeWidget;

namespace tandem::gui {

/// The open files and what can be made of them: merge, split, trim. Originals never change.
class DataPage : public QWidget {
  Q_OBJECT
 public:
  explicit DataPage(Session& session);

 private:
  void refresh();
  void merge();
  void split(int by);
  void trim();
  void importOfficial();
  [[nodiscard]] QStringList selected() const;
  /// Off the GUI thread; opens the files that came out.
  void make(const QString& what, std::function<std::vector<std::string>()> work);

  Session& session_;
  QTreeWidget* tree_;
};

}  // namespace tandem::gui
