// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QString>
#ifdef TANDEM_DBUS
#include <QDBusVariant>
#endif

namespace tandem::gui::look {

/// Whether the program is light or dark, and its widget style; remembered in the settings. By default both are the
/// system's.
class Appearance : public QObject {
  Q_OBJECT
 public:
  enum class Scheme { System, Light, Dark };
  /// Applies the settings.
  explicit Appearance(QObject* parent = nullptr);
  [[nodiscard]] Scheme scheme() const { return scheme_; }
  void choose(Scheme scheme);
  /// Whether Fusion, which looks the same everywhere, is used instead of the platform's style.
  [[nodiscard]] bool fusion() const { return fusion_; }
  void setFusion(bool fusion);
  /// What the desktop prefers; followed as long as the scheme is the system's.
  void systemWants(bool dark);

 private:
#ifdef TANDEM_DBUS
  Q_SLOT void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);
#endif
  void askSystem();
  void apply();
  Scheme scheme_;
  bool fusion_;
  bool systemDark_ = false;
};

/// The style that is drawn, below the measures of this program.
[[nodiscard]] const QString& drawnStyle();

}  // namespace tandem::gui::look
