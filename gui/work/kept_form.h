// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <optional>
#include <string>

#include "tandem/specification/command_line.h"
#include "tandem/specification/spec.h"

/// The form of Experiment as it stands, kept in the settings while it is being filled in: the next start goes on with
/// it, however this one ends.
namespace tandem::gui {

struct KeptForm {
  ExperimentSpec spec;
  RunPlace place;
  std::string saved = {};  ///< the specification that a file holds, as toToml writes it
  QString document = {};   ///< that file
};
void keepForm(const KeptForm& form);
/// Nothing if none was kept, or if it cannot be read any more.
[[nodiscard]] std::optional<KeptForm> keptForm();

}  // namespace tandem::gui
