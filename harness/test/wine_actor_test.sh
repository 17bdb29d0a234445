#!/bin/sh
# A conductor of this system with actors under Wine: the suite is as the baseline expects, and the runner may be killed.
#
# usage: wine_actor_test.sh MAPCHECK ACTOR.exe FOLDER
set -eu

mapcheck=$1
actor=$2
out=$3
here=$(dirname -- "$0")

# Made and warmed once; afterwards `wine` alone is quicker.
"$here/../../ci/wine-run"
WINEPREFIX=${WINEPREFIX:-$(cd "$here/../.." && pwd)/build/wine-prefix}
WINEDEBUG=-all
export WINEPREFIX WINEDEBUG

"$mapcheck" run --actor "wine $actor" --scale 4 --out "$out"
"$here/killed_runner_test.sh" "$mapcheck" 5 --actor "wine $actor" 'common/*' win32/create
