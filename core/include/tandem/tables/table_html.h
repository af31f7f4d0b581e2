// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "tandem/tables/table.h"

namespace tandem {

/// Text with the characters that are special in HTML escaped.
TANDEM_API std::string htmlEscaped(std::string_view text);
/// The table as a fragment of HTML: <table class="numbers"> and, with notes, <ul class="notes">.
TANDEM_API std::string htmlTable(const Table& table, const TableStyle& style = {});

}  // namespace tandem
