// SPDX-License-Identifier: Apache-2.0
// Statistical comparison of our algorithms with
//  (a) recorded result distributions of the reference implementation (TANDEM_REFERENCE_DIR/algorithms), and
//  (b) the tables printed in the CEC17-MTSO report (TANDEM_REFERENCE_DIR/published).
// Prints Markdown. With --check FILE it exits with 1 if a cell is different and FILE does not explain it.
#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/data_import.h"
#include "tandem/engine/run.h"
#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kSkipped = 77;         // ctest's SKIP_RETURN_CODE
constexpr int kRecorded = 100;       // our checkpoints, among which the reference's are looked up
constexpr int kCurve = 10;           // checkpoints of the reference
constexpr double kCurveLimit = 2.4;  // mean |z| from which a curve counts as different

struct Options {
  int repetitions = 25;
  std::string only;       // glob over algorithm names
  std::string explained;  // file for --check
  bool published = true;
  std::uint64_t seed = 2026;
};

/// Executes jobs 0..n-1 on all cores; each must put its result in a slot of its own.
template <typename Job>
void parallel(std::size_t n, const Job& job) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < n; i = next++) job(i);
  };
  std::vector<std::jthread> threads;
  for (unsigned t = 1; t < std::max(1U, std::thread::hardware_concurrency()); ++t) threads.emplace_back(work);
  work();
}

std::vector<RunRecord> repeat(const AlgorithmInfo& info, const ParamValues& params, const BuiltProblem& built,
                              const std::string& key, int population, std::int64_t budget, const Options& options,
                              int repetitions) {
  std::vector<RunRecord> records(static_cast<std::size_t>(repetitions));
  parallel(records.size(), [&](std::size_t r) {
    const std::unique_ptr<Algorithm> algorithm = info.make();
    setParams(*algorithm, params, info.name);
    RunRequest request;
    request.problem = built.problem.get();
    request.problemKey = key;
    request.seed = options.seed;
    request.repetition = static_cast<int>(r);
    request.budget = budget;
    request.population = population;
    request.checkpoints = kRecorded;
    records[r] = executeRun(*algorithm, request);
  });
  for (const RunRecord& r : records) {
    if (r.status != RunStatus::Finished) throw Error(info.name + " failed: " + r.message);
  }
  return records;
}

/// The first record at or after that many evaluations (the reference's rule), of a run with `checkpoints` records.
int recordAt(const RunRecord& run, double evaluations) {
  int k = 0;
  while (k + 1 < run.checkpoints && static_cast<double>(run.evaluations[k]) < evaluations) ++k;
  return k;
}

/// Value of each repetition per task after that many evaluations: best objective, or IGD for multi-objective problems.
std::vector<std::vector<double>> valuesAt(const Catalogue& catalogue, const ProblemInfo& problem,
                                          const BuiltProblem& built, const std::vector<RunRecord>& records,
                                          double evaluations) {
  const int tasks = built.problem->taskCount();
  std::vector<std::vector<double>> values(static_cast<std::size_t>(tasks));
  if ((problem.labels & MultiObjective) == 0) {
    for (const RunRecord& r : records) {
      for (int t = 0; t < tasks; ++t) values[t].push_back(r.objective[t * r.checkpoints + recordAt(r, evaluations)]);
    }
    return values;
  }
  ProblemRecord record;
  record.name = problem.name;
  record.labels = problem.labels;
  record.tasks = built.problem->tasks();
  for (int t = 0; t < tasks; ++t) record.references.push_back(built.problem->reference(t));
  CellData cell;
  cell.repetitions = isize(records);
  cell.tasks = tasks;
  cell.checkpoints = 1;
  for (const RunRecord& r : records) {
    cell.status.push_back(r.status);
    cell.seconds.push_back(r.seconds);
    cell.message.push_back(r.message);
    const int k = recordAt(r, evaluations);
    cell.evaluations.push_back(r.evaluations[k]);
    for (int t = 0; t < tasks; ++t) {
      const auto last = static_cast<std::size_t>(t * r.checkpoints + k);
      cell.taskEvaluations.push_back(r.taskEvaluations[last]);
      cell.objective.push_back(r.objective[last]);
      cell.cv.push_back(r.cv[last]);
      cell.fronts.push_back(r.fronts[last]);
    }
  }
  const CellData* cells[] = {&cell};
  const MetricOutput igd = catalogue.metrics.find("IGD").make()->compute({record, cells});
  for (int t = 0; t < tasks; ++t) {
    for (int r = 0; r < cell.repetitions; ++r) values[t].push_back(igd.at(0, r, t, 0));
  }
  return values;
}

