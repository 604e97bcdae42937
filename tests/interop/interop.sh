#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Eventscope authors
# SPDX-License-Identifier: Apache-2.0
#
# interop.sh CASE EVS [browser]: runs CASE.test.mjs against EVS, with a browser if it needs one. What is not there (./check
# brings it) is named, and the case is skipped, with the code that ctest knows for that; in CI it fails.
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

skip() {
    echo "$1" >&2
    [[ -z ${CI:-} ]] || exit 1
    exit 77
}

command -v node >/dev/null || skip "no Node: run ./check, or install nodejs and npm"
# npm writes this file last.
[[ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] ||
    skip "no packages of this lock file in tests/interop: run ./check, or npm ci --prefix tests/interop"
browser=()
if [[ ${3:-} == browser ]]; then
    mapfile -t browser < <(command -v chromium-headless-shell chromium google-chrome)
    [[ ${#browser[@]} -gt 0 ]] || skip "no Chromium: run ./check, or install chromium-headless-shell"
fi
exec node "$folder/$1.test.mjs" "$2" "${browser[@]:0:1}"
