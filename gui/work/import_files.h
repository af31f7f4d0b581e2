// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <functional>

#include "gui/pages/common/notice.h"

class QWidget;

namespace tandem::gui {

class JobStrip;
class Session;

/// Asks for an MTOData file of MToP and where the result file goes, and adds the job; the result is opened. `told` gets
/// notes about it.
void importMtopResults(QWidget& parent, JobStrip& jobs, Session& session,
                       const std::function<void(Notice::Remark)>& told);

/// Asks for the folder of an MToP checkout and adds the job that reads the suites' official data from it. `told` gets
/// what was imported and what was refused.
void importOfficialData(QWidget& parent, JobStrip& jobs, Session& session,
                        const std::function<void(Notice::Remark)>& told);

}  // namespace tandem::gui
