/* What the files of the sweep share. sweep.c is the same everywhere; sweep_posix.c and sweep_win32.c say how a run is held. */
#ifndef MAPCHECK_PLATFORM_SWEEP_INSIDE_H
#define MAPCHECK_PLATFORM_SWEEP_INSIDE_H

#include "wire/text.h"

#include <stdbool.h>
#include <stdint.h>

/* The folder for scratch folders, whole; `base` NULL: the system's own. */
bool append_run_base(Text *out, const char *base, Text *problem);

/* What the names of this user's run folders begin with. */
void append_run_prefix(Text *out);

/* Makes FOLDER/run, which is held as long as this process lives. */
bool hold_run(const char *folder, Text *problem);

/* Clears the folder, and what that run left elsewhere, if nobody holds it: false if somebody does. Lines in `left`. */
bool clear_dead_run(const char *folder, const char *id, Text *left);

/* POSIX only ------------------------------------------------------------------------------------------------------- */

/* Ends every process that carries the mark; lines in `left`. */
void end_marked_processes(const char *id, Text *left);

/* Removes the objects and trees recorded in `folder` and directly below it; lines in `left`. */
void remove_recorded_objects(const char *folder, Text *left);

/* Both, and the folder. */
void clear_run(const char *folder, const char *id, Text *left);

void watcher_dismiss(void); /* harmless when there is none */

#endif
