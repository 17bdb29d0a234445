#!/bin/sh
# Exported programs of one family give the answer that the case gave: on this system, and with a mutant compiled in, where
# they end at the very expectation at which the case ended. Which mutants: export_mutants.txt beside this file.
#
# usage: export_test.sh FAMILY MAPCHECK BUILD SOURCE [CASES [CC [EMULATOR]]]
#     FAMILY     common, posix, linux, sysv; on Windows common, win32, nt
#     CASES      how many of each kind; 0: all that can be exported (default 20)
#     EMULATOR   what runs MAPCHECK and the programs, where those are for Windows
set -eu

family=$1 mapcheck=$2 build=$3 source=$4 most=${5:-20} cc=${6:-cc} emulator=${7:-}
tables=posix
[ -z "$emulator" ] || tables=win32
here=$(cd "$(dirname -- "$0")" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT INT TERM
most_of_one=4 # so that several mutants are among them
refused=0

fail() {
    echo "export_test: $*" >&2
    exit 1
}

run_mapcheck() { # ARGUMENT...
    # shellcheck disable=SC2086 # no word where there is no emulator
    $emulator "$mapcheck" "$@" </dev/null
}

# The rows of the list for this family: a mutant, and the cases that are run with it.
mutants() {
    sed -n "s/^$tables  *$family  *//p" "$here/export_mutants.txt"
}

# Cases of a ledger with one of these outcomes, one of each chapter first, so that a few are of many kinds.
cases() { # LEDGER OUTCOMES
    sed -n 's/.*"record":"end","case":"\([^"]*\)".*"outcome":"\([a-z]*\)".*/\1 \2/p' "$1" | grep -E " ($2)\$" |
        cut -d' ' -f1 | awk -F/ '{ print ++seen[$1 "/" $2], $0 }' | sort -n -s -k1,1 | cut -d' ' -f2-
}

compile() { # PROGRAM CC-ARGUMENT...
    program=$1
    shift
    $cc -O0 -Wall -Wextra -Werror -o "$program.exe" "$out/repro.c" "$@" || fail "$case: its program does not compile"
}

# The program ends with this code; where that is 1, at the last expectation of all.
ends_with() { # CODE PROGRAM
    code=0
    # shellcheck disable=SC2086
    $emulator "$2.exe" </dev/null >"$2.log" 2>&1 || code=$?
    [ "$code" = "$1" ] || {
        tail -5 "$2.log" >&2
        fail "$case: its program ends with $code, not $1"
    }
    [ "$code" = 1 ] || return 0
    last=$(grep -oE '^ +expect_[a-z_]+\([0-9]*' "$out/repro.c" | tail -1)
    case $last in
        *expect_equal* | *expect_different*) last=0 ;;
        *) last=${last##*\(} ;;
    esac
    grep -q "expected of $last:" "$2.log" || fail "$case: it is not the last expectation that does not hold"
}

export_case() { # LEDGER
    code=0
    run_mapcheck export-c "$1" --case "$case" --out "$out/repro.c" >/dev/null 2>"$out/refusal" || code=$?
    [ "$code" = 0 ] && return 0
    if [ "$code" != 2 ] || ! grep -q "cannot be exported: ." "$out/refusal"; then
        fail "$case: export-c ends with $code: $(cat "$out/refusal")"
    fi
    refused=$((refused + 1))
    return 1
}

# What processes do at one time comes out in another way from run to run. And two cases are about places in the system's list of
# segments, which are others each time.
races() {
    case $case in
    sysv/rights/the_system_lists_a_segment | sysv/rights/the_next_identifier_is_chosen_once) return 0 ;;
    esac
    grep -q "run at the same time" "$out/repro.c"
}

wanted() { # COUNT
    [ "$most" = 0 ] || [ "$1" -lt "$most" ]
}

passed_here() {
    passed=0
    for case in $(cases "$out/real/ledger.jsonl" 'pass|observed'); do
        wanted "$passed" || break
        export_case "$out/real/ledger.jsonl" || continue
        ! races || continue
        compile "$out/program"
        ends_with 0 "$out/program"
        passed=$((passed + 1))
    done
    wanted "$passed" && [ "$most" != 0 ] && fail "only $passed programs of $family"
    return 0
}

libraries() {
    echo "$build/libmapcheck-acting.a" "$build/libmapcheck-language.a"
    if [ "$tables" = posix ]; then echo -ldl -pthread; else echo -lws2_32 -lbcrypt; fi
}

# What passes here and failed on the mutant fails in the program with the mutant, and holds without it.
failed_on() { # MUTANT PATTERN...
    mutant=$1
    shift
    run_mapcheck run "$@" --mutant "$mutant" --quiet --no-reports --baseline none --out "$out/$mutant" >/dev/null || :
    "$here/export_subject.sh" "$source" $tables "$mutant" >"$out/subject.h"
    of_this=0
    for case in $(cases "$out/$mutant/ledger.jsonl" 'fail'); do
        wanted "$failed" && { [ "$most" = 0 ] || [ "$of_this" -lt "$most_of_one" ]; } || return 0
        ! grep -qxF "$case" "$out/failed" || continue
        cases "$out/real/ledger.jsonl" 'pass' | grep -qxF "$case" || continue
        export_case "$out/$mutant/ledger.jsonl" || continue
        ! races || continue
        compile "$out/program"
        ends_with 0 "$out/program"
        # shellcheck disable=SC2046 # several words
        compile "$out/mutant" -DSUBJECT='"subject.h"' -I"$out" -I"$source/harness" -Wno-unused $(libraries)
        ends_with 1 "$out/mutant"
        echo "$case" >>"$out/failed"
        failed=$((failed + 1)) of_this=$((of_this + 1))
    done
}

patterns=$(mutants | tr -s ' ' | cut -d' ' -f2- | tr ' ' '\n' | sort -u)
# shellcheck disable=SC2086 # several words
run_mapcheck run $patterns --quiet --no-reports --out "$out/real" >/dev/null || :
passed_here
failed=0
: >"$out/failed"
mutants >"$out/mutants"
while read -r words; do
    wanted "$failed" || break
    # shellcheck disable=SC2086 # several words
    failed_on $words
done <"$out/mutants"
wanted "$failed" && [ "$most" != 0 ] && fail "only $failed programs of $family failed on mutants"
echo "$family: $passed programs pass as their cases do, $failed fail as theirs do on a mutant; $refused cases were refused with a sentence"
