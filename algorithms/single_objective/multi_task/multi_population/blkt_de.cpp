// SPDX-License-Identifier: Apache-2.0
// BLKT-DE: block-level knowledge transfer. Individuals of all tasks are cut into blocks of consecutive variables;
// blocks are clustered by similarity, whatever their task and position, and evolve by DE within their cluster. Block
// length and number of clusters change when a generation improves nothing. Y. Jiang, Z.-H. Zhan, K. C. Tan, J. Zhang,
// Block-level knowledge transfer for evolutionary multitask optimization, IEEE Transactions on Cybernetics 54(1), 2024,
// doi:10.1109/TCYB.2023.3273625.
#include <algorithm>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/clustering.h"
#include "tandem/operators.h"

namespace tandem::alg::blkt_de {
namespace {

class BlktDe final : public Algorithm {
  double f_ = 0.5;
  double cr_ = 0.7;

  void params(ParamVisitor& p) override {
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.trace("block", {.doc = "variables a block", .per = TracePer::Run, .min = 1});
    p.trace("clusters", {.doc = "clusters of blocks", .per = TracePer::Run, .min = 2});
  }

  /// Variables [first, first + length) of an individual.
  struct Block {
    int task;
    int row;
    int first;
    int length;
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Population> blockwise = pops;
    Population native = pops.front().like(n);
    Population off = pops.front().like(n);
    int shortest = ctx.task(0).dim;
    for (int t = 1; t < ctx.taskCount(); ++t) shortest = std::min(shortest, ctx.task(t).dim);
    const int mostClusters = std::max(2, n / 2);
    const auto between = [&](int low, int high) { return low + ctx.rng().below(high - low + 1); };
    int width = between(1, shortest);
    int clusters = between(2, mostClusters);
    while (ctx.running(pops)) {
      ctx.trace("block", width);
      ctx.trace("clusters", clusters);
      evolveBlocks(ctx, pops, blockwise, width, clusters);
      int improved = 0;
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        op::deRand1Bin(ctx, pop, native, f_, cr_);
        native.setDonor(kNative);
        mix(ctx, native, blockwise[t], off);
        const BestSoFar best = ctx.best(t);
        const double objective = best.objective;
        const double cv = best.cv;
        ctx.evaluate(off);
        improved += better(ctx.best(t).objective, ctx.best(t).cv, objective, cv) ? 1 : 0;
        op::selectElitist(ctx, pop, off);
      }
      if (improved == 0) {
        width = between(1, shortest);
        clusters = between(2, mostClusters);
      } else if (improved < ctx.taskCount()) {
        width = std::clamp(between(width - 1, width + 1), 1, shortest);
        clusters = std::clamp(between(clusters - 1, clusters + 1), 2, mostClusters);
      }
    }
  }

  /// Half (at random) of the native and block-wise children of a task are evaluated.
  static void mix(RunContext& ctx, const Population& native, const Population& blockwise, Population& off) {
    Workspace::Frame frame(ctx.workspace());
    const int n = isize(native);
    const int total = 2 * n;
    const std::span<int> order = frame.ints(total);
    ctx.rng().permutation(order);
    for (int i = 0; i < n; ++i) {
      const int from = order[i];
      off.copyRow(i, from < n ? native : blockwise, from < n ? from : from - n);
    }
  }

  /// Blocks of all tasks are clustered together, and each evolves by DE within its cluster.
  void evolveBlocks(RunContext& ctx, const std::vector<Population>& pops, std::vector<Population>& blockwise, int width,
                    int clusters) const {
    Workspace::Frame frame(ctx.workspace());
    int count = 0;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      count += pops[t].size() * ((ctx.task(t).dim + width - 1) / width);
    }
    const std::span<Block> blocks = frame.take<Block>(count);
    const MatView values = frame.matrix(count, width);
    cut(ctx, pops, width, blocks, values, blockwise);
    const std::span<int> cluster = frame.ints(count);
    int k = 0;
    {
      const RunContext::ModelTime modelTime(ctx);
      k = kMeans(ctx.rng(), ctx.workspace(), values, clusters, ClusterMetric::SquaredEuclidean, 100, cluster);
    }
    // Members of each cluster, contiguous.
    const std::span<int> start = frame.ints(k + 1);
    std::ranges::fill(start, 0);
    for (const int c : cluster) ++start[c + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    const std::span<int> members = frame.ints(count);
    const std::span<int> next = frame.ints(k);
    std::copy(start.begin(), start.end() - 1, next.begin());
    for (int b = 0; b < count; ++b) members[next[cluster[b]]++] = b;
    for (int c = 0; c < k; ++c) {
      evolveCluster(ctx, members.subspan(start[c], start[c + 1] - start[c]), blocks, values, blockwise);
    }
  }

  /// Cuts all individuals into blocks of `width` variables, and copies them to `blockwise`.
  static void cut(const RunContext& ctx, const std::vector<Population>& pops, int width, std::span<Block> blocks,
                  MatView values, std::vector<Population>& blockwise) {
    int at = 0;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const Population& pop = pops[t];
      Population& out = blockwise[t];
      for (int i = 0; i < pop.size(); ++i) {
        out.copyRow(i, pop, i);
        out.setOrigin(i, t, t);
        for (int first = 0; first < ctx.task(t).dim; first += width) {
          const Block block{t, i, first, std::min(width, ctx.task(t).dim - first)};
          // A shorter last block is filled up with zeros.
          const std::span<double> row = values.row(at);
          std::ranges::fill(row, 0.0);
          std::copy_n(pop.x(i).begin() + first, block.length, row.begin());
          blocks[at++] = block;
        }
      }
    }
  }

  /// DE/rand/1 of the blocks of one cluster; the children replace them in `blockwise`.
  void evolveCluster(RunContext& ctx, std::span<const int> members, std::span<const Block> blocks, ConstMatView values,
                     std::vector<Population>& blockwise) const {
    const int size = isize(members);
    if (size < 4) return;
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> mutant = frame.doubles(values.cols);
    const std::span<double> child = frame.doubles(values.cols);
    const auto row = [&](int m) { return values.row(members[m]); };
    for (int i = 0; i < size; ++i) {
      int r[3];
      rng.distinct(r, size, {&i, 1});
      op::difference(row(r[0]), f_, row(r[1]), row(r[2]), mutant);
      op::clip(mutant);
      op::binomial(rng, row(i), mutant, cr_, child);
      const Block& block = blocks[members[i]];
      Population& out = blockwise[block.task];
      std::copy_n(child.begin(), block.length, out.x(block.row).begin() + block.first);
      for (const int m : r) {
        const int donor = blocks[members[m]].task;
        if (donor != block.task) out.setOrigin(block.row, block.task, donor);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(BlktDe, .name = "BLKT-DE", .family = "multitask, multi-population",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "DE", .minPopulation = 4,
                 .citation = {"Y. Jiang, Z.-H. Zhan, K. C. Tan, J. Zhang",
                              "Block-level knowledge transfer for evolutionary multitask optimization",
                              "IEEE Transactions on Cybernetics 54(1), 558-571", 2024, "10.1109/TCYB.2023.3273625"},
                 .doc = "DE over clusters of similar blocks of variables of all tasks.")

}  // namespace tandem::alg::blkt_de
