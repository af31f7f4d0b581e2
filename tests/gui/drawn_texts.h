// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <qcustomplot.h>

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPolygonF>
#include <vector>

namespace tandem::figures::test {

/// A text as it reached a page: what a reader sees, whoever drew it.
struct DrawnText {
  QString text;
  QPolygonF outline;  ///< corners, in pixels of the page
  bool cut = false;   ///< by a clip
};

/// A page that remembers its texts and nothing else.
class TextPage : public QPaintDevice {
 public:
  explicit TextPage(const QSize& size) : size_(size), engine_(*this) {}
  [[nodiscard]] QPaintEngine* paintEngine() const override { return &engine_; }
  std::vector<DrawnText> texts;

 protected:
  [[nodiscard]] int metric(PaintDeviceMetric m) const override {
    switch (m) {
      case PdmWidth:
        return size_.width();
      case PdmHeight:
        return size_.height();
      case PdmDpiX:
      case PdmDpiY:
      case PdmPhysicalDpiX:
      case PdmPhysicalDpiY:
        return 96;
      case PdmDepth:
        return 32;
      case PdmNumColors:
        return 1 << 24;
      case PdmDevicePixelRatio:
        return 1;
      case PdmDevicePixelRatioScaled:
        return static_cast<int>(devicePixelRatioFScale());
      default:
        return QPaintDevice::metric(m);
    }
  }

 private:
  class Engine : public QPaintEngine {
   public:
    explicit Engine(TextPage& page) : QPaintEngine(AllFeatures), page_(page) {}
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState& now) override {
      if (now.state() & DirtyTransform) transform_ = now.transform();
    }
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawPath(const QPainterPath&) override {}
    void drawRects(const QRectF*, int) override {}
    void drawLines(const QLineF*, int) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}
    void drawTextItem(const QPointF& at, const QTextItem& item) override {
      // Lines of the font, and the ink where letters of another font reach beyond them. Half a pixel is no overlap that
      // anybody sees.
      const QFontMetricsF metrics(item.font());
      QRectF box(0.0, -metrics.ascent(), item.width(), metrics.ascent() + metrics.descent());
      box |= metrics.tightBoundingRect(item.text());
      box = box.translated(at).adjusted(0.5, 0.5, -0.5, -0.5);
      DrawnText drawn{item.text(), transform_.map(QPolygonF(box)), false};
      // Parts of one text in several alphabets come one by one; each begins where the one before ends.
      const bool goesOn = !page_.texts.empty() && transform_ == last_ && QLineF(at, end_).length() < 1.5;
      last_ = transform_;
      end_ = at + QPointF(item.width(), 0.0);
      const QPainter& p = *painter();
      if (p.hasClipping()) {
        const QRectF clip = p.transform().mapRect(p.clipBoundingRect());
        drawn.cut = !clip.adjusted(-0.5, -0.5, 0.5, 0.5).contains(drawn.outline.boundingRect());
      }
      if (goesOn) {
        DrawnText& before = page_.texts.back();
        before.text += drawn.text;
        before.cut = before.cut || drawn.cut;
        before.outline = {before.outline[0], drawn.outline[1], drawn.outline[2], before.outline[3]};
      } else {
        page_.texts.push_back(std::move(drawn));
      }
    }
    [[nodiscard]] Type type() const override { return User; }

   private:
    TextPage& page_;
    QTransform transform_, last_;
    QPointF end_;
  };
  QSize size_;
  mutable Engine engine_;
};

/// What is wrong with the texts of a page, one line each: cut at an edge or by a clip, or lying over another.
inline std::vector<std::string> faultsOf(const TextPage& page, const QSizeF& size) {
  std::vector<std::string> faults;
  const QRectF sheet(QPointF(0, 0), size);
  std::vector<QRectF> boxes;
  for (const DrawnText& t : page.texts) {
    boxes.push_back(t.outline.boundingRect());
    if (t.text.trimmed().isEmpty()) continue;
    if (!sheet.contains(boxes.back()) || t.cut) faults.push_back("cut: " + t.text.toStdString());
  }
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      if (!boxes[i].intersects(boxes[j])) continue;
      if (page.texts[i].outline.intersected(page.texts[j].outline).isEmpty()) continue;
      faults.push_back("overlap: '" + page.texts[i].text.toStdString() + "' and '" + page.texts[j].text.toStdString() +
                       "'");
    }
  }
  return faults;
}

}  // namespace tandem::figures::test
