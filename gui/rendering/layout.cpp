// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/layout.h"

#include <algorithm>
#include <cmath>

#include "gui/rendering/panel_layout.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

constexpr double kEdge = 4.0;        // around everything
constexpr double kColumnGap = 10.0;  // between panels
constexpr double kRowGap = 6.0;
constexpr double kSample = 36.0;  // a legend's line
constexpr int kMostInLegend = 8;  // beyond that, lines are named at their ends

QString qtext(const std::string& s) {
  return QString::fromStdString(s);
}

int columnsOf(const Figure& figure) {
  const int count = std::max<int>(1, isize(figure.panels));
  if (figure.columns > 0) return std::min(figure.columns, count);
  if (count <= 3) return count;
  return count == 4 ? 2 : std::min(4, static_cast<int>(std::ceil(std::sqrt(count))));
}

/// Every name that may have to be shortened, each once.
QStringList namesOf(const Figure& figure) {
  QStringList names;
  QSet<QString> seen;
  const auto add = [&](const std::string& name) {
    const QString text = qtext(name);
    if (text.isEmpty() || seen.contains(text)) return;
    seen.insert(text);
    names << text;
  };
  for (const Panel& panel : figure.panels) {
    for (const RankDiagram& d : panel.rankDiagrams) std::for_each(d.names.begin(), d.names.end(), add);
    if (!panel.x.ordinal) std::for_each(panel.x.categories.begin(), panel.x.categories.end(), add);
    if (!panel.y.ordinal) std::for_each(panel.y.categories.begin(), panel.y.categories.end(), add);
    for (const Line& line : panel.lines) add(line.label);
  }
  return names;
}

struct Entry {
  QString label;
  const Line* line;
};

// Series of the same label in several panels share one entry.
std::vector<Entry> legendEntries(const Figure& figure) {
  std::vector<Entry> entries;
  QSet<QString> seen;
  for (const Panel& panel : figure.panels) {
    for (const Line& line : panel.lines) {
      const QString label = qtext(line.label);
      if (label.isEmpty() || seen.contains(label)) continue;
      seen.insert(label);
      entries.push_back({label, &line});
    }
  }
  return entries;
}

/// Whether names go at the ends of the lines: if there are many, and room for them.
bool namedAtEnds(const Figure& figure) {
  if (!figure.legend) return false;
  const int lines = labelledLines(figure), panels = isize(figure.panels);
  if (lines <= kMostInLegend || panels > 6 || (panels > 2 && lines > 24)) return false;
  for (const Panel& panel : figure.panels) {
    for (const Line& line : panel.lines) {
      if (!line.label.empty() && (!line.line || !line.sorted || line.x.empty())) return false;
    }
  }
  return true;
}

/// Whether the names of categories are too long to fit below the axis, so that boxes and bars must be horizontal.
bool mustLie(const Figure& figure, const Theme& theme, double width, int columns) {
  for (const Panel& p : figure.panels) {
    if (p.boxes.empty() && p.violins.empty() && p.bars.empty()) continue;
    double widest = 0.0;
    for (const std::string& c : p.x.categories) widest = std::max(widest, textWidth(theme.tickFont(), qtext(c)));
    const double room = (width > 0.0 ? width / columns : columns == 1 ? 560.0 : 400.0) - 80.0;
    if ((widest + 6.0) * isize(p.x.categories) > room) return true;
  }
  return false;
}

class Planner {
 public:
  Planner(const Figure& figure, const Theme& theme, const QSizeF& wish, double symmetric)
      : figure_(figure),
        theme_(theme),
        wish_(wish),
        symmetric_(symmetric),
        names_(namesOf(figure)),
        note_(theme.noteFont()),
        noteLine_(textHeight(note_)) {}

