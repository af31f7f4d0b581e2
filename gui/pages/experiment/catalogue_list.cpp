// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/experiment/catalogue_list.h"

#include <QAction>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>
#include <initializer_list>

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

QString sizeText(const ProblemSize& size) {
  const QLocale english(QLocale::English, QLocale::UnitedStates);
  return QObject::tr("Tasks: %1; variables: %2; objectives: %3; evaluations: %4")
      .arg(size.tasks)
      .arg(variablesText(size, QObject::tr("%1 to %2")))
      .arg(size.objectives)
      .arg(english.toString(size.evaluations));
}

ProblemSize sizeIn(const Catalogue& catalogue, const QString& name) {
  return sizeOf(*buildProblem(catalogue, name.toStdString(), {}, {.instance = Instance::Auto, .dataDir = ""}).problem);
}

constexpr int kNarrowestName = 232;  // "CEC17-MTSO1-CI-HS" in its suite

}  // namespace

CatalogueList::CatalogueList(Session& session, bool algorithms)
    : session_(session),
      algorithms_(algorithms),
      search_(new QLineEdit),
      model_(new CatalogueModel(session.catalogue(),
                                algorithms ? CatalogueModel::Kind::Algorithms : CatalogueModel::Kind::Problems, this)),
      filter_(new CatalogueFilter(this)),
      view_(new QTreeView),
      grouping_(new QToolButton),
      hint_(new Hint(*view_)),
      add_(new QPushButton(tr("A&dd selected"))),
      details_(new QTextBrowser) {
  const QString what = algorithms ? QStringLiteral("Algorithms") : QStringLiteral("Problems");
  search_->setObjectName("search" + what);
  search_->setPlaceholderText(algorithms ? tr("Name, author, year, family") : tr("Name, author, year, suite"));
  search_->setAccessibleName(algorithms ? tr("Search algorithms") : tr("Search problems"));
  search_->setClearButtonEnabled(true);
  search_->addAction(look::icon("search"), QLineEdit::LeadingPosition);
  grouping_->setObjectName("grouped" + what);
  grouping_->setIcon(look::icon("list-tree"));
  grouping_->setAutoRaise(true);
  grouping_->setCheckable(true);
  grouping_->setAccessibleName(algorithms ? tr("By family") : tr("By suite"));
  grouping_->setToolTip(algorithms ? tr("By family, or one list that a click on a header sorts")
                                   : tr("By suite, or one list that a click on a header sorts"));
  auto* labels = new LabelFilter;
  filter_->setSourceModel(model_);
  filter_->setChosen({});
  view_->setObjectName("catalogue" + what);
  view_->setAccessibleName(algorithms ? tr("Algorithms of the catalogue") : tr("Problems of the catalogue"));
  view_->setModel(filter_);
  view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  view_->setUniformRowHeights(true);
  view_->setTextElideMode(Qt::ElideMiddle);  // names of a suite differ at their ends
  view_->setIndentation(12);                 // families have long names
  view_->setSortingEnabled(true);
  view_->sortByColumn(CatalogueModel::Name, Qt::AscendingOrder);
  view_->setFrameShape(QFrame::NoFrame);
  view_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  view_->viewport()->installEventFilter(this);
  columns();
  keys();
  details_->setObjectName("details" + what);
  details_->setAccessibleName(tr("Details of the current entry"));
  details_->setFrameShape(QFrame::NoFrame);
  details_->setOpenExternalLinks(true);
  details_->setFocusPolicy(Qt::ClickFocus);
  details_->setFixedHeight(124);
  details_->hide();
  add_->setObjectName("add" + what);
  add_->setIcon(look::icon("plus"));
  add_->setToolTip(tr("Add to the experiment (Enter; Ctrl+A in the list selects all that is shown)"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 8, 0, 0);
  const auto inset = [layout](std::initializer_list<QWidget*> widgets) {
    auto* line = new QHBoxLayout;
    line->setContentsMargins(12, 0, 12, 0);
    line->setSpacing(4);
    for (QWidget* w : widgets) line->addWidget(w);
    layout->addLayout(line);
  };
  inset({search_, grouping_});
  inset({labels});
  layout->addWidget(view_, 1);
  inset({details_});
  inset({add_});
  connect(labels, &LabelFilter::changed, this, [this](Labels wanted) {
    filter_->setLabels(wanted);
    unfold();
  });
  connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
    filter_->setWords(text);
    unfold();
  });
  connect(grouping_, &QToolButton::toggled, this, &CatalogueList::setGrouped);
  connect(filter_, &CatalogueFilter::ticked, this,
          [this](const QStringList& names, bool in) { in ? emit chosen(names) : emit dropped(names); });
  connect(add_, &QPushButton::clicked, this, &CatalogueList::choose);
  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
    update();
    describe();
  });
  connect(filter_, &QAbstractItemModel::rowsRemoved, this, &CatalogueList::update);
  connect(filter_, &QAbstractItemModel::rowsInserted, this, &CatalogueList::update);
  connect(&session_, &Session::catalogueChanged, this, &CatalogueList::takeCatalogue);
  // Families are grouped by default, as they are few; suites are many.
  grouping_->setChecked(QSettings().value("catalogue/grouped", true).toBool());
  setGrouped(grouping_->isChecked());
  update();
}

