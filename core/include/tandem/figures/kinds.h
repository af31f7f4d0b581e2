// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"
#include "tandem/tables/table.h"

namespace tandem::figures {

/// What a figure shows of its runs, or of its problem; the same for the command line and the desktop program. Each
/// member is described once, in requestOptions().
struct FigureRequest {
  std::string kind = "convergence";
  std::string metric = {};
  int task = -1;        ///< from 0; -1: all
  int repetition = -1;  ///< from 0; -1: the median run (fronts), no single run (convergence)
  int checkpoint = -1;  ///< from 0; -1: the last
  bool totalEvaluations = false;
  bool band = true;
  bool logX = false;
  Scale y = Scale::Auto;
  double yLow = kNone, yHigh = kNone;  ///< limits of the axis of values; NaN: from the data
  bool mean = false;                   ///< means with the confidence band of level 1 - alpha, not medians
  bool joint = false;                  ///< ECDF over all tasks of a problem together
  bool taskBlocks = false;             ///< critical difference: each task a block
  std::string base = {};  ///< compared with; empty: the first algorithm (verdict: each one's own single-task twin)
  double alpha = 0.05;
  double tolerance = 1e-2;
  TableRanks ranks = TableRanks::Mean;  ///< figures of ranks: what of the runs is ranked, as in tables
  std::string trace = {};               ///< trace: one of the algorithms' own quantities; empty: all
  bool plane = false;                   ///< landscape: two variables instead of a line through the box
  bool realUnits = false;               ///< of a problem: real units instead of the unified space
  int samples = 0;                      ///< of a problem: number of samples (an axis); 0: as suits the kind
  /// Of runs as a collection: the quantities on its axes, in sizes and colours (see RunCollection); empty: as suits.
  std::string xOf = {}, yOf = {}, sizeOf = {}, colourOf = {};
  std::string runs = {};  ///< likewise: which runs, as RunCollection::matching() reads it; empty: all
};

/// One member of a request (or a choice of it), described once for the command line, its help and its checks.
struct RequestOption {
  std::string name;         ///< "y-range"
  std::string placeholder;  ///< "LOW:HIGH"; empty: a flag
  std::string doc;
  /// Reads the text into the request; throws InputError saying what would be right.
  std::function<void(FigureRequest&, const std::string&)> read;
  std::function<bool(const FigureRequest&)> given;  ///< differs from the default
  std::function<void(FigureRequest&)> forget;       ///< back to the default
};
TANDEM_API const std::vector<RequestOption>& requestOptions();

/// A kind of figure: one file of core/src/figures/kinds/, which registers it with TANDEM_FIGURE.
struct FigureKind {
  int place;          ///< order in lists
  std::string name;   ///< "critical-difference"
  std::string title;  ///< "Critical difference"
  std::string doc;    ///< one line
  enum class For { Both, Single, Multi } objectives = For::Both;
  std::vector<std::string> takes = {};        ///< names of requestOptions(); others are refused
  std::string caption = {};                   ///< what a reader of the figure alone must know; see Figure::caption
  bool manyProblems = false;                  ///< says nothing about a single problem or algorithm
  CellDetail reads = CellDetail::Everything;  ///< what it needs of the runs; a metric may need more
  /// Makes it from runs; several problems share it. Throws InputError naming the culprit.
  std::function<Figure(const std::vector<ProblemRuns>&, const Catalogue&, const FigureRequest&)> ofRuns = {};
  /// Or from a problem and its name.
  std::function<Figure(const BuiltProblem&, const std::string&, const FigureRequest&)> ofProblem = {};
  bool surface = false;  ///< neither: a problem in three dimensions, which needs something that draws
  [[nodiscard]] bool takesOption(const std::string& option) const;
};

/// Registers a kind of figure. Throws Error if the name is taken.
class TANDEM_API FigureRegistration {
 public:
  explicit FigureRegistration(FigureKind kind);
};
#define TANDEM_FIGURE(...)                                                                              \
  namespace {                                                                                           \
  const ::tandem::figures::FigureRegistration registration(::tandem::figures::FigureKind{__VA_ARGS__}); \
  }

/// All kinds in the order of their places.
TANDEM_API const std::vector<FigureKind>& allFigureKinds();
/// Those made from runs.
TANDEM_API std::vector<FigureKind> figureKinds();
/// Throws InputError naming those that there are.
TANDEM_API const FigureKind& figureKind(const std::string& name);

/// The request without what its kind does not take: for those who ask for several kinds alike.
TANDEM_API FigureRequest takenOf(const FigureRequest& request);

/// Makes the figure; several problems share it. Throws InputError naming the culprit, also for an option that the kind
/// would ignore.
TANDEM_API Figure makeFigure(const std::vector<ProblemRuns>& runs, const Catalogue& catalogue,
                             const FigureRequest& request);
/// The same of a problem of the catalogue.
TANDEM_API Figure makeFigure(const BuiltProblem& built, const std::string& name, const FigureRequest& request);
/// How much of the runs must be read for the figure: what its kind and its metric need. Throws InputError for a kind
/// that there is not.
TANDEM_API CellDetail detailOf(const FigureRequest& request, const Catalogue& catalogue);
/// Throws InputError for an option that the kind would ignore.
TANDEM_API void checkRequest(const FigureRequest& request);

/// One figure of the panels that `make` gives for each problem; at most kMostPanels.
TANDEM_API Figure eachProblem(const std::vector<ProblemRuns>& all,
                              const std::function<Figure(const ProblemRuns&)>& make);

}  // namespace tandem::figures
