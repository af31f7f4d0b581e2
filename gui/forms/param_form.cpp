// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/forms/param_form.h"
#include "gui/look/card.h"
#include "gui/look/icons.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <algorithm>
#include <cmath>

namespace tandem::gui {
namespace {

QString rangeText(const ParamInfo& p) {
  if (p.type != ParamType::Real && p.type != ParamType::Integer) return {};
  const auto number = [](double v) { return QString::fromStdString(formatReal(v)); };
  // Bounds of the whole integer type mean nothing to a reader.
  const bool low = std::isfinite(p.min) && p.min > -1e9;
  const bool high = std::isfinite(p.max) && p.max < 1e9;
  if (low && high) return QObject::tr("from %1 to %2").arg(number(p.min), number(p.max));
  if (low) return QObject::tr("at least %1").arg(number(p.min));
  if (high) return QObject::tr("at most %1").arg(number(p.max));
  return {};
}

/// A parameter called "file", as declared by problems that a file describes, can also be chosen in a dialog: with the
/// folder icon at the end of the field, or Ctrl+Space in it.
void offerFiles(QLineEdit& line, const QString& meaning) {
  QAction* choose = line.addAction(look::icon("folder-open"), QLineEdit::TrailingPosition);
  choose->setObjectName("chooseFile");
  choose->setText(QObject::tr("Choose a file..."));
  choose->setToolTip(QObject::tr("Choose a file... (Ctrl+Space)"));
  choose->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Space));
  choose->setShortcutContext(Qt::WidgetShortcut);
  QObject::connect(choose, &QAction::triggered, &line, [&line, meaning] {
    const QString path = QFileDialog::getOpenFileName(line.window(), meaning, QFileInfo(line.text()).path(),
                                                      QObject::tr("Descriptions (*.toml);;All files (*)"));
    if (!path.isEmpty()) line.setText(path);
  });
}

}  // namespace

