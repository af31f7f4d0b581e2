// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"

namespace tandem::figures {

struct TraceOptions {
  std::string trace = {};  ///< name; empty: all that any of the algorithms reports
  int task = -1;           ///< from 0; -1: all
  bool band = true;
  Scale y = Scale::Auto;
  bool mean = false;    ///< means with their confidence band instead of medians with quartiles
  double alpha = 0.05;  ///< of the confidence band
};

/// The traces that algorithms report (RunContext::trace) against evaluations of all tasks: a panel per trace and task,
/// median and quartiles of the finished runs; for pairs of tasks, a line per donor. Throws InputError if no algorithm
/// reports any, or none of that name.
TANDEM_API Figure traceFigure(const ProblemRuns& runs, const TraceOptions& options = {});

}  // namespace tandem::figures
