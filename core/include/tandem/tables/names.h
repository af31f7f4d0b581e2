// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/result.h"

/// What tables, figures and exports call the problems of a comparison, and how a user names them.
namespace tandem {

/// The name with everything that differs from the defaults: "Sphere (bound=1, dim=5)", "Sphere (defaults)". A value
/// that holds a comma, a quote or a parenthesis, or is empty or has blanks at its ends, stands in double quotes.
TANDEM_API std::string fullProblemName(const std::string& name, const ParamValues& params);

/// What the problem is called among others (itself may be one of them): the name alone, or the full one where another
/// has the same name and other parameters.
TANDEM_API std::string problemNameAmong(const ProblemRecord& problem, const std::vector<const ProblemRecord*>& others);

/// The problems of one file, each by its name among them; all different.
TANDEM_API std::vector<std::string> problemNames(const std::vector<ProblemRecord>& problems);

/// Whether the text, as a user gives it, means the problem: its name, a glob of it, its full name as it is printed (or
/// a glob of that), or the name with parameters in braces that `tandem split` writes.
TANDEM_API bool meansProblem(const std::string& text, const std::string& name, const ParamValues& params);

/// Lists of names, as users give them, in single names. A text that is one of `known` as a whole stays whole, whatever
/// commas it has; others are read by namesIn().
TANDEM_API std::vector<std::string> namesAmong(const std::vector<std::string>& texts,
                                               const std::vector<std::string>& known);

}  // namespace tandem
