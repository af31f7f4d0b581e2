// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/renderer.h"

#include <qcustomplot.h>

#include "gui/rendering/layout.h"
#include "gui/rendering/panel_painter.h"

namespace tandem::figures {
namespace {

/// Texts, leaders, colour scales and the samples of the legend, above the data.
class Overlay : public QCPAbstractItem {
 public:
  Overlay(QCustomPlot& plot, Plan plan, Theme theme)
      : QCPAbstractItem(&plot), plan_(std::move(plan)), theme_(std::move(theme)) {
    setClipToAxisRect(false);
    setSelectable(false);
    setLayer(QStringLiteral("overlay"));
  }
  double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }

 protected:
  [[nodiscard]] QRect clipRect() const override { return parentPlot()->viewport(); }
  void draw(QCPPainter* painter) override {
    for (const PanelPlan& panel : plan_.panels) {
      drawScale(*painter, panel);
      for (const Stroke& stroke : panel.strokes) {
        painter->setPen(stroke.pen);
        painter->setBrush(Qt::NoBrush);
        painter->drawPolyline(stroke.points);
      }
      for (const Mark& mark : panel.marks) {
        mark.style.applyTo(painter, mark.style.pen());
        mark.style.drawShape(painter, mark.at);
      }
      for (const PlacedText& text : panel.texts) drawText(*painter, text);
    }
    for (const KeySample& sample : plan_.samples) drawSample(*painter, sample);
    for (const PlacedText& text : plan_.texts) drawText(*painter, text);
  }

 private:
  static void drawText(QCPPainter& painter, const PlacedText& text) {
    const double width = textWidth(text.font, text.text);
    const double left = text.align & Qt::AlignLeft ? 0.0 : text.align & Qt::AlignRight ? -width : -0.5 * width;
    const QFontMetricsF metrics(text.font);
    painter.save();
    painter.setFont(text.font);
    painter.setPen(text.colour);
    painter.translate(text.at);
    painter.rotate(text.angle);
    painter.drawText(QPointF(left, 0.5 * (metrics.ascent() - metrics.descent())), text.text);
    painter.restore();
  }

  void drawScale(QCPPainter& painter, const PanelPlan& panel) const {
    if (panel.scale.isEmpty()) return;
    const HeatMap& map = panel.content().heatMaps.front();
    const QCPColorGradient colours = map.diverging ? Theme::divergingGradient() : Theme::sequential();
    QLinearGradient gradient(panel.scale.bottomLeft(), panel.scale.topLeft());
    const auto stops = colours.colorStops();
    for (auto stop = stops.begin(); stop != stops.end(); ++stop) gradient.setColorAt(stop.key(), stop.value());
    painter.setPen(QPen(theme_.muted, 1.0));
    painter.setBrush(gradient);
    painter.drawRect(panel.scale);
  }

  void drawSample(QCPPainter& painter, const KeySample& sample) const {
    const Line& line = *sample.line;
    const double y = sample.box.center().y();
    const double opacity = line.x.empty() ? line.opacity : 1.0;  // hidden series are faint
    if (line.line) {
      // Thick lines (for bars) must not reach the next row.
      const double width = std::min(line.width, 0.6 * sample.box.height());
      painter.setPen(theme_.pen(line.style, width, line.solid, opacity, line.look));
      painter.drawLine(QLineF(sample.box.left(), y, sample.box.right(), y));
    }
    if (!line.markers) return;
    const QCPScatterStyle style = theme_.marker(line.style, line.markerSize, opacity, line.look, line.filled);
    style.applyTo(&painter, style.pen());
    style.drawShape(&painter, QPointF(sample.box.center().x(), y));
  }

  Plan plan_;
  Theme theme_;
};

}  // namespace

QSizeF naturalSize(const Figure& figure, const Theme& theme, const QSizeF& wish) {
  return planOf(figure, theme, wish).size;
}

QSizeF paint(QCustomPlot& plot, const Figure& figure, const Theme& theme, double width, double height, Plan* placed,
             double symmetric) {
  plot.clearItems();
  plot.clearPlottables();
  auto* layout = plot.plotLayout();
  layout->clear();
  plot.setBackground(QBrush(theme.background));
  plot.setAutoAddPlottableToLegend(false);
  auto held = std::make_shared<const Figure>(figure);
  Plan plan = planOf(*held, theme, QSizeF(width, height), symmetric);
  plan.figure = held;
  const QSizeF size = plan.size;
  auto* inset = new QCPLayoutInset;
  layout->addElement(0, 0, inset);
  for (const PanelPlan& panel : plan.panels) {
    QCPAxisRect* rect = addPanel(plot, panel, theme);
    // Shares of the available size, however much more the figure needs; slightly more, as they are truncated to whole
    // pixels.
    constexpr double kMore = 0.01;
    inset->addElement(rect, QRectF((panel.rect.left() + kMore) / width, (panel.rect.top() + kMore) / height,
                                   (panel.rect.width() + kMore) / width, (panel.rect.height() + kMore) / height));
  }
  if (placed != nullptr) *placed = plan;
  new Overlay(plot, std::move(plan), theme);
  return size;
}

}  // namespace tandem::figures
