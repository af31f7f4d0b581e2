// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <qcustomplot.h>

#include "gui/rendering/layout.h"
#include "gui/rendering/theme.h"

namespace tandem::figures {

/// The axes of a panel with its data, without margins and texts, which are in the plan.
QCPAxisRect* addPanel(QCustomPlot& plot, const PanelPlan& plan, const Theme& theme);

}  // namespace tandem::figures
