// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/results_page.h"

#include <QComboBox>
#include <QDockWidget>
#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QTableWidget>
#include <set>

#include "gui/plots/kinds.h"
#include "gui/views/figure_view.h"

namespace tandem::gui {
namespace {

QString cellText(const TableCell& c, TableShow show) {
  if (!c.present) return QStringLiteral("-");
  const auto number = [](double v) { return std::isnan(v) ? QStringLiteral("NaN") : QString::number(v, 'e', 3); };
  QString text = show == TableShow::Median  ? number(c.median)
                 : show == TableShow::Std   ? number(c.sd)
                 : show == TableShow::Best  ? number(c.best)
                 : show == TableShow::Worst ? number(c.worst)
                                            : number(c.mean);
  if (show == TableShow::MeanStd) text += QStringLiteral(" (%1)").arg(QString::number(c.sd, 'e', 2));
  if (c.sign != 0) text += QStringLiteral("  ") + QChar(c.sign);
  return text;
}

}  // namespace

void showTable(QTableWidget& widget, const Table& table) {
  widget.clear();
  widget.setRowCount(static_cast<int>(table.rows.size()));
  widget.setColumnCount(static_cast<int>(table.columns.size()));
  QStringList columns, rows;
  for (const TableColumn& c : table.columns) columns << QString::fromStdString(c.label);
  for (const TableRow& r : table.rows) {
    rows << QString::fromStdString(r.problem) +
                (r.task > 0 && r.severalTasks ? QStringLiteral(", T%1").arg(r.task) : QString());
  }
  widget.setHorizontalHeaderLabels(columns);
  widget.setVerticalHeaderLabels(rows);
  for (int i = 0; i < widget.rowCount(); ++i) {
    for (int j = 0; j < widget.columnCount(); ++j) {
      const TableCell& c = table.rows[static_cast<std::size_t>(i)].cells[static_cast<std::size_t>(j)];
      auto* item = new QTableWidgetItem(cellText(c, table.request.show));
      item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      QString tip = QObject::tr("%1 runs, %2 undefined (%3 failed, %4 missing)")
                        .arg(c.values.size())
                        .arg(c.undefined)
                        .arg(c.failed)
                        .arg(c.missing);
      if (!std::isnan(c.p)) tip += QObject::tr("\np = %1, A12 = %2").arg(c.p, 0, 'g', 3).arg(c.effect, 0, 'g', 3);
      item->setToolTip(tip);
      QFont font = item->font();
      font.setBold(c.isBest);
      item->setFont(font);
      widget.setItem(i, j, item);
    }
  }
  widget.resizeColumnsToContents();
}

ResultsPage::ResultsPage(Session& session)
    : session_(session),
      files_(new QListWidget),
      metric_(new QComboBox),
      show_(new QComboBox),
      test_(new QComboBox),
      base_(new QComboBox),
      correction_(new QComboBox),
      kind_(new QComboBox),
      table_(new QTableWidget),
      caption_(new QLabel) {
  setWindowFlags(Qt::Widget);
  setDockNestingEnabled(true);
  table_->setObjectName("resultsTable");
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  metric_->addItem(tr("Objective or IGD"), QString());
  for (const MetricInfo& m : session.catalogue().metrics.all()) {
    metric_->addItem(QString::fromStdString(m.name), QString::fromStdString(m.name));
    metric_->setItemData(metric_->count() - 1, QString::fromStdString(m.doc), Qt::ToolTipRole);
  }
  show_->addItems({tr("Mean"), tr("Mean (std)"), tr("Std"), tr("Median"), tr("Best"), tr("Worst")});
  show_->setCurrentIndex(1);
  test_->addItems({tr("No test"), tr("Wilcoxon rank-sum"), tr("Wilcoxon signed-rank"), tr("Friedman")});
  correction_->addItems({tr("No correction"), tr("Holm")});
  for (const auto& k : figures::figureKinds()) {
    kind_->addItem(QString::fromStdString(k.title), QString::fromStdString(k.name));
    kind_->setItemData(kind_->count() - 1, QString::fromStdString(k.doc), Qt::ToolTipRole);
  }
  test_->setObjectName("test");
  auto* side = new QWidget;
  auto* form = new QFormLayout(side);
  const auto button = [&](const QString& text, auto slot) {
    auto* b = new QPushButton(text);
    connect(b, &QPushButton::clicked, this, slot);
    form->addRow(b);
  };
  button(tr("&Open results..."), &ResultsPage::openFiles);
  form->addRow(files_);
  files_->setMaximumHeight(110);
  form->addRow(tr("&Metric"), metric_);
  form->addRow(tr("S&how"), show_);
  form->addRow(tr("&Test"), test_);
  form->addRow(tr("&Base"), base_);
  form->addRow(tr("&Correction"), correction_);
  button(tr("E&xport table..."), &ResultsPage::exportTable);
  form->addRow(tr("&Figure"), kind_);
  button(tr("&Draw selection"), &ResultsPage::drawFigure);
  button(tr("&Provenance..."), &ResultsPage::provenance);
  auto* dock = new QDockWidget(tr("Comparison"));
  dock->setObjectName("comparison");
  dock->setFeatures(QDockWidget::DockWidgetMovable);
  dock->setWidget(side);
  side->setMaximumWidth(290);
  addDockWidget(Qt::LeftDockWidgetArea, dock);
  auto* centre = new QWidget;
  auto* layout = new QVBoxLayout(centre);
  layout->addWidget(table_);
  caption_->setWordWrap(true);
  layout->addWidget(caption_);
  setCentralWidget(centre);
  for (QComboBox* box : {metric_, show_, test_, base_, correction_})
    connect(box, &QComboBox::activated, this, &ResultsPage::refresh);
  connect(&session_, &Session::filesChanged, this, [this] {
    files_->clear();
    files_->addItems(session_.paths());
    refresh();
  });
  caption_->setText(tr("Open a result file, or run an experiment."));
}

TableRequest ResultsPage::request() const {
  TableRequest r;
  r.metric = metric_->currentData().toString().toStdString();
  r.show = static_cast<TableShow>(show_->currentIndex());
  r.test = static_cast<TableTest>(test_->currentIndex());
  r.correction = static_cast<TableCorrection>(correction_->currentIndex());
  r.base = base_->currentText().toStdString();
  return r;
}

void ResultsPage::refresh() {
  const int number = ++wanted_;
  const auto files = session_.files();
  if (files.empty()) {
    table_->setRowCount(0);
    caption_->setText(tr("Open a result file, or run an experiment."));
    return;
  }
  TableRequest r = request();
  QStringList names;
  for (const auto& f : files) {
    for (const auto& a : f->info().algorithms) names << QString::fromStdString(a.alias);
  }
  names.removeDuplicates();
  if (!names.contains(QString::fromStdString(r.base))) r.base.clear();
  base_->clear();
  base_->addItems(names);
  base_->setCurrentText(QString::fromStdString(r.base));
  const auto catalogue = session_.sharedCatalogue();  // a job may outlive the window
  runAsync<Table>(
      this,
      [files, r, catalogue] {
        std::vector<ResultSource> sources;
        for (const auto& f : files) sources.push_back(sourceOf(*f));
        return makeTable(sources, r, *catalogue);
      },
      [this, number](Table table) {
        if (number != wanted_) return;  // something newer was asked for
        shown_ = std::move(table);
        showTable(*table_, shown_);
        QString text = QString::fromStdString(shown_.caption);
        for (const std::string& note : shown_.notes) text += '\n' + QString::fromStdString(note);
        caption_->setText(text);
      },
      [this, number](const QString& sentence) {
        if (number != wanted_) return;
        table_->setRowCount(0);
        caption_->setText(sentence);
      });
}

void ResultsPage::openFiles() {
  for (const QString& path : QFileDialog::getOpenFileNames(this, tr("Open results"), {}, tr("Results (*.h5)"))) {
    try {
      session_.open(path);
    } catch (const std::exception& e) {
      QMessageBox::warning(this, tr("Open results"), QString::fromUtf8(e.what()));
    }
  }
}

void ResultsPage::drawFigure() {
  std::set<std::string> problems, algorithms;
  for (const QModelIndex& i : table_->selectionModel()->selectedIndexes()) {
    problems.insert(shown_.rows[static_cast<std::size_t>(i.row())].problem);
    algorithms.insert(shown_.columns[static_cast<std::size_t>(i.column())].label);
  }
  figures::Selection selection;
  for (const QString& path : session_.paths()) selection.files.push_back(path.toStdString());
  if (!problems.empty()) selection.problems = {problems.begin(), problems.end()};
  if (!algorithms.empty()) selection.algorithms = {algorithms.begin(), algorithms.end()};
  figures::FigureRequest wanted;
  wanted.kind = kind_->currentData().toString().toStdString();
  wanted.metric = metric_->currentData().toString().toStdString();
  const auto catalogue = session_.sharedCatalogue();  // a job may outlive the window
  const QString title = kind_->currentText();
  runAsync<figures::Figure>(
      this,
      [selection, wanted, catalogue] { return figures::makeFigure(figures::loadRuns(selection), *catalogue, wanted); },
      [this, title](figures::Figure figure) {
        auto* dock = new QDockWidget(title, this);
        dock->setAttribute(Qt::WA_DeleteOnClose);
        auto* view = new FigureView;
        dock->setWidget(view);
        QDockWidget* other = nullptr;
        for (auto* d : findChildren<QDockWidget*>()) {
          if (d != dock && qobject_cast<FigureView*>(d->widget()) != nullptr) other = d;
        }
        addDockWidget(Qt::BottomDockWidgetArea, dock);
        if (other != nullptr) tabifyDockWidget(other, dock);
        if (other == nullptr) resizeDocks({dock}, {height() / 2}, Qt::Vertical);
        dock->show();
        dock->raise();
        view->setFigure(std::move(figure));
      },
      [this](const QString& sentence) { emit session_.said(sentence); });
}

void ResultsPage::exportTable() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Export table"), QStringLiteral("table.tex"),
                                                    tr("Tables (*.tex *.csv *.xlsx *.md *.json *.txt)"));
  if (path.isEmpty()) return;
  try {
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == "xlsx") return writeXlsx(shown_, path.toStdString());
    const TableFormat format = ending == "tex"    ? TableFormat::Latex
                               : ending == "csv"  ? TableFormat::Csv
                               : ending == "md"   ? TableFormat::Markdown
                               : ending == "json" ? TableFormat::Json
                                                  : TableFormat::Text;
    const QByteArray text = QByteArray::fromStdString(formatTable(shown_, format));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
      QMessageBox::warning(this, tr("Export table"), tr("Cannot write %1: %2").arg(path, file.errorString()));
    }
  } catch (const std::exception& e) {
    QMessageBox::warning(this, tr("Export table"), QString::fromUtf8(e.what()));
  }
}

void ResultsPage::provenance() {
  QString text;
  for (const auto& f : session_.files()) {
    const ExperimentInfo& i = f->info();
    text += tr("%1\nTandem %2 (%3), %4, %5\nhost %6, %7 to %8, seed %9\n\n")
                .arg(QString::fromStdString(f->path()), QString::fromStdString(i.version),
                     QString::fromStdString(i.revision), QString::fromStdString(i.compiler),
                     QString::fromStdString(i.flags), QString::fromStdString(i.host), QString::fromStdString(i.started),
                     QString::fromStdString(i.ended), QString::number(i.seed)) +
            QString::fromStdString(i.specification) + '\n';
  }
  QMessageBox box(QMessageBox::Information, tr("Provenance"),
                  session_.files().empty() ? tr("No file is open.") : tr("How the open results were made"));
  box.setDetailedText(text);
  box.exec();
}

}  // namespace tandem::gui
