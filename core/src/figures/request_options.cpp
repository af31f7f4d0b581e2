// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cmath>

#include "figures/number_text.h"
#include "tandem/error.h"
#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

const FigureRequest kDefault;

template <typename T>
RequestOption option(const char* name, const char* placeholder, const char* doc, T FigureRequest::*member,
                     std::function<void(FigureRequest&, const std::string&)> read) {
  return {name,
          placeholder,
          doc,
          std::move(read),
          [member](const FigureRequest& r) { return r.*member != kDefault.*member; },
          [member](FigureRequest& r) { r.*member = kDefault.*member; }};
}

RequestOption text(const char* name, const char* placeholder, const char* doc, std::string FigureRequest::*member) {
  return option(name, placeholder, doc, member,
                [member](FigureRequest& r, const std::string& value) { r.*member = value; });
}

RequestOption flag(const char* name, const char* doc, bool FigureRequest::*member) {
  return option(name, "", doc, member,
                [member](FigureRequest& r, const std::string&) { r.*member = !(kDefault.*member); });
}

/// Counted from 1 by users, from 0 here.
RequestOption counted(const char* name, const char* placeholder, const char* doc, int FigureRequest::*member,
                      int first = 1) {
  const std::string label = std::string("--") + name;
  return option(name, placeholder, doc, member, [member, first, label](FigureRequest& r, const std::string& value) {
    int n = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    if (error != std::errc() || end != value.data() + value.size() || n < first) {
      throw InputError(label + " '" + value + "' should be a whole number from " + std::to_string(first) + '.');
    }
    r.*member = n - (kDefault.*member < 0 ? 1 : 0);
  });
}

RequestOption real(const char* name, const char* doc, double FigureRequest::*member) {
  const std::string label = std::string("--") + name;
  return option(name, "X", doc, member, [member, label](FigureRequest& r, const std::string& value) {
    r.*member = numberIn(value, label, "a number");
  });
}

RequestOption scale(const char* name, const char* doc, Scale which) {
  return {name,
          "",
          doc,
          [which](FigureRequest& r, const std::string&) {
            if (r.y != Scale::Auto && r.y != which)
              throw InputError("--log-y and --linear-y contradict each other; give one of them.");
            r.y = which;
          },
          [which](const FigureRequest& r) { return r.y == which; },
          [which](FigureRequest& r) {
            if (r.y == which) r.y = Scale::Auto;
          }};
}

void readRange(FigureRequest& request, const std::string& range) {
  constexpr const char* kForm = "LOW:HIGH, for example 1e-8:100, or 0: and :5 for one end";
  const std::size_t colon = range.find(':');
  if (colon == std::string::npos) throw InputError("--y-range '" + range + "' should read " + kForm + '.');
  const std::string low = range.substr(0, colon), high = range.substr(colon + 1);
  if (!low.empty()) request.yLow = numberIn(low, "--y-range", kForm);
  if (!high.empty()) request.yHigh = numberIn(high, "--y-range", kForm);
  if (request.yLow >= request.yHigh) throw InputError("--y-range '" + range + "' should begin below its end.");
}

std::vector<RequestOption> made() {
  using R = FigureRequest;
  return {
      counted("task", "T", "one task, from 1 (default: all)", &R::task),
      text("metric", "METRIC", "metric (default: as in 'tandem table')", &R::metric),
      counted("repetition", "R", "run to draw, from 1 (default: pareto the one with the median metric, else none)",
              &R::repetition),
      counted("checkpoint", "K", "checkpoint, from 1 (default: the last)", &R::checkpoint),
      flag("total", "count the evaluations of all tasks together", &R::totalEvaluations),
      flag("no-band", "medians without the quartile band", &R::band),
      flag("log-x", "logarithmic evaluation axis", &R::logX),
      scale("log-y", "logarithmic axis of values (default: where they span decades)", Scale::Log),
      scale("linear-y", "linear axis of values", Scale::Linear),
      {"y-range", "LOW:HIGH", "limits of the axis of values; one of them may be left out", readRange,
       [](const R& r) { return !std::isnan(r.yLow) || !std::isnan(r.yHigh); }, [](R& r) { r.yLow = r.yHigh = kNone; }},
      flag("mean", "mean with its confidence band (level 1 - alpha) instead of the median", &R::mean),
      text("base", "NAME", "algorithm to compare with (default: the first; verdict: twin)", &R::base),
      flag("joint", "a target counts once every task of the problem has reached its own", &R::joint),
      real("tolerance", "gap to the best, as a share of the way there, that still counts as solved (default: 0.01)",
           &R::tolerance),
      real("alpha", "level of tests and bands (default: 0.05; critical-difference: 0.05 or 0.1)", &R::alpha),
      option("ranks", "mean|median", "which statistic of the runs is ranked, as in 'tandem table' (default: mean)",
             &R::ranks,
             [](R& r, const std::string& value) {
               if (value != "mean" && value != "median") {
                 throw InputError("--ranks '" + value + "' should be mean or median.");
               }
               r.ranks = value == "median" ? TableRanks::Median : TableRanks::Mean;
             }),
      flag("task-blocks", "every task a block, not every problem", &R::taskBlocks),
      text("trace", "NAME", "the quantity to draw, as 'tandem show' lists it (default: all)", &R::trace),
      flag("plane", "two variables instead of a line through the box", &R::plane),
      flag("real-units", "real units instead of the unified space", &R::realUnits),
      counted("samples", "N", "number of samples (per axis)", &R::samples),
      text("x", "QUANTITY",
           "quantity on the horizontal axis: seconds, objective:1, a parameter, ... (default: seconds; run-box: "
           "algorithm)",
           &R::xOf),
      text("y", "QUANTITY", "quantity on the vertical axis (default: value:1, the metric of task 1)", &R::yOf),
      text("size", "QUANTITY", "quantity shown by the size (default: nothing)", &R::sizeOf),
      text("colour", "QUANTITY", "quantity shown by the colour (default: algorithm)", &R::colourOf),
      text("runs", "WORDS", "only runs with these words and comparisons, as in 'MFEA seconds<2'", &R::runs),
  };
}

}  // namespace

const std::vector<RequestOption>& requestOptions() {
  static const std::vector<RequestOption> options = made();
  return options;
}

}  // namespace tandem::figures
