// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTextBrowser>

#include "gui/work/session.h"

namespace tandem::gui {

/// How the open files were made: versions, seed, machine, times, instances, parameters, specification.
class ProvenanceView : public QTextBrowser {
  Q_OBJECT
 public:
  explicit ProvenanceView(Session& session);

 private:
  void refresh();
  Session& session_;
  int wanted_ = 0;
};

}  // namespace tandem::gui
