// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/manual.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBlock>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/look/colours.h"
#include "gui/look/icons.h"

namespace tandem::gui {
namespace {

enum Role { File = Qt::UserRole, Section, Text };

/// Pages about the window come first.
const QStringList& firstPages() {
  static const QStringList pages = {"gui", "cli", "results", "statistics", "metrics", "algorithms", "problems"};
  return pages;
}

/// A title without Markdown markup.
QString plain(QString title) {
  static const QRegularExpression link(R"(\[([^\]]*)\]\([^)]*\))");
  return title.replace(link, "\\1").remove('`').remove('*').trimmed();
}

/// The name of a section in links: "What it is on the command line" is "what-it-is-on-the-command-line".
QString anchorOf(const QString& title) {
  QString anchor;
  for (const QChar c : title.toLower()) {
    if (c.isLetterOrNumber() || c == '-' || c == '_') anchor += c;
    if (c == ' ') anchor += '-';
  }
  return anchor;
}

bool hasAll(const QString& text, const QStringList& words) {
  return std::ranges::all_of(words, [&](const QString& w) { return text.contains(w, Qt::CaseInsensitive); });
}

}  // namespace

QVariant ManualPage::loadResource(int type, const QUrl& name) {
  QVariant loaded = QTextBrowser::loadResource(type, name);
  if (type != QTextDocument::ImageResource) return loaded;
  QImage picture;
  if (!picture.loadFromData(loaded.toByteArray())) return loaded;
  const int room = std::max(200, viewport()->width() - 32);
  if (picture.width() > room) picture = picture.scaledToWidth(room, Qt::SmoothTransformation);
  return picture;
}

QString Manual::folder() {
  QString installed = QDir::cleanPath(QApplication::applicationDirPath() + QStringLiteral("/../share/tandem/manual"));
  if (QFile::exists(installed + QStringLiteral("/gui.md"))) return installed;
  QDir above(QApplication::applicationDirPath());
  do {
    if (above.exists("docs/gui.md") && above.exists("docs/cli.md")) return above.filePath("docs");
  } while (above.cdUp());
  return {};
}

Manual::Manual(QWidget* parent)
    : QDialog(parent, Qt::Window),
      folder_(folder()),
      search_(new QLineEdit),
      contents_(new QTreeWidget),
      page_(new ManualPage),
      found_(new QLabel) {
  setObjectName("manual");
  setWindowTitle(tr("Manual"));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(1080, std::min(720, screen()->availableSize().height() * 9 / 10));  // with its frame on a screen of 720 lines
  search_->setObjectName("manualSearch");
  search_->setPlaceholderText(tr("Search the manual"));
  search_->setAccessibleName(tr("Search the manual"));
  search_->setClearButtonEnabled(true);
  search_->addAction(look::icon("search"), QLineEdit::LeadingPosition);
  contents_->setObjectName("manualContents");
  contents_->setAccessibleName(tr("Pages and sections"));
  contents_->setHeaderHidden(true);
  contents_->setFrameShape(QFrame::NoFrame);
  contents_->setIndentation(16);
  page_->setObjectName("manualPage");
  page_->setAccessibleName(tr("Page of the manual"));
  page_->setFrameShape(QFrame::NoFrame);
  page_->setOpenLinks(false);
  page_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // pictures fill the width it leaves
  page_->document()->setDocumentMargin(16);
  found_->setObjectName("manualFound");
  found_->setWordWrap(true);
  auto* side = new QWidget;
  auto* column = new QVBoxLayout(side);
  column->addWidget(search_);
  column->addWidget(contents_, 1);
  column->addWidget(found_);
  auto* both = new QSplitter;
  both->addWidget(side);
  both->addWidget(page_);
  both->setSizes({300, 780});
  both->setStretchFactor(1, 1);
  both->setChildrenCollapsible(false);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(both);
  connect(search_, &QLineEdit::textChanged, this, &Manual::filter);
  connect(search_, &QLineEdit::returnPressed, this, [this] {
    for (int i = 0; i < contents_->topLevelItemCount(); ++i) {
      QTreeWidgetItem* page = contents_->topLevelItem(i);
      if (page->isHidden()) continue;
      // Its section tells where.
      QTreeWidgetItem* hit = page;
      for (int s = page->childCount() - 1; s >= 0; --s) {
        if (!page->child(s)->isHidden()) hit = page->child(s);
      }
      return contents_->setCurrentItem(hit);
    }
  });
  connect(contents_, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
    if (item != nullptr) openItem(*item);
  });
  connect(page_, &QTextBrowser::anchorClicked, this, &Manual::follow);
  if (folder_.isEmpty()) {
    page_->setPlainText(tr("The manual was not installed with this program. It is the folder docs of the sources."));
    return;
  }
  fill();
  contents_->setCurrentItem(contents_->topLevelItem(0));
  search_->setFocus();
}

