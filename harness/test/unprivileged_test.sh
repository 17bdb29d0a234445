#!/bin/sh
# usage: unprivileged_test.sh PROGRAM DATA: the suite as an ordinary user who may do nothing but what everybody may. It is all
# expected; what is lost is skipped, each with its sentence. Run by root, who can become that user; else skipped (77): the
# suite's own test then is this one.
set -eu
[ "$(id -u)" = 0 ] || { echo "not root: the test of the suite is already that of an ordinary user"; exit 77; }
program=$1
data=$2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# A copy, for that user may not be allowed to enter the folder where it was built.
mkdir -p "$place/cases" "$place/reports"
cp "$program" "$(dirname "$program")/mapcheck-actor" "$place"
cp -R "$data/cases/requirements" "$place/cases"
cp -R "$data/reports/baseline" "$place/reports"
mkdir "$place/tmp"
chown -R nobody "$place"

run="setpriv --reuid nobody --regid nogroup --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs"
code=0
$run env HOME="$place/tmp" TMPDIR="$place/tmp" "$place/mapcheck" run --scale 4 --data "$place" --out "$place/out" || code=$?
[ "$code" = 0 ] || { echo "the run ended with $code"; exit 1; }

ledger=$place/out/ledger.jsonl
grep -q '"euid":"65534"' "$ledger" || { echo "the actors were somebody else"; exit 1; }
lost=$(grep -c '"sentence":"this needs the superuser"' "$ledger" || :)
[ "$lost" -gt 0 ] || { echo "no case was skipped for want of privilege"; exit 1; }
if grep '"outcome":"skip"' "$ledger" | grep -vq '"sentence":"[^"]'; then
    echo "a skip without a sentence"
    exit 1
fi
[ -z "$(ls -A "$place/tmp")" ] || { echo "left behind:"; ls -l "$place/tmp"; exit 1; }
echo "$lost cases skipped for want of the superuser"
