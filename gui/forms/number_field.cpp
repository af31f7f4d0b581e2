// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/forms/number_field.h"
#include "gui/look/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <cmath>

#include "tandem/params.h"

namespace tandem::gui {

NumberField::NumberField(const char* name, const QString& title, Rules rules)
    : title_(title), rules_(std::move(rules)), line_(new QLineEdit), wrong_(new QLabel) {
  line_->setObjectName(QLatin1String(name));
  line_->setPlaceholderText(rules_.whenEmpty);
  line_->setToolTip(rules_.meaning);
  line_->setAccessibleName(title);
  line_->setAccessibleDescription(rules_.meaning);
  wrong_->setObjectName(QLatin1String(name) + QStringLiteral("Wrong"));
  wrong_->setWordWrap(true);
  look::makeWrong(*wrong_);
  wrong_->hide();
  auto* row = new QHBoxLayout;
  row->addWidget(line_, 1);
  if (!rules_.unit.isEmpty()) row->addWidget(new QLabel(rules_.unit));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addLayout(row);
  layout->addWidget(wrong_);
  setFocusProxy(line_);
  connect(line_, &QLineEdit::textChanged, this, &NumberField::check);
  connect(line_, &QLineEdit::editingFinished, this, [this] {
    // Rewrites what was understood in canonical form.
    if (problem().isEmpty()) rules_.real ? setReal(real()) : setWhole(whole());
  });
}

QString NumberField::digits() const {
  static const QRegularExpression blanks(QStringLiteral("\\s"));
  QString text = line_->text();
  text.remove(blanks);
  if (!rules_.real) text.remove(',');
  return text;
}

bool NumberField::read(quint64& whole, double& real) const {
  const QString text = digits();
  bool ok = false;
  whole = text.toULongLong(&ok);
  real = static_cast<double>(whole);
  if (ok) return true;
  real = text.toDouble(&ok);
  if (!ok || !std::isfinite(real)) return false;
  if (rules_.real) return true;
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (real != std::floor(real) || real < 0.0 || real > kExact) return false;
  whole = static_cast<quint64>(real);
  return true;
}

quint64 NumberField::whole() const {
  quint64 value = 0;
  double unused = 0.0;
  return read(value, unused) ? value : 0;
}

double NumberField::real() const {
  quint64 unused = 0;
  double value = 0.0;
  return read(unused, value) ? value : 0.0;
}

void NumberField::setWhole(quint64 value) {
  const bool empty = value == 0 && !rules_.whenEmpty.isEmpty();
  // Only long numbers are grouped, and never the seed, which is copied to other places.
  const bool group = rules_.high < (quint64{1} << 60U);
  line_->setText(empty ? QString() : group ? QLocale(QLocale::English).toString(value) : QString::number(value));
}

void NumberField::setReal(double value) {
  const bool empty = value == 0.0 && !rules_.whenEmpty.isEmpty();
  line_->setText(empty ? QString() : QString::fromStdString(formatReal(value)));
}

QString NumberField::problem() const {
  const QString typed = line_->text().trimmed();
  if (typed.isEmpty()) return rules_.whenEmpty.isEmpty() ? tr("%1: a number is missing").arg(title_) : QString();
  quint64 whole = 0;
  double real = 0.0;
  if (!read(whole, real)) {
    return tr("%1: '%2' is not %3").arg(title_, typed, rules_.real ? tr("a number") : tr("a whole number"));
  }
  const bool outside = rules_.real ? real < static_cast<double>(rules_.low) || real > static_cast<double>(rules_.high)
                                   : whole < rules_.low || whole > rules_.high;
  if (outside) return tr("%1: %2 is outside %L3 to %L4").arg(title_, typed).arg(rules_.low).arg(rules_.high);
  return {};
}

void NumberField::check() {
  const QString wrong = problem();
  if (wrong.isEmpty() != line_->styleSheet().isEmpty()) {
    line_->setStyleSheet(wrong.isEmpty() ? QString() : look::wrongBorder());
    // A removed style sheet leaves its colours behind, which a change to dark would not update.
    if (wrong.isEmpty()) line_->setPalette(QPalette());
  }
  wrong_->setText(wrong);
  wrong_->setVisible(!wrong.isEmpty());
  emit changed();
}

}  // namespace tandem::gui
