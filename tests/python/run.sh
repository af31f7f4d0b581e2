#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the wheel of a build, installs it into a clean environment, and runs the tests of the Python module, from a folder
# without the sources. Status 77 (skipped) if PyPI is out of reach. Called by ctest (tests/CMakeLists.txt):
#   run.sh BUILD PYTHON
set -euo pipefail
build=$1
python=$2
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
"$root/scripts/wheel" --preset "$(basename "$build")" --python "$python"

skip() {
  echo "SKIPPED: PyPI could not be reached, so the Python module was not tested"
  exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PIP_DISABLE_PIP_VERSION_CHECK=1

# One line is all that a user types; it must need neither a compiler nor a system package.
clean=$build/tests/python-clean
"$python" -m venv --clear "$clean"
"$clean/bin/pip" install --quiet "$build"/wheel/*.whl || skip
env -i HOME="$HOME" PATH=/nonexistent "$clean/bin/python" -I -c '
import tandem_emt as te
assert te.minimize("CEC17-MTSO1-CI-HS", "MFEA", max_evaluations=2000).F.shape == (2,)
print("tandem_emt", te.__version__, "works in a clean environment")'

# The tests' environment is big (because of the bridges) and is kept as long as its list of packages stays the same.
packages=(pytest h5py pandas polars pyarrow pymoo ioh iohinspector moocore autorank gymnasium optuna matplotlib nbclient ipykernel)
venv=$build/tests/python-venv
if [ "$(cat "$venv/packages" 2>/dev/null)" != "${packages[*]}" ]; then
  "$python" -m venv --clear "$venv"
  # "wheel", because a package that autorank needs still ships as sources of the old kind.
  "$venv/bin/pip" install --quiet wheel || skip
  "$venv/bin/pip" install --quiet --no-compile "${packages[@]}" || skip
  echo "${packages[*]}" >"$venv/packages"
fi
"$venv/bin/pip" install --quiet --no-deps --force-reinstall "$build"/wheel/*.whl
export TANDEM_PROGRAM=$build/bin/tandem TANDEM_SOURCE_DIR=$root
[ ! -x "$build/bin/tandem-figures" ] || export TANDEM_FIGURES=$build/bin/tandem-figures
"$venv/bin/python" -m pytest -q -rs -p no:cacheprovider "$root/tests/python"
