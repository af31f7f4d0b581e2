// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "tandem/error.h"
#include "tandem/figures/collection.h"
#include "tandem/figures/distribution.h"
#include "tandem/numbers.h"

namespace tandem::figures {
namespace {

constexpr int kMostNumbers = 8;                      // distinguished one by one; else ranges of them
constexpr int kRanges = 5;                           // of colours and boxes
constexpr int kMostNames = 16;                       // in the legend
constexpr double kSizes[] = {5.0, 8.0, 11.5, 15.5};  // points
constexpr int kUsualSize = 1;                        // where size has no meaning
constexpr double kSpread = 0.6;                      // share of a name's place over which its runs are spread

std::string text(double v, int digits = 4) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.*g", digits, v);
  return buffer;
}

struct Span {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  void take(double v) {
    if (!std::isfinite(v)) return;
    low = std::min(low, v);
    high = std::max(high, v);
  }
  /// True for positive values spanning decades.
  [[nodiscard]] bool decades() const { return low > 0.0 && high / low > 100.0; }
};

/// Runs in classes: names, single numbers, or ranges of numbers with about as many runs each.
struct Classes {
  std::vector<std::string> names;
  std::vector<int> of;   ///< one per run of the collection; -1: it has no value
  bool ordered = false;  ///< numbers
};

Classes namedClasses(const Quantity& q, const std::vector<int>& shown) {
  Classes c;
  c.of.assign(q.values.size(), -1);
  // In the order of the collection, without those not shown.
  std::map<int, int> place;
  for (const int run : shown) {
    if (!std::isnan(q.values[run])) place[nearest(q.values[run])] = 0;
  }
  for (auto& [category, at] : place) {
    at = isize(c.names);
    c.names.push_back(q.categories[category]);
  }
  for (const int run : shown) {
    if (!std::isnan(q.values[run])) c.of[run] = place[nearest(q.values[run])];
  }
  return c;
}

/// The numbers as texts, with the fewest digits that distinguish them.
std::vector<std::string> textsOf(const std::vector<double>& numbers) {
  std::vector<std::string> texts;
  for (const int digits : {4, 6, 9, 17}) {
    texts.clear();
    for (const double v : numbers) texts.push_back(text(v, digits));
    if (std::set<std::string>(texts.begin(), texts.end()).size() == numbers.size()) break;
  }
  return texts;
}

Classes classesOf(const Quantity& q, const std::vector<int>& shown) {
  if (!q.categories.empty()) return namedClasses(q, shown);
  Classes c;
  c.ordered = true;
  c.of.assign(q.values.size(), -1);
  std::vector<double> sorted;
  for (const int run : shown) {
    if (std::isfinite(q.values[run])) sorted.push_back(q.values[run]);
  }
  std::ranges::sort(sorted);
  std::vector<double> begins = sorted;  // of the classes
  begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
  if (isize(begins) <= kMostNumbers) {
    c.names = textsOf(begins);
  } else {
    begins.clear();
    for (int k = 0; k < kRanges; ++k) begins.push_back(sorted[k * isize(sorted) / kRanges]);
    begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
    for (int k = 0; k < isize(begins); ++k) {
      const auto end = k + 1 < isize(begins) ? std::ranges::lower_bound(sorted, begins[k + 1]) : sorted.end();
      c.names.push_back(text(begins[k]) + (begins[k] < *(end - 1) ? " to " + text(*(end - 1)) : ""));
    }
  }
  for (const int run : shown) {
    if (!std::isfinite(q.values[run])) continue;
    c.of[run] = static_cast<int>(std::ranges::upper_bound(begins, q.values[run]) - begins.begin()) - 1;
  }
  return c;
}

/// Positions of runs on an axis. Those of one name are spread around its place, always in the same way: in order on the
/// x axis, but not on the y axis, so that two names do not make a line.
std::vector<double> placesOf(const RunCollection& collection, const Quantity& q, const Classes& classes, bool upward) {
  std::vector<double> places(q.values);
  if (q.categories.empty()) return places;
  constexpr double kGolden = 0.6180339887498949;
  for (int run = 0; run < isize(places); ++run) {
    const CollectedRun& r = collection.runs()[run];
    const int repetitions = collection.source()[r.problem].cells[r.algorithm].repetitions;
    const double share = upward ? std::fmod(kGolden * (r.repetition + 1), 1.0) : (r.repetition + 0.5) / repetitions;
    places[run] = classes.of[run] < 0 ? kNone : classes.of[run] + kSpread * (share - 0.5);
  }
  return places;
}

Axis axisOf(const Quantity& q, const Classes& classes, const std::vector<int>& shown, Scale scale) {
  Axis axis{.label = q.label};
  if (!q.categories.empty()) {
    axis.categories = classes.names;
    return axis;
  }
  Span span;
  for (const int run : shown) span.take(q.values[run]);
  axis.log = scale == Scale::Log || (scale == Scale::Auto && span.decades());
  return axis;
}

bool drawable(const Axis& axis, double v) {
  return std::isfinite(v) && (!axis.log || v > 0.0);
}

std::string runCount(int n) {
  return std::to_string(n) + (n == 1 ? " run" : " runs");
}

/// "12 runs; ...; 3 runs without these values not shown; ...".
std::string noteOf(const RunCollection& collection, int drawn, int undefined, const std::string& how) {
  std::string note = runCount(drawn) + how;
  if (undefined > 0) note += "; " + runCount(undefined) + " without these values not shown";
  if (collection.leftOut() > 0) note += "; " + runCount(collection.leftOut()) + " did not finish";
  return note + "; " + instanceNote(collection.source()) + '.';
}

/// The meaning of bubble sizes.
class Sizes {
 public:
  Sizes(const Quantity& q, const std::vector<int>& shown) : values_(q.values) {
    if (values_.empty()) return;
    int without = 0;
    for (const int run : shown) {
      span_.take(values_[run]);
      without += std::isfinite(values_[run]) ? 0 : 1;
    }
    if (span_.low <= span_.high && q.categories.empty()) {
      note_ = "; size: " + q.label + ", " + text(span_.low) + " (small) to " + text(span_.high) + " (large)";
    }
    if (without > 0) note_ += ", " + runCount(without) + " without (small)";
  }
  [[nodiscard]] int of(int run) const {
    if (values_.empty()) return kUsualSize;
    constexpr int kClasses = static_cast<int>(std::size(kSizes));
    const double v = values_[run];
    if (!std::isfinite(v)) return 0;
    if (!(span_.high > span_.low)) return kUsualSize;
    // In halves: the difference of two doubles may overflow.
    const double u = span_.decades() ? std::log(v / span_.low) / std::log(span_.high / span_.low)
                                     : (0.5 * v - 0.5 * span_.low) / (0.5 * span_.high - 0.5 * span_.low);
    return std::clamp(roundDown(u * kClasses), 0, kClasses - 1);
  }
  [[nodiscard]] const std::string& note() const { return note_; }

