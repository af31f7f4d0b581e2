# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Shared by the scripts in this folder; source it, do not run it. Leaves the shell in the root of the tree.
# shellcheck disable=SC2034  # the package lists are for the scripts that source this
set -euo pipefail
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# What it takes to build everything and to run the tests on Debian 12.
build_packages=(
  build-essential cmake ninja-build ccache mold pkg-config git
  libeigen3-dev libxsimd-dev libtbb-dev libhdf5-dev libaec-dev libboost-dev libboost-program-options-dev libtomlplusplus-dev
  nlohmann-json3-dev libfmt-dev libmatio-dev zlib1g-dev libxlsxwriter-dev libmuparser-dev
  qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-l10n-tools libqcustomplot-dev fonts-dejavu-core
  libgtest-dev libgmock-dev libbenchmark-dev
  ocl-icd-opencl-dev opencl-headers
  libopenmpi-dev openmpi-bin
  python3-dev python3-venv
)
test_packages=(python3 python3-h5py python3-scipy hdf5-tools pocl-opencl-icd desktop-file-utils appstream)
lint_packages=(clang-format clang-tidy shellcheck)

say() { printf '==> %s\n' "$*"; }
# needs VALUE WHAT: refuses an option without a value.
needs() { [ -n "$1" ] || die "$2"; }

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 2
}

# Prints those of the named packages that are neither installed nor provided by an installed one.
missing_packages() {
  local known
  known=$(dpkg-query -W -f='${db:Status-Abbrev}\t${Package}, ${Provides}\n' 2>/dev/null |
    sed -n 's/^.i [^\t]*\t//p; s/^ii\t//p' | tr ',' '\n' | sed 's/(.*//; s/[[:space:]]//g')
  local package
  for package in "$@"; do
    grep -qxF -- "$package" <<<"$known" || printf '%s\n' "$package"
  done
}

# Installs whichever of the named Debian packages are missing, and says so. Does nothing if none are.
install_packages() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "Not a Debian system: please see to these packages yourself: $*"
    return
  fi
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "these packages are missing and there is no sudo; install them as root: ${missing[*]}"
    as_root=(sudo)
  fi
  say "Installing Debian packages (${#missing[@]}): ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" \
    </dev/null >/dev/null
}

# Configures and builds the named preset (the targets named after it, or all).
build_preset() {
  local preset=$1
  shift
  say "Configuring the preset $preset in build/$preset"
  cmake --preset "$preset" --log-level=WARNING >/dev/null
  say "Building"
  cmake --build --preset "$preset" --parallel "$(nproc)" ${1:+--target "$@"}
}
