#!/bin/sh
# kill -9 of the runner at random moments: no process of the run is left after two seconds, the ledger is readable up to
# then, the next start sweeps what is on disk and in /dev/shm, and --resume completes the run.
#
# usage: killed_runner_test.sh MAPCHECK TIMES [run options...]     (Linux: looks into /proc)
set -eu

mapcheck=$1
times=$2
shift 2
work=$(mktemp -d)
mkdir "$work/tmp"
export TMPDIR="$work/tmp" # so that what another run has there is not taken for ours
trap 'rm -rf "$work"' EXIT INT TERM

# Our processes that carry the run's mark. A Wine that the first actor brought has it too, and stays by right.
marked() {
    grep -lzs "^MAPCHECK_RUN=$1\$" /proc/[0-9]*/environ | while read -r environ; do
        ! grep -qs mapcheck "${environ%environ}cmdline" || echo "${environ%/environ}"
    done
}

fail() {
    echo "killed_runner_test: $*" >&2
    exit 1
}

ids=
last=
runs=0
while [ "$runs" -lt "$times" ]; do
    runs=$((runs + 1))
    out=$work/$runs
    "$mapcheck" run --out "$out" --no-reports "$@" >"$work/log" 2>&1 &
    runner=$!
    # A random moment of the run, not a wait for anything.
    sleep "0.$(od -An -N2 -tu2 /dev/urandom | tr -d ' ' | cut -c1-2)"
    kill -9 "$runner" 2>/dev/null || true
    wait "$runner" 2>/dev/null || true
    [ -f "$out/ledger.jsonl" ] || continue # killed before it had begun
    id=$(sed -n '1s/.*"run":"\([0-9a-f]*\)".*/\1/p' "$out/ledger.jsonl")
    [ -n "$id" ] || continue
    ids="$ids $id"
    last=$out/ledger.jsonl
    left=yes
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        left=$(marked "$id")
        [ -z "$left" ] && break
        sleep 0.1
    done
    [ -z "$left" ] || fail "processes of run $id survived two seconds: $left"
done

# The last one is completed.
[ -n "$last" ] || fail "no run of $times came as far as its first record"
"$mapcheck" run --out "$work/resumed" --resume "$last" "$@" >"$work/log" 2>&1 || {
    code=$?
    cat "$work/log" >&2
    fail "--resume ended with $code"
}
for left in "$work"/tmp/mapcheck-*; do
    [ ! -e "$left" ] || fail "$left was left"
done
for id in $ids; do # other runs of this machine have objects there too
    for left in /dev/shm/mapcheck-"$id"-*; do
        [ ! -e "$left" ] || fail "$left was left"
    done
done
echo "killed $times times, nothing left, resumed"
