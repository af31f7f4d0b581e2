// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

#include "cli/command.h"
#include "cli/describe.h"
#include "cli/export/export_mat.h"
#include "cli/output.h"
#include "cli/results.h"
#include "cli/running/progress.h"
#include "tandem/editing/edit.h"
#include "tandem/error.h"
#include "tandem/tables/names.h"

namespace tandem::cli::export_results {
namespace {

using Json = nlohmann::ordered_json;

Json orNull(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// The runs of an algorithm on a problem, which is named as in tables.
struct Item {
  const ProblemRecord& problem;
  const std::string& title;
  const AlgorithmRecord& algorithm;
  int p = 0, a = 0;  ///< their indices in the file
};

/// Walks through the cells one at a time, so that memory use does not depend on the size of the experiment.
template <typename Each>
void eachItem(const ResultFile& file, const Each& each) {
  const ExperimentInfo& info = file.info();
  const std::vector<std::string> titles = problemNames(info.problems);
  WorkProgress progress(info.problems.size() * info.algorithms.size(), "cells");
  for (int p = 0; p < isize(info.problems); ++p) {
    for (int a = 0; a < isize(info.algorithms); ++a) {
      each(Item{info.problems[p], titles[p], info.algorithms[a], p, a});
      progress.step();
    }
  }
}
template <typename Each>
void eachCell(const ResultFile& file, const Each& each) {
  eachItem(file, [&](const Item& item) { each(item, file.cell(item.p, item.a)); });
}
/// All runs of an item in order, for data that a cell lacks: decisions. In batches: every read costs, and all of
/// them at once may be too much.
template <typename Each>
void eachRun(const ResultFile& file, const Item& item, const Each& each) {
  constexpr int kAtOnce = 100;
  const int all = file.info().repetitions;
  for (int first = 0; first < all; first += kAtOnce) {
    for (const RunRecord& run : file.runs(item.p, item.a, first, std::min(kAtOnce, all - first))) each(run);
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

/// Long form: one line per (run, task, checkpoint).
void writeCsv(const ResultFile& file, OutputFile& out) {
  out.write("problem,task,algorithm,repetition,checkpoint,evaluations,objective,cv\n");
  bool anyFronts = false;
  eachCell(file, [&](const Item& item, const CellData& cell) {
    anyFronts = anyFronts || item.problem.multiObjective();
    const std::string name = csvField(item.title);
    const std::string alias = csvField(item.algorithm.alias);
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

/// Long form of multi-objective runs: one line per (run, task, checkpoint, individual).
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
  eachCell(file, [&](const Item& item, const CellData& cell) {
    if (!item.problem.multiObjective()) return;
    for (int r = 0; r < cell.repetitions; ++r) {
      if (!there(cell, r)) continue;
      std::string text;
      for (int t = 0; t < cell.tasks; ++t) {
        for (int k = 0; k < cell.checkpoints; ++k) {
          const FrontRecord& front = cell.fronts[cell.at(r, t, k)];
          for (int i = 0; i < front.objectives.rows(); ++i) {
            text += fmt::format("{},{},{},{},{},{},{}", csvField(item.title), t + 1, csvField(item.algorithm.alias),
                                r + 1, k + 1, countText(evaluationsAt(cell, r, k)), i + 1);
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

/// Long form of the algorithms' traces: one line per (run, trace, task, donor, checkpoint); task and donor are empty
/// where they do not apply.
void writeTraces(const ResultFile& file, OutputFile& out) {
  out.write("problem,algorithm,repetition,trace,task,donor,checkpoint,evaluations,value\n");
  bool any = false;
  eachCell(file, [&](const Item& item, const CellData& cell) {
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
                fmt::format("{},{},{},{},{},{},{},{},{}\n", csvField(item.title), csvField(item.algorithm.alias), r + 1,
                            trace.name, task, donor, k + 1, countText(evaluationsAt(cell, r, k)), exact(value));
          }
        }
      }
      out.write(text);
    }
  });
  if (!any) note("tandem: no algorithm of the file reports quantities of its own.");
}

/// Long form of saved decisions, in real units: one line per (run, task, checkpoint) with the best ones, or per
/// individual of a multi-objective run.
void writeDecisions(const ResultFile& file, OutputFile& out) {
  if (!file.info().saveDecisions) {
    throw InputError("'" + file.path() + "' holds no decisions; run with --save-decisions to keep them.");
  }
  int widest = 0;
  for (const ProblemRecord& problem : file.info().problems) {
    for (const TaskInfo& task : problem.tasks) widest = std::max(widest, task.dim);
  }
  std::string header = "problem,task,algorithm,repetition,checkpoint,evaluations,individual";
  for (int d = 0; d < widest; ++d) header += ",x_" + std::to_string(d + 1);
  out.write(header + "\n");
  const auto writeRun = [&](const Item& item, const RunRecord& run) {
    std::string text;
    const auto line = [&](int t, int k, const std::string& individual, std::span<const double> values) {
      text += fmt::format("{},{},{},{},{},{},{}", csvField(item.title), t + 1, csvField(item.algorithm.alias),
                          run.repetition + 1, k + 1, countText(run.evaluations[k]), individual);
      for (int d = 0; d < widest; ++d) text += "," + (d < isize(values) ? exact(values[d]) : std::string());
      text += '\n';
    };
    for (int t = 0; t < run.tasks; ++t) {
      for (int k = 0; k < run.checkpoints; ++k) {
        const int slot = t * run.checkpoints + k;
        if (!item.problem.multiObjective()) {
          line(t, k, "", run.decisions[slot]);
          continue;
        }
        const Matrix& points = run.fronts[slot].decisions;
        for (int i = 0; i < points.rows(); ++i) line(t, k, std::to_string(i + 1), points.row(i));
      }
    }
    out.write(text);
  };
  eachItem(file, [&](const Item& item) {
    eachRun(file, item, [&](const RunRecord& run) {
      if (run.status == RunStatus::Finished) writeRun(item, run);
    });
  });
}

/// Offspring by donor and receiver since the previous checkpoint; a pair of equal numbers is native offspring.
void writeTransfer(const ResultFile& file, OutputFile& out) {
  out.write("problem,algorithm,repetition,checkpoint,donor,receiver,made,survived,improved\n");
  bool any = false;
  eachCell(file, [&](const Item& item, const CellData& cell) {
    if (!cell.transferReported) return;
    any = true;
    std::string text;
    for (int r = 0; r < cell.repetitions; ++r) {
      if (!there(cell, r)) continue;
      for (const TransferRow& row : cell.transfer[r]) {
        text += fmt::format("{},{},{},{},{},{},{},{},{}\n", csvField(item.title), csvField(item.algorithm.alias), r + 1,
                            row.checkpoint + 1, row.donor + 1, row.receiver + 1, row.counts.made, row.counts.survived,
                            row.counts.improved);
      }
    }
    out.write(text);
  });
  if (!any) note("tandem: no algorithm of the file reports its transfers.");
}

/// Null for anything but a finite number.
Json numbersOf(std::span<const double> values) {
  Json list = Json::array();
  for (const double v : values) list.push_back(orNull(v));
  return list;
}

Json transferRecords(const std::vector<TransferRow>& rows) {
  Json records = Json::array();
  for (const TransferRow& row : rows) {
    records.push_back({{"checkpoint", row.checkpoint + 1},
                       {"donor", row.donor + 1},
                       {"receiver", row.receiver + 1},
                       {"made", row.counts.made},
                       {"survived", row.counts.survived},
                       {"improved", row.counts.improved}});
  }
  return records;
}

Json frontRecord(const FrontRecord& front) {
  Json objectives = Json::array();
  Json cv = Json::array();
  for (int i = 0; i < front.objectives.rows(); ++i) {
    objectives.push_back(numbersOf(front.objectives.row(i)));
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

/// `run`: the same run with its decisions; null if none were saved.
Json runRecord(const Item& item, const CellData& cell, int r, const RunRecord* run) {
  const auto rep = static_cast<std::size_t>(r);
  const ProblemRecord& problem = item.problem;
  Json record = {{"problem", item.title},
                 {"algorithm", item.algorithm.alias},
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
    Json decisions = Json::array();
    for (int k = 0; k < cell.checkpoints; ++k) {
      const std::size_t at = cell.at(r, t, k);
      spent.push_back(countOrNull(cell.taskEvaluations[at]));
      cv.push_back(orNull(cell.cv[at]));
      if (problem.multiObjective()) {
        fronts.push_back(frontRecord(cell.fronts[at]));
        if (run == nullptr) continue;
        const Matrix& points = run->fronts[t * cell.checkpoints + k].decisions;
        for (int i = 0; i < points.rows(); ++i) fronts.back()["decisions"].push_back(numbersOf(points.row(i)));
      } else {
        objective.push_back(orNull(cell.objective[at]));
        if (run != nullptr) decisions.push_back(numbersOf(run->decisions[t * cell.checkpoints + k]));
      }
    }
    Json task = {{"task", t + 1}, {"evaluations", std::move(spent)}};
    if (problem.multiObjective()) {
      task["fronts"] = std::move(fronts);
    } else {
      task["objective"] = std::move(objective);
      task["cv"] = std::move(cv);
      if (run != nullptr) task["decisions"] = std::move(decisions);
    }
    tasks.push_back(std::move(task));
  }
  record["tasks"] = std::move(tasks);
  if (cell.transferReported) record["transfer"] = transferRecords(cell.transfer[rep]);
  if (!cell.traceInfo.empty()) record["traces"] = traceRecords(cell, r);
  return record;
}

/// {"experiment": ..., "runs": [one run a line]}: written piece by piece, but a single document.
void writeJson(const ResultFile& file, OutputFile& out) {
  out.write("{\"experiment\": " + experimentRecord(file.info()).dump() + ",\n\"runs\": [");
  bool first = true;
  eachCell(file, [&](const Item& item, const CellData& cell) {
    const auto write = [&](int r, const RunRecord* run) {
      out.write((first ? "\n" : ",\n") +
                runRecord(item, cell, r, run).dump(-1, ' ', false, Json::error_handler_t::replace));
      first = false;
    };
    if (file.info().saveDecisions) {
      eachRun(file, item, [&](const RunRecord& run) { write(run.repetition, &run); });
    } else {
      for (int r = 0; r < cell.repetitions; ++r) write(r, nullptr);
    }
  });
  out.write("\n]}\n");
}

/// A run's results on a task, as steps: the best feasible value from an evaluation on.
struct Steps {
  int repetition = 0;
  std::vector<std::pair<std::int64_t, double>> steps;
};

/// The runs of a task that found a feasible solution; each ends with its last evaluation.
std::vector<Steps> stepsOf(const CellData& cell, int task) {
  std::vector<Steps> all;
  for (int r = 0; r < cell.repetitions; ++r) {
    if (!there(cell, r)) continue;
    Steps run{r, {}};
    for (const Improvement& step : cell.improvements[r * cell.tasks + task]) {
      if (step.cv <= 0.0 && std::isfinite(step.objective)) run.steps.emplace_back(step.evaluations, step.objective);
    }
    if (run.steps.empty()) continue;
    const std::int64_t spent = evaluationsAt(cell, r, cell.checkpoints - 1);
    if (run.steps.back().first < spent) run.steps.emplace_back(spent, run.steps.back().second);
    all.push_back(std::move(run));
  }
  return all;
}

/// What a lean file has dropped looks as if it had never existed: the table would be empty without a reason.
void refuseLean(const ResultFile& file, const std::string& table) {
  const std::string& precision = file.info().precision;
  if (precision.empty() || !parsePrecision(precision).lean) return;
  const char* const lost = table == "ioh"         ? "the improvements between checkpoints"
                           : table == "traces"    ? "what algorithms report of themselves"
                           : table == "transfer"  ? "transfers"
                           : table == "decisions" ? "decisions"
                                                  : nullptr;
  if (lost == nullptr) return;
  throw InputError(fmt::format("'{}' is a lean file, trimmed without {}; export the file that it was made from{}.",
                               file.path(), lost, table == "ioh" ? ", or csv" : ""));
}

/// The CSV of IOHanalyzer: the best feasible value; each task is a separate function. Its reader makes a table of
/// evaluations and runs, and a hole in it (a run without a line where another has one) becomes NA, which its running
/// minimum spreads to the end of the run. So every run has a line wherever any run of its function and algorithm has
/// one.
void writeIoh(const ResultFile& file, OutputFile& out) {
  if (file.info().imported()) {
    throw InputError("'" + file.path() + "' was imported from " + file.info().origin +
                     ", which does not record when improvements were found; export csv instead.");
  }
  out.write("EvaluationCount,Values,FunctionID,AlgorithmID,Dim,RunID\n");
  std::vector<std::string> left;
  int without = 0;
  eachCell(file, [&](const Item& item, const CellData& cell) {
    if (item.problem.multiObjective()) {
      if (left.empty() || left.back() != item.title) left.push_back(item.title);
      return;
    }
    const auto finished = std::count(cell.status.begin(), cell.status.end(), RunStatus::Finished);
    for (int t = 0; t < cell.tasks; ++t) {
      const std::vector<Steps> runs = stepsOf(cell, t);
      without += static_cast<int>(finished - isize(runs));
      std::set<std::int64_t> evaluations;
      for (const Steps& run : runs) {
        for (const auto& [at, value] : run.steps) evaluations.insert(at);
      }
      const std::string function = csvField(cell.tasks == 1 ? item.title : item.title + "-T" + std::to_string(t + 1));
      for (const Steps& run : runs) {
        const std::string tail = fmt::format("{},{},{},{}\n", function, csvField(item.algorithm.alias),
                                             item.problem.tasks[t].dim, run.repetition + 1);
        std::string text;
        std::string value = "Inf";  // nothing feasible yet
        std::size_t next = 0;
        for (const std::int64_t at : evaluations) {
          while (next < run.steps.size() && run.steps[next].first <= at) value = exact(run.steps[next++].second);
          text += fmt::format("{},{},{}", at, value, tail);
        }
        out.write(text);
      }
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
  std::string table;
  for (const char* each : {"fronts", "traces", "transfer", "decisions"}) {
    if (!args.has(each)) continue;
    if (format != "csv") args.refuse(fmt::format("--{} goes with --format csv.", each));
    if (!table.empty()) args.refuse(fmt::format("--{} and --{} are two tables; ask for one.", table, each));
    table = each;
  }
  const Counts counts = countRuns(file);
  refuseLean(file, format == "ioh" ? format : table);
  if (format == "mat") {
    // MATLAB files cannot be written to a pipe.
    if (isStandardOutput(args.text("output", "-"))) args.refuse("--format mat needs a file: -o OUT.mat.");
    writeMat(file, args.text("output"));
  } else {
    OutputFile out(args.text("output", "-"));
    const auto write = format == "json"       ? writeJson
                       : format == "ioh"      ? writeIoh
                       : table == "fronts"    ? writeFronts
                       : table == "traces"    ? writeTraces
                       : table == "transfer"  ? writeTransfer
                       : table == "decisions" ? writeDecisions
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
      objective,cv. Evaluations are those of all tasks together, really spent; objective and cv are
      those of the best so far. Other tables instead: --fronts, --traces, --transfer, --decisions.
json  {"experiment": provenance, algorithms, problems; "runs": everything recorded per checkpoint}.
ioh   CSV of IOHanalyzer: EvaluationCount,Values,FunctionID,AlgorithmID,Dim,RunID; each task is a
      function (PROBLEM-T1, PROBLEM-T2, ...), and evaluations are those of all tasks together. A run has
      its best feasible value at every evaluation at which any run of the function and algorithm improved
      or ended (its reader would misread runs otherwise); Inf before the first feasible solution.
mat   MATLAB 5: the struct MTOData as MToP saves it (`tandem import` reads it back), and everything per
      problem and algorithm in cells; docs/results.md lists the variables.
Problems of the same name are followed by their parameters, as in tables. Tasks, repetitions and
checkpoints count from 1; numbers have full precision.)",
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
                .flag("traces", "quantities that the algorithms report about themselves (csv)")
                .flag("transfer", "offspring by donor and receiver, of algorithms that report it (csv)")
                .flag("decisions", "saved decisions in real units (csv)");
          },
      .run = run};
}

}  // namespace tandem::cli::export_results
