// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>
#include <hdf5.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tandem/error.h"
#include "tandem/rng.h"
#include "tandem/store/result_file.h"
#include "temporary_folder.h"

/// Made-up experiments and helpers for tests of the store.
namespace tandem::testing {

using TempFolder = test::TemporaryFolder;

inline ProblemRecord makeProblem(const std::string& name, const std::vector<int>& dims, const std::vector<int>& objs) {
  ProblemRecord p;
  p.name = name;
  p.suite = "Made-up";
  p.labels = MultiTask | Unconstrained | (objs.front() > 1 ? MultiObjective : SingleObjective);
  p.params = {{"depth", "3"}, {"mode", "näive \"x\""}};
  p.budget = 12345678901;
  p.population = 77;
  p.instance = objs.front() > 1 ? Instance::Official : Instance::Synthetic;
  p.checksum = "c0ffee";
  Rng rng(hashText(name));
  for (std::size_t t = 0; t < dims.size(); ++t) {
    TaskInfo task{.name = "T" + std::to_string(t),
                  .dim = dims[t],
                  .objectives = objs[t],
                  .constraints = 2,
                  .bounded = t % 2 == 0};
    Reference ref;
    for (int d = 0; d < dims[t]; ++d) {
      task.lower.push_back(-rng.uniform());
      task.upper.push_back(rng.uniform());
    }
    if (objs[t] > 1) {
      ref.front = Matrix(5 + static_cast<int>(t), objs[t]);
      rng.fillUniform(ref.front.values());
      ref.hvReference.assign(objs[t], 1.1);
    } else if (t == 0) {
      ref.hasOptimum = true;
      ref.optimum = -0.25;
      ref.optimumPoint = task.lower;
    }
    p.tasks.push_back(task);
    p.references.push_back(ref);
  }
  return p;
}

/// Two problems (single- and multi-objective, tasks of different sizes), two algorithms.
inline ExperimentInfo makeInfo(int repetitions = 5, int checkpoints = 7, bool saveDecisions = true) {
  ExperimentInfo info;
  info.schema = 3;
  info.version = "0.1.0";
  info.revision = "abcdef";
  info.compiler = "g++ 12";
  info.flags = "-O3";
  info.host = "somewhere";
  info.started = "2026-01-02T03:04:05Z";
  info.seed = 0xfedcba9876543210ULL;
  info.repetitions = repetitions;
  info.checkpoints = checkpoints;
  info.saveDecisions = saveDecisions;
  info.specification = "seed = 1\n# ü\n";
  info.problems = {makeProblem("Single", {3, 5}, {1, 1}), makeProblem("Multi", {4, 2, 1}, {2, 3, 2})};
  info.algorithms = {{.name = "MFEA",
                      .alias = "MFEA (rmp=0.5)",
                      .twin = "GA",
                      .params = {{"rmp", ParamType::Real, "0.5", 0.0, 1.0, {}, "mating"},
                                 {"muC", ParamType::Integer, "2", 0.0, std::numeric_limits<double>::infinity(), {}, ""},
                                 {"fast", ParamType::Boolean, "true", 0, 1, {"false", "true"}, "quick"},
                                 {"kind", ParamType::Choice, "b", 0, 0, {"a", "b", "c d"}, "which"}},
                      .traces = {{"rmp", TracePer::Pair, 0.0, 1.0, "mating"},
                                 {"step", TracePer::Run, 0.0, std::numeric_limits<double>::infinity(), ""},
                                 {"F", TracePer::Task, 0.0, 1.0, "factor"}}},
                     {.name = "GA", .alias = "GA", .twin = "", .params = {}}};
  return info;
}

/// A record with every field filled by a stream that depends on its key alone.
inline RunRecord makeRecord(const ExperimentInfo& info, const RunKey& key) {
  Rng rng(hashText(std::to_string(key.problem) + "/" + std::to_string(key.algorithm) + "/" +
                   std::to_string(key.repetition)));
  const ProblemRecord& problem = info.problems[key.problem];
  const std::size_t tasks = problem.tasks.size();
  const auto checkpoints = static_cast<std::size_t>(info.checkpoints);
  const auto count = [&](int most) { return static_cast<std::int64_t>(rng.below(most)); };
  RunRecord r;
  r.problem = key.problem;
  r.algorithm = key.algorithm;
  r.repetition = key.repetition;
  r.status = RunStatus::Finished;
  r.message = key.repetition % 2 == 0 ? "" : "3 objectives were not finite, çà va " + std::to_string(key.repetition);
  r.seconds = rng.uniform();
  r.tasks = static_cast<int>(tasks);
  r.checkpoints = info.checkpoints;
  for (std::size_t k = 0; k < checkpoints; ++k) r.evaluations.push_back(count(1 << 30));
  for (std::size_t i = 0; i < tasks * checkpoints; ++i) {
    const TaskInfo& task = problem.tasks[i / checkpoints];
    r.taskEvaluations.push_back(count(1 << 30));
    r.objective.push_back(rng.normal());
    r.cv.push_back(rng.uniform());
    if (problem.multiObjective()) {
      FrontRecord front;
      const int rows = rng.below(6);  // empty ones too
      front.objectives = rows == 0 ? Matrix() : Matrix(rows, task.objectives);
      rng.fillUniform(front.objectives.values());
      front.cv.resize(rows);
      rng.fillUniform(front.cv);
      if (info.saveDecisions && rows > 0) front.decisions = Matrix(rows, task.dim);
      rng.fillUniform(front.decisions.values());
      r.fronts.push_back(front);
    } else if (info.saveDecisions) {
      r.decisions.emplace_back(static_cast<std::size_t>(task.dim));
      rng.fillUniform(r.decisions.back());
    }
  }
  r.improvements.resize(tasks);
  for (auto& log : r.improvements) {
    const int entries = rng.below(9);
    for (int i = 0; i < entries; ++i) log.push_back({count(100), count(100), rng.uniform(), rng.uniform()});
  }
  r.transferReported = key.algorithm == 0 && key.repetition != 1;
  if (r.transferReported) {
    for (int k = 0; k < static_cast<int>(checkpoints); ++k) {
      for (int pair = 0; pair < static_cast<int>(tasks * tasks); ++pair) {
        if (rng.chance(0.3)) continue;
        r.transfer.push_back(
            {k, pair / static_cast<int>(tasks), pair % static_cast<int>(tasks), {count(99), count(99), count(99)}});
      }
    }
  }
  for (std::size_t i = 0; i < tasks * static_cast<std::size_t>(kLedgerPurposes); ++i) r.ledger.push_back(count(1000));
  r.nonFinite = count(10);
  r.generations = count(1000);
  for (double& seconds : r.cost) seconds = rng.uniform();
  for (const TraceInfo& trace : info.algorithms[key.algorithm].traces) {
    auto& values = r.traces.emplace_back(traceSlots(trace.per, r.tasks) * checkpoints);
    rng.fillUniform(values);
  }
  if (key.problem == 1 && key.repetition != 0) {
    for (std::size_t t = 0; t < tasks; ++t) rng.fillUniform(r.state.emplace_back(t));  // of different lengths
  }
  if (key.algorithm == 1 && key.repetition % 3 == 1) r.device = "opencl:0 (double), Someone's GPU, driver 1.2";
  return r;
}

inline std::vector<RunKey> allKeys(const ExperimentInfo& info) {
  std::vector<RunKey> keys;
  for (int p = 0; p < isize(info.problems); ++p) {
    for (int a = 0; a < isize(info.algorithms); ++a) {
      for (int r = 0; r < info.repetitions; ++r) keys.push_back({p, a, r});
    }
  }
  return keys;
}

inline void expectEqual(const RunRecord& a, const RunRecord& b) {
  EXPECT_EQ(a.problem, b.problem);
  EXPECT_EQ(a.algorithm, b.algorithm);
  EXPECT_EQ(a.repetition, b.repetition);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.message, b.message);
  EXPECT_EQ(a.seconds, b.seconds);
  EXPECT_EQ(a.tasks, b.tasks);
  EXPECT_EQ(a.checkpoints, b.checkpoints);
  EXPECT_EQ(a.evaluations, b.evaluations);
  EXPECT_EQ(a.taskEvaluations, b.taskEvaluations);
  EXPECT_EQ(a.objective, b.objective);
  EXPECT_EQ(a.cv, b.cv);
  EXPECT_EQ(a.decisions, b.decisions);
  EXPECT_EQ(a.transferReported, b.transferReported);
  EXPECT_EQ(a.ledger, b.ledger);
  EXPECT_EQ(a.nonFinite, b.nonFinite);
  EXPECT_EQ(a.generations, b.generations);
  EXPECT_EQ(a.cost, b.cost);
  EXPECT_EQ(a.device, b.device);
  ASSERT_EQ(a.fronts.size(), b.fronts.size());
  for (std::size_t i = 0; i < a.fronts.size(); ++i) {
    EXPECT_EQ(a.fronts[i].objectives, b.fronts[i].objectives);
    EXPECT_EQ(a.fronts[i].cv, b.fronts[i].cv);
    EXPECT_EQ(a.fronts[i].decisions, b.fronts[i].decisions);
  }
  ASSERT_EQ(a.improvements.size(), b.improvements.size());
  for (std::size_t t = 0; t < a.improvements.size(); ++t) {
    ASSERT_EQ(a.improvements[t].size(), b.improvements[t].size());
    for (std::size_t i = 0; i < a.improvements[t].size(); ++i) {
      EXPECT_EQ(a.improvements[t][i].evaluations, b.improvements[t][i].evaluations);
      EXPECT_EQ(a.improvements[t][i].taskEvaluations, b.improvements[t][i].taskEvaluations);
      EXPECT_EQ(a.improvements[t][i].objective, b.improvements[t][i].objective);
      EXPECT_EQ(a.improvements[t][i].cv, b.improvements[t][i].cv);
    }
  }
  ASSERT_EQ(a.transfer.size(), b.transfer.size());
  for (std::size_t i = 0; i < a.transfer.size(); ++i) {
    EXPECT_EQ(a.transfer[i].checkpoint, b.transfer[i].checkpoint);
    EXPECT_EQ(a.transfer[i].donor, b.transfer[i].donor);
    EXPECT_EQ(a.transfer[i].receiver, b.transfer[i].receiver);
    EXPECT_EQ(a.transfer[i].counts.made, b.transfer[i].counts.made);
    EXPECT_EQ(a.transfer[i].counts.survived, b.transfer[i].counts.survived);
    EXPECT_EQ(a.transfer[i].counts.improved, b.transfer[i].counts.improved);
  }
  EXPECT_EQ(a.traces, b.traces);
  EXPECT_EQ(a.state, b.state);
}