  Plan plan() {
    columns_ = columnsOf(figure_);
    double width = wish_.width();
    const double base = textHeight(theme_.textFont());
    if (width > 0.0) {
      while (columns_ > 1 && (width - 2.0 * kEdge) / columns_ < 15.0 * base) --columns_;
    }
    const bool direct = namedAtEnds(figure_);
    const auto make = [&] {
      const bool lying = mustLie(figure_, theme_, width, columns_);
      panels_.clear();
      for (const Panel& panel : figure_.panels) panels_.emplace_back(panel, theme_, names_, direct, lying, symmetric_);
    };
    make();
    if (!(width > 0.0)) {
      double widest = columns_ == 1 ? 26.0 * base : 10.0 * base;
      for (PanelLayout& p : panels_) widest = std::max(widest, p.naturalWidth());
      const double shrink = columns_ >= 4 ? 0.75 : columns_ == 3 ? 0.85 : columns_ == 1 ? 1.25 : 1.0;
      width = 2.0 * kEdge + columns_ * std::max(widest * (hasMaps() ? 1.0 : shrink), 14.0 * base) +
              kColumnGap * (columns_ - 1);
      width = std::ceil(width);
    }
    measure(width);
    // Fewer panels side by side, or a wider figure, if data would have no room between the texts.
    while (columns_ > 1 && figure_.columns == 0 && lacking() > 0.0 && wish_.width() > 0.0) {
      --columns_;
      measure(width);
    }
    for (int i = 0; i < 8 && lacking() > 0.0; ++i) {
      width += std::ceil(columns_ * lacking());
      measure(width);
    }
    return placed(width);
  }

 private:
  [[nodiscard]] bool hasMaps() const {
    return std::any_of(figure_.panels.begin(), figure_.panels.end(),
                       [](const Panel& p) { return !p.heatMaps.empty() || !p.rankDiagrams.empty(); });
  }
  [[nodiscard]] int rows() const { return std::max(1, (isize(panels_) + columns_ - 1) / columns_); }
  [[nodiscard]] double panelWidth(double width) const {
    return (width - 2.0 * kEdge - kColumnGap * (columns_ - 1)) / columns_;
  }

  void measure(double width) {
    const double own = panelWidth(width);
    height_.assign(rows(), 200.0);
    width_ = width;
    for (int pass = 0; pass < 3; ++pass) {
      names_.forget();
      left_.assign(columns_, 0.0);
      right_.assign(columns_, 0.0);
      top_.assign(rows(), 0.0);
      bottom_.assign(rows(), 0.0);
      least_.assign(rows(), 0.0);
      natural_.assign(rows(), 0.0);
      for (int i = 0; i < isize(panels_); ++i) {
        PanelLayout& p = panels_[i];
        const int r = i / columns_, c = i % columns_;
        p.measure(own, height_[r]);
        left_[c] = std::max(left_[c], p.margins().left);
        right_[c] = std::max(right_[c], p.margins().right);
        top_[r] = std::max(top_[r], p.margins().top);
        bottom_[r] = std::max(bottom_[r], p.margins().bottom);
        least_[r] = std::max(least_[r], p.leastHeight());
        natural_[r] = std::max(natural_[r], p.naturalHeight());
      }
      others_ = 2.0 * kEdge + kRowGap * (rows() - 1) + titleHeight(width) + legendHeight(width);
      others_ += noteHeight(width);  // last: includes the key to all shortened names
      for (int r = 0; r < rows(); ++r) others_ += top_[r] + bottom_[r];
      height_ = heights();
    }
  }

  /// Heights of the data of each row, so that together they fill the available height if possible.
  [[nodiscard]] std::vector<double> heights() const {
    if (!(wish_.height() > 0.0)) return natural_;
    const auto at = [&](double factor) {
      std::vector<double> h;
      for (std::size_t r = 0; r < natural_.size(); ++r) h.push_back(std::max(least_[r], factor * natural_[r]));
      return h;
    };
    const double room = wish_.height() - others_;
    double low = 0.0, high = 1e4;
    for (int i = 0; i < 60; ++i) {
      const double middle = 0.5 * (low + high);
      double sum = 0.0;
      for (const double h : at(middle)) sum += h;
      (sum > room ? high : low) = middle;
    }
    return at(low);
  }

