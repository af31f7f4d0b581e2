// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <filesystem>
#include <optional>
#include <string>

#include "tandem/specification/option.h"
#include "tandem/tables/table.h"

/// The options of a table with the names of their values, in the order of the help: an option added here is one of
/// `tandem table`, with its help and completion.
namespace tandem {

constexpr std::array<NamedValue<TableShow>, 8> namesOf(TableShow /*kind*/) {
  return {{{TableShow::Mean, "mean"},
           {TableShow::MeanStd, "mean-std"},
           {TableShow::Std, "std"},
           {TableShow::Median, "median"},
           {TableShow::Best, "best"},
           {TableShow::Worst, "worst"},
           {TableShow::MedianIqr, "median-iqr"},
           {TableShow::Runs, "runs"}}};
}
constexpr std::array<NamedValue<TableTest>, 5> namesOf(TableTest /*kind*/) {
  return {{{TableTest::None, "none"},
           {TableTest::RankSum, "rank-sum"},
           {TableTest::SignedRank, "signed-rank"},
           {TableTest::Friedman, "friedman"},
           {TableTest::Bayes, "bayes"}}};
}
/// "median-difference" is Python's established name.
constexpr std::array<NamedValue<TableEffect>, 4> namesOf(TableEffect /*kind*/) {
  return {{{TableEffect::None, "none"},
           {TableEffect::A12, "a12"},
           {TableEffect::MedianDifference, "difference"},
           {TableEffect::MedianDifference, "median-difference"}}};
}
constexpr std::array<NamedValue<TableCorrection>, 2> namesOf(TableCorrection /*kind*/) {
  return {{{TableCorrection::None, "none"}, {TableCorrection::Holm, "holm"}}};
}
constexpr std::array<NamedValue<TableBlocks>, 2> namesOf(TableBlocks /*kind*/) {
  return {{{TableBlocks::Problem, "problem"}, {TableBlocks::Task, "task"}}};
}
constexpr std::array<NamedValue<TableRanks>, 2> namesOf(TableRanks /*kind*/) {
  return {{{TableRanks::Mean, "mean"}, {TableRanks::Median, "median"}}};
}
constexpr std::array<NamedValue<TableFormat>, 6> namesOf(TableFormat /*kind*/) {
  return {{{TableFormat::Text, "text"},
           {TableFormat::Csv, "csv"},
           {TableFormat::Latex, "latex"},
           {TableFormat::Markdown, "markdown"},
           {TableFormat::Xlsx, "xlsx"},
           {TableFormat::Json, "json"}}};
}
/// By a file's extension; nothing if it is unknown.
inline std::optional<TableFormat> formatOfFile(const std::string& path) {
  constexpr std::array<NamedValue<TableFormat>, 6> endings{{{TableFormat::Csv, ".csv"},
                                                            {TableFormat::Latex, ".tex"},
                                                            {TableFormat::Markdown, ".md"},
                                                            {TableFormat::Xlsx, ".xlsx"},
                                                            {TableFormat::Json, ".json"},
                                                            {TableFormat::Text, ".txt"}}};
  const std::string ending = std::filesystem::path(path).extension().string();
  for (const auto& each : endings) {
    if (ending == each.name) return each.value;
  }
  return std::nullopt;
}

/// Request: TableRequest or const TableRequest.
template <typename Request, typename Visit>
requires std::is_same_v<std::remove_cvref_t<Request>, TableRequest>
void visitOptions(Request&& request, Visit&& visit) {
  visit(Option{.name = "metric",
               .meaning = "what is compared",
               .words = "metric,m",
               .placeholder = "METRIC",
               .otherwise = "Obj; IGD for multi-objective problems, HV without a known front"},
        request.metric);
  visit(Option{.name = "show", .meaning = "what is shown of the runs"}, request.show);
  visit(Option{.name = "test",
               .meaning = "test of the differences from the base",
               .otherwise = "none; rank-sum if a base is named"},
        request.test);
  visit(Option{.name = "base",
               .meaning = "algorithm to compare with, or twin",
               .placeholder = "ALGO",
               .otherwise = "the first"},
        request.base);
  visit(Option{.name = "correction", .meaning = "correction of p values for many comparisons"}, request.correction);
  visit(Option{.name = "alpha", .meaning = "level of significance", .placeholder = "P", .high = 1}, request.alpha);
  visit(Option{.name = "effect", .meaning = "size of the difference from the base, with interval"}, request.effect);
  visit(
      Option{
          .name = "intervals", .meaning = "bootstrap interval of the mean, median or ERT shown", .words = "interval"},
      request.intervals);
  visit(Option{.name = "overall", .meaning = "test each column over all rows, too, by problems and by tasks"},
        request.overall);
  visit(Option{.name = "power",
               .meaning = "how many runs the rank-sum test needs to see a difference of this size",
               .placeholder = "A12",
               .otherwise = "not asked",
               .high = 1},
        request.power);
  visit(
      Option{.name = "rope", .meaning = "bayes: A12 within 0.5 +- R is equivalent", .placeholder = "R", .high = 0.499},
      request.rope);
  visit(Option{.name = "equal_budgets", .meaning = "cut all runs to the evaluations per task that every run spent"},
        request.equalBudgets);
  visit(Option{.name = "budget_tolerance",
               .meaning = "difference in evaluations spent that needs no note",
               .placeholder = "PERCENT",
               .high = 1e9,
               .scale = 100},
        request.budgetTolerance);
  visit(Option{.name = "blocks", .meaning = "of Friedman's test"}, request.blocks);
  visit(Option{.name = "ranks", .meaning = "Friedman: which statistic of the runs is ranked"}, request.ranks);
  visit(Option{.name = "checkpoint",
               .meaning = "compare after the K-th record (from 1)",
               .placeholder = "K",
               .otherwise = "the last",
               .high = 1e9},
        request.checkpoint);
  visit(Option{.name = "problems",
               .meaning = "only these problems (names as printed, globs)",
               .words = "problem,p",
               .placeholder = "PROBLEM"},
        request.problems);
  visit(Option{.name = "algorithms",
               .meaning = "only these algorithms (names, aliases, globs)",
               .words = "algorithm,a",
               .placeholder = "ALGO"},
        request.algorithms);
  visit(Option{.name = "allow_mixed", .meaning = "compare different instances or budgets of a problem anyway"},
        request.allowMixed);
}

}  // namespace tandem
