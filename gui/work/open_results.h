// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <memory>
#include <vector>

#include "gui/work/read_lock.h"
#include "tandem/store/result_file.h"
#include "tandem/tables/table.h"

namespace tandem::gui {

using OpenFiles = std::vector<std::shared_ptr<ResultFile>>;

/// Open files in the form that tables and figures take, for a job on another thread. The lock is the session's
/// (readLock()); it is held while a cell is read, so that jobs take turns. The files stay open as long as the sources
/// are kept. Once the session is gone, reading a cell throws Cancelled: nobody waits for it any more.
std::vector<ResultSource> sourcesOf(const OpenFiles& files, const std::shared_ptr<ReadLock>& lock);

}  // namespace tandem::gui
