// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/describe.h"
#include "cli/export/export_mat.h"
#include "cli/output.h"
#include "cli/results.h"
#include "cli/running/progress.h"
#include "tandem/error.h"

namespace tandem::cli::export_results {
namespace {

using Json = nlohmann::ordered_json;

Json orNull(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// Walks the cells one at a time, so that the memory in use does not depend on the size of the experiment.
template <typename Each>
void eachCell(const ResultFile& file, const Each& each) {
  const ExperimentInfo& info = file.info();
  WorkProgress progress(info.problems.size() * info.algorithms.size(), "cells");
  for (std::size_t p = 0; p < info.problems.size(); ++p) {
    for (std::size_t a = 0; a < info.algorithms.size(); ++a) {
      each(info.problems[p], info.algorithms[a], file.cell(static_cast<int>(p), static_cast<int>(a)));
      progress.step();
    }
  }
}

bool there(const CellData& cell, int repetition) {
  return cell.status[repetition] == RunStatus::Finished;
}

std::int64_t evaluationsAt(const CellData& cell, int repetition, int checkpoint) {
  return cell.evaluations[static_cast<std::size_t>(repetition) * static_cast<std::size_t>(cell.checkpoints) +
                          static_cast<std::size_t>(checkpoint)];
}

/// Counts of imported results are unknown.
std::string countText(std::int64_t count) {
  return count == kUnknownCount ? exact(std::nan("")) : std::to_string(count);
}
Json countOrNull(std::int64_t count) {
  return count == kUnknownCount ? Json(nullptr) : Json(count);
}

/// Long form: a line per (run, task, checkpoint).
void writeCsv(const ResultFile& file, OutputFile& out) {
  out.write("problem,task,algorithm,repetition,checkpoint,evaluations,objective,cv\n");
  bool anyFronts = false;
  eachCell(file, [&](const ProblemRecord& problem, const AlgorithmRecord& algorithm, const CellData& cell) {
    anyFronts = anyFronts || problem.multiObjective();
    const std::string name = csvField(problem.name);
    const std::string alias = csvField(algorithm.alias);
    std::string text;
    for (int r = 0; r < cell.repetitions; ++r) {
      if (!there(cell, r)) continue;
      for (int t = 0; t < cell.tasks; ++t) {
        for (int k = 0; k < cell.checkpoints; ++k) {
          const std::size_t at = cell.at(r, t, k);
          text += fmt::format("{},{},{},{},{},{},{},{}\n", name, t + 1, alias, r + 1, k + 1,
                              countText(evaluationsAt(cell, r, k)), exact(cell.objective[at]), exact(cell.cv[at]));
        }
      }
    }
    out.write(text);
  });
  if (anyFronts) {
    note(
        "tandem: multi-objective runs have no single objective value (NaN, with the least CV); --fronts gives their "
        "populations.");
  }
}

/// Long form of multi-objective runs: a line per (run, task, checkpoint, individual).
void writeFronts(const ResultFile& file, OutputFile& out) {
  int most = 0;
  for (const ProblemRecord& problem : file.info().problems) {
    if (!problem.multiObjective()) continue;
    for (const TaskInfo& task : problem.tasks) most = std::max(most, task.objectives);
  }
  if (most == 0) throw InputError("'" + file.path() + "' has no multi-objective problem; leave out --fronts.");
  std::string header = "problem,task,algorithm,repetition,checkpoint,evaluations,individual";
  for (int m = 0; m < most; ++m) header += ",objective_" + std::to_string(m + 1);
  out.write(header + ",cv\n");
  eachCell(file, [&](const ProblemRecord& problem, const AlgorithmRecord& algorithm, const CellData& cell) {
    if (!problem.multiObjective()) return;
    for (int r = 0; r < cell.repetitions; ++r) {
      if (!there(cell, r)) continue;
      std::string text;
      for (int t = 0; t < cell.tasks; ++t) {
        for (int k = 0; k < cell.checkpoints; ++k) {
          const FrontRecord& front = cell.fronts[cell.at(r, t, k)];
          for (int i = 0; i < front.objectives.rows(); ++i) {
            text += fmt::format("{},{},{},{},{},{},{}", csvField(problem.name), t + 1, csvField(algorithm.alias), r + 1,
                                k + 1, countText(evaluationsAt(cell, r, k)), i + 1);
            for (int m = 0; m < most; ++m) {
              text += ',';
              if (m < front.objectives.cols()) text += exact(front.objectives(i, m));
            }
            text += ',' + exact(front.cv[i]) + '\n';
          }
        }
      }
      out.write(text);
    }
  });
}

/// Long form of the algorithms' own quantities: a line per (run, trace, task, donor, checkpoint); task and donor are
/// empty where the quantity is not theirs.
void writeTraces(const ResultFile& file, OutputFile& out) {
  out.write("problem,algorithm,repetition,trace,task,donor,checkpoint,evaluations,value\n");
  bool any = false;
  eachCell(file, [&](const ProblemRecord& problem, const AlgorithmRecord& algorithm, const CellData& cell) {
    for (int i = 0; i < isize(cell.traceInfo); ++i) {
      any = true;
      const TraceInfo& trace = cell.traceInfo[i];
      const int slots = traceSlots(trace.per, cell.tasks);
      const bool pairs = trace.per == TracePer::Pair && slots > cell.tasks;
      std::string text;
      for (int r = 0; r < cell.repetitions; ++r) {
        if (!there(cell, r)) continue;
        for (int s = 0; s < slots; ++s) {
          const std::string task = trace.per == TracePer::Run ? "" : std::to_string((pairs ? s / cell.tasks : s) + 1);
          const std::string donor = pairs ? std::to_string(s % cell.tasks + 1) : "";
          for (int k = 0; k < cell.checkpoints; ++k) {
            const double value = cell.traces[i][(static_cast<std::size_t>(r) * slots + s) * cell.checkpoints + k];
            text +=
                fmt::format("{},{},{},{},{},{},{},{},{}\n", csvField(problem.name), csvField(algorithm.alias), r + 1,
                            trace.name, task, donor, k + 1, countText(evaluationsAt(cell, r, k)), exact(value));
          }
        }
      }
      out.write(text);
    }
  });
  if (!any) note("tandem: no algorithm of the file reports quantities of its own.");
}

Json frontRecord(const FrontRecord& front) {
  Json objectives = Json::array();
  Json cv = Json::array();
  for (int i = 0; i < front.objectives.rows(); ++i) {
    Json point = Json::array();
    for (const double v : front.objectives.row(i)) point.push_back(orNull(v));
    objectives.push_back(std::move(point));
    cv.push_back(orNull(front.cv[i]));
  }
  return {{"objectives", std::move(objectives)}, {"cv", std::move(cv)}};
}

/// Values by checkpoint: of the run, a list of tasks, or a list of receivers with a list of donors each.
Json traceRecords(const CellData& cell, int r) {
  Json records = Json::object();
  for (int i = 0; i < isize(cell.traceInfo); ++i) {
    const int slots = traceSlots(cell.traceInfo[i].per, cell.tasks);
    const double* next = cell.traces[i].data() + static_cast<std::ptrdiff_t>(r) * slots * cell.checkpoints;
    const auto curve = [&] {
      Json values = Json::array();
      for (int k = 0; k < cell.checkpoints; ++k) values.push_back(orNull(*next++));
      return values;
    };
    const auto curves = [&](int count) {
      Json list = Json::array();
      for (int s = 0; s < count; ++s) list.push_back(curve());
      return list;
    };
    Json& record = records[cell.traceInfo[i].name];
    if (cell.traceInfo[i].per == TracePer::Run) {
      record = curve();
    } else if (slots == cell.tasks) {
      record = curves(slots);
    } else {
      record = Json::array();
      for (int t = 0; t < cell.tasks; ++t) record.push_back(curves(cell.tasks));
    }
  }
  return records;
}

Json runRecord(const ProblemRecord& problem, const AlgorithmRecord& algorithm, const CellData& cell, int r) {
  const auto rep = static_cast<std::size_t>(r);
  Json record = {{"problem", problem.name},
                 {"algorithm", algorithm.alias},
                 {"repetition", r + 1},
                 {"status", statusName(cell.status[rep])}};
  if (!cell.message[rep].empty()) record["message"] = cell.message[rep];
  if (cell.status[rep] == RunStatus::Missing) return record;
  record["seconds"] = orNull(cell.seconds[rep]);
  if (!there(cell, r)) return record;
  Json evaluations = Json::array();
  for (int k = 0; k < cell.checkpoints; ++k) evaluations.push_back(countOrNull(evaluationsAt(cell, r, k)));
  record["evaluations"] = std::move(evaluations);
  Json tasks = Json::array();
  for (int t = 0; t < cell.tasks; ++t) {
    Json spent = Json::array();
    Json objective = Json::array();
    Json cv = Json::array();
    Json fronts = Json::array();
    for (int k = 0; k < cell.checkpoints; ++k) {
      const std::size_t at = cell.at(r, t, k);
      spent.push_back(countOrNull(cell.taskEvaluations[at]));
      cv.push_back(orNull(cell.cv[at]));
      if (problem.multiObjective()) {
        fronts.push_back(frontRecord(cell.fronts[at]));
      } else {
        objective.push_back(orNull(cell.objective[at]));
      }
    }
    Json task = {{"task", t + 1}, {"evaluations", std::move(spent)}};
    if (problem.multiObjective()) {
      task["fronts"] = std::move(fronts);
    } else {
      task["objective"] = std::move(objective);
      task["cv"] = std::move(cv);
    }
    tasks.push_back(std::move(task));
  }
  record["tasks"] = std::move(tasks);
  if (!cell.traceInfo.empty()) record["traces"] = traceRecords(cell, r);
  return record;
}

/// {"experiment": ..., "runs": [one run a line]}: written piece by piece, read as one document.
void writeJson(const ResultFile& file, OutputFile& out) {
  out.write("{\"experiment\": " + experimentRecord(file.info()).dump() + ",\n\"runs\": [");
  bool first = true;
  eachCell(file, [&](const ProblemRecord& problem, const AlgorithmRecord& algorithm, const CellData& cell) {
    for (int r = 0; r < cell.repetitions; ++r) {
      out.write((first ? "\n" : ",\n") + runRecord(problem, algorithm, cell, r).dump());
      first = false;
    }
  });
  out.write("\n]}\n");
}

/// The CSV of IOHanalyzer: every improvement of the best feasible value; a task is a function of its own.
void writeIoh(const ResultFile& file, OutputFile& out) {
  if (file.info().imported()) {
    throw InputError("'" + file.path() + "' was imported from " + file.info().origin +
                     ", which does not record when improvements were found; export csv instead.");
  }
  out.write("EvaluationCount,Values,FunctionID,AlgorithmID,Dim,RunID\n");
  std::vector<std::string> left;
  int without = 0;
  eachCell(file, [&](const ProblemRecord& problem, const AlgorithmRecord& algorithm, const CellData& cell) {
    if (problem.multiObjective()) {
      if (left.empty() || left.back() != problem.name) left.push_back(problem.name);
      return;
    }
    for (int r = 0; r < cell.repetitions; ++r) {
      if (!there(cell, r)) continue;
      std::string text;
      for (int t = 0; t < cell.tasks; ++t) {
        const std::string function =
            csvField(cell.tasks == 1 ? problem.name : problem.name + "-T" + std::to_string(t + 1));
        const std::string tail =
            fmt::format("{},{},{},{}\n", function, csvField(algorithm.alias), problem.tasks[t].dim, r + 1);
        const auto& log = cell.improvements[static_cast<std::size_t>(r) * static_cast<std::size_t>(cell.tasks) +
                                            static_cast<std::size_t>(t)];
        const Improvement* last = nullptr;
        for (const Improvement& step : log) {
          if (step.cv > 0.0 || !std::isfinite(step.objective)) continue;
          text += fmt::format("{},{},{}", step.evaluations, exact(step.objective), tail);
          last = &step;
        }
        if (last == nullptr) {
          ++without;
          continue;
        }
        // A run must end with its last evaluation, else its budget, and with it the ERT, would be unknown.
        const std::int64_t spent = evaluationsAt(cell, r, cell.checkpoints - 1);
        if (last->evaluations < spent) text += fmt::format("{},{},{}", spent, exact(last->objective), tail);
      }
      out.write(text);
    }
  });
  if (without > 0) {
    note(fmt::format("tandem: {} runs of a task found no feasible solution and have no line.", without));
  }
  if (!left.empty()) {
    note("tandem: left out, because IOHanalyzer's CSV holds one value per evaluation: " + join(left, ", "));
  }
}

int run(const Arguments& args) {
  const ResultFile file(args.text("FILE.h5"));
  const std::string format = args.text("format");
  for (const char* table : {"fronts", "traces"}) {
    if (args.has(table) && format != "csv") args.refuse(fmt::format("--{} goes with --format csv.", table));
  }
  if (args.has("fronts") && args.has("traces")) args.refuse("--fronts and --traces are two tables; ask for one.");
  const Counts counts = countRuns(file);
  if (format == "mat") {
    // MATLAB files cannot be written to a pipe.
    if (isStandardOutput(args.text("output", "-"))) args.refuse("--format mat needs a file: -o OUT.mat.");
    writeMat(file, args.text("output"));
  } else {
    OutputFile out(args.text("output", "-"));
    const auto write = format == "json"     ? writeJson
                       : format == "ioh"    ? writeIoh
                       : args.has("fronts") ? writeFronts
                       : args.has("traces") ? writeTraces
                                            : writeCsv;
    write(file, out);
    out.close();
  }
  if (counts.failed + counts.missing > 0) {
    note(fmt::format("tandem: {} of {} runs are exported; {} failed, {} missing", counts.finished, counts.total(),
                     counts.failed, counts.missing));
  }
  return 0;
}

}  // namespace

Command command() {
  return {
      .name = "export",
      .summary = "results as CSV, JSON, for MATLAB or for IOHanalyzer",
      .group = Group::Results,
      .rank = 30,
      .usage = {"tandem export FILE.h5 --format csv|json|ioh|mat [-o OUT]"},
      .details = R"(csv   a line per run, task and checkpoint: problem,task,algorithm,repetition,checkpoint,evaluations,
      objective,cv. Evaluations are those of all tasks together, really spent; objective and cv belong
      to the best so far. With --fronts the populations of multi-objective runs, a line an individual.
json  {"experiment": provenance, algorithms, problems; "runs": everything recorded per checkpoint}.
ioh   CSV of IOHanalyzer: EvaluationCount,Values,FunctionID,AlgorithmID,Dim,RunID, a line for every
      improvement of the best feasible value and one for the last evaluation of the run (without it an
      ERT would be wrong); each task is a function (PROBLEM-T1, PROBLEM-T2, ...), and evaluations are
      those of all tasks together.
mat   MATLAB 5: the struct MTOData as MToP saves it (`tandem import` reads it back), and cells
      problem x algorithm of objective and cv [repetition x task x checkpoint], evaluations
      [repetition x checkpoint], status (1 finished, 2 failed, 0 missing), seconds, fronts; beside them
      problems, algorithms, instances, seed and the specification.
Tasks, repetitions and checkpoints count from 1; numbers have full precision.)",
      .examples = {{"tandem export first.h5 --format csv -o first.csv", "for a spreadsheet, R or pandas"},
                   {"tandem export first.h5 --format ioh -o first-ioh.csv", "for IOHanalyzer"},
                   {"tandem export first.h5 --format mat -o first.mat", "for MATLAB or SciPy"},
                   {"tandem export first.h5 --format json | jq '.runs[0]'", "the first run"}},
      .declare =
          [](Options& o) {
            o.positional("FILE.h5", "result file of an experiment");
            o.value("format,f", "csv|json|ioh|mat", "which form");
            o.value("output,o", "OUT", "file to write; default or '-': standard output");
            o.flag("fronts", "populations of multi-objective runs (csv)")
                .flag("traces", "quantities that the algorithms report of themselves (csv)");
          },
      .run = run};
}

}  // namespace tandem::cli::export_results
