// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <type_traits>

#include "tandem/specification/option.h"
#include "tandem/specification/spec.h"

/// The options of a specification, in the order of its text. An option added here is read from and written to files,
/// checked by the plan, and becomes an option of `tandem run` with its help and completion.
namespace tandem {

inline std::array<NamedValue<Instance>, 3> namesOf(Instance /*kind*/) {
  return {{{Instance::Auto, instanceName(Instance::Auto)},
           {Instance::Official, instanceName(Instance::Official)},
           {Instance::Synthetic, instanceName(Instance::Synthetic)}}};
}

/// For the experiment and for its entries.
inline constexpr Option kBudgetOption{.name = "budget",
                                      .meaning = "budget of a run, all tasks together",
                                      .words = "max-evaluations,e",
                                      .otherwise = "the problem's",
                                      .high = 1e12,
                                      .rank = 3};
inline constexpr Option kPopulationOption{.name = "population",
                                          .meaning = "individuals per task",
                                          .words = "population,n",
                                          .otherwise = "the problem's",
                                          .high = 1e6,
                                          .rank = 5};
/// Limits on the runs that a specification may plan and on the bytes of its text.
inline constexpr std::int64_t kMostRuns = 10'000'000;
inline constexpr std::size_t kMostSpecBytes = std::size_t{4} << 20U;

/// Spec: ExperimentSpec or const ExperimentSpec.
template <typename Spec, typename Visit>
requires std::is_same_v<std::remove_cvref_t<Spec>, ExperimentSpec>
void visitOptions(Spec&& spec, Visit&& visit) {
  visit(Option{.name = "seed",
               .meaning = "randomness of the experiment",
               .words = "seed,s",
               .placeholder = "SEED",
               .rank = 2},
        spec.seed);
  visit(Option{.name = "repetitions",
               .meaning = "runs of each algorithm on each problem",
               .words = "repetitions,r",
               .low = 1,
               .high = 1e6,
               .rank = 1},
        spec.repetitions);
  visit(kBudgetOption, spec.budget);
  visit(kPopulationOption, spec.population);
  visit(Option{.name = "checkpoints",
               .meaning = "records per run",
               .words = "checkpoints,k",
               .placeholder = "K",
               .low = 1,
               .high = 1e5,
               .rank = 6},
        spec.checkpoints);
  visit(Option{.name = "save_decisions", .meaning = "record decision variables too", .rank = 7}, spec.saveDecisions);
  visit(Option{.name = "instance",
               .meaning = "which data: official (imported), synthetic, or official where imported",
               .rank = 10},
        spec.instance);
  visit(Option{.name = "time_limit",
               .meaning = "a run that takes longer fails, the others go on",
               .placeholder = "SECONDS",
               .otherwise = "none",
               .high = 1e9,
               .range = "a number of seconds, 0 for none",
               .rank = 9},
        spec.timeLimit);
  visit(Option{.name = "strict_budget",
               .meaning = "evaluate nothing beyond the budget (see below)",
               .rank = 4,
               .written = spec.strictBudget},
        spec.strictBudget);
  // Written only if it is not the CPU, so that the text of specifications without a device does not change.
  visit(Option{.name = "device",
               .meaning = "cpu, or opencl[:INDEX][:single] (see 'tandem list devices'; default: cpu)",
               .placeholder = "DEVICE",
               .rank = 11,
               .written = spec.device.opencl,
               .shared = true},
        spec.device);
  visit(Option{.name = "device_fallback",
               .meaning = "let the CPU take over where the device cannot be used",
               .rank = 12,
               .written = spec.device.opencl,
               .shared = true},
        spec.deviceFallback);
  visit(Option{.name = "start",
               .meaning = "initial individuals: a result file with decisions, or a table of points",
               .placeholder = "FILE",
               .rank = 8,
               .written = !spec.start.empty()},
        spec.start);
}

}  // namespace tandem
