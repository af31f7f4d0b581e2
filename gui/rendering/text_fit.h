// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QFont>
#include <QFontMetricsF>
#include <QPointF>
#include <QPolygonF>
#include <QString>
#include <QStringList>
#include <map>
#include <utility>
#include <vector>

namespace tandem::figures {

/// One line of text at its place.
struct PlacedText {
  QString text = {};
  QFont font = {};
  QColor colour = {};
  QPointF at = {};  ///< middle of the height, at the side given by `align`
  Qt::Alignment align = Qt::AlignHCenter;
  double angle = 0.0;  ///< degrees clockwise about `at`
};

double textWidth(const QFont& font, const QString& text);
double textHeight(const QFont& font);
/// The corners of its box.
QPolygonF outline(const PlacedText& text);

/// Lines of at most this width, broken at spaces; longer words are broken where necessary.
QStringList wrapped(const QString& text, const QFont& font, double width);

/// Distinct short forms of names: both ends stay, the middle is elided; those that would still be equal get a number in
/// front. Shortened names are remembered for a key.
class Names {
 public:
  /// `all`: every name of a figure, in the order of the numbers.
  explicit Names(QStringList all) : all_(std::move(all)) {}
  [[nodiscard]] QString shortOf(const QString& name, const QFont& font, double width);
  /// The number of a name, from 1; remembered for the key.
  [[nodiscard]] QString numberOf(const QString& name);
  void forget() { used_.clear(); }
  /// "short: name" of all shortened names, in order.
  [[nodiscard]] QStringList key() const;

 private:
  QStringList all_;
  std::map<std::pair<QString, double>, QStringList> forms_;  // by font and width; as all_
  std::vector<std::pair<QString, QString>> used_;
  void remember(const QString& form, const QString& name);
};

}  // namespace tandem::figures
