// SPDX-License-Identifier: Apache-2.0
#include "cli/device_advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "cli/output.h"

namespace tandem::cli {

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kPopulation = 100.0;

/// Two digits: more would suggest a precision that such measurements lack.
std::string about(double count) {
  if (count == kNever) return "never";
  const double unit = std::pow(10.0, std::max(0.0, std::floor(std::log10(count)) - 1.0));
  return grouped(static_cast<long long>(std::ceil(count / unit - 1e-9) * unit));
}

std::string fromTo(double least, double most) {
  const std::string first = about(least);
  const std::string second = about(most);
  return first == second ? first : first + " to " + second;
}

}  // namespace

double paysFrom(const DeviceTimes& times, int cores) {
  const double gain = times.cpu / cores - times.point;
  return gain > 0.0 ? std::max(1.0, times.launch / gain) : kNever;
}

std::string deviceAdvice(const std::vector<DeviceTimes>& all, const std::string& device, int cores) {
  Columns columns({"problem", "task", "D", "CPU us/point", "launch us", "device us/point", "pays from points at once"});
  double least = kNever;
  double most = 0.0;
  double leastVariables = kNever;
  double mostVariables = 0.0;
  std::size_t never = 0;
  for (const DeviceTimes& times : all) {
    const double points = paysFrom(times, cores);
    columns.row({times.problem, std::to_string(times.task + 1), std::to_string(times.dim),
                 fmt::format("{:.3g}", 1e6 * times.cpu), fmt::format("{:.3g}", 1e6 * times.launch),
                 fmt::format("{:.3g}", 1e6 * times.point), about(points)});
    if (points == kNever) {
      ++never;
      continue;
    }
    least = std::min(least, points);
    most = std::max(most, points);
    leastVariables = std::min(leastVariables, points * times.dim);
    mostVariables = std::max(mostVariables, points * times.dim);
  }
  std::string text =
      fmt::format("{}, against {} {} of the CPU\n\n{}\n", device, cores, cores == 1 ? "core" : "cores", columns.text());
  if (never == all.size()) {
    return text +
           "This device does not pay off for any of these problems: the CPU's cores evaluate a point faster, "
           "however\nmany come together. Leave --device out.\n";
  }
  const std::string runs = fromTo(std::max(1.0, least / kPopulation), std::max(1.0, most / kPopulation));
  text += fmt::format(
      "The device pays off from about N x runs = {} points at once (N x D x runs = {}), where N are the individuals\n"
      "that a run evaluates together, D their variables, and runs those in flight: with N = {:.0f} that takes {} {}\n"
      "(--in-flight, 32 if not said otherwise).\n",
      fromTo(least, most), fromTo(leastVariables, mostVariables), kPopulation, runs, runs == "1" ? "run" : "runs");
  if (never > 0) text += fmt::format("For {} of the {} tasks above it never does.\n", never, all.size());
  return text +
         "Only evaluation is compared. 'tandem info FILE --cost' says how much of a run that is: what an algorithm "
         "does\nitself, no device speeds up.\n";
}

}  // namespace tandem::cli
