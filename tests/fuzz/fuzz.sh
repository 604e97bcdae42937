#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Eventscope authors
# SPDX-License-Identifier: Apache-2.0
#
# fuzz.sh BUILD MINUTES: runs every fuzz target of that build so long, two at a time. One line per target; 1 if one found
# something, and then its input lies in BUILD/findings. What is learned stays in BUILD/corpus for the next run.
set -euo pipefail
build=$1
seconds=$(($2 * 60))
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
programs=$build/tests/fuzz

rm -rf "$build/findings" "$build/seeds"
mkdir -p "$build/findings" "$build/corpus" "$build/fuzz-logs"
python3 "$folder/seeds.py" "$build/seeds" >&2

# Address and undefined behaviour sanitizers end the process; so does a property that does not hold.
export UBSAN_OPTIONS=print_stacktrace=1 LC_ALL=C.UTF-8

fuzz_one() {
    local name=$1 log=$build/fuzz-logs/$1.log runs found
    mkdir -p "$build/corpus/$name"
    # What leaks or hangs is a finding, too; 4 KiB reach every limit that the targets set themselves.
    if "$programs/fuzz_$name" -max_total_time="$seconds" -max_len=4096 -timeout=20 -rss_limit_mb=2048 \
        -use_value_profile=1 -print_final_stats=1 -artifact_prefix="$build/findings/$name-" \
        -dict="$programs/fuzz_$name.dict" "$build/corpus/$name" "$build/seeds/$name" </dev/null >"$log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        echo "$name: no finding in $runs inputs"
        return 0
    fi
    found=$(sed -n 's/^.*Test unit written to *//p' "$log" | head -n 1)
    echo "$name: FOUND ${found:-something that left no input}; the log is $log"
    grep -vE '^(#[0-9]|NEW_FUNC|\s+NEW_FUNC|INFO)' "$log" | tail -n 40 >&2
    return 1
}

verdict=0
running=0
targets=0
for program in "$programs"/fuzz_*; do
    [[ -x $program && -f $program.dict ]] || continue
    if ((running == 2)); then
        wait -n || verdict=1
        running=$((running - 1))
    fi
    fuzz_one "${program##*/fuzz_}" &
    running=$((running + 1))
    targets=$((targets + 1))
done
while ((running > 0)); do
    wait -n || verdict=1
    running=$((running - 1))
done
((targets > 0)) || { echo "no fuzz targets in $programs" >&2; exit 3; }
exit "$verdict"
