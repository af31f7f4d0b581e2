// SPDX-License-Identifier: Apache-2.0
// Golden results: a hash of the whole stored record (all bytes except times and device) of short runs of every
// registered algorithm on toy problems of the kinds it supports. They tell which change altered which algorithm. Renew
// them with scripts/goldens, in a commit of its own that says why.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "store/codec.h"
#include "tandem/catalogue.h"
#include "tandem/engine/run.h"
#include "toy_problems.h"

namespace tandem {
namespace {

using test::ToyProblem;

constexpr int kPopulation = 16;
constexpr int kGenerations = 25;

struct Kind {
  std::string name;
  std::unique_ptr<ToyProblem> problem;
};

/// An optimum on the border of the feasible region: the sum of x is at most 1.
void bounded(std::span<const double> x, std::span<double> f, std::span<double> g) {
  test::sphere(x, f, {});
  double sum = 0.0;
  for (const double v : x) sum += v;
  g[0] = sum - 1.0;
}

void boundedFront(std::span<const double> x, std::span<double> f, std::span<double> g) {
  test::zdt1(x, f, {});
  g[0] = 0.3 - x[0];
}

std::vector<Kind> kinds() {
  std::vector<Kind> all;
  const auto add = [&](const char* name) -> ToyProblem& {
    all.push_back({name, std::make_unique<ToyProblem>()});
    return *all.back().problem;
  };
  add("two tasks").add(6, test::sphere).add(4, test::rastrigin);
  add("constrained").add(5, bounded, -5.0, 5.0, 1, 1).add(5, test::rastrigin);
  add("three tasks").add(4, test::rastrigin).add(6, test::sphere).add(5, test::rastrigin);
  add("two fronts").add(6, test::zdt1, 0.0, 1.0, 2).add(4, test::zdt1, 0.0, 1.0, 2);
  add("constrained front").add(5, boundedFront, 0.0, 1.0, 2, 1).add(5, test::zdt1, 0.0, 1.0, 2);
  add("three fronts").add(4, test::zdt1, 0.0, 1.0, 2).add(6, test::zdt1, 0.0, 1.0, 2).add(5, test::zdt1, 0.0, 1.0, 2);
  return all;
}

std::string hashOfRun(const AlgorithmInfo& info, const Problem& problem) {
  const std::unique_ptr<Algorithm> algorithm = info.make();
  RunRequest request;
  request.problem = &problem;
  request.problemKey = "golden";
  request.seed = 20;
  request.population = kPopulation;
  request.budget = std::int64_t{kPopulation} * kGenerations * problem.taskCount();
  request.checkpoints = 5;
  request.saveDecisions = true;
  RunRecord record = executeRun(*algorithm, request);
  EXPECT_EQ(record.status, RunStatus::Finished) << info.name << ": " << record.message;
  record.seconds = 0.0;
  record.cost = {};
  record.device = "cpu";
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hashText(store::encodeRecord(record))));
  return text;
}

using Goldens = std::map<std::string, std::string>;  // "algorithm<tab>kind" -> hash
const char* const kFile = TANDEM_SOURCE_DIR "/data/goldens/algorithms.tsv";

Goldens readGoldens() {
  Goldens goldens;
  std::ifstream in(kFile);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t at = line.rfind('\t');
    goldens[line.substr(0, at)] = line.substr(at + 1);
  }
  return goldens;
}

TEST(Goldens, EveryAlgorithmDoesWhatItDid) {
  const Catalogue catalogue = builtinCatalogue();
  const std::vector<Kind> problems = kinds();
  const Goldens before = readGoldens();
  Goldens now;
  for (const AlgorithmInfo& info : catalogue.algorithms.all()) {
    int runs = 0;
    for (const Kind& kind : problems) {
      if (!whyUnsuitable(info, *kind.problem, kPopulation).empty()) continue;
      now[info.name + '\t' + kind.name] = hashOfRun(info, *kind.problem);
      ++runs;
    }
    EXPECT_GT(runs, 0) << info.name << " suits none of the golden problems";
  }
  if (const char* renew = std::getenv("TANDEM_RENEW_GOLDENS"); renew != nullptr && *renew == '1') {
    std::ofstream out(kFile);
    out << "# algorithm, problem, hash of the record; written by scripts/goldens\n";
    for (const auto& [key, hash] : now) out << key << '\t' << hash << '\n';
    ASSERT_TRUE(out.good());
    return;
  }
  for (const auto& [key, hash] : now) {
    const auto known = before.find(key);
    if (known == before.end()) {
      ADD_FAILURE() << key << ": no golden result; run scripts/goldens";
    } else {
      EXPECT_EQ(known->second, hash) << key << ": the results have changed; if that is intended, run scripts/goldens";
    }
  }
  for (const auto& [key, hash] : before) {
    EXPECT_TRUE(now.contains(key)) << key << ": a golden result of a run that is no longer made";
  }
}

}  // namespace
}  // namespace tandem
