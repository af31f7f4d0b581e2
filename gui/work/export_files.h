// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QWidget;

namespace tandem::gui {

class JobStrip;
class Session;

/// Asks where to and in which form (CSV, IOHanalyzer, JSON, MATLAB, HTML report), and adds the job. `tandem` writes the
/// file, so that it is the one the command line would give; it is there whole or not at all.
void exportResults(QWidget& parent, JobStrip& jobs, Session& session, const QString& file);

}  // namespace tandem::gui
