// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/workspace.h"

/// Synchronous optimal pulse-width modulation, shared by SOPM-MTMO and CEC20-RWCO.
namespace tandem::prob::pulse_width {

struct Inverter {
  int levels;
  double modulation;  ///< wanted fundamental
  const char* steps;  ///< + up, - down, one per switching angle
};
/// 3, 5, 7, 9, 11 and 13 levels.
inline constexpr Inverter kInverters[] = {
    {3, 0.32, "+-+-+-+-+-+-+-+-+-+-+-+-+"},         {5, 0.32, "+-++-+-+--+-++-+-+--+-++-"},
    {7, 0.36, "+-+++---++--+++---++--+++"},         {9, 0.32, "++++-+---+--++++-+---+--++++-+"},
    {11, 0.3333, "+-+++---++++--+---++++-++--+--"}, {13, 0.32, "+++-+-+-++++----+-+-++++---+-+"},
};

/// Least distance of neighbouring angles, in degrees.
inline constexpr double kGap = 1e-6;

struct Spectrum {
  double fundamental;
  double distortion;  ///< weighted harmonics, relative
};
/// The spectrum of the wave with these switching angles in degrees.
Spectrum spectrum(const Inverter& inverter, std::span<const double> angles, Workspace& ws);

}  // namespace tandem::prob::pulse_width
