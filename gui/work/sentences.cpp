// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/sentences.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <utility>
#include <vector>

namespace tandem::gui {
namespace {

struct Rule {
  QRegularExpression pattern;
  const char* words;  ///< with \\1 for what was captured
};

/// The sentences of the library are English; only the names of things in the window are in its language. From the
/// particular to the general: the last rules catch what no earlier one covers.
const std::vector<Rule>& rules() {
  static const std::vector<Rule> all = [] {
    const std::vector<std::pair<const char*, const char*>> list = {
        // Options with their own field.
        {"\\(--allow-mixed compares them anyway\\)",
         QT_TRANSLATE_NOOP("Sentences", "(More choices, Different instances compares them anyway)")},
        {"; give both \\(-e, -n\\)", "; give both evaluations and population"},
        {" \\(-[a-zA-Z]( [^)]*)?\\)", ""},
        {"\\('tandem info' lists all\\)", "(the list of runs shows all)"},
        {"; --force merges all the same and records it", "; the command line can merge them all the same"},
        {"'tandem resume --skip-crashed' goes on", "the command line can go on"},
        {"finish it with 'tandem resume [^']*'",
         QT_TRANSLATE_NOOP("Sentences", "finish it with Run, Resume results file")},
        {"name its folder with --plugin-dir or TANDEM_PLUGIN_PATH",
         QT_TRANSLATE_NOOP("Sentences", "add its folder with File, Plug-ins")},
        {"make it with --save-decisions", QT_TRANSLATE_NOOP("Sentences", "make it with Save decisions")},
        {"Use --no-lock to do without one, and make sure that no other process writes the same results; or choose "
         "another folder",
         "Choose another folder, or run it on the command line without a lock"},
        {", use --force \\(", ", do it on the command line ("},
        {" \\(tandem new problem NAME --compose\\)", ""},
        {"for example -p mine\\.toml; 'tandem new problem mine --compose' writes one", "for example mine.toml"},
        {"--log-y and --linear-y go with", "a scale can be chosen for"},
        {"; --mean goes with", "; means are drawn by"},
        {"leave --y-range out", "leave its range out"},
        {"has no use for --([a-z-]+), which goes with ([^;]*); leave it out",
         "has no use for the choice \\1, which goes with \\2"},
        {"complete them with 'tandem resume'",
         QT_TRANSLATE_NOOP("Sentences", "complete them with Run, Resume results file")},
        {"leave --checkpoint out, or draw", "choose the end, or draw"},
        {"'tandem resume [^']*' does what it lacks, 'tandem extend [^']*' adds to it, and 'tandem info --spec [^']*' "
         "prints its specification",
         QT_TRANSLATE_NOOP("Sentences", "open it in the place Results or Data")},
        {"'tandem import' makes a result file of what MToP saved",
         QT_TRANSLATE_NOOP("Sentences", "the place Data imports what MToP saved")},
        {"'tandem import' makes a result file of a table of results, and --start takes a table of points",
         QT_TRANSLATE_NOOP("Sentences", "the place Data imports tables of results")},
        {"complete it first with 'tandem resume'",
         QT_TRANSLATE_NOOP("Sentences", "complete it first with Run, Resume results file")},
        {" \\(--force accepts another build of Tandem\\)", ""},
        {"'tandem split --by repetition' makes",
         QT_TRANSLATE_NOOP("Sentences", "Split by repetition, in the place Data, makes")},
        {"needs a --y-range above zero; or choose --linear-y", "needs a range above zero, or a linear scale"},
        {"name one with -[ap]\\.", "choose some."},
        {"name one with -p 'External:[^']*'", "give its parameter 'command'"},
        {"-p 'External:command=[^']*'", "the parameter 'command' of External"},
        {"complete it with 'tandem resume', or overwrite it with --force",
         QT_TRANSLATE_NOOP("Sentences", "complete it with Run, Resume results file, or replace it")},
        {"or overwrite it with --force", "or replace it"},
        {"say so with --allow-programs", "resume it on the command line and say so there"},
        {"name it with --base|name a base \\(--base\\)", QT_TRANSLATE_NOOP("Sentences", "choose one as Base")},
        {"use (it with )?--test rank-sum", QT_TRANSLATE_NOOP("Sentences", "choose Wilcoxon rank-sum")},
        {"use it with --power", QT_TRANSLATE_NOOP("Sentences", "choose Wilcoxon rank-sum for it")},
        {"use --device cpu", "let the CPU evaluate"},
        {"or --device cpu", "or let the CPU evaluate"},
        {R"(use cpu, or opencl\[:INDEX\]\[:single\] with an index of 'tandem list devices')",
         QT_TRANSLATE_NOOP("Sentences", "choose one of the list Evaluated by")},
        {"allow the CPU with --device-fallback", QT_TRANSLATE_NOOP("Sentences", "tick CPU may take over")},
        {"\\(--in-flight\\)", QT_TRANSLATE_NOOP("Sentences", "(Runs in flight)")},
        {"resume with --retry-failed", "run the failed runs again"},
        {"use --format csv", "choose CSV"},
        {"write it to one \\(-o [^)]*\\)", "write it to a file"},
        {" ?\\(--time-limit\\)", ""},
        {"run 'tandem data import MTOP_CHECKOUT'", QT_TRANSLATE_NOOP("Sentences", "import official data (place Data)")},
        {"repeat 'tandem data import'", QT_TRANSLATE_NOOP("Sentences", "import official data again (place Data)")},
        {"[`']tandem show ALGO[A-Z]*[`'] (names|lists)",
         QT_TRANSLATE_NOOP("Sentences", "the catalogue of Experiment \\1")},
        {"[`']tandem info FILE\\.h5[`'] lists problems and algorithms of a file",
         QT_TRANSLATE_NOOP("Sentences", "the place Data lists problems and algorithms of a file")},
        {"; see [`']tandem list metrics[`']", QT_TRANSLATE_NOOP("Sentences", "; the list Metric shows them")},
        {" \\(see [`']tandem list [a-z]+[`']\\)", ""},
        {"; [`']tandem list [a-z{}]+[`'] shows them", "; the catalogue shows them"},
        {"draw --kind convergence or box instead",
         QT_TRANSLATE_NOOP("Sentences", "draw Convergence or Box plot instead")},
        // Things are chosen with the cells of the table.
        {"choose (one of each|fewer problems|others|another|algorithms|problems|them)?"
         "[^.;]*--(problem|algorithm|task|base)[^.;]*",
         "select other cells of the table"},
        {" ?\\((--[a-z-]+(, )?)+\\)", ""},
        {"--param ", ""},
        // Singular and plural.
        {R"(\b1 (\w+)\(s\))", "1 \\1"},
        {R"((\w+)\(s\))", "\\1s"}};
    std::vector<Rule> made;
    for (const auto& [pattern, words] : list) made.push_back({QRegularExpression(QString::fromLatin1(pattern)), words});
    return made;
  }();
  return all;
}

}  // namespace

QString windowWords(const QString& sentence) {
  QString said = sentence;
  // Nearly every sentence needs no change.
  if (!said.contains(QStringLiteral("-")) && !said.contains(QStringLiteral("(s)")) &&
      !said.contains(QStringLiteral("tandem "))) {
    return said;
  }
  for (const Rule& rule : rules()) {
    if (said.contains(rule.pattern)) {
      said.replace(rule.pattern, *rule.words == 0 ? QString() : QCoreApplication::translate("Sentences", rule.words));
    }
  }
  return said;
}

QString windowWords(const std::string& sentence) {
  return windowWords(QString::fromStdString(sentence));
}

QString sentenceOf(const std::exception& error) {
  return windowWords(QString::fromUtf8(error.what()));
}

QString shortName(const QString& name, qsizetype most) {
  if (name.size() <= most) return name;
  const qsizetype left = (most - 1) / 2;
  return name.left(left) + QChar(0x2026) + name.right(most - 1 - left);
}

QString shortWords(const QString& sentence, qsizetype most) {
  static const QRegularExpression word(QStringLiteral("\\S+"));
  QString said;
  qsizetype last = 0;
  for (auto all = word.globalMatch(sentence); all.hasNext();) {
    const QRegularExpressionMatch match = all.next();
    said += sentence.mid(last, match.capturedStart() - last) + shortName(match.captured(), most);
    last = match.capturedEnd();
  }
  return said + sentence.mid(last);
}

}  // namespace tandem::gui
