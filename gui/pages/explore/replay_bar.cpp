// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/explore/replay_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <algorithm>
#include <limits>

#include "gui/look/icons.h"

namespace tandem::gui {

ReplayBar::ReplayBar(QWidget* parent)
    : QWidget(parent),
      play_(new QToolButton),
      slider_(new QSlider(Qt::Horizontal)),
      generation_(new QSpinBox),
      where_(new QLabel),
      speed_(new QComboBox) {
  play_->setObjectName("replayPlay");
  play_->setAutoRaise(true);
  slider_->setObjectName("replaySlider");
  slider_->setAccessibleName(tr("Generation looked at"));
  slider_->setToolTip(
      tr("Generations of the run that were kept. Left, Right: the next one; Home, End: first and last; Space: play. "
         "At its end the slider follows the run."));
  generation_->setObjectName("replayGeneration");
  generation_->setAccessibleName(tr("Number of the generation"));
  generation_->setToolTip(tr("A number goes to the nearest generation that was kept"));
  generation_->setKeyboardTracking(false);
  where_->setObjectName("replayWhere");
  speed_->setObjectName("replaySpeed");
  speed_->setAccessibleName(tr("Speed"));
  speed_->setToolTip(tr("How long the whole run takes when it is played"));
  for (const int seconds : {2, 5, 10, 30}) speed_->addItem(tr("in %1 s").arg(seconds), seconds * 1000);
  for (const int minutes : {1, 5}) speed_->addItem(tr("in %1 min").arg(minutes), minutes * 60000);
  speed_->setCurrentIndex(speed_->findData(10000));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(4, 0, 4, 0);
  layout->addWidget(play_);
  layout->addWidget(slider_, 1);
  layout->addWidget(new QLabel(tr("Generation")));
  layout->addWidget(generation_);
  layout->addWidget(where_);
  layout->addWidget(speed_);
  timer_.setInterval(40);
  connect(&timer_, &QTimer::timeout, this, &ReplayBar::tick);
  connect(play_, &QToolButton::clicked, this, [this] {
    slider_->setFocus();  // so that its keys work from now on
    toggle();
  });
  connect(slider_, &QSlider::valueChanged, this, [this] {
    said();
    emit moved();
  });
  // Moving the slider by hand continues from there.
  connect(slider_, &QSlider::actionTriggered, this, [this] { play(false); });
  connect(generation_, &QSpinBox::valueChanged, this, [this](int n) {
    play(false);
    goTo(n);
  });
  connect(speed_, &QComboBox::activated, this, &ReplayBar::begin);
  clear();
}

void ReplayBar::clear() {
  play(false);
  setMoments({});
}

std::shared_ptr<const Moment> ReplayBar::moment() const {
  return slider_->value() < last() ? moments_[slider_->value()] : nullptr;
}

void ReplayBar::setMoments(Moments moments) {
  const auto at = moment();
  moments_ = std::move(moments);
  setEnabled(moments_.size() > 1);
  const QSignalBlocker quiet(slider_), still(generation_);
  slider_->setRange(0, std::max(0, last()));
  slider_->setPageStep(std::max(1, last() / 10));
  const auto number = [](std::int64_t generation) {
    return static_cast<int>(std::min<std::int64_t>(generation, std::numeric_limits<int>::max()));
  };
  if (!moments_.empty()) {
    generation_->setRange(number(moments_.front()->generation), number(moments_.back()->generation));
    const std::int64_t step = last() > 0 ? moments_[1]->generation - moments_[0]->generation : 1;
    generation_->setSingleStep(number(step));
  }
  if (at != nullptr) {
    goTo(at->generation);
  } else {
    slider_->setValue(last());
  }
  if (timer_.isActive()) begin();
  if (!moments_.empty()) {
    // As wide as its widest text: the slider keeps its length while dragged and while the run is played.
    const auto least = std::ranges::min_element(moments_, {}, [](const auto& m) { return m->share; });
    where_->setText(textOf(moments_.back()->evaluations, (*least)->share));
    where_->setMinimumWidth(where_->sizeHint().width());
  }
  said();
  if (at != nullptr && moment() != at) emit moved();  // it is no longer kept
}

void ReplayBar::goTo(std::int64_t generation) {
  const auto distance = [generation](const auto& m) { return std::abs(m->generation - generation); };
  const auto nearest = std::min_element(moments_.begin(), moments_.end(),
                                        [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
  if (nearest != moments_.end()) slider_->setValue(static_cast<int>(nearest - moments_.begin()));
  said();
}

void ReplayBar::said() {
  if (moments_.empty()) {
    where_->clear();
    return;
  }
  const Moment& m = *moments_[std::clamp(slider_->value(), 0, last())];
  {
    const QSignalBlocker quiet(generation_);
    generation_->setValue(static_cast<int>(m.generation));
  }
  // At the end the run itself is shown, with all individuals.
  where_->setText(textOf(m.evaluations, slider_->value() < last() ? m.share : 1.0));
}

QString ReplayBar::textOf(std::int64_t evaluations, double share) const {
  QString text = tr("of %L1, %L2 evaluations").arg(moments_.back()->generation).arg(evaluations);
  if (share < 1.0) text += tr(", %1 % of the individuals").arg(100.0 * share, 0, 'g', 2);
  return text;
}

void ReplayBar::toggle() {
  play(!playing());
}

void ReplayBar::play(bool on) {
  if (on && moments_.size() > 1) {
    if (slider_->value() >= last()) slider_->setValue(0);
    begin();
    timer_.start();
  } else {
    timer_.stop();
  }
  play_->setIcon(look::icon(playing() ? QStringLiteral("pause") : QStringLiteral("play")));
  play_->setToolTip(playing() ? tr("Pause the replay (Space)") : tr("Play the run from the slider's position (Space)"));
  play_->setAccessibleName(playing() ? tr("Pause the replay") : tr("Play"));
}

void ReplayBar::begin() {
  from_ = slider_->value();
  clock_.start();
}

// Follows the clock, so that slow drawing skips generations instead of making the replay longer.
void ReplayBar::tick() {
  const double passed = static_cast<double>(clock_.elapsed()) / speed_->currentData().toDouble();
  const int at = std::min(last(), from_ + static_cast<int>(passed * last()));
  slider_->setValue(at);
  if (at >= last()) play(false);
}

void ReplayBar::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Space) {
    toggle();
  } else {
    QWidget::keyPressEvent(event);
  }
}

}  // namespace tandem::gui
