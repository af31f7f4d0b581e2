// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nanobind/nanobind.h>

#include <memory>

#include "tandem/population.h"

namespace tandem::py {

namespace nb = nanobind;

/// A population held by Python. Arrays show its memory and keep it alive, so whatever would move that memory (another
/// size, chosen survivors) makes a new store and leaves the old one to the arrays still showing it.
struct Individuals {
  std::shared_ptr<Population> store;

  Individuals() = default;
  explicit Individuals(Population&& population) : store(std::make_shared<Population>(std::move(population))) {}
  Population& operator*() const { return *store; }
  Population* operator->() const { return store.get(); }
};

void bindPopulation(nb::module_& m);

}  // namespace tandem::py
