/* What a subject or a platform may lack. A capability and the sentence shown where it is missing are one line here.
 *
 * Which subject has which is in story/subject.c; what depends on the running system is asked of the actor (`facts`). */
#ifndef MAPCHECK_STORY_CAPABILITY_H
#define MAPCHECK_STORY_CAPABILITY_H

#include <stdint.h>

/* CAPABILITY(name, sentence) */
#define ALL_CAPABILITIES(CAPABILITY)                                                                             \
    CAPABILITY(NAMED, "objects of this backing have no name to open them by")                                    \
    CAPABILITY(MANY_VIEWS, "memory of this backing has only the one view that came with it")                     \
    CAPABILITY(RESIZE, "objects of this backing keep the size they were created with")                           \
    CAPABILITY(FORK, "this system has no fork")                                                                  \
    CAPABILITY(EXEC, "objects of this backing cannot reach a process through exec or CreateProcess")             \
    CAPABILITY(COPY_ON_WRITE_VIEWS, "this backing has no copy-on-write views")                                   \
    CAPABILITY(READ_WRITE_CALLS, "objects of this backing have no read and write calls")                         \
    CAPABILITY(OUTLIVES, "objects of this backing end with their last handle and view")                          \
    CAPABILITY(NAME_GOES_WITH_LAST_HANDLE, "names of this backing stay until they are removed")                  \
    CAPABILITY(REMOVE, "objects of this backing cannot be removed by name")                                      \
    CAPABILITY(REMOVE_WHILE_MAPPED, "this system refuses to remove the name of a mapped file")                   \
    CAPABILITY(SHRINK_WHILE_MAPPED, "this system refuses to shrink a mapped file")                               \
    CAPABILITY(VIEW_PAST_END, "this system refuses views that reach beyond the object's end")                    \
    CAPABILITY(PARTIAL_UNMAP, "this system unmaps whole views only")                                             \
    CAPABILITY(PROTECT, "the protection of views of this backing cannot be changed")                             \
    CAPABILITY(ODD_SIZE, "objects of this backing are whole pages")                                              \
    CAPABILITY(OFFSET_VIEWS, "views of this backing begin at the object's start")                                \
    CAPABILITY(FLUSH, "views of this backing cannot be flushed")                                                 \
    CAPABILITY(CLOSE_KEEPS_VIEWS, "objects of this backing have no handle that could be closed before the view") \
    CAPABILITY(NO_EXECUTE, "this machine executes every readable page")                                          \
    CAPABILITY(ADDRESS_64, "this needs a 64-bit actor")                                                          \
    CAPABILITY(LINUX, "this is Linux's own")                                                                     \
    CAPABILITY(PRIVILEGED, "this needs the superuser")                                                           \
    CAPABILITY(UNPRIVILEGED, "the superuser is not refused this")                                                \
    CAPABILITY(STOP, "processes cannot be stopped and continued here")                                           \
    CAPABILITY(OTHER_WIDTH, "this needs a second actor, of the other width (--other-actor)")

#define CAPABILITY_INDEX(name, sentence) CAPABILITY_INDEX_##name,
enum { ALL_CAPABILITIES(CAPABILITY_INDEX) CAPABILITY_COUNT };
#undef CAPABILITY_INDEX

typedef uint64_t Capabilities;

/* CAP(NAMED) | CAP(RESIZE) */
#define CAP(name) ((Capabilities)1 << CAPABILITY_INDEX_##name)

/* The sentence of the first missing capability; NULL when none is missing. */
const char *missing_capability(Capabilities needs, Capabilities has);

#endif
