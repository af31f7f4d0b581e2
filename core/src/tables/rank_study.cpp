// SPDX-License-Identifier: Apache-2.0
#include "tandem/tables/rank_study.h"

#include <algorithm>
#include <map>

#include "tandem/error.h"
#include "tandem/matrix.h"
#include "tandem/numbers.h"
#include "tandem/rng.h"
#include "tandem/stats.h"

namespace tandem {

namespace {

/// Adds the ranks on one problem, for the repetitions drawn (none: all, unresampled): ranks of the mean ranks on its
/// tasks, as Friedman's test takes them.
void addRanks(std::span<const RankBlock* const> tasks, TableRanks by, const std::vector<std::vector<int>>& drawn,
              std::vector<std::vector<double>>& scratch, std::vector<double>& sums) {
  std::vector<double> own(sums.size(), 0.0);
  for (const RankBlock* task : tasks) {
    for (std::size_t c = 0; c < scratch.size(); ++c) {
      if (drawn.empty()) {
        scratch[c] = task->runs[c];
        continue;
      }
      scratch[c].clear();
      for (const int r : drawn[c]) scratch[c].push_back(task->runs[c][r]);
    }
    const std::vector<double> ranks = rankRuns(scratch, by, task->larger);
    for (std::size_t c = 0; c < own.size(); ++c) own[c] += ranks[c];
  }
  const std::vector<double> again = stats::midRanks(own);
  for (std::size_t c = 0; c < sums.size(); ++c) sums[c] += again[c];
}

}  // namespace

std::vector<RankInterval> rankStudy(std::span<const RankBlock> blocks, TableRanks by, double level, int resamples,
                                    std::uint64_t seed) {
  if (blocks.empty() || blocks.front().runs.empty()) throw InputError("There is nothing to rank: no runs are given.");
  const std::size_t contenders = blocks.front().runs.size();
  std::vector<std::vector<const RankBlock*>> problems;
  std::map<std::string, std::size_t> places;
  for (const RankBlock& block : blocks) {
    if (block.runs.size() != contenders) throw InputError("Ranks need the same algorithms on every problem.");
    const auto [place, added] = places.emplace(block.problem, problems.size());
    if (added) problems.emplace_back();
    problems[place->second].push_back(&block);
  }
  const int count = isize(problems);
  std::vector<std::vector<double>> scratch(contenders);
  std::vector<double> ranks(contenders, 0.0);
  for (const auto& tasks : problems) addRanks(tasks, by, {}, scratch, ranks);
  std::vector<RankInterval> out(contenders);
  for (std::size_t c = 0; c < contenders; ++c) out[c].rank = ranks[c] / count;
  const auto best = static_cast<std::size_t>(
      std::min_element(out.begin(), out.end(),
                       [](const RankInterval& a, const RankInterval& b) { return a.rank < b.rank; }) -
      out.begin());

  Rng rng(seed);
  std::vector<std::vector<double>> samples(contenders);
  std::vector<std::vector<double>> behind(contenders);
  std::vector<std::vector<int>> drawn(contenders);
  for (int sample = 0; sample < resamples; ++sample) {
    std::fill(ranks.begin(), ranks.end(), 0.0);
    for (int draw = 0; draw < count; ++draw) {
      const auto& tasks = problems[rng.below(count)];
      for (std::size_t c = 0; c < contenders; ++c) {
        // The tasks of a problem come from the same runs.
        const int repetitions = isize(tasks.front()->runs[c]);
        drawn[c].clear();
        for (int r = 0; r < repetitions; ++r) drawn[c].push_back(rng.below(repetitions));
      }
      addRanks(tasks, by, drawn, scratch, ranks);
    }
    const double least = *std::min_element(ranks.begin(), ranks.end());
    for (std::size_t c = 0; c < contenders; ++c) {
      samples[c].push_back(ranks[c] / count);
      behind[c].push_back((ranks[c] - ranks[best]) / count);
      if (ranks[c] <= least) out[c].first += 1.0 / resamples;
    }
  }
  const double tail = 0.5 * (1.0 - level);
  for (std::size_t c = 0; c < contenders; ++c) {
    if (resamples > 0) {
      out[c].low = stats::quantile(samples[c], tail);
      out[c].high = stats::quantile(samples[c], 1.0 - tail);
      out[c].withBest = c == best || stats::quantile(behind[c], tail) <= 0.0;
    }
  }
  return out;
}

std::vector<int> completeColumns(const Table& table) {
  std::vector<int> columns;
  for (int c = 0; c < isize(table.columns); ++c) {
    const bool all = std::all_of(table.rows.begin(), table.rows.end(), [&](const TableRow& row) {
      return row.cells[c].present && !row.cells[c].values.empty();
    });
    if (all) columns.push_back(c);
  }
  return columns;
}

std::vector<RankBlock> rankBlocks(const Table& table, const std::vector<int>& columns) {
  std::vector<RankBlock> blocks;
  for (const TableRow& row : table.rows) {
    RankBlock& block = blocks.emplace_back();
    block.problem = row.problem;
    block.larger = table.larger;
    for (const int c : columns) block.runs.push_back(row.cells[c].values);
  }
  return blocks;
}

}  // namespace tandem
