// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace tandem::figures {

/// The whole text as a number; throws InputError "OPTION 'text' should read FORM." for anything else.
double numberIn(const std::string& text, const std::string& option, const char* form);

}  // namespace tandem::figures
