// SPDX-License-Identifier: Apache-2.0
#include "tandem/engine/ledger.h"

namespace tandem {

std::vector<double> meanLedger(const CellData& cell) {
  const std::size_t each = static_cast<std::size_t>(cell.tasks) * static_cast<std::size_t>(kLedgerPurposes);
  if (cell.ledger.size() != each * static_cast<std::size_t>(cell.repetitions)) return {};
  std::vector<double> mean(each, 0.0);
  int finished = 0;
  for (std::size_t r = 0; r < static_cast<std::size_t>(cell.repetitions); ++r) {
    if (cell.status[r] != RunStatus::Finished) continue;
    ++finished;
    for (std::size_t i = 0; i < each; ++i) {
      if (cell.ledger[r * each + i] == kUnknownCount) return {};
      mean[i] += static_cast<double>(cell.ledger[r * each + i]);
    }
  }
  if (finished == 0) return {};
  for (double& v : mean) v /= finished;
  return mean;
}

}  // namespace tandem