/// Writes all runs in shards of `each`, and packs.
inline void writeAll(const std::string& path, const ExperimentInfo& info, std::size_t each = 3) {
  ResultWriter writer(path, info, false);
  std::vector<RunRecord> batch;
  for (const RunKey& key : allKeys(info)) {
    batch.push_back(makeRecord(info, key));
    if (batch.size() == each) {
      writer.commit(batch);
      batch.clear();
    }
  }
  writer.commit(batch);
  writer.pack("2026-01-02T04:00:00Z");
}

/// Everything in the file outside /times: name -> type size, shape and bytes of each dataset.
inline std::map<std::string, std::string> datasets(const std::string& path) {
  std::map<std::string, std::string> found;
  const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  // As the store does, since the file may be open there too.
  H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
  H5Pset_file_locking(access, false, true);
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, access);
  H5Pclose(access);
  EXPECT_GE(file, 0) << path;
  const auto visit = [](hid_t root, const char* name, const H5O_info_t* object, void* data) -> herr_t {
    if (object->type != H5O_TYPE_DATASET || std::string(name).starts_with("times/")) return 0;
    const hid_t set = H5Dopen2(root, name, H5P_DEFAULT);
    const hid_t type = H5Dget_type(set);
    const hid_t space = H5Dget_space(set);
    const int rank = H5Sget_simple_extent_ndims(space);
    std::vector<hsize_t> dims(static_cast<std::size_t>(rank));
    H5Sget_simple_extent_dims(space, dims.data(), nullptr);
    std::string& text = (*static_cast<std::map<std::string, std::string>*>(data))[name];
    std::size_t bytes = H5Tget_size(type);
    text = std::to_string(bytes) + ":";
    for (const hsize_t d : dims) {
      text += std::to_string(d) + ",";
      bytes *= d;
    }
    std::string values(bytes, '\0');
    if (bytes > 0) {
      EXPECT_GE(H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0);
    }
    text += values;
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(set);
    return 0;
  };
  H5Ovisit2(file, H5_INDEX_NAME, H5_ITER_INC, visit, &found, H5O_INFO_BASIC);
  H5Fclose(file);
  return found;
}

/// what() of the InputError that the call throws; fails the test if it throws none.
template <typename Call>
std::string complaint(const Call& call) {
  try {
    call();
  } catch (const InputError& e) {
    return e.what();
  } catch (const std::exception& e) {
    ADD_FAILURE() << "not an InputError: " << e.what();
    return e.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

inline std::string readBytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
inline void writeBytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace tandem::testing
