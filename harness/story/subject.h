/* The implementations under test, as cases see them: an API family, and for common/ cases a backing of it. */
#ifndef MAPCHECK_STORY_SUBJECT_H
#define MAPCHECK_STORY_SUBJECT_H

#include "calls/vocabulary.h"
#include "story/capability.h"

typedef struct Subject {
    const char *name;   /* "posix-file", "win32-paging-file" */
    const char *family; /* the call table that the actor must have: "posix", "win32", "nt" */
    Backing backing;
    Capabilities has; /* by nature; what depends on the running system comes from the actor's facts */
} Subject;

extern const Subject all_subjects[]; /* ends with a subject without name */

#endif
