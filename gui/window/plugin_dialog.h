// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

class QListWidget;
class QPushButton;

namespace tandem::gui {

class Session;

/// The folders searched for plug-ins, what these registered, and why any were left out.
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