constexpr double kUndefined = std::numeric_limits<double>::infinity();  // ranks last

/// Normal deviate of the rank-sum of the first sample, ties corrected, undefined values last.
double rankSumZ(std::vector<double> a, std::vector<double> b) {
  for (std::vector<double>* v : {&a, &b}) {
    for (double& x : *v) x = std::isnan(x) ? kUndefined : x;
  }
  std::vector<double> all = a;
  all.insert(all.end(), b.begin(), b.end());
  const std::vector<double> ranks = stats::midRanks(all);
  const auto n = static_cast<double>(a.size());
  const auto m = static_cast<double>(b.size());
  const double total = n + m;
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += ranks[i];
  std::map<double, double> ties;
  for (const double x : all) ties[x] += 1.0;
  double tied = 0.0;
  for (const auto& [value, count] : ties) tied += count * count * count - count;
  const double variance = n * m / 12.0 * (total + 1.0 - tied / (total * (total - 1.0)));
  return variance > 0.0 ? (sum - n * (total + 1.0) / 2.0) / std::sqrt(variance) : 0.0;
}

struct Cell {
  std::string problem, algorithm;
  std::string params;  // other than the defaults
  int task = 0;
  double ours = 0.0, theirs = 0.0, ratio = 0.0, p = 1.0, adjusted = 1.0, a12 = 0.5;
  double curve = 0.0;  // mean |z| of the rank-sum over the checkpoints of the reference
  [[nodiscard]] bool different() const { return adjusted < 0.05 || curve > kCurveLimit; }
};

/// Every algorithm with its defaults, and again with the parameters that `explained` names for the reference's form.
std::vector<Cell> compareWithReference(const Catalogue& catalogue, const fs::path& root, const std::string& dataDir,
                                       const Options& options, const json& explained) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root / "algorithms")) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".json") && !name.ends_with(".finalobjs.json")) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<Cell> cells;
  for (const fs::path& file : files) {
    const json j = json::parse(std::ifstream(file));
    const std::string algorithm = j.at("algorithm");
    if (!catalogue.algorithms.contains(algorithm) || !catalogue.problems.contains(std::string(j.at("problem"))))
      continue;
    const AlgorithmInfo& info = catalogue.algorithms.find(algorithm);
    if (!options.only.empty() && !globMatch(options.only, info.name)) continue;
    const ProblemInfo& problem = catalogue.problems.find(std::string(j.at("problem")));
    if ((problem.labels & MultiObjective) != 0 && !catalogue.metrics.contains("IGD")) continue;
    const BuiltProblem built = buildProblem(catalogue, problem.name, {}, {Instance::Official, dataDir});
    std::vector<ParamValues> forms = {{}};
    if (explained.contains(info.name) && explained[info.name].contains("params")) {
      forms.push_back(explained[info.name]["params"].get<ParamValues>());
    }
    for (const ParamValues& params : forms) {
      const std::vector<RunRecord> records =
          repeat(info, params, built, problem.name, j.at("N"), j.at("maxFE"), options, options.repetitions);
      const double budget = j.at("maxFE");
      const auto ours = valuesAt(catalogue, problem, built, records, 2.0 * budget);
      std::vector<std::vector<std::vector<double>>> along;  // [checkpoint][task][repetition]
      for (int c = 0; c < kCurve; ++c) {
        along.push_back(valuesAt(catalogue, problem, built, records, (c + 1) * budget / kCurve));
      }
      const bool multi = (problem.labels & MultiObjective) != 0;
      const char* field = multi ? "final_igd" : "final_obj";
      for (std::size_t t = 0; t < ours.size(); ++t) {
        std::vector<double> theirs;
        for (const json& run : j.at("runs")) {
          if (!run.at(field).at(t).is_null()) theirs.push_back(run.at(field).at(t));
        }
        if (theirs.empty()) continue;
        Cell c;
        c.problem = problem.name;
        c.algorithm = info.name;
        for (const auto& [name, value] : params) c.params += (c.params.empty() ? ":" : ",") + name + "=" + value;
        c.task = static_cast<int>(t) + 1;
        c.ours = stats::median(ours[t]);
        c.theirs = stats::median(theirs);
        c.ratio = c.ours / c.theirs;
        c.p = stats::rankSum(ours[t], theirs).p;
        c.a12 = stats::varghaDelaney(ours[t], theirs);
        for (int k = 0; k < kCurve; ++k) {
          std::vector<double> recorded;
          for (const json& run : j.at("runs")) {
            const json& value = run.at(multi ? "conv_igd" : "conv_obj").at(t).at(k);
            recorded.push_back(value.is_null() ? kUndefined : value.get<double>());
          }
          c.curve += std::abs(rankSumZ(along[k][t], recorded)) / kCurve;
        }
        cells.push_back(c);
      }
    }
    fmt::print(stderr, "{} on {} done\n", info.name, problem.name);
  }
  std::vector<double> p;
  for (const Cell& c : cells) p.push_back(c.p);
  const std::vector<double> adjusted = stats::holm(p);
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i].adjusted = adjusted[i];
  return cells;
}

