#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Eventscope authors
# SPDX-License-Identifier: Apache-2.0
#
# bench.sh BUILD NGINX RESULT.json: runs the benchmarks one after the other, prints one table, and writes the same as
# JSON. 0 if every row was measured, whether its budget was met or not: the table says that.
set -euo pipefail
build=$1
nginx=$2
result=$3
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
programs=$build/tests/bench
evs=$build/app/evs/evs

rows=$(mktemp)
captures=$(mktemp -d "$build/captures.XXXXXX") # beside the build: a few GB, and not in memory as /tmp may be
trap 'rm -rf "$rows" "$captures"' EXIT
export EVENTSCOPE_BENCH_ROWS=$rows QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 TMPDIR=$captures

verdict=0
# $1 is the limit in seconds; the rest is the command.
measure() {
    local limit=$1
    shift
    echo "bench: ${1##*/}" >&2
    timeout --kill-after=5 "$limit" "$@" || {
        echo "| ${1##*/} | not measured: code $? | | | | |"
        verdict=1
    }
}

echo '| what | measured | yardstick | ratio | budget (aim) | met |'
echo '|---|---|---|---|---|---|'
measure 120 "$programs/bench_wire" "$evs" "$programs/floor" "$programs/bareloop" "$nginx" "$folder/post.lua"
measure 60 "$programs/bench_batch" "$evs"
measure 60 "$programs/bench_websocket"
measure 30 "$programs/bench_decode"
measure 30 "$programs/bench_formats"
measure 120 "$programs/bench_readers" "$evs"
measure 60 "$programs/bench_filter"
measure 60 "$programs/bench_sorting"
measure 60 "$programs/bench_facets"
measure 180 "$programs/bench_textsearch" "$captures" "$(command -v rg || echo rg)"
rm -f "$captures"/search.eventscope* "$captures/lines.ndjson"
measure 180 "$programs/bench_evsfilter" "$captures" "$evs" "$(command -v jq || echo jq)"
rm -f "$captures/orders.ndjson"
measure 180 "$programs/bench_capture" "$captures" few
measure 120 "$programs/bench_window" "$captures/ten-million.eventscope"
measure 60 "$programs/bench_start" "$build/app/eventscope/eventscope" "$programs/emptywindow" "$programs/plugins"
measure 90 "$programs/bench_answers" "$evs" "$captures/ten-million.eventscope"
rm -f "$captures"/ten-million.eventscope*
measure 180 "$programs/bench_capture" "$captures" subjects
rm -f "$captures"/distinct.eventscope*
measure 180 "$programs/bench_capture" "$captures" names

{
    printf '{"machine": "%s processors", "rows": [\n' "$(nproc)"
    paste -sd, "$rows" | sed 's/},{/},\n{/g'
    echo ']}'
} >"$result"
exit "$verdict"
