/* What the files of the sweep share on POSIX. */
#ifndef MAPCHECK_PLATFORM_SWEEP_INSIDE_H
#define MAPCHECK_PLATFORM_SWEEP_INSIDE_H

#include "wire/text.h"

#include <stdbool.h>
#include <stdint.h>

/* Ends every process that carries the mark; lines in `left`. */
void end_marked_processes(const char *id, Text *left);

/* Removes the objects and trees recorded in `folder` and directly below it; lines in `left`. */
void remove_recorded_objects(const char *folder, Text *left);

/* Both, and the folder. */
void clear_run(const char *folder, const char *id, Text *left);

void watcher_dismiss(void); /* harmless when there is none */

#endif
