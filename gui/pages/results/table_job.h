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

/// What a table is made from.
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

/// Makes tables on a pool thread, one at a time: of the requests made meanwhile, the last is next. What has been read
/// is not read again.
class TableJob : public QObject {
  Q_OBJECT
 public:
  TableJob(Session& session, QObject* parent);
  /// What is being read is no longer needed.
  ~TableJob() override;
  void make(TableWish wish);
  /// Nothing is wanted any more.
  void drop();

 signals:
  /// Of the cells, every now and then.
  void reading(int read, int cells);
  /// Shown even if something newer is under way: it is nearer to the request than what is there now. Whoever
  /// takes it may empty it.
  void made(const std::shared_ptr<MadeTable>& table, const std::vector<LeftOut>& leftOut);
  void refused(const QString& sentence, const std::vector<LeftOut>& leftOut);

 private:
  struct Work;
  void begin(TableWish wish);
  /// Goes on with the latest request. False if nobody is waiting for the finished work.
  bool finish();
  Session& session_;
  QTimer timer_;
  std::shared_ptr<Work> work_;                  // under way
  std::optional<TableWish> next_;               // asked for since
  std::shared_ptr<const Catalogue> catalogue_;  // that the values are of
  std::shared_ptr<TableCache> values_;
};

}  // namespace tandem::gui
