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

namespace {
QString withoutBlanks(QString text) {
  static const QRegularExpression blanks(QStringLiteral("\\s"));
  return text.remove(blanks);
}
}  // namespace

std::optional<quint64> NumberField::wholeIn(const QString& text) {
  const QString digits = withoutBlanks(text).remove(',');
  bool ok = false;
  const quint64 whole = digits.toULongLong(&ok);
  if (ok) return whole;
  const double real = digits.toDouble(&ok);
  constexpr double kExact = 9007199254740992.0;                                             // 2^53
  if (!ok || real != std::floor(real) || real < 0.0 || real > kExact) return std::nullopt;  // also NaN
  return static_cast<quint64>(real);
}

bool NumberField::read(quint64& whole, double& real) const {
  if (!rules_.real) {
    const std::optional<quint64> value = wholeIn(line_->text());
    whole = value.value_or(0);
    real = static_cast<double>(whole);
    return value.has_value();
  }
  bool ok = false;
  real = withoutBlanks(line_->text()).toDouble(&ok);
  return ok && std::isfinite(real);
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
