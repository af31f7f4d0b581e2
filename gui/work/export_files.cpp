// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/export_files.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <algorithm>

#include "gui/pages/common/job_strip.h"
#include "gui/rendering/renderer.h"
#include "gui/work/export_folder.h"
#include "gui/work/session.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

struct Form {
  const char* filter;
  const char* ending;
  QStringList words;  // after `tandem`, before the file
};

const std::vector<Form>& forms() {
  static const std::vector<Form> all = {
      {QT_TRANSLATE_NOOP("Export", "CSV, a line per run and checkpoint (*.csv)"), "csv", {"export", "--format", "csv"}},
      {QT_TRANSLATE_NOOP("Export", "IOHanalyzer (*.ioh.csv)"), "ioh.csv", {"export", "--format", "ioh"}},
      {QT_TRANSLATE_NOOP("Export", "MATLAB (*.mat)"), "mat", {"export", "--format", "mat"}},
      {QT_TRANSLATE_NOOP("Export", "JSON (*.json)"), "json", {"export", "--format", "json"}},
      {QT_TRANSLATE_NOOP("Export", "HTML report (*.html)"), "html", {"report"}}};
  return all;
}

// Beside this program first, so that two installations do not mix.
QString program() {
  const QString beside = QCoreApplication::applicationDirPath() + QStringLiteral("/tandem");
  return QFileInfo(beside).isExecutable() ? beside : QStringLiteral("tandem");
}

// Reads stderr: lines such as "tandem: 1,200 of 5,000 cells" report progress, others are kept.
void listen(QProcess& process, double& done, QString& said) {
  static const QRegularExpression line(QStringLiteral("^tandem: ([0-9,]+) of ([0-9,]+) (cells|problems)$"));
  process.setReadChannel(QProcess::StandardError);
  while (process.canReadLine() || (process.state() == QProcess::NotRunning && process.bytesAvailable() > 0)) {
    const QString text = QString::fromUtf8(process.readLine()).trimmed();
    const QRegularExpressionMatch match = line.match(text);
    if (match.hasMatch()) {
      done = match.captured(1).remove(',').toDouble() / std::max(1.0, match.captured(2).remove(',').toDouble());
    } else {
      said += text + '\n';
    }
  }
}

void runProgram(const QStringList& words, const QString& output, const Progress& progress) {
  QProcess process;
  process.setProcessChannelMode(QProcess::SeparateChannels);
  process.start(program(), words);
  if (!process.waitForStarted()) {
    throw InputError(QCoreApplication::translate("Export",
                                                 "The program tandem, which writes the file, cannot be started: %1; "
                                                 "install it beside tandem-gui.")
                         .arg(process.errorString())
                         .toStdString());
  }
  const bool before = QFile::exists(output);
  double done = -1.0;  // progress is unknown until reported
  QString said;
  while (!process.waitForFinished(100)) {
    if (process.state() == QProcess::NotRunning) break;
    listen(process, done, said);
    if (progress(done)) continue;
    process.terminate();
    if (!process.waitForFinished(3000)) {
      process.kill();
      process.waitForFinished(3000);
    }
    QFile::remove(output + QStringLiteral(".part"));
    if (!before) QFile::remove(output);
    throw Cancelled();
  }
  if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0) return;
  listen(process, done, said);
  said = said.trimmed();
  throw Error(said.isEmpty()
                  ? QCoreApplication::translate("Export", "tandem ended unexpectedly and wrote nothing.").toStdString()
                  : said.section('\n', -1).remove(QStringLiteral("tandem: ")).toStdString());
}

}  // namespace

void exportResults(QWidget& parent, JobStrip& jobs, Session& session, const QString& file) {
  QStringList filters;
  for (const Form& form : forms()) filters << QCoreApplication::translate("Export", form.filter);
  QString chosen;
  const QString stem = QFileInfo(file).path() + '/' + QFileInfo(file).completeBaseName();
  QString output =
      QFileDialog::getSaveFileName(&parent, QCoreApplication::translate("Export", "Export results"),
                                   stem + QStringLiteral(".csv"), filters.join(QStringLiteral(";;")), &chosen);
  if (output.isEmpty()) return;
  // The typed extension decides, or the list if there is none.
  const Form* form = nullptr;
  for (const Form& f : forms()) {
    if (output.endsWith('.' + QLatin1String(f.ending), Qt::CaseInsensitive)) form = &f;
  }
  if (form == nullptr) {
    form = &forms()[std::max<qsizetype>(0, filters.indexOf(chosen))];
    output += '.' + QLatin1String(form->ending);
  }
  QStringList words = form->words;
  words << file << QStringLiteral("-o") << output;
  if (words.front() == QLatin1String("report")) {  // it computes metrics, which may come from plug-ins
    for (const QString& folder : Session::pluginFolders()) words << QStringLiteral("--plugin-dir") << folder;
  }
  jobs.add(
      QCoreApplication::translate("Export", "Export %1").arg(QFileInfo(output).fileName()),
      [words, output](const Progress& progress) {
        runProgram(words, output, progress);
        return JobStrip::Files{output.toStdString()};
      },
      [&session, output](const JobStrip::Files&) {
        emit session.said(QCoreApplication::translate("Export", "%1 is written").arg(output));
      });
}

void exportTable(QWidget& parent, JobStrip& jobs, Session& session, Table table, const TableStyle& style) {
  const QString title = QCoreApplication::translate("Export", "Export table");
  const QString path = askExport(
      &parent, title, QStringLiteral("table.tex"),
      QCoreApplication::translate(
          "Export", "LaTeX (*.tex);;CSV (*.csv);;Excel (*.xlsx);;Markdown (*.md);;JSON (*.json);;Text (*.txt)"));
  if (path.isEmpty()) return;
  const QString ending = QFileInfo(path).suffix().toLower();
  jobs.add(
      title,
      [path, ending, style, shown = std::make_shared<const Table>(std::move(table))](const Progress&) {
        if (ending == "xlsx") {
          writeXlsx(*shown, path.toStdString(), style);
          return JobStrip::Files{path.toStdString()};
        }
        const TableFormat format = ending == "tex"    ? TableFormat::Latex
                                   : ending == "csv"  ? TableFormat::Csv
                                   : ending == "md"   ? TableFormat::Markdown
                                   : ending == "json" ? TableFormat::Json
                                                      : TableFormat::Text;
        figures::writeFile(path, QByteArray::fromStdString(formatTable(*shown, format, style)));
        return JobStrip::Files{path.toStdString()};
      },
      [&session, path](const JobStrip::Files&) {
        emit session.said(QCoreApplication::translate("Export", "%1 is written").arg(path));
      });
}

}  // namespace tandem::gui
