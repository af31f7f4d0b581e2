// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <limits>
#include <string>
#include <utility>
#include <vector>

/// Figures as plain data: what they show, not how it is painted. Builders make them from results, a renderer paints
/// them into a widget or a file. Nothing here knows Qt or QCustomPlot.
namespace tandem::figures {

inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// An axis. A limit of NaN is chosen from the data.
struct Axis {
  std::string label = {};
  bool log = false;
  double min = kNone;
  double max = kNone;
  std::vector<std::string> categories = {};  ///< ticks at 0, 1, ...; empty for a numeric axis
  bool ordinal = false;  ///< categories are numbers in order: where space is short, only every n-th is written
  bool reversed = false;
  bool visible = true;
};

/// Scale of an axis of values: Auto is logarithmic where positive values span decades.
enum class Scale { Auto, Linear, Log };

/// Look of a series: colour, dash pattern and marker follow from the number, so that series can be told apart without
/// colour. kInk is the theme's text colour. An algorithm's look is its ProblemRuns::styles, whatever else is drawn.
/// From kRamp on come the theme's colours for quantities, in kRampSteps steps, all with the same marker.
inline constexpr int kInk = -1;
inline constexpr int kRamp = 1 << 24, kRampSteps = 100;

/// A line, with or without markers. NaN breaks it.
struct Line {
  std::string label = {};  ///< empty: not in the legend
  std::vector<double> x = {}, y = {};
  int style = 0;
  bool line = true;
  bool markers = true;      ///< a few along a line; one per point where there is no line
  bool steps = false;       ///< the value holds until the next x
  bool sorted = true;       ///< x ascends; false: a curve through the points in the order given
  double width = 1.8;       ///< points
  double markerSize = 6.5;  ///< points
  double opacity = 1.0;
  bool solid = false;   ///< no dash pattern
  bool filled = false;  ///< markers are filled with their colour
  int look = -1;        ///< dash pattern and marker; -1: those of `style`
  /// For points that represent something (a run), one per point, or empty: its builder's id for it, its name, and the
  /// quantity shown by the size of its marker (NaN: none).
  std::vector<int> ids = {};
  std::vector<std::string> names = {};
  std::vector<double> values = {};
};

/// Area between two curves over ascending x.
struct Band {
  std::vector<double> x = {}, low = {}, high = {};
  int style = 0;
  bool steps = false;  ///< edges hold until the next x, as those of a Line with steps
};

/// Box plot at a category: whiskers reach the outermost values within 1.5 interquartile ranges; the rest are outliers.
struct Box {
  double position = 0.0;
  double low = 0.0, q1 = 0.0, median = 0.0, q3 = 0.0, high = 0.0;
  std::vector<double> outliers = {};
  int style = 0;
  double width = 0.55;
};

/// A filled bar, or a part of a stacked one.
struct Bar {
  double position = 0.0;
  double from = 0.0, to = 0.0;
  double width = 0.8;
  int style = 0;
};

/// Symmetric density around a category; half-widths in category units. Two equal y: all values are the same.
struct Violin {
  double position = 0.0;
  std::vector<double> y = {}, halfWidth = {};
  double q1 = 0.0, median = 0.0, q3 = 0.0;
  int style = 0;
};

/// Matrix of coloured cells. Cell (r, c) covers category r of the y axis and c of the x axis or, if xRange/yRange are
/// given, a cell of an even grid over these ranges.
struct HeatMap {
  int rows = 0, cols = 0;
  std::vector<double> values = {};      ///< row-major; NaN = empty cell
  std::vector<std::string> texts = {};  ///< same size, or empty
  std::vector<double> xRange = {}, yRange = {};
  std::string scaleLabel = {};
  double min = kNone, max = kNone;
  bool diverging = false;  ///< two hues around the middle of the scale
  bool integerScale = false;
};

struct Text {
  double x = 0.0, y = 0.0;
  std::string text = {};
  enum class Align { Left, Centre, Right } align = Align::Centre;
  double size = 9.0;   ///< points, when axis labels have 9
  bool above = false;  ///< placed above the point; left out where it would overlap another text
};

/// Mean ranks of algorithms, with what a test cannot tell apart (a critical-difference diagram); fills its panel.
struct RankDiagram {
  std::vector<std::string> names = {};
  std::vector<double> ranks = {};                ///< ascending
  std::vector<int> styles = {};                  ///< one per name
  std::vector<std::pair<int, int>> groups = {};  ///< first and last position of those that cannot be told apart
  double difference = 0.0;                       ///< critical
};

/// One pair of axes with everything in it.
struct Panel {
  std::string title = {};
  Axis x = {}, y = {};
  std::vector<Band> bands = {};
  std::vector<Line> lines = {};
  std::vector<Box> boxes = {};
  std::vector<Bar> bars = {};
  std::vector<Violin> violins = {};
  std::vector<HeatMap> heatMaps = {};          ///< at most one
  std::vector<RankDiagram> rankDiagrams = {};  ///< at most one, and then nothing else
  std::vector<Text> texts = {};
  bool grid = true;
};

/// Panels in a grid, one legend for all below them, a note under that.
struct Figure {
  std::string title = {};
  std::string note = {};     ///< how to read it: what is drawn, from how many runs, which instance
  std::string caption = {};  ///< what is drawn, in one sentence for the text around it; not painted
  std::vector<Panel> panels = {};
  int columns = 0;      ///< 0: chosen from the number of panels
  bool legend = true;   ///< shown where a series has a label
  double width = 0.0;   ///< points; 0: what the panels and their texts need
  double height = 0.0;  ///< points; 0: as for width
};

}  // namespace tandem::figures
