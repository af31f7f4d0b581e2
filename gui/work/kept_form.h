// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <optional>
#include <string>

#include "tandem/specification/command_line.h"
#include "tandem/specification/spec.h"

/// The current form of Experiment, kept in the settings while it is being filled in: the next start continues with it,
/// however this one ends.
namespace tandem::gui {

struct KeptForm {
  ExperimentSpec spec;
  RunPlace place;
  std::string saved = {};  ///< the specification last saved, as written by toToml
  QString document = {};   ///< that file
};
void keepForm(const KeptForm& form);
/// Nothing if none was kept, or if it can no longer be read.
[[nodiscard]] std::optional<KeptForm> keptForm();

}  // namespace tandem::gui
