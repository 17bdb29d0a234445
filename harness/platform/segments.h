/* System V segments without a key: nobody can be told of them before they are made, so they are looked for afterwards. */
#ifndef MAPCHECK_PLATFORM_SEGMENTS_H
#define MAPCHECK_PLATFORM_SEGMENTS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef bool IsOurs(uint64_t process, const void *context);

/* Removes every segment without a key that nothing is attached to, whose maker `is_ours` knows, and that was made or changed
 * at `since` or later: an older one is of a process that had the same number before. How many these were; 0 where the
 * system has no list of its segments. */
unsigned remove_private_segments(IsOurs *is_ours, const void *context, time_t since);

#endif
