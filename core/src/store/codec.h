// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "tandem/result.h"

namespace tandem::store {

/// Binary form of a record within a shard: fixed little-endian fields, arrays preceded by their length.
TANDEM_API std::string encodeRecord(const RunRecord& record);
/// The inverse. Throws InputError("'<source>' is damaged: ...") for anything that encodeRecord cannot have written; no
/// allocation is larger than the text.
TANDEM_API RunRecord decodeRecord(std::string_view bytes, const std::string& source);

}  // namespace tandem::store
