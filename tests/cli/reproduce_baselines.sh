#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Usage: reproduce_baselines.sh TANDEM FOLDER SHARE
# Does a share of the runs of every FOLDER/*.h5 again; status 77 (skipped) if there are none.
set -u
status=0
found=0
for file in "$2"/*.h5; do
  [ -f "$file" ] || continue
  found=$((found + 1))
  "$1" reproduce "$file" --sample "$3" --quiet || status=1
done
if [ "$found" -eq 0 ]; then
  echo "SKIPPED: there is no baseline in $2, so nothing is reproduced" >&2
  exit 77
fi
exit $status
