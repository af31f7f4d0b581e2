// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "gui/work/run_history.h"

class QComboBox;
class QLabel;
class QSlider;
class QSpinBox;
class QToolButton;

namespace tandem::gui {

/// Moves through the kept generations of a run: slider, number of the generation, play and pause. Left and Right go to
/// neighbouring ones, Home and End to the first and last, Space plays. At the end it follows the run.
class ReplayBar : public QWidget {
  Q_OBJECT
 public:
  explicit ReplayBar(QWidget* parent = nullptr);
  /// More of the run, or fewer of its generations. The current moment stays, or becomes the nearest one.
  void setMoments(Moments moments);
  void clear();
  /// The current moment; none at the end, where the run itself is shown.
  [[nodiscard]] std::shared_ptr<const Moment> moment() const;
  [[nodiscard]] bool playing() const { return timer_.isActive(); }

 signals:
  void moved();

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void toggle();
  void play(bool on);
  void tick();
  void begin();
  void said();
  [[nodiscard]] QString textOf(std::int64_t evaluations, double share) const;
  void goTo(std::int64_t generation);
  [[nodiscard]] int last() const { return static_cast<int>(moments_.size()) - 1; }
  Moments moments_;
  QToolButton* play_;
  QSlider* slider_;
  QSpinBox* generation_;
  QLabel* where_;
  QComboBox* speed_;
  QTimer timer_;
  QElapsedTimer clock_;  // since playing began
  int from_ = 0;         // position where playing began
};

}  // namespace tandem::gui
