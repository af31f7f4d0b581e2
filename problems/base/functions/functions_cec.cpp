// SPDX-License-Identifier: Apache-2.0
// How J. J. Liang, B. Y. Qu, P. N. Suganthan, "Problem definitions and evaluation criteria for the CEC 2014 special
// session and competition on single objective real-parameter numerical optimization", 2013, combine the functions.
#include <cmath>
#include <numeric>

#include "problems/base/functions/functions.h"
#include "tandem/error.h"

namespace tandem::prob {

double cecShrinkRate(Base base) {
  switch (base) {
    case Base::CecRosenbrock:
      return 2.048 / 100.0;
    case Base::Weierstrass:
      return 0.5 / 100.0;
    case Base::Griewank:
      return 600.0 / 100.0;
    case Base::Rastrigin:
      return 5.12 / 100.0;
    case Base::CecSchwefel:
      return 1000.0 / 100.0;
    case Base::Katsuura:
    case Base::HappyCat:
    case Base::HgBat:
    case Base::GriewankRosenbrock:
      return 5.0 / 100.0;
    default:
      return 1.0;
  }
}

namespace {

/// The coordinates (from 0) that each part of a hybrid function gets.
std::vector<std::vector<int>> dealtOut(const std::vector<HybridPart>& parts, const std::vector<int>& order) {
  const int dim = isize(order);
  std::vector<std::vector<int>> blocks;
  int first = 0;
  for (const HybridPart& part : parts) {
    const bool last = &part == &parts.back();
    const int count = last ? dim - first : static_cast<int>(std::ceil(part.share * dim));
    if (count < 1 || first + count > dim) throw Error("makeHybrid: too few coordinates for the parts.");
    std::vector<int>& block = blocks.emplace_back();
    for (int i = 0; i < count; ++i) {
      const int coordinate = order[(part.fromStart ? 0 : first) + i] - 1;
      if (coordinate < 0 || coordinate >= dim) throw Error("makeHybrid: the order is no permutation.");
      block.push_back(coordinate);
    }
    first += count;
  }
  return blocks;
}

}  // namespace

std::vector<DevicePart> deviceParts(const std::vector<HybridPart>& parts, const std::vector<int>& order) {
  const std::vector<std::vector<int>> blocks = dealtOut(parts, order);
  std::vector<DevicePart> list;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (parts[k].make) return {};
    DevicePart part = devicePart(parts[k].base, isize(blocks[k]));
    part.inputs = blocks[k];
    part.rate = cecShrinkRate(parts[k].base);
    list.push_back(std::move(part));
  }
  return list;
}

TileFunction makeHybrid(const std::vector<HybridPart>& parts, const std::vector<int>& order) {
  struct Block {
    TileFunction function;
    double rate;
    std::vector<int> coordinates;
  };
  std::vector<Block> blocks;
  for (std::vector<int>& coordinates : dealtOut(parts, order)) {
    const HybridPart& part = parts[blocks.size()];
    const int count = isize(coordinates);
    blocks.push_back({part.make ? part.make(count) : makeFunction(part.base, count), cecShrinkRate(part.base),
                      std::move(coordinates)});
  }
  return [blocks = std::move(blocks)](ConstMatView z, std::span<double> f, Workspace& ws) {
    Workspace::Frame frame(ws);
    const std::span<double> value = frame.doubles(f.size());
    const MatView part = frame.matrix(z.rows, z.cols);
    std::fill(f.begin(), f.end(), 0.0);
    for (const Block& block : blocks) {
      const int count = isize(block.coordinates);
      for (int i = 0; i < count; ++i) {
        const double* from = z.data + block.coordinates[i] * z.stride;
        for (int c = 0; c < z.cols; ++c) part(i, c) = from[c] * block.rate;
      }
      block.function(part.rowRange(0, count), value, ws);
      for (std::size_t c = 0; c < f.size(); ++c) f[c] += value[c];
    }
  };
}

}  // namespace tandem::prob
