// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/export.h"
#include "tandem/figures/figure.h"

namespace tandem::figures {

/// The numbers of a figure as comma-separated values, one point, box, bar or cell per line. Columns: panel (from 1),
/// title (of the panel), element (line, band, box, outlier, bar, violin, violin-median, cell, rank, text), series (its
/// label, or its category), x, y, low, high (of a band, a bar's ends, a box's whiskers, a violin's half-width), q1, q3
/// (of boxes and violins), value (of a cell), text (of a cell or a text; for a bar, its part). Numbers are exact;
/// fields that an element lacks or that have no value are empty.
TANDEM_API std::string figureCsv(const Figure& figure);

/// The same as JSON: {"title", "note", "caption", "panels": [{"title", "x": {"label", "log", "categories"}, "y": ...,
/// "elements": [{"element", "series", then x, y, low, high, q1, q3, value, text as in the CSV, where present}]}]};
/// null: no value.
TANDEM_API std::string figureJson(const Figure& figure);

}  // namespace tandem::figures
