// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QString>
#include <QTimer>
#include <memory>
#include <optional>
#include <vector>

#include "gui/work/open_results.h"
#include "tandem/tables/table.h"
#include "tandem/tables/table_cache.h"
#include "tandem/tables/table_view.h"

namespace tandem::gui {

class Session;

/// What a table is to be made of.
struct TableWish {
  OpenFiles files;
  QString first;  ///< path of the one that stays where two cannot be compared
  TableRequest request;
  TableStyle style;
};

/// A file that is not in the table because its runs cannot be compared with those that are.
struct LeftOut {
  QString path;
  Misfit misfit;
};

struct MadeTable {
  std::shared_ptr<const Table> table;
  TableTexts texts;
  TableStyle style;  ///< of the texts
  OpenFiles files;   ///< that are in it; its cells count them
};

/// Makes tables on a pool thread, one at a time: of what was asked for meanwhile, the last is made next. What was read
/// is not read again.
class TableJob : public QObject {
  Q_OBJECT
 public:
  TableJob(Session& session, QObject* parent);
  /// What is being read is of no use any more.
  ~TableJob() override;
  void make(TableWish wish);
  /// Nothing is wanted any more.
  void drop();

 signals:
  /// Of the cells, every now and then.
  void reading(int read, int cells);
  /// Shown also where something newer is under way: it is nearer to what is wanted than what stands there. Whoever
  /// takes it may empty it.
  void made(const std::shared_ptr<MadeTable>& table, const std::vector<LeftOut>& leftOut);
  void refused(const QString& sentence, const std::vector<LeftOut>& leftOut);

 private:
  struct Work;
  void begin(TableWish wish);
  /// Goes on with what was asked for meanwhile. False where nobody waits for what is done now.
  bool finish();
  Session& session_;
  QTimer timer_;
  std::shared_ptr<Work> work_;                  // under way
  std::optional<TableWish> next_;               // asked for since
  std::shared_ptr<const Catalogue> catalogue_;  // that the values are of
  std::shared_ptr<TableCache> values_;
};

}  // namespace tandem::gui
