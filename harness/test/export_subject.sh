#!/bin/sh
# Writes the header that compiles a mutant into an exported program of a POSIX or Windows case (cc -DSUBJECT='"FILE"'): the
# names of the call table become the entries of the actor's table, in which the mutant is installed.
#
# usage: export_subject.sh SOURCE posix|win32 MUTANT > FILE
set -eu

names() {
    sed -n 's/^CALL0\{0,1\}(\([A-Za-z0-9_]*\),.*/\1/p' "$1/harness/calls/$2.calls" | while read -r name; do
        echo "#define $name $2.$name"
    done
}

echo "#include \"actor/calls_$2.h\""
[ "$2" = posix ] || echo '#include "actor/calls_nt.h"'
[ "$2" = posix ] || echo '#include "actor/spawn_win32.h"'
echo '#include "subjects/mutant.h"'
# What the actor's own main file has; no exported program comes there.
echo '#include "actor/actor.h"'
echo 'ActorOptions actor_options;'
echo '_Noreturn void actor_serve(void) { abort(); }'
names "$1" "$2"
if [ "$2" = posix ]; then
    for name in fork execv posix_spawn waitpid; do
        echo "#define $name posix_process.$name"
    done
    echo "#define SUBJECT_START() find_mutant(\"$3\")->install()"
else
    names "$1" nt
    echo '#define CREATE_PROCESS create_process'
    echo "#define SUBJECT_START() (calls_start(), find_mutant(\"$3\")->install())"
fi
