// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace tandem::cli {

/// The program that draws: tandem-figures beside this program, else its plain name (to be found on PATH).
std::string figuresProgram();

/// Draws in a child process, off screen. Empty if it worked, else why not, as the rest of a sentence.
std::string drawFigure(const std::vector<std::string>& options);

}  // namespace tandem::cli
