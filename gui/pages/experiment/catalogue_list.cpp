// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/experiment/catalogue_list.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/forms/label_filter.h"
#include "gui/look/icons.h"
#include "gui/models/catalogue_model.h"
#include "gui/pages/common/hint.h"

namespace tandem::gui {

namespace {

QString escaped(const std::string& text) {
  return QString::fromStdString(text).toHtmlEscaped();
}

/// The paper, with a link where it has a DOI.
QString paper(const Citation& c) {
  if (c.title.empty()) return {};
  QString where = escaped(c.venue);
  if (c.year > 0) where += QStringLiteral(", %1").arg(c.year);
  if (!c.doi.empty()) where = QStringLiteral("<a href=\"https://doi.org/%1\">%2</a>").arg(escaped(c.doi), where);
  return QStringLiteral("<p>%1: %2. %3</p>").arg(escaped(c.authors), escaped(c.title), where);
}

QString parameters(const std::vector<ParamInfo>& params) {
  if (params.empty()) return {};
  QStringList items;
  for (const ParamInfo& p : params) items << QStringLiteral("%1 = %2").arg(escaped(p.name), escaped(p.value));
  return QStringLiteral("<p>") + QObject::tr("Parameters: %1").arg(items.join(", ")) + QStringLiteral("</p>");
}

/// "50", or "10 to 50" where they differ.
QString range(int low, int high) {
  return low == high ? QString::number(low) : QObject::tr("%1 to %2").arg(low).arg(high);
}

/// Tasks, variables, objectives and budget with the default parameters.
QString sizes(const Problem& problem) {
  int least = problem.tasks().front().dim;
  int most = least;
  int objectives = 1;
  for (const TaskInfo& task : problem.tasks()) {
    least = std::min(least, task.dim);
    most = std::max(most, task.dim);
    objectives = std::max(objectives, task.objectives);
  }
  const QLocale english(QLocale::English, QLocale::UnitedStates);
  return QObject::tr("Tasks: %1; variables: %2; objectives: %3; evaluations: %4")
      .arg(problem.taskCount())
      .arg(range(least, most))
      .arg(objectives)
      .arg(english.toString(static_cast<qlonglong>(problem.defaultBudget())));
}

}  // namespace

CatalogueList::CatalogueList(Session& session, bool algorithms)
    : session_(session),
      algorithms_(algorithms),
      search_(new QLineEdit),
      view_(new QTableView),
      add_(new QPushButton(tr("A&dd selected"))),
      details_(new QTextBrowser) {
  const QString what = algorithms ? QStringLiteral("Algorithms") : QStringLiteral("Problems");
  search_->setObjectName("search" + what);
  search_->setPlaceholderText(algorithms ? tr("Name, author, year, family") : tr("Name, author, year, suite"));
  search_->setAccessibleName(algorithms ? tr("Search algorithms") : tr("Search problems"));
  search_->setClearButtonEnabled(true);
  search_->addAction(look::icon("search"), QLineEdit::LeadingPosition);
  auto* labels = new LabelFilter;
  auto* filter = new CatalogueFilter(this);
  filter->setSortCaseSensitivity(Qt::CaseInsensitive);
  filter->setSourceModel(new CatalogueModel(
      session.catalogue(), algorithms ? CatalogueModel::Kind::Algorithms : CatalogueModel::Kind::Problems, this));
  view_->setObjectName("catalogue" + what);
  view_->setAccessibleName(algorithms ? tr("Algorithms of the catalogue") : tr("Problems of the catalogue"));
  view_->setModel(filter);
  view_->setSelectionBehavior(QAbstractItemView::SelectRows);
  view_->setTabKeyNavigation(false);
  view_->setSortingEnabled(true);
  view_->sortByColumn(0, Qt::AscendingOrder);
  view_->setShowGrid(false);
  view_->setWordWrap(false);
  view_->verticalHeader()->hide();
  view_->setFrameShape(QFrame::NoFrame);
  view_->horizontalHeader()->setHighlightSections(false);
  view_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  view_->setColumnWidth(0, 140);
  view_->horizontalHeader()->setStretchLastSection(false);
  view_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
  view_->setColumnWidth(2, 56);
  view_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(view_, &QTableView::customContextMenuRequested, this, &CatalogueList::contextMenu);
  details_->setObjectName("details" + what);
  details_->setAccessibleName(tr("What the one at hand is"));
  details_->setFrameShape(QFrame::NoFrame);
  details_->setOpenExternalLinks(true);
  details_->setFocusPolicy(Qt::ClickFocus);
  details_->setFixedHeight(124);
  details_->hide();
  add_->setObjectName("add" + what);
  add_->setIcon(look::icon("plus"));
  add_->setToolTip(tr("Into the experiment (Enter; Ctrl+A in the list selects all that is shown)"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 8, 0, 0);
  const auto inset = [layout](QWidget* w) {
    auto* line = new QHBoxLayout;
    line->setContentsMargins(12, 0, 12, 0);
    line->addWidget(w);
    layout->addLayout(line);
  };
  inset(search_);
  inset(labels);
  layout->addWidget(view_, 1);
  inset(details_);
  inset(add_);
  connect(labels, &LabelFilter::changed, filter, &CatalogueFilter::setLabels);
  connect(search_, &QLineEdit::textChanged, filter, &CatalogueFilter::setWords);
  connect(add_, &QPushButton::clicked, this, &CatalogueList::choose);
  connect(view_, &QTableView::activated, this, &CatalogueList::choose);
  // Enter in the search takes the only hit, so that the keyboard suffices.
  connect(search_, &QLineEdit::returnPressed, this, [this] {
    if (view_->model()->rowCount() == 1) view_->selectRow(0);
    choose();
  });
  auto* hint = new Hint(*view_);
  const auto update = [this, hint] {
    add_->setEnabled(view_->selectionModel()->hasSelection());
    hint->say(view_->model()->rowCount() > 0 ? QString() : tr("Nothing matches the words and labels."));
  };
  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, update);
  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CatalogueList::describe);
  connect(filter, &QAbstractItemModel::rowsRemoved, this, update);
  connect(filter, &QAbstractItemModel::rowsInserted, this, update);
  update();
}

