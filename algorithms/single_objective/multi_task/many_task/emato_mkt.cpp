// SPDX-License-Identifier: Apache-2.0
// EMaTO-MKT: multi-source knowledge transfer. With an adaptive probability parents mate within their task; otherwise
// children are sampled from the cluster of their parent, with clusters built over the task's population and those of
// the most similar tasks (maximum mean discrepancy). Z. Liang, X. Xu, L. Liu, Y. Tu, Z. Zhu, Evolutionary many-task
// optimization based on multi-source knowledge transfer, IEEE Transactions on Evolutionary Computation 26(2), 2022,
// doi:10.1109/TEVC.2021.3101697.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/clustering.h"
#include "tandem/distances.h"
#include "tandem/operators.h"
#include "tandem/vmath.h"

namespace tandem::alg::emato_mkt {
namespace {

class EmatoMkt final : public Algorithm {
  op::GaVariation variation_;
  double amp0_ = 0.9;
  double sigma_ = 1.0;
  int clusters_ = 10;
  int sources_ = 5;

  void params(ParamVisitor& p) override {
    variation_.params(p);
    p.real("AMP0", amp0_, {.min = 0, .max = 1, .doc = "initial probability of mating within the task"});
    p.real("sigma", sigma_, {.min = 1e-6, .max = 1e6, .doc = "width of the Gaussian kernel of the discrepancy"});
    p.integer("K", clusters_, {.min = 1, .max = 10000, .doc = "clusters"});
    p.integer("KTN", sources_, {.min = 1, .max = 10000, .doc = "tasks whose populations join the clustering"});
    p.trace("amp", {.doc = "probability of mating within the task", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Population> offs;
    for (const Population& pop : pops) offs.push_back(pop.like(pop.size() + 1));
    Matrix discrepancy(tasks, tasks);
    Matrix bests(tasks, 3);  // best objective 1, 2 and 3 generations ago
    std::vector<double> self(tasks);
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        bests(t, 2) = bests(t, 1);
        bests(t, 1) = bests(t, 0);
        bests(t, 0) = ctx.best(t).objective;
      }
      learnDiscrepancy(ctx, pops, self, discrepancy);
      for (int t = 0; t < tasks; ++t) {
        const double amp = adaptiveMatingProbability(ctx, bests, t);
        ctx.trace("amp", amp, t);
        breed(ctx, pops, t, discrepancy, amp, offs[t]);
      }
      for (int t = 0; t < tasks; ++t) {
        ctx.evaluate(offs[t]);
        op::selectElitist(ctx, pops[t], offs[t]);
      }
    }
  }

  /// Maximum mean discrepancies between all populations; `self` is scratch.
  void learnDiscrepancy(RunContext& ctx, const std::vector<Population>& pops, std::span<double> self,
                        Matrix& discrepancy) const {
    if (isize(pops) < 3) return;  // nothing to choose from
    const RunContext::ModelTime modelTime(ctx);
    for (int t = 0; t < isize(pops); ++t) self[t] = meanKernel(ctx, pops[t], pops[t]);
    for (int t = 0; t < isize(pops); ++t) {
      for (int k = t + 1; k < isize(pops); ++k) {
        const double squared = self[t] + self[k] - 2.0 * meanKernel(ctx, pops[t], pops[k]);
        const double value = std::sqrt(std::max(0.0, squared));
        discrepancy(t, k) = value;
        discrepancy(k, t) = value;
      }
    }
  }

  /// AMP: share of the latest progress in that of the last two generations.
  double adaptiveMatingProbability(RunContext& ctx, const Matrix& bests, int t) const {
    if (ctx.generation() < 3) return amp0_;
    const double recent = bests(t, 1) - bests(t, 0);
    const double earlier = bests(t, 2) - bests(t, 1);
    const double share = recent / (recent + earlier);
    return std::isnan(share) ? amp0_ : share;
  }

  double meanKernel(RunContext& ctx, const Population& a, const Population& b) const {
    Workspace::Frame frame(ctx.workspace());
    const MatView kernel = frame.matrix(a.size(), b.size());
    linalg::squaredDistances(a.x(), b.x(), kernel);
    double sum = 0.0;
    for (int i = 0; i < a.size(); ++i) {
      const std::span<double> row = kernel.row(i);
      for (double& v : row) v = -v / (2.0 * sigma_ * sigma_);
      vmath::exp(row, row);
      for (const double v : row) sum += v;
    }
    return sum / (1.0 * a.size() * b.size());
  }

  /// The distributions of the clusters that a task's population forms with those of its sources.
  struct Clusters {
    std::span<int> of;        // cluster of each own individual, then of the sources'
    MatView mean, deviation;  // of each cluster, by variable
    std::span<int> donor;     // of each cluster, the other task with the most members
  };

  /// Source selection: the tasks of least discrepancy from t, nearest first.
  std::span<const int> selectSources(Workspace::Frame& frame, const Matrix& discrepancy, int t) const {
    const std::span<int> similar = frame.ints(discrepancy.rows());
    int others = 0;
    for (int k = 0; k < discrepancy.rows(); ++k) {
      if (k != t) similar[others++] = k;
    }
    std::sort(similar.begin(), similar.begin() + others, [&](int a, int b) {
      return discrepancy(t, a) < discrepancy(t, b) || (discrepancy(t, a) == discrepancy(t, b) && a < b);
    });
    return similar.first(std::min(others, sources_));
  }

