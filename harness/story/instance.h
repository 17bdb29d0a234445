/* A case with everything that makes it one line of a report: case, subject, cell. */
#ifndef MAPCHECK_STORY_INSTANCE_H
#define MAPCHECK_STORY_INSTANCE_H

#include "story/case.h"
#include "story/subject.h"

#include <stdbool.h>

typedef struct Instance {
    const Chapter *chapter;
    const Case *told;
    const Subject *subject; /* NULL: exact calls */
    size_t cell;
    const char *id;           /* "common/lifetime/x@posix-file", "win32/names/y", "win32/matrix/z@RO,WRITE" */
    const char *subject_name; /* the subject's, or the chapter's family */
    const char *family;       /* which call table the actor must have */
} Instance;

/* All instances of all chapters, in the order of cases/chapters.c. Made once; lives as long as the program. */
size_t all_instances(const Instance **instances);
const Instance *find_instance(const char *id);

#endif
