// SPDX-License-Identifier: Apache-2.0
// Item models against the rules of Qt: views, combo boxes and proxies rely on them.
#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

#include "gui/models/catalogue_model.h"
#include "gui/models/entry_model.h"
#include "gui/models/grid_model.h"
#include "gui/models/transfer_model.h"
#include "tandem/catalogue.h"

namespace tandem::gui {
namespace {

/// Ends the program with a message where the model breaks a rule.
void expectSound(QAbstractItemModel& model, int rows) {
  EXPECT_EQ(model.rowCount(), rows);
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
  for (const int role : {Qt::DisplayRole, Qt::EditRole, Qt::ToolTipRole, Qt::UserRole})
    EXPECT_FALSE(model.data(QModelIndex(), role).isValid()) << "there is data where nothing is, role " << role;
}

TEST(Models, OfTheCatalogueKeepQtsRules) {
  const Catalogue catalogue = builtinCatalogue();
  CatalogueModel algorithms(catalogue, CatalogueModel::Kind::Algorithms);
  expectSound(algorithms, static_cast<int>(catalogue.algorithms.all().size()));
  CatalogueModel problems(catalogue, CatalogueModel::Kind::Problems);
  expectSound(problems, static_cast<int>(catalogue.problems.all().size()));
  problems.setGrouped(true);
  expectSound(problems, 49);
  problems.setCatalogue(catalogue);
  expectSound(problems, 49);
  CatalogueFilter families;
  families.setSourceModel(&problems);
  families.setChosen({"CEC17-MTSO1-CI-HS"});
  expectSound(families, 49);
  families.setWords(QStringLiteral("CEC17-MTSO"));
  expectSound(families, 1);
  CatalogueFilter filter;
  filter.setSourceModel(&algorithms);
  filter.setWords(QStringLiteral("no algorithm is called that"));
  expectSound(filter, 0);
}

TEST(Models, OfAnExperimentKeepQtsRules) {
  const Catalogue catalogue = builtinCatalogue();
  EntryModel entries(true, [](const AlgorithmEntry&) { return QString(); });
  expectSound(entries, 0);
  entries.setEntries({{.name = "MFEA", .alias = "tuned", .params = {{"rmp", "0.5"}}}, {.name = "GA"}});
  expectSound(entries, 2);
  ExperimentInfo info;
  info.repetitions = 3;
  info.problems.resize(2);
  info.algorithms.resize(3);
  GridModel grid;
  expectSound(grid, 0);
  grid.setInfo(info);
  expectSound(grid, 2);
}

TEST(Models, OfTransferKeepsQtsRules) {
  TransferModel events;
  expectSound(events, 0);
  events.setEvents({{.checkpoint = 1, .donor = 0, .receiver = 1, .evaluations = 100, .counts = {}}});
  expectSound(events, 1);
}

}  // namespace
}  // namespace tandem::gui
