// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include "tandem/tables/table.h"

class QWidget;

namespace tandem::gui {

class JobStrip;
class Session;

/// Asks for the file and its format (CSV, IOHanalyzer, JSON, MATLAB, HTML report), and adds the job. `tandem` writes
/// the file, so that it is the same as from the command line; it appears complete or not at all.
void exportResults(QWidget& parent, JobStrip& jobs, Session& session, const QString& file);
/// Asks where to, and adds the job; the ending decides the form (LaTeX, CSV, Excel, Markdown, JSON, text).
void exportTable(QWidget& parent, JobStrip& jobs, Session& session, Table table, const TableStyle& style);

}  // namespace tandem::gui
