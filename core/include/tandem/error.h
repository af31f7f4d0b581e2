// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdexcept>
#include <string>

#include "tandem/export.h"

namespace tandem {

/// Base of every exception Tandem throws. what() is one sentence that names the culprit and the cure.
class TANDEM_API Error : public std::runtime_error {
 public:
  explicit Error(const std::string& sentence) : std::runtime_error(sentence) {}
  ~Error() override;
};

/// The user's input (name, parameter, file, specification) is at fault; programs exit with status 2.
class TANDEM_API InputError : public Error {
 public:
  using Error::Error;
  ~InputError() override;
};

/// Thrown by RunContext::running and evaluate when the user stops a run; never caught by algorithms.
class TANDEM_API Cancelled : public Error {
 public:
  Cancelled() : Error("The run was cancelled by the user.") {}
  ~Cancelled() override;
};

}  // namespace tandem