void Manual::fill() {
  QStringList files = QDir(folder_).entryList({"*.md"}, QDir::Files, QDir::Name);
  const auto rank = [](const QString& file) {
    const auto at = firstPages().indexOf(file.chopped(3));
    return at < 0 ? firstPages().size() : at;
  };
  std::stable_sort(files.begin(), files.end(), [&](const QString& a, const QString& b) { return rank(a) < rank(b); });
  for (const QString& name : files) {
    QFile file(folder_ + '/' + name);
    if (!file.open(QIODevice::ReadOnly)) continue;
    auto* page = new QTreeWidgetItem(contents_, {name.chopped(3)});
    page->setData(0, File, name);
    QTreeWidgetItem* part = page;
    bool code = false;
    for (const QString& line : QString::fromUtf8(file.readAll()).split('\n')) {
      if (line.startsWith("```")) code = !code;
      const bool title = !code && line.startsWith('#');
      if (title && line.startsWith("# ")) page->setText(0, plain(line.mid(2)));
      if (title && line.startsWith("## ")) {
        part = new QTreeWidgetItem(page, {plain(line.mid(3))});
        part->setData(0, File, name);
        part->setData(0, Section, part->text(0));
      }
      part->setData(0, Text, part->data(0, Text).toString() + line + '\n');
    }
  }
}

void Manual::filter(const QString& text) {
  const QStringList words = text.split(' ', Qt::SkipEmptyParts);
  int hits = 0;
  for (int i = 0; i < contents_->topLevelItemCount(); ++i) {
    QTreeWidgetItem* page = contents_->topLevelItem(i);
    bool any = hasAll(page->data(0, Text).toString() + page->text(0), words);
    hits += any ? 1 : 0;
    for (int s = 0; s < page->childCount(); ++s) {
      const bool here = hasAll(page->child(s)->data(0, Text).toString(), words);
      page->child(s)->setHidden(!here);
      any = any || here;
      hits += here ? 1 : 0;
    }
    page->setHidden(!any);
    page->setExpanded(any && !words.isEmpty());
  }
  found_->setText(words.isEmpty() ? QString()
                  : hits == 0     ? tr("Not found in the manual.")
                                  : tr("In %1 places; Enter opens the first.").arg(hits));
  mark();
}

void Manual::openItem(const QTreeWidgetItem& item) {
  showPage(item.data(0, File).toString(), item.data(0, Section).toString());
}

void Manual::showPage(const QString& file, const QString& section) {
  const QUrl url = QUrl::fromLocalFile(folder_ + '/' + file);
  if (page_->source() != url) page_->setSource(url);
  int top = 0;
  for (QTextBlock block = page_->document()->begin(); block.isValid() && !section.isEmpty(); block = block.next()) {
    if (block.blockFormat().headingLevel() == 0) continue;
    if (block.text().trimmed() != section && anchorOf(block.text().trimmed()) != section) continue;
    top = static_cast<int>(page_->document()->documentLayout()->blockBoundingRect(block).top());
    break;
  }
  page_->verticalScrollBar()->setValue(top);
  mark();
}

void Manual::follow(const QUrl& link) {
  const QUrl full = page_->source().resolved(link);
  const QFileInfo file(full.toLocalFile());
  if (!full.isLocalFile() || file.suffix() != "md" || file.absolutePath() != QDir(folder_).absolutePath()) {
    QDesktopServices::openUrl(full);
    return;
  }
  showPage(file.fileName(), full.fragment());
  for (int i = 0; i < contents_->topLevelItemCount(); ++i) {
    if (contents_->topLevelItem(i)->data(0, File) != file.fileName()) continue;
    const QSignalBlocker quiet(contents_);  // the link's section is shown
    contents_->setCurrentItem(contents_->topLevelItem(i));
  }
}

void Manual::mark() {
  QList<QTextEdit::ExtraSelection> marks;
  QTextCharFormat marked;
  marked.setBackground(look::colours().warning.ground);
  marked.setForeground(look::colours().warning.text);
  constexpr int kMost = 2000;
  for (const QString& word : search_->text().split(' ', Qt::SkipEmptyParts)) {
    if (word.size() < 2) continue;
    for (QTextCursor at = page_->document()->find(word); !at.isNull() && marks.size() < kMost;
         at = page_->document()->find(word, at)) {
      marks.push_back({at, marked});
    }
  }
  page_->setExtraSelections(marks);
}

}  // namespace tandem::gui