void CatalogueList::columns() {
  QHeaderView* header = view_->header();
  header->setHighlightSections(false);
  header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  header->setStretchLastSection(false);
  header->setMinimumSectionSize(40);
  for (int c = CatalogueModel::Group; c < model_->columnCount(); ++c) {
    const int title =
        header->fontMetrics().horizontalAdvance(model_->headerData(c, Qt::Horizontal, Qt::DisplayRole).toString());
    view_->setColumnWidth(c, c == CatalogueModel::Group ? 150 : title + 24);
  }
}

void CatalogueList::keys() {
  const auto action = [this](const char* name, const QString& text, const QKeySequence& keys, auto slot) {
    auto* a = new QAction(text, this);
    a->setObjectName(QLatin1String(name) + QLatin1String(algorithms_ ? "Algorithms" : "Problems"));
    a->setShortcut(keys);
    a->setShortcutContext(Qt::WidgetShortcut);
    connect(a, &QAction::triggered, this, slot);
    view_->addAction(a);
  };
  action("choose", tr("Add selected"), QKeySequence(Qt::Key_Return), [this] { choose(); });
  action("selectShown", tr("Select all that is shown"), QKeySequence::SelectAll, [this] {
    view_->expandAll();
    view_->selectAll();
  });
  action("unfold", tr("Expand all"), QKeySequence(tr("Ctrl+Shift+Right")), [this] { view_->expandAll(); });
  action("fold", tr("Collapse all"), QKeySequence(tr("Ctrl+Shift+Left")), [this] { view_->collapseAll(); });
  action("reload", tr("Reload plug-ins"), {}, [this] { emit reloadWanted(); });
  view_->setContextMenuPolicy(Qt::ActionsContextMenu);
  // A double click on a family opens it.
  connect(view_, &QTreeView::doubleClicked, this, [this](const QModelIndex& i) {
    if (!model_->isGroup(filter_->mapToSource(i))) choose();
  });
  // Enter in the search takes the only match, so that the keyboard suffices; Down goes to the matches.
  connect(search_, &QLineEdit::returnPressed, this, [this] {
    QModelIndex only = filter_->rowCount() == 1 ? filter_->index(0, 0) : QModelIndex();
    if (only.isValid() && filter_->rowCount(only) == 1) only = filter_->index(0, 0, only);
    if (only.isValid() && filter_->rowCount(only) == 0) view_->setCurrentIndex(only);
    choose();
  });
  search_->installEventFilter(this);
  connect(view_, &QTreeView::expanded, this, [this](const QModelIndex& i) {
    if (!unfolding_ && !filter_->searching()) open_.insert(i.data().toString());
    lookAtSizes();
  });
  connect(view_, &QTreeView::collapsed, this, [this](const QModelIndex& i) {
    if (!unfolding_ && !filter_->searching()) open_.remove(i.data().toString());
  });
}

