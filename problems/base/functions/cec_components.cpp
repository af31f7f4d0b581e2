// SPDX-License-Identifier: Apache-2.0
#include "problems/base/functions/cec_components.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "problems/base/functions/tile.h"
#include "problems/base/instances/source_files.h"
#include "tandem/error.h"
#include "tandem/linalg.h"

namespace tandem::prob::cec {
namespace {

using simd::Vec;

constexpr double kBound = 100.0;

TileFunction zakharov() {
  return perPoint([](auto at, int dim) {
    Vec squares(0.0);
    Vec weighted(0.0);
    for (int i = 0; i < dim; ++i) {
      squares = simd::mulAdd(at(i), at(i), squares);
      weighted = simd::mulAdd(Vec(0.5 * (i + 1)), at(i), weighted);
    }
    const Vec w2 = weighted * weighted;
    return squares + w2 + w2 * w2;
  });
}

TileFunction schafferF7() {
  return perPoint([](auto at, int dim) {
    Vec sum(0.0);
    for (int i = 0; i + 1 < dim; ++i) {
      const Vec s = simd::sqrt(at(i) * at(i) + at(i + 1) * at(i + 1));
      const Vec wave = simd::sin(Vec(50.0) * simd::pow(s, 0.2));
      const Vec root = simd::sqrt(s);
      sum = sum + (root + root * wave * wave);
    }
    const Vec mean = sum / Vec(dim - 1);
    return mean * mean;
  });
}

/// Levy's function of z - 1.
TileFunction levy17(int dim) {
  return [inner = makeFunction(Base::Levy, dim)](ConstMatView z, std::span<double> f, Workspace& ws) {
    Workspace::Frame frame(ws);
    const MatView moved = frame.matrix(z.rows, z.cols);
    for (int i = 0; i < z.rows; ++i) {
      for (int c = 0; c < z.cols; ++c) moved(i, c) = z(i, c) - 1.0;
    }
    inner(moved, f, ws);
  };
}

/// -1 or 1 for every coordinate of a shift.
std::vector<double> signsOf(const std::vector<double>& shift) {
  std::vector<double> signs(shift.size());
  std::transform(shift.begin(), shift.end(), signs.begin(), [](double o) { return o < 0.0 ? -1.0 : 1.0; });
  return signs;
}

/// Lunacek's function of y = x - shift: two bowls over |y|, waves over the rotated y (over y without a rotation).
/// `signs`: of the shift.
TileFunction biRastrigin(std::vector<double> signs, Matrix rotation) {
  const auto dim = static_cast<double>(signs.size());
  constexpr double kMu0 = 2.5;
  const double s = 1.0 - 1.0 / (2.0 * std::sqrt(dim + 20.0) - 8.2);
  const double mu1 = -std::sqrt((kMu0 * kMu0 - 1.0) / s);
  return [signs = std::move(signs), rotation = std::move(rotation), s, mu1, dim](ConstMatView y, std::span<double> f,
                                                                                 Workspace& ws) {
    Workspace::Frame frame(ws);
    const MatView bowl = frame.matrix(y.rows, y.cols);
    for (int i = 0; i < y.rows; ++i) {
      const double factor = 0.2 * signs[i];
      for (int c = 0; c < y.cols; ++c) bowl(i, c) = factor * y(i, c);
    }
    MatView waves = bowl;
    if (!rotation.empty()) {
      waves = frame.matrix(y.rows, y.cols);
      linalg::multiply(rotation, bowl, waves);
    }
    for (int c = 0; c < y.cols; c += simd::kWidth) {
      Vec near(0.0);
      Vec far(0.0);
      Vec cosines(0.0);
      for (int i = 0; i < y.rows; ++i) {
        const Vec b = simd::load(&bowl(i, c));
        const Vec d = (b + Vec(kMu0)) - Vec(mu1);
        near = simd::mulAdd(b, b, near);
        far = simd::mulAdd(d, d, far);
        cosines = cosines + simd::cos2pi(simd::load(&waves(i, c)));
      }
      far = far * Vec(s) + Vec(dim);
      simd::store(&f[c], xsimd::min(near, far) + Vec(10.0) * (Vec(dim) - cosines));
    }
  };
}

/// The parts in the form that makeHybrid() takes.
std::vector<HybridPart> hybridParts(const std::vector<Part>& parts, const std::vector<double>& shift) {
  std::vector<HybridPart> list;
  for (const Part& part : parts) {
    HybridPart p{part.base, part.share};
    switch (part.kind) {
      case Kind::Common:
        break;
      case Kind::Zakharov:
        p.make = [](int /*dim*/) { return zakharov(); };
        break;
      case Kind::SchafferF7:
        p.make = [](int /*dim*/) { return schafferF7(); };
        p.fromStart = true;
        break;
      case Kind::Levy17:
        p.make = levy17;
        break;
      case Kind::BiRastrigin:
        p.make = [signs = signsOf(shift)](int dim) { return biRastrigin({signs.begin(), signs.begin() + dim}, {}); };
        break;
    }
    list.push_back(std::move(p));
  }
  return list;
}

/// A prepared component: function of z = R (x - shift).
struct Niche {
  TileFunction function;
  std::vector<double> shift;
  Matrix rotation;  // empty: none
  double height, delta, bias;
};

/// Mean of the components' values, weighted by the closeness of their shifts.
TileFunction composition(std::vector<Niche> niches) {
  return [niches = std::move(niches)](ConstMatView x, std::span<double> f, Workspace& ws) {
    Workspace::Frame frame(ws);
    const int count = isize(niches);
    const MatView y = frame.matrix(x.rows, x.cols);
    const MatView z = frame.matrix(x.rows, x.cols);
    const MatView values = frame.matrix(count, x.cols);
    const MatView weights = frame.matrix(count, x.cols);
    for (int k = 0; k < count; ++k) {
      const Niche& niche = niches[k];
      const std::span<double> weight = weights.row(k);
      std::fill(weight.begin(), weight.end(), 0.0);
      for (int i = 0; i < x.rows; ++i) {
        const double* from = x.data + i * x.stride;
        const double o = niche.shift[i];
        for (int c = 0; c < x.cols; ++c) {
          y(i, c) = from[c] - o;
          weight[c] += y(i, c) * y(i, c);
        }
      }
      for (double& w : weight) {
        w = w == 0.0 ? 1e99 : std::sqrt(1.0 / w) * std::exp(-w / (2.0 * x.rows * niche.delta * niche.delta));
      }
      if (!niche.rotation.empty()) linalg::multiply(niche.rotation, y, z);
      niche.function(niche.rotation.empty() ? y : z, values.row(k), ws);
      for (double& v : values.row(k)) v = v * niche.height + niche.bias;
    }
    for (int c = 0; c < x.cols; ++c) {
      double total = 0.0;
      for (int k = 0; k < count; ++k) total += weights(k, c);
      double sum = 0.0;
      // Too far from all niches for a weight: the plain mean.
      for (int k = 0; k < count; ++k) sum += (total == 0.0 ? 1.0 / count : weights(k, c) / total) * values(k, c);
      f[c] = sum;
    }
  };
}

std::string arrayName(const char* what, std::size_t component) {
  return fmt::format("{}{}", what, component + 1);
}

/// The item's numbers from the text file, without the first `skip`; the file may continue.
DataReader textAfter(std::size_t skip) {
  return [skip](SourceFiles& files, const DataItem& item) {
    const std::vector<double> values = files.numbers(item.source, std::size_t{1} << 22U);
    Matrix m(item.rows, item.cols);
    if (values.size() < skip + m.values().size()) {
      throw InputError("The data file '" + files.path(item.source) + "' has " + std::to_string(values.size()) +
                       " numbers instead of at least " + std::to_string(skip + m.values().size()) +
                       "; take it from an undamaged checkout.");
    }
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(skip), m.values().size(), m.values().begin());
    return m;
  };
}

bool biRastriginAlone(const Component& component) {
  return component.parts.size() == 1 && component.parts[0].kind == Kind::BiRastrigin;
}

Niche makeNiche(const Component& component, std::size_t number, int dim, const InstanceArrays& data) {
  Niche niche{{}, data.vector(arrayName("shift_", number)), {}, component.height, component.delta, component.bias};
  Matrix rotation = component.rotated ? data[arrayName("rotation_", number)] : Matrix{};
  if (biRastriginAlone(component)) {
    niche.function = biRastrigin(signsOf(niche.shift), std::move(rotation));
    return niche;
  }
  std::vector<int> order(static_cast<std::size_t>(dim));
  std::iota(order.begin(), order.end(), 1);
  if (component.hybrid()) {
    const std::vector<double> published = data.vector(arrayName("shuffle_", number));
    order.assign(published.begin(), published.end());
  }
  niche.function = makeHybrid(hybridParts(component.parts, niche.shift), order);
  niche.rotation = std::move(rotation);
  return niche;
}

}  // namespace

