#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Eventscope authors
# SPDX-License-Identifier: Apache-2.0
#
# interop.sh EVS: the senders and codecs of package-lock.json against EVS. Without Node or its packages (./check brings both) this
# is skipped, with the code that ctest knows for that; in CI it fails.
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
if ! command -v node >/dev/null || [[ ! -d $folder/node_modules/cloudevents || ! -d $folder/node_modules/avsc ]]; then
    echo "no Node packages in tests/interop: run ./check, or npm ci --prefix tests/interop" >&2
    [[ -z ${CI:-} ]] || exit 1
    exit 77
fi
node "$folder/interop.mjs" "$1"
exec node "$folder/formats.mjs" "$1"
