#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks the desktop file, the AppStream metadata and the icon as distributions do. Exit status 77: a tool is missing,
# nothing was checked (ctest says "Skipped").
# Usage: desktop_files.sh FOLDER_OF_RESOURCES
set -eu
folder=$1
missing=
for tool in desktop-file-validate appstreamcli; do
  command -v "$tool" >/dev/null || missing="$missing $tool"
done
if [ -n "$missing" ]; then
  echo "SKIPPED, nothing is checked: not installed:$missing (Debian: desktop-file-utils appstream)" >&2
  exit 77
fi
# desktop-file-validate writes hints to stdout and succeeds with them: any line is a finding.
findings=$(desktop-file-validate "$folder/org.tandem.Tandem.desktop" 2>&1) || true
if [ -n "$findings" ]; then
  echo "$findings" >&2
  exit 1
fi
appstreamcli validate --no-net "$folder/org.tandem.Tandem.metainfo.xml"
# Both name the same thing, and the icon exists.
grep -qx 'Icon=org.tandem.Tandem' "$folder/org.tandem.Tandem.desktop"
grep -q '<launchable type="desktop-id">org.tandem.Tandem.desktop</launchable>' "$folder/org.tandem.Tandem.metainfo.xml"
test -s "$folder/org.tandem.Tandem.svg"
