// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <optional>

#include "engine/journals.h"
#include "tandem/engine/transport.h"

namespace tandem {

/// The leader's side of an experiment that several processes share: hands out runs as the others request them, until
/// `take` has no more and everything handed out has been returned and passed to `deliver`, or until control.stop is
/// set. A worker's wish to stop sets control.stop. Throws Error if a worker refuses the plan or sends nonsense.
void leadWorkers(Transport& transport, const Plan& plan, const Journals& journals, RunControl& control,
                 const std::function<std::optional<RunKey>()>& take,
                 const std::function<void(std::unique_ptr<RunRecord>)>& deliver);

}  // namespace tandem
