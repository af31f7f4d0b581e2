#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Usage: reproduce_baselines.sh TANDEM FOLDER RUNS WORK [MTOP_CHECKOUT]
# Verifies every FOLDER/*.h5 and does about RUNS runs of all of them together again, at least one of each, on one thread.
# Official data are imported from MTOP_CHECKOUT into WORK. Status 77 (skipped) if there is no baseline, or none whose data
# are there.
set -u
tandem=$1 folder=$2 runs=$3 work=$4 checkout=${5:-}
set -- "$folder"/*.h5
if [ ! -f "$1" ]; then
  echo "SKIPPED: there is no baseline in $folder, so nothing is reproduced" >&2
  exit 77
fi
if [ -n "$checkout" ] && [ -d "$checkout" ]; then
  rm -rf "$work"
  mkdir -p "$work"
  "$tandem" data import "$checkout" --data-dir "$work/data" >/dev/null || exit 1
  export TANDEM_DATA_DIR="$work/data"
fi
status=0
checked=0
each=$(((runs + $# - 1) / $#))
for file in "$@"; do
  "$tandem" verify "$file" || status=1
  if [ -z "$checkout" ] && "$tandem" info "$file" | grep -q official; then
    echo "SKIPPED: $file rests on official data, and there are none here (TANDEM_MTO_DATA_DIR)" >&2
    continue
  fi
  finished=$("$tandem" info "$file" --format json | sed -n 's/.*"finished": *\([0-9]*\).*/\1/p' | head -n 1)
  share=$(awk "BEGIN { share = $each / ($finished > 0 ? $finished : 1); printf \"%.9f\", share < 1 ? share : 1 }")
  "$tandem" reproduce "$file" --sample "$share" --threads 1 --quiet || status=1
  checked=$((checked + 1))
done
if [ "$checked" -eq 0 ] && [ "$status" -eq 0 ]; then
  exit 77
fi
exit "$status"
