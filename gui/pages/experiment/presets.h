// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

#include "tandem/specification/spec.h"

/// Named forms of Experiment: those shipped with the program, and those saved.
namespace tandem::gui {

struct Preset {
  QString name;
  QString path;  ///< a specification (.toml); without algorithms and problems, it concerns only the settings
  bool shipped = false;
};

/// The saved ones, by name, then the shipped ones.
[[nodiscard]] QList<Preset> presets();
[[nodiscard]] bool presetExists(const QString& name);
/// Replaces any preset of that name. Throws if the file system refuses.
void savePreset(const QString& name, const ExperimentSpec& spec);
void removePreset(const Preset& preset);
/// Throws if the file or specification is refused.
[[nodiscard]] ExperimentSpec presetSpec(const Preset& preset);

}  // namespace tandem::gui