 private:
  std::vector<double> values_;
  Span span_;
  std::string note_;
};

/// Looks of the colours' classes: those of the algorithms in all figures; of numbers, from low to high; else by
/// position.
std::vector<int> stylesOf(const RunCollection& collection, const Quantity& colour, const Classes& classes,
                          const std::vector<int>& shown) {
  std::vector<int> styles(classes.names.size(), kInk);
  for (int i = 0; i < isize(styles); ++i) {
    // The palest colours of the scale would be invisible on paper.
    if (classes.ordered) styles[i] = kRamp + 85 * i / std::max(1, isize(styles) - 1);
    if (!classes.ordered) styles[i] = i;
  }
  if (colour.name != "algorithm") return styles;
  for (int i = isize(shown) - 1; i >= 0; --i) {
    const int run = shown[i];
    const CollectedRun& r = collection.runs()[run];
    styles[classes.of[run]] = styleOf(collection.source()[r.problem], static_cast<std::size_t>(r.algorithm));
  }
  return styles;
}

void refuseNothing(const std::vector<int>& shown) {
  if (shown.empty()) throw InputError("No run has all of the words and comparisons; ask for fewer of them.");
}

}  // namespace

Figure bubbleChart(const RunCollection& collection, const CollectionOptions& options) {
  const std::vector<int>& shown = options.shown;
  refuseNothing(shown);
  const Quantity qx = collection.quantity(options.x.empty() ? "seconds" : options.x);
  const Quantity qy = collection.quantity(options.y.empty() ? "value:1" : options.y);
  const Quantity colour = collection.quantity(options.colour.empty() ? "algorithm" : options.colour);
  const Quantity size = options.size.empty() ? Quantity() : collection.quantity(options.size);
  const Classes cx = classesOf(qx, shown), cy = classesOf(qy, shown), cc = classesOf(colour, shown);
  const std::vector<double> x = placesOf(collection, qx, cx, false), y = placesOf(collection, qy, cy, true);
  const Sizes sizes(size, shown);
  Panel panel;
  panel.x = axisOf(qx, cx, shown, Scale::Auto);
  panel.y = axisOf(qy, cy, shown, options.yScale);
  // One line per size, colour and state, large ones first, so that small ones are on top.
  struct Key {
    bool bright;
    int smallness, colour;
    auto operator<=>(const Key&) const = default;  // NOLINT(modernize-use-nullptr): a mistake of clang-tidy 14
  };
  std::map<Key, std::vector<int>> groups;
  int undefined = 0;
  for (const int run : shown) {
    if (!drawable(panel.x, x[run]) || !drawable(panel.y, y[run])) {
      ++undefined;
      continue;
    }
    const bool bright = options.selected.empty() || std::ranges::binary_search(options.selected, run);
    groups[{bright, -sizes.of(run), cc.of[run]}].push_back(run);
  }
  // Each name appears once in the legend, in the order of the colours: on a line without points.
  const std::vector<int> styles = stylesOf(collection, colour, cc, shown);
  const int named = std::min(isize(cc.names), kMostNames);
  for (int c = 0; c < named; ++c) {
    const std::string name = cc.ordered ? colour.label + ' ' + cc.names[c] : cc.names[c];
    panel.lines.push_back({.label = name, .style = styles[c], .line = false, .markerSize = 8.0, .filled = true});
  }
  if (std::ranges::any_of(groups, [](const auto& group) { return group.first.colour < 0; })) {
    panel.lines.push_back(
        {.label = "without " + colour.label, .style = kInk, .line = false, .markerSize = 8.0, .filled = true});
  }
  for (const auto& [key, runs] : groups) {
    Line line{.style = key.colour >= 0 ? styles[key.colour] : kInk,
              .line = false,
              .sorted = false,
              .markerSize = kSizes[-key.smallness],
              .opacity = key.bright ? 0.8 : 0.15,
              .filled = true,
              .ids = runs};
    for (const int run : runs) {
      line.x.push_back(x[run]);
      line.y.push_back(y[run]);
      line.names.push_back(collection.nameOf(run));
      if (!size.values.empty()) line.values.push_back(size.values[run]);
    }
    panel.lines.push_back(std::move(line));
  }
  std::string how = sizes.note();
  if (isize(cc.names) > named) how += "; " + std::to_string(isize(cc.names) - named) + " more are not in the legend";
  Figure figure;
  figure.note = noteOf(collection, isize(shown) - undefined, undefined, how);
  figure.panels.push_back(std::move(panel));
  return figure;
}

