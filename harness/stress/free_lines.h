/* Planned lines as requests (free_requests.c), and what actors say of them. The conductor's side of free speed. */
#ifndef MAPCHECK_STRESS_FREE_LINES_H
#define MAPCHECK_STRESS_FREE_LINES_H

#include "stress/free_plan.h"
#include "stress/stage.h"

/* "portable.store_words $3+64 \"...\" 8" */
void planned_line_request(const Stage *stage, const PlannedLine *line, Text *out);

/* Reads what an actor recorded of a line (docs/wire.md). `since`: when the line before it was back. False: it is none. */
bool line_answer_read(const char *word, size_t length, uint64_t since, LineAnswer *answer);
/* The same as it would have been answered by itself: "ok 7", "error errno:ENOENT -1". */
void line_answer_words(const char *word, size_t length, const LineAnswer *answer, Text *out);
void line_answer_free(LineAnswer *answer);

#endif
