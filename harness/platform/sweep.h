/* What a run leaves if its end is not orderly, and how the next start finds it.
 *
 * Every run has an unguessable id and a private folder, TMP/mapcheck-USER-ID/ (0700), with a file `run` that names the
 * conductor's process and its start time, and under it the scratch folders. The conductor holds `run` locked: the system
 * drops the lock with its last breath, so a `run` that can be locked belongs to a dead run. Every process of the run
 * carries MAPCHECK_RUN=ID in its environment. Shared memory objects and System V segments are recorded in
 * the file `objects`. Implemented in sweep.c, with sweep_posix.c and watcher_posix.c, or sweep_win32.c. */
#ifndef MAPCHECK_PLATFORM_SWEEP_H
#define MAPCHECK_PLATFORM_SWEEP_H

#include "wire/text.h"

#include <stdbool.h>
#include <stdint.h>

/* Makes the run's folder below `base` (NULL: the temporary directory). `id` and `folder` are filled. */
bool run_folder_open(const char *base, Text *id, Text *folder, Text *problem);

/* Removes the folder and everything recorded in it, and ends every process that still carries the mark. Appends a line
 * for each thing found left behind to `left`. Call it when the workers have ended. */
void run_folder_close(const char *folder, const char *id, Text *left);

/* At start: sweeps the folders of runs whose conductor is no longer there. Returns how many; one line each in `report`. */
unsigned sweep_dead_runs(const char *base, Text *report);

/* Starts the watcher: a process of its own that ends every process of the run within two seconds, and removes what it left,
 * should the conductor be killed. run_folder_close dismisses it. (Windows: the job objects do that; returns true at once.) */
bool watcher_start(const char *folder, const char *id, Text *problem);

/* Objects that outlive processes. `folder` is a worker's own folder, directly below the run's folder; the sweep reads
 * FOLDER/objects and FOLDER/WORKER/objects. `object` is "shm /NAME", "sysv KEY" (decimal) or "tree PATH" (a folder
 * elsewhere, removed with all that is in it). Recorded before an actor can make the object. */
bool record_object(const char *folder, const char *object, Text *problem);

/* Removes every shm object and System V segment on record in FOLDER/objects and takes it off the record; trees stay on
 * record. Gone already is fine. Called by the worker after each case and at its end. */
void remove_objects(const char *folder);

/* From now on descendants of this process whose parents end become its children (Linux; elsewhere nothing happens).
 * `program`: a word in the command line of what cases start. Others are left alone: the first actor under Wine brings a
 * whole Wine with it, which outlives the case by right. */
void become_reaper(const char *program);

/* Waits until no such process runs any more: those that are about to leave by themselves may. */
void await_orphans(uint64_t deadline);

/* Ends and reaps every process that this process's cases left: its children other than those of process_start, and what
 * became its child because its parent ended. Returns how many; a line each in `who` (number and program) for the first
 * ones, and a sentence if some still run at the deadline. */
unsigned reap_orphans(Text *who, uint64_t deadline);

#endif
