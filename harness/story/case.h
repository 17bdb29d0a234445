/* What a case is, and how chapters list their cases. Included by story.h. */
#ifndef MAPCHECK_STORY_CASE_H
#define MAPCHECK_STORY_CASE_H

#include "story/capability.h"

#include <stddef.h>

typedef struct Story Story;

typedef enum Level { MUST = 1, SHOULD, OBSERVE } Level;

typedef struct Case {
    const char *name; /* set by CASE */
    const char *file; /* set by CASE */
    int line;         /* set by CASE */
    void (*tell)(Story *s);
    const char *claim; /* one sentence: what is true */
    const char *basis; /* requirement and claim ids, separated by spaces */
    Level level;
    Capabilities
        needs; /* capabilities of the subject or platform, or-ed; missing ones skip the case with their sentence */
    const char *tags; /* further words that `tag:WORD` finds ("race large"), separated by spaces; may be NULL */
    /* A table of cells: the case runs once per cell as CHAPTER/NAME@CELL; NULL: once. cell_name writes the name of a cell
     * (letters, digits, `_`, `-`, `,`, `+`); the story asks story_cell(s) which one it tells. */
    size_t cells;
    void (*cell_name)(size_t cell, char *name, size_t room);
} Case;

typedef struct Chapter {
    const char *path;         /* "common/lifetime", "posix/mmap": the id is PATH/NAME */
    const char *family;       /* the call table that its exact calls need ("posix", "win32", "nt"); NULL for common/ */
    const Case *const *cases; /* ends with NULL */
} Chapter;

/* CASE(name, .claim = ..., .basis = ..., .level = ..., .needs = ...) { ...story... } */
#define CASE(id, ...)                                                                                         \
    static void id##_tell(Story *s);                                                                          \
    static const Case id = {.name = #id, .file = __FILE__, .line = __LINE__, .tell = id##_tell, __VA_ARGS__}; \
    static void id##_tell(Story *s)

/* Last thing in a case file: CASES(common_lifetime, "common/lifetime", NULL, &first, &second). A case left out is an
 * unused constant, which is an error. Chapters are listed in cases/chapters.c. */
#define CASES(id, path, family, ...)                             \
    static const Case *const id##_cases[] = {__VA_ARGS__, NULL}; \
    extern const Chapter id;                                     \
    const Chapter id = {path, family, id##_cases}

extern const Chapter *const all_chapters[]; /* cases/chapters.c; ends with NULL */

#endif
