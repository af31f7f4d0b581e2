// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/labels.h"
#include "tandem/params.h"
#include "tandem/run_context.h"

namespace tandem {

/// A search method. A fresh object per run: set parameters, then run() once. Keeps nothing between runs, does no I/O,
/// starts no threads.
class TANDEM_API Algorithm : public Parameterised {
 public:
  ~Algorithm() override;
  /// The whole search, as a plain loop: `while (ctx.running(populations)) { ... }`.
  virtual void run(RunContext& ctx) = 0;
};

/// Entry of the algorithm registry.
struct AlgorithmInfo {
  std::string name = {};  ///< as published, e.g. "MFEA-II"
  std::vector<std::string> aliases = {};
  std::string family = {};  ///< e.g. "multitask, multifactorial"
  Labels labels = 0;        ///< kinds of problem it is made for
  std::string twin = {};    ///< single-task counterpart (name), empty for single-task algorithms
  int minPopulation = 1;    ///< smallest population size (per task) that makes sense
  int minTasks = 1;
  int maxTasks = 1 << 20;
  std::string whyTaskLimit = {};  ///< one sentence for the refusal outside minTasks..maxTasks
  Citation citation = {};
  std::string doc = {};         ///< what it does, one or two sentences
  std::string deviations = {};  ///< deliberate deviations from the paper or the reference code; empty if none
  std::function<std::unique_ptr<Algorithm>()> make = {};
};

/// Empty if the algorithm can be run on these tasks, else why not, in one sentence.
TANDEM_API std::string whyUnsuitable(const AlgorithmInfo& algorithm, const Problem& problem, int populationSize);

}  // namespace tandem

#include "tandem/catalogue.h"  // IWYU pragma: export

/// Registers an algorithm of the file's own namespace tandem::alg::<file name>; the build generates the table that
/// calls registerUnit (and, for a plug-in, the entry point). Designated initialisers fill AlgorithmInfo.
///
///     TANDEM_ALGORITHM(Mfea, .name = "MFEA", .labels = MultiTask | SingleObjective, ...)
#define TANDEM_ALGORITHM(Class, ...)                                      \
  TANDEM_REGISTRATION void registerUnit(::tandem::Catalogue& catalogue) { \
    ::tandem::AlgorithmInfo info{__VA_ARGS__};                            \
    info.make = [] { return std::make_unique<Class>(); };                 \
    catalogue.algorithms.add(std::move(info));                            \
  }