ParamForm::ParamForm(QWidget* parent) : QWidget(parent), layout_(new QFormLayout(this)) {
  layout_->setContentsMargins(0, 0, 0, 0);
  layout_->setVerticalSpacing(4);
  layout_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

void ParamForm::setParams(const std::vector<ParamInfo>& params) {
  while (layout_->rowCount() > 0) layout_->removeRow(0);
  fields_.clear();
  for (const ParamInfo& p : params) {
    QWidget* editor = nullptr;
    if (p.type == ParamType::Boolean) {
      auto* box = new QCheckBox;
      connect(box, &QCheckBox::clicked, this, [this, box] { touch(box); });
      editor = box;
    } else if (p.type == ParamType::Choice) {
      auto* combo = new QComboBox;
      for (const std::string& option : p.options) combo->addItem(QString::fromStdString(option));
      connect(combo, &QComboBox::currentTextChanged, this, [this, combo] { touch(combo); });
      editor = combo;
    } else {
      auto* line = new QLineEdit;
      line->setPlaceholderText(QString::fromStdString(p.value));
      connect(line, &QLineEdit::textChanged, this, [this, line] { touch(line); });
      if (p.type == ParamType::Text && p.name == "file") offerFiles(*line, QString::fromStdString(p.doc));
      editor = line;
    }
    const QString range = rangeText(p);
    editor->setObjectName(QString::fromStdString(p.name));
    editor->setToolTip(QString::fromStdString(p.doc) + (range.isEmpty() ? QString() : QStringLiteral("\n") + range) +
                       tr("\ndefault: %1").arg(QString::fromStdString(p.value)));
    auto* label = new QLabel(QString::fromStdString(p.name));
    label->setToolTip(editor->toolTip());
    label->setMinimumWidth(labelWidth_);
    label->setBuddy(editor);
    editor->setAccessibleName(label->text());
    editor->setAccessibleDescription(QString::fromStdString(p.doc));
    layout_->addRow(label, editor);
    fields_.push_back({p, editor});
  }
  if (params.empty()) {
    auto* none = new QLabel(tr("no parameters"));
    none->setEnabled(false);
    layout_->addRow(none);
  }
  setValues({});
}

QWidget* ParamForm::tabAfter(QWidget* before) {
  for (const Field& f : fields_) {
    setTabOrder(before, f.editor);
    before = f.editor;
  }
  return before;
}

void ParamForm::show(Field& f, const QString& value, bool differs) {
  const QSignalBlocker quiet(f.editor);
  f.differs = differs;
  f.touched = false;
  if (auto* box = qobject_cast<QCheckBox*>(f.editor)) {
    box->setTristate(differs);
    box->setCheckState(differs                                                         ? Qt::PartiallyChecked
                       : value == QLatin1String("true") || value == QLatin1String("1") ? Qt::Checked
                                                                                       : Qt::Unchecked);
  }
  if (auto* combo = qobject_cast<QComboBox*>(f.editor)) {
    combo->setCurrentIndex(differs ? -1 : combo->findText(value));
  }
  if (auto* line = qobject_cast<QLineEdit*>(f.editor)) {
    line->setPlaceholderText(differs ? tr("(several)") : QString::fromStdString(f.info.value));
    line->setText(differs ? QString() : value);
  }
}

void ParamForm::touch(QWidget* editor) {
  for (Field& f : fields_) {
    if (f.editor == editor) f.touched = true;
  }
  check();
}

void ParamForm::setValues(const ParamValues& values) {
  setManyValues({values});
}

void ParamForm::reset() {
  setValues({});
  for (Field& f : fields_) f.touched = true;
}

void ParamForm::setManyValues(const std::vector<ParamValues>& values) {
  for (Field& f : fields_) {
    const auto of = [&f](const ParamValues& given) {
      const auto found = given.find(f.info.name);
      return found == given.end() ? f.info.value : found->second;
    };
    const std::string first = of(values.front());
    const bool same = std::all_of(values.begin(), values.end(), [&](const ParamValues& v) { return of(v) == first; });
    show(f, QString::fromStdString(first), !same);
  }
  check();
}

ParamValues ParamForm::edited() const {
  ParamValues values;
  for (const Field& f : fields_) {
    if (f.touched && !keeps(f)) values[f.info.name] = text(f).toStdString();
  }
  return values;
}

bool ParamForm::keeps(const Field& f) {
  if (!f.differs) return false;
  if (const auto* box = qobject_cast<QCheckBox*>(f.editor)) return box->checkState() == Qt::PartiallyChecked;
  if (const auto* combo = qobject_cast<QComboBox*>(f.editor)) return combo->currentIndex() < 0;
  return qobject_cast<QLineEdit*>(f.editor)->text().trimmed().isEmpty();
}

QString ParamForm::text(const Field& f) {
  if (const auto* box = qobject_cast<QCheckBox*>(f.editor)) return box->isChecked() ? "true" : "false";
  if (const auto* combo = qobject_cast<QComboBox*>(f.editor)) return combo->currentText();
  const QString typed = qobject_cast<QLineEdit*>(f.editor)->text().trimmed();
  return typed.isEmpty() ? QString::fromStdString(f.info.value) : typed;
}

QString ParamForm::complaint(const Field& f) {
  if (keeps(f) || (f.info.type != ParamType::Real && f.info.type != ParamType::Integer)) return {};
  const QString typed = text(f);
  bool ok = false;
  const double v = f.info.type == ParamType::Real ? typed.toDouble(&ok) : static_cast<double>(typed.toLongLong(&ok));
  const QString name = QString::fromStdString(f.info.name);
  if (!ok)
    return tr("%1: '%2' is not %3")
        .arg(name, typed, f.info.type == ParamType::Real ? tr("a number") : tr("a whole number"));
  if (v < f.info.min || v > f.info.max) return tr("%1: %2 is out of range, %3").arg(name, typed, rangeText(f.info));
  return {};
}

ParamValues ParamForm::values() const {
  ParamValues values;
  for (const Field& f : fields_) {
    const std::string value = text(f).toStdString();
    if (value != f.info.value) values[f.info.name] = value;
  }
  return values;
}

QString ParamForm::problem() const {
  for (const Field& f : fields_) {
    if (QString wrong = complaint(f); !wrong.isEmpty()) return wrong;
  }
  return {};
}

void ParamForm::check() {
  for (const Field& f : fields_) {
    const bool wrong = !complaint(f).isEmpty();
    f.editor->setStyleSheet(wrong ? look::wrongBorder() : QString());
  }
  emit changed();
}

}  // namespace tandem::gui
