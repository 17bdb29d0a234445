/* The six types of objects that share one namespace with one another. */
#ifndef MAPCHECK_CASES_WIN32_NAMED_TYPES_H
#define MAPCHECK_CASES_WIN32_NAMED_TYPES_H

#include "cases/win32/sections.h"

typedef enum NamedType {
    NAMED_MUTEX,
    NAMED_EVENT,
    NAMED_SEMAPHORE,
    NAMED_TIMER,
    NAMED_JOB,
    NAMED_SECTION,
    NAMED_TYPES
} NamedType;

extern const char *const named_type_words[NAMED_TYPES];

/* Begins to create an object of this type under the name; finish_call has the answer. */
const Answer *begin_create_named(Actor *actor, NamedType type, const char *name);
const Answer *create_named(Actor *actor, NamedType type, const char *name);
const Answer *open_named(Actor *actor, NamedType type, const char *name);

#endif