DataSet dataSet(const Suite& suite, const Function& function, int dim) {
  const std::string number = std::to_string(function.number);
  const std::string size = fmt::format("_D{}", dim);
  const std::string folder = std::string(suite.folder) + "/";
  const auto n = static_cast<std::size_t>(dim);
  DataSet set{suite.name, fmt::format("F{}_D{}", function.number, dim), {}};
  for (std::size_t k = 0; k < function.components.size(); ++k) {
    const Component& component = function.components[k];
    // Shifts are published for 100 variables, one row per component.
    set.items.push_back({arrayName("shift_", k), folder + "shift_data_" + number + ".txt", 1, dim, textAfter(k * 100)});
    if (component.rotated) {
      set.items.push_back(
          {arrayName("rotation_", k), folder + "M_" + number + size + ".txt", dim, dim, textAfter(k * n * n)});
    }
    if (component.hybrid()) {
      set.items.push_back({arrayName("shuffle_", k), folder + "shuffle_data_" + number + size + ".txt", 1, dim,
                           textAfter(k * n), DataItem::Kind::Permutation});
    }
  }
  return set;
}

Arrays synthetic(const Suite& suite, const Function& function, int dim) {
  Rng rng = instanceStream(suite.name, fmt::format("F{}_D{}", function.number, dim));
  Arrays arrays;
  for (std::size_t k = 0; k < function.components.size(); ++k) {
    arrays[arrayName("shift_", k)] = uniformRow(dim, -80.0, 80.0, rng);
    if (function.components[k].rotated) arrays[arrayName("rotation_", k)] = randomRotation(dim, rng);
    if (function.components[k].hybrid()) arrays[arrayName("shuffle_", k)] = permutationRow(dim, rng);
  }
  return arrays;
}