struct PublishedCell {
  std::string problem, algorithm;
  int task = 0;
  double ourMean = 0.0, ourSd = 0.0, mean = 0.0, sd = 0.0, z = 0.0;
};

/// Table III of the report under its own protocol: operators of the report, MFEA with 100 individuals in total, SOEA
/// with 100 per task, 100,000 evaluations for both tasks together.
std::vector<PublishedCell> compareWithReport(const Catalogue& catalogue, const fs::path& root,
                                             const std::string& dataDir, const Options& options) {
  std::map<std::string, std::map<std::string, double>> printed;  // "CI+HS,T1,MFEA" -> stat -> value
  std::ifstream in(root / "published" / "published.csv");
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> f;
    std::stringstream fields(line);
    for (std::string each; std::getline(fields, each, ',');) f.push_back(each);
    if (f.size() < 7 || f[0] != "Da2017-TableIII" || (f[5] != "mean" && f[5] != "std")) continue;
    printed[f[2] + "," + f[3] + "," + f[4]][f[5]] = std::stod(f[6]);
  }
  const std::vector<std::pair<std::string, std::string>> problems = {
      {"CI+HS", "CEC17-MTSO1-CI-HS"}, {"CI+MS", "CEC17-MTSO2-CI-MS"}, {"CI+LS", "CEC17-MTSO3-CI-LS"},
      {"PI+HS", "CEC17-MTSO4-PI-HS"}, {"PI+MS", "CEC17-MTSO5-PI-MS"}, {"PI+LS", "CEC17-MTSO6-PI-LS"},
      {"NI+HS", "CEC17-MTSO7-NI-HS"}, {"NI+MS", "CEC17-MTSO8-NI-MS"}, {"NI+LS", "CEC17-MTSO9-NI-LS"}};
  std::vector<PublishedCell> cells;
  for (const auto& [label, name] : problems) {
    const BuiltProblem built = buildProblem(catalogue, name, {}, {Instance::Official, dataDir});
    for (const auto& [printedName, ourName, population] :
         {std::tuple{"MFEA", "MFEA", 50}, std::tuple{"SOEA", "GA", 100}}) {
      const AlgorithmInfo& info = catalogue.algorithms.find(ourName);
      const std::vector<RunRecord> records =
          repeat(info, {{"operators", "report"}}, built, name, population, 100000, options, 20);
      const auto values = valuesAt(catalogue, catalogue.problems.find(name), built, records, 1e300);
      for (int t = 0; t < 2; ++t) {
        const auto& print = printed.at(label + ",T" + std::to_string(t + 1) + "," + printedName);
        PublishedCell c{name,
                        info.name,
                        t + 1,
                        stats::mean(values[t]),
                        stats::standardDeviation(values[t]),
                        print.at("mean"),
                        print.at("std"),
                        0.0};
        c.z = (c.ourMean - c.mean) / std::sqrt((c.ourSd * c.ourSd + c.sd * c.sd) / 20.0);
        cells.push_back(c);
      }
    }
    fmt::print(stderr, "{} against the report done\n", name);
  }
  return cells;
}

