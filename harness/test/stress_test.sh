#!/bin/sh
# Random programs find nothing on this system and find the stress mutants; what they find is replayed: as a violation with
# the mutant, as nothing without it.
#
# usage: stress_test.sh MAPCHECK
set -eu

mapcheck=$1
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT INT TERM

fail() {
    echo "stress_test: $*" >&2
    exit 1
}

for subject in posix-file posix-shm posix-memfd posix-anonymous sysv; do
    "$mapcheck" stress --speed lockstep --profile all --subject "$subject" --seed 11 --operations 20000 --for 60s --out "$out" ||
        fail "a violation on $subject, or none could be looked for"
done

# Those that are found and shrunk within seconds on a busy machine.
for mutant in third-view-is-private unmapping-leaves-a-page copied-page-is-shared pwrite-wraps; do
    code=0
    "$mapcheck" stress --speed lockstep --mutant "$mutant" --seed 5 --for 120s --shrink 20 --out "$out" || code=$?
    [ "$code" = 1 ] || fail "$mutant was not found (exit code $code)"
    set -- "$out"/repro-*-"$mutant".jsonl
    [ -f "$1" ] || fail "$mutant left no repro"
    code=0
    "$mapcheck" replay "$1" --mutant "$mutant" >/dev/null || code=$?
    [ "$code" = 1 ] || fail "the repro of $mutant ends with $code on the mutant"
    "$mapcheck" replay "$1" >"$out/replay.log" || {
        cat "$out/replay.log" >&2
        fail "the repro of $mutant fails without it"
    }
done