  /// Pixels missing for the data of the narrowest column.
  [[nodiscard]] double lacking() const {
    double worst = 0.0;
    for (int i = 0; i < isize(panels_); ++i) {
      const int c = i % columns_;
      worst = std::max(worst, panels_[i].leastWidth() - (panelWidth(width_) - left_[c] - right_[c]));
    }
    return worst;
  }

  [[nodiscard]] QStringList titleLines(double width) const {
    return figure_.title.empty() ? QStringList() : wrapped(qtext(figure_.title), theme_.titleFont(), width - 16.0);
  }
  [[nodiscard]] double titleHeight(double width) const {
    const QStringList lines = titleLines(width);
    return lines.isEmpty() ? 0.0 : static_cast<double>(lines.size()) * textHeight(theme_.titleFont()) + 4.0;
  }
  [[nodiscard]] QStringList noteLines(double width) const {
    QStringList lines;
    if (!figure_.note.empty()) lines = wrapped(qtext(figure_.note), note_, width - 20.0);
    return lines;
  }
  const QStringList& keyLines(double width) {
    // Short ones share lines, long ones have their own.
    const QStringList key = names_.key();
    if (key == keyOf_ && width == keyWidth_) return keyLines_;
    keyOf_ = key;
    keyWidth_ = width;
    keyLines_.clear();
    const double room = width - 20.0;
    const bool brief =
        std::all_of(key.begin(), key.end(), [&](const QString& e) { return textWidth(note_, e) < 0.5 * room; });
    QString together;
    for (const QString& entry : key) {
      if (brief) {
        together += (together.isEmpty() ? "" : ";  ") + QString(entry).replace(' ', QChar(0xa0));
      } else {
        keyLines_ += wrapped(entry, note_, room);
      }
    }
    if (!together.isEmpty()) keyLines_ = wrapped(together, note_, room);
    return keyLines_;
  }
  double noteHeight(double width) {
    const auto lines = noteLines(width).size() + keyLines(width).size();
    return lines == 0 ? 0.0 : static_cast<double>(lines) * noteLine_ + 8.0;
  }

  struct LegendGrid {
    int columns = 1, rows = 0;
    std::vector<QString> texts;
    double cell = 0.0;
  };
  LegendGrid legendGrid(double width) {
    LegendGrid grid;
    if (!figure_.legend || namedAtEnds(figure_)) return grid;
    double widest = 0.0;
    const double line = textHeight(theme_.textFont());
    const double limit = std::min(width - 2.0 * kEdge - kSample - 16.0, 24.0 * line);
    for (const Entry& e : legendEntries(figure_)) {
      grid.texts.push_back(names_.shortOf(e.label, theme_.textFont(), limit));
      widest = std::max(widest, textWidth(theme_.textFont(), grid.texts.back()));
    }
    if (grid.texts.empty()) return grid;
    grid.cell = kSample + 6.0 + widest + 16.0;
    const int count = isize(grid.texts);
    grid.columns = std::clamp(static_cast<int>((width - 2.0 * kEdge + 10.0) / grid.cell), 1, count);
    grid.rows = (count + grid.columns - 1) / grid.columns;
    grid.columns = (count + grid.rows - 1) / grid.rows;  // as evenly as the rows allow
    return grid;
  }
  double legendHeight(double width) {
    const LegendGrid grid = legendGrid(width);
    return grid.rows == 0 ? 0.0 : grid.rows * (textHeight(theme_.textFont()) + 1.0) + 4.0;
  }

