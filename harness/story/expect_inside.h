/* What expectations share. Only expect.c and expect_memory.c include this. */
#ifndef MAPCHECK_STORY_EXPECT_INSIDE_H
#define MAPCHECK_STORY_EXPECT_INSIDE_H

#include "story/internal.h"
#include "story/members.h"

/* What was expected, for whoever tells the operations again without the case: kept before it is known to hold, so that
 * of a failed story the last one is the one that did not. Further members go into the object that is returned. */
Text *expected(Story *s, const Answer *answer, const char *what);

/* A value as the transcript has it. */
void member_symbol(Text *object, const char *key, Value value);

/* An answer that is no answer to a question of the API: late, dead, unsupported. Does not return for these. */
void settle(Place place, const Answer *answer);

/* Ends the story: "expected ..., saw" the answer. */
void fail(Place place, const Answer *answer, const char *expected);

/* The result of a call that succeeded; any other answer ends the story. */
Value need_ok(Place place, const Answer *answer);

#endif
