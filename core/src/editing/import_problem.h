// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/problem.h"
#include "tandem/result.h"

/// Problems in tables of other tools, which give nothing but a name.
namespace tandem::edit {

struct NamedProblem {
  const ProblemInfo* known = nullptr;  ///< null: the catalogue has none of that name
  ParamValues params;                  ///< as results keep them
  bool assumed = false;                ///< it has parameters, of which the name says nothing
  std::string why;                     ///< sentence: why the catalogue has the name, but not with these parameters
};

/// The entry of the catalogue that a name means, alone or with parameters as in `-p` ("Sphere:dim=6") or as in our own
/// tables ("Sphere (dim=6)"). None that need parameters: those name programs and files, which are none of a table's
/// business.
NamedProblem problemNamed(const std::string& name, const Catalogue& catalogue);

/// Takes names, tasks and title of a problem with values of `tasks` tasks over into the record. Variables stay unknown
/// (false is returned) where the parameters make so large a problem that it is not built for a name alone. Throws
/// InputError, which names the file, if the problem has another number of tasks.
bool takeProblem(ProblemRecord& record, const NamedProblem& named, int tasks, const std::string& file);

}  // namespace tandem::edit
