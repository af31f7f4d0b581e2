// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>

#include "gui/figures/dataset.h"
#include "gui/figures/figure.h"

namespace tandem::figures {

struct TraceOptions {
  std::string trace = {};  ///< name; empty: all that any of the algorithms reports
  int task = -1;           ///< from 0; -1: all
  bool band = true;
  Scale y = Scale::Auto;
  bool mean = false;    ///< means with their confidence band instead of medians with quartiles
  double alpha = 0.05;  ///< of the confidence band
};

/// What algorithms report of their own quantities (RunContext::trace) against evaluations of all tasks: a panel per
/// trace and task, median and quartiles of the finished runs; of a pair of tasks a line per donor. Throws InputError if
/// no algorithm reports any, or none of that name.
Figure traceFigure(const ProblemRuns& runs, const TraceOptions& options = {});

}  // namespace tandem::figures
