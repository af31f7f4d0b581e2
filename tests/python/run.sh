#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the wheel of a build, installs it into a clean environment, and runs the tests of the Python module there, from a
# folder without the sources. Status 77 (skipped) if PyPI is out of reach. Called by ctest (tests/CMakeLists.txt):
#   run.sh BUILD PYTHON
set -euo pipefail
build=$1
python=$2
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
"$root/scripts/wheel" --preset "$(basename "$build")" --python "$python" || exit $?

venv=$build/tests/python-venv
"$python" -m venv --clear "$venv"
# The first line is all that a user types; no compiler and no package of the system is to be needed.
"$venv/bin/pip" install --quiet --disable-pip-version-check "$build"/wheel/*.whl ||
  { echo "SKIPPED: PyPI could not be reached"; exit 77; }
env -i HOME="$HOME" PATH=/nonexistent "$venv/bin/python" -I -c '
import tandem_emt as te
assert te.minimize("CEC17-MTSO1-CI-HS", "MFEA", max_evaluations=2000).F.shape == (2,)
print("tandem_emt", te.__version__, "works in a clean environment")'

# For the tests and bridges; "wheel" because a package that autorank needs still comes as sources of the old kind.
"$venv/bin/pip" install --quiet --no-compile --disable-pip-version-check wheel pytest h5py pandas polars pyarrow pymoo ioh iohinspector moocore \
  autorank gymnasium optuna || { echo "SKIPPED: PyPI could not be reached"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TANDEM_PROGRAM=$build/bin/tandem TANDEM_SOURCE_DIR=$root
[ ! -x "$build/bin/tandem-figures" ] || export TANDEM_FIGURES=$build/bin/tandem-figures
"$venv/bin/python" -m pytest -q -rs -p no:cacheprovider "$root/tests/python"
