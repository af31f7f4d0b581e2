// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <deque>

#include "cli/command.h"
#include "cli/described.h"
#include "cli/output.h"
#include "tandem/error.h"
#include "tandem/tables/options.h"
#include "tandem/tables/table_view.h"

namespace tandem::cli::table {
namespace {

TableRequest requestOf(const Arguments& args) {
  TableRequest r;
  readOptions(args, r);
  const bool compares = !r.base.empty() || r.effect != TableEffect::None || r.overall || args.has("power");
  if (compares && !args.has("test")) r.test = TableTest::RankSum;
  if (r.test == TableTest::None && args.has("correction")) args.refuse("--correction goes with a --test.");
  if (r.test == TableTest::None && args.has("alpha") && !r.intervals) {
    args.refuse("--alpha goes with a --test or --interval.");
  }
  if (r.test != TableTest::Bayes && args.has("rope")) args.refuse("--rope goes with --test bayes.");
  if (r.test == TableTest::None && !r.base.empty()) args.refuse("--base goes with a --test.");
  if (r.test != TableTest::Friedman && args.has("blocks")) args.refuse("--blocks goes with --test friedman.");
  return r;
}

TableStyle styleOf(const Arguments& args, TableFormat format) {
  TableStyle style;
  style.number = args.text("number", "");
  const std::string mark = args.text("mark", "best");
  style.markBest = mark != "none";
  style.markWorst = mark == "best-worst";
  style.fragment = args.has("fragment");
  if (style.fragment && format != TableFormat::Latex) args.refuse("--fragment goes with --format latex.");
  return style;
}

TableOrder orderOf(const Arguments& args, const Table& table) {
  TableOrder order;
  const std::string columns = args.text("columns", "");
  if (columns == "name") order.columns = TableOrder::Columns::Name;
  if (columns == "base") order.columns = TableOrder::Columns::Base;
  if (columns == "rank") order.columns = TableOrder::Columns::Rank;
  order.descending = args.has("descending");
  if (!args.has("sort")) {
    if (order.descending) args.refuse("--descending goes with --sort.");
    return order;
  }
  const std::string by = args.text("sort");
  order.rows = by == "name" ? TableOrder::Rows::Name : TableOrder::Rows::Value;
  if (order.rows == TableOrder::Rows::Value) order.column = columnOf(table, by);
  return order;
}

int run(const Arguments& args) {
  const TableRequest request = requestOf(args);
  const std::string output = args.text("output", "-");
  const TableFormat byName = formatOfFile(output).value_or(TableFormat::Text);
  const TableFormat format = valueNamed<TableFormat>(args.text("format", "")).value_or(byName);
  const TableStyle style = styleOf(args, format);
  if (format == TableFormat::Xlsx && isStandardOutput(output))
    args.refuse("--format xlsx needs a file: -o TABLE.xlsx.");

  std::deque<ResultFile> files;  // sources refer to them
  std::vector<ResultSource> sources;
  for (const std::string& path : args.atLeastOne("FILE.h5")) sources.push_back(sourceOf(files.emplace_back(path)));
  const Table made = makeTable(sources, request, args.catalogue());
  const Table table = reordered(made, orderOf(args, made));
  if (format == TableFormat::Xlsx) {
    writeXlsx(table, output, style);
  } else {
    writeFile(output, formatTable(table, format, style));
  }
  if (format == TableFormat::Csv || format == TableFormat::Json) {
    // These formats have no place for notes.
    for (const std::string& text : table.notes) note(fmt::format("tandem: {}", text));
  }
  return 0;
}

}  // namespace

Command command() {
  return {
      .name = "table",
      .summary = "compare algorithms: statistics of a metric, with tests",
      .group = Group::Results,
      .rank = 10,
      .usage =
          {"tandem table FILE.h5... [-m METRIC] [--show WHAT] [--test TEST] [--base ALGO] [--format FORMAT] [-o OUT]"},
      .details =
          R"(Rows are tasks (or problems, for metrics of whole problems), columns algorithms. `tandem list metrics` shows the
metrics and which direction is better; a parameter is given as METRIC:name=value.

Signs compare the runs with those of the base, whatever is shown: + significantly better, - worse, = neither.
rank-sum     Wilcoxon rank-sum (Mann-Whitney), two-sided; exact for small samples without ties, as in R.
signed-rank  Wilcoxon signed-rank; repetition r of one algorithm is paired with repetition r of the other (the same
             random stream, the same first population where the algorithms sample it first).
friedman     mean ranks over problems, chi-square and Iman-Davenport p, Nemenyi's critical difference, p against the
             base. Algorithms are ranked on each task by the mean of their runs (--ranks median: by the median). Tasks of
             one problem come from the same runs, so they share a block: their ranks are averaged, and these averages
             ranked again. 'tandem plot --kind critical-difference' ranks in the same way.
bayes        Bayesian signed-rank test over problems: the probabilities that the algorithm is better than the base,
             equivalent (A12 within 0.5 +- --rope), worse; problems are the blocks, effects their tasks' mean A12.
--effect adds the size of each difference with its bootstrap interval: a12 (chance to be better than the base) or the
difference of medians. --interval adds the bootstrap interval of the mean, median or ERT shown. --overall adds each column
over all rows: by problems (signed-rank) and by tasks (bootstrap and sign flips by whole problems, since the tasks of one
problem are not independent). --power 0.64 says in a note how likely the test is to see a difference of that size, by
the number of runs, and how many runs give a chance of 80 %. docs/statistics.md explains them all.
--correction holm covers all comparisons of the table. --base twin compares each multitask algorithm with its own
single-task twin (`tandem show ALGO` names it): + transfer helped on this task, - it harmed, = no evidence.

Failed and missing runs, and runs without a feasible solution, are ranked worst and counted: [defined/all]. Mean and
standard deviation are those of the defined runs; the median ranks undefined runs worst, the worst shows n/a.

--equal-budgets cuts every run to the evaluations of each task that all runs spent on it. Without it, a note says where
the evaluations really spent differ by more than --budget-tolerance percent.

Several files may be compared: the same algorithm on other problems continues its column. The same problem with another
instance or budget is refused (--allow-mixed compares them anyway and says so).

csv   problem,task,algorithm,metric,statistic,value,test,p_value,sign; with --show runs:
      problem,task,algorithm,metric,repetition,value. Tasks and repetitions count from 1; the task is empty for metrics
      of whole problems. Friedman's mean ranks are at the end, under the problem 'all'.
json  the same records, with the numbers of runs, the effect size A12 (chance to be better than the base) and the
      instance. latex: a document that compiles (booktabs); --fragment for \input.)",
      .examples = {{"tandem table first.h5", "means of the objective"},
                   {"tandem table first.h5 --base GA --test rank-sum --correction holm", "with signs against GA"},
                   {"tandem table first.h5 --base twin --correction holm", "did transfer help or harm?"},
                   {"tandem table a.h5 b.h5 --test friedman --base MFEA", "mean ranks over two files"},
                   {"tandem table first.h5 --base GA --effect a12 --overall",
                    "sizes of the differences, and all rows together"},
                   {"tandem table first.h5 --base GA --power 0.64", "are the runs enough to see a medium difference?"},
                   {"tandem table first.h5 --base GA --test bayes", "how probable it is that one is better"},
                   {"tandem table first.h5 -m ERT:target=1e-3 --interval", "expected running times with intervals"},
                   {"tandem table first.h5 --show mean-std --format latex -o table.tex", "for a paper"},
                   {"tandem table first.h5 -m Obj-MTS --number %.2f", "the multitask score of each problem"},
                   {"tandem table first.h5 --sort MFEA --columns rank", "hardest rows last, best algorithm first"},
                   {"tandem table first.h5 --show runs --format csv -o runs.csv", "every run, for R or pandas"}},
      .declare =
          [](Options& o) {
            o.positionals("FILE.h5", "result files of experiments");
            declareOptions(o, TableRequest(), DefaultStyle::BehindSemicolon);
            o.value("sort", "KEY", "sort the rows: by name, or by the values of an algorithm");
            o.flag("descending", "the other way round; undefined values stay last");
            o.value("columns", "as-made|name|base|rank", "order of the algorithms; default: as in the files");
            o.value("number", "FORMAT", "printf format of a value; default: %.4e");
            o.value("mark", "best|best-worst|none", "what to mark in a row; default: best");
            o.flag("fragment", "LaTeX: the table alone");
            o.value("format,f", choicesOf<TableFormat>(), "default: by the ending of OUT, else text");
            o.value("output,o", "OUT", "file to write; default or '-': standard output");
            o.catalogue();
          },
      .run = run};
}

}  // namespace tandem::cli::table
