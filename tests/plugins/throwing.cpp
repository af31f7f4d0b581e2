// SPDX-License-Identifier: Apache-2.0
// An algorithm that breaks off with an exception.
#include <stdexcept>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::throwing {
namespace {

class Throwing final : public Algorithm {
  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    while (ctx.running(pops)) throw std::runtime_error("the well is dry");
  }
};

}  // namespace

TANDEM_ALGORITHM(Throwing, .name = "Throwing-Plugin", .labels = SingleTask | SingleObjective | Unconstrained,
                 .doc = "Throws.")

}  // namespace tandem::alg::throwing
