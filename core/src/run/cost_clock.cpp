// SPDX-License-Identifier: Apache-2.0
#include "run/cost_clock.h"

namespace tandem {

const char* costPartName(CostPart part) {
  switch (part) {
    case CostPart::Algorithm:
      return "algorithm";
    case CostPart::Evaluation:
      return "evaluation";
    case CostPart::Waiting:
      return "waiting";
    case CostPart::Recording:
      return "recording";
    case CostPart::Model:
      break;
  }
  return "model";
}

}  // namespace tandem
