// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <limits>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/points.h"
#include "cli/running/experiment.h"
#include "cli/running/instance.h"
#include "tandem/error.h"

namespace tandem::cli::evaluate {
namespace {

constexpr int kBatch = 1024;

/// Clips as the evaluation of a run does; true if the point was outside.
bool clip(std::span<double> point, const TaskInfo& task) {
  bool outside = false;
  for (std::size_t j = 0; j < point.size(); ++j) {
    const double inside = std::clamp(point[j], task.lower[j], task.upper[j]);
    outside = outside || inside != point[j];
    point[j] = inside;
  }
  return outside;
}

void append(std::string& text, double value) {
  if (!text.empty() && text.back() != '\n') text += ',';
  if (std::isnan(value)) {
    text += "nan";
  } else {
    fmt::format_to(std::back_inserter(text), "{:.17g}", value);
  }
}

int run(const Arguments& args) {
  const BuiltProblem built = buildFromArguments(args, args.text("PROBLEM"));
  const DeviceSession session(parseDevice(args.text("device", "cpu"), "--device"), {built.problem},
                              {.fallback = args.has("device-fallback")});
  const Problem& problem = session.problem(0);
  if (args.has("device") && !session.onDevice(0)) note("tandem: evaluated by " + session.label(0));
  if (!args.has("task") && problem.taskCount() > 1) {
    args.refuse("'" + args.text("PROBLEM") + "' has " + std::to_string(problem.taskCount()) +
                " tasks; say which one with --task T (from 1).");
  }
  const auto taskNumber = static_cast<int>(args.integer("task", 1, problem.taskCount(), 1));
  const TaskInfo& task = problem.tasks()[taskNumber - 1];

  std::ios::sync_with_stdio(false);
  PointReader reader(std::cin, task.dim, "task " + std::to_string(taskNumber) + " of '" + args.text("PROBLEM") + "'");
  Matrix points(kBatch, task.dim);
  Matrix objectives(kBatch, task.objectives);
  Matrix constraints(kBatch, task.constraints);
  Workspace workspace;
  const std::unique_ptr<ProblemState> state = problem.makeState();
  EvalContext context{
      .workspace = workspace, .noiseKey = hashText("evaluate", args.natural("seed", 1)), .state = state.get()};
  std::int64_t outside = 0;
  std::string text;
  while (const int count = reader.read(points)) {
    if (task.bounded) {
      for (int i = 0; i < count; ++i) outside += clip(points.row(i), task) ? 1 : 0;
    }
    problem.evaluate(taskNumber - 1, points.view().rowRange(0, count), objectives.view().rowRange(0, count),
                     constraints.view().rowRange(0, count), context);
    context.firstEvaluation += count;
    text.clear();
    for (int i = 0; i < count; ++i) {
      for (const double value : objectives.row(i)) append(text, value);
      double cv = 0.0;
      for (const double g : constraints.row(i)) {
        cv += std::isnan(g) ? std::numeric_limits<double>::infinity() : std::max(0.0, g);
      }
      append(text, cv);
      if (args.has("constraints")) {
        for (const double g : constraints.row(i)) append(text, g);
      }
      text += '\n';
    }
    print(text);
  }
  if (outside > 0) {
    note(fmt::format("tandem: {} of the {} points lay outside the bounds {} and were clipped to them, as in a run.",
                     outside, context.firstEvaluation, "of task " + std::to_string(taskNumber)));
  }
  return 0;
}

}  // namespace

Command command() {
  return {.name = "evaluate",
          .summary = "objective and constraint values of points you give",
          .group = Group::Explore,
          .rank = 30,
          .usage = {"tandem evaluate PROBLEM --task T [--instance official|synthetic] [--param k=v]... [--constraints] "
                    "< points.csv > values.csv"},
          .details =
              R"(One point per line, comma-separated, in real units, all D variables of the task. Output: one line per
point: the M objectives, then the constraint violation CV (the sum of max(0, g); 0 is feasible),
then with --constraints the individual constraint values g as the suite gives them (satisfied if <= 0;
many suites give the violations max(0, g)), each with 17 significant digits. Points outside the
bounds are clipped to them, as in a run. A line with the wrong number of values or with something
that is not a number ends the program with status 2 and the line's number.)",
          .examples = {{"echo 1,2,3 | tandem evaluate Sphere --param dim=3", "one point of a classical function"},
                       {"tandem evaluate CEC17-MTSO1-CI-HS --task 2 < points.csv > values.csv",
                        "many points of the second task"}},
          .declare =
              [](Options& o) {
                o.positional("PROBLEM", "name of a problem (see 'tandem list problems')");
                o.value("task,t", "T", "which task, from 1 (may be left out if there is only one)");
                declareInstance(o);
                o.list("param", "NAME=VALUE", "parameter of the problem, e.g. dim=30");
                o.flag("constraints", "append the individual constraint values");
                declareDevice(o);
                o.value("seed,s", "SEED", "randomness of noisy problems (default: 1)");
                o.catalogue();
              },
          .run = run};
}

}  // namespace tandem::cli::evaluate