Figure groupedBoxes(const RunCollection& collection, const CollectionOptions& options) {
  const std::vector<int>& shown = options.shown;
  refuseNothing(shown);
  const Quantity qx = collection.quantity(options.x.empty() ? "algorithm" : options.x);
  const Quantity qy = collection.quantity(options.y.empty() ? "value:1" : options.y);
  if (!qy.categories.empty()) throw InputError("'" + qy.name + "' is a name; a box plot needs numbers upward.");
  const Classes cx = classesOf(qx, shown);
  Panel panel;
  panel.y = axisOf(qy, {}, shown, options.yScale);
  panel.x.label = qx.label;
  panel.x.categories = cx.names;
  const std::vector<int> looks =
      qx.name == "algorithm" ? stylesOf(collection, qx, cx, shown) : std::vector<int>(cx.names.size(), 0);
  std::vector<std::vector<double>> values(cx.names.size());
  int undefined = 0;
  for (const int run : shown) {
    if (cx.of[run] < 0 || !drawable(panel.y, qy.values[run])) {
      ++undefined;
    } else {
      values[cx.of[run]].push_back(qy.values[run]);
    }
  }
  for (int i = 0; i < isize(values); ++i) {
    if (values[i].empty()) continue;
    Box box = summarise(values[i]);
    box.position = i;
    box.style = looks[i];
    panel.boxes.push_back(std::move(box));
  }
  Figure figure;
  figure.legend = false;
  figure.note = noteOf(collection, isize(shown) - undefined, undefined,
                       "; box: quartiles and median, whiskers: within 1.5 interquartile ranges");
  figure.panels.push_back(std::move(panel));
  return figure;
}

}  // namespace tandem::figures