FunctionTask makeCecTask(const Function& function, int dim, const InstanceArrays& data) {
  FunctionTask task;
  task.name = function.name;
  task.dim = dim;
  task.lower = -kBound;
  task.upper = kBound;
  std::vector<Niche> niches;
  for (std::size_t k = 0; k < function.components.size(); ++k) {
    niches.push_back(makeNiche(function.components[k], k, dim, data));
  }
  if (niches.size() > 1) {
    task.optimum = niches[0].shift;
    task.objective = composition(std::move(niches));
    return task;
  }
  task.objective = std::move(niches[0].function);
  task.shift = std::move(niches[0].shift);
  task.rotation = std::move(niches[0].rotation);
  const bool atOne = function.components[0].parts[0].kind == Kind::Levy17;
  task.optimum = atOne ? minimiser(task, 1.0) : task.shift;
  return task;
}

void SuiteBuilder::params(ParamVisitor& visitor) {
  visitor.integer("dim", dim_, {.min = suite_.dims.front(), .max = suite_.dims.back(), .doc = "number of variables"});
}

std::vector<DataSet> SuiteBuilder::dataSets() const {
  std::vector<DataSet> sets;
  for (const int dim : suite_.dims) sets.push_back(dataSet(suite_, function_, dim));
  return sets;
}

BuiltProblem SuiteBuilder::build(const BuildRequest& request) const {
  if (std::find(suite_.dims.begin(), suite_.dims.end(), dim_) == suite_.dims.end()) {
    throw InputError(fmt::format("{} is published for {} variables, not for {}; set 'dim' to one of these.",
                                 suite_.name, fmt::join(suite_.dims, ", "), dim_));
  }
  const InstanceArrays data =
      obtainInstance(request, dataSet(suite_, function_, dim_), [this] { return synthetic(suite_, function_, dim_); });
  return {std::make_shared<FunctionProblem>(std::vector{makeCecTask(function_, dim_, data)}, suite_.budget(dim_)),
          data.instance, data.checksum};
}

void registerSuite(Catalogue& catalogue, const Suite& suite, const Citation& citation) {
  int position = 0;
  for (const Function& function : suite.functions) {
    ProblemInfo info;
    info.name = suite.name + std::to_string(++position);
    info.suite = suite.name;
    info.labels = SingleTask | SingleObjective | Unconstrained;
    info.citation = citation;
    info.doc = fmt::format("F{}, {}, as error f - f*.", function.number, function.name);
    info.needsData = true;
    info.make = [&suite, &function] { return std::make_unique<SuiteBuilder>(suite, function); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec
