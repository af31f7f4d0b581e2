// SPDX-License-Identifier: Apache-2.0
// Crashes in the fifth run of a process, if TANDEM_TEST_CRASH says how ("segv" or "abort"); else random search.
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::crash {
namespace {

std::atomic<int> runs{0};

class Crash final : public Algorithm {
  void run(RunContext& ctx) override {
    const char* how = std::getenv("TANDEM_TEST_CRASH");
    if (++runs == 5 && how != nullptr) {
      // The runs before it have reached the disk by then, if the machine is not very busy.
      std::this_thread::sleep_for(std::chrono::seconds(1));
      if (std::string(how) == "abort") std::abort();
      std::raise(SIGSEGV);
    }
    std::vector<Population> pops = op::initPerTask(ctx);
    while (ctx.running(pops)) pops = op::initPerTask(ctx);
  }
};

}  // namespace

TANDEM_ALGORITHM(Crash, .name = "Crash-Plugin", .labels = SingleTask | SingleObjective | Unconstrained,
                 .doc = "Random search that may crash.")

}  // namespace tandem::alg::crash
