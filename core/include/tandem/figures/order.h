// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/kinds.h"

namespace tandem::figures {

/// A figure as ordered on a command line: its source, what it shows, how it is drawn. `tandem plot` and tandem-figures
/// read the same words with the same table.
struct FigureOrder {
  Selection selection;
  FigureRequest request;
  std::vector<std::string> problems = {}, pluginDirs = {};
  ParamValues params = {};  ///< of the problem
  BuildRequest build = {};
  std::string title = {};   ///< instead of the figure's own; "none": without
  std::string output = {};  ///< picture
  std::string data = {};    ///< numbers: .csv or .json
  // Of the picture.
  double width = 0.0, height = 0.0;  ///< pixels of 1/96 inch; 0: chosen to suit
  std::string font = {};
  double fontSize = 0.0;  ///< points; 0: the theme's
  double scale = 2.0;     ///< PNG pixels per 1/96 inch
  double azimuth = -37.5, elevation = 32.0;
};

/// One option of an order.
struct OrderOption {
  std::string name;         ///< "problem,p"
  std::string placeholder;  ///< empty: a flag
  std::string doc;          ///< with the kinds that take it
  bool many = false;
  std::function<void(FigureOrder&, const std::string&)> read;
};
/// Those of requests first, in the order of help texts. "FILE.h5" stands for all words without a dash.
TANDEM_API const std::vector<OrderOption>& orderOptions();

/// Reads words such as "--kind=box", "--task", "2", "-o", "box.pdf", "FILE.h5" ("--file=FILE.h5" too). Throws
/// InputError for words it does not know or cannot read, and if neither a picture nor data is ordered.
TANDEM_API FigureOrder readOrder(const std::vector<std::string>& words);

/// Makes the figure of the files or problems of the order. Throws InputError naming the culprit.
TANDEM_API Figure orderedFigure(const FigureOrder& order, const Catalogue& catalogue);
/// For a figure of problems: the catalogue names that the order refers to.
TANDEM_API std::vector<std::string> orderedProblems(const FigureOrder& order, const Catalogue& catalogue);

/// The figure's numbers as text, in the format of the path's extension.
TANDEM_API std::string figureData(const Figure& figure, const std::string& path);

/// Pixels of 1/96 inch of "3.5in", "9cm", "90mm", "250pt", "800px"; a plain number means inches. Throws an InputError
/// that names the option.
TANDEM_API double lengthIn(const std::string& text, const std::string& option);

}  // namespace tandem::figures
