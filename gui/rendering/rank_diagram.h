// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/rendering/layout.h"

namespace tandem::figures {

/// A critical-difference diagram. Few algorithms with short names are placed on both sides below an axis (Demsar 2006),
/// with bars joining those that cannot be told apart; more of them, or longer names, become a list, each with an
/// interval of half a critical difference on both sides.
class RankLayout {
 public:
  RankLayout(const RankDiagram& diagram, const Theme& theme, Names& names)
      : d_(diagram), theme_(theme), names_(names) {}
  [[nodiscard]] double naturalWidth() const;
  [[nodiscard]] double leastWidth() const;
  [[nodiscard]] double leastHeight(double width) const;
  void place(PanelPlan& plan, const QRectF& area) const;

 private:
  [[nodiscard]] bool classic(double width) const;
  [[nodiscard]] double nameWidth() const;
  [[nodiscard]] QString named(int i) const;
  [[nodiscard]] double valueWidth() const;
  [[nodiscard]] double listLimit(double width) const;
  [[nodiscard]] QStringList listHead(double width) const;
  void placeClassic(PanelPlan& plan, const QRectF& area) const;
  void placeList(PanelPlan& plan, const QRectF& area) const;
  const RankDiagram& d_;
  const Theme& theme_;
  Names& names_;
};

}  // namespace tandem::figures
