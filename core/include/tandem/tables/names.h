// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/problem.h"
#include "tandem/result.h"

/// What tables, figures and exports call the problems of a comparison, and how a user names them.
namespace tandem {

struct Catalogue;

/// The name with everything that differs from the defaults: "Sphere (bound=1, dim=5)", "Sphere (defaults)". A value
/// that contains a comma, a quote or a parenthesis, is empty, or has blanks at either end is put in double quotes.
TANDEM_API std::string fullProblemName(const std::string& name, const ParamValues& params);

/// What the problem is called among others (which may include itself): the name alone, or the full name if another has
/// the same name but other parameters.
TANDEM_API std::string problemNameAmong(const ProblemRecord& problem, const std::vector<const ProblemRecord*>& others);

/// Names of the problems of one file, each as called among them; all different.
TANDEM_API std::vector<std::string> problemNames(const std::vector<ProblemRecord>& problems);

/// What to say of the data behind a problem: "official", "synthetic", "unknown", or "own" where a program or a
/// description of the user is all there is (External, Composed; files call these official, having nothing to import).
TANDEM_API const char* instanceOf(const ProblemRecord& problem);
TANDEM_API const char* instanceOf(const BuiltProblem& problem);

/// Whether the text, as given by a user, refers to the problem: its name, a glob of it, its full name as it is printed
/// (or a glob of that), or the name with parameters in braces that `tandem split` writes.
TANDEM_API bool meansProblem(const std::string& text, const std::string& name, const ParamValues& params);

/// The registered names that `tandem run` takes the text for: an alias ("Sphere" for "Func-Sphere"), a pattern of names
/// and aliases, or a suite; empty if it means nothing there.
TANDEM_API std::vector<std::string> registeredProblems(const std::string& text, const Catalogue& catalogue);
TANDEM_API std::vector<std::string> registeredAlgorithms(const std::string& text, const Catalogue& catalogue);

/// Splits lists of names, as given by users, into single names. A text that as a whole is one of `known` stays whole,
/// whatever commas it has; others are split by namesIn().
TANDEM_API std::vector<std::string> namesAmong(const std::vector<std::string>& texts,
                                               const std::vector<std::string>& known);

}  // namespace tandem
