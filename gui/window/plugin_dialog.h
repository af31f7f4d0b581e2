// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

class QListWidget;
class QPushButton;

namespace tandem::gui {

class Session;

/// The folders in which plug-ins are looked for, what they brought, and why one was left out.
class PluginDialog : public QDialog {
  Q_OBJECT
 public:
  PluginDialog(const Session& session, QWidget* parent);

 private:
  void add();
  void remove();
  void keep();
  QListWidget* folders_;
  QPushButton* remove_;
};

}  // namespace tandem::gui
