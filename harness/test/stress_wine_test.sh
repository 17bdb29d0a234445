#!/bin/sh
# Random programs of Windows operations, from a conductor of this system: nothing is found on Wine but what its baseline
# knows, and a stress mutant is; what is found is replayed, as a violation with the mutant and as nothing without it.
#
# usage: stress_wine_test.sh MAPCHECK ACTOR.exe
set -eu

mapcheck=$1
actor=$2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT INT TERM
here=$(dirname -- "$0")

# Made and warmed once; afterwards `wine` alone is quicker.
"$here/../../ci/wine-run"
WINEPREFIX=${WINEPREFIX:-$(cd "$here/../.." && pwd)/build/wine-prefix}
WINEDEBUG=-all
export WINEPREFIX WINEDEBUG

fail() {
    echo "stress_wine_test: $*" >&2
    exit 1
}

for subject in win32-paging-file win32-file; do
    for speed in lockstep free; do
        "$mapcheck" stress --actor "wine $actor" --scale 4 --speed $speed --nemesis none --profile all --subject $subject \
            --seed 11 --operations 6000 --for 60s --out "$out" || fail "a violation on $subject, or none could be looked for"
    done
done

code=0
"$mapcheck" stress --actor "wine $actor" --scale 4 --speed lockstep --mutant third-view-is-a-copy --seed 5 --for 120s \
    --shrink 10 --out "$out" || code=$?
[ "$code" = 1 ] || fail "third-view-is-a-copy was not found (exit code $code)"
set -- "$out"/repro-*-third-view-is-a-copy.jsonl
code=0
"$mapcheck" replay "$1" --actor "wine $actor" --scale 4 --mutant third-view-is-a-copy >/dev/null || code=$?
[ "$code" = 1 ] || fail "the repro ends with $code on the mutant"
"$mapcheck" replay "$1" --actor "wine $actor" --scale 4 >"$out/replay.log" || {
    cat "$out/replay.log" >&2
    fail "the repro fails without the mutant"
}
