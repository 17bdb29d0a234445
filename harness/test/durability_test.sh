#!/bin/sh
# What was flushed is there after a power cut; with an msync that does nothing it is not, and that is noticed.
#
# usage: durability_test.sh MAPCHECK-DURABILITY SOURCE
set -eu

CUTS=6 OPERATIONS=200
export CUTS OPERATIONS
code=0
"$2/ci/durability" "$1" ext4 1 || code=$?
[ "$code" = 0 ] || exit "$code"
"$2/ci/durability" "$1" ext4 1 msync-is-lost || code=$?
[ "$code" = 1 ] || {
    echo "durability_test: an msync that does nothing was not noticed (exit code $code)" >&2
    exit 1
}
