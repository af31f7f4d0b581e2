// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QWidget;

namespace tandem::gui {

/// Asks for the path of an export, starting in the folder of the last one. Empty if cancelled.
[[nodiscard]] QString askExport(QWidget* parent, const QString& title, const QString& name, const QString& filter);

}  // namespace tandem::gui
