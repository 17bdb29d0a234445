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

# A disk that can be filled: a small one in a mount namespace of our own. What AddressSanitizer keeps of freed memory would be taken
# for growth.
full() {
    export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}quarantine_size_mb=4"
    # shellcheck disable=SC2016 # for the inner shell
    unshare --mount --propagation private sh -ec '
        mount -t tmpfs -o size=8m mapcheck "$1"
        mkdir "$1/scratch"
        scratch=$1/scratch
        shift
        exec "$@" --scratch "$scratch"' sh "$out/disk" "$mapcheck" stress --speed free --nemesis full --profile all \
        --subject posix-file --seed 7 --regressions none --out "$out" "$@"
}
mkdir "$out/disk"
if unshare --mount --propagation private mount -t tmpfs mapcheck "$out/disk" 2>/dev/null; then
    full --operations 200000 "$@" >"$out/full" || fail "a violation on a full disk: $(cat "$out/full")"
    grep -q '^nemeses: full [0-9]*; [0-9]* steps were refused' "$out/full" || fail "no program met a full disk: $(cat "$out/full")"
    code=0
    full --mutant write-without-room-succeeds --for 120s --shrink 2 "$@" || code=$?
    [ "$code" = 1 ] || fail "write-without-room-succeeds was not found (exit code $code)"
else
    echo "stress_free_test: not looked at: full disks, since this process may not mount"
fi