  /// Local distribution estimation: clusters of the task's population and its sources' together.
  Clusters estimate(RunContext& ctx, Workspace::Frame& frame, const std::vector<Population>& pops, int t,
                    std::span<const int> sources) const {
    const RunContext::ModelTime modelTime(ctx);
    const int n = pops[t].size();
    const int d = pops[t].dim();
    const MatView joined = frame.matrix(n * (1 + isize(sources)), d);
    for (int i = 0; i < joined.rows; ++i) {
      const int source = i < n ? t : sources[i / n - 1];
      std::ranges::copy(pops[source].x(i % n), joined.row(i).begin());
    }
    Clusters clusters;
    clusters.of = frame.ints(joined.rows);
    const int k = kMeans(ctx.rng(), ctx.workspace(), joined, clusters_, ClusterMetric::CityBlock, 30, clusters.of);
    clusters.mean = frame.matrix(k, d);
    clusters.deviation = frame.matrix(k, d);
    clusters.donor = frame.ints(k);
    describe(ctx, joined, n, t, sources, clusters);
    return clusters;
  }

  /// Parents mate within the task with the adaptive probability; else their two children are drawn from the cluster of
  /// the first parent.
  void breed(RunContext& ctx, const std::vector<Population>& pops, int t, const Matrix& discrepancy, double amp,
             Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const Population& pop = pops[t];
    const int n = pop.size();
    const Clusters clusters = estimate(ctx, frame, pops, t, selectSources(frame, discrepancy, t));
    off.resize(2 * ((n + 1) / 2));
    const std::span<int> order = frame.ints(n);
    rng.permutation(order);
    for (int i = 0; i < (n + 1) / 2; ++i) {
      const int p1 = order[i];
      const int p2 = order[i + n / 2];
      const int c = 2 * i;
      if (rng.chance(amp)) {
        variation_.crossover(ctx, pop.x(p1), pop.x(p2), off.x(c), off.x(c + 1));
        for (const int child : {c, c + 1}) {
          variation_.mutate(ctx, off.x(child));
          off.setOrigin(child, t, t);
        }
      } else {
        const int own = clusters.of[p1];
        for (const int child : {c, c + 1}) {
          const auto x = off.x(child);
          for (int j = 0; j < pop.dim(); ++j) {
            x[j] = rng.normal(clusters.mean(own, j), clusters.deviation(own, j));
          }
          off.setOrigin(child, t, clusters.donor[own]);
        }
      }
      op::clip(off.x(c));
      op::clip(off.x(c + 1));
    }
  }

  /// Mean, deviation and donor of each cluster.
  static void describe(RunContext& ctx, ConstMatView joined, int n, int t, std::span<const int> sources,
                       const Clusters& clusters) {
    Workspace::Frame frame(ctx.workspace());
    const auto& [cluster, mean, deviation, donor] = clusters;
    const int tasks = ctx.taskCount();
    const int pairs = mean.rows * tasks;
    const std::span<int> members = frame.ints(pairs);  // [cluster][task]
    const std::span<int> size = frame.ints(mean.rows);
    std::ranges::fill(members, 0);
    std::ranges::fill(size, 0);
    for (int c = 0; c < mean.rows; ++c) {
      std::ranges::fill(mean.row(c), 0.0);
      std::ranges::fill(deviation.row(c), 0.0);
    }
    for (int i = 0; i < joined.rows; ++i) {
      const int c = cluster[i];
      ++size[c];
      ++members[c * tasks + (i < n ? t : sources[i / n - 1])];
      const std::span<const double> x = joined.row(i);
      const std::span<double> sum = mean.row(c);
      for (int j = 0; j < joined.cols; ++j) sum[j] += x[j];
    }
    for (int c = 0; c < mean.rows; ++c) {
      for (double& v : mean.row(c)) v /= std::max(1, size[c]);
    }
    for (int i = 0; i < joined.rows; ++i) {
      const std::span<const double> x = joined.row(i);
      const std::span<const double> centre = ConstMatView(mean).row(cluster[i]);
      const std::span<double> sum = deviation.row(cluster[i]);
      for (int j = 0; j < joined.cols; ++j) sum[j] += (x[j] - centre[j]) * (x[j] - centre[j]);
    }
    for (int c = 0; c < mean.rows; ++c) {
      for (double& v : deviation.row(c)) v = std::sqrt(v / std::max(1, size[c] - 1));
      const int first = c * tasks;
      const std::span<int> votes = members.subspan(first, tasks);
      votes[t] = 0;
      const auto most = std::ranges::max_element(votes);
      donor[c] = *most > 0 ? static_cast<int>(most - votes.begin()) : t;
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(EmatoMkt, .name = "EMaTO-MKT", .family = "many-task",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained, .twin = "GA", .minPopulation = 4,
                 .citation = {"Z. Liang, X. Xu, L. Liu, Y. Tu, Z. Zhu",
                              "Evolutionary many-task optimization based on multi-source knowledge transfer",
                              "IEEE Transactions on Evolutionary Computation 26(2), 319-333", 2022,
                              "10.1109/TEVC.2021.3101697"},
                 .doc = "Samples children from clusters built over similar tasks; adaptive mating probability.",
                 .deviations =
                     "The reference implementation counts the own population once more among its neighbours "
                     "when tasks are few; here only other tasks join.")

}  // namespace tandem::alg::emato_mkt
