/* The teller's parts. Only teller.c and teller_*.c include this. */
#ifndef MAPCHECK_STORY_TELLER_INSIDE_H
#define MAPCHECK_STORY_TELLER_INSIDE_H

#include "story/internal.h"

#include <time.h>

/* A pool of actors with that command, working in `files`; nothing is started yet, and nothing will be ahead of need. */
void make_pool(Pool *pool, const TellerOptions *options, const char *const *actor, const char *files);

/* The same for the run's own actor, with as many ahead as the options say. */
void fill_pool(Pool *pool, const TellerOptions *options, const char *files);
void close_pool(Pool *pool);

/* Until when the first actor must have answered. */
uint64_t start_deadline(const TellerOptions *options);

/* One line of key=value words. False: `problem` says why no actor could be asked. */
bool fetch_facts(Pool *pool, uint64_t deadline, Text *facts, Text *problem);

/* What those facts mean for cases that need something. */
Capabilities capabilities_of(const char *facts);

/* What the case, which began then, left on the system: processes, and segments without a key, make it broken; files (those in
 * the folder `files`) and objects are simply removed. */
void clear_away(Story *s, const char *files, time_t began);

#endif