  Plan placed(double width) {
    Plan plan;
    double data = 0.0;
    for (const double h : height_) data += h;
    const double height = std::ceil(others_ + data);
    plan.size = QSizeF(width, std::max(height, wish_.height()));
    double y = kEdge;
    const QFont titleFont = theme_.titleFont();
    for (const QString& line : titleLines(width)) {
      plan.texts.push_back({line, titleFont, theme_.ink, {0.5 * width, y + 0.5 * textHeight(titleFont)}});
      y += textHeight(titleFont);
    }
    if (!figure_.title.empty()) y += 4.0;
    const double own = panelWidth(width);
    for (int i = 0; i < isize(panels_); ++i) {
      const int r = i / columns_, c = i % columns_;
      const double x = kEdge + c * (own + kColumnGap);
      if (c == 0 && i > 0) y += top_[r - 1] + height_[r - 1] + bottom_[r - 1] + kRowGap;
      const QRectF area(x, y, own, top_[r] + height_[r] + bottom_[r]);
      // Whole pixels: axis lines are crisp, and the painter's rectangles are integer.
      const QRectF dataArea =
          QRect(QPoint(static_cast<int>(std::ceil(x + left_[c])), static_cast<int>(std::ceil(y + top_[r]))),
                QPoint(static_cast<int>(std::floor(x + own - right_[c])),
                       static_cast<int>(std::floor(y + top_[r] + height_[r]))));
      plan.panels.push_back(panels_[i].place(area, dataArea));
    }
    y += top_.back() + height_.back() + bottom_.back();
    placeLegend(plan, width, y);
    y = plan.size.height() - kEdge - noteHeight(width) + 8.0;
    for (const QString& line : noteLines(width)) {
      plan.texts.push_back({line, note_, theme_.muted, {0.5 * width, y + 0.5 * noteLine_}});
      y += noteLine_;
    }
    for (const QString& line : keyLines(width)) {
      plan.texts.push_back({line, note_, theme_.muted, {10.0, y + 0.5 * noteLine_}, Qt::AlignLeft});
      y += noteLine_;
    }
    return plan;
  }

  void placeLegend(Plan& plan, double width, double y) {
    const LegendGrid grid = legendGrid(width);
    if (grid.rows == 0) return;
    const std::vector<Entry> entries = legendEntries(figure_);
    const double line = textHeight(theme_.textFont()) + 1.0;
    const double left = std::max(kEdge, 0.5 * (width - grid.columns * grid.cell + 16.0));
    y += 4.0;
    for (int i = 0; i < isize(entries); ++i) {
      const int row = i / grid.columns;
      const QRectF cell(left + (i % grid.columns) * grid.cell, y + row * line, grid.cell, line);
      plan.samples.push_back({QRectF(cell.left(), cell.top(), kSample, line), entries[i].line});
      plan.texts.push_back({grid.texts[i],
                            theme_.textFont(),
                            entries[i].line->x.empty() && entries[i].line->opacity < 1.0 ? theme_.muted : theme_.ink,
                            {cell.left() + kSample + 6.0, cell.center().y()},
                            Qt::AlignLeft});
    }
  }

  const Figure& figure_;
  const Theme& theme_;
  QSizeF wish_;
  double symmetric_;
  Names names_;
  QFont note_;
  double noteLine_;
  int columns_ = 1;
  std::vector<PanelLayout> panels_;
  std::vector<double> left_, right_, top_, bottom_, least_, natural_, height_;
  double others_ = 0.0, width_ = 0.0;
  QStringList keyOf_, keyLines_;  // cached, as wrapping them takes longest
  double keyWidth_ = 0.0;
};

}  // namespace

Plan planOf(const Figure& figure, const Theme& theme, const QSizeF& wish, double symmetric) {
  constexpr double kPixelsPerPoint = 96.0 / 72.0;
  const QSizeF own(wish.width() > 0.0 ? wish.width() : figure.width * kPixelsPerPoint,
                   wish.height() > 0.0 ? wish.height() : figure.height * kPixelsPerPoint);
  Plan plan = Planner(figure, theme, own, symmetric).plan();
  plan.symmetric = symmetric;
  return plan;
}

}  // namespace tandem::figures