bool CatalogueList::eventFilter(QObject* watched, QEvent* event) {
  if (watched == view_->viewport() && event->type() == QEvent::Resize) fitColumns();
  if (watched == search_ && event->type() == QEvent::KeyPress &&
      static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
    view_->setFocus();
    if (!view_->currentIndex().isValid()) view_->setCurrentIndex(filter_->index(0, 0));
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void CatalogueList::fitColumns() {
  int others = 0;
  for (int c = CatalogueModel::Group; c < model_->columnCount(); ++c)
    others += view_->isColumnHidden(c) ? 0 : view_->columnWidth(c);
  view_->setColumnWidth(CatalogueModel::Name, std::max(kNarrowestName, view_->viewport()->width() - others));
}

void CatalogueList::setGrouped(bool grouped) {
  QSettings().setValue("catalogue/grouped", grouped);
  model_->setGrouped(grouped);
  view_->setRootIsDecorated(grouped);
  view_->setColumnHidden(CatalogueModel::Group, grouped);
  fitColumns();
  unfold();
}

void CatalogueList::unfold() {
  unfolding_ = true;
  if (filter_->searching()) {
    view_->expandAll();
    searched_ = true;
  } else {
    if (searched_) view_->collapseAll();
    searched_ = false;
    for (int row = 0; row < filter_->rowCount(); ++row) {
      const QModelIndex family = filter_->index(row, 0);
      if (open_.contains(family.data().toString())) view_->expand(family);
    }
    view_->scrollTo(view_->currentIndex());
  }
  unfolding_ = false;
  lookAtSizes();
}

void CatalogueList::lookAtSizes() {
  if (algorithms_) return;
  QStringList wanted;
  const auto want = [&](const QModelIndex& i) {
    const QString name = i.data().toString();
    if (!model_->hasSize(name) && !asked_.contains(name)) wanted << name;
  };
  for (int row = 0; row < filter_->rowCount(); ++row) {
    const QModelIndex top = filter_->index(row, 0);
    if (!model_->grouped()) want(top);
    if (!view_->isExpanded(top)) continue;
    for (int i = 0; i < filter_->rowCount(top); ++i) want(filter_->index(i, 0, top));
  }
  if (wanted.isEmpty()) return;
  for (const QString& name : wanted) asked_.insert(name);
  using Sizes = QHash<QString, ProblemSize>;
  runAsync<Sizes>(
      this,
      [catalogue = session_.sharedCatalogue(), wanted] {
        Sizes sizes;
        for (const QString& name : wanted) {
          try {
            sizes[name] = sizeIn(*catalogue, name);
          } catch (const std::exception&) {
            // A problem that needs parameters has no size yet.
          }
        }
        return sizes;
      },
      [this](const Sizes& sizes) { model_->setSizes(sizes); }, [](const QString&) {});
}

void CatalogueList::takeCatalogue() {
  asked_.clear();
  model_->setCatalogue(session_.catalogue());
  unfold();
  update();
  describe();  // nothing is selected any more
}

void CatalogueList::setChosen(const QStringList& names) {
  filter_->setChosen({names.begin(), names.end()});
}

void CatalogueList::update() {
  add_->setEnabled(view_->selectionModel()->hasSelection());
  hint_->say(filter_->rowCount() > 0 ? QString() : tr("Nothing matches the words and labels."));
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
  const bool one = rows.size() == 1 && !model_->isGroup(filter_->mapToSource(rows.front()));
  details_->setVisible(one);
  if (!one) return;
  const QString name = rows.front().data().toString();
  details_->setProperty("about", name);
  const QString text = algorithms_ ? aboutAlgorithm(name.toStdString()) : aboutProblem(name.toStdString());
  details_->setHtml(text);
  if (algorithms_) return;
  // The size is known once the problem is built, which may take a moment.
  runAsync<QString>(
      this, [catalogue = session_.sharedCatalogue(), name] { return sizeText(sizeIn(*catalogue, name)); },
      [this, name, text](const QString& line) {
        if (details_->property("about").toString() == name)
          details_->setHtml(text + QStringLiteral("<p>%1</p>").arg(line));
      },
      [](const QString&) {});  // a problem that needs parameters has no size yet
}

void CatalogueList::choose() {
  QStringList names;
  for (const QModelIndex& i : view_->selectionModel()->selectedRows()) {
    for (const QString& name : filter_->names(i)) {
      if (!names.contains(name)) names << name;
    }
  }
  if (!names.isEmpty()) emit chosen(names);
}

}  // namespace tandem::gui
