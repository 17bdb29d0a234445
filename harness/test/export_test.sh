#!/bin/sh
# Exported programs give the answer that the case gave: on this system, and with a mutant compiled in.
#
# usage: export_test.sh MAPCHECK BUILD SOURCE [CASES]     cases of each family; 0: all (default 20)
set -eu

mapcheck=$1 build=$2 source=$3 most=${4:-20}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT INT TERM
agreed=0 refused=0

fail() {
    echo "export_test: $*" >&2
    exit 1
}

# Cases of a ledger with one of these outcomes, one of each chapter first, so that a few are of many kinds.
cases() { # LEDGER OUTCOMES PATTERN
    sed -n 's/.*"record":"end","case":"\([^"]*\)".*"outcome":"\([a-z]*\)".*/\1 \2/p' "$1" | grep -E " ($2)\$" |
        cut -d' ' -f1 | grep -E "$3" | awk -F/ '{ print ++seen[$1 "/" $2], $0 }' | sort -n -s -k1,1 | cut -d' ' -f2-
}

# The program ends with this code, compiled so.
ends_with() { # CODE PROGRAM CC-ARGUMENT...
    wanted=$1 program=$2
    shift 2
    cc -O0 -Wall -Wextra -Werror -o "$out/program" "$program" "$@" || fail "$case: $program does not compile"
    code=0
    "$out/program" >"$out/program.log" 2>&1 || code=$?
    [ "$code" = "$wanted" ] || {
        tail -5 "$out/program.log" >&2
        fail "$case: its program ends with $code, not $wanted"
    }
}

export_case() { # LEDGER
    code=0
    "$mapcheck" export-c "$1" --case "$case" --out "$out/repro.c" 2>"$out/refusal" || code=$?
    [ "$code" = 0 ] && return 0
    if [ "$code" != 2 ] || ! grep -q "cannot be exported: ." "$out/refusal"; then
        fail "$case: $(cat "$out/refusal")"
    fi
    refused=$((refused + 1))
    return 1
}

# What processes do at one time comes out in another way from run to run.
races() {
    grep -q "run at the same time" "$out/repro.c"
}

passed_here() { # PATTERN
    count=0
    for case in $(cases "$out/real/ledger.jsonl" 'pass|observed' "$1"); do
        [ "$most" = 0 ] || [ "$count" -lt "$most" ] || break
        export_case "$out/real/ledger.jsonl" || continue
        ! races || continue
        ends_with 0 "$out/repro.c"
        count=$((count + 1))
    done
    agreed=$((agreed + count))
    [ "$most" = 0 ] || [ "$count" = "$most" ] || fail "only $count programs of $1"
}

# What failed on the mutant fails in the program with the mutant, and holds without it.
failed_on() { # MUTANT PATTERN COUNT
    "$mapcheck" run "$2" --mutant "$1" --quiet --no-reports --baseline none --out "$out/$1" >/dev/null || :
    "$source/harness/test/export_subject.sh" "$source" posix "$1" >"$out/subject.h"
    count=0
    for case in $(cases "$out/$1/ledger.jsonl" 'fail' .); do
        [ "$count" -lt "$3" ] || break
        cases "$out/real/ledger.jsonl" 'pass' . | grep -qxF "$case" || continue
        export_case "$out/$1/ledger.jsonl" || continue
        ! races || continue
        ends_with 0 "$out/repro.c"
        ends_with 1 "$out/repro.c" -DSUBJECT='"subject.h"' -I"$out" -I"$source/harness" -Wno-unused \
            "$build/libmapcheck-acting.a" "$build/libmapcheck-language.a" -ldl -pthread
        count=$((count + 1))
    done
    agreed=$((agreed + 2 * count))
    [ "$count" -gt 0 ] || fail "$1: no failure could be exported"
}

"$mapcheck" run --quiet --no-reports --out "$out/real" >/dev/null || :
passed_here '^common/'
passed_here '^(posix|linux|sysv)/'
for mutant in shared-is-private offset-is-ignored pread-is-stale tail-is-dirty; do
    failed_on "$mutant" 'common/*' 1
done
for mutant in shm-exclusive-ignored munmap-misaligned mprotect-is-lost invalid-wrong-error; do
    failed_on "$mutant" 'posix/*' 1
done
echo "$agreed programs gave the answer of their case, $refused cases were refused with a sentence"
