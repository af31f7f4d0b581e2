// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QTextBrowser>

class QLabel;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace tandem::gui {

/// A page of the manual; pictures are at most as wide as the page.
class ManualPage : public QTextBrowser {
  Q_OBJECT
 protected:
  [[nodiscard]] QVariant loadResource(int type, const QUrl& name) override;
};

/// The documentation in a separate window: contents by page and section, search over all of it.
class Manual : public QDialog {
  Q_OBJECT
 public:
  explicit Manual(QWidget* parent);
  /// Folder of the pages (*.md): installed beside the program, or in the source tree that it was built in. Empty if
  /// there is none.
  [[nodiscard]] static QString folder();

 private:
  void fill();
  void filter(const QString& text);
  void openItem(const QTreeWidgetItem& item);
  /// Shows a page, at the section with that title or anchor.
  void showPage(const QString& file, const QString& section);
  void follow(const QUrl& link);
  void mark();
  QString folder_;
  QLineEdit* search_;
  QTreeWidget* contents_;
  ManualPage* page_;
  QLabel* found_;
};

}  // namespace tandem::gui
