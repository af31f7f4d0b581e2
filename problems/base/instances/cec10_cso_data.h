// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Published constants of CEC10-CSO.
namespace tandem::prob::cec10_cso {

extern const double kShifts[18][30];
extern const double kRotationC06Dim10[100];
extern const double kRotationC06Dim30[900];
extern const double kRotationC08Dim10[100];
extern const double kRotationC08Dim30[900];
extern const double kRotationC10Dim10[100];
extern const double kRotationC10Dim30[900];
extern const double kRotationC11Dim10[100];
extern const double kRotationC11Dim30[900];

}  // namespace tandem::prob::cec10_cso
