// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <functional>
#include <vector>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace tandem::gui {

/// A sentence above what it is about: what went wrong and what to do, or what was done. Stays until it is closed or
/// withdrawn.
class Notice : public QFrame {
  Q_OBJECT
 public:
  /// Distinguished by colour and by a symbol.
  enum class Tone { Information, Success, Warning, Error };
  struct Action {
    QString text;
    std::function<void()> act;
  };
  struct Remark {
    QString sentence;
    std::vector<Action> actions = {};
    Tone tone = Tone::Warning;
    QString topic = {};  ///< for takeBackAbout()
  };
  explicit Notice(QWidget* parent = nullptr);
  /// Lies over the bottom of the page, as wide as `column`, instead of being in its layout, so that nothing moves
  /// under the pointer when it comes and goes.
  void lieOver(QWidget& page, QWidget& column);
  void tell(const Remark& remark);
  void tell(const QString& sentence);
  /// Shows the sentence with a button that does something about it.
  void tell(const QString& sentence, const QString& action, std::function<void()> act);
  void takeBack();
  /// When the cause is gone: withdraws the notice if it is about this topic.
  void takeBackAbout(const QString& topic);
  /// The full text; names too long for a line are shortened only on screen.
  [[nodiscard]] const QString& text() const { return remark_.sentence; }
  [[nodiscard]] Tone tone() const { return remark_.tone; }

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void dress();
  /// Places buttons beside the text, or below it if that would leave it no room.
  void placeButtons();
  /// Where it lies over a page.
  void place();
  Remark remark_;
  QLabel *sign_, *text_;
  QGridLayout* layout_;
  QHBoxLayout* buttons_;
  QWidget* column_ = nullptr;  // if it lies over a page
  bool dark_ = false, below_ = false;
};

}  // namespace tandem::gui
