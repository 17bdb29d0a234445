/* Inside the program: what program.c (lines are read) and program_run.c (lines are carried out) share. */
#ifndef MAPCHECK_ACTOR_PROGRAM_INSIDE_H
#define MAPCHECK_ACTOR_PROGRAM_INSIDE_H

#include "actor/program.h"

enum { MOST_REFERENCES = 2 };

/* An argument that is known only when an earlier line has been carried out. */
typedef struct Reference {
    size_t argument;
    uint64_t line;
    uint64_t behind;
} Reference;

/* A line that is still to be carried out or told. */
typedef struct Pending {
    Request request;
    Text answer, fields; /* what a success delivers is kept in the request */
    Reference references[MOST_REFERENCES];
    size_t reference_count;
    uint64_t call, back;
} Pending;

typedef struct Line {
    bool answered; /* ok */
    uint64_t result;
    Pending *pending; /* NULL: told */
} Line;

typedef struct ProgramLines {
    Line *list;
    size_t count, room;
    size_t next; /* the first one that was not carried out yet */
    Arena arena; /* of all that are pending */
} ProgramLines;

extern ProgramLines program_lines;

void pending_free(Pending *pending); /* but for what it has in the arena */
/* Frees all from line `from` on, once they are told. */
void program_forget(size_t from);
/* Gives memory that was kept back to the allocator: while a program runs the system may refuse it more. */
void program_use_room(void);
void answer_number(Request *request, uint64_t number); /* "NUMBER ok N" */

/* What stands behind "program.run ": answered. */
void program_run(Request *request, const char *tokens);

#endif
