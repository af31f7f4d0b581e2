// SPDX-License-Identifier: Apache-2.0
#include "editing/precision.h"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <type_traits>
#include <utility>

#include "store/columns.h"
#include "tandem/error.h"

namespace tandem {

namespace {

constexpr int kMantissa = 53;     // bits of a double, the leading one included
constexpr int kSecondsBits = 10;  // of the times in a lean file: three digits

/// The least number of that many bits that is not below `value`: rounding twice gives the same as rounding once, and no
/// run gets better.
double roundedUp(double value, int bits) {
  if (bits >= kMantissa) return value;
  const std::uint64_t unit = std::uint64_t{1} << static_cast<unsigned>(kMantissa - bits);
  const auto stored = std::bit_cast<std::uint64_t>(value);
  const std::uint64_t cut = stored & ~(unit - 1);
  if (cut == stored || value < 0.0) return std::bit_cast<double>(cut);
  const auto next = std::bit_cast<double>(cut + unit);  // a carry propagates into the exponent, as it must
  return std::isfinite(next) ? next : value;
}

double reduced(double value, const Precision& p) {
  if (!std::isfinite(value) || value == 0.0) return value;
  if (p.singles) {
    const auto single = static_cast<float>(value);
    return std::isfinite(single) && single != 0.0F ? static_cast<double>(single) : value;  // beyond a float's range
  }
  if (p.bits > 0) return roundedUp(value, p.bits);
  // Through decimal text: the nearest number of that many digits, whatever the magnitude; rounding again changes
  // nothing.
  const std::string text = fmt::format("{:.{}e}", value, p.digits - 1);
  double out = value;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

template <typename Values>
void reduceAll(Values&& values, const Precision& p) {
  for (double& v : values) v = reduced(v, p);
}

void reduceFront(FrontRecord& front, const Precision& p) {
  reduceAll(front.objectives.values(), p);
  reduceAll(front.cv, p);
  reduceAll(front.decisions.values(), p);
}

void reduceLog(std::vector<Improvement>& log, const Precision& p) {
  for (Improvement& step : log) {
    step.objective = reduced(step.objective, p);
    step.cv = reduced(step.cv, p);
  }
}

/// Drops what tables, tests and ranks of checkpoints do not need.
void strip(RunRecord& r) {
  for (auto& log : r.improvements) log.clear();
  r.transferReported = false;
  r.transfer.clear();
  r.traces.clear();
  r.decisions.clear();
  r.state.clear();
  r.cost = {};
  r.seconds = reduced(r.seconds, {.bits = kSecondsBits});
  for (std::size_t i = 0; i < r.fronts.size(); ++i) {
    const bool last = (i + 1) % static_cast<std::size_t>(r.checkpoints) == 0;
    r.fronts[i].decisions = {};
    if (!last) r.fronts[i] = {};
  }
}

}  // namespace

double edit::bitsOf(const Precision& p) {
  return p.singles ? 24.0 : p.bits > 0 ? p.bits : p.digits * std::log2(10.0);
}

void edit::reduce(RunRecord& r, const Precision& p) {
  if (p.lean) strip(r);
  if (!p.rounds()) return;
  store::visitColumns([&](const store::ColumnInfo& column, auto member, auto) {
    if constexpr (std::is_same_v<std::decay_t<decltype(r.*member)>, std::vector<double>>) {
      if (!column.times) reduceAll(r.*member, p);
    }
  });
  for (std::vector<double>& d : r.decisions) reduceAll(d, p);
  for (FrontRecord& front : r.fronts) reduceFront(front, p);
  for (auto& log : r.improvements) reduceLog(log, p);
}

void edit::round(CellData& cell, const Precision& p) {
  if (!p.rounds()) return;
  reduceAll(cell.objective, p);
  reduceAll(cell.cv, p);
  for (FrontRecord& front : cell.fronts) reduceFront(front, p);
  for (auto& log : cell.improvements) reduceLog(log, p);
}

std::string precisionText(const Precision& precision) {
  std::string text = "full";
  if (precision.digits > 0) text = fmt::format("{} digits", precision.digits);
  if (precision.bits > 0) text = fmt::format("{} bits", precision.bits);
  if (precision.singles) text = "float";
  return precision.lean ? text + ", lean" : text;
}

std::string reductionText(const std::string& text) {
  Precision p = parsePrecision(text);
  if (!p.rounds()) return "lean, with numbers in full";
  const bool lean = std::exchange(p.lean, false);
  return "reduced to " + precisionText(p) + (lean ? " and lean" : "");
}

Precision parsePrecision(const std::string& text) {
  static constexpr std::string_view kLean = ", lean";
  if (text.ends_with(kLean)) {
    const std::string numbers = text.substr(0, text.size() - kLean.size());
    Precision p = numbers == "full" ? Precision{} : parsePrecision(numbers);
    p.lean = true;
    return p;
  }
  Precision p;
  if (text == "float") {
    p.singles = true;
    return p;
  }
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string rest(end, text.data() + text.size());
  const bool bits = rest == "bits" || rest == " bits";
  const bool known = bits || rest.empty() || rest == " digits";
  if (error != std::errc{} || !known || number < 1 || number > (bits ? kMantissa - 1 : 16)) {
    throw InputError(
        fmt::format("'{}' is no precision; give float, a number of significant digits from 1 to 16, or of significant "
                    "bits as in 18bits, up to 52.",
                    text));
  }
  (bits ? p.bits : p.digits) = number;
  return p;
}

}  // namespace tandem