int mainWithErrors(const std::vector<std::string>& args) {
  Options options;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (args[i] == "--check" && i + 1 < args.size()) {
      options.explained = args[++i];
    } else if (args[i] == "--only" && i + 1 < args.size()) {
      options.only = args[++i];
    } else if (args[i] == "--repetitions" && i + 1 < args.size()) {
      options.repetitions = std::stoi(args[++i]);
    } else if (args[i] == "--no-published") {
      options.published = false;
    } else {
      throw InputError(
          "Usage: tandem_fidelity [--check EXPLAINED.json] [--only GLOB] [--repetitions R] [--no-published]");
    }
  }
  const char* reference = std::getenv("TANDEM_REFERENCE_DIR");
  const char* data = std::getenv("TANDEM_MTO_DATA_DIR");
  if (reference == nullptr || *reference == '\0' || data == nullptr || *data == '\0') {
    fmt::print("SKIPPED: set TANDEM_REFERENCE_DIR and TANDEM_MTO_DATA_DIR to compare with recorded results.\n");
    return kSkipped;
  }
  const fs::path dataDir = fs::temp_directory_path() / fmt::format("tandem-fidelity-{}", ::getpid());
  const Catalogue catalogue = builtinCatalogue();
  importData(catalogue, data, dataDir.string());
  json explained = json::object();
  if (!options.explained.empty()) explained = json::parse(std::ifstream(options.explained));
  const std::vector<Cell> cells = compareWithReference(catalogue, reference, dataDir.string(), options, explained);
  std::vector<PublishedCell> published;
  if (options.published) published = compareWithReport(catalogue, reference, dataDir.string(), options);
  fs::remove_all(dataDir);

  int unexplained = 0;
  fmt::print("### Against the reference implementation\n\n");
  fmt::print(
      "{} repetitions of ours, rank-sum test of the final values, Holm over all {} cells; curve: mean |z| of the "
      "rank-sum at "
      "the ten checkpoints of the reference (above 2.4: another curve). A row marked * has the parameters of the "
      "reference's form.\n\n",
      options.repetitions, cells.size());
  fmt::print(
      "| problem | algorithm | task | our median | reference median | ratio | A12 | p | p (Holm) | curve | verdict "
      "|\n");
  fmt::print("|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (const Cell& c : cells) {
    std::string verdict = "compatible";
    if (c.different()) {
      // In the reference's own form, nothing is left to explain.
      const bool known = explained.contains(c.algorithm) && c.params.empty();
      verdict = known ? "different (explained)" : "**different**";
      unexplained += known ? 0 : 1;
    }
    fmt::print("| {} | {} | {} | {:.4g} | {:.4g} | {:.3f} | {:.2f} | {:.2g} | {:.2g} | {:.2f} | {} |\n", c.problem,
               c.algorithm + (c.params.empty() ? "" : " *"), c.task, c.ours, c.theirs, c.ratio, c.a12, c.p, c.adjusted,
               c.curve, verdict);
  }
  if (options.published) {
    fmt::print("\n### Against the CEC17-MTSO report (Da et al. 2017, Table III)\n\n");
    fmt::print("| problem | algorithm | task | our mean (sd) | printed mean (sd) | z |\n|---|---|---|---|---|---|\n");
    for (const PublishedCell& c : published) {
      fmt::print("| {} | {} | {} | {:.4g} ({:.3g}) | {:.4g} ({:.3g}) | {:.2f} |\n", c.problem, c.algorithm, c.task,
                 c.ourMean, c.ourSd, c.mean, c.sd, c.z);
      const std::string key = c.algorithm + " " + c.problem + " T" + std::to_string(c.task);
      if (std::abs(c.z) > 3.0 && !explained.contains(key)) ++unexplained;
    }
  }
  fmt::print("\n### Explained differences\n\n");
  for (const auto& [name, why] : explained.items()) fmt::print("- {}: {}\n", name, why.at("why").get<std::string>());
  if (!options.explained.empty() && unexplained > 0) {
    fmt::print(stderr, "{} cells are different and not explained in {}.\n", unexplained, options.explained);
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace tandem

int main(int argc, char** argv) {
  try {
    return tandem::mainWithErrors({argv + 1, argv + argc});
  } catch (const std::exception& e) {
    fmt::print(stderr, "tandem_fidelity: {}\n", e.what());
    return 2;
  }
}
