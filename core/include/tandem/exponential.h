// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/workspace.h"

namespace tandem::linalg {

/// b := b exp(g) for any square g: a Taylor polynomial whose degree is chosen by the Frobenius norm of g so that its
/// remainder is below rounding, evaluated with few products (Paterson and Stockmeyer 1973); a g with a norm above 0.79
/// is halved first and the result squared. False, and b unchanged, if g or the result is not finite.
TANDEM_API bool multiplyByExponential(MatView b, ConstMatView g, Workspace& ws);

}  // namespace tandem::linalg
