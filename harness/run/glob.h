/* Globs over case ids, and the patterns of the command line. */
#ifndef MAPCHECK_RUN_GLOB_H
#define MAPCHECK_RUN_GLOB_H

#include "story/instance.h"

#include <stdbool.h>
#include <stddef.h>

/* `*` is any run of bytes, slashes too; `?` is one byte; everything else is itself. */
bool glob_matches(const char *pattern, const char *text);

/* A pattern of the command line: `requirement:GLOB` matches the ids that a case cites, `level:WORD` its level, anything
 * else is a glob over its id, where a pattern without `*` and `?` also names everything below it: "common/lifetime" is
 * the chapter, "common/lifetime/x" the case with all of its subjects. */
bool pattern_matches(const char *pattern, const Instance *instance);

const char *level_word(Level level); /* "MUST", "SHOULD", "OBSERVE" */
bool is_level_word(const char *word);

/* Calls `each` for every id of a case's basis, until it says false. The id is in a buffer that the next call reuses. */
bool each_requirement(const Case *told, bool (*each)(const char *id, void *context), void *context);

#endif
