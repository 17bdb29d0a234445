#!/bin/sh
# Programs that actors run by themselves: nothing is found on this system, and mutants that only a race shows are.
#
# usage: stress_free_test.sh MAPCHECK [OPTION...]
set -eu

mapcheck=$1
shift
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT INT TERM

fail() {
    echo "stress_free_test: $*" >&2
    exit 1
}

for subject in posix-file posix-shm posix-memfd posix-anonymous sysv; do
    "$mapcheck" stress --speed free --profile all --subject "$subject" --seed 11 --operations 8000 --for 60s --regressions none \
        --out "$out" "$@" || fail "a violation on $subject, or none could be looked for"
done

# Bare programs are run, and nothing that they do is looked at.
"$mapcheck" stress --bare --mutant load-from-a-cache --profile all --subject posix-shm --seed 5 --operations 20000 --out "$out" "$@" >"$out/bare" ||
    fail "bare programs could not be run"
grep -q '^bare, nothing was checked in ' "$out/bare" || fail "a bare run does not say what it is"

# Those that are found within a second on a busy machine.
for mutant in load-from-a-cache remap-writes-back; do
    code=0
    "$mapcheck" stress --speed free --nemesis none --mutant "$mutant" --seed 5 --for 120s --shrink 2 --regressions none \
        --out "$out" "$@" ||
        code=$?
    [ "$code" = 1 ] || fail "$mutant was not found (exit code $code)"
done
