// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/text_fit.h"

#include <QTextBoundaryFinder>
#include <QTransform>
#include <algorithm>
#include <cmath>

#include "tandem/matrix.h"

namespace tandem::figures {

double textWidth(const QFont& font, const QString& text) {
  const QFontMetricsF metrics(font);
  const QRectF ink = metrics.boundingRect(text);
  // Ink may reach beyond the advance (italics, accents).
  return std::ceil(std::max(metrics.horizontalAdvance(text), ink.right() - std::min(0.0, ink.left()))) + 1.0;
}

double textHeight(const QFont& font) {
  const QFontMetricsF metrics(font);
  return std::ceil(metrics.ascent() + metrics.descent());
}

QPolygonF outline(const PlacedText& text) {
  const double w = textWidth(text.font, text.text), h = textHeight(text.font);
  const double left = text.align & Qt::AlignLeft ? 0.0 : text.align & Qt::AlignRight ? -w : -0.5 * w;
  QTransform turn;
  turn.translate(text.at.x(), text.at.y());
  turn.rotate(text.angle);
  return turn.map(QPolygonF(QRectF(left, -0.5 * h, w, h)));
}

namespace {

/// The longest start of a word that fits, at least one letter.
qsizetype fittingStart(const QString& word, const QFont& font, double width) {
  std::vector<qsizetype> cuts;
  QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
  for (qsizetype at = finder.toNextBoundary(); at > 0; at = finder.toNextBoundary()) cuts.push_back(at);
  if (cuts.empty()) return word.size();
  const auto beyond = std::partition_point(cuts.begin(), cuts.end(),
                                           [&](qsizetype cut) { return textWidth(font, word.left(cut)) <= width; });
  return beyond == cuts.begin() ? cuts.front() : *(beyond - 1);
}

}  // namespace

QStringList wrapped(const QString& text, const QFont& font, double width) {
  QStringList lines;
  const double space = QFontMetricsF(font).horizontalAdvance(' ') + 1.0;
  for (const QString& paragraph : text.split('\n')) {
    QString line;
    double used = 0.0;
    for (QString word : paragraph.split(' ')) {
      // The widths of words add up to at least that of the line, as each is rounded up.
      double own = textWidth(font, word);
      if (!line.isEmpty() && used + space + own <= width) {
        line += ' ' + word;
        used += space + own;
        continue;
      }
      if (!line.isEmpty()) lines << line;
      while (own > width && word.size() > 1) {
        const qsizetype cut = fittingStart(word, font, width);
        if (cut >= word.size()) break;
        lines << word.left(cut);
        word = word.mid(cut);
        own = textWidth(font, word);
      }
      line = word;
      used = own;
    }
    lines << line;
  }
  return lines;
}

void Names::remember(const QString& form, const QString& name) {
  const std::pair<QString, QString> entry(form, name);
  if (form != name && std::find(used_.begin(), used_.end(), entry) == used_.end()) used_.push_back(entry);
}

QString Names::shortOf(const QString& name, const QFont& font, double width) {
  const auto at = all_.indexOf(name);
  const QFontMetricsF metrics(font);
  const auto elided = [&](const QString& text, double room) {
    return textWidth(font, text) <= room ? text : metrics.elidedText(text, Qt::ElideMiddle, std::max(room - 2.0, 1.0));
  };
  if (at < 0) return elided(name, width);
  QStringList& forms = forms_[{font.toString(), width}];
  if (forms.isEmpty()) {
    for (const QString& full : all_) forms << elided(full, width);
    QStringList plain = forms;
    std::sort(plain.begin(), plain.end());
    for (qsizetype i = 0; i < all_.size(); ++i) {
      if (forms[i] == all_[i]) continue;
      const auto [low, high] = std::equal_range(plain.begin(), plain.end(), forms[i]);
      if (high - low < 2 && metrics.horizontalAdvance(forms[i]) > 4.0 * metrics.horizontalAdvance(QChar(0x2026)))
        continue;
      const QString number = QStringLiteral("[%1] ").arg(i + 1);
      forms[i] = number + elided(all_[i], width - metrics.horizontalAdvance(number));
    }
  }
  remember(forms[at], name);
  return forms[at];
}

QString Names::numberOf(const QString& name) {
  QString number = QString::number(all_.indexOf(name) + 1);
  remember(number, name);
  return number;
}

QStringList Names::key() const {
  QStringList lines;
  for (const auto& [form, name] : used_) lines << form + QStringLiteral(": ") + name;
  return lines;
}

}  // namespace tandem::figures
