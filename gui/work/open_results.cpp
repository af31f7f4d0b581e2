// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/open_results.h"

#include "tandem/error.h"

namespace tandem::gui {

std::vector<ResultSource> sourcesOf(const OpenFiles& files, const std::shared_ptr<ReadLock>& lock) {
  std::vector<ResultSource> sources;
  for (const auto& file : files) {
    ResultSource& source = sources.emplace_back(sourceOf(*file));
    source.cell = [file, lock](int problem, int algorithm, CellDetail detail) {
      const std::lock_guard held(*lock);
      if (lock->ended()) throw Cancelled();
      return file->cell(problem, algorithm, detail);
    };
  }
  return sources;
}

}  // namespace tandem::gui
