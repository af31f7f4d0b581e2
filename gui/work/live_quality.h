// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/engine/run.h"

namespace tandem::gui {

/// What is known about a problem, in the form that metrics take.
ProblemRecord recordOf(const BuiltProblem& built, const ProblemInfo& info);

/// One number per task for the quality of a population of a multi-objective problem: IGD where all Pareto fronts are
/// known, else HV-RefPoint where all reference points are, else the mean range of the objectives. The first two are the
/// metrics of the registry, so that a live curve ends at the value of the table.
class LiveQuality {
 public:
  LiveQuality(std::shared_ptr<const Catalogue> catalogue, ProblemRecord problem);
  /// Axis label.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Of the populations, one value per task (NaN: undefined).
  [[nodiscard]] std::vector<double> of(std::span<const Population> populations) const;
  /// Of a finished run: [task][checkpoint].
  [[nodiscard]] std::vector<std::vector<double>> of(const RunRecord& record) const;

 private:
  [[nodiscard]] std::vector<std::vector<double>> compute(std::vector<FrontRecord> fronts, int checkpoints) const;
  std::shared_ptr<const Catalogue> catalogue_;
  ProblemRecord problem_;
  const MetricInfo* metric_ = nullptr;
  std::string name_ = "mean range of the objectives";
};

}  // namespace tandem::gui
