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

/// What a figure shows of its runs or its problem, for the command line and the desktop program alike. Each member is
/// described once, in requestOptions().
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
  std::string base = {};  ///< algorithm to compare with; empty: the first (verdict: each one's own single-task twin)
  double alpha = 0.05;
  double tolerance = 1e-2;
  TableRanks ranks = TableRanks::Mean;  ///< figures of ranks: which statistic is ranked, as in tables
  std::string trace = {};               ///< trace: one of the traces that the algorithms declare; empty: all
  bool plane = false;                   ///< landscape: two variables instead of a line through the search space
  bool realUnits = false;               ///< figures of a problem: real units instead of the unified space
  int samples = 0;                      ///< figures of a problem: number of samples (per axis); 0: as suits the kind
  /// Runs as a collection: the quantities on the axes and in sizes and colours (see RunCollection); empty: chosen to
  /// suit.
  std::string xOf = {}, yOf = {}, sizeOf = {}, colourOf = {};
  std::string runs = {};  ///< also: which runs, as RunCollection::matching() reads it; empty: all
};

/// One member of a request (or a choice of it), described once for the command line, its help and its checks.
struct RequestOption {
  std::string name;         ///< "y-range"
  std::string placeholder;  ///< "LOW:HIGH"; empty: a flag
  std::string doc;
  /// Reads the text into the request; throws an InputError that says what is valid.
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
  std::string caption = {};                   ///< what a reader who sees only the figure must know; see Figure::caption
  bool manyProblems = false;                  ///< makes no sense for a single problem or algorithm
  CellDetail reads = CellDetail::Everything;  ///< what it needs to read of the runs; a metric may need more
  /// Makes the figure from runs; several problems share it. Throws InputError naming the culprit.
  std::function<Figure(const std::vector<ProblemRuns>&, const Catalogue&, const FigureRequest&)> ofRuns = {};
  /// Or from a problem and its name.
  std::function<Figure(const BuiltProblem&, const std::string&, const FigureRequest&)> ofProblem = {};
  bool surface = false;  ///< neither: a problem in three dimensions, which needs a renderer
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

/// All kinds, ordered by `place`.
TANDEM_API const std::vector<FigureKind>& allFigureKinds();
/// Those made from runs.
TANDEM_API std::vector<FigureKind> figureKinds();
/// Throws InputError naming the existing kinds.
TANDEM_API const FigureKind& figureKind(const std::string& name);

/// The request without what its kind does not take, for callers that make several kinds from the same request.
TANDEM_API FigureRequest takenOf(const FigureRequest& request);

/// Makes the figure; several problems share it. Throws InputError naming the culprit, also for an option that the kind
/// would ignore.
TANDEM_API Figure makeFigure(const std::vector<ProblemRuns>& runs, const Catalogue& catalogue,
                             const FigureRequest& request);
/// The same for a problem of the catalogue.
TANDEM_API Figure makeFigure(const BuiltProblem& built, const std::string& name, const FigureRequest& request);
/// How much of the runs must be read for the figure: what its kind and its metric need. Throws InputError for an
/// unknown kind.
TANDEM_API CellDetail detailOf(const FigureRequest& request, const Catalogue& catalogue);
/// Throws InputError for an option that the kind would ignore.
TANDEM_API void checkRequest(const FigureRequest& request);

/// One figure from the panels that `make` returns for each problem; at most kMostPanels.
TANDEM_API Figure eachProblem(const std::vector<ProblemRuns>& all,
                              const std::function<Figure(const ProblemRuns&)>& make);

}  // namespace tandem::figures