QString CatalogueList::aboutAlgorithm(const std::string& name) const {
  const AlgorithmInfo& info = session_.catalogue().algorithms.find(name);
  QString text = QStringLiteral("<p><b>%1</b>").arg(escaped(info.name));
  if (!info.twin.empty()) text += ' ' + tr("(single-task twin: %1)").arg(escaped(info.twin));
  return text + QStringLiteral("<br>%1</p>").arg(escaped(info.doc)) + paper(info.citation) +
         parameters(describeParams(*info.make()));
}

QString CatalogueList::aboutProblem(const std::string& name) const {
  const ProblemInfo& info = session_.catalogue().problems.find(name);
  return QStringLiteral("<p><b>%1</b><br>%2</p>").arg(escaped(info.name), escaped(info.doc)) + paper(info.citation) +
         parameters(describeParams(*info.make()));
}

void CatalogueList::describe() {
  const QModelIndexList rows = view_->selectionModel()->selectedRows();
  const bool one = rows.size() == 1;
  details_->setVisible(one);
  if (!one) return;
  const QString name = rows.front().data().toString();
  details_->setProperty("about", name);
  const QString text = algorithms_ ? aboutAlgorithm(name.toStdString()) : aboutProblem(name.toStdString());
  details_->setHtml(text);
  if (algorithms_) return;
  // Its size is known when it is built, which may take a moment.
  runAsync<QString>(
      this,
      [catalogue = session_.sharedCatalogue(), name = name.toStdString()] {
        return sizes(*buildProblem(*catalogue, name, {}, {.instance = Instance::Auto, .dataDir = ""}).problem);
      },
      [this, name, text](const QString& line) {
        if (details_->property("about").toString() == name)
          details_->setHtml(text + QStringLiteral("<p>%1</p>").arg(line));
      },
      [](const QString&) {});  // one that needs parameters has no size yet
}

void CatalogueList::contextMenu(const QPoint& at) {
  QMenu menu(this);
  menu.setObjectName("catalogueMenu");
  QAction* add = menu.addAction(look::icon("plus"), tr("A&dd selected"), this, &CatalogueList::choose);
  add->setEnabled(add_->isEnabled());
  menu.addAction(tr("Select &all"), view_, &QTableView::selectAll);
  menu.exec(view_->viewport()->mapToGlobal(at));
}

void CatalogueList::choose() {
  QStringList names;
  for (const QModelIndex& i : view_->selectionModel()->selectedRows()) names << i.data().toString();
  if (!names.isEmpty()) emit chosen(names);
}

}  // namespace tandem::gui
