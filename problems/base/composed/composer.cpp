// SPDX-License-Identifier: Apache-2.0
#include "problems/base/composed/composer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "problems/base/composed/composed_problem.h"
#include "problems/base/composed/description.h"
#include "problems/base/functions/function_problem.h"
#include "problems/base/functions/tile.h"
#include "problems/base/instances/instance_data.h"
#include "tandem/error.h"
#include "tandem/linalg.h"
#include "tandem/similarity.h"
#include "tandem/stats.h"

namespace tandem::prob {

namespace {

constexpr int kMostMatched = 1'000;  // tasks whose similarity is sought

/// f(R s y + z*) of y, the way from the minimiser.
struct Term {
  TileFunction function;
  std::vector<double> scale;
  Matrix rotation;
  double place = 0.0;  // every coordinate of z*
};
TileFunction makeMix(std::shared_ptr<const Term> own, std::shared_ptr<const Term> other, double ownWeight,
                     double otherWeight) {
  return [own = std::move(own), other = std::move(other), ownWeight, otherWeight](ConstMatView y, std::span<double> f,
                                                                                  Workspace& ws) {
    Workspace::Frame frame(ws);
    const MatView scaled = frame.matrix(y.rows, y.cols);
    const MatView turned = frame.matrix(y.rows, y.cols);
    const std::span<double> value = frame.doubles(f.size());
    std::ranges::fill(f, 0.0);
    for (const auto& [term, weight] : {std::pair{own.get(), ownWeight}, std::pair{other.get(), otherWeight}}) {
      for (int j = 0; j < y.rows; ++j) {
        const double s = term->scale.empty() ? 1.0 : term->scale[j];
        for (int c = 0; c < y.cols; ++c) scaled(j, c) = s * y(j, c);
      }
      if (!term->rotation.empty()) linalg::multiply(term->rotation, scaled, turned);
      const MatView z = term->rotation.empty() ? scaled : turned;
      if (term->place != 0.0) {
        for (int j = 0; j < z.rows; ++j) {
          for (double& v : z.row(j)) v += term->place;
        }
      }
      term->function(z, value, ws);
      for (std::size_t c = 0; c < f.size(); ++c) f[c] += weight * value[c];
    }
  };
}

double deviation(const std::vector<double>& values) {
  const double mean = stats::mean(values);
  double sum = 0.0;
  for (const double v : values) sum += (v - mean) * (v - mean);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

/// Values over points of the unified space.
std::vector<double> sampled(const FunctionTask& task, ConstMatView unified) {
  return valuesOver(FunctionProblem({task}, 1), 0, unified);
}

void mix(TaskDraft& draft, const TaskDraft& first, const Matrix& unified, const std::vector<double>& ranks,
         double firstDeviation, int t) {
  const TaskInfo& info = draft.task.info;
  const TaskInfo& theirs = first.task.info;
  // The first task mapped into this one's box, with its minimum where this one's is.
  auto other = std::make_shared<Term>();
  other->function = first.function.objective;
  other->rotation = first.function.rotation;
  other->place = optimumCoordinate(first.known->base);
  other->scale.resize(info.dim);
  for (int j = 0; j < info.dim; ++j) {
    other->scale[j] = (first.function.scale.empty() ? 1.0 : first.function.scale[j]) *
                      (theirs.upper[j] - theirs.lower[j]) / (info.upper[j] - info.lower[j]);
  }
  auto own = std::make_shared<Term>();
  own->function = draft.function.objective;
  own->rotation = draft.function.rotation;
  own->place = optimumCoordinate(draft.known->base);
  own->scale = draft.function.scale;
  FunctionTask mixed = draft.function;
  mixed.shift = draft.function.optimum;
  mixed.scale.clear();
  mixed.rotation = {};
  mixed.deviceParts.clear();
  const auto weighted = [&](double ownWeight, double otherWeight) {
    mixed.objective = makeMix(own, other, ownWeight, otherWeight);
    return mixed;
  };
  const std::vector<double> a = sampled(weighted(1.0, 0.0), unified);
  const std::vector<double> b = sampled(weighted(0.0, 1.0), unified);
  const double ratioOfDeviations = deviation(a) / firstDeviation;
  std::vector<double> sum(a.size());
  const auto similarity = [&](double w) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = (1.0 - w) * a[i] + w * ratioOfDeviations * b[i];
    return rankCorrelation(stats::midRanks(sum), ranks);
  };
  const double wanted = *draft.similarity;
  constexpr double kNear = 0.005;
  double low = 0.0;
  double high = 1.0;
  const double least = similarity(low);
  const double most = similarity(high);
  if (wanted < std::min(least, most) - kNear || wanted > std::max(least, most) + kNear) {
    draft.similarityNode->fail(
        fmt::format("the similarity of task {} to the first can be from {:.3f} to {:.3f} with these "
                    "functions and optima, not {}",
                    t + 1, std::min(least, most), std::max(least, most), formatReal(wanted)));
  }
  if (most < least) std::swap(low, high);
  for (int k = 0; k < 30; ++k) {
    const double middle = 0.5 * (low + high);
    (similarity(middle) < wanted ? low : high) = middle;
  }
  const double w = 0.5 * (low + high);
  draft.function = weighted(1.0 - w, w * ratioOfDeviations);
}

/// Mixes as much of the first task into the others as gives them the requested similarity.
void match(Description& read) {
  const TaskDraft& first = read.tasks.front();
  int matched = 0;
  Matrix unified;
  std::vector<double> ranks;
  std::vector<double> values;
  for (int t = 0; t < isize(read.tasks); ++t) {
    TaskDraft& draft = read.tasks[t];
    if (!draft.similarity) continue;
    const Document& at = *draft.similarityNode;
    if (t == 0) at.fail("'similarity' is that to the first task; leave it out there");
    const int dim = draft.task.info.dim;
    if (first.known == nullptr || first.task.info.dim != dim) {
      at.fail("'similarity' needs a first task of a 'base' and as many variables");
    }
    if (first.known->fixed || draft.known->fixed)
      at.fail("'similarity' cannot be had with 'Schwefel'; take 'Modified-Schwefel'");
    if (++matched > kMostMatched)
      at.fail(fmt::format("more than {} tasks with a similarity are refused", kMostMatched));
    if (unified.empty()) {
      unified = similaritySample(dim);
      values = sampled(first.function, unified);
      ranks = stats::midRanks(values);
    }
    mix(draft, first, unified, ranks, deviation(values), t);
  }
}

/// Places the minimisers: alike in the unified space in a share of the coordinates, apart in the others.
void placeOptima(Description& read) {
  int width = 0;
  for (const TaskDraft& d : read.tasks) width = std::max(width, d.task.info.dim);
  Rng rng = read.stream.derive(3);
  std::vector<double> common(width);
  for (double& u : common) u = rng.uniform(read.relation.margin, 1.0 - read.relation.margin);
  std::vector<int> rank(width);
  rng.permutation(rank);
  const int alike = nearest(read.relation.overlap * width);
  bool first = true;
  for (int t = 0; t < isize(read.tasks); ++t) {
    TaskDraft& draft = read.tasks[t];
    if (!draft.place) continue;
    Rng own = rng.derive(static_cast<std::uint64_t>(t));
    const TaskInfo& info = draft.task.info;
    std::vector<double> place(info.dim);
    for (int j = 0; j < info.dim; ++j) {
      double u = common[j];
      if (!first && rank[j] >= alike) {
        u += read.relation.spread * own.uniform(-1.0, 1.0);
        // What would leave the region for optima is reflected back into it.
        if (u < read.relation.margin) u = 2.0 * read.relation.margin - u;
        if (u > 1.0 - read.relation.margin) u = 2.0 * (1.0 - read.relation.margin) - u;
        u = std::clamp(u, read.relation.margin, 1.0 - read.relation.margin);
      }
      place[j] = info.lower[j] + u * (info.upper[j] - info.lower[j]);
    }
    moveTo(draft.function, place);
    first = false;
  }
}

BuiltProblem build(Description& read, const Document& description) {
  std::vector<FunctionTask> functions;
  std::vector<ComposedTask> tasks;
  Arrays arrays;
  for (int t = 0; t < isize(read.tasks); ++t) {
    TaskDraft& draft = read.tasks[t];
    if (draft.known != nullptr) {
      draft.task.base = isize(functions);
      const std::vector<double>& shift = draft.function.shift;
      Matrix row(1, isize(shift));
      std::ranges::copy(shift, row.values().begin());
      arrays["shift" + std::to_string(t + 1)] = std::move(row);
      functions.push_back(std::move(draft.function));
    }
    tasks.push_back(std::move(draft.task));
  }
  BuiltProblem built;
  built.problem = makeComposedProblem(
      std::move(tasks), std::make_shared<const FunctionProblem>(std::move(functions), read.defaults.budget),
      read.defaults);
  built.instance = Instance::Official;  // the description is all there is
  built.own = true;
  built.checksum = fmt::format("{:016x}", hashText(description.canonical() + arraysChecksum(arrays)));
  return built;
}

}  // namespace

BuiltProblem composeProblem(const Document& description) {
  Description read = readDescription(description);
  if (read.relation.given) placeOptima(read);
  match(read);
  return build(read, description);
}

}  // namespace tandem::prob
