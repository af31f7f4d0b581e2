// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <optional>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/specification/spec.h"

class QWidget;

namespace tandem::gui {

/// Parameters of algorithms or problems of an experiment. A problem may be a pattern that matches many.
class EntryParams {
 public:
  EntryParams(const Catalogue& catalogue, bool algorithms) : catalogue_(catalogue), algorithms_(algorithms) {}
  /// Declared by an entry (for a pattern: by all its matches), with the defaults as values. Throws InputError for an
  /// unknown name.
  [[nodiscard]] std::vector<ParamInfo> declared(const std::string& name) const;
  /// What several entries share: name and type; the range is the one that fits all.
  [[nodiscard]] std::vector<ParamInfo> common(const std::vector<AlgorithmEntry>& entries) const;
  /// Empty, or what is wrong with the entry: unknown name, parameter or value.
  [[nodiscard]] QString complaint(const AlgorithmEntry& entry) const;
  [[nodiscard]] bool algorithms() const { return algorithms_; }

 private:
  const Catalogue& catalogue_;
  bool algorithms_;
};

/// Asks for the parameters of one or several entries, and for their own evaluations and population; for several, shared
/// parameters are set for all, and untouched fields keep each one's value. Nothing if cancelled. Throws
/// InputError for an unknown name.
std::optional<std::vector<AlgorithmEntry>> askEntries(QWidget* parent, const QString& title, const EntryParams& params,
                                                      std::vector<AlgorithmEntry> entries);

}  // namespace tandem::gui
