// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/command.h"
#include "cli/device_advice.h"
#include "cli/output.h"
#include "cli/running/experiment.h"
#include "tandem/device.h"
#include "tandem/error.h"
#include "tandem/specification/command_line.h"

namespace tandem::cli::bench {
namespace {

constexpr int kCpuRows = 100;  // a generation of one task
constexpr int kSmallest = 32;
constexpr int kLargest = 16384;

/// Cheap, rotated, with many cosines, large: the range of suites with an OpenCL form.
const std::vector<std::string> kDefaultProblems = {"CEC17-MTSO5-PI-MS",    "CEC17-MTSO1-CI-HS", "CEC17-MTSO6-PI-LS",
                                                   "CEC19-MaTSO3:tasks=1", "LSMaTSO1:tasks=1",  "LSMaTSO4:tasks=1"};

/// Seconds per call, the least of several during about `seconds`.
template <typename Call>
double secondsOf(const Call& call, double seconds) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  double least = 1e300;
  call();
  do {
    const auto start = Clock::now();
    call();
    least = std::min(least, std::chrono::duration<double>(Clock::now() - start).count());
  } while (std::chrono::duration<double>(Clock::now() - begin).count() < seconds);
  return least;
}

class Bench {
 public:
  explicit Bench(double seconds) : seconds_(seconds) {}

  double evaluation(const Problem& problem, int task, int rows) {
    const TaskInfo& info = problem.tasks()[task];
    Matrix x(rows, info.dim);
    Rng rng(7);
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < info.dim; ++j) {
        const auto at = static_cast<std::size_t>(j);
        x(i, j) = rng.uniform(info.lower[at], info.upper[at]);
      }
    }
    Matrix objectives(rows, info.objectives);
    const std::unique_ptr<ProblemState> state = problem.makeState();
    EvalContext context{.workspace = workspace_, .state = state.get()};
    return secondsOf([&] { problem.evaluate(task, x, objectives, {}, context); }, seconds_);
  }

 private:
  double seconds_;
  Workspace workspace_;
};

/// Times measured while other programs use the processor are wrong for both device and CPU, and not by the same factor.
void noteLoad() {
  double load = 0.0;
  const double cores = std::max(1U, std::thread::hardware_concurrency());
  if (getloadavg(&load, 1) != 1 || load < 0.5 * cores) return;
  note(fmt::format("tandem: this machine is busy (load {:.1f} on {:.0f} cores): measure again when it is idle", load,
                   cores));
}

int run(const Arguments& args) {
  if (args.text("device") != "device") args.refuse("'bench' measures a device: say 'tandem bench device'.");
  const DeviceChoice choice = parseDevice(args.text("on", "opencl"), "--on");
  if (!choice.opencl)
    throw InputError("--on: name an OpenCL device (see 'tandem list devices'); the CPU is measured anyway.");
  const auto cores = static_cast<int>(args.integer("threads", 1, 4096, std::thread::hardware_concurrency()));
  noteLoad();
  Bench bench(args.real("seconds", 0.001, 60.0, 0.1));
  std::vector<DeviceTimes> all;
  std::string label;
  std::vector<ProblemEntry> entries;
  for (const ProblemEntry& e :
       parseProblems(args.has("problem") ? args.list("problem") : kDefaultProblems, args.catalogue())) {
    if (e.name.find_first_of("*?") == std::string::npos) {
      entries.push_back(e);
      continue;
    }
    for (const ProblemInfo* info : args.catalogue().problems.match(e.name)) entries.push_back({info->name, e.params});
  }
  if (entries.empty()) throw InputError("--problem: nothing matches; see 'tandem list problems'.");
  for (const ProblemEntry& entry : entries) {
    const BuiltProblem built = buildProblem(args.catalogue(), entry.name, entry.params, {Instance::Synthetic, ""});
    const DeviceSession session(choice, {built.problem});
    label = session.label(0);
    const int tasks = std::min(2, built.problem->taskCount());
    for (int t = 0; t < tasks; ++t) {
      DeviceTimes m{.problem = entry.name, .task = t, .dim = built.problem->tasks()[t].dim};
      m.cpu = bench.evaluation(*built.problem, t, kCpuRows) / kCpuRows;
      const double small = bench.evaluation(session.problem(0), t, kSmallest);
      const double large = bench.evaluation(session.problem(0), t, kLargest);
      m.point = std::max(0.0, (large - small) / (kLargest - kSmallest));
      m.launch = std::max(0.0, small - kSmallest * m.point);
      all.push_back(std::move(m));
    }
  }
  if (args.text("format", "text") == "json") {
    nlohmann::ordered_json records = nlohmann::ordered_json::array();
    for (const DeviceTimes& m : all) {
      const double points = paysFrom(m, cores);
      records.push_back({{"device", label},
                         {"cores", cores},
                         {"problem", m.problem},
                         {"task", m.task + 1},
                         {"dim", m.dim},
                         {"cpu_seconds_per_point", m.cpu},
                         {"launch_seconds", m.launch},
                         {"device_seconds_per_point", m.point},
                         {"pays_from_points", std::isfinite(points) ? nlohmann::ordered_json(points) : nullptr}});
    }
    print(records.dump(2) + "\n");
  } else {
    print(deviceAdvice(all, label, cores));
  }
  return 0;
}

}  // namespace

Command command() {
  return {.name = "bench",
          .summary = "measure when an OpenCL device pays off on this machine",
          .group = Group::Explore,
          .rank = 60,
          .usage = {"tandem bench device [--on opencl[:INDEX][:single]] [-p PROBLEM]... [--format text|json]"},
          .details =
              "For each problem: the time of a point on one thread of the CPU (batches of 100), the time of an almost\n"
              "empty launch on the device, and the time of a point in a large launch. These tell how many points must\n"
              "come together before the device is faster than the CPU's cores. Points come together from the tasks\n"
              "of a run and from the runs in flight. Instances are synthetic; values do not matter here.",
          .examples = {{"tandem bench device", "does the first OpenCL device pay off?"},
                       {"tandem bench device --on opencl:1:single -p 'CEC17-MTSO*'",
                        "another device, in single precision, on one suite"}},
          .declare =
              [](Options& o) {
                o.positional("device", "what to measure");
                o.value("on", "DEVICE", "the device (default: opencl:0)");
                o.list("problem,p", "PROBLEM", "problems to measure with (default: six very different ones)");
                o.value("threads,j", "N", "cores of the CPU to compare with (default: all)");
                o.value("seconds", "S", "time for each measurement (default: 0.1)");
                o.value("format,f", "text|json", "default: text");
                o.catalogue();
              },
          .run = run};
}

}  // namespace tandem::cli::bench
