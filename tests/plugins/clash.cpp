// SPDX-License-Identifier: Apache-2.0
// Registers a new metric first and then an algorithm whose alias is taken by sample.cpp.
#include "tandem/algorithm.h"

namespace tandem::alg::clash {

void registerUnit(Catalogue& catalogue) {
  MetricInfo metric;
  metric.name = "Clash-Metric";
  metric.make = [] { return std::unique_ptr<Metric>(); };
  catalogue.metrics.add(metric);
  AlgorithmInfo algorithm;
  algorithm.name = "Clash";
  algorithm.aliases = {"sp"};
  algorithm.make = [] { return std::unique_ptr<Algorithm>(); };
  catalogue.algorithms.add(algorithm);
}

}  // namespace tandem::alg::clash
