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
    "$mapcheck" stress --speed lockstep --profile all --subject "$subject" --seed 11 --operations 20000 --for 60s --regressions none \
        --out "$out" ||
        fail "a violation on $subject, or none could be looked for"
done

# Those that are found and shrunk within seconds on a busy machine.
for mutant in third-view-is-private unmapping-leaves-a-page copied-page-is-shared pwrite-wraps; do
    code=0
    "$mapcheck" stress --speed lockstep --mutant "$mutant" --seed 5 --for 120s --shrink 20 --regressions none \
        --out "$out" || code=$?
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

# As long as it was found: with processes that end and others that come under the same letter, and with views by the hundred.
unshrunk() {
    code=0
    "$mapcheck" stress --speed lockstep --mutant "$1" --profile "$2" --seed 5 --for 120s --shrink 0 --regressions none \
        --out "$out/long" || code=$?
    [ "$code" = 1 ] || fail "$1 was not found by $2 (exit code $code)"
    set -- "$1" "$out"/long/repro-*-"$1".jsonl
    code=0
    "$mapcheck" replay "$2" --mutant "$1" >/dev/null || code=$?
    [ "$code" = 1 ] || fail "the long repro of $1 ends with $code on the mutant"
    "$mapcheck" replay "$2" >"$out/replay.log" || {
        cat "$out/replay.log" >&2
        fail "the long repro of $1 fails without it"
    }
}
unshrunk pwrite-wraps die-often
unshrunk thousandth-view-is-private map-heavy

# What was found is kept, and later runs replay it first: with the mutant it fails at once, without it nothing does.
kept=$out/regressions
keeping() {
    code=0
    "$mapcheck" stress --speed "$1" --mutant "$2" --seed 5 --for 120s --shrink 5 --regressions "$kept" --out "$out" || code=$?
    [ "$code" = 1 ] || fail "$2 was not found at $1 speed (exit code $code)"
}
keeping lockstep third-view-is-private
[ "$(ls "$kept")" = repro-posix-file-everything-5-third-view-is-private.jsonl ] || fail "no regression was kept"
code=0
"$mapcheck" stress --mutant third-view-is-private --operations 1 --regressions "$kept" --out "$out" >"$out/log" || code=$?
[ "$code" = 1 ] || fail "the regression does not fail with the mutant (exit code $code)"
grep -q "^1 regression replayed first, .*: a violation in repro-posix-file-everything-5-third-view" "$out/log" ||
    fail "it is not said which regression fails"
keeping free load-from-a-cache
"$mapcheck" stress --operations 1 --regressions "$kept" --out "$out" >"$out/log" || fail "a regression fails on this system"
grep -q "^2 regressions replayed first, .*: no violation" "$out/log" || fail "the regressions were not replayed"

# Those of the suite, on every subject.
for subject in posix-file posix-shm posix-memfd posix-anonymous sysv; do
    "$mapcheck" stress --subject "$subject" --operations 1 --out "$out" >"$out/log" ||
        fail "a regression fails on $subject: $(cat "$out/log")"
    grep -q "regressions replayed first.*: no violation" "$out/log" || fail "$subject: the suite's regressions were not replayed"
done
